import type { BySentence } from "../by-sentence.ts"
import type { Span } from "../coded.ts"
import type { How, Precision } from "../codes.ts"
import { dayNumber, isoDay } from "../dates/calendar.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"

/** A resolved date of an act with the words it rests on. */
export interface DateFound {
  readonly start: string | null
  readonly end: string | null
  readonly precision: Precision
  readonly written: string | null
  readonly how: How
  readonly spans: readonly Span[]
  readonly by: string
  /** The text says the act goes on since `start` («چهارمین روز متوالی»). */
  readonly running: boolean
}

/** A date found, with another beginning, end or evidence. */
export function dateAs(date: DateFound, start: string | null, end: string | null, how = date.how): DateFound {
  const { precision, written, spans, by, running } = date
  return { start, end, precision, written, how, spans, by, running }
}

/** A date that the text names, ready to be resolved for a held act or for a call. */
export interface DateHere {
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** False for what cannot date an act: bare years, spans of unpaid months. */
  readonly acts: boolean
  /** 0 for a day, 1 for a period, 2 for vague words: lower is preferred. */
  readonly rank: number
  /** Counts the days of an act: «چهارمین روز متوالی», «یازده روز است». */
  readonly counts: boolean
  /** «چهارمین روز متوالی»: the days of an act, whatever claim stands beside it. */
  readonly nthDay: boolean
  /** Opens a stretch: «از دی‌ماه». */
  readonly since: boolean
  /** A day up to which something must be done: «تا اول مهر». */
  readonly deadline: boolean
  /** How many days an act is said to last: «اعتصاب سه روزه», "a two-day strike". */
  readonly lastsDays: number | null
  /** Days from an act told behind it to the day that the text is about: «یک روز پس از تجمع» is −1. */
  readonly apart: number | null
  readonly resolve: (called: boolean) => DateFound | null
}

/** A count of days («دوازده روز است آب نداریم») that stands this near before a claim counts the claim's days. */
const COUNTED_CLAIM = 6
/** Words that lead from a date to what an act is for. */
const FOR = new Set("برای در علیه بابت جهت over for against".split(" "))
/** A day without a year that would lie this far back, or ahead of a call, is rather the near one on the other side. */
const FAR = 270
const NEAR = 30

/** A day without a year a long way off, though near on the other side of publication, is the near one. */
export function resolveNear(date: DateHere, called: boolean, published: string | null): DateFound | null {
  const found = date.resolve(called)
  if (found?.start == null || published === null || found.how === "stated" || date.rank >= 1) return found
  if (Math.abs(daysBetween(published, found.start)) < FAR) return found
  const other = date.resolve(!called)
  return other?.start != null && Math.abs(daysBetween(published, other.start)) <= NEAR ? other : found
}

/**
 * Does a date belong to a claim? «از دی‌ماه سال ۸۸ بیمه‌شان پرداخت نشده»: it stands in or beside one. «دوازده روز است آب
 * نداریم»: a claim stands between a count of days and the act.
 */
export function datesAClaim(doc: Doc, claims: BySentence<Mention>, date: DateHere, act: Mention | null): boolean {
  if (date.nthDay) return false
  if (date.counts && act !== null && act.first >= date.first && act.first - date.past <= 1) return false
  if (date.rank < 1 && !date.since && !date.counts) return false
  // «هفته گذشته برای مزد معوق تجمع کردند», «از شنبه برای …»: what the act is for parts the date from a claim behind it.
  const reach = date.counts ? COUNTED_CLAIM : date.since && !FOR.has(doc.words[date.past] ?? "") ? 1 : 0
  // «… رد نشدن لیست بیمه از صبح امروز دست از کار کشیده‌اند»: what stands right before the act dates it.
  const ofAct = date.rank < 1 && act !== null && act.first >= date.past && act.first - date.past <= 1
  for (const claim of claims.in(date.sentence)) {
    if (ofAct && claim.past <= date.first) continue
    if (claim.first > date.past + reach || claim.past < date.first - 1) continue
    const actBetween = act !== null && act.first >= date.past && act.first < claim.first
    if (!actBetween) return true
  }
  return false
}

/** Days from one ISO day to another; `NaN` where one is no day. */
export function daysBetween(from: string, to: string): number {
  return (dayNumber(to) ?? Number.NaN) - (dayNumber(from) ?? Number.NaN)
}

/** The ISO day some days after another. */
export function addDays(day: string, days: number): string {
  return isoDay(dayNumber(day)! + days)
}
