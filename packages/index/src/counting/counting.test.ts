import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { action, place } from "../../../../tests/support/example-action.ts"
import type { CountedAction } from "./counted-action.ts"
import { disputesOf } from "./disputes.ts"
import { BANDS, FIELDS, type Field, readerOf } from "./fields.ts"
import { measure } from "./measures.ts"
import { BY_ACTION, type CountingRule, readRule, ruleName } from "./rule.ts"
import { ASKED, readInclusion, standingOf } from "./standing.ts"
import { tally } from "./tally.ts"
import { MOST_DAYS } from "./units.ts"

const at = (kind: "place" | "place-day"): CountingRule => ({ kind })
const dispute = (gapDays: number): CountingRule => ({ kind: "dispute", gapDays })
const total = (actions: readonly CountedAction[], rule: CountingRule) => tally(actions, rule, []).total
const pairs = (actions: readonly CountedAction[], rule: CountingRule, by: Field) =>
  tally(actions, rule, [by]).rows.map(({ keys, count }) => [keys[0], count] as const)

describe("readRule", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["action", "action"],
    ["place", "place"],
    ["place-day", "place-day"],
    ["dispute", "dispute:61"],
    ["dispute:0", "dispute:0"],
    ["dispute:30", "dispute:30"],
    ["dispute:", null],
    ["dispute:-1", null],
    ["dispute:99999", null],
    ["dispute:6.5", null],
    ["Action", null],
    ["", null],
  ]
  for (const [written, want] of cases) {
    test(`takes «${written}» for ${want ?? "no rule"}`, () => {
      const rule = readRule(written)
      expect(rule === null ? null : ruleName(rule)).toBe(want)
    })
  }
})

describe("standingOf", () => {
  const cases = [
    ["published", "coding", "checked"],
    ["reviewed", "coding", "checked"],
    ["unreviewed", "coding", "unreviewed"],
    ["disputed", "coding", "disputed"],
    ["retracted", "coding", "retracted"],
    ["published", "import", "checked"],
    ["reviewed", "import", "checked"],
    ["unreviewed", "import", "imported"],
    ["disputed", "import", "disputed"],
    ["retracted", "import", "retracted"],
  ] as const
  for (const [state, origin, want] of cases) {
    test(`takes a ${state} action of ${origin} for ${want}`, () => expect(standingOf({ state, origin })).toBe(want))
  }
})

describe("readInclusion", () => {
  test("reads names in any order, once each, and all", () => {
    expect(readInclusion("imported, unreviewed,imported")).toEqual(["unreviewed", "imported"])
    expect(readInclusion("")).toEqual([])
    expect(readInclusion("all")).toEqual(ASKED)
  })
  test("refuses what is no standing, and what never counts", () => {
    expect(readInclusion("unreviewed,calls")).toBeNull()
    expect(readInclusion("retracted")).toBeNull()
    expect(readInclusion("checked")).toBeNull()
  })
})

describe("tally by action", () => {
  test("counts an action once for each of its values, and those without any apart", () => {
    const two = action("a", { demands: ["unpaid_wages", "insurance", "unpaid_wages"] })
    const figure = tally([two, action("b", { demands: ["insurance"] }), action("c")], BY_ACTION, ["demand"])
    expect(figure).toMatchObject({ rule: "action", by: ["demand"], total: 3, withoutValue: [1] })
    expect(figure.rows).toEqual([
      { keys: ["insurance"], count: 2 },
      { keys: ["unpaid_wages"], count: 1 },
      { keys: [null], count: 1 },
    ])
  })

  test("counts every combination across fields once", () => {
    const many = action("a", { forms: ["strike", "march"], places: [place("shush"), place("ahvaz")] })
    const { rows, total: units } = tally([many], BY_ACTION, ["form", "place"])
    expect(units).toBe(1)
    expect(rows.map((row) => row.keys.join(" "))).toEqual([
      "march ahvaz",
      "march shush",
      "strike ahvaz",
      "strike shush",
    ])
  })

  test("has months of the first day in both calendars, none for a day known to the year only", () => {
    const acts = [
      action("a", { start: "2020-10-31", end: "2020-11-05" }),
      action("b", { start: "2020-03-20", precision: "year" }),
      action("c", { start: null, precision: "unknown" }),
    ]
    expect(pairs(acts, BY_ACTION, "gregorian-month")).toEqual([
      [null, 2],
      ["2020-10", 1],
    ])
    expect(pairs(acts, BY_ACTION, "jalali-month")).toEqual([
      [null, 2],
      ["1399-08", 1],
    ])
    expect(pairs(acts, BY_ACTION, "jalali-year")).toEqual([
      ["1399", 2],
      [null, 1],
    ])
  })

  const bands = [
    [1, "1-19"],
    [19, "1-19"],
    [20, "20-99"],
    [199, "100-199"],
    [200, "200-999"],
    [2000, "2000-9999"],
    [70_000, "10000+"],
    [0, "1-19"],
  ] as const
  for (const [min, want] of bands) {
    test(`has at least ${min} participants in the band ${want}`, () =>
      expect(pairs([action("a", { participants: { min, max: null } })], BY_ACTION, "participants")).toEqual([
        [want, 1],
      ]))
  }
})

