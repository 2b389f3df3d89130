import { dayNumber, isoDay, jalaliDay, jalaliMonthLength, type Precision, toJalali } from "@karnegar/coder"
import { type Lang, wordsOf } from "./language.ts"
import { formatPlain } from "./numbers.ts"

/** Calendar in which a day is shown. */
export type Calendar = "jalali" | "gregorian"

/** When something was, as the record keeps it: Gregorian ISO days. */
export interface When {
  readonly start: string | null
  readonly end: string | null
  readonly precision: Precision
}

/** Own words, not the platform's: they are the same on every machine and carry no era, comma or «ٔ». */
const MONTHS: Readonly<Record<Lang, Readonly<Record<Calendar, readonly string[]>>>> = {
  fa: {
    jalali: "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(" "),
    gregorian: "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر".split(" "),
  },
  en: {
    jalali: "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand".split(" "),
    gregorian: "January February March April May June July August September October November December".split(" "),
  },
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

function partsOf(iso: string, calendar: Calendar): Parts {
  if (calendar === "jalali") return toJalali(dayNumber(iso)!)
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) }
}

/** The calendar that a language's readers expect first. */
export function firstCalendar(lang: Lang): Calendar {
  return lang === "fa" ? "jalali" : "gregorian"
}

/** The other calendar. */
export function otherCalendar(calendar: Calendar): Calendar {
  return calendar === "jalali" ? "gregorian" : "jalali"
}

/** An ISO day in words: «۱۲ آبان ۱۳۹۹», "12 Aban 1399", "2 November 2020". */
export function formatDay(iso: string, lang: Lang, calendar: Calendar): string {
  return stretch(partsOf(iso, calendar), partsOf(iso, calendar), ["day", "month", "year"], lang, calendar)
}

/** Words of a month by its key of the index, e.g. `1399-08`: «آبان ۱۳۹۹». */
export function formatMonthKey(key: string, lang: Lang, calendar: Calendar): string {
  const parts = { year: Number(key.slice(0, 4)), month: Number(key.slice(5)), day: 1 }
  return stretch(parts, parts, ["month", "year"], lang, calendar)
}

/** Words of a day by its key of the index, in the calendar of the key, e.g. `1399-08-12`: «۱۲ آبان ۱۳۹۹». */
export function formatDayKey(key: string, lang: Lang, calendar: Calendar): string {
  const [year, month, day] = key.split("-").map(Number) as [number, number, number]
  const parts = { year, month, day }
  return stretch(parts, parts, ["day", "month", "year"], lang, calendar)
}

/** First and last ISO day of a month by its key of the index. */
export function daysOfMonthKey(key: string, calendar: Calendar): readonly [first: string, last: string] {
  const year = Number(key.slice(0, 4))
  const month = Number(key.slice(5))
  if (calendar === "gregorian") return [`${key}-01`, lastOfGregorianMonth(key)]
  const first = jalaliDay(year, month, 1)!
  return [isoDay(first), isoDay(first + jalaliMonthLength(year, month) - 1)]
}

/**
 * When an action was, with no more precision than is known, in one calendar: «۱۲ تا ۱۵ آبان ۱۳۹۹», «آبان ۱۳۹۹».
 * A month of one calendar is told in the other as the months that it lies in.
 */
export function formatWhen(when: When, lang: Lang, calendar: Calendar): string {
  const words = wordsOf(lang)
  if (when.start === null) return words.noDay
  const from = partsOf(when.start, calendar)
  const to = partsOf(when.end ?? lastDayOf(when.start, when.precision), calendar)
  if (when.precision === "year") return stretch(from, to, ["year"], lang, calendar)
  if (when.precision === "month") return stretch(from, to, ["month", "year"], lang, calendar)
  const days = stretch(from, to, ["day", "month", "year"], lang, calendar)
  if (when.precision !== "week") return days
  return when.end === null ? words.around(days) : words.weekOf(days)
}

/** Last day of the month or year that a first day opens; that day itself when it opens none. */
function lastDayOf(start: string, precision: Precision): string {
  const jalali = partsOf(start, "jalali")
  if (precision === "month") {
    if (jalali.day === 1) return isoDay(dayNumber(start)! + jalaliMonthLength(jalali.year, jalali.month) - 1)
    if (start.endsWith("-01")) return lastOfGregorianMonth(start.slice(0, 7))
  }
  if (precision === "year") {
    if (jalali.day === 1 && jalali.month === 1) return isoDay(jalaliDay(jalali.year + 1, 1, 1)! - 1)
    if (start.endsWith("-01-01")) return `${start.slice(0, 4)}-12-31`
  }
  return start
}

function lastOfGregorianMonth(key: string): string {
  const next = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5, 7)), 0))
  return next.toISOString().slice(0, 10)
}

/** Two ends joined in the order of speech, what they share said once: «۲۸ آبان تا ۳ آذر ۱۳۹۹». */
function stretch(from: Parts, to: Parts, shown: readonly (keyof Parts)[], lang: Lang, calendar: Calendar): string {
  const word = (parts: Parts, part: keyof Parts) =>
    part === "month" ? MONTHS[lang][calendar][parts.month - 1]! : formatPlain(parts[part], lang)
  const end = shown.map((part) => word(to, part)).join(" ")
  // From the year down: as soon as a part differs, it and all smaller ones are said at both ends.
  const differing = shown.filter((_, i) => shown.slice(i).some((part) => from[part] !== to[part]))
  if (differing.length === 0) return end
  return `${differing.map((part) => word(from, part)).join(" ")} ${wordsOf(lang).until} ${end}`
}

/** A Gregorian ISO day as a Jalali one, `1399-08-12`. */
export function jalaliIso(iso: string): string {
  const { year, month, day } = partsOf(iso, "jalali")
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
}
