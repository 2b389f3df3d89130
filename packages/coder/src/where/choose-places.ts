import type { Draft } from "../actions/assemble.ts"
import type { BySentence } from "../by-sentence.ts"
import type { Knowledge } from "../knowledge.ts"
import type { Mention } from "../mentions/mention.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { spanOf } from "../text/spans.ts"
import { ROLE_RANK } from "./place-role.ts"
import { coded, townOfWorkplace } from "./places.ts"
import { type PlaceFound, type PlaceHere, placeAs, placesInSentence, type SpotHere } from "./where.ts"

/** Fewest places of a list that a sentence without an act of its own adds to an act. */
const LISTING = 3
/** The same of a list that only says where people are from. */
const LISTING_WHO = 4

/**
 * Cues of sentences whose places are not the act's: «دانشجویان تهران، همدان و … حمایت خود را اعلام کردند», «در هفته‌های اخیر
 * هزاران نفر در شهرهای …».
 */
const OF_OTHERS = new Set(["sympathy", "general_time"])

/** Most tokens of a line that is only a label of what follows. */
const LABEL = 8

/** What places are chosen from. */
export interface PlaceSources {
  readonly doc: Doc
  readonly mentions: BySentence<Mention>
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
  const { doc, mentions, places, spots, itemOf, drafts, knowledge } = sources
  /** Sentences of an item; of -1 all. */
  const sentencesOf = memo((item: number) => {
    const out: number[] = []
    for (let s = 0; s < itemOf.length; s++) if (item < 0 || itemOf[s] === item) out.push(s)
    return out
  })
  const actsIn = memo((item: number) => {
    let acts = 0
    for (const draft of drafts) if (draft.item === item) acts++
    return acts
  })
  const read = memo((sentence: number) => placesInSentence(doc, sentence, places, spots))
  /** The first places of an item's sentences that at least belong to who acted; else its plant's town. */
  const ofItem = memo((item: number) => firstOf(sentencesOf(item)))
  const claimedIn = memo((item: number) => first(sentencesOf(item), "road"))
  const listedIn = memo((item: number) => {
    const sentences = sentencesOf(item)
    const out = listsOf(sentences)
    const lines = sentences.filter((s) => isLabel(doc, s, places.in(s)))
    if (lines.length >= LISTING) for (const s of lines) out.push(...read(s))
    return out
  })

  /** The list of provinces that a nationwide act is told of elsewhere. */
  const provincesIn = memo((item: number) => listsOf(sentencesOf(item), (p) => p.place.type !== "country"))
  /** Towns of an item's sentences, of which a province alone may mean one: «این معدن در بخش … قرار دارد». */
  const townsOf = memo((item: number) => {
    for (const s of sentencesOf(item)) {
      const towns = read(s).filter((p) => isTown(p) && p.role === "told")
      if (towns.length > 0) return towns
    }
    return []
  })

  function listsOf(sentences: readonly number[], holds = isTown): PlaceFound[] {
    const out: PlaceFound[] = []
    for (const s of sentences) {
      // A spot may add one place to those that are named.
      if (places.in(s).length < LISTING - 1 || isOfOthers(s)) continue
      for (const p of longList(read(s), holds)) out.push(p)
    }
    return out
  }

  function isOfOthers(sentence: number): boolean {
    for (const m of mentions.in(sentence)) if (m.kind === "cue" && OF_OTHERS.has(m.code)) return true
    return false
  }

  function firstOf(sentences: Iterable<number>): readonly PlaceFound[] {
    const found = first(sentences, "who")
    if (found.length > 0) return found
    for (const s of sentences) {
      const town = townOfWorkplace(doc, mentions.in(s), knowledge)
      if (town !== null) return [town]
    }
    return []
  }

  function first(sentences: Iterable<number>, least: PlaceFound["role"]): readonly PlaceFound[] {
    for (const s of sentences) {
      const here = read(s)
      if (here.length === 0 || isOfOthers(s)) continue
      const found = here.filter((p) => ROLE_RANK[p.role] >= ROLE_RANK[least])
      if (found.length > 0) return found
    }
    return []
  }