describe("tally by place", () => {
  test("counts each local action, in its own province, and tells what it could not", () => {
    const acts = [
      action("a", { places: [place("shush"), place("saqqez", { provinceId: "p12" })], placesCount: 70 }),
      action("b", { places: [] }),
    ]
    const figure = tally(acts, at("place"), ["province"])
    expect(figure.total).toBe(2)
    expect(figure.rows.map((row) => [row.keys[0], row.count])).toEqual([
      ["p12", 1],
      ["p6", 1],
    ])
    expect(figure.notes).toMatchObject({ withoutPlace: 1, morePlacesTold: 1, placesNotNamed: 68 })
  })

  test("does not take the country for a named place", () => {
    const nationwide = action("a", { places: [place("iran", { type: "country", provinceId: null })], placesCount: 70 })
    expect(tally([nationwide], at("place"), []).notes.placesNotNamed).toBe(70)
  })
})

describe("tally by place-day", () => {
  const cases: readonly (readonly [string, Partial<CountedAction>, number, object])[] = [
    ["counts both ends", { start: "2020-11-02", end: "2020-11-05" }, 4, { endUnknown: 0 }],
    ["counts each place", { end: "2020-11-03", places: [place("shush"), place("ahvaz")] }, 4, {}],
    ["counts a one-day act once", {}, 1, { endUnknown: 0 }],
    ["counts the first day of one that goes on, and says so", { status: "ongoing" }, 1, { endUnknown: 1 }],
    [
      "goes to the last day a source saw it",
      { status: "ongoing", lastSeenOngoing: "2020-11-11" },
      10,
      { endUnknown: 0 },
    ],
    [
      "does not take a week that a day lies in for seven days",
      { precision: "week", end: "2020-11-08" },
      1,
      { dayUnknown: 1 },
    ],
    ["counts one day where none is known", { start: null, precision: "unknown" }, 1, { dayUnknown: 1 }],
    ["stops after four hundred days, and says so", { end: "2029-11-02" }, MOST_DAYS, { tooLong: 1 }],
    ["takes an end before the start for unknown", { end: "2020-10-01" }, 1, {}],
    ["counts no day without a place", { places: [] }, 0, { withoutPlace: 1 }],
  ]
  for (const [name, more, want, notes] of cases) {
    test(name, () => {
      const figure = tally([action("a", more)], at("place-day"), [])
      expect(figure.total).toBe(want)
      expect(figure.notes).toMatchObject(notes)
    })
  }

  test("gives each day to its own month", () => {
    const long = action("a", { start: "2020-10-30", end: "2020-11-02" })
    expect(pairs([long], at("place-day"), "gregorian-month")).toEqual([
      ["2020-10", 2],
      ["2020-11", 2],
    ])
  })

  test("counts the days inside a period only", () => {
    const long = action("a", { start: "2020-10-30", end: "2020-11-20" })
    const inside = (from: string | null, to: string | null) => tally([long], at("place-day"), [], { from, to }).total
    expect(inside("2020-11-01", "2020-11-03")).toBe(3)
    expect(inside(null, "2020-10-31")).toBe(2)
    expect(inside("2020-11-20", null)).toBe(1)
    expect(inside("2021-01-01", null)).toBe(0)
  })
})

