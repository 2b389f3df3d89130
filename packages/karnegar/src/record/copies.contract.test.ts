import { builtInKnowledge, codeReport, isoDay } from "@karnegar/coder"
import fc from "fast-check"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { newReport, STRIKE } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const JOINING = { acceptCodings: true, joinAlike: 0.85 }

/** A report of one day with its coding. */
function told(id: string, source: string, published = "2024-05-05", text = STRIKE) {
  return { report: newReport(id, text, { source, published }), coding: codeReport({ id, text, published }) }
}

/** One text of three channels on one day, of two on the next, and once a week later; and another account of the strike. */
const ACCOUNTS = [
  told("a", "one"),
  told("b", "two"),
  told("c", "three"),
  told("d", "one", "2024-05-06"),
  told("e", "two", "2024-05-06"),
  told("f", "one", "2024-05-27"),
  told(
    "g",
    "three",
    "2024-05-05",
    "کارگران شرکت نیشکر هفت‌تپه امروز در شوش اعتصاب کردند و خواستار پرداخت حقوق معوقه شدند.",
  ),
] as const

for (const [name, start] of ENGINES) {
  describe(`copies of one text on ${name}`, () => {
    let engine: RecordEngine
    let open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterEach(async () => {
      for (const record of open) expect(await record.verify()).toEqual([])
      await Promise.all(open.map((r) => r.close()))
      open = []
    })
    afterAll(() => engine.stop())

    async function fresh(): Promise<{ readonly record: Record; readonly place: RecordPlace }> {
      const place = await engine.place()
      const record = await openRecord(place, { registers })
      open.push(record)
      await record.setRules(JOINING)
      return { record, place }
    }

    test("are the same actions in whatever order they arrive, also when a person parts one from the others", async () => {
      const shown = async (order: readonly number[], size: number) => {
        const { record } = await fresh()
        for (let i = 0; i < order.length; i += size)
          await record.addAllCoded(order.slice(i, i + size).map((n) => ACCOUNTS[n]!))
        const before = await record.listPublished()
        const ids = new Map(
          (await record.listReports({ limit: 10 })).map((r) => [r.report.foreignId, r.report.id] as const),
        )
        const action = (await record.findReport(ids.get("a")!))!.actionIds[0]!
        const members = [...(await record.observationsOf(action))].sort()
        await record.splitAction(action, [members.slice(0, 1), members.slice(1)])
        return JSON.stringify([before, await record.listPublished()])
      }
      const indexes = ACCOUNTS.map((_, i) => i)
      const first = await shown(indexes, indexes.length)
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(indexes, { minLength: indexes.length }),
          fc.integer({ min: 1, max: indexes.length }),
          async (order, size) => {
            expect(await shown(order, size)).toBe(first)
          },
        ),
        { numRuns: name === "SQLite" ? 15 : 4 },
      )
    })

    test("hang together as they stand when another program decides, edits and adds between two writes", async () => {
      const { record, place } = await fresh()
      const other = await openRecord(place, { registers })
      open.push(other)
      const [first] = await record.addAllCoded([ACCOUNTS[0], ACCOUNTS[1], ACCOUNTS[6]])
      const action = first!.actionIds[0]!
      const members = [...(await other.observationsOf(action))].sort()
      const parted = await other.splitAction(action, [members.slice(0, 1), members.slice(1)])
      await record.addAllCoded([ACCOUNTS[2]])
      expect(await record.verify()).toEqual([])
      await other.addAllCoded([ACCOUNTS[3]])
      await other.undo(parted.decision!)
      await record.addAllCoded([ACCOUNTS[4]])
      expect(await record.verify()).toEqual([])
      const edited = told("g", "three", "2024-05-05", `${STRIKE} آنان به خانه رفتند.`)
      await record.addAllCoded([{ ...edited, report: { ...edited.report, edited: "2024-05-05T12:00:00Z" } }])
      await record.addAllCoded([ACCOUNTS[5]])
    })

    test("stay one action when the report that the others were compared with is withdrawn", async () => {
      const { record } = await fresh()
      const added = await record.addAllCoded([ACCOUNTS[6], ACCOUNTS[0], ACCOUNTS[1], ACCOUNTS[2]])
      const [other, a, b, c] = added.map((one) => one.actionIds[0]!)
      expect(new Set([other, a, b, c]).size).toBe(1)
      await record.withdrawReport(added[1]!.reportId, "sample reason")
      const actions = await Promise.all(added.map(async (one) => (await record.findReport(one.reportId))!.actionIds[0]))
      expect(new Set([actions[0], actions[2], actions[3]]).size).toBe(1)
      const late = await record.addAllCoded([told("late", "four")])
      expect((await record.findReport(added[0]!.reportId))!.actionIds).toEqual(late[0]!.actionIds)
    })

    if (name === "SQLite")
      test("cost rows in proportion to their number, of one day and of as many days", async () => {
        const likenesses = async (count: number, dayOf: (i: number) => number) => {
          const { record, place } = await fresh()
          const pairs = Array.from({ length: count }, (_, i) => told(`copy-${i}`, "one", isoDay(dayOf(i))))
          for (let i = 0; i < count; i += 500) await record.addAllCoded(pairs.slice(i, i + 500))
          return Number((await engine.raw(place, "select count(*) as n from likeness"))[0]!.n)
        }
        expect(await likenesses(2000, () => 19_000)).toBe(1999)
        const thousand = await likenesses(1000, (i) => 15_000 + i)
        const twice = await likenesses(2000, (i) => 15_000 + i)
        expect(twice).toBeLessThan(2.1 * thousand)
        expect(twice).toBeLessThan(60 * 2000)
      })
  })
}
