import { dayOf } from "../day.ts"
import type { CountedAction, CountedPlace } from "./counted-action.ts"
import { disputesOf } from "./disputes.ts"
import { type Field, readerOf } from "./fields.ts"
import type { CountingRule } from "./rule.ts"
import { type Stretch, stretchOf } from "./stretch.ts"

/** Most days that one place counts for by place-day, as the record keeps them: a mistyped end must not outweigh the rest. */
export const MOST_DAYS = 400

/** One thing that a figure counts. */
export interface Unit {
  /** One action; by dispute, all of its actions. */
  readonly actions: readonly CountedAction[]
  /** Its places; one of them by place and place-day. */
  readonly places: readonly CountedPlace[]
  /** Day number that its month and year are those of; null when no day is known. */
  readonly day: number | null
  readonly precision: string
  /** How many units stand here as one: days of a place that fall into the same months and years. */
  readonly weight: number
}

/** What a rule could not count as it would, in numbers of actions unless said otherwise; part of the figure. */
export interface Notes {
  /** No place is told: in no figure by place or place-day. */
  withoutPlace: number
  /** More places are told than named; the named ones are counted. */
  morePlacesTold: number
  /** How many places these tell of and do not name: places, not actions. */
  placesNotNamed: number
  /** By place-day: it went on and no end is known, nor a later day on which a source saw it: the first day alone is counted. */
  endUnknown: number
  /** By place-day: the day is known to the week, month or year only, or not at all: one day is counted. */
  dayUnknown: number
  /** By place-day: longer than `MOST_DAYS`; its first `MOST_DAYS` days are counted. */
  tooLong: number
}

/** ISO Gregorian days, inclusive; null is open. */
export interface Period {
  readonly from: string | null
  readonly to: string | null
}

/** A period as day numbers, inclusive; what is open is infinite. */
export interface Bounds {
  readonly from: number
  readonly to: number
}

/**
 * A period as day numbers.
 *
 * @throws RangeError when `from` or `to` is no day.
 */
export function boundsOf({ from, to }: Period): Bounds {
  return {
    from: from === null ? Number.NEGATIVE_INFINITY : dayOf(from),
    to: to === null ? Number.POSITIVE_INFINITY : dayOf(to),
  }
}

/**
 * Takes actions apart, or together, into the units of a rule.
 *
 * @param by Fields that the units are asked for: days of one place are told apart only where a field asks for days.
 * @param period By place-day, days outside of it are left out; other rules take the actions as they are given.
 */
export function* unitsOf(
  actions: readonly CountedAction[],
  rule: CountingRule,
  by: readonly Field[],
  period: Period,
  notes: Notes,
): Generator<Unit> {
  if (rule.kind === "dispute") {
    for (const dispute of disputesOf(actions, rule.gapDays)) {
      const [first] = dispute
      yield {
        actions: dispute,
        places: dispute.flatMap((action) => action.places),
        day: firstDayOf(first!),
        precision: first!.precision,
        weight: 1,
      }
    }
    return
  }
  const bounds = boundsOf(period)
  for (const action of actions) {
    const { places, precision } = action
    if (rule.kind === "action") {
      yield { actions: [action], places, day: firstDayOf(action), precision, weight: 1 }
      continue
    }
    notePlaces(places.length, placesNotNamed(action), notes)
    if (places.length === 0) continue
    const days = rule.kind === "place" ? [{ day: firstDayOf(action), weight: 1 }] : daysOf(action, by, bounds, notes)
    for (const place of places)
      for (const { day, weight } of days) yield { actions: [action], places: [place], day, precision, weight }
  }
}

/** Nothing noted yet. */
export function noNotes(): Notes {
  return { withoutPlace: 0, morePlacesTold: 0, placesNotNamed: 0, endUnknown: 0, dayUnknown: 0, tooLong: 0 }
}

/** How many places an action tells of and does not name. */
export function placesNotNamed({ places, placesCount }: CountedAction): number {
  if (placesCount === null) return 0
  let named = 0
  for (const { type } of places) if (type !== "country") named++
  return Math.max(0, placesCount - named)
}

/** Notes what of an action's places is not counted, by place and place-day. */
export function notePlaces(places: number, notNamed: number, notes: Notes): void {
  if (places === 0) notes.withoutPlace++
  if (notNamed > 0) notes.morePlacesTold++
  notes.placesNotNamed += notNamed
}

/** What is known of the days that an action went on: none exactly, the first alone, or all. */
export type DaysKnown = "none" | "first" | "all"

/** What is known of an action's days. */
export function daysKnownOf({ start, end, precision, lastSeenOngoing, status }: CountedAction): DaysKnown {
  if (start === null || precision !== "day") return "none"
  // The codebook leaves the end of a one-day act empty; such an act is `held`.
  return end === null && lastSeenOngoing === null && status !== "held" ? "first" : "all"
}

/**
 * The days that an action counts for by place-day, and notes what of them is not counted.
 *
 * @param first Day numbers that it spans, as `stretchOf` tells them.
 * @returns `null` where its day is not known exactly: one day counts. `last` before `first`: none lies in the period.
 */
export function countedDays(
  known: DaysKnown,
  first: number,
  last: number,
  period: Bounds,
  notes: Notes,
): Stretch | null {
  if (known === "none") {
    notes.dayUnknown++
    return null
  }
  if (known === "first") notes.endUnknown++
  if (last - first >= MOST_DAYS) notes.tooLong++
  return { first: Math.max(first, period.from), last: Math.min(last, first + MOST_DAYS - 1, period.to) }
}

/** Days of an action that count, those that all asked fields have the same value for taken together. */
function daysOf(
  action: CountedAction,
  by: readonly Field[],
  period: Bounds,
  notes: Notes,
): readonly { day: number | null; weight: number }[] {
  const stretch = stretchOf(action)
  const days = countedDays(daysKnownOf(action), stretch?.first ?? 0, stretch?.last ?? 0, period, notes)
  if (days === null) return [{ day: firstDayOf(action), weight: 1 }]
  const { first, last } = days
  const readers = by.map(readerOf).filter((reader) => reader.of === "day")
  if (readers.length === 0) return last < first ? [] : [{ day: first, weight: last - first + 1 }]
  const groups = new Map<string, { day: number; weight: number }>()
  for (let day = first; day <= last; day++) {
    const key = readers.map((reader) => reader.code(day, action.precision)).join(" ")
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { day, weight: 1 })
    else group.weight++
  }
  return [...groups.values()]
}

function firstDayOf({ start }: CountedAction): number | null {
  return start === null ? null : dayOf(start)
}
