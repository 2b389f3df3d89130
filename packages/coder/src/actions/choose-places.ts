import { BySentence } from "../by-sentence.ts"
import type { Knowledge } from "../knowledge.ts"
import type { Mention } from "../mentions/mention.ts"
import { ROLE_RANK } from "../reading/place-role.ts"
import { townOfWorkplace } from "../reading/places.ts"
import type { Doc } from "../text/doc.ts"
import type { Draft } from "./assemble.ts"
import { type PlaceFound, type PlaceHere, placesInSentence, type SpotHere } from "./where.ts"

/** Fewest places of a list that a sentence without an act of its own adds to an act. */
const LISTING = 3

/** What places are chosen from. */
export interface PlaceSources {
  readonly doc: Doc
  readonly mentions: readonly Mention[]
  readonly places: BySentence<PlaceHere>
  readonly spots: BySentence<SpotHere>
  readonly itemOf: Int32Array
  readonly drafts: readonly Draft[]
  readonly knowledge: Knowledge
}

/**
 * Says where an act was (codebook §3 `places`): the places that its clauses and a list of towns beside them tell, by
 * the strongest role; else those of its item, of a plant named there, of the document. A province or the country beside
 * its towns only says where they lie.
 */
export function placeChooser(sources: PlaceSources): (draft: Draft) => readonly PlaceFound[] {
  const { doc, places, spots, itemOf, drafts, knowledge } = sources
  const workplaces = new BySentence(sources.mentions.filter((m) => m.kind === "workplace"))
  const sentencesOf = new Map<number, number[]>([[-1, [...doc.sentences.keys()]]])
  itemOf.forEach((item, sentence) => {
    const list = sentencesOf.get(item)
    if (list === undefined) sentencesOf.set(item, [sentence])
    else list.push(sentence)
  })
  const actsIn = new Map<number, number>()
  for (const draft of drafts) actsIn.set(draft.item, (actsIn.get(draft.item) ?? 0) + 1)
  const read = memo((sentence: number) => placesInSentence(doc, sentence, places, spots))
  /** The first places of an item's sentences that at least belong to who acted; else its plant's town. */
  const ofItem = memo((item: number) => firstOf(sentencesOf.get(item) ?? []))
  const claimedIn = memo((item: number) => first(sentencesOf.get(item) ?? [], "road"))
  const listedIn = memo((item: number) => (sentencesOf.get(item) ?? []).flatMap((s) => longList(read(s))))

  function firstOf(sentences: Iterable<number>): readonly PlaceFound[] {
    const found = first(sentences, "who")
    if (found.length > 0) return found
    for (const s of sentences) {
      const town = townOfWorkplace(doc, workplaces.in(s), knowledge)
      if (town !== null) return [town]
    }
    return []
  }

  function first(sentences: Iterable<number>, least: PlaceFound["role"]): readonly PlaceFound[] {
    for (const s of sentences) {
      const found = read(s).filter((p) => ROLE_RANK[p.role] >= ROLE_RANK[least])
      if (found.length > 0) return found
    }
    return []
  }

  return (draft) => {
    const listed = actsIn.get(draft.item) === 1 ? listedIn(draft.item) : []
    const own = strongest(merge(draft.places, listed))
    let found: readonly PlaceFound[] = own.filter((p) => ROLE_RANK[p.role] >= ROLE_RANK.near)
    const fallbacks = [
      () => firstOf(draft.sentences),
      () => ofItem(draft.item),
      () => own,
      () => claimedIn(draft.item),
      () => ofItem(-1),
      () => claimedIn(-1),
    ]
    for (const more of fallbacks) if (found.length === 0) found = strongest(more())
    return narrowed(found, [...draft.places, ...listed], () => ofItem(draft.item))
  }
}

function memo<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>()
  return (key) => {
    let value = made.get(key)
    if (value === undefined) {
      value = make(key)
      made.set(key, value)
    }
    return value
  }
}

/** «گزارش‌ها از این شهرها رسیده است: …»: towns listed for an act that another sentence tells. */
function longList(found: readonly PlaceFound[]): PlaceFound[] {
  const lengths = new Map<number, number>()
  const fits = (p: PlaceFound) => isTown(p) && ROLE_RANK[p.role] >= ROLE_RANK.who
  for (const p of found) if (fits(p)) lengths.set(p.list, (lengths.get(p.list) ?? 0) + 1)
  return found.filter((p) => fits(p) && lengths.get(p.list)! >= LISTING).map((p) => ({ ...p, role: "told" }))
}

function merge(a: readonly PlaceFound[], b: readonly PlaceFound[]): PlaceFound[] {
  const out = [...a]
  for (const p of b) {
    const at = out.findIndex((q) => q.place.name === p.place.name)
    if (at < 0) out.push(p)
    else if (ROLE_RANK[p.role] > ROLE_RANK[out[at]!.role]) out[at] = { ...out[at]!, role: p.role }
  }
  return out
}

function strongest(found: readonly PlaceFound[]): readonly PlaceFound[] {
  const best = Math.max(...found.map((p) => ROLE_RANK[p.role]))
  return found.filter((p) => ROLE_RANK[p.role] === best)
}

function isTown(p: PlaceFound): boolean {
  return p.place.type !== "province" && p.place.type !== "country"
}

/** Towns instead of the province or country they lie in, where the act's clauses or its item name such towns. */
function narrowed(
  found: readonly PlaceFound[],
  own: readonly PlaceFound[],
  others: () => readonly PlaceFound[],
): readonly PlaceFound[] {
  const provinces = found.filter((p) => p.place.type === "province")
  if (found.some(isTown) || provinces.length === 0) {
    const of = new Set(found.filter(isTown).map((p) => p.place.province))
    return of.size === 0
      ? found
      : found.filter((p) => isTown(p) || (p.place.type === "province" && !of.has(p.place.name)))
  }
  const inside = (p: PlaceFound) =>
    isTown(p) && provinces.some((q) => q.place.name === p.place.province && mayStand(p, q))
  for (const more of [own, others()]) {
    const towns = more.filter((p) => inside(p) && ROLE_RANK[p.role] >= ROLE_RANK.who)
    if (towns.length === 0) continue
    const of = new Set(towns.map((p) => p.place.province))
    return [...towns, ...provinces.filter((p) => !of.has(p.place.name))]
  }
  return found
}

/** «مقابل استانداری مازندران» stands in the province's seat, wherever in it the people are from. */
function mayStand(town: PlaceFound, province: PlaceFound): boolean {
  if (province.site === null || town.role === "told") return true
  return town.place.lat === province.place.lat && town.place.lon === province.place.lon
}
