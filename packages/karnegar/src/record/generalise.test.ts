import { builtInKnowledge } from "@karnegar/coder"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { publishedAction } from "../../../../tests/support/published-actions.ts"
import { type Attested, DELAY_DAYS, exposureOf, generalise, isDue, SMALL } from "./generalise.ts"
import { registersFrom } from "./registers.ts"
import type { LocalAction, PublishedAction } from "./types.ts"

const registers = registersFrom(builtInKnowledge())
const places = [...builtInKnowledge().places.values()]
const atPlace = fc.constantFrom(...places).map(
  ({ id, name, nameEn, type, provinceId, lat, lon }): Omit<LocalAction, "id"> => ({
    placeId: id,
    nameFa: name,
    nameEn,
    type,
    provinceId,
    lat,
    lon,
  }),
)
/** Actions at places of the gazetteer, many of them of few people, with instants where days belong. */
const anyAction: fc.Arbitrary<PublishedAction> = fc
  .tuple(publishedAction, fc.array(atPlace, { maxLength: 4 }), fc.option(fc.integer({ min: 0, max: 30 })), fc.boolean())
  .map(([action, where, few, instant]) => ({
    ...action,
    coarse: false,
    places: where.map((place, i) => ({ ...place, id: `${action.id}.${i + 1}` })),
    participants: few === null ? action.participants : { min: few, max: few },
    start: action.start !== null && instant ? `${action.start}T03:04:05Z` : action.start,
  }))
const origins = fc.integer({ min: 0, max: 4 })
const told = (action: PublishedAction, from: number) =>
  generalise(action, exposureOf(action, { origins: from }), registers)
const ranges = (a: PublishedAction) => [a.participants, a.workersDirect, a.workersIndirect].filter((n) => n !== null)

/** Numbers that an attack sets against one another. */
const SOLVED = ["participants", "workersDirect", "workersIndirect", "workforceSize", "daysNotWorked"] as const

/** What a stranger who kept every version can reckon: numbers of fewer than ten people, exactly. */
function smallNumbersIn(versions: readonly PublishedAction[]): readonly number[] {
  const exact = (field: (typeof SOLVED)[number]) =>
    new Set(
      versions.flatMap((version) => {
        const value = version[field]
        if (typeof value === "number") return [value]
        return value !== null && value.min === value.max ? [value.min] : []
      }),
    )
  const [took, direct, indirect, size, lost] = SOLVED.map(exact) as [Set<number>, ...Set<number>[]]
  const both = [...direct!].flatMap((d) => [...indirect!].map((i) => d + i))
  const wholes = [...took, ...size!]
  const parts = [
    ...direct!,
    ...indirect!,
    ...both,
    ...took,
    ...[...took].flatMap((p) => [...indirect!].map((i) => p + i)),
  ]
  const days = versions.flatMap(({ start, end }) => (Date.parse(end!) - Date.parse(start!)) / 864e5 + 1)
  return [
    ...wholes,
    ...parts,
    ...wholes.flatMap((whole) => parts.map((part) => whole - part)),
    ...[...lost!].flatMap((sum) => days.map((n) => sum / n)),
  ].filter((n) => Number.isInteger(n) && n > 0 && n < SMALL)
}

