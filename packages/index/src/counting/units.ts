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
  for (const action of actions) {
    const { places, precision } = action
    if (rule.kind === "action") {
      yield { actions: [action], places, day: firstDayOf(action), precision, weight: 1 }
      continue
    }
    notePlaces(action, notes)
    if (places.length === 0) continue
    const days = rule.kind === "place" ? [{ day: firstDayOf(action), weight: 1 }] : daysOf(action, by, period, notes)
    for (const place of places)
      for (const { day, weight } of days) yield { actions: [action], places: [place], day, precision, weight }
  }
}

/** Nothing noted yet. */
export function noNotes(): Notes {
  return { withoutPlace: 0, morePlacesTold: 0, placesNotNamed: 0, endUnknown: 0, dayUnknown: 0, tooLong: 0 }
}

/** Notes what of an action's places is not counted, by place and place-day. */
export function notePlaces({ places, placesCount }: CountedAction, notes: Notes): void {
  if (places.length === 0) notes.withoutPlace++
  const named = places.filter((place) => place.type !== "country").length
  if (placesCount !== null && placesCount > named) {
    notes.morePlacesTold++
    notes.placesNotNamed += placesCount - named
  }
}

/**
 * The days that an action counts for by place-day, and notes what of them is not counted.
 *
 * @returns `null` where its day is not known exactly: one day counts. `last` before `first`: none lies in the period.
 */
export function countedDays(action: CountedAction, period: Period, notes: Notes): Stretch | null {
  const stretch = stretchOf(action)
  if (stretch === null || action.precision !== "day") {
    notes.dayUnknown++
    return null
  }
  // The codebook leaves the end of a one-day act empty; such an act is `held`.
  if (action.end === null && action.lastSeenOngoing === null && action.status !== "held") notes.endUnknown++
  if (stretch.last - stretch.first >= MOST_DAYS) notes.tooLong++
  return inside(stretch, period)
}

/** Days of an action that count, those that all asked fields have the same value for taken together. */
function daysOf(
  action: CountedAction,
  by: readonly Field[],
  period: Period,
  notes: Notes,
): readonly { day: number | null; weight: number }[] {
  const days = countedDays(action, period, notes)
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

function inside({ first, last }: Stretch, { from, to }: Period): Stretch {
  return {
    first: from === null ? first : Math.max(first, dayOf(from)),
    last: Math.min(last, first + MOST_DAYS - 1, to === null ? last : dayOf(to)),
  }
}

function firstDayOf({ start }: CountedAction): number | null {
  return start === null ? null : dayOf(start)
}
