import { dayNumber, foldText, isoDay, jalaliDay, type Knowledge, type Precision, toJalali } from "@karnegar/coder"

/** Calendars of a column. `auto`: by the year, 1200 to 1499 Jalali and 1800 to 2199 Gregorian. */
export type CellCalendar = "jalali" | "gregorian" | "auto"
/** Order of the numbers of a day where the year does not tell it. */
export type DayOrder = "ymd" | "dmy" | "mdy"

/** A day, month or year as a cell gives it. */
export interface CellDate {
  /** ISO Gregorian. Of a month or year its first day, which stands for all of it: `precision` says so. */
  readonly start: string
  /** Last day of a range, else null. */
  readonly end: string | null
  /** Last day of the day, month or year that is written; of a range that of its end. */
  readonly last: string
  readonly precision: Extract<Precision, "day" | "month" | "year">
}

/** Why a cell gives no date. */
export type DateFault =
  | "date.unreadable"
  | "date.impossible"
  | "date.ambiguous"
  | "date.calendar"
  | "date.end_before_start"

/** How a column's dates are written. */
export interface DateOptions {
  readonly calendar: CellCalendar
  readonly order: DayOrder | null
}

/** Names of months and weekdays in all the spellings that the coder's tables know. */
export interface CalendarWords {
  readonly months: ReadonlyMap<string, { readonly calendar: "jalali" | "gregorian"; readonly month: number }>
  readonly weekdays: ReadonlySet<string>
}

const MOST_LETTERS = 100
/** Between two days, in a text whose spaces are single: «تا», "to", a dash with spaces, or a slash of ISO 8601. */
const RANGE = / (?:تا|الی|لغایت|to|until|till|through) | [-–—] | ?[–—] ?| ?\.\.\.? ?|(?<=^\d{4}-\d{2}-\d{2})\//
/** «12-15 مرداد»: the dash between two short numbers before a month's name. */
const DAYS_OF_MONTH = /(?<=^\d{1,2})\s*-\s*(?=\d{1,2}\s*\p{L})/u
const HOURS = /[T\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|z|[+-]\d{2}:?\d{2})?$/i
const PARTS = /[\p{L}\p{M}\u200c]+|\d+|[^\p{L}\p{M}\d\s]/gu
/** Words that say no more than that a date follows. */
const FILLERS = new Set(
  "روز مورخ تاریخ ماه سال در از on the of day date ام م ه ش شمسی خورشیدی هجری میلادی st nd rd th".split(" "),
)

/** Month and weekday names of the coder's tables. */
export function calendarWordsOf({ raw }: Knowledge): CalendarWords {
  const months = new Map<string, { calendar: "jalali" | "gregorian"; month: number }>()
  const weekdays = new Set<string>()
  for (const { name, columns, rows } of ["months", "weekdays"].map((name) => ({ name, ...raw.tables[name]! }))) {
    const at = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? ""
    for (const row of rows) {
      const names = ["name_fa", "name_en", "alt_fa", "alt_en"]
        .flatMap((column) => at(row, column).split("|"))
        .map(joined)
        .filter((one) => one !== "")
      const calendar = at(row, "calendar")
      if (name === "weekdays") for (const one of names) weekdays.add(one)
      else if (calendar === "jalali" || calendar === "gregorian")
        for (const one of names) months.set(one, { calendar, month: Number(at(row, "number")) })
    }
  }
  return { months, weekdays }
}

/** «پنج‌شنبه», «پنج شنبه» and «پنجشنبه» are one. */
function joined(word: string): string {
  return foldText(word).replaceAll(" ", "")
}

/**
 * Reads a date as people write it into a cell: `1401/05/12`, `۱۲ مرداد ۱۴۰۱`, `2022-08`, "August 2022", `1401`, and ranges of
 * these («۱۲ تا ۱۵ مرداد ۱۴۰۱»). An hour behind it is passed over.
 *
 * A month or a year stays one: never its first of January.
 */
