/** Waves: when several workforces acted around an event, and whether one's days follow another's. */
import { dayNumber, isoDay } from "@karnegar/coder"
import { type Following, following, type Lags } from "@karnegar/index"
import type { PublishedEvent } from "../../record/published-links.ts"
import type { PublishedAction } from "../../record/types.ts"
import type { Gathered, Thing } from "./gather.ts"

/** Lags that are looked at, in days. */
export const LAGS: readonly Lags[] = [
  [1, 3],
  [4, 7],
  [8, 14],
  [15, 30],
]
/** Weeks before and after an event that are shown; without an event the newest weeks of the record. */
const WEEKS = 12
/** Workforces shown beside each other. */
const MULTIPLES = 8
/** Fewest days of each series that are tested: of fewer nothing can be said. */
export const FEWEST_DAYS = 10

/** One workforce's weeks on the common scale. */
export interface Multiple {
  readonly thing: Thing
  readonly weeks: readonly number[]
}

/** Weeks of several workforces beside each other. */
export interface Multiples {
  /** ISO first day of each week. */
  readonly starts: readonly string[]
  /** Position of the week in which the event began; null: none is looked at. */
  readonly event: number | null
  readonly series: readonly Multiple[]
  /** Highest week of all: one scale for all. */
  readonly most: number
}

/** Weeks of the workforces that acted most in them, around an event or up to the record's newest day. */
export function multiplesOf({ actions, things }: Gathered, event: PublishedEvent | null): Multiples {
  const newest = actions.find((a) => a.start !== null && a.precision === "day")?.start ?? null
  const middle =
    event === null ? (newest === null ? null : dayNumber(newest)! - WEEKS * 7 + 7) : dayNumber(event.first)!
  if (middle === null) return { starts: [], event: null, series: [], most: 0 }
  const first = middle - WEEKS * 7
  const starts = Array.from({ length: WEEKS * 2 }, (_, i) => isoDay(first + i * 7))
  const series = [...things.workforces.values()]
    .map((thing) => {
      const weeks = starts.map(() => 0)
      for (const day of beginnings(thing.actions)) {
        const week = Math.floor((day - first) / 7)
        if (week >= 0 && week < weeks.length) weeks[week]!++
      }
      return { thing, weeks, sum: weeks.reduce((a, b) => a + b, 0) }
    })
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum || (a.thing.id < b.thing.id ? -1 : 1))
    .slice(0, MULTIPLES)
    .map(({ thing, weeks }) => ({ thing, weeks }))
  return {
    starts,
    event: event === null ? null : WEEKS,
    series,
    most: Math.max(1, ...series.flatMap(({ weeks }) => weeks)),
  }
}

/** Whether days on which one thing's actions began follow another's; null where either has too few days that are known. */
export function followingOf(leader: Thing, follower: Thing): readonly Following[] | null {
  const [a, b] = [beginnings(leader.actions), beginnings(follower.actions)].map((days) => [...new Set(days)])
  if (a!.length < FEWEST_DAYS || b!.length < FEWEST_DAYS) return null
  const all = [...a!, ...b!]
  const span = { first: all.reduce((x, y) => Math.min(x, y)), last: all.reduce((x, y) => Math.max(x, y)) }
  return following(a!, b!, span, LAGS)
}

/** Day numbers on which actions began, where the day itself is known. */
function beginnings(actions: readonly PublishedAction[]): number[] {
  return actions.flatMap((a) => (a.start === null || a.precision !== "day" ? [] : dayNumber(a.start)!))
}