  /** «شوش؛ تجمع …»: a line's first words that are nothing but places say where what follows was. */
  function labelOf(draft: Draft): readonly PlaceFound[] {
    const label = firstSentence(draft) - 1
    if (label < 0 || itemOf[label] !== itemOf[label + 1] || !isLabel(doc, label, places.in(label))) return NONE
    return read(label).map((p) => placeAs(p, "told"))
  }

  /** «اعتصاب سراسری» with no place named anywhere is the whole country's. */
  function nationwide(draft: Draft): readonly PlaceFound[] {
    const iran = knowledge.places.get("iran")
    for (const sentence of draft.sentences) {
      const m = mentions.in(sentence).find((one) => one.kind === "cue" && one.code === "nationwide")
      if (m === undefined || iran === undefined) continue
      const spans = [spanOf(doc, m.first, m.past)]
      return [{ place: coded(iran), site: null, how: "inferred", spans, by: m.by, role: "told", list: -1 }]
    }
    return []
  }

  return (draft) => {
    const listed = actsIn(draft.item) === 1 ? listedIn(draft.item) : NONE
    const own = strongest(merge(merge(draft.places, listed), labelOf(draft)))
    let found = own.length > 0 && ROLE_RANK[own[0]!.role] >= ROLE_RANK.near ? own : NONE
    if (found.length === 0) found = strongest(firstOf(draft.sentences))
    if (found.length === 0) found = strongest(ofItem(draft.item))
    if (found.length === 0) found = own
    if (found.length === 0) found = strongest(claimedIn(draft.item))
    if (found.length === 0) found = strongest(ofItem(-1))
    if (found.length === 0) found = strongest(claimedIn(-1))
    if (found.length === 0) found = nationwide(draft)
    if (actsIn(draft.item) === 1 && found.length > 0 && found.every((p) => p.place.type === "country")) {
      const provinces = provincesIn(draft.item)
      if (provinces.length > 0) return provinces
    }
    // One town is as narrow as can be.
    if (found.length === 1 && isTown(found[0]!)) return found
    return narrowed(found, [...draft.places, ...listed], () => [...ofItem(draft.item), ...townsOf(draft.item)])
  }
}

const NONE: readonly PlaceFound[] = []

function firstSentence(draft: Draft): number {
  let first = Number.POSITIVE_INFINITY
  for (const sentence of draft.sentences) if (sentence < first) first = sentence
  return first
}

/** Answers each number, -1 or more, as `make` did when it was first asked. */
function memo<T>(make: (key: number) => T): (key: number) => T {
  const made: (T | undefined)[] = []
  return (key) => {
    made[key + 1] ??= make(key)
    return made[key + 1]!
  }
}

/** «گزارش‌ها از این شهرها رسیده است: …»: towns listed for an act that another sentence tells. */
function longList(found: readonly PlaceFound[], holds: (p: PlaceFound) => boolean): readonly PlaceFound[] {
  if (found.length < LISTING) return []
  const lengths = new Map<number, number>()
  const fits = (p: PlaceFound) => holds(p) && ROLE_RANK[p.role] >= ROLE_RANK.who
  const enough = (p: PlaceFound) => (lengths.get(p.list) ?? 0) >= (p.role === "told" ? LISTING : LISTING_WHO)
  for (const p of found) if (fits(p)) lengths.set(p.list, (lengths.get(p.list) ?? 0) + 1)
  return found.filter((p) => fits(p) && enough(p)).map((p) => placeAs(p, "told"))
}

/** Does a sentence hold places and marks only? */
function isLabel(doc: Doc, sentence: number, places: readonly PlaceHere[]): boolean {
  if (places.length === 0) return false
  const [first, past] = doc.sentences[sentence]!
  if (past - first > LABEL) return false
  for (let i = first; i < past; i++)
    if (doc.kinds[i]! <= TokenKind.number && !places.some((p) => p.first <= i && i < p.past)) return false
  return true
}

