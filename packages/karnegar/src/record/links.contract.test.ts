import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, newReport, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const A = { who: "p-first" }
const PROMISE = { outcome: "promised", demand: "unpaid_wages", day: "2024-05-09" } as const

for (const [name, start] of ENGINES)
  describe(`links on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    }, 120_000)
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    async function some() {
      const record = await openRecord(await engine.place(), { registers })
      open.push(record)
      await record.setRules({ acceptCodings: true })
      const add = async (n: string, text: string, published: string) => {
        const { report } = codedPair(n, text, { published })
        return (await record.addCoded(report, codeReport({ id: n, text, published }))).actionIds[0]!
      }
      const [early, late, call] = [
        await add("1", STRIKE, "2024-05-05"),
        await add("2", `${STRIKE} باز`, "2024-05-20"),
        await add("3", CALL, "2024-05-05"),
      ]
      await record.put("campaign", { id: "c1", name_fa: "کارزار نمونه", name_en: "Sample campaign" })
      await record.put("context_event", {
        id: "e1",
        name_fa: "گرانی نان",
        name_en: "Bread prices",
        kind: "price_rise",
        first_day: "2024-05-01",
      })
      return { record, add, early, late, call }
    }
    const changes = async (record: Record, id: string) =>
      (await record.history(id)).map(({ what, changes }) => [
        what,
        ...changes.map(({ field, before, after }) => [field, before, after]),
      ])

    test("tie an action to a call, a campaign, an earlier action and an event, each in its history, once, and are taken back", async () => {
      const { record, early, late, call } = await some()
      const made = [
        await record.followAction(late, early, "the same dispute", A),
        await record.joinCampaign(late, "c1", "", A),
        await record.linkEvent(late, "e1", "", A),
        await record.linkCall(call, late, true, "", A),
      ].map(({ decision }) => decision!)
      for (const again of [
        record.followAction(late, early, "another reason", A),
        record.joinCampaign(late, "c1", "", A),
        record.linkEvent(late, "e1", "", A),
      ])
        expect(await again).toEqual({ decision: null })
      expect((await record.listDecisions(late)).map((d) => d.what)).toEqual([
        "action.follows",
        "campaign.joined",
        "event.linked",
        "call.answer",
      ])
      // Both ends of a tie tell it.
      expect((await record.history(early)).map((item) => item.what)).toEqual(["action.follows"])
      const tie = (what: string, a: string, b: string) => ({ what, a, b, answers: true })
      const first = tie("action.follows", late, early)
      expect((await changes(record, late)).slice(0, 2)).toEqual([
        ["action.follows", ["links", [], [first]]],
        ["campaign.joined", ["links", [first], [first, tie("campaign.joined", late, "c1")]]],
      ])
      expect((await record.coverage(call))!.unannounced.map((one) => one.actionId)).toContain(late)
      for (const decision of made) await record.undo(decision, A)
      expect(await record.listDecisions(late)).toEqual([])
      expect((await record.coverage(call))!.unannounced).toEqual([])
      expect(await record.verify()).toEqual([])
    })

    test("are refused to itself and to what does not stand, and where the action has changed", async () => {
      const { record, early, late } = await some()
      await expect(record.followAction(late, late, "", A)).rejects.toMatchObject({ code: "link.itself" })
      await expect(record.linkEvent(late, "e2", "", A)).rejects.toMatchObject({ code: "record.not_found" })
      await expect(record.joinCampaign(late, "c2", "", A)).rejects.toMatchObject({ code: "record.not_found" })
      const { version } = await record.review(late)
      await record.setState(late, "reviewed", "", A)
      const old = { ...A, expect: version }
      for (const ask of [
        () => record.followAction(late, early, "", old),
        () => record.tellOutcome(late, PROMISE, "", old),
        () => record.followAction(early, late, "", { ...A, expectOther: version }),
      ])
        await expect(ask()).rejects.toMatchObject({ code: "record.changed" })
    })

    test("tell what came of an action by its day: it adds to the outcomes, outlasts a rebuild and is taken back", async () => {
      const { record, late } = await some()
      const met = { outcome: "demand_met", demand: null, day: "2024-06-01" } as const
      await record.tellOutcome(late, met, "", A)
      const { decision } = await record.tellOutcome(late, PROMISE, "told by the council", A)
      expect(await record.tellOutcome(late, PROMISE, "", A)).toEqual({ decision: null })
      const shown = async () => (await record.findPublished(late))!
      expect((await shown()).outcomeEvents).toEqual([PROMISE, met])
      expect((await shown()).outcomes).toEqual(["promised", "demand_met"])
      expect((await record.review(late)).fields.outcomes).toEqual(["promised", "demand_met"])
      const [, step] = await record.history(late)
      expect(step).toMatchObject({ what: "outcome.told", who: "p-first", reason: "told by the council" })
      expect(step!.changes).toEqual([
        { field: "outcomes", before: ["demand_met"], after: ["promised", "demand_met"] },
        { field: "outcomeEvents", before: [met], after: [PROMISE, met] },
      ])
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect((await shown()).outcomeEvents).toEqual([PROMISE, met])
      await record.undo(decision!, A)
      expect(await shown()).toMatchObject({ outcomeEvents: [met], outcomes: ["demand_met"] })
      await record.setState(late, "retracted", "", A)
      expect(await shown()).toMatchObject({ outcomeEvents: [], outcomes: [] })
    })

    test("propose first what a text answers, whatever its place, in any of its versions", async () => {
      const { record, early, late } = await some()
      const told = (id: string, text: string, more: object) =>
        record.addCoded(newReport(id, text, more), codeReport({ id, text, published: "2024-05-20" }))
      const answer = await told("9", TOWNS, { published: "2024-05-20", replyTo: "1" })
      const [id] = answer.actionIds
      expect((await record.linkCandidates(id!)).earlier[0]?.id).toBe(early)
      expect(await record.answeredBy(answer.reportId)).toMatchObject({ foreignId: "1" })
      const lost = await told("10", `${TOWNS} باز هم`, { published: "2024-05-21", replyTo: "77" })
      expect(await record.answeredBy(lost.reportId)).toEqual({ foreignId: "77", reportId: null })
      expect(late).not.toBe(early)
      expect(await record.verify()).toEqual([])
    })

    test("propose calls near in time and earlier actions of the same place, and none of another workforce", async () => {
      const { record, add, early, late, call } = await some()
      const other = await add("4", `${CALL} باز هم`, "2024-05-12")
      expect(await record.linkCandidates(late)).toEqual({
        calls: [],
        earlier: [{ id: early, isCall: false, start: "2024-05-05" }],
      })
      expect((await record.linkCandidates(early)).earlier).toEqual([])
      expect((await record.linkCandidates(other)).calls.map((one) => one.id)).toEqual([call])
    })
  })
