import { readNumber } from "../numbers/read-number.ts"
import type { Doc } from "../text/doc.ts"
import { readCountedUnits, readOneUnit } from "./counted.ts"
import { changedMention, type DateMention, extendMention } from "./date-mention.ts"
import type { DateWords } from "./date-words.ts"
import { readDayMonth, readMonthFirst } from "./day-month.ts"
import { joinDates } from "./join-dates.ts"
import { leadBefore } from "./lead.ts"
import { readDayFirst, readOrdinalDay, readUncountedDay } from "./nth-day.ts"
import { readNumeric } from "./numeric.ts"
import { readOccasion } from "./occasion.ts"
import { Opens } from "./openers.ts"
import { readPeriod, readRelativeWord, readYear } from "./relative.ts"
import type { Scope } from "./scope.ts"
import { readWeekday } from "./weekdays.ts"

/**
 * The dates that a document says, in text order: days of four calendars, weekdays, «دیروز», «هفته گذشته», «چهارمین روز
 * متوالی», «از شنبه» and the like. Neighbours that say the same day are one mention («سه‌شنبه ۲۳ مهر (۱۵ اکتبر)»).
 *
 * Times of day, counts, telephone numbers and prices are no dates. What is a date and none of an act (pay months, laws,
 * deadlines, ages, bare years) carries its reason in `aside`. Cost is linear: a bounded window is seen from each token.
 */
export function readDates(doc: Doc, words: DateWords): DateMention[] {
  const found: DateMention[] = []
  let scope: Scope = { doc, words, start: 0, past: 0 }
  for (let i = words.openers.next(doc, 0); i < doc.count; i = words.openers.next(doc, i)) {
    if (i >= scope.past) {
      const [start, past] = doc.sentences[doc.sentenceOf[i]!]!
      scope = { doc, words, start, past }
    }
    const mention = readAt(scope, i, words.openers.at(doc, i))
    i++
    if (mention === null) continue
    found.push(withLead(scope, mention))
    // "Nov. 15" reaches into the next sentence, which is read from its beginning.
    i = Math.max(i, Math.min(mention.past, scope.past))
  }
  return joinDates(doc, words, found)
}

/** The date that begins at token `i`. Where two readers could begin there, the earlier one knows more of it. */
function readAt(scope: Scope, i: number, opens: number): DateMention | null {
  const { doc, words, past } = scope
  if (opens & Opens.digits) {
    const mention = readNumeric(scope, i)
    if (mention !== null) return mention
  }
  const n = opens & Opens.number ? readNumber(doc, i, past, words.numbers) : null
  return (
    (n === null ? null : (readOrdinalDay(scope, n) ?? readDayMonth(scope, n))) ??
    (opens & Opens.dayFirst ? (readDayFirst(scope, i) ?? readUncountedDay(scope, i)) : null) ??
    (opens & Opens.weekday ? readWeekday(scope, i) : null) ??
    (n === null ? null : readCountedUnits(scope, n)) ??
    (opens & Opens.counted ? readOneUnit(scope, i) : null) ??
    (opens & Opens.occasion ? readOccasion(scope, i) : null) ??
    (opens & Opens.relative ? readRelativeWord(scope, i) : null) ??
    (opens & Opens.month ? readMonthFirst(scope, i) : null) ??
    (opens & Opens.period ? readPeriod(scope, i) : null) ??
    (opens & Opens.year ? readYear(scope, i) : null)
  )
}

/** «از شنبه» opens a stretch, «تا شنبه» sets a deadline; a stretch that also ends stays what it is. */
function withLead(scope: Scope, mention: DateMention): DateMention {
  if (mention.anchor === "nth_day") return mention
  // «پس از چند روز پایان یافت»: how long after, not when.
  if (mention.anchor === "duration" && !mention.running && isAfter(scope, mention.first))
    return changedMention(mention, { aside: mention.aside ?? "span" })
  const lead = leadBefore(scope, mention.first)
  if (lead === null) return mention
  if (lead.kind === "until") return changedMention(mention, { aside: mention.aside ?? "deadline" })
  if (lead.kind === "times") return changedMention(mention, { aside: mention.aside ?? "span" })
  const closed = mention.lastDay !== null || mention.lastWeekday !== null
  if (mention.anchor === "duration" && mention.aside === "span") return mention
  return extendMention(scope.doc, mention, lead.first, mention.past, closed ? {} : { kind: "since", running: true })
}

function isAfter({ doc, start }: Scope, i: number): boolean {
  return i - 2 >= start && doc.words[i - 1] === "از" && (doc.words[i - 2] === "پس" || doc.words[i - 2] === "بعد")
}
