import type { How, Precision } from "../codes.ts"
import type { Problem } from "../problem.ts"
import {
  dayNumber,
  gregorianDay,
  gregorianMonthLength,
  hijriDay,
  isoDay,
  jalaliDay,
  saturdayOf,
  toGregorian,
  toHijri,
  toJalali,
  weekdayOf,
  type YearMonthDay,
} from "./calendar.ts"
import { type Calendar, copyOf, type DateMention } from "./date-mention.ts"

/** A date in Gregorian ISO days, as codebook §3 has it. */
export interface ResolvedDate {
  /** `null` only with precision `unknown`. */
  readonly start: string | null
  /** Last day where told or computable; `null` for one day and for what goes on. */
  readonly end: string | null
  readonly precision: Precision
  readonly written: string
  /** `stated` when the text gives year, month and day; `inferred` when publication or a count was needed. */
  readonly how: How
  /** The act goes on since `start`. */
  readonly running: boolean
  readonly problems: readonly Problem[]
}

/** What the act is that a date belongs to. */
export interface ResolveOptions {
  /** The act has only been called for or threatened: a weekday or a yearless day is the next one, not the latest. */
  readonly called?: boolean
}

/** Days ahead of publication up to which a weekday that agrees makes a yearless day one to come. */
const ANNOUNCED_AHEAD = 60
/** A tabular Hijri date may be this many days off. */
const HIJRI_ERROR = 2
/** Years in which a day is looked for: one that only leap years have comes back within them. */
const MOST_YEARS = 10

interface Days {
  readonly start: number
  readonly end: number | null
  readonly precision: Precision
  readonly how: How
}

/**
 * Resolves a date against the publication day (an ISO day or instant, or null when unknown), by codebook §3: Jalali dates
 * are converted; a missing year gives the latest such day not after publication, for a call the next; a bare weekday
 * likewise; «هفته گذشته» is Saturday to Friday of the week before.
 */
export function resolveDate(
  mention: DateMention,
  published: string | null,
  options: ResolveOptions = {},
): ResolvedDate {
  const problems: Problem[] = []
  const from = published === null ? null : dayNumber(published)
  const days = daysOf(mention, from, options.called === true, problems)
  if (days === null && from === null && problems.length === 0) problems.push({ code: "date.no_publication_day" })
  return {
    start: days === null ? null : isoDay(days.start),
    end: days === null || days.end === null || days.end === days.start ? null : isoDay(days.end),
    precision: days === null ? "unknown" : days.precision,
    written: mention.written,
    how: days?.how ?? "inferred",
    running: mention.running,
    problems,
  }
}

function daysOf(mention: DateMention, from: number | null, called: boolean, problems: Problem[]): Days | null {
  if (mention.until !== null) return rangeOf(mention, mention.until, from, called, problems)
  switch (mention.anchor) {
    case "absolute":
      return absoluteOf(mention, from, called, problems)
    case "weekday":
      return weekdaysOf(mention, from, called, problems)
    case "relative":
    case "period":
      return periodOf(mention, from, called, problems)
    case "duration":
      return durationOf(mention, from)
    case "nth_day":
      return nthDayOf(mention, from, called)
    default:
      return mention.anchor satisfies never
  }
}

/** «از ۲۸ مهر تا ۳ آبان»: the year of one end serves the other; the start is the latest that does not pass the end. */
function rangeOf(
  mention: DateMention,
  until: DateMention,
  from: number | null,
  called: boolean,
  problems: Problem[],
): Days | null {
  const close = copyOf(until)
  close.year ??= yearOfOther(until, mention)
  const end = daysOf(close, from, called, problems)
  const open = copyOf(mention)
  open.until = null
  open.kind = mention.anchor
  if (end === null) return daysOf(open, from, called, problems)
  const last = end.end ?? end.start
  const start = daysOf(
    open,
    open.anchor === "absolute" && open.year === null ? last : (from ?? last),
    open.anchor === "weekday" ? called : false,
    problems,
  )
  if (start === null) return null
  // «شنبه تا سه‌شنبه»: the Saturday before that Tuesday.
  const first =
    start.start <= last ? start.start : open.anchor === "weekday" ? latestWeekday(open.weekday!, last) : start.start
  if (first > last) return start
  const back = open.anchor === "weekday" && last - first > 6 ? latestWeekday(open.weekday!, last) : first
  const how: How = start.how === "stated" && end.how === "stated" ? "stated" : "inferred"
  const precision: Precision =
    start.precision === end.precision ? start.precision : start.precision === "day" ? end.precision : start.precision
  return { start: back, end: last, precision, how }
}

