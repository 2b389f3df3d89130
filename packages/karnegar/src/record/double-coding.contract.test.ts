import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { codedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { EMPTY_FIELDS } from "./fields.ts"
import { openRecord } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"
import type { CodedUnseen, UnseenCoding } from "./unseen-coding.ts"

const registers = registersFrom(builtInKnowledge())
const [A, B, C] = [{ who: "p-first" }, { who: "p-second" }, { who: "p-third" }]
/** Tells of no action. */
const NOTHING = "هوا فردا در بیشتر شهرها آفتابی است."

function coding(workforce: CodedUnseen["workforce"]): UnseenCoding {
  return { kind: "report", actions: [{ ...EMPTY_FIELDS, forms: ["strike"], workforce }] }
}

for (const [name, start] of ENGINES)
  describe(`double coding on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    }, 120_000)
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    async function fresh(texts: readonly string[] = [STRIKE]) {
      const record = await openRecord(await engine.place(), { registers })
      open.push(record)
      await record.setRules({ acceptCodings: true })
      const reports: string[] = []
      for (const [i, text] of texts.entries()) {
        const { report, coding } = codedPair(String(i), text)
        reports.push((await record.addCoded(report, coding)).reportId)
      }
      return { record, reports, report: reports[0]! }
    }
    const draw = { seed: "1", of: "waiting", size: 1 }

    test("gives nobody a value before two people are done, and changes nothing that is public", async () => {
      const { record, report } = await fresh()
      const before = await record.listPublished()
      await record.markDouble([report], draw, C)
      expect((await record.closedNow()).reports).toEqual(new Set([report]))
      expect((await record.closedNow()).actions).toEqual(new Set(before.map(({ id }) => id)))
      await record.codeUnseen(report, coding("mining"), A)
      const [one] = await record.listDoublings(report)
      expect(one).toMatchObject({ open: true, draw, codings: [{ who: "p-first", coding: null }] })
      expect(JSON.stringify(await record.listDoublings())).not.toContain("mining")
      await record.codeUnseen(report, coding("oil_gas"), B)
      const [both] = await record.listDoublings()
      expect(both).toMatchObject({
        open: false,
        resolved: null,
        codings: [
          { who: "p-first", coding: coding("mining") },
          { who: "p-second", coding: coding("oil_gas") },
        ],
      })
      expect((await record.closedNow()).reports.size).toBe(0)
      await record.resolveDouble(report, C)
      expect((await record.listDoublings())[0]!.resolved).not.toBeNull()
      expect(await record.listPublished()).toEqual(before)
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect((await record.listDoublings())[0]!.codings.map((c) => c.coding)).toEqual([
        coding("mining"),
        coding("oil_gas"),
      ])
    })

    test("takes two different people who know nothing of the report's values", async () => {
      const { record, report } = await fresh()
      await expect(record.codeUnseen(report, coding("mining"), A)).rejects.toMatchObject({ code: "double.not_open" })
      const [told] = await record.reviewReport(report)
      await record.setState(told!.action.id, "reviewed", "", B)
      await record.markDouble([report], null, C)
      // Marking it again changes nothing.
      expect(await record.markDouble([report], draw, A)).toEqual({ decisions: [] })
      await record.codeUnseen(report, coding("mining"), A)
      for (const [who, code] of [
        [A, "double.same_person"],
        [B, "double.knows"],
        [C, "double.knows"],
      ] as const) {
        await expect(record.codeUnseen(report, coding("mining"), who)).rejects.toMatchObject({ code })
        expect(await record.barredFrom(report, who.who)).toBe(code)
      }
      await expect(record.resolveDouble(report, A)).rejects.toMatchObject({ code: "double.not_open" })
      expect(await record.barredFrom(report, "p-fourth")).toBeNull()
    })

    test("lets a coding be taken back and done again until both are in, and never after", async () => {
      const { record, report } = await fresh()
      await record.markDouble([report], draw, A)
      const { decision } = await record.codeUnseen(report, coding("mining"), A)
      await record.undo(decision!, A)
      expect((await record.listDoublings())[0]!.codings).toEqual([])
      await record.codeUnseen(report, coding("oil_gas"), A)
      const second = await record.codeUnseen(report, coding("oil_gas"), B)
      await record.undo(second.decision!, B)
      const [then] = await record.listDoublings()
      expect(then).toMatchObject({ open: false, codings: [{ who: "p-first" }] })
      await expect(record.codeUnseen(report, coding("oil_gas"), C)).rejects.toMatchObject({ code: "double.not_open" })
      // A new marking does not make those who coded it before unseeing.
      await record.undo(then!.decision, C)
      await record.markDouble([report], draw, C)
      expect(await record.barredFrom(report, "p-first")).toBe("double.knows")
      expect(await record.verify()).toEqual([])
    })

    test("takes reports that tell of no action, all or none, and goes with the report", async () => {
      const { record, reports } = await fresh([NOTHING, TOWNS])
      await expect(record.markDouble([...reports, "r0"], draw, C)).rejects.toMatchObject({ code: "record.not_found" })
      expect(await record.listDoublings()).toEqual([])
      expect((await record.markDouble(reports, draw, C)).decisions).toHaveLength(2)
      for (const who of [A, B]) await record.codeUnseen(reports[0]!, { kind: "other", actions: [] }, who)
      await record.withdrawReport(reports[0]!, "asked for", C)
      expect((await record.listDoublings()).map(({ reportId }) => reportId)).toEqual([reports[1]])
      await expect(record.markDouble([reports[0]!], draw, C)).rejects.toMatchObject({ code: "record.withdrawn" })
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect(await record.listDoublings()).toHaveLength(1)
    })
  })