describe("generalise", () => {
  test("tells no number of people under ten exactly, and of exposed actions none at all", () => {
    fc.assert(
      fc.property(anyAction, origins, (action, from) => {
        const out = told(action, from)
        for (const { min, max } of ranges(out)) {
          expect(min === 0 || min === 1 || min >= SMALL).toBe(true)
          expect(max === null || max === 0 || max >= SMALL - 1).toBe(true)
          if (out.coarse && max !== null && max > 0) expect(max - min).toBeGreaterThanOrEqual(SMALL - 2)
        }
        if (out.workforceSize !== null) expect(out.workforceSize).toBeGreaterThanOrEqual(SMALL)
      }),
    )
  })

  test("keeps the true number within what is told", () => {
    fc.assert(
      fc.property(anyAction, origins, (action, from) => {
        const out = told(action, from)
        for (const field of ["participants", "workersDirect", "workersIndirect"] as const) {
          const [was, is] = [action[field], out[field]]
          if (was === null || is === null) expect(is).toBe(was)
          else {
            expect(is.min).toBeLessThanOrEqual(was.min)
            if (is.max !== null) expect(is.max).toBeGreaterThanOrEqual(was.max ?? Number.POSITIVE_INFINITY)
          }
        }
      }),
    )
  })

  test("shows of an exposed action neither a workplace nor a place finer than a county, each place once", () => {
    let counties = 0
    fc.assert(
      fc.property(anyAction, origins, (action, from) => {
        const out = told(action, from)
        if (!out.coarse) return
        expect([out.workplace, out.establishments, out.workforceSize, out.daysNotWorked]).toEqual([
          null,
          null,
          null,
          null,
        ])
        for (const { placeId, type } of out.places) {
          if (placeId !== null && registers.widerPlace(placeId) !== null) throw new Error(`${placeId} is too fine`)
          expect(["site", "village", "district"]).not.toContain(type)
          if (type === "county") counties++
        }
        expect(new Set(out.places.map((p) => p.placeId)).size).toBe(out.places.length)
        expect(out.places.map((p) => p.id)).toEqual(out.places.map((_, i) => `${action.id}.${i + 1}`))
      }),
      { numRuns: 500 },
    )
    expect(counties).toBeGreaterThan(20)
  })

  test("tells days, never instants", () => {
    fc.assert(
      fc.property(anyAction, origins, (action, from) => {
        const out = told(action, from)
        const days = [out.start, out.end, out.lastSeenOngoing, ...out.sources.map((s) => s.published)]
        for (const day of days) if (day !== null) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
    )
  })

  test("comes out the same each time, also of what it gave", () => {
    fc.assert(
      fc.property(anyAction, origins, (action, from) => {
        const once = told(action, from)
        expect(told(action, from)).toEqual(once)
        const exposure = exposureOf(action, { origins: from })
        expect(generalise(once, exposure, registers)).toEqual(once)
      }),
    )
  })

  test("gives no exact small number away between two versions of an action", () => {
    const number = fc.integer({ min: 1, max: 400 })
    const known = (n: number, action: PublishedAction) => ({ ...action, participants: { min: n, max: n } })
    fc.assert(
      fc.property(anyAction, number, number, (action, before, after) => {
        const [a, b] = [told(known(before, action), 1), told(known(after, action), 1)]
        const [from, to] = [a.participants!, b.participants!]
        if (from.min === to.min && from.max === to.max) return
        // What may be followed: the least and the most that the number can have changed by.
        const width = to.max! - from.min - (to.min - from.max!)
        const small = Math.min(before, after) < SMALL || a.coarse || b.coarse
        if (small) expect(width).toBeGreaterThanOrEqual(SMALL - 2)
      }),
      { numRuns: 2_000 },
    )
  })

  test("leaves no small number to be had by taking one number from another, nor from an earlier version", () => {
    const [some, all] = [fc.integer({ min: 10, max: 60 }), fc.integer({ min: 10, max: 120 })]
    const numbers = fc.record({ p: fc.option(all), d: fc.option(some), i: fc.option(fc.integer({ min: 1, max: 40 })) })
    const point = (n: number | null) => (n === null ? null : { min: n, max: n })
    const draw = fc
      .tuple(anyAction, numbers, fc.option(all), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 400 }))
      .map(
        ([action, { p, d, i }, workforceSize, length, lost]): PublishedAction => ({
          ...action,
          start: "2024-05-01",
          end: `2024-05-0${Math.max(1, length)}`,
          workforce: "sugar",
          jointWith: [],
          participants: point(p),
          workersDirect: point(d),
          workersIndirect: point(i),
          workforceSize,
          daysNotWorked: { min: lost, max: lost, how: "reported" },
        }),
      )
    const bare = (action: PublishedAction) => action
    let solved = 0
    fc.assert(
      fc.property(draw, fc.subarray([...SOLVED]), (action, known) => {
        // At first fewer of the numbers were known.
        const before = { ...action, ...Object.fromEntries(known.map((field) => [field, null])) }
        expect(smallNumbersIn([told(before, 2), told(action, 2)])).toEqual([])
        solved += smallNumbersIn([bare(before), bare(action)]).length
      }),
      { numRuns: 2_000 },
    )
    // The same attack on what is not generalised.
    expect(solved).toBeGreaterThan(1_000)
  })

  test("leaves an action that exposes nobody as it is", () => {
    fc.assert(
      fc.property(publishedAction, (drawn) => {
        const action = {
          ...drawn,
          repression: [],
          workforce: "sugar" as const,
          jointWith: [],
          participants: { min: 300, max: 500 },
          workersDirect: null,
          workersIndirect: null,
          workforceSize: 5_000,
          lastSeenOngoing: null,
          daysNotWorked: { min: 60_000, max: null, how: "reported" as const },
          coarse: false,
        }
        expect(told(action, 1)).toEqual(action)
      }),
    )
  })
})

