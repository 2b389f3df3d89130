import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { action, place } from "../../../tests/support/example-action.ts"
import { buildIndex, type Filter } from "./build-index.ts"
import { FIELDS } from "./counting/fields.ts"
import { BY_ACTION } from "./counting/rule.ts"
import { ASKED } from "./counting/standing.ts"
import { tally } from "./counting/tally.ts"
import type { IndexRow } from "./row.ts"

/** The plainest action with words to be searched by. */
const row = (id: string, more: Partial<IndexRow> = {}): IndexRow => ({
  ...action(id, { places: [place("shush", { id: `${id}.1` })] }),
  words: ["اعتصاب کارگران نیشکر هفت‌تپه"],
  ...more,
})

const rows = [
  row("a"),
  row("b", { start: "2020-11-05", end: "2020-11-09", workforce: "mining", words: ["تجمع معدنچیان طزره"] }),
  row("c", { start: null, words: ["Teachers’ gathering in Marivan"], workforce: "education" }),
  row("d", { start: "2021-01-01", isCall: true, forms: ["gathering"] }),
]

describe("buildIndex", () => {
  const index = buildIndex(rows)
  const ids = (filter: Filter) => [...index.select(filter)].map((i) => index.rows[i]!.id)
  const cases: readonly [name: string, filter: Filter, want: readonly string[]][] = [
    ["gives everything newest first, unknown days last", {}, ["d", "b", "a", "c"]],
    ["filters by workforce", { workforce: "mining" }, ["b"]],
    ["filters by form and kind of record", { form: "strike", calls: false }, ["b", "a", "c"]],
    ["finds an action that overlaps the period", { from: "2020-11-08", to: "2020-12-01" }, ["b"]],
    ["leaves actions without a day out of any period", { from: "1990-01-01" }, ["d", "b", "a"]],
    ["finds a ZWNJ name by a space", { text: "هفت تپه" }, ["d", "a"]],
    ["finds it with Arabic letters", { text: "نيشكر" }, ["d", "a"]],
    ["finds words by their beginning", { text: "معدن" }, ["b"]],
    ["asks for every word", { text: "نیشکر معدن" }, []],
    ["finds English whatever its case", { text: "TEACHERS" }, ["c"]],
    ["takes punctuation alone for no condition", { text: "«!»" }, ["d", "b", "a", "c"]],
  ]
  for (const [name, filter, want] of cases) test(name, () => expect(ids(filter)).toEqual(want))

  test("counts each action once for a province it has twice", () => {
    const twice = row("e", {})
    const two = buildIndex([{ ...twice, places: [...twice.places, ...twice.places] }, row("f")])
    expect(two.count("province", two.select({}))).toEqual(new Map([["p6", 2]]))
  })

  test("counts months in both calendars and leaves days unknown out", () => {
    expect(index.count("jalali-month", index.select({}))).toEqual(
      new Map([
        ["1399-10", 1],
        ["1399-08", 2],
      ]),
    )
    expect(index.count("gregorian-month", index.select({ calls: false }))).toEqual(new Map([["2020-11", 2]]))
  })

  test("refuses a period that is no day", () =>
    expect(() => index.select({ from: "2020-02-30" })).toThrow("2020-02-30"))

  test("does not depend on the order of what it is given", () => {
    const turned = buildIndex([...rows].reverse())
    expect(turned.rows.map((r) => r.id)).toEqual(index.rows.map((r) => r.id))
  })
})

/** What counts, said anew: never what was retracted, the rest as asked, a dispute before everything else. */
function naivelyCounts({ state, origin }: IndexRow, include: readonly string[]): boolean {
  if (state === "retracted") return false
  if (state === "disputed") return include.includes("disputed")
  if (state !== "unreviewed") return true
  return include.includes(origin === "import" ? "imported" : "unreviewed")
}

describe("rank", () => {
  const index = buildIndex([
    row("a", { start: "2021-01-01", words: ["اعتصاب در شوش", "بسیار واژه دیگر که چیزی نمی‌گویند"] }),
    row("b", { start: "2020-01-01", words: ["اعتصاب در شوش"] }),
    row("c", { start: "2022-01-01", words: ["اعتصاب در شوش"] }),
    row("d", { start: "2023-01-01", words: ["تجمع"] }),
  ])
  const ranked = (text: string, most: number) =>
    [...index.rank(index.select({ text }), text, most)].map((i) => index.rows[i]!.id)

  test("puts the best first and the newest first among equals", () => expect(ranked("شوش", 9)).toEqual(["c", "b", "a"]))
  test("puts only as many in order as are asked for, and keeps all", () =>
    expect(ranked("شوش", 1)).toEqual(["c", "a", "b"]))
  test("leaves the order of days where there are no words", () => expect(ranked("!", 9)).toEqual(["d", "c", "a", "b"]))
})

