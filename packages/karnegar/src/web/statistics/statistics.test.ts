import { buildIndex } from "@karnegar/index"
import { parse } from "csv-parse/sync"
import Database from "libsql"
import { beforeAll, describe, expect, test } from "vitest"
import { action } from "../../../../../tests/support/example-action.ts"
import { someActions } from "../../../../../tests/support/published-actions.ts"
import { setFile } from "../../release/set-file.ts"
import { catalogueFrom } from "../catalogue.ts"
import { setOf } from "../explore/set.ts"
import { readQuery } from "../query.ts"
import { queriesOf, statisticsOf } from "./figures.ts"
import { GROUPS, groupOf } from "./groups.ts"

const ACTIONS = someActions(400, 21).map((one, i) => ({ ...one, id: `a${String(i).padStart(10, "0")}` }))
const COUNTED = ACTIONS.filter((one) => !one.isCall)
const SET = setOf(catalogueFrom(ACTIONS, false, ""), readQuery(new URLSearchParams("kind=actions&review=all"), "en"))

describe("the published queries", () => {
  let db: Database.Database
  beforeAll(async () => {
    let csv = ""
    for await (const chunk of setFile("csv", ACTIONS, "en")) csv += String(chunk)
    const [head, ...rows] = parse(csv, { bom: true }) as string[][]
    db = new Database(":memory:")
    db.exec(`create table actions (${head!.map((name) => `"${name}" text`).join(", ")})`)
    const put = db.prepare(`insert into actions values (${head!.map(() => "?").join(", ")})`)
    for (const row of rows) put.run(...row)
  })

  for (const group of GROUPS) {
    test(`give the figures of ${group} again from the download`, () => {
      const { groups, lastSeen } = statisticsOf(SET, "jalali-year")
      const { actions, rules, measures, durations } = groups.find((one) => one.group === group)!
      const sum = ({ low, high, known }: { low: number | null; high: number | null; known: number }) => [
        low,
        high,
        known,
      ]
      const want = {
        actions: [actions],
        stoppages: [measures.stoppages],
        places: [rules.find(({ rule }) => rule === "place")!.actions],
        workers: sum(measures.workers),
        workers_indirect: sum(measures.workersIndirect),
        days_not_worked: sum(measures.daysNotWorked),
        duration: [durations.known === 0 ? null : durations.days, durations.known],
        last_seen: [lastSeen.filter((one) => groupOf(one.action) === group).length],
      }
      expect(actions).toBeGreaterThan(0)
      for (const { name, sql } of queriesOf(group))
        expect([name, ...(db.prepare(sql).raw().get() as unknown as unknown[])]).toEqual([name, ...want[name]])
    })
  }
})

describe("statisticsOf", () => {
  test("puts every action into one group, and every stoppage of employees into one year", () => {
    const { groups, years } = statisticsOf(SET, "gregorian-year")
    expect(groups.reduce((sum, { actions }) => sum + actions, 0)).toBe(COUNTED.length)
    const [employees] = groups
    expect(years.reduce((sum, { measures }) => sum + measures.stoppages, 0)).toBe(employees!.measures.stoppages)
  })

  test("counts no more disputes by a longer pause, nor more than there are actions", () => {
    for (const { actions, rules } of statisticsOf(SET, "jalali-year").groups) {
      const [thirty, sixtyOne] = rules.filter(({ kind }) => kind.kind === "dispute").map((one) => one.actions)
      expect(sixtyOne).toBeLessThanOrEqual(thirty!)
      expect(thirty).toBeLessThanOrEqual(actions)
    }
  })
})

describe("durations", () => {
  const cases = [
    ["counts first and last day", [{ end: "2020-11-04" }], { known: 1, days: 3, median: 3 }],
    ["takes one day for what was held", [{}], { known: 1, days: 1, median: 1 }],
    ["knows no duration of what goes on", [{ status: "ongoing" }], { known: 0, days: 0, median: null }],
    [
      "tells apart what was last seen ongoing",
      [{ status: "ongoing", lastSeenOngoing: "2020-11-03" }],
      { known: 0, ongoing: { known: 1, days: 2 } },
    ],
    ["knows none without an exact day", [{ precision: "week", end: "2020-11-04" }], { known: 0 }],
    ["looks at stoppages alone", [{ forms: ["gathering"] }], { of: 0, known: 0 }],
    ["takes the lower of two middles", [{}, { end: "2020-11-05" }], { known: 2, days: 5, median: 1 }],
  ] as const
  for (const [name, given, want] of cases)
    test(name, () => {
      const index = buildIndex(given.map((more, i) => ({ ...action(`a${i}`, more), words: [] })))
      expect(index.durations(index.select({}))).toMatchObject(want)
    })
})
