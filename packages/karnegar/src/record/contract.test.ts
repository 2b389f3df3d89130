import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, type CodedDocument, codeReport } from "@karnegar/coder"
import Database from "libsql"
import pg from "pg"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { startPostgres, type TestPostgres } from "../../../../tests/support/postgres.ts"
import { RecordError } from "./errors.ts"
import { openRecord, RECORD_FILE, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"
import type { NewReport } from "./types.ts"

const registers = registersFrom(builtInKnowledge())
const NOW = () => new Date("2024-05-05T10:20:30Z")

function report(id: string, text: string, more: Partial<NewReport> = {}): NewReport {
  return {
    foreignId: id,
    text,
    source: "sample_union",
    url: null,
    published: "2024-05-05",
    lang: "fa",
    sample: false,
    ...more,
  }
}

function pair(id: string, text: string, more: Partial<NewReport> = {}): { report: NewReport; coding: CodedDocument } {
  return { report: report(id, text, more), coding: codeReport({ id, text, published: "2024-05-05" }) }
}

const STRIKE = "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند."
const CALL = "فراخوان: بازنشستگان فردا دوشنبه مقابل استانداری اصفهان برای همسان‌سازی تجمع خواهند کرد."

/** A place for records of one engine, with a raw hand on its tables for planting faults. */
interface Engine {
  place(): Promise<RecordPlace>
  raw(place: RecordPlace, statement: string): Promise<void>
  stop(): Promise<void>
}

function sqlite(): Engine {
  const root = mkdtempSync(join(tmpdir(), "karnegar-record-"))
  let n = 0
  return {
    place: async () => ({ dataDir: join(root, String(n++)) }),
    raw: async (place, statement) => {
      const db = new Database(join((place as { dataDir: string }).dataDir, RECORD_FILE))
      db.exec("pragma foreign_keys = off")
      db.exec(statement)
      db.close()
    },
    stop: async () => rmSync(root, { recursive: true, force: true }),
  }
}

async function postgres(): Promise<Engine> {
  const server: TestPostgres = await startPostgres()
  return {
    place: async () => ({ databaseUrl: await server.freshDatabase() }),
    raw: async (place, statement) => {
      const client = new pg.Client({ connectionString: (place as { databaseUrl: string }).databaseUrl })
      await client.connect()
      await client.query("set session_replication_role = replica")
      await client.query(statement)
      await client.end()
    },
    stop: () => server.stop(),
  }
}

describe.skipIf(process.platform !== "linux")("a folder that the system refuses to make", () => {
  test("is refused at once, and by name", async () => {
    await expect(openRecord({ dataDir: "/proc/nowhere/record" }, { registers })).rejects.toMatchObject({
      code: "record.no_directory",
      subject: "/proc/nowhere/record",
    })
  }, 5_000)
})

for (const [name, start] of [
  ["SQLite", async () => sqlite()],
  ["PostgreSQL", postgres],
] as const) {
  describe(`the record on ${name}`, () => {
    let engine: Engine
    let open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    }, 60_000)
    afterEach(async () => {
      await Promise.all(open.map((r) => r.close()))
      open = []
    })
    afterAll(() => engine.stop())

    async function fresh(): Promise<{ record: Record; place: RecordPlace }> {
      const place = await engine.place()
      const record = await openRecord(place, { registers, now: NOW })
      open.push(record)
      return { record, place }
    }

    test("keeps a coding without making an action of it while no rule is switched on", async () => {
      const { record } = await fresh()
      const added = await record.addCoded(report("1", STRIKE), pair("1", STRIKE).coding)
      expect(added).toMatchObject({ fresh: true, actionIds: [] })
      expect(await record.listPublished()).toEqual([])
      expect(await record.counts()).toMatchObject({ reports: 1, codings: 1, actions: 0 })
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
      expect(await record.findPublished(strike.id)).toEqual(strike)
    })

    test("changes nothing when the same report comes again", async () => {
      const { record } = await fresh()
      await record.setRules({ acceptCodings: true })
      const first = await record.addAllCoded([pair("1", STRIKE)])
      const before = await record.counts()
      const again = await record.addAllCoded([pair("1", STRIKE)])
      expect(again).toEqual([{ ...first[0], fresh: false }])
      expect(await record.counts()).toEqual(before)
    })

    test("refuses another text under a standing id and keeps nothing of that call", async () => {
      const { record } = await fresh()
      await record.addAllCoded([pair("1", STRIKE)])
      const before = await record.counts()
      await expect(record.addAllCoded([pair("2", CALL), pair("1", `${STRIKE} و`)])).rejects.toMatchObject({
        code: "report.conflict",
      })
      expect(await record.counts()).toEqual(before)
    })

    test("gives the same ids wherever and whenever a report is added", async () => {
      const [a, b] = [await fresh(), await fresh()]
      for (const { record } of [a, b]) await record.setRules({ acceptCodings: true })
      const one = await a.record.addAllCoded([pair("1", STRIKE), pair("2", CALL)])
      const two = await b.record.addAllCoded([pair("2", CALL), pair("1", STRIKE)])
      expect(one.map((r) => r.actionIds).sort()).toEqual(two.map((r) => r.actionIds).sort())
    })

    test("retracts an action down to its id and raises the version", async () => {
      const { record } = await fresh()
      await record.setRules({ acceptCodings: true })
      const [{ actionIds } = { actionIds: [] }] = await record.addAllCoded([pair("1", STRIKE)])
      const before = await record.version()
      await record.setState(actionIds[0]!, "retracted", "doubtful")
      expect(await record.findPublished(actionIds[0]!)).toMatchObject({
        state: "retracted",
        forms: [],
        places: [],
        start: null,
        sources: [],
      })
      expect(await record.version()).toBeGreaterThan(before)
      await expect(record.setState("a0000000000", "retracted", "")).rejects.toMatchObject({ code: "record.not_found" })
    })

    test("loses nothing over a restart", async () => {
      const { record, place } = await fresh()
      await record.setRules({ acceptCodings: true })
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

    test("refuses a record of a newer schema and leaves it alone", async () => {
      const { record, place } = await fresh()
      await record.close()
      open = []
      await engine.raw(place, "update setting set value = '99' where key = 'schema'")
      await expect(openRecord(place, { registers })).rejects.toSatisfy(
        (e) => e instanceof RecordError && e.code === "record.newer_schema",
      )
    })

    const planted: readonly [what: string, statement: string, code: string][] = [
      ["a changed entry", "update entry set what = 'rules.set' where seq = 2", "log.hash"],
      ["an entry with a new hash of its own", "update entry set hash = previous where seq = 2", "log.hash"],
      ["a removed entry", "delete from entry where seq = 2", "log.gap"],
      ["a changed payload", "update payload set body = '{}' where seq = 2", "log.commitment"],
      ["a removed payload", "delete from payload where seq = 2", "log.payload_missing"],
      ["a report rewritten in place", "update report set text = 'x'", "log.projection"],
      ["an action changed by hand", "update action set workforce = 'mining'", "log.projection"],
      ["an action removed by hand", "delete from action", "log.projection"],
    ]
    for (const [what, statement, code] of planted) {
      test(`finds ${what} on verifying`, async () => {
        const { record, place } = await fresh()
        await record.setRules({ acceptCodings: true })
        await record.addAllCoded([pair("1", STRIKE)])
        expect(await record.verify()).toEqual([])
        await engine.raw(place, statement)
        expect((await record.verify()).map((f) => f.code)).toContain(code)
      })
    }

    test("lets no free text into what is public", async () => {
      const { record } = await fresh()
      await record.setRules({ acceptCodings: true })
      const canary = "کناریقمری"
      const coding = pair("1", STRIKE).coding
      const action = coding.actions[0]!
      const spoiled: CodedDocument = {
        ...coding,
        id: canary,
        themes: { ...coding.themes, organisations: [canary], workplaces: [canary] },
        actions: [
          {
            ...action,
            employer: canary,
            organisers: [canary],
            date: { ...action.date, written: canary },
            places: [
              { ...action.places[0]!, site: canary, name: canary },
              { id: null, name: canary, type: "village", province: canary, lat: null, lon: null, site: canary },
            ],
            support: [{ field: canary, value: canary, how: "stated", spans: [], by: canary }],
          },
        ],
      }
      await record.addCoded(
        report(canary, `${canary} ${STRIKE}`, { source: canary, url: `https://example.org/a?${canary}`, lang: canary }),
        spoiled,
      )
      const published = await record.listPublished()
      expect(published.length).toBe(1)
      expect(JSON.stringify(published)).not.toContain(canary)
      expect(JSON.stringify(await record.listReports({ limit: 5 }))).toContain(canary)
    })
  })
}
