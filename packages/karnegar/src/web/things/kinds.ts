/** The kinds of thing that have pages of their own: what an action belongs to, by its typed fields. */
import { builtInKnowledge, DEMANDS, WORKFORCES } from "@karnegar/coder"
import type { PublishedAction } from "../../record/types.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { placeName } from "../words/title.ts"

/** Kinds of thing, as they stand in addresses. */
export const THING_KINDS = ["workforces", "demands", "organisations", "workplaces", "places", "campaigns"] as const
/** A kind of thing. */
export type ThingKind = (typeof THING_KINDS)[number]

/** A name in both languages. */
export type Named = Readonly<Record<Lang, string>>

/** Things of a kind that an action belongs to, with the names that it brings; who belongs to a campaign, people decide. */
export function thingsIn(action: PublishedAction, kind: ThingKind): readonly (readonly [id: string, name: Named])[] {
  switch (kind) {
    case "workforces":
      return [[action.workforce, labelled("workforces", action.workforce)]]
    case "demands":
      return action.demands.map((code) => [code, labelled("demands", code)] as const)
    case "organisations":
      return action.organisations.map((o) => [o.id, o] as const)
    case "workplaces":
      return action.workplace === null ? [] : [[action.workplace.id, action.workplace]]
    case "places":
      return placesIn(action)
    case "campaigns":
      return []
    default:
      return kind satisfies never
  }
}

/** Its places and their provinces, each once; a country is no place of its own. */
function placesIn(action: PublishedAction): (readonly [id: string, name: Named])[] {
  const out = new Map<string, Named>()
  for (const place of action.places) {
    if (place.type === "country") continue
    if (place.placeId !== null && place.type !== "province")
      out.set(place.placeId, { fa: placeName(place, "fa"), en: placeName(place, "en") })
    const province = place.provinceId === null ? null : registered("places", place.provinceId)
    if (place.provinceId !== null && province !== null) out.set(place.provinceId, province)
  }
  return [...out]
}

/** The name of a thing that the codebook, the gazetteer or the shipped registers know, whether or not an action belongs to it. */
export function registered(kind: ThingKind, id: string): Named | null {
  const known = builtInKnowledge()
  if (kind === "workforces") return (WORKFORCES as readonly string[]).includes(id) ? labelled(kind, id) : null
  if (kind === "demands") return (DEMANDS as readonly string[]).includes(id) ? labelled(kind, id) : null
  if (kind === "places") {
    const place = known.places.get(id)
    if (place === undefined || place.type === "country") return null
    const told = { type: place.type, nameFa: place.name, nameEn: place.nameEn }
    const nameOf = (lang: Lang) => {
      const name = placeName(told, lang)
      return place.type === "province" ? wordsOf(lang).provinceOf(name) : name
    }
    return { fa: nameOf("fa"), en: nameOf("en") }
  }
  if (kind === "campaigns") return null
  const entry = kind === "organisations" ? known.organisations.get(id) : known.workplaces.get(id)
  return entry === undefined ? null : { fa: entry.name, en: entry.nameEn === "" ? entry.name : entry.nameEn }
}

function labelled(kind: "workforces" | "demands", code: string): Named {
  return { fa: labelOf(kind, code, "fa"), en: labelOf(kind, code, "en") }
}

/** What the list of actions is asked for to show those of a thing; null where it has no such condition. */
export function listedBy(kind: ThingKind, id: string): Readonly<Record<string, string>> | null {
  switch (kind) {
    case "workforces":
      return { workforce: id }
    case "demands":
      return { demand: id }
    case "organisations":
      return { organisation: id }
    case "workplaces":
      return { workplace: id }
    case "places":
      return builtInKnowledge().places.get(id)?.type === "province" ? { province: id } : { place: id }
    case "campaigns":
      return null
    default:
      return kind satisfies never
  }
}

/** Address of a thing's page. */
export function thingAddress(lang: Lang, kind: ThingKind, id: string): string {
  return `/${lang}/${kind}/${id}`
}
