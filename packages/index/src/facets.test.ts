import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { action, place } from "../../../tests/support/example-action.ts"
import { buildIndex, type Filter, NOT_TOLD } from "./build-index.ts"
import type { CountedAction } from "./counting/counted-action.ts"
import { FIELDS, readerOf } from "./counting/fields.ts"
import { measure } from "./counting/measures.ts"
import type { CountingRule } from "./counting/rule.ts"
import { tally } from "./counting/tally.ts"
import type { Period } from "./counting/units.ts"

/* The one implementation from typed columns against the plain one from objects, whatever the actions. */

const DAYS = ["2019-12-31", "2020-01-01", "2020-03-19", "2020-03-21", "2020-06-01", "2021-03-20"] as const
const day = fc.constantFrom(...DAYS)
const some = <T>(...codes: readonly T[]) => fc.subarray([...codes])
const range = fc.option(fc.record({ min: fc.constantFrom(5, 50, 5_000), max: fc.constant(null) }))
const drawn: fc.Arbitrary<CountedAction> = fc
  .record({
    forms: fc.subarray(["strike", "gathering", "march"], { minLength: 1 }),
    status: fc.constantFrom("held", "ongoing"),
    start: fc.option(day),
    length: fc.option(fc.constantFrom(0, 1, 40, 700)),
    precision: fc.constantFrom("day", "day", "week", "month", "year"),
    lastSeenOngoing: fc.option(day),
    places: fc.array(
      fc.record({
        placeId: fc.constantFrom("shush", "ahvaz", null),
        provinceId: fc.constantFrom("p6", "p1", null),
        type: fc.constantFrom("city", "province", "country"),
      }),
      { maxLength: 3 },
    ),
    placesCount: fc.option(fc.constantFrom(1, 70)),
    workforce: fc.constantFrom("sugar", "mining", "workers_other"),
    employment: some("contract", "retired"),
    jointWith: some("rail"),
    character: fc.constantFrom("economic", "political"),
    participants: range,
    demands: some("unpaid_wages", "insurance"),
    outcomes: some("paid"),
    repression: some("arrest"),
    workplace: fc.option(fc.record({ id: fc.constantFrom("w1", "w2") })),
    organisations: fc.subarray([{ id: "o1" }, { id: "o2" }]),
    sources: fc.array(fc.constantFrom({ source: { key: "k1" } }, { source: null }), { maxLength: 2 }),
    enterpriseType: fc.option(fc.constant("state")),
    stateResponse: some("talks"),
    employerResponse: some("none"),
    settlement: fc.option(fc.constant("court")),
    state: fc.constantFrom("published", "unreviewed"),
    origin: fc.constantFrom("coding", "import"),
    evidence: fc.constantFrom("single_source", "independent_sources"),
  })
  .map(({ length, places, ...told }) => {
    const end = told.start === null || length === null ? null : Date.parse(told.start) + length * 864e5
    return action("", {
      ...told,
      end: end === null ? null : new Date(end).toISOString().slice(0, 10),
      places: places.map((one, i) => place(String(i), one)),
    })
  })
const actions = fc
  .array(drawn, { maxLength: 30 })
  .map((all) => all.map((one, i) => ({ ...one, id: `a${i}`, words: [] as string[] })))
const rules: fc.Arbitrary<CountingRule> = fc.constantFrom<CountingRule>(
  { kind: "action" },
  { kind: "place" },
  { kind: "place-day" },
  { kind: "dispute", gapDays: 0 },
  { kind: "dispute", gapDays: 61 },
)
const periods: fc.Arbitrary<Period> = fc.record({ from: fc.option(day), to: fc.option(day) })