describe("exposureOf", () => {
  const plain = {
    ...fc.sample(publishedAction, { numRuns: 1, seed: 7 })[0]!,
    workforce: "sugar",
    jointWith: [],
    repression: [],
    participants: null,
    workersDirect: null,
    workforceSize: null,
    evidence: "single_source",
  } as const satisfies PublishedAction
  const cases: readonly (readonly [
    name: string,
    more: Partial<PublishedAction>,
    origins: number,
    want: string | null,
  ])[] = [
    ["a strike of nobody knows how many", {}, 1, null],
    ["nine people", { participants: { min: 5, max: 9 } }, 3, "small"],
    ["ten people", { participants: { min: 10, max: 10 } }, 1, null],
    ["at least five", { participants: { min: 5, max: null } }, 1, null],
    ["eight who stopped work", { workersDirect: { min: 8, max: 8 } }, 2, "small"],
    ["a workshop of four", { workforceSize: 4 }, 2, "small"],
    ["kolbars", { workforce: "kolbars" }, 3, "hunted"],
    ["others together with fuel carriers", { jointWith: ["fuel_carriers"] }, 3, "hunted"],
    ["arrests told by one", { repression: ["arrest"] }, 1, "persons"],
    ["arrests told by two", { repression: ["arrest"] }, 2, null],
    ["arrests among three hundred", { repression: ["arrest"], participants: { min: 300, max: 300 } }, 1, null],
    ["arrests that an official confirmed", { repression: ["arrest"], evidence: "official_confirmation" }, 1, null],
    ["a gathering that was prevented", { repression: ["prevented"] }, 1, null],
  ]
  for (const [name, more, from, want] of cases)
    test(`says ${want} of ${name}`, () => expect(exposureOf({ ...plain, ...more }, { origins: from })).toBe(want))
})

describe("isDue", () => {
  const heard = "2024-05-05"
  const cases: readonly (readonly [today: string, attested: Attested, exposure: "small" | null, want: boolean])[] = [
    ["2024-05-05", { origins: 1, heard }, "small", false],
    ["2024-05-07", { origins: 1, heard }, "small", false],
    ["2024-05-08", { origins: 1, heard }, "small", true],
    ["2024-05-05", { origins: 2, heard }, "small", true],
    ["2024-05-05", { origins: 1, heard }, null, true],
    ["2024-05-05", { origins: 1, heard: null }, "small", true],
  ]
  for (const [today, attested, exposure, want] of cases)
    test(`says ${want} on ${today} of ${attested.origins} origins first heard ${attested.heard}, exposure ${exposure}`, () =>
      expect(isDue(exposure, attested, today)).toBe(want))

  test("waits between 24 and 72 hours", () => expect(DELAY_DAYS).toBe(3))
})
