import { dayNumber, isoDay, WORKFORCES } from "@karnegar/coder"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { blockedPairs, dayOfReference, lookUpOf, mayBeOne } from "./blocking.ts"
import type { MergeFacts } from "./facts.ts"

const BASE: MergeFacts = {
  id: "a",
  reportId: "ra",
  published: "2023-06-10",
  source: null,
  isCall: false,
  forms: ["gathering"],
  status: "held",
  start: "2023-06-10",
  end: null,
  precision: "day",
  placeIds: ["t1"],
  provinceIds: ["p1"],
  coordinates: [],
  nationwide: false,
  placesCount: null,
  workforce: "health",
  jointWith: [],
  workplaceId: null,
  employer: null,
  organisationIds: [],
  participants: null,
  demands: [],
  outcomes: [],
  repression: [],
}
const facts = (over: Partial<MergeFacts>): MergeFacts => ({ ...BASE, ...over })

describe("mayBeOne", () => {
  const cases: readonly (readonly [string, Partial<MergeFacts>, boolean])[] = [
    ["pairs one workforce, place and day", {}, true],
    ["pairs towns of one province", { placeIds: ["t2"] }, true],
    ["does not pair provinces", { placeIds: ["t9"], provinceIds: ["p9"] }, false],
    ["pairs a nationwide act with a town", { placeIds: [], provinceIds: [], nationwide: true }, true],
    ["pairs an act of unknown place", { placeIds: [], provinceIds: [] }, true],
    ["pairs an act whose trade is not told", { workforce: "workers_other" }, true],
    ["does not pair workforces that nobody mixes up", { workforce: "mining" }, false],
    ["does not pair days further apart than the window", { start: "2023-07-02" }, false],
    ["pairs the last day of the window", { start: "2023-07-01" }, true],
    [
      "goes by the report's day where no start is known",
      { start: null, precision: "unknown", published: "2023-06-20" },
      true,
    ],
    ["does not pair what has no day at all", { start: null, published: null }, false],
    ["does not pair a call with an act", { isCall: true, status: "called" }, false],
    ["does not pair two of one report", { reportId: "ra" }, false],
  ]
  for (const [name, over, want] of cases) {
    test(name, () => expect(mayBeOne(facts({}), facts({ id: "b", reportId: "rb", ...over }))).toBe(want))
  }
  test("pairs one workplace over a longer time, whatever the trade and place", () => {
    const plant = { workplaceId: "w", employer: "هپکو" }
    const later = { id: "b", reportId: "rb", workforce: "mining", provinceIds: ["p9"], placeIds: ["t9"] } as const
    expect(mayBeOne(facts(plant), facts({ ...plant, ...later, start: "2023-08-10" }))).toBe(true)
    expect(mayBeOne(facts(plant), facts({ ...plant, ...later, start: "2023-08-11" }))).toBe(false)
    expect(mayBeOne(facts(plant), facts({ ...plant, ...later, workplaceId: null }))).toBe(true)
    expect(mayBeOne(facts(plant), facts({ ...later, workplaceId: "v", employer: "دیگر" }))).toBe(false)
  })
})

const some: fc.Arbitrary<MergeFacts> = fc
  .record({
    start: fc.option(
      fc.nat(120).map((n) => isoDay(dayNumber("2023-05-01")! + n)),
      { nil: null },
    ),
    workforce: fc.constantFrom(...WORKFORCES.slice(0, 6), "workers_other" as const),
    place: fc.nat(3),
    nationwide: fc.boolean(),
    workplaceId: fc.option(fc.constantFrom("w1", "w2"), { nil: null }),
    employer: fc.option(fc.constantFrom("e1", "e2"), { nil: null }),
    isCall: fc.boolean(),
    report: fc.nat(5),
  })
  .map(({ place, report, ...over }) =>
    facts({ ...over, placeIds: [`t${place}`], provinceIds: [`p${place % 2}`], reportId: `r${report}` }),
  )
const several = fc.array(some, { maxLength: 14 }).map((all) => all.map((one, i) => ({ ...one, id: `n${i}` })))

describe("blockedPairs", () => {
  test("gives each pair that may be one, once, in any order of arrival", () => {
    fc.assert(
      fc.property(several, (all) => {
        const keys = (given: readonly MergeFacts[]) =>
          blockedPairs(given, [])
            .map(([a, b]) => `${a.id} ${b.id}`)
            .sort()
        const want = all.flatMap((a) => all.filter((b) => a.id < b.id && mayBeOne(a, b)).map((b) => `${a.id} ${b.id}`))
        expect(keys(all)).toEqual(want.sort())
        expect(keys([...all].reverse())).toEqual(keys(all))
      }),
    )
  })
  test("finds them all by the ranges that a look-up asks for", () => {
    fc.assert(
      fc.property(several, (all) => {
        for (const [a, b] of blockedPairs(all, [])) {
          for (const [asked, answer] of [
            [a, b],
            [b, a],
          ] as const) {
            const { workforces, from, to, workplaceId, employer, workplaceFrom, workplaceTo } = lookUpOf(asked)!
            const day = dayOfReference(answer)!
            const byWorkforce = workforces.includes(answer.workforce) && from <= day && day <= to
            const sameName =
              (workplaceId !== null && workplaceId === answer.workplaceId) ||
              (employer !== null && employer === answer.employer)
            expect(byWorkforce || (sameName && workplaceFrom <= day && day <= workplaceTo)).toBe(true)
          }
        }
      }),
    )
  })
  test("pairs near-duplicate texts, days and places notwithstanding", () => {
    const far = facts({ id: "b", reportId: "rb", start: "2021-01-01", provinceIds: [], placeIds: [] })
    expect(blockedPairs([facts({}), far], [["rb", "ra"]])).toHaveLength(1)
    expect(blockedPairs([facts({}), { ...far, isCall: true }], [["rb", "ra"]])).toHaveLength(0)
  })
})
