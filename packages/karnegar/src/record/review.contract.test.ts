import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair as pair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { QueueOrder } from "./queue.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const A = { who: "p-first" }
const B = { who: "p-second" }

for (const [name, start] of ENGINES) {
  describe(`review on ${name}`, () => {
    let engine: RecordEngine
    let open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterEach(async () => {
      await Promise.all(open.map((r) => r.close()))
      open = []
    })
    afterAll(() => engine.stop())

    async function fresh(rule = true): Promise<{ record: Record; place: RecordPlace; id: string; reportId: string }> {
      const place = await engine.place()
      const record = await openRecord(place, { registers })
      open.push(record)
      if (rule) await record.setRules({ acceptCodings: true })
      const { reportId } = await record.addCoded(...both("1", STRIKE))
      const [id] = await observations(place, reportId)
      return { record, place, id: id!, reportId }
    }
    const both = (n: string, text: string, more = {}) => {
      const { report, coding } = pair(n, text, more)
      return [report, coding] as const
    }
    const observations = async (place: RecordPlace, reportId: string) =>
      (await engine.raw(place, "select id from observation where report_id = ? order by ordinal", [reportId])).map(
        (r) => String(r.id),
      )
    const publicState = async (record: Record, id: string) => {
      const action = await record.findPublished(id)
      return action === null ? null : [action.state, action.reviewers]
    }

    describe("publishing", () => {
      test("needs a review by another person than the one who publishes", async () => {
        const { record, id } = await fresh()
        const refused = { code: "decision.second_person", subject: id }
        await expect(record.setState(id, "published", "", A)).rejects.toMatchObject(refused)
        await record.setState(id, "reviewed", "", A)
        await expect(record.setState(id, "published", "", A)).rejects.toMatchObject(refused)
        expect(await publicState(record, id)).toEqual(["reviewed", 1])
        await record.setState(id, "published", "", B)
        expect(await publicState(record, id)).toEqual(["published", 2])
        expect(await record.verify()).toEqual([])
      })

      test("takes the operator of the command line for one person", async () => {
        const { record, id } = await fresh()
        await record.setState(id, "reviewed", "")
        await expect(record.setState(id, "published", "")).rejects.toMatchObject({ code: "decision.second_person" })
        await record.setState(id, "published", "", A)
        expect(await publicState(record, id)).toEqual(["published", 2])
      })

      test("needs one person where the rule says so, and the action says by how many", async () => {
        const { record, id } = await fresh()
        await record.setRules({ publishers: 1 })
        await record.setState(id, "published", "", A)
        expect(await publicState(record, id)).toEqual(["published", 1])
        await record.setRules({ publishers: 2 })
        expect(await publicState(record, id)).toEqual(["published", 1])
      })

      test("counts no review of what was changed after it", async () => {
        const { record, id } = await fresh()
        await record.setState(id, "reviewed", "", A)
        await record.setValues(id, { fields: { establishments: 2 } }, "", B)
        await expect(record.setState(id, "published", "", B)).rejects.toMatchObject({ code: "decision.second_person" })
        await record.setState(id, "published", "", A)
        expect(await publicState(record, id)).toEqual(["published", 2])
        await record.setValues(id, { fields: { establishments: 3 } }, "", B)
        expect(await publicState(record, id)).toEqual(["reviewed", 1])
      })

      test("counts no review that was before a dispute, and none that was taken back", async () => {
        const { record, id } = await fresh()
        const review = await record.setState(id, "reviewed", "", A)
        await record.setState(id, "disputed", "two tell it otherwise", B)
        await expect(record.setState(id, "published", "", B)).rejects.toMatchObject({ code: "decision.second_person" })
        const dispute = (await record.history(id)).at(-1)!.decision
        await record.undo(dispute, B)
        await record.setState(id, "published", "", B)
        expect(await publicState(record, id)).toEqual(["published", 2])
        await record.undo(review.decision!, A)
        expect(await publicState(record, id)).toEqual(["reviewed", 1])
        await record.rebuild()
        expect(await publicState(record, id)).toEqual(["reviewed", 1])
      })

      test("refuses the publisher who had set the value and had it reviewed by nobody", async () => {
        const { record, id } = await fresh()
        await record.setValues(id, { fields: { establishments: 2 }, state: "reviewed" }, "", A)
        await expect(
          record.setValues(id, { fields: { establishments: 3 }, state: "published" }, "", B),
        ).rejects.toMatchObject({ code: "decision.second_person" })
        expect((await record.review(id)).fields.establishments).toBe(2)
      })
    })

    describe("drafts", () => {
      test("stand once a person gives them a state, and are drafts again when that is taken back", async () => {
        const { record, id } = await fresh(false)
        expect(await record.review(id)).toMatchObject({ state: "draft", seenBy: [] })
        const { decision } = await record.setState(id, "reviewed", "", A)
        expect(await publicState(record, id)).toEqual(["reviewed", 1])
        expect(await record.verify()).toEqual([])
        await record.undo(decision!, A)
        expect(await record.findPublished(id)).toBeNull()
        expect(await record.review(id)).toMatchObject({ state: "draft" })
        expect(await record.verify()).toEqual([])
      })

      test("that are rejected are never public, also when the rule is switched on later", async () => {
        const { record, id } = await fresh(false)
        await record.setState(id, "retracted", "a football match", A)
        expect(await record.review(id)).toMatchObject({ state: "rejected" })
        await record.setRules({ acceptCodings: true })
        expect(await record.listPublished()).toEqual([])
        await record.rebuild()
        expect(await record.listPublished()).toEqual([])
        await record.setState(id, "reviewed", "a match of strikers, but they struck", B)
        expect(await publicState(record, id)).toEqual(["reviewed", 1])
        expect(await record.verify()).toEqual([])
      })

      test("that stood already are retracted, and keep their page", async () => {
        const { record, id } = await fresh()
        await record.setState(id, "rejected", "a football match", A)
        expect(await publicState(record, id)).toEqual(["retracted", 0])
      })
    })

    describe("a version that was expected", () => {
      test("refuses a decision made on what has changed, writes nothing, and takes one made on what stands", async () => {
        const { record, id } = await fresh()
        const { version } = await record.review(id)
        const before = await record.counts()
        await record.setValues(id, { fields: { establishments: 2 } }, "", { ...A, expect: version })
        for (const late of [
          () => record.setValues(id, { fields: { establishments: 9 } }, "", { ...B, expect: version }),
          () => record.setState(id, "reviewed", "", { ...B, expect: version }),
        ])
          await expect(late()).rejects.toMatchObject({ code: "record.changed", subject: id })
        expect((await record.counts()).entries).toBe(before.entries + 1)
        expect((await record.review(id, version)).fields.establishments).toBeNull()
        const now = await record.review(id)
        expect(now.fields.establishments).toBe(2)
        await record.setState(id, "reviewed", "", { ...B, expect: now.version })
      })

      test("moves when a decision is taken back, and when another report tells of the action", async () => {
        const { record, id } = await fresh()
        const { decision } = await record.setState(id, "reviewed", "", A)
        const seen = (await record.review(id)).version
        await record.undo(decision!, A)
        expect((await record.review(id)).version).toBeGreaterThan(seen)
        const later = (await record.review(id)).version
        const other = await record.addCoded(...both("2", `${STRIKE} باز هم`))
        await record.joinActions(id, other.actionIds[0]!, A)
        const joined = await record.review(id)
        expect(joined.version).toBeGreaterThan(later)
        expect(joined.reportIds.length).toBe(2)
      })

      test("answers a form that is sent twice as it did the first time", async () => {
        const { record, id } = await fresh()
        const ask = { ...A, key: "form:1", expect: (await record.review(id)).version }
        const first = await record.setValues(id, { fields: { establishments: 2 }, state: "reviewed" }, "", ask)
        expect(await record.setValues(id, { fields: { establishments: 2 }, state: "reviewed" }, "", ask)).toEqual(first)
        expect((await record.history(id)).length).toBe(2)
      })
    })

    test("tells who did what when, with what stood before and after", async () => {
      const { record, id } = await fresh()
      await record.setValues(id, { fields: { establishments: 2 }, state: "reviewed" }, "told by a union", A)
      const { decision } = await record.setValues(id, { fields: { establishments: 3 } }, "miscounted", B)
      await record.undo(decision!, A)
      const history = await record.history(id)
      expect(history.map(({ who, what, reason, stands, changes }) => [who, what, reason, stands, changes])).toEqual([
        ["p-first", "action.value", "told by a union", true, [{ field: "establishments", before: null, after: 2 }]],
        [
          "p-first",
          "action.state",
          "told by a union",
          true,
          [{ field: "state", before: "unreviewed", after: "reviewed" }],
        ],
        ["p-second", "action.value", "miscounted", false, [{ field: "establishments", before: 2, after: 3 }]],
        ["p-first", "decision.undone", null, false, [{ field: "establishments", before: 3, after: 2 }]],
      ])
      expect(history[3]!.decision).toBe(decision)
      expect(history[0]!.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/)
    })

    describe("the queue", () => {
      const FIVE = [STRIKE, CALL, TOWNS, `${STRIKE} دوباره`, `${TOWNS} باز`]
      async function five() {
        const place = await engine.place()
        const record = await openRecord(place, { registers })
        open.push(record)
        for (const [i, text] of FIVE.entries())
          await record.addCoded(...both(String(i), text, { source: i % 2 === 0 ? "even" : "odd" }))
        return { record, place }
      }

      for (const order of ["newest", "confidence", "source", "conflict"] as QueueOrder[])
        test(`pages by ${order}, each report once, forwards and back`, async () => {
          const { record } = await five()
          const all = await record.listQueue({ order, state: "waiting", limit: 50 })
          expect(all.length).toBe(FIVE.length)
          const walked = []
          for (let after: string | undefined; ; after = walked.at(-1)!.place) {
            const next = await record.listQueue({
              order,
              state: "waiting",
              limit: 2,
              ...(after === undefined ? {} : { after }),
            })
            if (next.length === 0) break
            walked.push(...next)
          }
          expect(walked).toEqual(all)
          const back = await record.listQueue({ order, state: "waiting", limit: 2, before: all[3]!.place })
          expect(back).toEqual([all[2], all[1]])
        })

      test("is ordered as it says", async () => {
        const { record } = await five()
        const by = async (order: QueueOrder) => record.listQueue({ order, state: "waiting", limit: 50 })
        expect((await by("source")).map((i) => i.source)).toEqual(["even", "even", "even", "odd", "odd"])
        const sure = (await by("confidence")).map((i) => i.confidence!)
        expect(sure).toEqual([...sure].sort((a, b) => a - b))
        expect(new Set(sure).size).toBeGreaterThan(1)
        const newest = await by("newest")
        expect(newest.map((i) => i.opening)).toEqual([...FIVE].reverse())
        expect(newest[0]).toMatchObject({ published: "2024-05-05", conflicts: 0, actions: 1 })
        const ids = await Promise.all(newest.slice(0, 2).map(async (i) => (await record.findReport(i.reportId))!))
        expect(ids.length).toBe(2)
      })

      test("puts what sources tell differently first, where that is asked for", async () => {
        const { record, place } = await five()
        await record.setRules({ acceptCodings: true })
        const oldest = (await record.listQueue({ order: "newest", state: "waiting", limit: 50 })).at(-1)
        const [id] = await observations(place, oldest!.reportId)
        await engine.raw(place, "update action set disagreements = ? where id = ?", ['["start","participants"]', id!])
        const [first] = await record.listQueue({ order: "conflict", state: "waiting", limit: 1 })
        expect(first).toMatchObject({ reportId: oldest!.reportId, conflicts: 2 })
      })

      test("holds what waits, and counts by state", async () => {
        const { record, place } = await five()
        const [first, second] = await record.listQueue({ order: "newest", state: "draft", limit: 2 })
        const [[a], [b]] = [await observations(place, first!.reportId), await observations(place, second!.reportId)]
        await record.setState(a!, "reviewed", "", A)
        await record.setState(b!, "rejected", "", A)
        expect(await record.countQueue()).toEqual({
          waiting: 3,
          draft: 3,
          unreviewed: 0,
          reviewed: 1,
          published: 0,
          disputed: 0,
          retracted: 0,
          rejected: 1,
        })
        await record.withdrawReport(
          (await record.listQueue({ order: "newest", state: "draft", limit: 1 }))[0]!.reportId,
          "",
        )
        expect((await record.countQueue()).waiting).toBe(2)
        const odd = await record.listQueue({ order: "newest", state: "waiting", limit: 9, source: "odd" })
        expect(odd.every((item) => item.source === "odd")).toBe(true)
        expect(await record.verify()).toEqual([])
      })
    })
  })
}