function yearOfOther(mention: DateMention, other: DateMention): number | null {
  if (
    mention.anchor !== "absolute" ||
    other.year === null ||
    mention.calendar !== other.calendar ||
    mention.month === null ||
    other.month === null
  )
    return null
  return mention.month < other.month ? other.year + 1 : other.year
}

function absoluteOf(mention: DateMention, from: number | null, called: boolean, problems: Problem[]): Days | null {
  const { calendar, month, day } = mention
  if (month === null || day === null) return null
  const year = yearSaid(mention, from)
  const expected = from === null || mention.shift === null ? null : from + mention.shift
  let start: number | null
  let how: How = "inferred"
  if (year !== null) {
    start = dayOf(calendar, year, month, day)
    if (start === null) {
      problems.push({ code: "date.impossible", span: mention.span })
      return null
    }
    if (mention.year !== null) how = "stated"
  } else {
    const paired = mention.other === null ? null : dayBeside(mention, mention.other, from)
    start = paired ?? (from === null ? null : yearless(mention, from, called, expected))
    if (start === null) {
      if (!everExists(calendar, month, day)) problems.push({ code: "date.impossible", span: mention.span })
      else problems.push({ code: "date.no_publication_day" })
      return null
    }
  }
  if (mention.weekday !== null && weekdayOf(start) !== mention.weekday)
    problems.push({ code: "date.weekday_conflict", span: mention.span })
  if (mention.other !== null && disagrees(start, mention.other))
    problems.push({ code: "date.calendars_disagree", span: mention.span })
  const end = mention.lastDay === null ? null : dayOf(calendar, partsOf(calendar, start).year, month, mention.lastDay)
  if (mention.lastDay !== null && end === null) problems.push({ code: "date.impossible", span: mention.span })
  return { start, end, precision: calendar === "hijri" ? "week" : "day", how }
}

/** The year that the text gives: in digits, or as «امسال», «سال گذشته». */
function yearSaid(mention: DateMention, from: number | null): number | null {
  if (mention.year !== null) return mention.year
  if (mention.yearShift === null || from === null) return null
  return partsOf(mention.calendar, from).year + mention.yearShift
}

/** The day of the first calendar that lies nearest to a dated day of the second («۱۲ آبان (3 November 2022)»). */
function dayBeside(mention: DateMention, other: DateMention, from: number | null): number | null {
  const year = yearSaid(other, from)
  if (year === null || other.month === null || other.day === null) return null
  const beside = dayOf(other.calendar, year, other.month, other.day)
  return beside === null ? null : nearestYearless(mention, beside)
}

function nearestYearless(mention: DateMention, to: number): number | null {
  const year = partsOf(mention.calendar, to).year
  let best: number | null = null
  for (let y = year - 1; y <= year + 1; y++) {
    const day = dayOf(mention.calendar, y, mention.month!, mention.day!)
    if (day !== null && (best === null || Math.abs(day - to) < Math.abs(best - to))) best = day
  }
  return best
}

