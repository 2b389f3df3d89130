import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { codedPair, STRIKE } from "../../../../tests/support/reports.ts"
import { recordErrorText } from "./errors.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

/* The name is invented: a first name in use, a surname that nobody bears. */

const registers = registersFrom(builtInKnowledge())
let today = "2026-02-01"
const now = () => new Date(`${today}T09:00:00Z`)
const [A, B] = [{ who: "p-first" }, { who: "p-second" }]
const NAME = "هژار سنگ‌نوردپور"
const TEXT = `${STRIKE}\n«نان سفره‌مان را گرفته‌اند و حالا نوبت ماست که بایستیم» را همه با هم خواندند.\n${NAME} گفت: برمی‌گردیم.\nتماس: ۰۹۱۲۳۴۵۶۷۸۹ یا @sang_navard\n${"کار ".repeat(30)}`
const PERSON = {
  nameFa: NAME,
  nameEn: "Hazhar Sangnavardpour",
  officeFa: "سخنگو",
  officeEn: "Speaker",
  basis: "own_public_naming",
  adult: true,
  detained: false,
  reason: "speaks under this name at meetings",
  reviewDay: "2026-06-01",
} as const
const WORDS = "نان سفره‌مان را گرفته‌اند و حالا نوبت ماست که بایستیم"

