import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { nextDue, type Reading } from "./next-due.ts"

const AT = new Date("2026-03-21T08:00:00Z")
const minutes = (reading: Reading, random = 0.5) =>
  Math.round((Date.parse(nextDue(AT, reading, random)) - AT.getTime()) / 6_000) / 10

describe("nextDue", () => {
  const cases: readonly (readonly [name: string, reading: Reading, minutes: number])[] = [
    ["comes back in half an hour to one that brought news", { quiet: 0 }, 30],
    ["comes back later to one that brought none", { quiet: 1 }, 45],
    ["comes back later still the second time", { quiet: 2 }, 67.5],
    ["comes back within six hours however quiet it is", { quiet: 400 }, 360],
    ["tries again soon after a failure that may pass", { failures: 1, passing: true, seconds: null }, 10],
    ["doubles the time with each failure", { failures: 4, passing: true, seconds: null }, 80],
    ["tries once a day at least", { failures: 300, passing: true, seconds: null }, 1_440],
    ["leaves one that is gone for longer", { failures: 1, passing: false, seconds: null }, 360],
    ["looks at one that is gone once a week at least", { failures: 90, passing: false, seconds: null }, 10_080],
    ["heeds what it was asked for", { failures: 1, passing: true, seconds: 7_200 }, 129],
    ["waits its own time where it was asked for less", { failures: 5, passing: true, seconds: 1 }, 160],
  ]
  for (const [name, reading, wanted] of cases) test(name, () => expect(minutes(reading)).toBe(wanted))

  test("moves the time by up to fifteen of a hundred either way", () => {
    expect(minutes({ quiet: 0 }, 0)).toBe(25.5)
    expect(minutes({ quiet: 0 }, 0.999_999)).toBe(34.5)
  })

  test("is never before it was asked for, never more often than every eight minutes, never beyond a week and a bit", () => {
    const reading = fc.oneof(
      fc.record({ quiet: fc.nat(10_000) }),
      fc.record({
        failures: fc.integer({ min: 1, max: 10_000 }),
        passing: fc.boolean(),
        seconds: fc.option(fc.nat(7 * 86_400)),
      }),
    )
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(reading, random, (one, r) => {
        const waited = minutes(one, r)
        expect(waited).toBeGreaterThanOrEqual(8)
        expect(waited).toBeLessThanOrEqual(7 * 24 * 60 * 1.16)
        if ("seconds" in one && one.seconds !== null) expect(waited * 60 + 6).toBeGreaterThanOrEqual(one.seconds)
      }),
    )
  })
})