describe("disputesOf", () => {
  const day = (id: string, start: string, more: Partial<CountedAction> = {}) => action(id, { start, ...more })
  const plant = { workplace: { id: "haft-tappeh" } }
  const cases: readonly (readonly [string, number, readonly CountedAction[], readonly string[]])[] = [
    ["joins a resumption within the gap", 61, [day("a", "2020-01-01"), day("b", "2020-03-02")], ["a b"]],
    ["does not join one a day later", 61, [day("a", "2020-01-01"), day("b", "2020-03-03")], ["a", "b"]],
    ["measures from the end", 2, [day("a", "2020-01-01", { end: "2020-01-20" }), day("b", "2020-01-22")], ["a b"]],
    [
      "measures from the last day it was seen",
      2,
      [day("a", "2020-01-01", { lastSeenOngoing: "2020-01-20" }), day("b", "2020-01-22")],
      ["a b"],
    ],
    ["chains short pauses", 10, [day("a", "2020-01-01"), day("c", "2020-01-19"), day("b", "2020-01-10")], ["a b c"]],
    [
      "remembers a long act under a short one",
      3,
      [day("a", "2020-01-01", { end: "2020-02-01" }), day("b", "2020-01-05"), day("c", "2020-02-03")],
      ["a b c"],
    ],
    [
      "joins days that touch with gap 1, and not with gap 0",
      0,
      [day("a", "2020-01-01"), day("b", "2020-01-02"), day("c", "2020-01-02")],
      ["a", "b c"],
    ],
    ["tells workforces apart", 61, [day("a", "2020-01-01"), day("b", "2020-01-02", { workforce: "rail" })], ["a", "b"]],
    [
      "tells places apart",
      61,
      [day("a", "2020-01-01"), day("b", "2020-01-02", { places: [place("ahvaz")] })],
      ["a", "b"],
    ],
    [
      "compares sets of places",
      61,
      [
        day("a", "2020-01-01", { places: [place("x"), place("y")] }),
        day("b", "2020-01-02", { places: [place("y"), place("x")] }),
      ],
      ["a b"],
    ],
    [
      "joins one workplace in two places",
      61,
      [day("a", "2020-01-01", plant), day("b", "2020-01-02", { ...plant, places: [place("ahvaz")] })],
      ["a b"],
    ],
    [
      "does not join a workplace with a place alone",
      61,
      [day("a", "2020-01-01", plant), day("b", "2020-01-02")],
      ["a", "b"],
    ],
    [
      "leaves an unknown trade alone",
      61,
      [day("a", "2020-01-01", { workforce: "workers_other" }), day("b", "2020-01-02", { workforce: "workers_other" })],
      ["a", "b"],
    ],
    [
      "leaves a province or the country alone",
      61,
      [
        day("a", "2020-01-01", { places: [place("p6", { type: "province" })] }),
        day("b", "2020-01-02", { places: [place("p6", { type: "province" })] }),
      ],
      ["a", "b"],
    ],
    [
      "leaves an unknown place alone",
      61,
      [day("a", "2020-01-01", { places: [place("x", { placeId: null })] }), day("b", "2020-01-02", { places: [] })],
      ["a", "b"],
    ],
    [
      "leaves an unknown day alone",
      61,
      [action("b", { start: null }), day("a", "2020-01-02"), day("c", "2020-01-02", { precision: "year" })],
      ["a", "c", "b"],
    ],
    ["gives nothing for nothing", 61, [], []],
  ]
  for (const [name, gap, given, want] of cases) {
    test(name, () => expect(disputesOf(given, gap).map((d) => d.map((a) => a.id).join(" "))).toEqual(want))
  }
})

