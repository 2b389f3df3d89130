/** Days after one another: whether days of one series follow those of another more often than its own rhythm would make them. */
import { seeded } from "../seeded.ts"

/** A stretch of lags in days, both inclusive, from 1 on: the same day tells nothing of who followed whom. */
export type Lags = readonly [from: number, to: number]

/** How often days of one series follow days of another within some lags. */
export interface Following {
  readonly lags: Lags
  /** Days of the following series. */
  readonly of: number
  /** Those of them that have a day of the leading series so many days before. */
  readonly followed: number
  /** The mean number that the shifted series gave. */
  readonly expected: number
  /** Part of the shifts, with what was seen counted among them, that gave as many or more: never 0. */
  readonly p: number
}

/** Shifts that are drawn where there are more. */
export const ROUNDS = 999
/** What they are drawn by. */
const SEED = 0x6b617267

/**
 * Counts days that follow others, and holds the counts against the leading series shifted in time.
 *
 * A shift moves all leading days by the same number of days around the whole span: their number, bursts and gaps stay, and what ties
 * them to the following series goes. Every shift is tried where they are few; else `ROUNDS` of them are drawn by a seed, so that the same
 * days always give the same figures. It is a test of timing and of nothing else: what makes both come is not looked for.
 *
 * @param leading Day numbers, in any order; a day counts once. Days outside the span are left out.
 * @param span First and last day that are looked at.
 */
export function following(
  leading: readonly number[],
  followers: readonly number[],
  span: { readonly first: number; readonly last: number },
  windows: readonly Lags[],
): Following[] {
  const length = span.last - span.first + 1
  const inSpan = (days: readonly number[]) =>
    [...new Set(days)].filter((d) => d >= span.first && d <= span.last).map((d) => d - span.first)
  const days = inSpan(followers)
  const before = sumsOf(inSpan(leading), length)
  const shifts = shiftsOf(length)
  return windows.map((lags) => {
    const followed = countAt(before, length, days, lags, 0)
    let sum = 0
    let asMany = 0
    for (const shift of shifts) {
      const count = countAt(before, length, days, lags, shift)
      sum += count
      if (count >= followed) asMany++
    }
    const expected = shifts.length === 0 ? followed : sum / shifts.length
    return { lags, of: days.length, followed, expected, p: (1 + asMany) / (1 + shifts.length) }
  })
}

/** Of a ring of days, twice around: number of leading days before each position. */
function sumsOf(leading: readonly number[], length: number): Uint32Array {
  const sums = new Uint32Array(2 * length + 1)
  const has = new Uint8Array(length)
  for (const day of leading) has[day] = 1
  for (let i = 0; i < 2 * length; i++) sums[i + 1] = sums[i]! + has[i % length]!
  return sums
}

/** Days that have a leading one within the lags before them, once the leading ones are moved on by `shift`. */
function countAt(sums: Uint32Array, length: number, days: readonly number[], [from, to]: Lags, shift: number): number {
  let count = 0
  for (const day of days) {
    const low = Math.max(0, day - to)
    const high = day - from
    if (high < low) continue
    // What stands at `low` after the shift stood `shift` days before it, around the ring.
    const start = (low - shift + length) % length
    if (sums[start + high - low + 1]! > sums[start]!) count++
  }
  return count
}

/** Shifts to try: all but none where they are few, else some of them by a seed. */
export function shiftsOf(length: number): number[] {
  if (length - 1 <= ROUNDS) return Array.from({ length: Math.max(0, length - 1) }, (_, i) => i + 1)
  const random = seeded(SEED)
  return Array.from({ length: ROUNDS }, () => 1 + (random() % (length - 1)))
}
