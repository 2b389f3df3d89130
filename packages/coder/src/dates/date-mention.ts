import type { Span } from "../span.ts"
import type { Doc } from "../text/doc.ts"

/** Calendars whose months are read. Imperial and Kurdish years become Jalali ones. */
export type Calendar = "jalali" | "gregorian" | "hijri"

/** What relative dates count in. */
export type DateUnit = "day" | "week" | "month" | "year"

/** What a date is said as. */
export type DateAnchor = "absolute" | "weekday" | "relative" | "period" | "duration" | "nth_day"

/**
 * Why a date that stands in the text is none of an act: the month of unpaid wages, a deadline («تا پایان هفته»), the day
 * of a law, an anniversary or rising, a stretch of time («هشت ماه حقوق», «۲۵ ساله»), a bare year, a street's name.
 */
export type Aside = "pay" | "deadline" | "law" | "history" | "span" | "year" | "name"

/** Which one a weekday or month with «گذشته», «آینده», «هفته گذشته» and the like means. */
export type Which = "last" | "next" | "this_week" | "last_week" | "next_week"

/**
 * A date as a text says it, before the publication day is known. Fields that were not said are null.
 *
 * `resolveDate` turns it into Gregorian days.
 */
export interface DateMention {
  /** Tokens [first, past). */
  readonly first: number
  readonly past: number
  readonly span: Span
  readonly written: string
  /** `since` for an open beginning («از شنبه»); its `anchor` then tells what is begun from. */
  readonly kind: DateAnchor | "since"
  readonly anchor: DateAnchor
  readonly calendar: Calendar
  readonly year: number | null
  /** Years from that of publication: «امسال» 0, «پارسال» −1. */
  readonly yearShift: number | null
  readonly month: number | null
  readonly day: number | null
  /** Last day of «۱۲ تا ۱۵ آذر» or «سوم و چهارم آبان», in the same month. */
  readonly lastDay: number | null
  /** 0 Saturday … 6 Friday. */
  readonly weekday: number | null
  readonly lastWeekday: number | null
  readonly which: Which | null
  readonly unit: DateUnit | null
  /** In `unit`s from publication: «دیروز» −1 day, «هفته گذشته» −1 week. */
  readonly shift: number | null
  /** «چهارمین روز»: 4; «یازده روز است»: 11; «چندمین روز» tells none. */
  readonly count: number | null
  /** The act goes on since then: «از شنبه», «یازده روز است», «چهارمین روز متوالی». */
  readonly running: boolean
  readonly aside: Aside | null
  /** Said by the name of the day: «روز جهانی کارگر». */
  readonly occasion: boolean
  /** The same day in another calendar: «۲۱ خرداد (۱۱ ژوئن)». */
  readonly other: DateMention | null
  /** End of a range said as two dates: «از ۲۸ مهر تا ۳ آبان». */
  readonly until: DateMention | null
  /** The day from which an nth day is counted back, when the sentence names one; else publication. */
  readonly counted: DateMention | null
}

/** A mention that its reader still fills in. Every one has the same fields in the same order, so reading them is cheap. */
export type DateDraft = { -readonly [K in keyof DateMention]: DateMention[K] }

/** Makes a mention of tokens [first, past) of which nothing but its kind is known. */
export function makeMention(
  doc: Doc,
  first: number,
  past: number,
  kind: DateAnchor,
  spanEnd = doc.ends[past - 1]!,
): DateDraft {
  const start = doc.starts[first]!
  return {
    first,
    past,
    span: [start, spanEnd],
    written: doc.text.slice(start, spanEnd),
    kind,
    anchor: kind,
    calendar: "jalali",
    year: null,
    yearShift: null,
    month: null,
    day: null,
    lastDay: null,
    weekday: null,
    lastWeekday: null,
    which: null,
    unit: null,
    shift: null,
    count: null,
    running: false,
    aside: null,
    occasion: false,
    other: null,
    until: null,
    counted: null,
  }
}

/** A stretch of time, told without or with how many of its units; `aside`: what it is of, where it dates no act. */
export function durationOf(
  doc: Doc,
  first: number,
  past: number,
  unit: DateUnit,
  count: number | null,
  aside: Aside | null,
): DateDraft {
  const mention = makeMention(doc, first, past, "duration")
  mention.unit = unit
  mention.count = count
  mention.aside = aside
  return mention
}

/** So many days, weeks, months or years from publication. */
export function relativeTo(doc: Doc, first: number, past: number, unit: DateUnit, shift: number | null): DateDraft {
  const mention = makeMention(doc, first, past, "relative")
  mention.unit = unit
  mention.shift = shift
  return mention
}

/** Stretches a mention over tokens [first, past). */
export function stretchOver(doc: Doc, mention: DateDraft, first: number, past: number): void {
  const start = Math.min(mention.span[0], doc.starts[first]!)
  const end = Math.max(mention.span[1], doc.ends[past - 1]!)
  mention.first = first
  mention.past = past
  mention.span = [start, end]
  mention.written = doc.text.slice(start, end)
}

/** A copy to be changed, written out in full: copying by name costs more than reading a date. */
export function copyOf(of: DateMention): DateDraft {
  return {
    first: of.first,
    past: of.past,
    span: of.span,
    written: of.written,
    kind: of.kind,
    anchor: of.anchor,
    calendar: of.calendar,
    year: of.year,
    yearShift: of.yearShift,
    month: of.month,
    day: of.day,
    lastDay: of.lastDay,
    weekday: of.weekday,
    lastWeekday: of.lastWeekday,
    which: of.which,
    unit: of.unit,
    shift: of.shift,
    count: of.count,
    running: of.running,
    aside: of.aside,
    occasion: of.occasion,
    other: of.other,
    until: of.until,
    counted: of.counted,
  }
}