export function readDateCell(written: string, options: DateOptions, words: CalendarWords): CellDate | DateFault {
  const text = digits(written.slice(0, MOST_LETTERS + 1))
    .trim()
    .split(/\s/)
    .filter((word) => word !== "")
    .join(" ")
  if (text.length > MOST_LETTERS) return "date.unreadable"
  const range = RANGE.exec(text) ?? DAYS_OF_MONTH.exec(text)
  if (range === null) return readOne(partsOf(text.replace(HOURS, ""), words), options)
  const left = partsOf(text.slice(0, range.index).replace(HOURS, ""), words)
  const right = partsOf(text.slice(range.index + range[0].length).replace(HOURS, ""), words)
  if (left === null || right === null) return "date.unreadable"
  const end = readOne(right, options)
  if (typeof end === "string") return end
  const start = readOne(completed(left, right), options)
  if (typeof start === "string") return start
  if (end.start < start.start) return "date.end_before_start"
  if (start.precision !== end.precision) return "date.unreadable"
  return { ...start, end: end.last === start.start ? null : end.last, last: end.last }
}

/** The numbers and the month of a date as written. */
interface Parts {
  readonly numbers: readonly string[]
  readonly month: { readonly calendar: "jalali" | "gregorian"; readonly month: number } | null
  /** Numbers before the month's name. */
  readonly before: number
}

function partsOf(text: string, words: CalendarWords): Parts | null {
  const numbers: string[] = []
  let month: Parts["month"] = null
  let before = 0
  let letters: string[] = []
  const endWord = (): boolean => {
    if (letters.length === 0) return true
    const word = joined(letters.join(" "))
    letters = []
    const found = words.months.get(word) ?? words.months.get(word.replace(/ماه$/, ""))
    if (found !== undefined) {
      if (month !== null) return false
      month = found
      before = numbers.length
      return true
    }
    return FILLERS.has(word) || words.weekdays.has(word) || word.split(/(?=ماه$)/).every((w) => FILLERS.has(w))
  }
  for (const [part] of text.matchAll(PARTS)) {
    if (/^\p{L}/u.test(part)) {
      // «سه شنبه» is one name in two words.
      const both = [...letters, part]
      if (letters.length > 0 && !words.weekdays.has(joined(both.join(" ")))) {
        if (!endWord()) return null
        letters = [part]
      } else letters = both
      continue
    }
    if (!endWord()) return null
    if (/^\d/.test(part)) numbers.push(part)
    else if (!/^[-/.,،()]$/.test(part)) return null
  }
  return endWord() && numbers.length <= 3 ? { numbers, month, before } : null
}

/** The start of a range takes the month and year that only its end names. */
function completed(left: Parts, right: Parts): Parts {
  if (right.month !== null) {
    const year = right.numbers.find((n) => n.length === 4)
    if (left.month === null && left.numbers.length === 1 && left.numbers[0]!.length <= 2)
      return { numbers: [left.numbers[0]!, ...(year === undefined ? [] : [year])], month: right.month, before: 1 }
    if (left.month !== null && year !== undefined && !left.numbers.some((n) => n.length === 4))
      return { ...left, numbers: [...left.numbers, year] }
  }
  return left
}

