import { wordsAt } from "../numbers/word-table.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type DateDraft, durationOf, makeMention, relativeTo } from "./date-mention.ts"
import { cueAt, cueBefore, cueWithin } from "./lead.ts"
import type { Scope } from "./scope.ts"
import { pastAt } from "./weekdays.ts"
import { countsSomething, yearOf } from "./years.ts"

/** «امروز», «شب گذشته», «پس‌فردا», «پارسال», «چند روز (است)», "yesterday", "last night". */
export function readRelativeWord(scope: Scope, i: number): DateDraft | null {
  const { doc, words, past } = scope
  const found = wordsAt(words.relative, doc, i, past)
  if (found === null) return null
  const { role, unit, shift } = found.value
  const calendar = isLatinWord(doc.words[i]!) ? "gregorian" : "jalali"
  if (role === "day") {
    if (cueBefore(scope, "not_today", i) !== null && shift === 0) return null
    return relativeTo(doc, i, found.past, unit, shift)
  }
  if (role === "year") {
    const year = makeMention(doc, i, found.past, "period")
    year.calendar = calendar
    year.unit = unit
    year.shift = shift
    year.aside = cueWithin(scope, "pay", i, 4) ? "pay" : "year"
    return year
  }
  if (role === "lasts") return durationOf(doc, i, found.past, unit, shift, "span")
  if (role === "span") return durationOf(doc, i, found.past, unit, null, cueWithin(scope, "pay", i, 4) ? "pay" : "span")
  const back = pastAt(scope, found.past) ?? cueAt(scope, "recent", found.past)
  const running = back === null ? cueAt(scope, "running", found.past) : null
  // «چند روز آینده», «چند روز مرخصی»: time to come, or time as such.
  if (cueAt(scope, "next", found.past) !== null) return durationOf(doc, i, found.past + 1, unit, null, "span")
  const days = durationOf(doc, i, back ?? running ?? found.past, "day", null, null)
  days.running = running !== null
  return days
}

const ENGLISH_SHIFTS: Readonly<Record<string, number>> = {
  last: -1,
  past: -1,
  previous: -1,
  this: 0,
  current: 0,
  next: 1,
  coming: 1,
}

/** «هفته گذشته», «این ماه», «ماه جاری», «هفته آینده», «پایان هفته», "last week", "this month". */
export function readPeriod(scope: Scope, i: number): DateDraft | null {
  const { doc, words, start, past } = scope
  const unit = wordsAt(words.units, doc, i, past)
  if (unit === null || (unit.value !== "week" && unit.value !== "month")) return null
  const english = isLatinWord(doc.words[i]!)
  const calendar = english ? "gregorian" : "jalali"
  const period = (first: number, end: number, shift: number) => {
    const mention = makeMention(doc, first, end, "period")
    mention.calendar = calendar
    mention.unit = unit.value
    mention.shift = shift
    if (cueWithin(scope, "pay", i, 4)) mention.aside = "pay"
    return mention
  }
  if (english) {
    const before = i > start ? doc.words[i - 1]! : ""
    const shift = ENGLISH_SHIFTS[before] ?? null
    return shift === null ? null : period(i - 1, i + 1, shift)
  }
  if (doc.words[i] !== "هفته" && doc.words[i] !== "ماه") return null
  const next = cueAt(scope, "next", unit.past)
  if (next !== null && doc.words[next] !== "از") return period(i, next, 1)
  const back = pastAt(scope, unit.past)
  if (back !== null) return period(i, back, -1)
  const recent = cueAt(scope, "recent", unit.past)
  if (recent !== null || doc.words[unit.past] === "جاری") return period(i, unit.past + 1, 0)
  const before = i > start ? doc.words[i - 1]! : ""
  if (before === "این" || before === "همین") return period(i - 1, unit.past, 0)
  if (unit.value === "week" && cueBefore(scope, "edge", i) === i - 1) return period(i - 1, unit.past, 0)
  return null
}

/** A bare year: «سال ۸۹», «سال‌های ۸۹ و ۹۰», "since 2019". Never dates an act by itself. */
export function readYear(scope: Scope, i: number): DateDraft | null {
  const { doc, past } = scope
  const word = doc.words[i]!
  const persian = word === "سال" || word === "سالهای"
  const at = i + 1
  if (at >= past || doc.kinds[at] !== TokenKind.number || countsSomething(scope, at)) return null
  const digits = doc.words[at]!
  if (!persian && digits.length !== 4) return null
  const after = doc.words[at + 1]
  if (
    (after === "." || after === "/" || after === "-") &&
    doc.kinds[at + 2] === TokenKind.number &&
    doc.starts[at + 1] === doc.ends[at]
  )
    return null
  const jalali = persian ? yearOf(digits, "jalali") : null
  const year = jalali ?? yearOf(digits, "gregorian")
  if (year === null) return null
  const mention = makeMention(doc, persian ? i : at, at + 1, "period")
  if (jalali === null) mention.calendar = "gregorian"
  mention.year = year
  mention.unit = "year"
  mention.aside = "year"
  return mention
}