for (const [name, start] of ENGINES)
  describe(`quotes on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    async function reviewed(): Promise<{ record: Record; place: RecordPlace; id: string; reportId: string }> {
      today = "2026-02-01"
      const place = await engine.place()
      const record = await openRecord(place, { registers, now })
      open.push(record)
      await record.setRules({ acceptCodings: true })
      await record.putSource({ key: "sample_union", nameFa: "اتحادیه", nameEn: "Union", redistribution: "quotes" })
      const { actionIds, reportId } = await record.addCoded(...pair("1", TEXT))
      await record.setState(actionIds[0]!, "reviewed", "", A)
      return { record, place, id: actionIds[0]!, reportId }
    }
    const pair = (n: string, text: string, more = {}) => {
      const { report, coding } = codedPair(n, text, more)
      return [report, coding] as const
    }
    const shown = async (record: Record, id: string) => (await record.findPublished(id))!.quotes.map((q) => q.text)

    test("are public when another person approved them, and gone when the choice is taken back", async () => {
      const { record, id, reportId } = await reviewed()
      const { version } = await record.review(id)
      const { decision } = await record.chooseQuote(id, { reportId, text: ` ${WORDS}\n` }, { ...A, expect: version })
      expect(await shown(record, id)).toEqual([])
      await expect(record.approveQuote(id, decision!, A)).rejects.toMatchObject({ code: "quote.second_person" })
      await expect(record.approveQuote(id, decision!, { ...B, expect: version })).rejects.toMatchObject({
        code: "record.changed",
      })
      const before = await record.version()
      const approval = await record.approveQuote(id, decision!, B)
      expect(await record.version()).toBeGreaterThan(before)
      expect((await record.findPublished(id))!.quotes).toEqual([{ text: WORDS, reportId }])
      expect((await record.review(id)).quotes).toEqual([
        { decision, observation: id, text: WORDS, hands: ["p-first", "p-second"], approved: true },
      ])
      // Both again change nothing.
      expect(await record.chooseQuote(id, { reportId, text: WORDS }, B)).toEqual({ decision: null })
      expect(await record.approveQuote(id, decision!, B)).toEqual({ decision: null })
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect(await shown(record, id)).toEqual([WORDS])
      await record.undo(decision!, A)
      expect(await shown(record, id)).toEqual([])
      await expect(record.approveQuote(id, decision!, B)).rejects.toMatchObject({ code: "record.not_found" })
      expect(await record.verify()).toEqual([])
      const steps = (await record.history(id)).slice(1)
      const waits = [{ text: WORDS, approved: false }]
      const stands = [{ text: WORDS, approved: true }]
      expect(steps.map(({ what, who, changes }) => [what, who, ...changes])).toEqual([
        ["quote.chosen", "p-first", { field: "quotes", before: [], after: waits }],
        ["quote.approved", "p-second", { field: "quotes", before: waits, after: stands }],
        ["decision.undone", "p-first", { field: "quotes", before: stands, after: [] }],
      ])
      expect(approval.decision).toBe(steps[1]!.entry)
    })

    test("are refused with the reason, and nothing is stored", async () => {
      const { record, id, reportId } = await reviewed()
      const other = await record.addCoded(...pair("2", `${STRIKE} باز`, { source: "unknown" }))
      await record.setState(other.actionIds[0]!, "reviewed", "", A)
      const { entries } = await record.counts()
      const choose = (text: string) => record.chooseQuote(id, { reportId, text }, A)
      for (const [ask, code, subject] of [
        [() => choose("نان را گرفته‌اند"), "quote.not_told", id],
        [() => choose("کار ".repeat(26)), "quote.words", "26"],
        [() => choose(`${NAME} گفت`), "quote.person", "name"],
        [() => choose("تماس: ۰۹۱۲۳۴۵۶۷۸۹ یا @sang_navard"), "quote.person", "phone handle"],
        [
          () => record.chooseQuote(id, { reportId: other.reportId, text: "باز" }, A),
          "record.not_found",
          other.reportId,
        ],
        [
          () => record.chooseQuote(other.actionIds[0]!, { reportId: other.reportId, text: "کارگران نیشکر" }, A),
          "quote.source",
          "unknown",
        ],
      ] as const) {
        const refused = await ask().catch((error: unknown) => error)
        expect(refused).toMatchObject({ code, subject })
        for (const lang of ["fa", "en"] as const)
          expect(recordErrorText(refused as never, lang)).not.toMatch(/سنگ|0912|۰۹۱۲|sang/)
      }
      expect((await record.counts()).entries).toBe(entries)
    })

    test("are asked for persons again when they are approved, and each time the public is answered", async () => {
      const { record, id, reportId } = await reviewed()
      const person = await record.proposePerson(PERSON, A)
      await record.approvePerson(person, B)
      const { decision } = await record.chooseQuote(id, { reportId, text: `${NAME} گفت: برمی‌گردیم.` }, A)
      await record.removePerson(person, A)
      await expect(record.approveQuote(id, decision!, B)).rejects.toMatchObject({ code: "quote.person" })
      const again = await record.proposePerson(PERSON, A)
      await record.approvePerson(again, B)
      await record.approveQuote(id, decision!, B)
      expect(await shown(record, id)).toEqual([`${NAME} گفت: برمی‌گردیم.`])
      // The day of review passes: it hides by itself.
      today = "2026-06-02"
      expect(await shown(record, id)).toEqual([])
    })

    test("hide while the action is disputed, told coarsely, or of a source that allows none", async () => {
      const { record, id, reportId } = await reviewed()
      const { decision } = await record.chooseQuote(id, { reportId, text: WORDS }, A)
      await record.approveQuote(id, decision!, B)
      const dispute = await record.setState(id, "disputed", "two tell it otherwise", B)
      expect(await shown(record, id)).toEqual([])
      await record.undo(dispute.decision!, B)
      expect(await shown(record, id)).toEqual([WORDS])
      const few = await record.setValues(id, { fields: { participants: { min: 4, max: 4 } } }, "", B)
      expect((await record.findPublished(id))!).toMatchObject({ coarse: true, quotes: [] })
      await expect(record.chooseQuote(id, { reportId, text: "همه با هم خواندند" }, A)).rejects.toMatchObject({
        code: "quote.coarse",
      })
      await record.undo(few.decision!, B)
      expect(await shown(record, id)).toEqual([WORDS])
      await record.putSource({ key: "sample_union", nameFa: "اتحادیه", nameEn: "Union", redistribution: "none" })
      expect(await shown(record, id)).toEqual([])
      await record.setState(id, "retracted", "", A)
      expect(await shown(record, id)).toEqual([])
      expect(await record.verify()).toEqual([])
    })

    test("need one hand where the rule says so, and are chosen for no action that nobody reviewed", async () => {
      const { record, id, reportId } = await reviewed()
      await record.setRules({ publishers: 1 })
      const { decision } = await record.chooseQuote(id, { reportId, text: WORDS }, A)
      await record.approveQuote(id, decision!, A)
      expect(await shown(record, id)).toEqual([WORDS])
      const [review] = await record.listDecisions(id)
      await record.undo(review!.entry, A)
      expect(await shown(record, id)).toEqual([])
      await expect(record.chooseQuote(id, { reportId, text: "همه با هم خواندند" }, A)).rejects.toMatchObject({
        code: "quote.state",
      })
    })

    test("are destroyed with their report, also where another report tells of the action", async () => {
      const { record, place, id, reportId } = await reviewed()
      const other = await record.addCoded(...pair("2", `${STRIKE} بار دیگر`))
      await record.joinActions(id, other.actionIds[0]!, A)
      const { decision } = await record.chooseQuote(id, { reportId, text: WORDS }, A)
      await record.approveQuote(id, decision!, B)
      expect(await shown(record, id)).toEqual([WORDS])
      await record.withdrawReport(reportId, "asked for", A)
      expect((await record.findPublished(id))!).toMatchObject({ state: "unreviewed", quotes: [] })
      for (const table of ["payload", "decision", "action_quote"])
        expect(JSON.stringify(await engine.raw(place, `select * from ${table}`))).not.toContain("سفره")
      expect(await record.verify()).toEqual([])
    })
  })