function readOne(parts: Parts | null, options: DateOptions): CellDate | DateFault {
  if (parts === null) return "date.unreadable"
  const { numbers, month } = parts
  if (month !== null) {
    const year = numbers.find((n) => n.length === 4)
    const rest = numbers.filter((n) => n !== year)
    // «98» behind a month is a Jalali year; two short numbers around it are a day and a year.
    const short = year === undefined && month.calendar === "jalali" ? rest.at(-1) : undefined
    const wholeYear = year ?? (short !== undefined && rest.length > (parts.before > 0 ? 1 : 0) ? longYear(short) : null)
    if (wholeYear === null) return "date.unreadable"
    const days = year === undefined ? rest.slice(0, -1) : rest
    if (days.length > 1) return "date.unreadable"
    return dateOf(Number(wholeYear), month.month, days.length === 0 ? null : Number(days[0]), month.calendar, options)
  }
  if (numbers.length === 1) {
    const only = numbers[0]!
    if (only.length === 4) return dateOf(Number(only), null, null, null, options)
    if (only.length === 8)
      return dateOf(Number(only.slice(0, 4)), Number(only.slice(4, 6)), Number(only.slice(6)), null, options)
    if (only.length === 6 && Number(only.slice(4)) <= 12)
      return dateOf(Number(only.slice(0, 4)), Number(only.slice(4)), null, null, options)
    return "date.unreadable"
  }
  if (numbers.length === 2) {
    const [a, b] = numbers as [string, string]
    if (a.length === 4 && b.length <= 2) return dateOf(Number(a), Number(b), null, null, options)
    if (b.length === 4 && a.length <= 2) return dateOf(Number(b), Number(a), null, null, options)
    return "date.unreadable"
  }
  if (numbers.length !== 3) return "date.unreadable"
  const [a, b, c] = numbers as [string, string, string]
  if (a.length === 4 && b.length <= 2 && c.length <= 2) return dateOf(Number(a), Number(b), Number(c), null, options)
  if (a.length > 2 || b.length > 2) return "date.unreadable"
  if (c.length === 4) return dayOrMonthFirst(Number(a), Number(b), Number(c), options)
  // «98/7/12»: short years are written in the Jalali calendar only.
  const year = options.calendar === "jalali" && c.length <= 2 && options.order !== "dmy" ? longYear(a) : null
  return year === null ? "date.unreadable" : dateOf(Number(year), Number(b), Number(c), "jalali", options)
}

function dayOrMonthFirst(a: number, b: number, year: number, options: DateOptions): CellDate | DateFault {
  const dayFirst = options.order === "dmy" || a > 12 ? true : options.order === "mdy" || b > 12 ? false : null
  // In the Jalali calendar nobody writes the month first.
  const jalali = options.calendar === "jalali" || (options.calendar === "auto" && year < 1500)
  if (dayFirst === null && !jalali && a !== b) return "date.ambiguous"
  return dayFirst === false ? dateOf(year, a, b, null, options) : dateOf(year, b, a, null, options)
}

/** «۹۸» is 1398, «۰۲» 1402; null for what no year of our days is written as. */
function longYear(short: string): string | null {
  const n = Number(short)
  if (short.length === 4) return short
  if (short.length !== 2) return null
  return n >= 40 ? `13${short}` : n <= 20 ? `14${short}` : null
}

function dateOf(
  year: number,
  month: number | null,
  day: number | null,
  named: "jalali" | "gregorian" | null,
  { calendar }: DateOptions,
): CellDate | DateFault {
  const byYear = year >= 1200 && year <= 1499 ? "jalali" : year >= 1800 && year <= 2199 ? "gregorian" : null
  if (byYear === null) return "date.impossible"
  if ((calendar !== "auto" && calendar !== byYear) || (named !== null && named !== byYear)) return "date.calendar"
  const number =
    byYear === "jalali"
      ? jalaliDay(year, month ?? 1, day ?? 1)
      : dayNumber(`${year}-${padded(month ?? 1)}-${padded(day ?? 1)}`)
  if (number === null) return "date.impossible"
  const precision = month === null ? "year" : day === null ? "month" : "day"
  return { start: isoDay(number), end: null, last: isoDay(lastDay(number, byYear, year, month, precision)), precision }
}

function lastDay(
  day: number,
  calendar: "jalali" | "gregorian",
  year: number,
  month: number | null,
  precision: CellDate["precision"],
): number {
  if (precision === "day") return day
  const [nextYear, nextMonth] = month === null || month === 12 ? [year + 1, 1] : [year, month + 1]
  const next =
    calendar === "jalali" ? jalaliDay(nextYear, nextMonth, 1) : dayNumber(`${nextYear}-${padded(nextMonth)}-01`)
  return (next ?? day + 1) - 1
}

function padded(n: number): string {
  return String(n).padStart(2, "0")
}

/** Digits of the three scripts as ASCII; Arabic and Persian separators as the usual ones. */
export function digits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/[\u200e\u200f\u2066-\u2069\u202a-\u202e\ufeff\u200b]/g, "")
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/\u066a/g, "%")
}

/** A day in the Jalali calendar, `1401/05/12`; for previews. */
export function jalaliText(iso: string): string {
  const day = dayNumber(iso)
  if (day === null) return iso
  const { year, month, day: own } = toJalali(day)
  return `${year}/${padded(month)}/${padded(own)}`
}
