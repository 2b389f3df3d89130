/** What “now” is to a record: today, or its newest day when it has told of nothing for a while. */
import type { PublishedAction } from "../../record/types.ts"
import { isGain, isWon } from "./figures.ts"

/** Days that count as lately. */
export const LATELY_DAYS = 30

/** The day that recent things are held against. */
export interface Now {
  /** ISO day. */
  readonly day: string
  /** The record's newest day lies before what is lately today: `day` is that one, and pages say so. */
  readonly old: boolean
}

/**
 * @param actions Newest first.
 * @param today ISO day, UTC.
 */
export function nowOf(actions: readonly PublishedAction[], today: string): Now {
  const newest = actions.find((a) => a.start !== null && a.start <= today)?.start ?? null
  return newest === null || newest >= before(today, LATELY_DAYS)
    ? { day: today, old: false }
    : { day: newest, old: true }
}

/** ISO day so many days before another. */
export function before(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 864e5).toISOString().slice(0, 10)
}

/** Calls for a day that is still ahead, the nearest first. */
export function callsAhead(calls: readonly PublishedAction[], day: string): PublishedAction[] {
  return calls
    .filter((call) => call.status !== "cancelled" && call.start !== null && (call.end ?? call.start) >= day)
    .sort((a, b) => (a.start! + a.id < b.start! + b.id ? -1 : 1))
}

/** What began in the days before a day, or was still going on then; newest first. */
export function happeningAt(actions: readonly PublishedAction[], day: string): PublishedAction[] {
  const since = before(day, LATELY_DAYS)
  return actions.filter(({ start, status, lastSeenOngoing }) => {
    if (start === null || start > day) return false
    return start >= since || (status === "ongoing" && (lastSeenOngoing ?? start) >= since)
  })
}

/** Actions in which something was won up to a day, the latest gain first; where its own day is not told, by their first day. */
export function wonLately(actions: readonly PublishedAction[], day: string): PublishedAction[] {
  const dayOf = (action: PublishedAction) =>
    action.outcomeEvents
      .flatMap((e) => (e.day !== null && isGain(e.outcome) ? e.day : []))
      .sort()
      .at(-1) ??
    action.start ??
    ""
  return actions
    .flatMap((action) => (isWon(action) ? [{ action, won: dayOf(action) }] : []))
    .filter(({ won }) => won <= day)
    .sort((a, b) => (b.won + a.action.id < a.won + b.action.id ? -1 : 1))
    .map(({ action }) => action)
}

/** Today, UTC, as an ISO day. */
export function todayUtc(): string {
  return new Date().toISOString().slice(0, 10)
}
