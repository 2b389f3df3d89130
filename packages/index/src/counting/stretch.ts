import { dayOf } from "../day.ts"
import type { CountedAction } from "./counted-action.ts"

/** Day numbers, both inclusive. */
export interface Stretch {
  readonly first: number
  readonly last: number
}

/**
 * The days that an action is known to span: to its end; where that is unknown, to the last day on which a source saw it
 * go on; else its first day alone.
 *
 * Of a date known to the week, month or year only, the stretch is the time that it lies in.
 * @returns `null` without a first day. An end before the start is taken for unknown.
 */
export function stretchOf(action: Pick<CountedAction, "start" | "end" | "lastSeenOngoing">): Stretch | null {
  if (action.start === null) return null
  const first = dayOf(action.start)
  const known = action.end ?? action.lastSeenOngoing
  return { first, last: known === null ? first : Math.max(first, dayOf(known)) }
}