function yearless(mention: DateMention, from: number, called: boolean, expected: number | null): number | null {
  // «امروز ۲۳ مهر», «فردا ۲۴ مهر»: the text says how near it is.
  if (expected !== null) return nearestYearless(mention, expected)
  const { calendar, month, day } = mention
  const year = partsOf(calendar, from).year
  /** The first such day on or beyond publication, seen from a year on its other side. */
  const firstFrom = (step: 1 | -1): number | null => {
    for (let y = year - step, tried = 0; tried < MOST_YEARS; y += step, tried++) {
      const n = dayOf(calendar, y, month!, day!)
      if (n !== null && (n - from) * step >= 0) return n
    }
    return null
  }
  if ((called && mention.which !== "last") || mention.which === "next" || mention.which === "next_week")
    return firstFrom(1)
  const latest = firstFrom(-1)
  // A weekday that fits the day to come and not the day gone by: the text announces.
  if (mention.weekday !== null && latest !== null && weekdayOf(latest) !== mention.weekday) {
    const next = firstFrom(1)
    if (next !== null && weekdayOf(next) === mention.weekday && next - from <= ANNOUNCED_AHEAD) return next
  }
  return latest
}

function everExists(calendar: Calendar, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const most =
    calendar === "jalali" ? (month <= 6 ? 31 : 30) : calendar === "gregorian" ? gregorianMonthLength(2000, month) : 30
  return day <= most
}

function disagrees(start: number, other: DateMention): boolean {
  const parts = partsOf(other.calendar, start)
  if (other.calendar === "hijri") {
    const there = nearestYearless(other, start)
    return there === null || Math.abs(there - start) > HIJRI_ERROR
  }
  return parts.month !== other.month || parts.day !== other.day || (other.year !== null && other.year !== parts.year)
}

function weekdaysOf(mention: DateMention, from: number | null, called: boolean, problems: Problem[]): Days | null {
  if (from === null || mention.weekday === null) return null
  const { weekday, lastWeekday, which } = mention
  // «سه‌شنبه گذشته» is past even beside a call.
  const forward = (called && which !== "last") || which === "next"
  const stretch = lastWeekday === null ? 0 : (lastWeekday - weekday + 7) % 7
  let start: number
  if (which === "last_week" || which === "this_week" || which === "next_week") {
    start = saturdayOf(from) + weekday + (which === "last_week" ? -7 : which === "next_week" ? 7 : 0)
  } else if (mention.shift !== null && mention.unit === "day") {
    const near = from + mention.shift
    const conflict = mention.shift === 0 && lastWeekday === null && weekdayOf(near) !== weekday
    if (conflict) problems.push({ code: "date.weekday_conflict", span: mention.span })
    // «دیروز سه‌شنبه» in a text published a day late: the weekday is surer than the distance, but «امروز» is today.
    start = conflict ? near : latestWeekday(weekday, near + 3)
  } else if (forward) {
    start = nextWeekday(weekday, which === "next" ? from + 1 : from)
  } else if (which === "last") start = latestWeekday(weekday, from - 1)
  else start = latestWeekday(weekday, from - stretch)
  return { start, end: stretch === 0 ? null : start + stretch, precision: "day", how: "inferred" }
}

function latestWeekday(weekday: number, notAfter: number): number {
  return notAfter - ((weekdayOf(notAfter) - weekday + 7) % 7)
}

function nextWeekday(weekday: number, notBefore: number): number {
  return notBefore + ((weekday - weekdayOf(notBefore) + 7) % 7)
}

/** «دیروز», «سه روز پیش», «هفته گذشته», «مهر ۹۸», «ماه جاری», «سال ۸۹». */
function periodOf(mention: DateMention, from: number | null, called: boolean, problems: Problem[]): Days | null {
  const { calendar, unit } = mention
  const open = mention.kind === "since"
  if (unit === "month" && mention.month !== null) return monthOf(mention, from, called, problems)
  if (unit === "year") {
    const year =
      mention.year ?? (from === null || mention.shift === null ? null : partsOf(calendar, from).year + mention.shift)
    const start = year === null ? null : dayOf(calendar, year, 1, 1)
    return start === null
      ? null
      : { start, end: null, precision: "year", how: mention.year === null ? "inferred" : "stated" }
  }
  if (from === null || mention.shift === null) return null
  if (unit === "day") return { start: from + mention.shift, end: null, precision: "day", how: "inferred" }
  if (unit === "week") {
    // «از دو هفته پیش» begins that many days ago; «هفته گذشته» is a week of the calendar.
    if (open && mention.anchor === "relative")
      return { start: from + 7 * mention.shift, end: null, precision: "week", how: "inferred" }
    const saturday = saturdayOf(from) + 7 * mention.shift
    return { start: saturday, end: open ? null : saturday + 6, precision: "week", how: "inferred" }
  }
  const now = partsOf(calendar, from)
  const months = now.year * 12 + now.month - 1 + mention.shift
  const start = dayOf(calendar, Math.floor(months / 12), (months % 12) + 1, 1)
  return start === null ? null : { start, end: null, precision: "month", how: "inferred" }
}

