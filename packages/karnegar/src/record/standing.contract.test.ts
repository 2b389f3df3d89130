import { builtInKnowledge } from "@karnegar/coder"
import fc from "fast-check"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { EMPTY_FIELDS, type ImportedRow, NO_WORDS } from "./fields.ts"
import { openRecord } from "./open.ts"
import type { Record } from "./record.ts"
import type { RegisterRow } from "./register-tables.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const JOINING = { acceptCodings: true, joinAlike: 0.85 }

/** Accounts of two actions: a strike told four times over two days, and another workforce in the same town. */
const ACCOUNTS = [
  codedPair("a", `${STRIKE} شمار آنان حدود ۳۰۰ نفر بود.`, { source: "one" }),
  codedPair("b", `خبرگزاری: ${STRIKE} شمار آنان بیش از ۵۰۰ نفر بود.`, { source: "two" }),
  codedPair("c", "کارگران شرکت نیشکر هفت‌تپه امروز در شوش اعتصاب کردند و خواستار پرداخت حقوق معوقه شدند.", {
    source: "three",
  }),
  codedPair("d", "کارگران شهرداری شوش امروز در اعتراض به سه ماه حقوق معوقه مقابل فرمانداری تجمع کردند.", {
    source: "one",
  }),
  codedPair("e", TOWNS, { source: "two" }),
  codedPair("f", CALL, { source: "two" }),
] as const