test("the best of a search are those of the whole order by score, however many are asked for", () => {
  const word = fc.constantFrom("نفت", "نفتگران", "معدن", "ریل")
  const texts = fc.array(
    fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(texts, fc.nat(22), (all, most) => {
      const index = buildIndex(all.map((text, i) => row(String(i), { words: [text] })))
      const [found, whole] = [most, all.length].map((n) => [...index.rank(index.select({ text: "نفت" }), "نفت", n)])
      expect(found!.slice(0, most)).toEqual(whole!.slice(0, most))
      const others = found!.slice(most)
      expect(others).toEqual([...others].sort((a, b) => a - b))
      expect([...found!].sort()).toEqual([...whole!].sort())
    }),
  )
})

describe("select and count", () => {
  const DAYS = ["2019-12-31", "2020-01-01", "2020-03-20", "2020-06-01", null] as const
  const WORKFORCES = ["sugar", "mining", "rail"] as const
  const FORMS = ["strike", "gathering", "march"] as const
  const PROVINCES = ["p1", "p6", "p31"] as const
  const TITLES = ["اعتصاب معدنچیان", "تجمع بازنشستگان", "Miners on strike"] as const
  const made = fc.record({
    workforce: fc.constantFrom(...WORKFORCES),
    forms: fc.subarray([...FORMS], { minLength: 1 }),
    start: fc.constantFrom(...DAYS),
    isCall: fc.boolean(),
    state: fc.constantFrom("published", "unreviewed", "disputed", "retracted"),
    origin: fc.constantFrom("coding", "import"),
    provinces: fc.array(fc.constantFrom(...PROVINCES, null), { maxLength: 4 }),
    title: fc.constantFrom(...TITLES),
  })
  const filters = fc.record(
    {
      workforce: fc.constantFrom(...WORKFORCES, "none"),
      form: fc.constantFrom(...FORMS),
      province: fc.constantFrom(...PROVINCES),
      from: fc.constantFrom("2020-01-01", "2020-03-20"),
      to: fc.constantFrom("2020-01-01", "2020-06-01"),
      calls: fc.boolean(),
      include: fc.subarray([...ASKED]),
      text: fc.constantFrom("معدن", "strike", "بازنشسته"),
    },
    { requiredKeys: [] },
  )

  test("agree with a naive filter and a naive count, whatever the rows", () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 40 }), filters, (all, filter) => {
        const given = all.map((m, i) =>
          row(`r${i}`, {
            workforce: m.workforce,
            forms: m.forms,
            start: m.start,
            isCall: m.isCall,
            state: m.state,
            origin: m.origin,
            words: [m.title],
            places: m.provinces.map((p, n) => ({
              id: `r${i}.${n}`,
              placeId: null,
              provinceId: p,
              type: "city",
            })),
          }),
        )
        const naive = given.filter(
          (r) =>
            (filter.workforce === undefined || r.workforce === filter.workforce) &&
            (filter.form === undefined || r.forms.includes(filter.form)) &&
            (filter.province === undefined || r.places.some((p) => p.provinceId === filter.province)) &&
            (filter.from === undefined || (r.start !== null && r.start >= filter.from)) &&
            (filter.to === undefined || (r.start !== null && r.start <= filter.to)) &&
            (filter.calls === undefined || r.isCall === filter.calls) &&
            (filter.include === undefined || naivelyCounts(r, filter.include)) &&
            (filter.text === undefined || r.words[0]!.split(" ").some((w) => w.toLowerCase().startsWith(filter.text!))),
        )
        const built = buildIndex(given)
        const selection = built.select(filter)
        expect([...selection].map((i) => built.rows[i]!.id).sort()).toEqual(naive.map((r) => r.id).sort())
        const keys = {
          workforce: (r: IndexRow) => [r.workforce],
          form: (r: IndexRow) => r.forms,
          province: (r: IndexRow) => r.places.flatMap((p) => p.provinceId ?? []),
          "gregorian-month": (r: IndexRow) => (r.start === null ? [] : [r.start.slice(0, 7)]),
        }
        for (const [by, keysOf] of Object.entries(keys) as [keyof typeof keys, (r: IndexRow) => string[]][]) {
          const want = new Map<string, number>()
          for (const r of naive) for (const key of new Set(keysOf(r))) want.set(key, (want.get(key) ?? 0) + 1)
          expect([...built.count(by, selection)].sort()).toEqual([...want].sort())
        }
        const chosen = [...selection].map((i) => built.rows[i]!)
        for (const by of FIELDS) {
          const tallied = tally(chosen, BY_ACTION, [by]).rows.flatMap(({ keys: [key], count }) =>
            key == null ? [] : [[key, count]],
          )
          expect([...built.count(by, selection)].sort()).toEqual(tallied.sort())
        }
      }),
    )
  })
})
