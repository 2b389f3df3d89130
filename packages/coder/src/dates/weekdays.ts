import { wordsAt } from "../numbers/word-table.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type DateDraft, makeMention, type Which } from "./date-mention.ts"
import type { WeekdayWord } from "./date-words.ts"
import { cueAt, cueBefore } from "./lead.ts"
import type { Scope } from "./scope.ts"

const LISTS = new Set(["و", "تا", "الی", "-", "–", "،", ",", "and", "to", "through"])
/** Longest abbreviation of a weekday ("Thurs"). */
const SHORT = 5
const EVERY = new Set(["هر", "every"])

interface WeekdayRead {
  readonly number: number
  readonly past: number
}

/** The weekday at token `i`: «شنبه», «سه‌شنبه», «۳ شنبه», "Monday"; not «امام جمعه» or «چهارشنبه سوری». */
function weekdayAt(scope: Scope, i: number): WeekdayRead | null {
  const { doc, words, start, past } = scope
  if (i >= past) return null
  // «ساعت ۵ شنبه» is five o'clock on Saturday.
  if (doc.kinds[i] === TokenKind.number && i > start && doc.words[i - 1] === "ساعت") return null
  const found = wordsAt(words.weekdays, doc, i, past)
  if (found === null || !stands(scope, found.value, i, found.past)) return null
  return { number: found.value.number, past: found.past }
}

function stands(scope: Scope, word: WeekdayWord, first: number, past: number): boolean {
  const { doc, start } = scope
  if (past < scope.past && word.unlessAfter.includes(doc.words[past]!)) return false
  if (first > start && word.unlessBefore.includes(doc.words[first - 1]!)) return false
  const twoBack = first - 2 >= start ? doc.words[first - 2]! : ""
  return !EVERY.has(twoBack) && !isOtherWord(scope, first, past)
}

/** "Sat 9 Nov" and "Sun, 10 Nov" are days; "sat", "sun" and "wed" without a number behind are other words. */
function isOtherWord(scope: Scope, first: number, past: number): boolean {
  const { doc } = scope
  const word = doc.words[first]!
  if (word.length > SHORT || !isLatinWord(word)) return false
  const mark = doc.words[past]
  const at = mark === "," || mark === "." ? past + 1 : past
  return at >= scope.past || doc.kinds[at] !== TokenKind.number || !isCapital(doc.text.charCodeAt(doc.starts[first]!))
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a
}

/** A weekday or several: «روز سه‌شنبه», «سه‌شنبه گذشته», «سه‌شنبه هفته گذشته», «شنبه و یکشنبه», "last Monday". */
export function readWeekday(scope: Scope, i: number): DateDraft | null {
  const { doc, start, past } = scope
  const found = weekdayAt(scope, i)
  if (found === null) return null
  let last: WeekdayRead | null = null
  let end = found.past
  for (let listed = 1; listed < 7 && end < past && LISTS.has(doc.words[end]!); listed++) {
    const at = doc.words[end + 1] === "روز" ? end + 2 : end + 1
    const next = weekdayAt(scope, at)
    // A list goes forward by days; «شنبه، سه‌شنبه گذشته» would be two dates.
    if (next === null || (next.number - (last ?? found).number + 7) % 7 > 4) break
    last = next
    end = next.past
  }
  const before = i > start ? doc.words[i - 1]! : ""
  if (before === "روزهای" && last === null && doc.kinds[end] !== TokenKind.number) return null
  let first = i
  let which: Which | null = null
  const part = cueAt(scope, "part", end)
  const after = whichAfter(scope, end) ?? (part === null ? null : whichAfter(scope, part))
  if (after !== null) {
    which = after.which
    end = after.past
  } else if (isLatinWord(doc.words[end - 1]!)) {
    const led = whichBefore(scope, i)
    if (led !== null) {
      which = led.which
      first = led.first
    }
  }
  const mention = makeMention(doc, first, end, "weekday")
  mention.weekday = found.number
  if (last !== null) mention.lastWeekday = last.number
  mention.which = which
  return mention
}

function whichAfter(scope: Scope, i: number): { which: Which; past: number } | null {
  const { doc, past } = scope
  if (i >= past) return null
  const week = doc.words[i] === "هفته" || (doc.words[i] === "of" && doc.words[i + 2] === "week")
  if (week && doc.words[i] === "هفته") {
    const next = cueAt(scope, "next", i + 1)
    if (next !== null) return { which: "next_week", past: next }
    const back = pastAt(scope, i + 1)
    if (back !== null) return { which: "last_week", past: back }
    return doc.words[i + 1] === "جاری" ? { which: "this_week", past: i + 2 } : null
  }
  if ((doc.words[i] === "این" || doc.words[i] === "همین") && doc.words[i + 1] === "هفته")
    return { which: "this_week", past: i + 2 }
  if ((doc.words[i] === "last" || doc.words[i] === "this" || doc.words[i] === "next") && doc.words[i + 1] === "week") {
    return { which: `${doc.words[i] as "last" | "this" | "next"}_week`, past: i + 2 }
  }
  const next = cueAt(scope, "next", i)
  if (next !== null && doc.words[next] !== "از") return { which: "next", past: next }
  const back = pastAt(scope, i)
  return back === null ? null : { which: "last", past: back }
}

/** «گذشته», «پیش», «قبل» behind a date; not «پیش از» or «قبل از», which lead to something else. */
export function pastAt(scope: Scope, i: number): number | null {
  const found = cueAt(scope, "past", i)
  return found === null || scope.doc.words[found] === "از" || scope.doc.words[found] === "رو" ? null : found
}

function whichBefore(scope: Scope, i: number): { which: Which; first: number } | null {
  const back = cueBefore(scope, "past", i)
  if (back !== null) return { which: "last", first: back }
  const next = cueBefore(scope, "next", i)
  if (next !== null) return { which: "next", first: next }
  return scope.doc.words[i - 1] === "next" ? { which: "next", first: i - 1 } : null
}
