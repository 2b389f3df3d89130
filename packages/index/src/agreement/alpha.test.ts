import { describe, expect, test } from "vitest"
import { type Agreement, agreementOf, RESAMPLES, type Unit } from "./alpha.ts"
import { INTERVAL, MASI, NOMINAL, ordinal, RATIO, type Scale, type Stretch } from "./scales.ts"

/** Rows of coders as units; a dot is missing. */
function units(...coders: readonly string[]): Unit<string>[] {
  const rows = coders.map((row) => row.trim().split(/\s+/))
  return rows[0]!.map((_, u) => ({
    cluster: String(u),
    values: rows.map((row) => (row[u] === "." ? null : row[u]!)),
  }))
}
const asNumbers = (coded: readonly Unit<string>[]): Unit<Stretch>[] =>
  coded.map(({ cluster, values }) => ({
    cluster,
    values: values.map((value) => (value === null ? null : ([Number(value), Number(value)] as const))),
  }))

/* K. Krippendorff, “Computing Krippendorff's Alpha-Reliability”, University of Pennsylvania 2011, sections A to D. */
const A = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
const B = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
const C = units(
  "1 2 3 3 2 1 4 1 2 . . .",
  "1 2 3 3 2 2 4 1 2 5 . 3",
  ". 3 3 3 2 3 4 2 2 5 1 .",
  "1 2 3 3 2 4 4 1 2 5 1 .",
)
const round = ({ alpha }: Agreement) => Number(alpha!.toFixed(3))

describe("agreementOf", () => {
  const cases: readonly (readonly [string, () => Agreement, number])[] = [
    ["A: two coders, two values, none missing", () => agreementOf(A, NOMINAL, 1), 0.095],
    ["B: two coders, nominal, none missing", () => agreementOf(B, NOMINAL, 1), 0.692],
    ["C: four coders, nominal, missing values", () => agreementOf(C, NOMINAL, 1), 0.743],
    ["D: the same, ordinal", () => agreementOf(C, ordinal(["1", "2", "3", "4", "5"]), 1), 0.815],
    ["D: the same, interval", () => agreementOf(asNumbers(C), INTERVAL, 1), 0.849],
    ["D: the same, ratio", () => agreementOf(asNumbers(C), RATIO, 1), 0.797],
  ]
  for (const [name, work, want] of cases)
    test(`gives what was published: ${name}`, () => expect(round(work())).toBe(want))

  test("counts units, pairs and what only one coder gave", () => {
    // Unit 12 of C has one value; unit 1 three, units 10 and 11 three and two.
    const { units, pairs, single } = agreementOf(C, NOMINAL, 1)
    expect([units, pairs, single]).toEqual([11, 3 + 8 * 6 + 3 + 1, 1])
  })

  test("reckons observed and expected disagreement of A as published: 8 of 20 values, 168 of 380 pairs", () => {
    const { observed, expected } = agreementOf(A, NOMINAL, 1)
    expect([observed, expected]).toEqual([8 / 20, 168 / 380])
  })

  test("tells another figure when chance is reckoned wrongly", () => {
    // As Scott's pi does it: values drawn with putting back. Example A is small enough to show it.
    const { observed, expected } = agreementOf(A, NOMINAL, 1)
    const n = 20
    expect(Number((1 - observed / (expected * ((n - 1) / n))).toFixed(3))).not.toBe(0.095)
  })

  test("is 1 where all agree, below 0 where they agree less than by chance, and nothing where nothing varies", () => {
    expect(round(agreementOf(units("a b a b", "a b a b"), NOMINAL, 1))).toBe(1)
    expect(agreementOf(units("a b a b", "b a b a"), NOMINAL, 1).alpha).toBeLessThan(0)
    expect(agreementOf(units("a a a a", "a a a a"), NOMINAL, 1)).toMatchObject({
      alpha: null,
      interval: null,
      units: 4,
    })
    expect(agreementOf(units("a . b", ". a ."), NOMINAL, 1)).toMatchObject({
      alpha: null,
      units: 0,
      pairs: 0,
      single: 3,
    })
    expect(agreementOf([], NOMINAL, 1).alpha).toBeNull()
  })

  test("gives the same interval for the same seed, around alpha, narrower with more units", () => {
    const many = Array.from({ length: 12 }, (_, k) => B.map((u) => ({ ...u, cluster: `${u.cluster} ${k}` }))).flat()
    const [few, again, more] = [agreementOf(B, NOMINAL, 7), agreementOf(B, NOMINAL, 7), agreementOf(many, NOMINAL, 7)]
    expect(few).toEqual(again)
    expect(few.interval!.low).toBeLessThan(few.alpha!)
    expect(few.interval!.high).toBeGreaterThan(few.alpha!)
    const width = ({ interval }: Agreement) => interval!.high - interval!.low
    expect(width(more)).toBeLessThan(width(few) / 2)
    expect(RESAMPLES).toBeGreaterThanOrEqual(1_000)
  })

  test("draws units of one cluster together", () => {
    const apart = Array.from({ length: 10 }, (_, k) => B.map((u) => ({ ...u, cluster: `${u.cluster} ${k}` }))).flat()
    const together = Array.from({ length: 10 }, () => B).flat()
    const width = (coded: readonly Unit<string>[]) => {
      const { low, high } = agreementOf(coded, NOMINAL, 3).interval!
      return high - low
    }
    expect(width(together)).toBeGreaterThan(width(apart) * 2)
  })
})

describe("scales", () => {
  const between = <V>(scale: Scale<V>, a: V, b: V) => Number(scale.between([a, b], [1, 1])(0, 1).toFixed(4))
  // R. Passonneau, “Measuring Agreement on Set-valued Items (MASI)”, LREC 2006: J × M, M of 1, 2/3, 1/3, 0.
  test("MASI counts a set that holds the other for more than one that crosses it", () => {
    expect(between(MASI, ["a", "b"], ["b", "a"])).toBe(0)
    expect(between(MASI, ["a", "b"], ["a"])).toBe(Number((1 - (1 / 2) * (2 / 3)).toFixed(4)))
    expect(between(MASI, ["a", "b"], ["b", "c"])).toBe(Number((1 - (1 / 3) * (1 / 3)).toFixed(4)))
    expect(between(MASI, ["a"], ["b"])).toBe(1)
    expect(between(MASI, [], [])).toBe(0)
    expect(between(MASI, [], ["a"])).toBe(1)
  })
  test("a range differs at both its ends; an open end from any closed one", () => {
    expect(between(RATIO, [100, 100], [300, 300])).toBe(0.25)
    expect(between(RATIO, [100, null], [100, 100])).toBe(0.5)
    expect(between(RATIO, [100, null], [100, null])).toBe(0)
    expect(between(RATIO, [0, 0], [0, 0])).toBe(0)
    expect(between(INTERVAL, [10, 10], [12, 14])).toBe((4 + 16) / 2)
  })
})
