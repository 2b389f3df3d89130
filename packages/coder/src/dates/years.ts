import { readNumber } from "../numbers/read-number.ts"
import { wordsAt } from "../numbers/word-table.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { fromImperial, fromKurdish } from "./calendar.ts"
import type { Calendar } from "./date-mention.ts"
import type { Scope } from "./scope.ts"

/** A year that was read; in the calendar it was asked for. */
export interface YearRead {
  readonly year: number | null
  readonly yearShift: number | null
  readonly past: number
}

const ERA = new Set(["میلادی", "شمسی", "خورشیدی", "هجری", "قمری", "شاهنشاهی", "کوردی", "کردی", "ad", "ce"])

/** Jalali years that the official table of leap years knows. */
const FIRST_YEAR = 1206
const LAST_YEAR = 1498

/**
 * The year that digits mean in a calendar: 1398, 98 and 398 are Jalali 1398, 2581 is imperial and 2718 Kurdish for
 * Jalali 1401 and 1397. `null` when they can't be a year of that calendar.
 */
export function yearOf(digits: string, calendar: Calendar): number | null {
  const n = Number(digits)
  if (calendar === "jalali") {
    if (digits.length === 4) {
      if (n >= FIRST_YEAR && n <= LAST_YEAR) return n
      if (n >= 2530 && n <= 2620) return fromImperial(n)
      if (n >= 2650 && n <= 2771) return fromKurdish(n)
      return null
    }
    if (digits.length === 3) return n >= 350 && n <= 430 ? 1000 + n : null
    if (digits.length !== 2) return null
    return n >= 40 ? 1300 + n : digits.startsWith("0") ? 1400 + n : null
  }
  if (calendar === "hijri") return digits.length === 4 && n >= 1300 && n <= 1500 ? n : null
  return digits.length === 4 && n >= 1900 && n <= 2100 ? n : null
}

/** What a number counts, be it as long as a year. */
const COUNTED = new Set("درصد هزار میلیون میلیارد دستگاه تومان ریال کیلومتر مورد واحد percent % ٪".split(" "))
/** What a short number counts; behind four digits it goes on about something else («مهر ۱۴۰۰ شهر اهواز»). */
const COUNTED_BY_FEW = new Set("شهر استان روز روزه ماه هفته سال days cities".split(" "))
/** Marks that may stand between a month and its year. */
const BEFORE_YEAR = new Set(", ، / . – -".split(" "))

/** Is the number at `i` a count of what follows («۹۸ کارگر», «۱۴۰۰ نفر», «۹۸ درصد»), so that it is no year? */
export function countsSomething(scope: Scope, i: number): boolean {
  return counts(scope, i + 1, scope.doc.words[i]!.length < 4)
}

function counts(scope: Scope, next: number, short: boolean): boolean {
  const { doc, past } = scope
  if (next >= past) return false
  const word = doc.words[next]!
  if (COUNTED.has(word) || (short && COUNTED_BY_FEW.has(word))) return true
  // "June 2021 workers" is no count; a Persian noun in the singular behind a number is one.
  return !isLatinWord(word) && wordsAt(scope.words.numbers.people, doc, next, past)?.value.singular === true
}

/** The year behind a month or day: «۲۳ مهر ۹۸», «خردادماه سال ۱۳۹۸», «مهر امسال», "June 26, 2021". */
export function yearAfter(scope: Scope, i: number, calendar: Calendar): YearRead | null {
  const { doc, past } = scope
  let k = i
  let comma = false
  if (k + 1 < past && BEFORE_YEAR.has(doc.words[k]!)) {
    comma = doc.words[k] === "," || doc.words[k] === "،"
    k++
  }
  const said = k < past && (doc.words[k] === "سال" || doc.words[k] === "of")
  if (!said || doc.words[k] === "سال") {
    const relative = wordsAt(scope.words.relative, doc, k, past)
    if (relative?.value.role === "year" && !comma)
      return { year: null, yearShift: relative.value.shift, past: relative.past }
  }
  if (said) k++
  if (k >= past) return null
  if (doc.kinds[k] === TokenKind.word) return comma ? null : yearInWords(scope, k, calendar, said)
  if (doc.kinds[k] !== TokenKind.number) return null
  const digits = doc.words[k]!
  const year = yearOf(digits, calendar)
  if (year === null || (digits.length < 4 && comma) || countsSomething(scope, k)) return null
  // «۲۳ مهر ۹۸/۷»: the start of another number.
  if (
    digits.length < 4 &&
    doc.kinds[k + 1] === TokenKind.mark &&
    doc.kinds[k + 2] === TokenKind.number &&
    doc.ends[k] === doc.starts[k + 1] &&
    doc.words[k + 1] !== "." &&
    doc.ends[k + 1] === doc.starts[k + 2]
  )
    return null
  return { year, yearShift: null, past: pastEra(scope, k + 1) }
}

function pastEra(scope: Scope, i: number): number {
  let end = i
  while (end < scope.past && ERA.has(scope.doc.words[end]!)) end++
  return end
}

/** «مهر نود و هشت», «سال هزار و سیصد و نود و هشت»; a short one without «سال» only near our days. */
function yearInWords(scope: Scope, i: number, calendar: Calendar, said: boolean): YearRead | null {
  const { doc, words, past } = scope
  const n = readNumber(doc, i, past, words.numbers)
  if (n === null || n.ordinal || n.max !== null) return null
  if (n.value < 1000 && !said && (n.value < 80 || n.value > 99)) return null
  const year = yearOf(String(n.value), calendar)
  if (year === null || counts(scope, n.past, n.value < 1000)) return null
  return { year, yearShift: null, past: pastEra(scope, n.past) }
}