/** Invented actions that share people, places and days often enough to be joined and told apart. */
const someActions = fc
  .array(
    fc.record({
      start: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 8 }),
      length: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 2 }),
      precision: fc.constantFrom("day", "day", "day", "week", "month", "year"),
      status: fc.constantFrom("held", "ongoing", "ended"),
      workforce: fc.constantFrom("sugar", "rail", "workers_other"),
      workplace: fc.option(fc.constantFrom("w1", "w2")),
      places: fc.array(fc.constantFrom("x", "y", "p6"), { maxLength: 3 }),
      placesCount: fc.option(fc.integer({ min: 1, max: 70 })),
      demands: fc.subarray(["insurance", "hiring", "housing"]),
      forms: fc.subarray(["strike", "lockout", "gathering"], { minLength: 1 }),
      participants: fc.option(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.option(fc.integer({ min: 0, max: 900 })))),
    }),
    { maxLength: 25 },
  )
  .map((drawn) =>
    drawn.map((d, i): CountedAction => {
      const iso = (day: number) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)
      return action(`a${String(i).padStart(2, "0")}`, {
        start: d.start === null ? null : iso(d.start),
        end: d.start === null || d.length === null ? null : iso(d.start + d.length),
        precision: d.start === null ? "unknown" : d.precision,
        status: d.status,
        workforce: d.workforce,
        workplace: d.workplace === null ? null : { id: d.workplace },
        places: d.places.map((id, n) => place(id, { id: `a${i}.${n}`, type: id === "p6" ? "province" : "city" })),
        placesCount: d.placesCount,
        demands: d.demands,
        forms: d.forms,
        participants:
          d.participants === null
            ? null
            : {
                min: d.participants[0],
                max: d.participants[1] === null ? null : d.participants[0] + d.participants[1],
              },
      })
    }),
  )

const shuffled = fc.tuple(someActions, fc.infiniteStream(fc.integer())).map(([actions, draws]) => {
  const order = actions.map((one) => [draws.next().value as number, one] as const)
  return [actions, order.sort((a, b) => a[0] - b[0]).map(([, one]) => one)] as const
})

const rules = fc.oneof(
  fc.constantFrom<CountingRule>(BY_ACTION, at("place"), at("place-day")),
  fc.integer({ min: 0, max: 90 }).map(dispute),
)

describe("every figure", () => {
  test("is the same whatever the order of the actions, by every rule and across any two fields", () => {
    fc.assert(
      fc.property(shuffled, rules, fc.subarray([...FIELDS], { maxLength: 2 }), ([one, other], rule, by) => {
        expect(tally(other, rule, by)).toEqual(tally(one, rule, by))
        expect(measure(other)).toEqual(measure(one))
      }),
      { numRuns: 300 },
    )
  })

  test("adds up: places to local actions, days to at least the places, disputes to no more than actions", () => {
    fc.assert(
      fc.property(
        someActions,
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 90 }),
        (actions, one, other) => {
          const [gap, wider] = one < other ? [one, other] : [other, one]
          const places = actions.reduce((sum, a) => sum + a.places.length, 0)
          expect(total(actions, BY_ACTION)).toBe(actions.length)
          expect(total(actions, at("place"))).toBe(places)
          expect(total(actions, at("place-day"))).toBeGreaterThanOrEqual(places)
          expect(total(actions, dispute(gap))).toBeLessThanOrEqual(actions.length)
          expect(total(actions, dispute(wider))).toBeLessThanOrEqual(total(actions, dispute(gap)))
          expect(
            disputesOf(actions, gap)
              .flat()
              .map((a) => a.id)
              .sort(),
          ).toEqual(actions.map((a) => a.id))
        },
      ),
      { numRuns: 300 },
    )
  })

  test("has rows that add up to the total where a unit has one value, and to no less where it has more", () => {
    fc.assert(
      fc.property(someActions, rules, fc.constantFrom(...FIELDS), (actions, rule, by) => {
        const figure = tally(actions, rule, [by])
        const sum = figure.rows.reduce((all, row) => all + row.count, 0)
        expect(sum).toBeGreaterThanOrEqual(figure.total)
        expect(figure.rows.find((row) => row.keys[0] === null)?.count ?? 0).toBe(figure.withoutValue[0])
        if (readerOf(by).of === "day") expect(sum).toBe(figure.total)
      }),
      { numRuns: 300 },
    )
  })

  test("two actions are in one dispute exactly when links connect them", () => {
    fc.assert(
      fc.property(someActions, fc.integer({ min: 0, max: 60 }), (actions, gap) => {
        expect(disputesOf(actions, gap).length).toBe(linkedGroups(actions, gap))
      }),
      { numRuns: 300 },
    )
  })

  test("these checks catch a rule that joins along the order it is given, and one that forgets a long act", () => {
    const faults: ((actions: readonly CountedAction[], gap: number) => number)[] = [
      (actions, gap) => actions.filter((a, i) => i === 0 || !isLinked(actions[i - 1]!, a, gap)).length,
      (actions, gap) => {
        const sorted = actions.toSorted((a, b) => (`${a.workforce}${a.start}` < `${b.workforce}${b.start}` ? -1 : 1))
        return sorted.filter((a, i) => i === 0 || !isLinked(sorted[i - 1]!, a, gap)).length
      },
    ]
    for (const fault of faults) {
      const found = fc.check(
        fc.property(
          someActions,
          fc.integer({ min: 0, max: 60 }),
          (actions, gap) => fault(actions, gap) === linkedGroups(actions, gap),
        ),
        { numRuns: 20_000, seed: 7 },
      )
      expect(found.failed).toBe(true)
    }
  })
})

