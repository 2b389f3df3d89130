import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { MergeFacts } from "./facts.ts"
import { mergeCodedActions } from "./merge-coded-actions.ts"

const NOTHING = () => ({ shared: 0, contained: 0 })

/** Teachers gathering in one town on a day of May 2023. */
const told = (id: string, day: number, over: Partial<MergeFacts> = {}): MergeFacts => ({
  id,
  reportId: `r-${id}`,
  published: `2023-05-${String(day).padStart(2, "0")}`,
  source: null,
  isCall: false,
  forms: ["gathering"],
  status: "held",
  start: `2023-05-${String(day).padStart(2, "0")}`,
  end: null,
  precision: "day",
  placeIds: ["shiraz"],
  provinceIds: ["p17"],
  coordinates: [],
  nationwide: false,
  placesCount: null,
  workforce: "education",
  jointWith: [],
  workplaceId: null,
  employer: null,
  organisationIds: [],
  participants: null,
  demands: ["job_grading"],
  outcomes: [],
  repression: [],
  ...over,
})
const wide = { nationwide: true, placeIds: [], provinceIds: [] } as const
const tehran = { placeIds: ["tehran"], provinceIds: ["p23"] } as const

describe("mergeCodedActions", () => {
  test("joins towns of a nationwide day by the report of the whole, and only then", () => {
    const towns = [told("a", 9), told("b", 9, tehran)]
    expect(new Set(mergeCodedActions(towns, NOTHING, []).actionOf.values()).size).toBe(2)
    expect(new Set(mergeCodedActions([...towns, told("c", 9, wide)], NOTHING, []).actionOf.values()).size).toBe(1)
    expect(new Set(mergeCodedActions([...towns, told("c", 16, wide)], NOTHING, []).actionOf.values()).size).toBe(3)
  })

  test("does not depend on the order of arrival", () => {
    const some = fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 20 }),
        over: fc.constantFrom({}, wide, tehran),
        running: fc.boolean(),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(some, fc.nat(), (drawn, by) => {
        const all = drawn.map(({ day, over, running }, i) =>
          told(`c${i}`, day, { ...over, status: running ? "ongoing" : "held" }),
        )
        const turned = [...all.slice(by % (all.length + 1)), ...all.slice(0, by % (all.length + 1))].reverse()
        const sorted = (given: readonly MergeFacts[]) => [...mergeCodedActions(given, NOTHING, []).actionOf].sort()
        expect(sorted(turned)).toEqual(sorted(all))
      }),
      { numRuns: 300 },
    )
  })
})
