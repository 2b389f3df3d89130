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

/** Measures of any part of some actions, from typed columns. */
export type MeasuresOf = (positions: ArrayLike<number>) => Measures

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
  return packMeasures(actions)(Int32Array.from(actions, (_, i) => i))
}

const STRIKE = 1
const LOCKOUT = 2
const FROM_PARTICIPANTS = 4
const REPORTED = 8

/** Packs actions once, for measures of any part of them: as `measure` has them. */
export function packMeasures(actions: readonly CountedAction[]): MeasuresOf {
  const flags = Uint8Array.from(
    actions,
    ({ forms, workersDirect, participants, daysNotWorked }) =>
      (forms.includes("strike") ? STRIKE : 0) |
      (forms.includes("lockout") ? LOCKOUT : 0) |
      (workersDirect === null && participants !== null ? FROM_PARTICIPANTS : 0) |
      (daysNotWorked?.how === "reported" ? REPORTED : 0),
  )
  const workers = packRanges(actions, (action) => action.workersDirect ?? action.participants)
  const workersIndirect = packRanges(actions, (action) => action.workersIndirect)
  const daysNotWorked = packRanges(actions, (action) => action.daysNotWorked)
  return (positions) => {
    const stoppages = new Int32Array(positions.length)
    let [of, strikes, lockouts, fromParticipants, reported] = [0, 0, 0, 0, 0]
    for (let n = 0; n < positions.length; n++) {
      const own = flags[positions[n]!]!
      if ((own & (STRIKE | LOCKOUT)) === 0) continue
      stoppages[of++] = positions[n]!
      if (own & STRIKE) strikes++
      if (own & LOCKOUT) lockouts++
      if (own & FROM_PARTICIPANTS) fromParticipants++
      if (own & REPORTED) reported++
    }
    const all = stoppages.subarray(0, of)
    return {
      strikes,
      lockouts,
      stoppages: of,
      workers: { ...sumOf(all, workers), fromParticipants },
      workersIndirect: sumOf(all, workersIndirect),
      daysNotWorked: { ...sumOf(all, daysNotWorked), reported },
    }
  }
}

/** Ranges by position: NaN where none is told, an infinite `high` where it has no ceiling. */
interface Ranges {
  readonly low: Float64Array
  readonly high: Float64Array
}

function packRanges(actions: readonly CountedAction[], rangeOf: (action: CountedAction) => Range | null): Ranges {
  const low = new Float64Array(actions.length).fill(Number.NaN)
  const high = new Float64Array(actions.length).fill(Number.NaN)
  actions.forEach((action, i) => {
    const range = rangeOf(action)
    if (range === null) return
    low[i] = range.min
    high[i] = range.max ?? Number.POSITIVE_INFINITY
  })
  return { low, high }
}

function sumOf(positions: Int32Array, ranges: Ranges): Sum {
  let [low, high, known, open] = [0, 0, 0, 0]
  for (const i of positions) {
    if (Number.isNaN(ranges.low[i])) continue
    known++
    low += ranges.low[i]!
    high += ranges.high[i]!
    if (ranges.high[i] === Number.POSITIVE_INFINITY) open++
  }
  return {
    low: known === 0 ? null : low,
    high: known === 0 || open > 0 ? null : high,
    known,
    of: positions.length,
    open,
  }
}
