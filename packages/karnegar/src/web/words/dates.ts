import type { Precision } from "@karnegar/coder"
import { type Lang, wordsOf } from "./language.ts"

const UTC = { timeZone: "UTC" } as const
const FORMATS = {
  fa: {
    jalali: new Intl.DateTimeFormat("fa-IR-u-ca-persian", { ...UTC, year: "numeric", month: "long", day: "numeric" }),
    gregorian: new Intl.DateTimeFormat("fa-IR-u-ca-gregory", {
      ...UTC,
      year: "numeric",
      month: "long",
      day: "numeric",
    }),
    jalaliMonth: new Intl.DateTimeFormat("fa-IR-u-ca-persian", { ...UTC, year: "numeric", month: "long" }),
    gregorianMonth: new Intl.DateTimeFormat("fa-IR-u-ca-gregory", { ...UTC, year: "numeric", month: "long" }),
  },
  en: {
    jalali: new Intl.DateTimeFormat("en-GB-u-ca-persian", { ...UTC, year: "numeric", month: "long", day: "numeric" }),
    gregorian: new Intl.DateTimeFormat("en-GB-u-ca-gregory", {
      ...UTC,
      year: "numeric",
      month: "long",
      day: "numeric",
    }),
    jalaliMonth: new Intl.DateTimeFormat("en-GB-u-ca-persian", { ...UTC, year: "numeric", month: "long" }),
    gregorianMonth: new Intl.DateTimeFormat("en-GB-u-ca-gregory", { ...UTC, year: "numeric", month: "long" }),
  },
}

/** Calendar in which a day is shown. */
export type Calendar = "jalali" | "gregorian"

/** An ISO day in words: «۱۲ آبان ۱۳۹۹», "12 Aban 1399", "2 November 2020". */
export function formatDay(iso: string, lang: Lang, calendar: Calendar): string {
  return inOrder(FORMATS[lang][calendar], iso, ["day", "month", "year"])
}

/** Month and year of an ISO day. */
export function formatMonth(iso: string, lang: Lang, calendar: Calendar): string {
  return inOrder(FORMATS[lang][calendar === "jalali" ? "jalaliMonth" : "gregorianMonth"], iso, ["month", "year"])
}

/** Only the named parts, in the order of speech: the Persian calendar's era and commas are left out. */
function inOrder(format: Intl.DateTimeFormat, iso: string, order: readonly string[]): string {
  const parts = format.formatToParts(new Date(`${iso}T00:00:00Z`))
  return order.map((type) => parts.find((p) => p.type === type)?.value ?? "").join(" ")
}

/** The calendar that a language's readers expect first. */
export function firstCalendar(lang: Lang): Calendar {
  return lang === "fa" ? "jalali" : "gregorian"
}

/** When an action was, with its precision, in one calendar. */
export function formatWhen(
  when: { readonly start: string | null; readonly end: string | null; readonly precision: Precision },
  lang: Lang,
  calendar: Calendar,
): string {
  const words = wordsOf(lang)
  if (when.start === null) return words.noDay
  if (when.precision === "month") return formatMonth(when.start, lang, calendar)
  if (when.precision === "year") return formatMonth(when.start, lang, calendar).split(" ").slice(-1)[0]!
  const start = formatDay(when.start, lang, calendar)
  if (when.end !== null && when.end !== when.start)
    return `${start} ${lang === "fa" ? "تا" : "to"} ${formatDay(when.end, lang, calendar)}`
  return when.precision === "week" ? words.around(start) : start
}

/** Jalali year and month of an ISO day as a sortable key, e.g. `1399-08`. */
export function jalaliMonthKey(iso: string): string {
  const parts = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
    ...UTC,
    year: "numeric",
    month: "2-digit",
  }).formatToParts(new Date(`${iso}T00:00:00Z`))
  const of = (type: string) => parts.find((p) => p.type === type)?.value ?? ""
  return `${of("year")}-${of("month")}`
}
