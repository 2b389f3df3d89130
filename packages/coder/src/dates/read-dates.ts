import { type Doc, TokenKind } from "../text/doc.ts"
import { type DateMention, extendMention } from "./date-mention.ts"
import type { DateWords } from "./date-words.ts"
import { readDayMonth, readMonthFirst } from "./day-month.ts"
import { joinDates } from "./join-dates.ts"
import { leadBefore } from "./lead.ts"
import { readNthDay } from "./nth-day.ts"
import { readNumeric } from "./numeric.ts"
import { readCountedUnits, readPeriod, readRelativeWord, readYear } from "./relative.ts"
import type { Scope } from "./scope.ts"
import { readWeekday } from "./weekdays.ts"

/** Readers by rank: where two could begin at a token, the earlier one knows more of it. */
const READERS: readonly ((scope: Scope, i: number) => DateMention | null)[] = [
  readNumeric,
  readNthDay,
  readDayMonth,
  readWeekday,
  readCountedUnits,
  readRelativeWord,
  readMonthFirst,
  readPeriod,
  readYear,
]

/**
 * The dates that a document says, in text order: days of four calendars, weekdays, «دیروز», «هفته گذشته», «چهارمین روز
 * متوالی», «از شنبه» and the like. Neighbours that say the same day are one mention («سه‌شنبه ۲۳ مهر (۱۵ اکتبر)»).
 *
 * Times of day, counts, telephone numbers and prices are no dates. What is a date and none of an act (pay months, laws,
 * deadlines, ages, bare years) carries its reason in `aside`. Cost is linear: a bounded window is seen from each token.
 */
export function readDates(doc: Doc, words: DateWords): DateMention[] {
  const found: DateMention[] = []
  for (const [start, past] of doc.sentences) {
    const scope: Scope = { doc, words, start, past }
    let i = start
    while (i < past) {
      const kind = doc.kinds[i]
      const opens = kind === TokenKind.number || (kind === TokenKind.word && words.openers.at(doc, i) === 1)
      const mention = opens ? readAt(scope, i) : null
      if (mention === null) i++
      else {
        found.push(withLead(scope, mention))
        i = Math.max(i + 1, mention.past)
      }
    }
  }
  return joinDates(doc, words, found)
}

function readAt(scope: Scope, i: number): DateMention | null {
  for (const read of READERS) {
    const mention = read(scope, i)
    if (mention !== null) return mention
  }
  return null
}

/** «از شنبه» opens a stretch, «تا شنبه» sets a deadline; a stretch that also ends stays what it is. */
function withLead(scope: Scope, mention: DateMention): DateMention {
  if (mention.anchor === "nth_day") return mention
  const lead = leadBefore(scope, mention.first)
  if (lead === null) return mention
  if (lead.kind === "until") return { ...mention, aside: mention.aside ?? "deadline" }
  const closed = mention.lastDay !== null || mention.lastWeekday !== null
  if (mention.anchor === "duration" && mention.aside === "span") return mention
  return extendMention(scope.doc, mention, lead.first, mention.past, closed ? {} : { kind: "since", running: true })
}
