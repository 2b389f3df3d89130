import { readFileSync } from "node:fs"
import { join } from "node:path"
import { builtInKnowledge, type CodedDocument } from "@karnegar/coder"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, newReport, codedPair as pair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const NOW = () => new Date("2024-05-05T10:20:30Z")

for (const [name, start] of ENGINES) {
  describe(`the record on ${name}`, () => {
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

    async function fresh(rule = false): Promise<{ record: Record; place: RecordPlace }> {
      const place = await engine.place()
      const record = await openRecord(place, { registers, now: NOW })
      open.push(record)
      if (rule) await record.setRules({ acceptCodings: true })
      return { record, place }
    }

    test("keeps a coding without making an action of it while no rule is switched on", async () => {
      const { record } = await fresh()
      const { report, coding } = pair("1", STRIKE)
      const added = await record.addCoded(report, coding)
      expect(added).toMatchObject({ fresh: true, actionIds: [] })
      expect(await record.listPublished()).toEqual([])
      expect(await record.counts()).toMatchObject({ reports: 1, codings: 1, actions: 0 })
      expect(await record.findReport(added.reportId)).toMatchObject({ report, coding, actionIds: [] })
    })

    test("makes actions of standing codings when the rule is switched on, and of new ones after", async () => {
      const { record } = await fresh()
      await record.addAllCoded([pair("1", STRIKE)])
      await record.setRules({ acceptCodings: true })
      await record.addAllCoded([pair("2", CALL)])
      const published = await record.listPublished()
      expect(published.map((a) => [a.isCall, a.workforce, a.state])).toEqual([
        [false, "sugar", "unreviewed"],
        [true, "retirees", "unreviewed"],
      ])
      const strike = published[0]!
      expect(strike.places[0]).toMatchObject({ id: `${strike.id}.1`, nameFa: "شوش" })
      expect(strike.start).toBe("2024-05-05")
      expect(strike.workplace?.id).toBe("haft-tappeh")
      expect(await record.findPublished(strike.id)).toEqual(strike)
      expect(await record.findPublished("a0000000000")).toBeNull()
    })

    test("leaves actions as they are when the rule is switched off and on again", async () => {
      const { record } = await fresh(true)
      await record.addAllCoded([pair("1", STRIKE)])
      const before = await record.listPublished()
      await record.setRules({ acceptCodings: false })
      expect(await record.rules()).toEqual({ acceptCodings: false, joinAlike: null, keepAll: false, publishers: 2 })
      await record.addAllCoded([pair("2", CALL)])
      expect(await record.listPublished()).toEqual(before)
      await record.setRules({ acceptCodings: true })
      expect((await record.listPublished()).length).toBe(before.length + 1)
    })

    test("makes one local action for each place, and links organisations on the register", async () => {
      const { record } = await fresh(true)
      await record.addAllCoded([pair("1", TOWNS)])
      const [action] = await record.listPublished()
      expect(action!.id).toMatch(/^a[0-9a-hjkmnp-tv-z]{10}$/)
      expect(action!.places.map((p) => p.id)).toEqual([1, 2, 3].map((n) => `${action!.id}.${n}`))
      expect(action!.places.map((p) => p.nameFa)).toEqual(["سنندج", "مریوان", "سقز"])
      expect(action!.organisations.map((o) => o.id)).toEqual(["cctsi"])
    })

    test("lists oldest first, what has no day last", async () => {
      const { record } = await fresh(true)
      const [dayless, early, late] = [pair("1", STRIKE), pair("2", STRIKE), pair("3", CALL)]
      const on = (coding: CodedDocument, start: string | null): CodedDocument => ({
        ...coding,
        actions: coding.actions.map((a) => ({ ...a, date: { ...a.date, start } })),
      })
      await record.addAllCoded([
        { ...dayless, coding: on(dayless.coding, null) },
        { ...late, coding: on(late.coding, "2024-05-06") },
        { ...early, coding: on(early.coding, "2019-01-02") },
      ])
      expect((await record.listPublished()).map((a) => a.start)).toEqual(["2019-01-02", "2024-05-06", null])
    })

    test("keeps numbers beyond 32 bits", async () => {
      const { record } = await fresh(true)
      const { report, coding } = pair("1", STRIKE)
      const participants = { min: 3_000_000_000, max: 9_000_000_000 }
      await record.addCoded(report, {
        ...coding,
        actions: [{ ...coding.actions[0]!, participants, places_count: 5e9 }],
      })
      expect(await record.listPublished()).toMatchObject([{ participants, placesCount: 5e9 }])
    })

    test("shows the province, or the country, of a place that no gazetteer row stands for", async () => {
      const { record } = await fresh(true)
      const { report, coding } = pair("1", STRIKE)
      const unknown = { id: null, name: "کوی نمونه", type: "village", lat: null, lon: null, site: null } as const
      const placed = (n: string, province: string | null) => ({
        report: { ...report, foreignId: n, text: `${report.text} ${n}` },
        coding: { ...coding, actions: [{ ...coding.actions[0]!, places: [{ ...unknown, province }] }] },
      })
      await record.addAllCoded([placed("1", "خوزستان"), placed("2", null), placed("3", "کوی نمونه")])
      const places = (await record.listPublished()).flatMap((a) => a.places.map((p) => [p.nameFa, p.nameEn, p.type]))
      expect(places.sort()).toEqual([
        ["ایران", "Iran", "country"],
        ["ایران", "Iran", "country"],
        ["خوزستان", "Khuzestan", "province"],
      ])
    })

    test("changes nothing when the same report comes again", async () => {
      const { record } = await fresh(true)
      const [first] = await record.addAllCoded([pair("1", TOWNS)])
      const [before, version] = [await record.counts(), await record.version()]
      expect(await record.addAllCoded([pair("1", TOWNS)])).toEqual([{ ...first, fresh: false }])
      expect(await record.counts()).toEqual(before)
      expect(await record.version()).toBe(version)
    })

    test("takes the same report twice in one call as one", async () => {
      const { record } = await fresh(true)
      const [first, second] = await record.addAllCoded([pair("1", STRIKE), pair("1", STRIKE)])
      expect(second).toEqual({ ...first, fresh: false })
      expect((await record.counts()).reports).toBe(1)
    })

    test("keeps the same id and the same text of two sources apart", async () => {
      const { record } = await fresh(true)
      const added = await record.addAllCoded([
        pair("1", STRIKE),
        pair("1", STRIKE, { source: "sample_press" }),
        pair("1", STRIKE, { source: null }),
        pair("2", STRIKE),
      ])
      expect(added.every((a) => a.fresh)).toBe(true)
      expect(new Set(added.map((a) => a.reportId)).size).toBe(4)
      expect(new Set(added.flatMap((a) => a.actionIds)).size).toBe(4)
    })

    test("refuses another text under a standing id and keeps nothing of that call", async () => {
      const { record } = await fresh()
      await record.addAllCoded([pair("1", STRIKE)])
      const before = await record.counts()
      await expect(record.addAllCoded([pair("2", CALL), pair("1", `${STRIKE} و`)])).rejects.toMatchObject({
        code: "report.conflict",
      })
      await expect(record.addAllCoded([pair("3", CALL), pair("3", STRIKE)])).rejects.toMatchObject({
        code: "report.conflict",
      })
      expect(await record.counts()).toEqual(before)
    })

    test("refuses a null character, which one of the databases cannot store", async () => {
      const { record } = await fresh()
      for (const bad of [pair("1", `${STRIKE}\u0000`), pair("1\u0000", STRIKE), pair("1", STRIKE, { url: "\u0000" })])
        await expect(record.addAllCoded([bad])).rejects.toMatchObject({ code: "report.null_character" })
      expect((await record.counts()).reports).toBe(0)
    })

    test("stores odd text as it is", async () => {
      const { record } = await fresh()
      const text = `${STRIKE} 👷🏽‍♀️ \u202e\u2066 ﷲ \r\n\t "'\\ %s ${"ط".repeat(300_000)}`
      const { reportId } = await record.addCoded(newReport("odd", text), pair("odd", STRIKE).coding)
      expect((await record.findReport(reportId))!.report.text).toBe(text)
      expect(await record.verify()).toEqual([])
    })

    test("gives the same ids wherever and whenever a report is added", async () => {
      const [a, b] = [await fresh(true), await fresh(true)]
      const one = await a.record.addAllCoded([pair("1", STRIKE), pair("2", CALL)])
      const two = await b.record.addAllCoded([pair("2", CALL), pair("1", STRIKE)])
      expect(one.map((r) => r.actionIds).sort()).toEqual(two.map((r) => r.actionIds).sort())
    })

    test("keeps one coding per coder version and lexicon, and shows the newest", async () => {
      const { record } = await fresh()
      const { reportId } = (await record.addAllCoded([pair("1", STRIKE)]))[0]!
      const found = await record.findReport(reportId)
      expect(found!.coding!.coder).toEqual(pair("1", STRIKE).coding.coder)
      expect(found!.report.foreignId).toBe("1")
    })

    test("pages through reports, newest first", async () => {
      const { record } = await fresh()
      await record.addAllCoded(["1", "2", "3", "4", "5"].map((n) => pair(n, `${STRIKE} ${n}`)))
      const first = await record.listReports({ limit: 2 })
      const second = await record.listReports({ limit: 2, before: first[1]!.report.id })
      const third = await record.listReports({ limit: 2, before: second[1]!.report.id })
      expect([...first, ...second, ...third].map((r) => r.report.foreignId)).toEqual(["5", "4", "3", "2", "1"])
      expect(await record.listReports({ limit: 2, before: "r0000000000" })).toEqual([])
    })

    test("retracts an action down to its id and raises the version", async () => {
      const { record } = await fresh(true)
      const { actionIds } = (await record.addAllCoded([pair("1", TOWNS), pair("2", STRIKE)]))[0]!
      const [before, version] = [await record.findPublished(actionIds[0]!), await record.version()]
      await record.setState(actionIds[0]!, "retracted", "doubtful")
      expect(await record.findPublished(actionIds[0]!)).toEqual({
        id: actionIds[0],
        state: "retracted",
        reviewers: 0,
        forms: [],
        status: "held",
        isCall: false,
        start: null,
        end: null,
        precision: "unknown",
        places: [],
        placesCount: null,
        workforce: "workers_other",
        employment: [],
        character: "economic",
        jointWith: [],
        participants: null,
        demands: [],
        outcomes: [],
        repression: [],
        workplace: null,
        organisations: [],
        sources: [],
        sample: false,
        coarse: false,
        origin: "coding",
        evidence: "retracted",
        disagreements: [],
        mergedIds: [],
        quotes: [],
        outcomeEvents: [],
        enterpriseType: null,
        workersDirect: null,
        workersIndirect: null,
        establishments: null,
        workforceSize: null,
        daysNotWorked: null,
        stateResponse: [],
        employerResponse: [],
        settlement: null,
        lastSeenOngoing: null,
      })
      expect(await record.version()).toBeGreaterThan(version)
      await record.setState(actionIds[0]!, "unreviewed", "not so doubtful")
      expect(await record.findPublished(actionIds[0]!)).toEqual(before)
      await expect(record.setState("a0000000000", "retracted", "")).rejects.toMatchObject({ code: "record.not_found" })
    })

    test("raises the version with each change of what is public, and with no other", async () => {
      const { record } = await fresh()
      let version = await record.version()
      const raised = async () => {
        const before = version
        version = await record.version()
        return version > before
      }
      await record.addAllCoded([pair("1", STRIKE)])
      expect(await raised()).toBe(false)
      await record.setRules({ acceptCodings: true })
      expect(await raised()).toBe(true)
      await record.setRules({ acceptCodings: true })
      expect(await raised()).toBe(false)
      const { actionIds } = (await record.addAllCoded([pair("2", CALL)]))[0]!
      expect(await raised()).toBe(true)
      await record.putSource({ key: "sample_union", nameFa: "نمونه", nameEn: "Sample" })
      expect(await raised()).toBe(true)
      await record.putSource({ key: "sample_union", nameFa: "نمونه", nameEn: "Sample" })
      expect(await raised()).toBe(false)
      await record.setState(actionIds[0]!, "reviewed", "")
      expect(await raised()).toBe(true)
      await record.addAllCoded([pair("3", "هوا خوب است.", { sample: true })])
      expect(await raised()).toBe(true)
    })

    test("loses nothing over a restart", async () => {
      const { record, place } = await fresh(true)
      await record.putSource({ key: "sample_union", nameFa: "نمونه", nameEn: "Sample" })
      await record.addAllCoded([pair("1", STRIKE, { url: "https://example.org/a?name=x#y" })])
      const published = await record.listPublished()
      await record.close()
      open = open.filter((r) => r !== record)
      const again = await openRecord(place, { registers, now: NOW })
      open.push(again)
      expect(await again.listPublished()).toEqual(published)
      expect(published[0]!.sources[0]).toMatchObject({ url: "https://example.org/a", source: { nameEn: "Sample" } })
      expect(await again.verify()).toEqual([])
    })

    test("takes writers one after the other, whichever process they are in", async () => {
      const { record, place } = await fresh()
      const second = await openRecord(place, { registers, now: NOW })
      open.push(second)
      await Promise.all(
        Array.from({ length: 12 }, (_, i) => (i % 2 ? record : second).addAllCoded([pair(`r${i}`, `${STRIKE} ${i}`)])),
      )
      expect((await record.counts()).reports).toBe(12)
      expect(await record.verify()).toEqual([])
    })

    test("withdraws a report: nothing of it is left, ids and the chain stay", async () => {
      const { record, place } = await fresh(true)
      const canary = "کناریقمری"
      const { reportId, actionIds } = await record.addCoded(
        newReport("1", `${TOWNS} ${canary}`, { url: `https://example.org/${canary}`, lang: canary }),
        pair("1", `${TOWNS} ${canary}`).coding,
      )
      await record.addAllCoded([pair("2", STRIKE)])
      await record.setState(actionIds[0]!, "disputed", `${canary} says so`)
      await record.withdrawReport(reportId, "asked for by its writer")

      expect(await record.verify()).toEqual([])
      expect(await record.findPublished(actionIds[0]!)).toMatchObject({ state: "retracted", places: [], sources: [] })
      expect(await record.findReport(reportId)).toMatchObject({ report: { text: "", url: null }, coding: null })
      expect((await record.listPublished()).filter((a) => a.state !== "retracted").length).toBe(1)
      for (const table of ["report", "coding", "action", "local_action", "action_organisation", "payload", "entry"])
        expect(JSON.stringify(await engine.raw(place, `select * from ${table}`))).not.toContain(canary)
      if ("dataDir" in place) {
        const bytes = Buffer.concat(["", "-wal"].map((end) => readFileSync(join(place.dataDir, `record.sqlite${end}`))))
        expect(bytes.includes(canary)).toBe(false)
        expect(bytes.includes("دست از کار")).toBe(true)
      }

      await record.withdrawReport(reportId, "again")
      await expect(record.setState(actionIds[0]!, "published", "")).rejects.toMatchObject({ code: "record.withdrawn" })
      await expect(record.withdrawReport("r0000000000", "")).rejects.toMatchObject({ code: "record.not_found" })
      const back = await record.addCoded(newReport("1", `${TOWNS} ${canary}`), pair("1", TOWNS).coding)
      expect(back).toEqual({ reportId, fresh: false, actionIds })
      await record.setRules({ acceptCodings: false })
      await record.setRules({ acceptCodings: true })
      expect(await record.verify()).toEqual([])
    })

    test("tells nothing in the log that a guess could be held against", async () => {
      const { record, place } = await fresh(true)
      await record.putSource({ key: "sample_union", nameFa: "نمونه", nameEn: "Sample" })
      const { reportId, actionIds } = (await record.addAllCoded([pair("1", STRIKE)]))[0]!
      await record.setState(actionIds[0]!, "disputed", "sample reason")
      const entries = await engine.raw(place, "select * from entry order by seq")
      expect(entries.length).toBe(6)
      for (const entry of entries) {
        expect(Object.keys(entry).sort()).toEqual(["at", "commitment", "hash", "previous", "seq", "what", "who"])
        expect(entry.at).toBe("2024-05-05T10:20Z")
        expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${reportId}|${actionIds[0]}|sample|${"نمونه"}`))
      }
      const salts = (await engine.raw(place, "select salt from payload")).map((p) => String(p.salt))
      expect(new Set(salts).size).toBe(6)
      for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{64}$/)
    })

    test("lets no free text into what is public", async () => {
      const { record } = await fresh(true)
      const canary = "کناریقمری"
      const coding = pair("1", STRIKE).coding
      const action = coding.actions[0]!
      const spoiled: CodedDocument = {
        ...coding,
        id: canary,
        lang: canary,
        themes: {
          ...coding.themes,
          organisations: [canary],
          workplaces: [canary],
          context_events: [{ name: canary, date: canary }],
          solidarity: [{ from: canary, to: canary }],
          mentioned_actions: [
            {
              forms: ["strike"],
              workforce: "sugar",
              workplace: canary,
              places_count: null,
              demands: [],
              outcomes: [],
              span: [0, 3],
            },
          ],
        },
        problems: [{ code: "place.many", span: [0, 3], candidates: [canary] }],
        actions: [
          {
            ...action,
            employer: canary,
            organisers: [canary],
            date: { ...action.date, written: canary },
            outcome_events: [{ code: "paid", demand: null, date: canary, span: [0, 3] }],
            places: [
              { ...action.places[0]!, site: canary, name: canary, province: canary, candidates: [canary] },
              { id: null, name: canary, type: "village", province: canary, lat: null, lon: null, site: canary },
              { id: canary, name: canary, type: "village", province: canary, lat: null, lon: null, site: canary },
            ],
            support: [{ field: canary, value: canary, how: "stated", spans: [], by: canary }],
          },
        ],
        coder: { version: canary, lexicon: canary },
      }
      const spoiledReport = newReport(canary, `${canary} ${STRIKE}`, {
        source: canary,
        url: `https://${canary}:${canary}@example.org/a?${canary}=1&id=${canary}#${canary}`,
        lang: canary,
      })
      const { actionIds } = await record.addCoded(spoiledReport, spoiled)
      const shown = async () =>
        JSON.stringify([await record.listPublished(), await record.findPublished(actionIds[0]!)])
      expect((await record.listPublished())[0]).toMatchObject({ workforce: "sugar", places: [{ nameFa: "شوش" }] })
      expect(await shown()).not.toContain(canary)
      expect(await shown()).not.toContain(encodeURIComponent(canary))
      await record.setState(actionIds[0]!, "disputed", canary)
      expect(await shown()).not.toContain(canary)
      // The control: what is private holds it.
      expect(JSON.stringify(await record.listReports({ limit: 5 }))).toContain(canary)
    })
  })
}
