import fc from "fast-check"
import { expect, test } from "vitest"
import { action } from "../../../tests/support/example-action.ts"
import { type ActionIndex, buildIndex } from "./build-index.ts"
import { FIELDS } from "./counting/fields.ts"
import type { CountingRule } from "./counting/rule.ts"
import type { Frame } from "./grid.ts"
import type { IndexRow } from "./row.ts"

/** Few values, so that rows share them, and some stand in one row alone. */
const made = fc.record({
  n: fc.nat(11),
  start: fc.constantFrom("2019-12-31", "2020-01-01", "2020-03-20", null),
  end: fc.constantFrom("2020-01-03", null),
  workforce: fc.constantFrom("sugar", "mining", "rail"),
  forms: fc.subarray(["strike", "gathering", "march"]),
  isCall: fc.boolean(),
  state: fc.constantFrom("published", "unreviewed", "disputed"),
  words: fc.subarray(["اعتصاب در هفت‌تپه", "تجمع معدنچیان", "Miners on strike", "strike strike", "هفتتپه"]),
  places: fc.array(fc.constantFrom(["p1", "ahvaz", 31, 48], ["p6", "shush", 32, 48], ["p6", "moon", null, null]), {
    maxLength: 3,
  }),
})

const rowOf = ({ n, places, ...more }: typeof made extends fc.Arbitrary<infer T> ? T : never): IndexRow => ({
  ...action(`a${n}`, more),
  words: more.words,
  places: places.map(([provinceId, placeId, lat, lon], k) => ({
    id: `a${n}.${k}`,
    provinceId: provinceId as string,
    placeId: placeId as string,
    type: "city",
    lat: lat as number | null,
    lon: lon as number | null,
  })),
})

const FRAME: Frame = { west: 44, east: 64, south: 24, north: 40 }
const RULES: readonly CountingRule[] = [
  { kind: "action" },
  { kind: "place" },
  { kind: "place-day" },
  { kind: "dispute", gapDays: 30 },
]
const TEXTS = ["هفت تپه", "هفتتپه", "معدن", "strike", "mine strike", "!"]

/** Everything that an index answers, orders and all. */
function answers(index: ActionIndex): unknown {
  const all = index.select({})
  return {
    rows: index.rows.map(({ id }) => id),
    facets: RULES.map((rule) =>
      Array.from(index.facets(all, rule, FIELDS).by, ([field, { counts, withoutValue }]) => [
        field,
        [...counts],
        withoutValue,
      ]),
    ),
    grid: index.grid(all, FRAME, 16),
    found: TEXTS.map((text) => [...index.rank(index.select({ text }), text, 3)]),
    chosen: [
      { from: "2020-01-02", to: "2020-02-01" },
      { calls: true },
      { include: [] },
      { form: "-", place: ["ahvaz", "-"] },
    ].map((filter) => [...index.select(filter)]),
  }
}

/** Ids that stand no more, and rows that stand. */
const changes = fc.array(
  fc.record({ gone: fc.array(fc.nat(11), { maxLength: 3 }), come: fc.array(made, { maxLength: 3 }) }),
  { maxLength: 5 },
)

test("an index after any changes answers as one built anew, and the one before as it did", () => {
  fc.assert(
    fc.property(fc.array(made, { maxLength: 12 }), changes, fc.boolean(), (first, all, asked) => {
      const standing = new Map(first.map((one) => [`a${one.n}`, rowOf(one)]))
      let index = buildIndex([...standing.values()])
      for (const { gone, come } of all) {
        // Columns are spliced only once they were made.
        const before = asked ? answers(index) : null
        const old = index
        const coming = new Map(come.map((one) => [`a${one.n}`, rowOf(one)]))
        const ids = new Set([...gone.map((n) => `a${n}`), ...coming.keys()])
        for (const id of ids) standing.delete(id)
        for (const [id, row] of coming) standing.set(id, row)
        index = index.changed(ids, [...coming.values()])
        if (before !== null) expect(answers(old)).toEqual(before)
      }
      expect(answers(index)).toEqual(answers(buildIndex([...standing.values()])))
    }),
    { numRuns: 60 },
  )
})