for (const [name, start] of ENGINES) {
  describe(`what stands on ${name}`, () => {
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

    async function fresh(rules: { acceptCodings?: boolean; joinAlike?: number | null } = {}): Promise<Record> {
      const record = await openRecord(await engine.place(), { registers })
      open.push(record)
      await record.setRules(rules)
      return record
    }
    const idOf = (results: readonly { readonly actionIds: readonly string[] }[], i: number) => results[i]!.actionIds[0]!

    test("joins accounts of one action, keeps the others apart, and shows ranges and disagreement", async () => {
      const record = await fresh(JOINING)
      const added = await record.addAllCoded(ACCOUNTS)
      const strike = idOf(added, 0)
      expect([1, 2].map((i) => idOf(added, i))).not.toContain(idOf(added, 3))
      const action = (await record.findPublished(strike))!
      expect(action.sources.length).toBe(3)
      expect(action.mergedIds.length).toBe(2)
      expect(action.participants).toEqual({ min: 300, max: null })
      expect(action.disagreements).toContain("participants")
      expect((await record.listPublished()).length).toBe(4)
      for (const id of action.mergedIds) expect((await record.findPublished(id))?.id).toBe(action.id)
      const claims = await record.claims(strike)
      const people = claims.find((c) => c.field === "participants")!
      expect(people).toMatchObject({ rule: "range", disagree: true })
      expect(people.claims.map((c) => c.how)).toEqual(["stated", "stated"])
      expect(people.claims.every((c) => c.spans.length > 0)).toBe(true)
    })

    test("proposes with reasons what the rule does not join, and asks no more once it was decided", async () => {
      const record = await fresh({ acceptCodings: true })
      const added = await record.addAllCoded(ACCOUNTS.slice(0, 2))
      const [proposal] = await record.listProposals({ limit: 10 })
      expect([proposal!.actionId, proposal!.otherId].sort()).toEqual([idOf(added, 0), idOf(added, 1)].sort())
      expect(proposal!.reasons.map((r) => r.code)).toEqual(
        expect.arrayContaining(["same_place", "same_day", "words_shared"]),
      )
      const { decision } = await record.keepApart(idOf(added, 0), idOf(added, 1))
      expect(await record.listProposals({ limit: 10 })).toEqual([])
      await record.undo(decision!)
      expect((await record.listProposals({ limit: 10 })).length).toBe(1)
      await record.joinActions(idOf(added, 0), idOf(added, 1))
      expect(await record.listProposals({ limit: 10 })).toEqual([])
    })

    test("undoes a merge and a split exactly", async () => {
      const record = await fresh({ acceptCodings: true })
      const added = await record.addAllCoded(ACCOUNTS)
      await record.setState(idOf(added, 0), "reviewed", "sample reason")
      const apart = await record.listPublished()
      const join = await record.joinActions(idOf(added, 0), idOf(added, 1))
      const more = await record.joinActions(idOf(added, 1), idOf(added, 2))
      const joined = await record.listPublished()
      expect(joined.length).toBe(apart.length - 2)
      const members = await record.observationsOf(idOf(added, 0))
      const split = await record.splitAction(idOf(added, 0), [members.slice(0, 1), members.slice(1)])
      expect((await record.listPublished()).length).toBe(apart.length - 1)
      await record.undo(split.decision!)
      expect(await record.listPublished()).toEqual(joined)
      await record.undo(join.decision!)
      await record.undo(more.decision!)
      expect(await record.listPublished()).toEqual(apart)
      await expect(record.undo(more.decision!)).rejects.toMatchObject({ code: "decision.undone" })
      await expect(record.splitAction(idOf(added, 0), [[idOf(added, 0)]])).rejects.toMatchObject({
        code: "decision.groups",
      })
    })

    test("gives the same actions in whatever order reports arrive, given the same decisions", async () => {
      const shown = async (order: readonly number[], size: number) => {
        const record = await fresh(JOINING)
        for (let i = 0; i < order.length; i += size)
          await record.addAllCoded(order.slice(i, i + size).map((n) => ACCOUNTS[n]!))
        const ids = new Map((await record.listReports({ limit: 10 })).map((r) => [r.report.foreignId, r.actionIds[0]!]))
        await record.joinActions(ids.get("d")!, ids.get("e")!)
        const members = await record.observationsOf(ids.get("a")!)
        await record.splitAction(ids.get("a")!, [members.slice(0, 1), members.slice(1)])
        return JSON.stringify(await record.listPublished())
      }
      const indexes = ACCOUNTS.map((_, i) => i)
      const first = await shown(indexes, 6)
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(indexes, { minLength: indexes.length }),
          fc.integer({ min: 1, max: 6 }),
          async (order, size) => {
            expect(await shown(order, size)).toBe(first)
          },
        ),
        { numRuns: name === "SQLite" ? 15 : 4 },
      )
    })

    test("counts copies of one origin, and sources of one group, once", async () => {
      const record = await fresh(JOINING)
      await record.putSource({ key: "one", nameFa: "یک", nameEn: "One", independenceGroup: "agency" })
      await record.putSource({ key: "three", nameFa: "سه", nameEn: "Three", independenceGroup: "agency" })
      const added = await record.addAllCoded([
        ACCOUNTS[0],
        ACCOUNTS[2],
        codedPair("copy", `${ACCOUNTS[0].report.text} کانال نمونه`, { source: "two" }),
      ])
      expect(await record.findPublished(idOf(added, 0))).toMatchObject({ evidence: "single_source" })
      await record.addAllCoded([
        codedPair("own", "اعتصاب کارگران نیشکر هفت‌تپه در شوش امروز برای دریافت مزدهای عقب‌افتاده آغاز شد.", {
          source: "four",
        }),
      ])
      expect(await record.findPublished(idOf(added, 0))).toMatchObject({ evidence: "independent_sources" })
    })

    test("lets a person's value stand, and takes it back", async () => {
      const record = await fresh({ acceptCodings: true })
      const id = idOf(await record.addAllCoded([ACCOUNTS[0]]), 0)
      const before = await record.findPublished(id)
      const set = {
        fields: { establishments: 3, settlement: "direct_talks" as const },
        evidence: "verified_media" as const,
      }
      const { decision } = await record.setValues(id, set, "seen on film", { who: "second" })
      expect(await record.findPublished(id)).toMatchObject({
        establishments: 3,
        settlement: "direct_talks",
        evidence: "verified_media",
      })
      expect((await record.claims(id)).find((c) => c.field === "establishments")).toMatchObject({ rule: "person" })
      expect((await record.listDecisions(id)).map((d) => d.what)).toEqual(["action.value"])
      await record.undo(decision!)
      expect(await record.findPublished(id)).toEqual(before)
    })

    test("computes days not worked of a strike, and says that it did", async () => {
      const record = await fresh({ acceptCodings: true })
      const id = idOf(await record.addAllCoded([ACCOUNTS[0]]), 0)
      expect((await record.findPublished(id))!.daysNotWorked).toEqual({ min: 300, max: 300, how: "computed" })
      await record.setValues(id, { fields: { end: "2024-05-07", daysNotWorked: null } }, "told later")
      expect((await record.findPublished(id))!.daysNotWorked).toEqual({ min: 900, max: 900, how: "computed" })
      await record.setValues(id, { fields: { daysNotWorked: { min: 500, max: 600 } } }, "told by a union")
      expect((await record.findPublished(id))!.daysNotWorked).toEqual({ min: 500, max: 600, how: "reported" })
    })

    test("holds a call against what was seen on its day", async () => {
      const record = await fresh({ acceptCodings: true })
      const added = await record.addAllCoded([
        codedPair("call", "فراخوان: معلمان روز یکشنبه ۱۶ اردیبهشت در شهرهای سنندج، مریوان و یزد تجمع خواهند کرد."),
        codedPair("e", TOWNS),
      ])
      const [call, towns] = [idOf(added, 0), idOf(added, 1)]
      const published = await record.findPublished(call)
      expect(published).toMatchObject({ isCall: true, start: "2024-05-05" })
      const coverage = (await record.coverage(call))!
      expect([coverage.announced.length, coverage.observed.length, coverage.unannounced.length]).toEqual([3, 2, 1])
      expect(await record.coverage(towns)).toBeNull()
      const { decision } = await record.linkCall(call, towns, false, "another matter")
      expect((await record.coverage(call))!.observed).toEqual([])
      await record.undo(decision!)
      expect(await record.coverage(call)).toEqual(coverage)
    })

    test("answers a request again without doing it again", async () => {
      const record = await fresh()
      const ask = { key: "5a6b7c" }
      const added = await record.addAllCoded([ACCOUNTS[0]], ask)
      const before = await record.counts()
      expect(await record.addAllCoded([ACCOUNTS[0]], ask)).toEqual(added)
      expect(added[0]!.fresh).toBe(true)
      expect(await record.counts()).toEqual(before)
      await expect(record.setRules({ acceptCodings: true }, ask)).rejects.toMatchObject({ code: "request.key" })
    })

    test("refuses a register's row that does not fit, and puts the same row once", async () => {
      const record = await fresh()
      const row: RegisterRow<"repression_case"> = {
        id: "k1",
        workforce: "sugar",
        repression: ["arrest"],
        stage: "bail",
      }
      await record.put("repression_case", row)
      const { entries } = await record.counts()
      await record.put("repression_case", row)
      expect((await record.counts()).entries).toBe(entries)
      const wrong = { ...row, stage: "nowhere", name: "x" } as unknown as RegisterRow<"repression_case">
      await expect(record.put("repression_case", wrong)).rejects.toMatchObject({ code: "register.row" })
    })

    test("links an employer to a workplace of the record's own", async () => {
      const record = await fresh({ acceptCodings: true })
      await record.put("workplace", {
        id: "own-mill",
        name_fa: "نساجی نمونه‌آباد",
        name_en: "Sample Mill",
        workforce: "textile",
      })
      const added = await record.addAllCoded([
        codedPair("m", "کارگران نساجی نمونه‌آباد امروز در شوش برای حقوق معوقه تجمع کردند."),
      ])
      const { workplace } = (await record.findPublished(idOf(added, 0)))!
      expect(workplace === null || workplace.id === "own-mill").toBe(true)
    })

    describe("imports", () => {
      const row = (key: string, more: Partial<ImportedRow["fields"]> = {}): ImportedRow => ({
        key,
        fields: {
          ...EMPTY_FIELDS,
          forms: ["strike"],
          workforce: "auto",
          start: "2024-05-05",
          precision: "day",
          ...more,
        },
        words: { ...NO_WORDS, employer: "کناریقمری" },
        urls: ["https://example.org/x"],
      })
      const file = (rows: readonly ImportedRow[]) => ({ name: "tracker", source: null, sha256: "0".repeat(64), rows })

      test("adds, updates by the user's own key, changes nothing the second time", async () => {
        const record = await fresh()
        expect(await record.importRows(file([row("1"), row("2")]), true)).toEqual({
          importId: null,
          added: 2,
          changed: 0,
          unchanged: 0,
        })
        expect((await record.counts()).actions).toBe(0)
        expect(await record.importRows(file([row("1"), row("2")]))).toMatchObject({
          added: 2,
          changed: 0,
          unchanged: 0,
        })
        const before = await record.counts()
        expect(await record.importRows(file([row("1"), row("2")]))).toEqual({
          importId: null,
          added: 0,
          changed: 0,
          unchanged: 2,
        })
        expect(await record.counts()).toEqual(before)
        expect(await record.importRows(file([row("2", { establishments: 4 })]))).toMatchObject({ added: 0, changed: 1 })
        const published = await record.listPublished()
        expect(published.map((a) => [a.origin, a.establishments]).sort()).toEqual([
          ["import", null],
          ["import", 4],
        ])
        expect(JSON.stringify(published)).not.toContain("کناریقمری")
        expect((await record.counts()).imported).toBe(2)
      })

      test("undoes a whole import and leaves what a later one changed", async () => {
        const record = await fresh()
        const first = await record.importRows(file([row("1"), row("2"), row("3")]))
        const before = await record.listPublished()
        const second = await record.importRows(file([row("2", { establishments: 4 }), row("4")]))
        await record.undoImport(second.importId!)
        expect(await record.listPublished()).toEqual(before)
        const third = await record.importRows(file([row("3", { establishments: 9 })]))
        await record.undoImport(first.importId!)
        expect((await record.listPublished()).map((a) => a.establishments)).toEqual([9])
        expect(await record.undoImport(first.importId!)).toBe(0)
        await record.undoImport(third.importId!)
        expect(await record.listPublished()).toEqual([])
        expect((await record.listImports()).map((i) => i.undone)).toEqual([true, true, true])
        await expect(record.undoImport("i0000000000")).rejects.toMatchObject({ code: "record.not_found" })
      })

      test("refuses a key that stands twice in one file", async () => {
        const record = await fresh()
        await expect(record.importRows(file([row("1"), row("1")]))).rejects.toMatchObject({ code: "import.key_twice" })
      })
    })

    test("rebuilds what stands from the log alone", async () => {
      const place = await engine.place()
      const record = await openRecord(place, { registers })
      open.push(record)
      await record.setRules(JOINING)
      const added = await record.addAllCoded(ACCOUNTS)
      await record.setState(idOf(added, 3), "reviewed", "sample reason", { who: "second" })
      await record.setState(idOf(added, 3), "published", "sample reason")
      await record.withdrawReport(added[1]!.reportId, "sample reason")
      const before = await record.listPublished()
      for (const table of [
        "action_source",
        "action_organisation",
        "outcome_event",
        "action_demand",
        "action_day",
        "local_action",
        "action",
      ])
        await engine.raw(place, `delete from ${table}`)
      for (const statement of [
        "delete from decision",
        "delete from likeness",
        "update observation set accepted = 0, action_id = id",
        "update report set sketch = null",
      ])
        await engine.raw(place, statement)
      expect((await record.verify()).length).toBeGreaterThan(0)
      await record.rebuild()
      expect(await record.listPublished()).toEqual(before)
      await engine.raw(place, "update payload set body = '{}' where seq = 2")
      await expect(record.rebuild()).rejects.toMatchObject({ code: "record.log_broken" })
      open = []
      await record.close()
    })
  })
}
