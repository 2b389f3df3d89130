/** Names that a person types, linked to what stands on a register: one thing, or the several it may mean. Nothing is guessed. */
import { builtInKnowledge, foldText, type Place } from "@karnegar/coder"
import type { FieldPlace } from "../../record/fields.ts"
import type { Registers } from "../../record/registers.ts"
import { fieldPlace, PlaceNames } from "../../written/place-names.ts"
import { type CodeList, codesOf, codeWord } from "../words/code-words.ts"
import type { Lang } from "../words/language.ts"
import { provinceName } from "../words/provinces.ts"

/** A value with its name. */
export interface Choice {
  readonly value: string
  readonly label: string
}

/** What a typed name means: `one` where exactly one thing has it; else what it may mean, which may be nothing. */
export type Resolved = { readonly one: string } | { readonly several: readonly Choice[] }

/** Kinds of names with a register of their own. */
export type NameKind = "places" | "workplaces" | "organisations"

/** Candidates shown for one name. */
const MOST = 8
/** «شوش (خوزستان)»: a name with its province. */
const WITH_PROVINCE = /^([^()]{1,80})\(([^()]{1,80})\)$/u

let placeNames: PlaceNames | null = null
const lists: { places?: Readonly<Record<Lang, readonly string[]>> } = {}

/** Reads typed names against the registers as they stand. */
export class DeskNames {
  readonly #registers: Registers
  readonly #lang: Lang

  constructor(registers: Registers, lang: Lang) {
    this.#registers = registers
    this.#lang = lang
  }

  resolve(kind: NameKind, typed: string): Resolved {
    if (kind === "places") return this.#place(typed)
    const workplaces = kind === "workplaces"
    const one = workplaces ? this.#registers.findWorkplace(typed) : this.#registers.findOrganisation(typed)
    if (one !== null) return { one: one.id }
    const folded = foldText(typed)
    const all = workplaces ? this.#registers.listWorkplaces() : this.#registers.listOrganisations()
    const near = all.filter((name) => foldText(name.fa).includes(folded) || foldText(name.en).includes(folded))
    return { several: near.slice(0, MOST).map((name) => ({ value: name.id, label: name[this.#lang] || name.fa })) }
  }

  label(kind: NameKind, id: string): string {
    if (kind === "places") {
      const place = knowledge().places.get(id) ?? knowledge().regions.get(id)
      return place === undefined ? id : this.#placeLabel(place)
    }
    const name = kind === "workplaces" ? this.#registers.getWorkplace(id) : this.#registers.getOrganisation(id)
    return name[this.#lang] || name.fa
  }

  /** Names that a control offers while one types; the places are those of some size, any other may be typed too. */
  offered(kind: NameKind): readonly string[] {
    if (kind === "places") return offeredPlaces()[this.#lang]
    const all = kind === "workplaces" ? this.#registers.listWorkplaces() : this.#registers.listOrganisations()
    return all.map((name) => name[this.#lang] || name.fa)
  }

  #place(typed: string): Resolved {
    placeNames ??= new PlaceNames(knowledge())
    const split = WITH_PROVINCE.exec(typed)
    const [name, province] = split === null ? [typed, ""] : [split[1]!.trim(), split[2]!.trim()]
    const written = { id: "", city: "", county: "", country: "", type: "", lat: null, lon: null, name, province }
    const { place, troubles } = placeNames.link(written, null)
    if (place?.placeId != null && troubles.length === 0) return { one: place.placeId }
    return { several: placeNames.named(name).map((own) => ({ value: own.id, label: this.#placeLabel(own) })) }
  }

  #placeLabel(place: Place): string {
    const name = this.#lang === "fa" || place.nameEn === "" ? place.name : place.nameEn
    const type = codeWord("place_types", place.type, this.#lang)
    const province = place.type === "province" ? null : provinceName(place.provinceId, this.#lang)
    return [name, type, ...(province === null ? [] : [province])].join(" · ")
  }
}

/** A gazetteer row as an action's place; null where there is none. */
export function placeById(id: string): FieldPlace | null {
  const place = knowledge().places.get(id) ?? knowledge().regions.get(id)
  return place === undefined ? null : fieldPlace(place)
}

/** A code of a list that somebody typed: its name in either language, or the code itself. */
export function resolveCode(list: CodeList, typed: string, lang: Lang): Resolved {
  const wanted = foldText(typed)
  const all = codesOf(list)
  const own = all.filter(({ code, fa, en }) => [code.replaceAll("_", " "), fa, en].some((w) => foldText(w) === wanted))
  if (own.length === 1) return { one: own[0]!.code }
  const near =
    wanted === "" ? [] : all.filter(({ fa, en }) => foldText(fa).includes(wanted) || foldText(en).includes(wanted))
  return { several: near.slice(0, MOST).map(({ code, fa, en }) => ({ value: code, label: lang === "fa" ? fa : en })) }
}

function knowledge() {
  return builtInKnowledge()
}

/** Towns and provinces; a name that several towns share comes with its province. */
function offeredPlaces(): Readonly<Record<Lang, readonly string[]>> {
  lists.places ??= { fa: placesIn("fa"), en: placesIn("en") }
  return lists.places
}

function placesIn(lang: Lang): readonly string[] {
  const shown = [...knowledge().places.values()].filter((p) => p.type === "city" || p.type === "province")
  const nameOf = (p: Place) => (lang === "fa" || p.nameEn === "" ? p.name : p.nameEn)
  const counts = new Map<string, number>()
  for (const p of shown) counts.set(nameOf(p), (counts.get(nameOf(p)) ?? 0) + 1)
  return shown.map((p) => {
    const province = counts.get(nameOf(p))! > 1 ? provinceName(p.provinceId, lang) : null
    return province === null || p.type === "province" ? nameOf(p) : `${nameOf(p)} (${province})`
  })
}