/** A whole month: its first day. A missing year gives the latest month that had begun, for a call the next that had not ended. */
function monthOf(mention: DateMention, from: number | null, called: boolean, problems: Problem[]): Days | null {
  const { calendar, month } = mention
  const year = yearSaid(mention, from)
  if (year !== null) {
    const start = dayOf(calendar, year, month!, 1)
    return start === null
      ? null
      : { start, end: null, precision: "month", how: mention.year === null ? "inferred" : "stated" }
  }
  if (from === null) {
    problems.push({ code: "date.no_publication_day" })
    return null
  }
  const now = partsOf(calendar, from)
  const over = mention.which === "last" && month === now.month
  const y = over
    ? now.year - 1
    : called
      ? month! >= now.month
        ? now.year
        : now.year + 1
      : month! <= now.month
        ? now.year
        : now.year - 1
  const start = dayOf(calendar, y, month!, 1)
  return start === null ? null : { start, end: null, precision: "month", how: "inferred" }
}

function durationOf(mention: DateMention, from: number | null): Days | null {
  if (from === null || mention.aside === "span" || mention.aside === "pay") return null
  const { count, unit } = mention
  // «چند روز»: codebook §3.
  if (count === null) return { start: from, end: null, precision: "week", how: "inferred" }
  const days = count * (unit === "week" ? 7 : unit === "month" ? 30 : unit === "year" ? 365 : 1)
  const precision: Precision = unit === "day" ? "day" : unit === "week" ? "week" : unit === "month" ? "month" : "year"
  // «یازده روز است» counts today: codebook §9.14.
  if (mention.running)
    return { start: from - (unit === "day" ? days - 1 : days), end: null, precision, how: "inferred" }
  // «در سه روز گذشته»: the last of them is the day of publication.
  return { start: from - (days - 1), end: from, precision, how: "inferred" }
}

function nthDayOf(mention: DateMention, from: number | null, called: boolean): Days | null {
  const { count } = mention
  const named = mention.counted === null ? null : daysOf(mention.counted, from, called, [])
  const at = named?.start ?? from
  if (at === null) return null
  // «چندمین روز متوالی»: like «چند روز», codebook §3.
  if (count === null) return { start: at, end: null, precision: "week", how: "inferred" }
  if (mention.unit === "day") return { start: at - (count - 1), end: null, precision: "day", how: "inferred" }
  if (mention.unit === "week")
    return { start: saturdayOf(at) - 7 * (count - 1), end: null, precision: "week", how: "inferred" }
  const now = toJalali(at)
  const months = now.year * 12 + now.month - 1 - (count - 1)
  const start = jalaliDay(Math.floor(months / 12), (months % 12) + 1, 1)
  return start === null ? null : { start, end: null, precision: "month", how: "inferred" }
}

function dayOf(calendar: Calendar, year: number, month: number, day: number): number | null {
  if (calendar === "jalali") return jalaliDay(year, month, day)
  return calendar === "gregorian" ? gregorianDay(year, month, day) : hijriDay(year, month, day)
}

function partsOf(calendar: Calendar, day: number): YearMonthDay {
  return calendar === "jalali" ? toJalali(day) : calendar === "gregorian" ? toGregorian(day) : toHijri(day)
}
