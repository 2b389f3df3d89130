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

/** Durations of any part of some actions, from typed columns. */
export type DurationsOf = (positions: ArrayLike<number>) => Durations

/** What of the length of a stoppage is known. */
const [NO_STOPPAGE, UNKNOWN, KNOWN, ONGOING] = [0, 1, 2, 3]

/**
 * Packs actions once, for the durations of strikes and lockouts among any part of them. What is not known adds nothing: the
 * average is of the known ones alone.
 */
export function packDurations(actions: readonly CountedAction[]): DurationsOf {
  const told = new Uint8Array(actions.length)
  const lengthDays = new Uint32Array(actions.length)
  actions.forEach(({ forms, start, end, precision, status, lastSeenOngoing }, i) => {
    if (!forms.includes("strike") && !forms.includes("lockout")) return
    const known = end ?? lastSeenOngoing
    // The codebook leaves the end of a one-day act empty; such an act is `held`.
    if (start === null || precision !== "day" || (known === null && status !== "held")) {
      told[i] = UNKNOWN
      return
    }
    told[i] = end === null && known !== null ? ONGOING : KNOWN
    lengthDays[i] = known === null ? 1 : Math.max(0, dayOf(known) - dayOf(start)) + 1
  })
  return (positions) => {
    const lengths = new Uint32Array(positions.length)
    let [of, known, days, ongoing, ongoingDays] = [0, 0, 0, 0, 0]
    for (let n = 0; n < positions.length; n++) {
      const i = positions[n]!
      if (told[i] === NO_STOPPAGE) continue
      of++
      if (told[i] === KNOWN) {
        lengths[known++] = lengthDays[i]!
        days += lengthDays[i]!
      } else if (told[i] === ONGOING) {
        ongoing++
        ongoingDays += lengthDays[i]!
      }
    }
    const sorted = lengths.subarray(0, known).sort()
    return {
      known,
      of,
      days,
      median: sorted[Math.floor((known - 1) / 2)] ?? null,
      ongoing: { known: ongoing, days: ongoingDays },
    }
  }
}
