import type { Span } from "../span.ts"
import type { Doc } from "../text/doc.ts"
import type { CountedPlace, NumberWords } from "./number-words.ts"
import { readNumber } from "./read-number.ts"
import { wordsAt, wordsBefore } from "./word-table.ts"

/** A number of places that a text gives (codebook §3 `places_count`). */
export interface PlacesCountMention {
  readonly count: number
  /** «بیش از ۷۰ شهر»: the count is 70 and the text says there were more. */
  readonly open: boolean
  /** «تهران و ۱۴ شهر دیگر»: those named stand beside the count, which stays 14. */
  readonly others: boolean
  readonly kind: CountedPlace
  readonly first: number
  readonly past: number
  readonly span: Span
}

const MOST = 2000
/** Fewest workplaces that are told as the reach of an act («بیش از ۶۰ مرکز»); a handful is who acts. */
const FEWEST_WORKPLACES = 10
/** «۵ کلان شهر», «۲۵ نقطه مختلف»; English "14 other cities", "30 Iranian cities". */
const ADJECTIVES = new Set(["کلان", "کلانشهر", "other", "iranian", "different", "major", "more"])

/**
 * The numbers of places that a document tells. Towns, villages and spots count; provinces only where it counts no towns, workplaces
 * only where it counts neither.
 * A vague number («ده‌ها شهر») and an ordinal («سومین شهر») give none.
 */
export function readPlacesCount(doc: Doc, words: NumberWords): PlacesCountMention[] {
  const out: PlacesCountMention[] = []
  for (let i = words.openers.next(doc, 0); i < doc.count; i = words.openers.next(doc, i)) {
    const [start, past] = doc.sentences[doc.sentenceOf[i]!]!
    const number = readNumber(doc, i, past, words)
    i = number === null ? i + 1 : number.past
    if (number === null) continue
    if (number.ordinal || number.max !== null || number.value < 2 || number.value > MOST) continue
    const at = number.past < past && ADJECTIVES.has(doc.words[number.past]!) ? number.past + 1 : number.past
    const place = wordsAt(words.places, doc, at, past)
    if (place === null || (place.value === "workplace" && number.value < FEWEST_WORKPLACES)) continue
    const bend = wordsBefore(words.bends, doc, number.first, start)
    const first = bend?.first ?? number.first
    const others = place.past < past && doc.words[place.past] === "دیگر"
    const end = others ? place.past + 1 : place.past
    out.push({
      count: number.value,
      open: bend?.value === "at_least",
      others: others || doc.words[number.past] === "other",
      kind: place.value,
      first,
      past: end,
      span: [doc.starts[first]!, doc.ends[end - 1]!],
    })
    i = end
  }
  if (out.length < 2) return out
  const towns = out.filter(({ kind }) => kind === "town" || kind === "spot")
  if (towns.length > 0) return towns
  const provinces = out.filter(({ kind }) => kind === "province")
  return provinces.length > 0 ? provinces : out
}
