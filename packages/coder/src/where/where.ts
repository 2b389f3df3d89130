import type { BySentence } from "../by-sentence.ts"
import type { CodedPlace, Span } from "../coded.ts"
import type { How } from "../codes.ts"
import type { Doc } from "../text/doc.ts"
import { evenly, spanOf } from "../text/spans.ts"
import type { PlaceRole } from "./place-role.ts"

/** A place that the text names, resolved as far as the text allows. */
export interface PlaceHere {
  readonly first: number
  readonly past: number
  readonly sentence: number
  readonly place: Omit<CodedPlace, "site">
  readonly how: How
  readonly by: string
  readonly role: PlaceRole
  /** Number of the list («اهواز، شوش و کرمانشاه») it stands in. */
  readonly list: number
  /** Only says where the place before it lies: «خرم‌آباد لرستان». */
  readonly within: boolean
}

/** A spot that the text names: parliament, the governor's office, a factory gate. */
export interface SpotHere {
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** The town it stands in by itself (parliament → Tehran), or null. */
  readonly place: Omit<CodedPlace, "site"> | null
  readonly by: string
}

/** A place of an action with the words it rests on. */
export interface PlaceFound {
  readonly place: Omit<CodedPlace, "site">
  readonly site: string | null
  readonly how: How
  readonly spans: readonly Span[]
  readonly by: string
  readonly role: PlaceRole
  /** Number of the list it stands in; -1 when the text does not name it. */
  readonly list: number
}

/** A place found, in another role or list. */
export function placeAs(found: PlaceFound, role: PlaceRole, list = found.list): PlaceFound {
  const { place, site, how, spans, by } = found
  return { place, site, how, spans, by, role, list }
}

/** A place found, with the spot that it lacked. */
export function placeAt(found: PlaceFound, site: string): PlaceFound {
  const { place, how, spans, by, role, list } = found
  return { place, site, how, spans, by, role, list }
}

const BEFORE_SPOT = new Set(
  "مقابل جلوی جلو روبروی روبه رو برابر جنب محوطه محل درب ورودی حیاط میدان خیابان بلوار پشت داخل outside front before opposite at".split(
    " ",
  ),
)
/**
 * Places of one sentence that may be those of an act in it, each with its role.
 *
 * A spot that stands in one town only («مقابل مجلس») decides over where people are from, not over other towns that
 * the sentence puts the act in.
 */
export function placesInSentence(
  doc: Doc,
  sentence: number,
  places: BySentence<PlaceHere>,
  spots: BySentence<SpotHere>,
): PlaceFound[] {
  return placesAmong(doc, places.in(sentence), spots.in(sentence))
}

/** The same of a part of a sentence: the tokens [first, past). */
export function placesInPart(
  doc: Doc,
  sentence: number,
  places: BySentence<PlaceHere>,
  spots: BySentence<SpotHere>,
  first: number,
  past: number,
): PlaceFound[] {
  const inside = (p: { readonly first: number; readonly past: number }) => p.first >= first && p.past <= past
  return placesAmong(doc, places.in(sentence).filter(inside), spots.in(sentence).filter(inside))
}

/** Do the tokens [first, past) say at what spot people stood, whether or not a register knows it? */
export function namesSpot(doc: Doc, first: number, past: number): boolean {
  for (let i = first; i < past; i++) if (BEFORE_SPOT.has(doc.words[i]!)) return true
  return false
}

/** Where each list of places begins and ends. */
type Lists = Map<number, { readonly first: number; readonly past: number }>
const NO_LISTS: Lists = new Map()

function placesAmong(doc: Doc, names: readonly PlaceHere[], offices: readonly SpotHere[]): PlaceFound[] {
  if (names.length === 0 && offices.length === 0) return []
  const named: PlaceHere[] = []
  for (const p of names) {
    if (p.role === "aside") continue
    if (!p.within) named.push(p)
    else if (isReferredTo(doc, p)) named.push(toldHere(p))
  }
  const here = offices.filter((s) => standsBefore(doc, s.first))
  const fixed = here.find((s) => s.place !== null)
  const out: PlaceFound[] = []
  if (fixed !== undefined) {
    const spans = [spanOf(doc, fixed.first, fixed.past)]
    const site = siteText(doc, fixed)
    out.push({ place: fixed.place!, site, how: "inferred", spans, by: fixed.by, role: "told", list: -1 })
  }
  const lists: Lists = here.length === 0 ? NO_LISTS : new Map()
  if (here.length > 0)
    for (const p of named) lists.set(p.list, { first: lists.get(p.list)?.first ?? p.first, past: p.past })
  named.forEach((p, n) => {
    if (out.some((o) => o.place.name === p.place.name)) return
    const wide = p.place.type === "province" || p.place.type === "country"
    if (fixed !== undefined && (p.role !== "told" || wide)) return
    const spot = spotOf(p, named[n + 1], here, lists)
    out.push({
      place: p.place,
      site: spot === null ? null : siteText(doc, spot),
      how: p.how,
      spans: [spanOf(doc, p.first, p.past)],
      by: p.by,
      role: p.role,
      list: p.list,
    })
  })
  return out
}

/** Tokens from a county to the words that refer to it. */
const REFERS = 12
const TOWN_WORDS = new Set(["شهرستان", "شهر"])

/** «اهل روستای … شهرستان خمین در مقابل فرمانداری این شهرستان»: the county that a village is only told to lie in. */
function isReferredTo(doc: Doc, { past, sentence, place }: PlaceHere): boolean {
  if (place.type === "province" || place.type === "country") return false
  const end = Math.min(doc.sentences[sentence]![1] - 1, past + REFERS)
  for (let i = past; i < end; i++) if (doc.words[i] === "این" && TOWN_WORDS.has(doc.words[i + 1]!)) return true
  return false
}

function toldHere({ first, past, sentence, place, how, by, list }: PlaceHere): PlaceHere {
  return { first, past, sentence, place, how, by, role: "told", list, within: false }
}

/** The spot of a place: one inside its list belongs to the place it stands behind, one outside to all of a list. */
function spotOf(
  place: PlaceHere,
  next: PlaceHere | undefined,
  spots: readonly SpotHere[],
  lists: Lists,
): SpotHere | null {
  const own = spots.find(
    (s) => s.first >= place.past && (next === undefined || next.list !== place.list || s.past <= next.first),
  )
  if (own !== undefined && next?.list === place.list) return own
  const outside = spots.find((s) => ![...lists.values()].some((l) => s.first >= l.first && s.past <= l.past))
  return outside ?? own ?? null
}

/** True when a word such as «مقابل» stands up to three tokens before. */
function standsBefore(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 3; i--) if (BEFORE_SPOT.has(doc.words[i]!)) return true
  return false
}

/** The spot with its preposition, as written, at most twelve tokens. */
function siteText(doc: Doc, spot: { readonly first: number; readonly past: number }): string {
  const start = doc.sentences[doc.sentenceOf[spot.first]!]![0]
  let first = spot.first
  for (let i = spot.first - 1; i >= start && i >= spot.first - 3; i--) {
    if (BEFORE_SPOT.has(doc.words[i]!)) first = i
  }
  return evenly(doc.text.slice(doc.starts[first]!, doc.ends[spot.past - 1]!))
}
