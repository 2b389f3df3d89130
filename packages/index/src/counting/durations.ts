import { dayOf } from "../day.ts"
import type { CountedAction } from "./counted-action.ts"

/** How long stoppages lasted, as far as sources tell it. Calendar days, the first and the last counted. */
export interface Durations {
  /** Stoppages whose first and last day are known exactly … */
  readonly known: number
  /** … of all these. */
  readonly of: number
  /** Days of the known ones together: divided by `known`, the average. */
  readonly days: number
  /** The middle one of the known; of two middles the lower. Null where none is known. */
  readonly median: number | null
  /** No end is known, but a source saw them go on: how many, and how many days they had lasted at least. */
  readonly ongoing: { readonly known: number; readonly days: number }
}

/** Durations of strikes and lockouts. What is not known adds nothing: the average is of the known ones alone. */
export function durationsOf(actions: readonly CountedAction[]): Durations {
  const stoppages = actions.filter((action) => action.forms.includes("strike") || action.forms.includes("lockout"))
  const known: number[] = []
  const ongoing: number[] = []
  for (const { start, end, precision, status, lastSeenOngoing } of stoppages) {
    if (start === null || precision !== "day") continue
    const length = (last: string) => Math.max(0, dayOf(last) - dayOf(start)) + 1
    if (end !== null) known.push(length(end))
    else if (lastSeenOngoing !== null) ongoing.push(length(lastSeenOngoing))
    // The codebook leaves the end of a one-day act empty; such an act is `held`.
    else if (status === "held") known.push(1)
  }
  const sorted = known.toSorted((a, b) => a - b)
  const sum = (all: readonly number[]) => all.reduce((total, n) => total + n, 0)
  return {
    known: known.length,
    of: stoppages.length,
    days: sum(known),
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
    ongoing: { known: ongoing.length, days: sum(ongoing) },
  }
}
