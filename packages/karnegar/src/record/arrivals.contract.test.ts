import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { preparedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"
import type { Brought } from "./types.ts"

const registers = registersFrom(builtInKnowledge())
const JUDGE = "coder 1"
const MONDAY = "2024-05-06T10:00:00Z"
const TUESDAY = "2024-05-07T10:00:00Z"
const OTHER = "معلمان امروز در تبریز برای رتبه‌بندی تجمع کردند."

const aside = (id: string, text: string, why: "no_labour" | "copy" = "no_labour"): Brought => ({
  report: preparedPair(id, text).report,
  aside: why,
})

for (const [name, start] of ENGINES) {
  describe(`what sources bring, on ${name}`, () => {
    let engine: RecordEngine
    let open: Record[] = []
    const dirs: string[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterEach(async () => {
      // Whatever was done, the log and all that is derived from it hold, and a rebuild changes none of it.
      for (const record of open) {
        expect(await record.verify()).toEqual([])
        await record.rebuild()
        expect(await record.verify()).toEqual([])
        await record.close()
      }
      open = []
    })
    afterAll(async () => {
      for (const dir of dirs) rmSync(dir, { recursive: true })
      await engine.stop()
    })

    async function fresh(): Promise<{ record: Record; place: RecordPlace; evidenceDir: string }> {
      const place = await engine.place()
      const evidenceDir = mkdtempSync(join(tmpdir(), "karnegar-evidence-"))
      dirs.push(evidenceDir)
      const record = await openRecord({ ...place, evidenceDir }, { registers })
      open.push(record)
      await record.setRules({ acceptCodings: true })
      return { record, place, evidenceDir }
    }

    test("an edited text stands in the place of the one before, and the action's id leads to it", async () => {
      const { record } = await fresh()
      const [first] = await record.takeIn([preparedPair("1", STRIKE)], JUDGE)
      const edited = preparedPair("1", `${STRIKE} آنان ۳۰۰ نفر بودند.`, { edited: MONDAY })
      const [second] = await record.takeIn([edited], JUDGE)
      expect(second!.how).toBe("version")
      const published = await record.listPublished()
      expect(published).toHaveLength(1)
      expect(published[0]).toMatchObject({ id: second!.actionIds[0], evidence: "single_source", state: "unreviewed" })
      expect(await record.findPublished(first!.actionIds[0]!)).toEqual(published[0])
      expect(published[0]!.participants?.min).toBe(300)
      expect(published[0]!.sources.map((s) => s.reportId)).toEqual([second!.reportId])
      // The text before is history, not gone.
      expect((await record.findReport(first!.reportId!))!.report.text).toBe(STRIKE)
    })

    test("a text that came before answers were read stays as it is when it comes again with one; its next version has it", async () => {
      const { record } = await fresh()
      const [before] = await record.takeIn([preparedPair("1", STRIKE), preparedPair("2", TOWNS)], JUDGE)
      const { entries } = await record.counts()
      const again = await record.takeIn(
        [
          preparedPair("1", STRIKE),
          preparedPair("2", TOWNS, { replyTo: "1" }),
          preparedPair("3", OTHER, { replyTo: "1" }),
        ],
        JUDGE,
      )
      expect(again.map(({ how }) => how)).toEqual(["known", "known", "added"])
      expect((await record.counts()).reports).toBe(3)
      expect((await record.counts()).entries).toBeGreaterThan(entries)
      expect(await record.answeredBy(again[1]!.reportId!)).toBeNull()
      const answered = { foreignId: "1", reportId: before!.reportId }
      expect(await record.answeredBy(again[2]!.reportId!)).toEqual(answered)
      const edited = preparedPair("2", `${TOWNS} باز هم`, { replyTo: "1", edited: MONDAY })
      const [version] = await record.takeIn([edited], JUDGE)
      expect(version!.how).toBe("version")
      expect(await record.answeredBy(version!.reportId!)).toEqual(answered)
    })

    test("the same texts again write nothing, whichever version comes", async () => {
      const { record } = await fresh()
      const edited = preparedPair("1", TOWNS, { edited: MONDAY })
      await record.takeIn([preparedPair("1", STRIKE)], JUDGE)
      await record.takeIn([edited], JUDGE)
      const { entries } = await record.counts()
      const later = preparedPair("1", TOWNS, { edited: TUESDAY })
      const again = await record.takeIn([preparedPair("1", STRIKE), edited, later], JUDGE)
      expect(again.map((t) => t.how)).toEqual(["known", "known", "known"])
      expect((await record.counts()).entries).toBe(entries)
      expect(await record.know([preparedPair("1", STRIKE).report, edited.report], JUDGE)).toEqual(["known", "known"])
    })

    test("an older text that comes late is history from the first", async () => {
      const { record } = await fresh()
      const [now] = await record.takeIn([preparedPair("1", TOWNS, { edited: TUESDAY })], JUDGE)
      const [late] = await record.takeIn([preparedPair("1", `${TOWNS} الف`, { edited: MONDAY })], JUDGE)
      expect(late!.how).toBe("version")
      expect((await record.listPublished()).map((a) => a.sources.map((s) => s.reportId))).toEqual([[now!.reportId]])
    })

    test("another text without a later edit is a conflict, and nothing of its batch is stored", async () => {
      const { record } = await fresh()
      await record.takeIn([preparedPair("1", STRIKE, { edited: MONDAY })], JUDGE)
      const { entries } = await record.counts()
      for (const other of [preparedPair("1", TOWNS), preparedPair("1", TOWNS, { edited: MONDAY })])
        await expect(record.takeIn([preparedPair("2", OTHER), other], JUDGE)).rejects.toMatchObject({
          code: "report.conflict",
        })
      expect((await record.counts()).entries).toBe(entries)
    })

    test("an action that an edit takes back is retracted, but stands where a person had decided", async () => {
      const { record } = await fresh()
      const two = `${STRIKE}\n\n${OTHER}`
      const [a] = await record.takeIn([preparedPair("1", two)], JUDGE)
      const [b] = await record.takeIn([preparedPair("2", two)], JUDGE)
      expect(a!.actionIds).toHaveLength(2)
      const teachers = async (ids: readonly string[]) =>
        (await record.listPublished()).filter((x) => ids.includes(x.id)).find((x) => x.workforce === "education")!
      const [taken, checked] = [await teachers(a!.actionIds), await teachers(b!.actionIds)]
      await record.setState(checked.id, "reviewed", "sample reason")
      await record.takeIn([preparedPair("1", STRIKE, { edited: MONDAY })], JUDGE)
      await record.takeIn([preparedPair("2", STRIKE, { edited: MONDAY })], JUDGE)
      expect((await record.findPublished(taken.id))!.state).toBe("retracted")
      expect(await record.findPublished(checked.id)).toMatchObject({ state: "reviewed", workforce: "education" })
    })

    test("a withdrawal takes all versions, and none comes in again", async () => {
      const { record, place } = await fresh()
      const [first] = await record.takeIn([preparedPair("1", STRIKE)], JUDGE)
      const [second] = await record.takeIn([preparedPair("1", `${STRIKE} الف`, { edited: MONDAY })], JUDGE)
      await record.withdrawReport(second!.reportId!, "sample reason")
      const texts = await engine.raw(place, "select text from report")
      expect(texts.map((r) => r.text)).toEqual(["", ""])
      expect((await record.findPublished(first!.actionIds[0]!))!.state).toBe("retracted")
      const third = preparedPair("1", `${STRIKE} ب`, { edited: TUESDAY })
      expect((await record.takeIn([third], JUDGE))[0]!.how).toBe("known")
    })

    test("a document set aside is known by its hash, until another program judges", async () => {
      const { record, place } = await fresh()
      const texts = [aside("1", "هوا بارانی است"), aside("2", "بازی دیشب")]
      expect((await record.takeIn(texts, JUDGE)).map((t) => t.how)).toEqual(["aside", "aside"])
      expect((await record.takeIn(texts, JUDGE)).map((t) => t.how)).toEqual(["known", "known"])
      const reports = texts.map((t) => t.report)
      expect(await record.know(reports, JUDGE)).toEqual(["known", "known"])
      expect(await record.know(reports, "coder 2")).toEqual(["new", "new"])
      expect(await record.counts()).toMatchObject({ reports: 0, aside: 2 })
      // Nothing of the text itself.
      expect(JSON.stringify(await engine.raw(place, "select * from aside"))).not.toContain("بارانی")
      await record.setRules({ keepAll: true })
      expect(await record.know(reports, JUDGE)).toEqual(["new", "new"])
    })

    test("a document set aside may become a report later, and its hash goes with a withdrawal", async () => {
      const { record, place } = await fresh()
      await record.takeIn([aside("1", STRIKE), aside("2", "بازی دیشب")], JUDGE)
      const [stored] = await record.takeIn([preparedPair("1", STRIKE)], "coder 2")
      expect(stored!.how).toBe("added")
      await record.withdrawReport(stored!.reportId!, "sample reason")
      expect((await engine.raw(place, "select foreign_id from aside")).map((r) => r.foreign_id)).toEqual(["2"])
    })

    test("the same text of the same day under another key of the source is a copy; of another source it is a report", async () => {
      const { record } = await fresh()
      await record.takeIn([preparedPair("1", STRIKE)], JUDGE)
      const same = preparedPair("2", STRIKE).report
      expect(
        await record.know([same, { ...same, source: "other" }, { ...same, published: "2024-05-09" }], JUDGE),
      ).toEqual(["copy", "new", "new"])
      const twice = [preparedPair("3", OTHER).report, preparedPair("4", OTHER).report]
      expect(await record.know(twice, JUDGE)).toEqual(["new", "copy"])
    })

    test("what was taken over from a channel counts with that channel once", async () => {
      const { record } = await fresh()
      for (const key of ["origin", "copier", "own"]) await record.putSource({ key, nameFa: key, nameEn: key })
      const report = (source: string, text: string, origin: string | null = null) =>
        preparedPair(source, text, { source, origin })
      const [a] = await record.takeIn([report("origin", STRIKE)], JUDGE)
      const [b] = await record.takeIn([report("copier", `${STRIKE} از صبح امروز کار خوابید.`, "origin")], JUDGE)
      await record.joinActions(a!.actionIds[0]!, b!.actionIds[0]!)
      expect((await record.listPublished())[0]!.evidence).toBe("single_source")
      const [c] = await record.takeIn([report("own", `گزارش خود ما: ${STRIKE}`)], JUDGE)
      await record.joinActions(a!.actionIds[0]!, c!.actionIds[0]!)
    })

    test("evidence is kept as received and found changed or missing", async () => {
      const { record, evidenceDir } = await fresh()
      const path = join(evidenceDir, "received")
      writeFileSync(path, "bytes as received")
      const store = record.evidenceStore()!
      const { sha256, bytes } = await store.putFile(path, null)
      await record.keepEvidence(path, sha256)
      const evidence = [{ sha256, mediaType: "text/plain", bytes, captured: MONDAY, tool: "sample 1" }]
      await record.takeIn([preparedPair("1", STRIKE, { evidence })], JUDGE)
      expect(readFileSync(store.pathOf(sha256), "utf8")).toBe("bytes as received")
      await expect(record.keepEvidence(path, "0".repeat(64))).rejects.toMatchObject({ code: "evidence.hash" })
      writeFileSync(store.pathOf(sha256), "other bytes")
      expect((await record.verify()).map((f) => f.code)).toEqual(["evidence.changed"])
      rmSync(store.pathOf(sha256))
      expect((await record.verify()).map((f) => f.code)).toEqual(["evidence.missing"])
      await expect(record.takeIn([preparedPair("2", OTHER, { evidence })], JUDGE)).rejects.toMatchObject({
        code: "evidence.missing",
      })
      await store.putFile(path, sha256)
    })

    test("a withdrawal destroys evidence, but for bytes that another report shares", async () => {
      const { record } = await fresh()
      const store = record.evidenceStore()!
      const piece = async (text: string) => {
        const { sha256, bytes } = await store.put([Buffer.from(text)])
        return { sha256, bytes, mediaType: "text/plain", captured: null }
      }
      const [own, shared] = [await piece("own"), await piece("shared")]
      const [first] = await record.takeIn([preparedPair("1", STRIKE, { evidence: [own, shared] })], JUDGE)
      const [second] = await record.takeIn([preparedPair("2", OTHER, { evidence: [shared] })], JUDGE)
      await record.withdrawReport(first!.reportId!, "sample reason")
      expect([store.has(own.sha256), store.has(shared.sha256)]).toEqual([false, true])
      await record.withdrawReport(second!.reportId!, "sample reason")
      expect(store.has(shared.sha256)).toBe(false)
      expect(await store.count()).toEqual({ files: 0, bytes: 0 })
    })

    test("bytes that no report names can be dropped, and others cannot", async () => {
      const { record } = await fresh()
      const { sha256, path } = await record.putEvidence(Buffer.from("received"))
      expect(readFileSync(path, "utf8")).toBe("received")
      expect((await record.putEvidence(Buffer.from("received"))).sha256).toBe(sha256)
      const evidence = [{ sha256, mediaType: "text/plain", bytes: 8, captured: MONDAY, url: "http://example.org/" }]
      const [taken] = await record.takeIn([preparedPair("1", STRIKE, { evidence })], JUDGE)
      expect(await record.dropEvidence(sha256)).toBe(false)
      const { sha256: other } = await record.putEvidence(Buffer.from("of no use"))
      expect(await record.dropEvidence(other)).toBe(true)
      expect([record.evidenceStore()!.has(sha256), record.evidenceStore()!.has(other)]).toEqual([true, false])
      const [kept, ...more] = await record.listEvidence()
      expect(kept).toMatchObject({ ...evidence[0], reportId: taken!.reportId, tool: null })
      expect(more).toEqual([])
    })

    test("evidence is added to a report that stands, once, and destroyed with it", async () => {
      const { record } = await fresh()
      const [taken] = await record.takeIn([preparedPair("1", STRIKE)], JUDGE)
      const reportId = taken!.reportId!
      const { sha256 } = await record.putEvidence(Buffer.from("a picture"))
      const piece = { sha256, mediaType: "image/png", bytes: 9, captured: MONDAY }
      for (let i = 0; i < 2; i++) await record.addEvidence(reportId, [piece])
      expect(await record.listEvidence(reportId)).toMatchObject([{ ...piece, reportId }])
      expect(await record.verify()).toEqual([])
      const nowhere = { ...piece, sha256: "0".repeat(64) }
      await expect(record.addEvidence(reportId, [nowhere])).rejects.toMatchObject({ code: "evidence.missing" })
      await expect(record.addEvidence("r-none", [piece])).rejects.toMatchObject({ code: "record.not_found" })
      await record.withdrawReport(reportId, "sample reason")
      expect(record.evidenceStore()!.has(sha256)).toBe(false)
      await expect(record.addEvidence(reportId, [piece])).rejects.toMatchObject({ code: "record.withdrawn" })
      expect(await record.verify()).toEqual([])
    })

    test("evidence is listed of a report with the versions of it", async () => {
      const { record } = await fresh()
      const versions: string[] = []
      for (const [i, text] of [STRIKE, `${STRIKE} ${OTHER}`].entries()) {
        const { sha256 } = await record.putEvidence(Buffer.from(text))
        const evidence = [{ sha256, mediaType: "text/plain", bytes: 1, captured: MONDAY }]
        const brought = [preparedPair("1", text, { evidence, edited: `2024-01-0${i + 1}T00:00:00Z` })]
        versions.push((await record.takeIn(brought, JUDGE))[0]!.reportId!)
      }
      expect((await record.listEvidence(versions[0])).map((e) => e.reportId)).toEqual(versions)
      expect((await record.listEvidence(versions[1])).map((e) => e.reportId)).toEqual([versions[1]])
      expect(await record.listEvidence("r-none")).toEqual([])
    })

    test("bytes that a withdrawal could not destroy any more are destroyed at the next opening", async () => {
      const { record, place, evidenceDir } = await fresh()
      const { sha256 } = await record.evidenceStore()!.put([Buffer.from("left behind")])
      await engine.raw(place, "insert into evidence_doomed values (?)", [sha256])
      const next = await openRecord({ ...place, evidenceDir }, { registers })
      open.push(next)
      expect(next.evidenceStore()!.has(sha256)).toBe(false)
    })

    test("accounts of sources tell how each fares and what it brought, and no attempt is an entry", async () => {
      const { record } = await fresh()
      await record.putSource({
        key: "sample_union",
        nameFa: "نمونه",
        nameEn: "Sample",
        kind: "feed",
        reach: "https://example.org/f",
      })
      await record.takeIn([preparedPair("1", TOWNS), aside("2", "بازی دیشب")], JUDGE)
      const { entries } = await record.counts()
      await record.noteSource("sample_union", { at: MONDAY, failure: null, memo: { etag: "x" }, nextDue: TUESDAY })
      await record.noteSource("sample_union", { at: TUESDAY, failure: "fetch.slow", refusals: { "input.no_text": 2 } })
      await record.noteSource("sample_union", { at: TUESDAY, failure: "fetch.slow", refusals: { "input.no_text": 1 } })
      expect(await record.listSourceAccounts()).toEqual([
        {
          key: "sample_union",
          nameFa: "نمونه",
          nameEn: "Sample",
          kind: "feed",
          reach: "https://example.org/f",
          independenceGroup: null,
          redistribution: "none",
          paused: false,
          lastAttempt: TUESDAY,
          lastSuccess: MONDAY,
          failures: 2,
          lastFailure: "fetch.slow",
          refusals: { "input.no_text": 3 },
          nextDue: TUESDAY,
          memo: { etag: "x" },
          reports: 1,
          versions: 0,
          aside: 1,
          actions: 1,
        },
      ])
      expect((await record.counts()).entries).toBe(entries)
      await expect(record.noteSource("nobody", { at: MONDAY, failure: null })).rejects.toMatchObject({
        code: "source.unknown",
      })
    })
  })
}