/** The definition of a link, word for word, pair by pair: what `disputesOf` must agree with. */
function isLinked(a: CountedAction, b: CountedAction, gap: number): boolean {
  const known = (x: CountedAction) => x.start !== null && x.precision !== "year"
  if (!known(a) || !known(b) || a.workforce !== b.workforce) return false
  const setOf = (x: CountedAction) => [...new Set(x.places.map((p) => p.placeId))].sort().join(" ")
  if (a.workplace?.id !== b.workplace?.id) return false
  if (a.workplace === null) {
    const placed = (x: CountedAction) => x.places.length > 0 && x.places.every((p) => p.type === "city")
    if (a.workforce === "workers_other" || !placed(a) || !placed(b) || setOf(a) !== setOf(b)) return false
  }
  const [first, second] = a.start! <= b.start! ? [a, b] : [b, a]
  return (Date.parse(second.start!) - Date.parse(first.end ?? first.start!)) / 86_400_000 <= gap
}

function linkedGroups(actions: readonly CountedAction[], gap: number): number {
  const groupOf = actions.map((_, i) => i)
  const root = (i: number): number => (groupOf[i] === i ? i : root(groupOf[i]!))
  actions.forEach((a, i) => {
    actions.forEach((b, k) => {
      if (i < k && isLinked(a, b, gap)) groupOf[root(i)] = root(k)
    })
  })
  return groupOf.filter((group, i) => group === i).length
}

describe("measure", () => {
  test("adds ranges up and tells of how many stoppages each is known", () => {
    const got = measure([
      action("a", {
        participants: { min: 200, max: 300 },
        daysNotWorked: { min: 600, max: 900, how: "computed" },
      }),
      action("b", {
        workersDirect: { min: 50, max: 50 },
        participants: { min: 900, max: null },
        daysNotWorked: { min: 400, max: 500, how: "reported" },
      }),
      action("c", { status: "ongoing", participants: { min: 10, max: 10 } }),
      action("d"),
      action("e", { forms: ["gathering"], participants: { min: 7000, max: 7000 } }),
      action("f", { forms: ["lockout", "strike"], workersIndirect: { min: 5, max: 9 } }),
    ])
    expect(got).toEqual({
      strikes: 5,
      lockouts: 1,
      stoppages: 5,
      workers: { low: 260, high: 360, known: 3, of: 5, open: 0, fromParticipants: 2 },
      workersIndirect: { low: 5, high: 9, known: 1, of: 5, open: 0 },
      daysNotWorked: { low: 1000, high: 1400, known: 2, of: 5, open: 0, reported: 1 },
    })
  })

  test("keeps a sum open as soon as one part is", () => {
    const { workers } = measure([
      action("a", { participants: { min: 200, max: 300 } }),
      action("b", { participants: { min: 300, max: null } }),
    ])
    expect(workers).toMatchObject({ low: 500, high: null, open: 1 })
  })

  test("says nothing, not zero, where nothing is known", () => {
    expect(measure([action("a")]).daysNotWorked).toMatchObject({ low: null, high: null, known: 0, of: 1 })
    expect(measure([]).workers).toMatchObject({ low: null, high: null, known: 0, of: 0 })
  })
})

test("the bands have no holes", () => {
  const ends = BANDS.map((band) => band.split(/[-+]/).map(Number))
  for (const [i, [low]] of ends.entries()) if (i > 0) expect(low).toBe(ends[i - 1]![1]! + 1)
})
