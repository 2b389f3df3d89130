import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { following, type Lags, ROUNDS, shiftsOf } from "./following.ts"

/** The same by sets of days, word for word. */
function naive(
  leading: readonly number[],
  followers: readonly number[],
  first: number,
  last: number,
  [from, to]: Lags,
) {
  const length = last - first + 1
  const within = (days: readonly number[]) => [...new Set(days)].filter((d) => d >= first && d <= last)
  const count = (shift: number) => {
    const moved = new Set(within(leading).map((d) => first + ((d - first + shift) % length)))
    return within(followers).filter((day) => {
      for (let lag = from; lag <= to; lag++) if (day - lag >= first && moved.has(day - lag)) return true
      return false
    }).length
  }
  const counts = shiftsOf(length).map(count)
  const followed = count(0)
  return {
    lags: [from, to],
    of: within(followers).length,
    followed,
    expected: counts.length === 0 ? followed : counts.reduce((a, b) => a + b, 0) / counts.length,
    p: (1 + counts.filter((c) => c >= followed).length) / (1 + counts.length),
  }
}

const WINDOWS = [
  [1, 3],
  [4, 7],
  [8, 14],
] as const

describe("following", () => {
  test("gives what sets of days give, word for word", () => {
    const days = fc.array(fc.integer({ min: 90, max: 160 }), { maxLength: 30 })
    fc.assert(
      fc.property(days, days, fc.integer({ min: 100, max: 150 }), (a, b, last) => {
        const got = following(a, b, { first: 100, last }, WINDOWS)
        expect(got).toEqual(WINDOWS.map((lags) => naive(a, b, 100, last, lags)))
      }),
      { numRuns: 200 },
    )
  })

  test("gives the same where shifts are drawn, and the same again", () => {
    const a = Array.from({ length: 60 }, (_, i) => (i * 37) % 1500)
    const b = Array.from({ length: 60 }, (_, i) => (i * 53 + 11) % 1500)
    const got = following(a, b, { first: 0, last: 1499 }, WINDOWS)
    expect(got).toEqual(WINDOWS.map((lags) => naive(a, b, 0, 1499, lags)))
    expect(following(a.toReversed(), b, { first: 0, last: 1499 }, WINDOWS)).toEqual(got)
    expect(shiftsOf(1500)).toHaveLength(ROUNDS)
    expect(shiftsOf(1500).every((s) => s >= 1 && s <= 1499)).toBe(true)
  })

  test("sees a series that always comes two days after another, and at no other lag", () => {
    const a = Array.from({ length: 20 }, (_, i) => i * 41 + ((i * i) % 13))
    const [near, later] = following(
      a,
      a.map((d) => d + 2),
      { first: 0, last: 900 },
      WINDOWS,
    )
    expect(near!.followed).toBe(20)
    expect(near!.expected).toBeLessThan(4)
    expect(near!.p).toBeLessThan(0.01)
    expect(later!.p).toBeGreaterThan(0.05)
  })

  test("is seldom sure of series that have nothing to do with each other", () => {
    let state = 1
    const draw = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return (state >> 8) % below
    }
    const sure = Array.from({ length: 200 }, () => {
      const series = () => Array.from({ length: 25 }, () => draw(400))
      return following(series(), series(), { first: 0, last: 399 }, [[1, 3]])[0]!.p < 0.05
    }).filter((yes) => yes).length
    expect(sure).toBeLessThan(200 * 0.09)
  })

  test("says nothing of no days, and of a span of one", () => {
    expect(following([], [5], { first: 0, last: 20 }, [[1, 3]])[0]).toMatchObject({ of: 1, followed: 0, p: 1 })
    expect(following([3], [], { first: 0, last: 20 }, [[1, 3]])[0]).toMatchObject({ of: 0, followed: 0, p: 1 })
    expect(following([3], [3], { first: 3, last: 3 }, [[1, 3]])[0]).toMatchObject({ of: 1, followed: 0, p: 1 })
  })
})
