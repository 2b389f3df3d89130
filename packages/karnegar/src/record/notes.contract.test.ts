import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { codedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const [A, B] = [{ who: "p-first" }, { who: "p-second" }]
/** As an agency's text is passed on: a word before, a word behind. */
const LONG = `${STRIKE} آنان می‌گویند که از آغاز سال هیچ‌کس پاسخ روشنی نداده و نماینده کارفرما تنها وعده داده است. این چندمین اعتراض آنها در ماه‌های گذشته است و تا روشن شدن تکلیف دستمزدها ادامه خواهد داشت.`

for (const [name, start] of ENGINES)
  describe(`notes and copies on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    }, 120_000)
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    async function fresh(texts: readonly string[], rule = true) {
      const place = await engine.place()
      const record = await openRecord(place, { registers })
      open.push(record)
      if (rule) await record.setRules({ acceptCodings: true })
      const reports = []
      for (const [i, text] of texts.entries()) {
        const { report, coding } = codedPair(String(i), text, { source: `agency${i}` })
        reports.push((await record.addCoded(report, coding)).reportId)
      }
      const ids = []
      for (const reportId of reports) ids.push((await record.reviewReport(reportId))[0]!.action.id)
      return { record, place, reports, ids }
    }
    const waiting = { order: "newest", state: "waiting", limit: 50 } as const

    test("comments and who has a report stand in its history, make no form late, and go with the report", async () => {
      const { record, place, reports, ids } = await fresh([STRIKE, TOWNS])
      const [report, id] = [reports[0]!, ids[0]!]
      const { version } = await record.review(id)
      const publicVersion = await record.version()
      const { decision } = await record.comment(report, "آیا این همان حرکت دیروز است؟", A)
      await record.assign(report, "p-second", A)
      expect(await record.assign(report, "p-second", B)).toEqual({ decision: null })
      expect(await record.notes(report)).toEqual({
        comments: [{ decision, who: "p-first", at: expect.stringMatching(/Z$/), text: "آیا این همان حرکت دیروز است؟" }],
        assignee: "p-second",
      })
      expect(await record.version()).toBe(publicVersion)
      const mine = await record.listQueue({ ...waiting, assignee: "p-second" })
      expect(mine.map((item) => [item.reportId, item.assignee, item.comments])).toEqual([[report, "p-second", 1]])
      expect(await record.listQueue({ ...waiting, assignee: "p-first" })).toEqual([])
      const history = await record.history(id)
      expect(history.map(({ what, reason, changes }) => [what, reason, changes])).toEqual([
        ["report.commented", "آیا این همان حرکت دیروز است؟", []],
        ["report.assigned", null, [{ field: "assignee", before: null, after: "p-second" }]],
      ])
      // The form that was open when they came in is still good.
      await record.setState(id, "reviewed", "", { ...A, expect: version })
      await record.assign(report, "p-first", A)
      expect(await record.listQueue({ ...waiting, state: "reviewed", assignee: "p-second" })).toEqual([])
      await record.undo(decision!, A)
      expect((await record.notes(report)).comments).toEqual([])
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect((await record.notes(report)).assignee).toBe("p-first")
      await record.comment(report, "یادداشت دوم", A)
      await record.withdrawReport(report, "asked for")
      for (const table of ["payload", "decision"])
        expect(JSON.stringify(await engine.raw(place, `select * from ${table}`))).not.toContain("یادداشت")
      await expect(record.comment(report, "باز", A)).rejects.toMatchObject({ code: "record.withdrawn" })
      await expect(record.assign("r0", "p-first", A)).rejects.toMatchObject({ code: "record.not_found" })
      expect(await record.verify()).toEqual([])
    })

    for (const rule of [true, false])
      test(`copies of a reviewed text wait, are accepted in one step and taken back in one, ${rule ? "accepted by the rule" : "as drafts"}`, async () => {
        const texts = [LONG, `به گزارش خبرگزاری ${LONG}`, LONG, `${LONG} پایان پیام`, TOWNS]
        const { record, reports, ids } = await fresh(texts, rule)
        const [id, first, second, third] = ids as [string, string, string, string]
        await expect(record.acceptCopies(id, [first], A)).rejects.toMatchObject({ code: "copies.state" })
        await record.setState(id, "reviewed", "", A)
        const entries = (await record.counts()).entries
        const copies = await record.waitingCopies(id)
        expect(copies.map((copy) => copy.actionId).sort()).toEqual([first, second, third].sort())
        expect(copies[0]).toMatchObject({ reportId: reports[2], source: "agency2", shared: 1 })
        expect((await record.counts()).entries).toBe(entries)
        const { version } = await record.review(id)
        const { decisions } = await record.acceptCopies(id, [first, second, third], { ...A, expect: version })
        expect(decisions.length).toBe(3)
        expect((await record.review(third)).id).toBe((await record.review(id)).id)
        expect(await record.review(id)).toMatchObject({ state: "reviewed", seenBy: ["p-first"] })
        expect((await record.listQueue(waiting)).map((item) => item.reportId)).toEqual([reports[4]])
        expect(await record.waitingCopies(id)).toEqual([])
        // Copies are one origin, however many.
        expect((await record.findPublished(id))!.evidence).toBe("single_source")
        expect((await record.history(id)).filter((item) => item.what === "action.joined").length).toBe(3)
        expect(await record.verify()).toEqual([])
        await expect(record.acceptCopies(id, [first], { ...A, expect: version })).rejects.toMatchObject({
          code: "record.changed",
        })
        await record.undoAll(decisions, B)
        expect((await record.listQueue(waiting)).length).toBe(4)
        expect((await record.review(third)).id).toBe(third)
        await expect(record.undoAll(decisions, B)).rejects.toMatchObject({ code: "decision.undone" })
        expect(await record.verify()).toEqual([])
        await record.keepApart(id, first, A)
        await record.setState(second, "rejected", "", A)
        if (!rule) expect((await record.waitingCopies(id)).map((copy) => copy.actionId)).not.toContain(second)
        await expect(record.acceptCopies(id, [ids[4]!], A)).rejects.toMatchObject({ code: "record.changed" })
      })
  })
