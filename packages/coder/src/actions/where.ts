import type { BySentence } from "../by-sentence.ts"
import type { CodedPlace, Span } from "../coded.ts"
import type { How } from "../codes.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"

/** A place that the text names, resolved as far as the text allows. */
export interface PlaceHere {
  readonly first: number
  readonly past: number
  readonly sentence: number
  readonly place: Omit<CodedPlace, "site">
  readonly how: How
  readonly by: string
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
  /** Said to be where the act was («در اهواز», «مقابل مجلس»), not only part of who acted («کارگران فولاد کردستان»). */
  readonly told: boolean
}

const BEFORE_SPOT = new Set(
  "مقابل جلوی جلو روبروی روبه رو برابر جنب محوطه محل درب ورودی حیاط میدان خیابان بلوار پشت داخل outside front".split(
    " ",
  ),
)
/** Words that say people came from a place, not that they stood there. */
const ORIGIN = new Set(["از", "from"])
const CAME = new Set("امدهبودند امدند امده امدهاند اعزامی مختلف came travelled".split(" "))

/** The original words of a token range as a span. */
export function spanOf(doc: Doc, first: number, past: number): Span {
  return [doc.starts[first]!, doc.ends[past - 1]!]
}

/**
 * Places of one sentence that say where an act was, not where people came from.
 *
 * A spot that stands in one town only («مقابل مجلس») decides alone, whatever towns the people are said to be of.
 */
export function placesInSentence(
  doc: Doc,
  sentence: number,
  places: BySentence<PlaceHere>,
  spots: BySentence<SpotHere>,
): PlaceFound[] {
  const here = spots.in(sentence)
  const fixed = here.find((s) => s.place !== null && standsBefore(doc, s.first))
  const all = places.in(sentence).filter((p) => !isOrigin(doc, p))
  const off = all.filter((p) => !isRoadEnd(doc, p))
  // «جاده زرند به راور» lies near its first end when nothing else is named.
  const named = off.length > 0 ? off : all.slice(0, 1)
  if (fixed !== undefined) {
    const others = named.filter(
      (p) => p.place.type === "city" && p.place.id !== fixed.place!.id && afterIn(doc, p.first),
    )
    const out: PlaceFound[] = [
      {
        place: fixed.place!,
        site: siteText(doc, fixed),
        how: "inferred",
        spans: [spanOf(doc, fixed.first, fixed.past)],
        by: fixed.by,
        told: true,
      },
    ]
    for (const p of others)
      out.push({ place: p.place, site: null, how: p.how, spans: [spanOf(doc, p.first, p.past)], by: p.by, told: true })
    return out
  }
  const spot = here.find((s) => standsBefore(doc, s.first)) ?? null
  const out: PlaceFound[] = []
  for (const p of named) {
    if (out.some((o) => o.place.name === p.place.name)) continue
    out.push({
      place: p.place,
      site: spot === null ? null : siteText(doc, spot),
      how: p.how,
      spans: [spanOf(doc, p.first, p.past)],
      by: p.by,
      told: isTold(doc, p, all),
    })
  }
  return out
}

const WHERE = new Set("در شهر شهرهای شهرستان شهرستانهای استان استانهای مراکز in : # 📍".split(" "))

/** Looks left over a list of places («در اهواز، شوش و …») for the word that says they are where the act was. */
function isTold(doc: Doc, place: PlaceHere, all: readonly PlaceHere[]): boolean {
  const start = doc.sentences[place.sentence]![0]
  const listed = new Set<number>()
  for (const p of all) for (let i = p.first; i < p.past; i++) listed.add(i)
  let steps = 0
  for (let i = place.first - 1; i >= start && steps < 3; i--) {
    if (WHERE.has(doc.words[i]!)) return true
    if (listed.has(i) || doc.kinds[i] === TokenKind.mark || doc.words[i] === "و") continue
    steps++
  }
  return place.first === start
}

/** True when a word such as «مقابل» stands up to three tokens before. */
function standsBefore(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 3; i--) if (BEFORE_SPOT.has(doc.words[i]!)) return true
  return false
}

function afterIn(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 6; i--) {
    if (doc.words[i] === "در" || doc.words[i] === "in") return true
  }
  return false
}

const ROADS = new Set("جاده محور اتوبان بزرگراه مسیر کمربندی road highway".split(" "))
const ROAD_WORDS = new Set("به تا و قدیم مخصوص ترانزیتی ـ - – — ـ".split(" "))

/** A place that only names a road: «جاده اهواز ـ رامهرمز», «جاده قدیم قوچان». */
function isRoadEnd(doc: Doc, p: PlaceHere): boolean {
  const start = doc.sentences[p.sentence]![0]
  for (let i = p.first - 1; i >= start && i >= p.first - 4; i--) {
    if (ROADS.has(doc.words[i]!)) return true
    const last = i === p.first - 1 || i === p.first - 2 || i === p.first - 3
    if (!last) return false
    if (!ROAD_WORDS.has(doc.words[i]!) && !(i < p.first - 1 && ROAD_WORDS.has(doc.words[i + 1]!))) return false
  }
  return false
}

function isOrigin(doc: Doc, p: PlaceHere): boolean {
  const [start, past] = doc.sentences[p.sentence]!
  let from = false
  for (let i = p.first - 1; i >= start && i >= p.first - 12; i--) {
    const word = doc.words[i]!
    if (ORIGIN.has(word)) {
      from = true
      break
    }
    if (word === "در" || word === "مقابل" || doc.kinds[i] === TokenKind.number) break
  }
  if (!from) return false
  for (let i = p.past; i < past && i < p.past + 14; i++) {
    if (CAME.has(doc.words[i]!)) return true
  }
  return false
}

/** The spot with its preposition, as written, at most twelve tokens. */
function siteText(doc: Doc, spot: { readonly first: number; readonly past: number }): string {
  const start = doc.sentences[doc.sentenceOf[spot.first]!]![0]
  let first = spot.first
  for (let i = spot.first - 1; i >= start && i >= spot.first - 3; i--) {
    if (BEFORE_SPOT.has(doc.words[i]!)) first = i
  }
  return doc.text
    .slice(doc.starts[first]!, doc.ends[spot.past - 1]!)
    .replace(/\s+/g, " ")
    .trim()
}