function merge(a: readonly PlaceFound[], b: readonly PlaceFound[]): readonly PlaceFound[] {
  if (b.length === 0) return a
  const out = [...a]
  for (const p of b) {
    const at = out.findIndex((q) => q.place.name === p.place.name)
    if (at < 0) out.push(p)
    else if (ROLE_RANK[p.role] > ROLE_RANK[out[at]!.role]) out[at] = placeAs(out[at]!, p.role)
  }
  return out
}

function strongest(found: readonly PlaceFound[]): readonly PlaceFound[] {
  if (found.length < 2) return found
  let best = Number.NEGATIVE_INFINITY
  for (const p of found) best = Math.max(best, ROLE_RANK[p.role])
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
  if (provinces.length === 0 && !found.some(isTown)) return amongCountry(found, own)
  if (found.some(isTown)) {
    const of = new Set(found.filter(isTown).map((p) => p.place.province))
    if (of.size === 0) return found
    // «در استان‌های کردستان، یزد و ایلام و شهرهای سقز و ایوان»: a list of provinces that the towns do not go through.
    const listed = new Set(provinces.filter((p) => !of.has(p.place.name) && opensList(p, found)).map((p) => p.list))
    const stays = (p: PlaceFound) =>
      p.place.type === "province" ? !of.has(p.place.name) || listed.has(p.list) : isTown(p)
    return whereTheyStood(withoutFields(found.filter(stays)))
  }
  const inside = (p: PlaceFound) =>
    isTown(p) && provinces.some((q) => q.place.name === p.place.province && mayStand(p, q))
  found = found.filter((p) => p.place.type !== "country")
  for (const more of [own, others()]) {
    // Towns elsewhere that stand in one list with them come along.
    const lists = new Set(more.filter((p) => inside(p) && ROLE_RANK[p.role] >= ROLE_RANK.who).map((p) => p.list))
    const towns = more.filter((p) => isTown(p) && lists.has(p.list))
    if (towns.length === 0) continue
    const of = new Set(towns.map((p) => p.place.province))
    return [...towns, ...provinces.filter((p) => !of.has(p.place.name))]
  }
  return found
}

/** «کارگران کارگاهی در تاکستان … مقابل استانداری قزوین»: the spot they stood at beats where their firm lies. */
function whereTheyStood(found: readonly PlaceFound[]): readonly PlaceFound[] {
  const [a, b] = found
  if (found.length !== 2 || a!.place.province !== b!.place.province || a!.list === b!.list) return found
  const stood = found.filter((p) => p.site !== null)
  return stood.length === 1 ? stood : found
}

/** Do several provinces stand before the first town of a list? «خوزستان (اهواز)، گیلان (رشت)» goes through its own. */
function opensList(province: PlaceFound, found: readonly PlaceFound[]): boolean {
  const list = found.filter((p) => p.list === province.list)
  const town = list.findIndex(isTown)
  return province.list >= 0 && (town < 0 || town > 1)
}

/** «استان‌های مختلف ایران، از جمله گیلان و یزد»: what a list goes on to name stands for the country. */
function amongCountry(found: readonly PlaceFound[], own: readonly PlaceFound[]): readonly PlaceFound[] {
  const lists = new Set(own.filter((p) => p.place.type === "country" && p.list >= 0).map((p) => p.list))
  const named = own.filter((p) => p.place.type !== "country" && lists.has(p.list))
  return named.length > 1 ? named : found
}

/** A field or zone that a town beside it lies in or at says nothing more: «در پارس جنوبی … واقع در عسلویه». */
function withoutFields(found: readonly PlaceFound[]): readonly PlaceFound[] {
  const towns = found.filter((p) => p.place.type === "city")
  if (towns.length === 0) return found
  return found.filter(
    (p) => p.place.type !== "site" || !towns.some((t) => t.place.province === p.place.province && t.list !== p.list),
  )
}

/** «مقابل استانداری مازندران» stands in the province's seat, wherever in it the people are from. */
function mayStand(town: PlaceFound, province: PlaceFound): boolean {
  if (province.site === null || town.role === "told") return true
  return town.place.lat === province.place.lat && town.place.lon === province.place.lon
}
