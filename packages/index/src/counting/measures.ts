import type { CountedAction, Range } from "./counted-action.ts"

/** A sum over stoppages with its coverage: what is not known adds nothing and is never guessed. */
export interface Sum {
  /** Lower and upper ends added up; `high` null as soon as one part has no ceiling, and both null where nothing is known. */
  readonly low: number | null
  readonly high: number | null
  /** Stoppages that the sum is made of … */
  readonly known: number
  /** … of all these. */
  readonly of: number
  /** How many of `known` have no ceiling. */
  readonly open: number
}

/** The measures of the ILO, as far as sources tell them. */
export interface Measures {
  /** Actions with the form `strike`. */
  readonly strikes: number
  /** Actions with the form `lockout`. */
  readonly lockouts: number
  /** Strikes and lockouts together; an action that is both is one. */
  readonly stoppages: number
  /** Workers directly involved; persons. */
  readonly workers: Sum & {
    /** How many of `known` are the number of people in the act, no number of workers being told. */
    readonly fromParticipants: number
  }
  /** Workers who could not work because others stopped; persons. */
  readonly workersIndirect: Sum
  /** Worker-days. */
  readonly daysNotWorked: Sum & {
    /** How many of `known` are as a source reports them; the others are computed. */
    readonly reported: number
  }
}

/**
 * Strikes and lockouts, workers involved and days not worked of some actions, as ranges with their coverage.
 *
 * Counted by action, whatever rule stands beside it: workers who stop work in two actions count twice, as two
 * stoppages do. Nothing is averaged or filled in. Days not worked are as reported, else workers × calendar days where the
 * record knows both; rest days are not taken off, since sources rarely tell shifts.
 *
 * Source: 15th International Conference of Labour Statisticians, 1993, resolution concerning statistics of strikes,
 * lockouts and other action due to labour disputes.
 */
export function measure(actions: readonly CountedAction[]): Measures {
  const stoppages = actions.filter((action) => action.forms.includes("strike") || action.forms.includes("lockout"))
  return {
    strikes: stoppages.filter((action) => action.forms.includes("strike")).length,
    lockouts: stoppages.filter((action) => action.forms.includes("lockout")).length,
    stoppages: stoppages.length,
    workers: {
      ...sumOf(stoppages, workersOf),
      fromParticipants: stoppages.filter((a) => a.workersDirect === null && a.participants !== null).length,
    },
    workersIndirect: sumOf(stoppages, (action) => action.workersIndirect),
    daysNotWorked: {
      ...sumOf(stoppages, (action) => action.daysNotWorked),
      reported: stoppages.filter((action) => action.daysNotWorked?.how === "reported").length,
    },
  }
}

function workersOf({ workersDirect, participants }: CountedAction): Range | null {
  return workersDirect ?? participants
}

function sumOf(actions: readonly CountedAction[], rangeOf: (action: CountedAction) => Range | null): Sum {
  const ranges = actions.flatMap((action) => rangeOf(action) ?? [])
  const open = ranges.filter((range) => range.max === null).length
  const add = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)
  return {
    low: add(ranges.map((range) => range.min)),
    high: open > 0 ? null : add(ranges.map((range) => range.max!)),
    known: ranges.length,
    of: actions.length,
    open,
  }
}
