/**
 * Krippendorff's alpha: how far people who coded the same units agree beyond what chance would give.
 *
 * By coincidences, as K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), does: alpha = 1 − observed / expected
 * disagreement. What a coder left out is missing, never a value; a unit with fewer than two values tells nothing.
 */
import { seeded } from "../seeded.ts"
import type { Scale } from "./scales.ts"

/** What coders gave one unit: a value each, null where nothing was given. */
export interface Unit<V> {
  /** Units that were drawn together, such as actions of one report: the interval draws them together again. */
  readonly cluster: string
  readonly values: readonly (V | null)[]
}

/** How far coders agree about one field. */
export interface Agreement {
  /** Null where no two values were compared, or all are the same: nothing varies, so nothing can be agreed about. */
  readonly alpha: number | null
  /** Range that holds 95 of 100 resamples; null where alpha is, or where most resamples vary in nothing. */
  readonly interval: { readonly low: number; readonly high: number } | null
  /** Units with two values or more. */
  readonly units: number
  /** Pairs of values that were compared. */
  readonly pairs: number
  /** Units where only one coder gave a value. */
  readonly single: number
  /** Mean difference within units, and between any two values: what alpha is made of. */
  readonly observed: number
  readonly expected: number
}

/** Resamples that the interval is read from. */
export const RESAMPLES = 1_000

/**
 * Alpha of one field with its interval.
 *
 * The interval is a bootstrap over clusters (percentiles 2.5 and 97.5), drawn by the seed: the same values give the same range.
 */
export function agreementOf<V>(units: readonly Unit<V>[], scale: Scale<V>, seed: number): Agreement {
  const compared = units
    .map(({ cluster, values }) => ({ cluster, values: values.filter((value) => value !== null) as V[] }))
    .filter(({ values }) => values.length > 0)
  const several = compared.filter(({ values }) => values.length > 1)
  const { coded, values } = numbered(several)
  const difference = differences(values, scale)
  const whole = disagreement(coded, values.length, difference)
  const alpha = alphaOf(whole)
  return {
    alpha,
    interval: alpha === null ? null : intervalOf(coded, values.length, difference, seed),
    units: several.length,
    pairs: several.reduce((sum, unit) => sum + (unit.values.length * (unit.values.length - 1)) / 2, 0),
    single: compared.length - several.length,
    ...whole,
  }
}

/** A unit whose values are numbers of distinct values. */
interface Coded {
  readonly cluster: string
  readonly values: readonly number[]
}

function numbered<V>(units: readonly { readonly cluster: string; readonly values: readonly V[] }[]) {
  const numbers = new Map<string, number>()
  const values: V[] = []
  const coded = units.map(({ cluster, values: own }) => ({
    cluster,
    values: own.map((value) => {
      const key = JSON.stringify(value)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, values.length)
      return values.push(value) - 1
    }),
  }))
  return { coded, values }
}

/** Differences by the numbers of two values, for some counts; those that rest on no counts are worked out once. */
type Differences = (counts: readonly number[]) => (a: number, b: number) => number

function differences<V>(values: readonly V[], scale: Scale<V>): Differences {
  if (scale.name === "ordinal") return (counts) => scale.between(values, counts)
  const between = scale.between(values, [])
  const size = values.length
  const table = new Float64Array(size * size)
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) table[a * size + b] = between(a, b)
  return () => (a, b) => table[a * size + b]!
}

interface Disagreement {
  readonly observed: number
  readonly expected: number
}

function disagreement(units: readonly Coded[], size: number, differencesOf: Differences): Disagreement {
  const counts = new Array<number>(size).fill(0)
  let n = 0
  for (const { values } of units)
    for (const value of values) {
      counts[value]!++
      n++
    }
  if (n === 0) return { observed: 0, expected: 0 }
  const difference = differencesOf(counts)
  let within = 0
  for (const { values } of units) {
    let sum = 0
    for (const [i, a] of values.entries()) for (const [j, b] of values.entries()) if (i !== j) sum += difference(a, b)
    within += sum / (values.length - 1)
  }
  let between = 0
  const given = counts.flatMap((count, value) => (count > 0 ? [value] : []))
  for (const a of given) for (const b of given) if (a !== b) between += counts[a]! * counts[b]! * difference(a, b)
  return { observed: within / n, expected: between / (n * (n - 1)) }
}

function alphaOf({ observed, expected }: Disagreement): number | null {
  return expected === 0 ? null : 1 - observed / expected
}

function intervalOf(
  units: readonly Coded[],
  size: number,
  difference: Differences,
  seed: number,
): Agreement["interval"] {
  const byCluster = new Map<string, Coded[]>()
  for (const unit of units) byCluster.set(unit.cluster, [...(byCluster.get(unit.cluster) ?? []), unit])
  const clusters = [...byCluster.values()]
  const random = seeded(seed)
  const found: number[] = []
  for (let i = 0; i < RESAMPLES; i++) {
    const drawn = clusters.flatMap(() => clusters[Math.floor((random() / 2 ** 32) * clusters.length)]!)
    const alpha = alphaOf(disagreement(drawn, size, difference))
    if (alpha !== null) found.push(alpha)
  }
  if (found.length < RESAMPLES / 2) return null
  found.sort((a, b) => a - b)
  const at = (share: number) => found[Math.min(found.length - 1, Math.floor(share * found.length))]!
  return { low: at(0.025), high: at(0.975) }
}