describe("facets", () => {
  test("are the figures of tally, by every rule and field, over any selection and period", () => {
    fc.assert(
      fc.property(actions, rules, periods, fc.boolean(), (all, rule, period, strikes) => {
        const index = buildIndex(all)
        const selection = index.select(strikes ? { form: "strike" } : {})
        const facets = index.facets(selection, rule, FIELDS, period)
        const chosen = [...selection].map((i) => index.rows[i]!)
        for (const field of FIELDS) {
          const plain = tally(chosen, rule, [field], period)
          const rows = plain.rows.flatMap(({ keys: [key], count }) => (key == null ? [] : [[key, count]]))
          expect([field, [...facets.by.get(field)!.counts].sort()]).toEqual([field, rows.sort()])
          expect([field, facets.by.get(field)!.withoutValue]).toEqual([field, plain.withoutValue[0]])
          expect([facets.total, facets.rule, facets.notes]).toEqual([plain.total, plain.rule, plain.notes])
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe("select", () => {
  test("agrees with a naive filter by every field, by one value, several, or none told", () => {
    const wanted = fc
      .constantFrom(...FIELDS)
      .chain((field) =>
        fc
          .subarray(
            [
              "strike",
              "sugar",
              "unpaid_wages",
              "p6",
              "shush",
              "w1",
              "o2",
              "1398-12",
              "2020",
              "2020-03-19",
              "1399-01-02",
            ].concat([
              "k1",
              "rail",
              "day",
              "20-99",
              "city",
              "2020-03-16",
              "1398-12-24",
              "court",
              "held",
              "import",
              NOT_TOLD,
            ]),
            { minLength: 1 },
          )
          .map((values): Filter => ({ [field]: values.length === 1 ? values[0]! : values })),
      )
    fc.assert(
      fc.property(actions, wanted, wanted, (all, one, two) => {
        const filter = { ...one, ...two }
        const index = buildIndex(all)
        const naive = index.rows.filter((row) =>
          FIELDS.every((field) => {
            const values = filter[field]
            if (values === undefined) return true
            const own = tally([row], { kind: "action" }, [field]).rows.map(({ keys }) => keys[0] ?? NOT_TOLD)
            return own.some((value) => [values].flat().includes(value))
          }),
        )
        expect([...index.select(filter)].map((i) => index.rows[i]!.id)).toEqual(naive.map((row) => row.id))
      }),
      { numRuns: 500 },
    )
  })

  test("reads every field by a reader", () =>
    expect(FIELDS.map((field) => readerOf(field).of)).not.toContain(undefined))
})

describe("a selection", () => {
  test("is taken apart by any field, and narrowed to values of it, as select would", () => {
    fc.assert(
      fc.property(actions, fc.constantFrom(...FIELDS), fc.boolean(), (all, field, strikes) => {
        const index = buildIndex(all)
        const own: Filter = strikes ? { form: "strike" } : {}
        const selection = index.select(own)
        const parts = [...index.parts(selection, field)]
        expect(parts.map(([value, part]) => [value, [...part]])).toEqual(
          parts.map(([value]) => {
            const one = buildIndex(index.rows).select({ [field]: value ?? NOT_TOLD })
            return [value, [...one].filter((i) => selection.includes(i))]
          }),
        )
        for (const [value, part] of parts)
          if (value !== null) expect(index.having(selection, field, [value, "nothing"])).toEqual(part)
        expect(new Set(parts.flatMap(([, part]) => [...part])).size).toBe(selection.length)
      }),
      { numRuns: 200 },
    )
  })

  test("has the measures of its actions alone", () => {
    fc.assert(
      fc.property(actions, fc.boolean(), (all, strikes) => {
        const index = buildIndex(all)
        const selection = index.select(strikes ? { form: "strike" } : {})
        const chosen = [...selection].map((i) => index.rows[i]!)
        expect(index.measures(selection)).toEqual(measure(chosen))
        const alone = buildIndex(chosen)
        expect(index.durations(selection)).toEqual(alone.durations(alone.select({})))
      }),
      { numRuns: 200 },
    )
  })
})

describe("a week", () => {
  const weekOf = (start: string, field: "jalali-week" | "gregorian-week") =>
    tally([action("a", { start })], { kind: "action" }, [field]).rows[0]!.keys[0]

  test("begins on Saturday in the Jalali calendar and on Monday in the Gregorian one", () => {
    // 2020-10-31 was a Saturday, 2020-11-02 a Monday.
    for (const start of ["2020-10-31", "2020-11-02", "2020-11-06"])
      expect(weekOf(start, "jalali-week")).toBe("1399-08-10")
    expect(weekOf("2020-11-07", "jalali-week")).toBe("1399-08-17")
    for (const start of ["2020-11-02", "2020-11-08"]) expect(weekOf(start, "gregorian-week")).toBe("2020-11-02")
    expect(weekOf("2020-11-01", "gregorian-week")).toBe("2020-10-26")
    expect(weekOf("1969-12-31", "gregorian-week")).toBe("1969-12-29")
  })
})
