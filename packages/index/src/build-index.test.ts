import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { buildIndex, type Filter } from "./build-index.ts"
import type { IndexRow } from "./row.ts"

function row(id: string, more: Partial<IndexRow> = {}): IndexRow {
  return {
    id,
    forms: ["strike"],
    status: "held",
    isCall: false,
    start: "2020-11-02",
    end: null,
    workforce: "sugar",
    demands: [],
    outcomes: [],
    repression: [],
    places: [{ id: `${id}.1`, placeId: "shush", provinceId: "p6", lat: 32, lon: 48 }],
    words: ["اعتصاب کارگران نیشکر هفت‌تپه"],
    ...more,
  }
}

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

  test("counts each action once for a key it has twice", () => {
    const counts = index.count(index.select({}), (r) => [...r.places, ...r.places].map((p) => p.provinceId ?? ""))
    expect(counts).toEqual(new Map([["p6", 4]]))
  })

  test("counts the same as a naive count, whatever the rows", () => {
    const one = fc.record({
      w: fc.constantFrom("sugar", "mining", "rail"),
      day: fc.constantFrom("2020-01-01", "2020-06-01", null),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (made) => {
        const all = made.map((m, i) => row(`r${i}`, { workforce: m.w, start: m.day }))
        const built = buildIndex(all)
        const counts = built.count(built.select({ from: "2020-02-01" }), (r) => [r.workforce])
        for (const w of ["sugar", "mining", "rail"]) {
          expect(counts.get(w) ?? 0).toBe(
            all.filter((r) => r.workforce === w && r.start !== null && r.start >= "2020-02-01").length,
          )
        }
      }),
    )
  })
})
