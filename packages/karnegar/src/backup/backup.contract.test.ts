import { createHash } from "node:crypto"
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { allRows } from "../../../../tests/support/all-rows.ts"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, preparedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { SCHEMA_VERSION } from "../record/migrations.ts"
import { evidenceOf, makeTables, openRecord, RECORD_FILE, type RecordPlace } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { MANIFEST, type Manifest, SUMS } from "./format.ts"
import { readBackup } from "./read-backup.ts"
import { type RestoreOrder, restore } from "./restore.ts"
import { newIdentity, readIdentities } from "./sealing.ts"
import { type Member, readTar, writeTar } from "./tar.ts"
import { type BackupOrder, writeBackup } from "./write-backup.ts"

const registers = registersFrom(builtInKnowledge())
const now = new Date("2026-01-02T03:04:05Z")
const folder = mkdtempSync(join(tmpdir(), "karnegar-backup-"))
let made = 0
const freshFile = () => join(folder, `${made++}.age`)

const engines: { [name: string]: RecordEngine } = {}
let key: { readonly recipient: string; readonly identities: readonly string[] }
/** A backup without a seal. */
let open: string
/** A filled record on each engine, its backup, and all of its rows. */
const filled: { [name: string]: { place: RecordPlace; file: string; rows: Awaited<ReturnType<typeof allRows>> } } = {}

beforeAll(async () => {
  for (const [name, start] of ENGINES) engines[name] = await start()
  const identity = await newIdentity(now)
  const path = join(folder, "key.txt")
  writeFileSync(path, identity.text)
  key = { recipient: identity.recipient, identities: await readIdentities(path, async () => null) }
  for (const [name] of ENGINES) {
    const place = await engines[name]!.place()
    const record = await openRecord(place, { registers })
    await fill(record)
    await record.close()
    const file = freshFile()
    await backUp({ place, file })
    open = freshFile()
    await backUp({ place, file: open, recipients: null })
    filled[name] = { place, file, rows: await allRows(engines[name]!, place) }
  }
})
afterAll(async () => {
  for (const engine of Object.values(engines)) await engine.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Something of each kind of change. */
async function fill(record: Record): Promise<void> {
  await record.putSource({ key: "sample_union", nameFa: "اتحادیه نمونه", nameEn: "Sample union" })
  await record.setRules({ acceptCodings: true })
  const awkward = '«گیومه»، "نقل"، \\ وارونه، tab\t، خط\nنو، 🙂 و \u200c نیم‌فاصله'
  const added = await record.addAllCoded([
    codedPair("1", STRIKE),
    codedPair("2", TOWNS, { url: "https://example.org/2?page=3" }),
    codedPair("3", CALL, { source: null, published: null, lang: null }),
    codedPair("4", `${STRIKE} ${awkward}`, { sample: true }),
    codedPair("5", `${TOWNS} ${"دراز ".repeat(30_000)}`),
    ...Array.from({ length: 60 }, (_, i) => codedPair(`n${i}`, `${STRIKE} ${i}`)),
  ])
  await record.setState(added[0]!.actionIds[0]!, "reviewed", "read twice")
  await record.withdrawReport(added[1]!.reportId, "asked for")
}

type Kept = Partial<BackupOrder> & Pick<BackupOrder, "place" | "file">

async function backUp(order: Kept): Promise<Manifest> {
  return (await written(order)).manifest
}

function written(order: Kept) {
  return writeBackup({
    subject: "the record",
    evidence: evidenceOf(order.place),
    beside: [],
    recipients: [key.recipient],
    force: false,
    program: "0.0.0",
    newestSchema: SCHEMA_VERSION,
    now,
    onProgress: () => {},
    ...order,
  })
}

type Wish = Partial<Omit<RestoreOrder, "backup">> & Pick<RestoreOrder, "place"> & { readonly file: string }

function restoreTo({ file, ...order }: Wish, identities: readonly string[] | null = key.identities) {
  return restore({
    backup: { file, identities, keys: "key.txt", newestSchema: SCHEMA_VERSION },
    subject: "the place",
    registers,
    beside: [],
    replace: false,
    dryRun: false,
    despiteFaults: false,
    now,
    onProgress: () => {},
    ...order,
  })
}

/** Schemas of a database, or files of a folder: what a restore may leave behind. */
async function surroundings(engine: RecordEngine, place: RecordPlace): Promise<string[]> {
  if ("dataDir" in place)
    return existsSync(place.dataDir) ? readdirSync(place.dataDir).filter((name) => !/-(wal|shm)$/.test(name)) : []
  const rows = await engine.raw(place, "select nspname from pg_namespace where nspname !~ '^(pg_|information_)'")
  return rows.map(({ nspname }) => String(nspname)).sort()
}

for (const [from] of ENGINES)
  for (const [to] of ENGINES) {
    describe(`a backup of ${from} restored to ${to}`, () => {
      test("is the same record in every row of every table, and holds", async () => {
        const place = await engines[to]!.emptyPlace()
        const restored = await restoreTo({ file: filled[from]!.file, place })
        expect(restored).toMatchObject({ before: "none", kept: null, faults: 0 })
        const rows = await allRows(engines[to]!, place)
        expect(Object.keys(rows)).toEqual(Object.keys(filled[from]!.rows))
        expect(rows).toEqual(filled[from]!.rows)
        expect(restored.manifest.tables.map(({ name, rows }) => [name, rows - (name === "setting" ? 1 : 0)])).toEqual(
          Object.entries(rows).map(([name, own]) => [name, own.length]),
        )
        const record = await openRecord(place, { registers })
        expect(await record.verify()).toEqual([])
        expect(await record.addAllCoded([codedPair("1", STRIKE), codedPair("new", STRIKE)])).toMatchObject([
          { fresh: false },
          { fresh: true },
        ])
        expect(await record.verify()).toEqual([])
        await record.close()
      })

      test("brings the evidence along, and changes nothing where it has no folder", async () => {
        // A folder of its own for what is temporary: others of this machine leave theirs where they like.
        const temporary = mkdtempSync(join(folder, "temporary-"))
        vi.stubEnv("TMPDIR", temporary)
        const place = { ...(await engines[from]!.place()), evidenceDir: join(folder, `evidence-${made++}`) }
        const record = await openRecord(place, { registers })
        const { sha256 } = await record.putEvidence(Buffer.from("as it was received"))
        const evidence = [{ sha256, mediaType: "text/plain", bytes: 18, captured: null }]
        await record.takeIn([preparedPair("1", STRIKE, { evidence }), preparedPair("2", CALL, { evidence })], "1")
        await record.putEvidence(Buffer.from("of no report"))
        await record.close()
        const file = freshFile()
        expect((await written({ place, file })).evidence).toEqual({ carried: 1, lacking: 0 })
        const target = { ...(await engines[to]!.emptyPlace()), evidenceDir: join(folder, `evidence-${made++}`) }
        expect(await restoreTo({ file, place: target, dryRun: true })).toMatchObject({ evidence: 1, faults: 0 })
        expect(existsSync(target.evidenceDir)).toBe(false)
        expect(await restoreTo({ file, place: target })).toMatchObject({ evidence: 1, faults: 0 })
        const restored = await openRecord(target, { registers })
        expect(await restored.verify()).toEqual([])
        expect(await restored.evidenceStore()!.list()).toEqual([sha256])
        await restored.close()
        expect(readdirSync(temporary)).toEqual([])
        // What is lacking is told, and what is restored of it does not hold.
        rmSync(place.evidenceDir, { recursive: true })
        expect((await written({ place, file, force: true })).evidence).toEqual({ carried: 0, lacking: 1 })
        const empty = { ...(await engines[to]!.emptyPlace()), evidenceDir: join(folder, `evidence-${made++}`) }
        await expect(restoreTo({ file, place: empty })).rejects.toMatchObject({ code: "backup.does_not_verify" })
        vi.unstubAllEnvs()
      })

      test("taken while others write is the record of one moment", async () => {
        const place = await engines[from]!.place()
        const record = await openRecord(place, { registers })
        await record.setRules({ acceptCodings: true })
        let writing = true
        let n = 0
        const writer = (async () => {
          while (writing) {
            await record.addAllCoded([codedPair(`w${n}`, `${STRIKE} ${n}`), codedPair(`v${n++}`, CALL)])
            // SQLite's driver never waits: without this nothing else would run.
            await new Promise((resolve) => setImmediate(resolve))
          }
        })()
        while (n < 20) await new Promise((resolve) => setTimeout(resolve, 10))
        const file = freshFile()
        let before = 0
        const manifest = await backUp({ place, file, onProgress: () => (before ||= n) })
        while (n < before + 5) await new Promise((resolve) => setTimeout(resolve, 10))
        writing = false
        await writer
        await record.close()
        const target = await engines[to]!.emptyPlace()
        await restoreTo({ file, place: target })
        const [seq] = manifest.head.split(":")
        const log = `select * from entry where seq <= ${seq} order by seq`
        const payloads = `select * from payload where seq <= ${seq} order by seq`
        expect(await engines[to]!.raw(target, log.replace(` where seq <= ${seq}`, ""))).toEqual(
          await engines[from]!.raw(place, log),
        )
        expect(await engines[to]!.raw(target, payloads.replace(` where seq <= ${seq}`, ""))).toEqual(
          await engines[from]!.raw(place, payloads),
        )
        const [all] = await engines[from]!.raw(place, "select max(seq) as seq from entry")
        expect(Number(all!.seq)).toBeGreaterThan(Number(seq))
      })
    })
  }

for (const [name] of ENGINES) {
  describe(`restore on ${name}`, () => {
    /** A record with one report of its own. */
    async function standing(): Promise<RecordPlace> {
      const place = await engines[name]!.place()
      const record = await openRecord(place, { registers })
      await record.setRules({ acceptCodings: true })
      await record.addAllCoded([codedPair("own", TOWNS)])
      await record.close()
      return place
    }

    test("refuses a record that holds something, and leaves it alone", async () => {
      const place = await standing()
      const before = [await allRows(engines[name]!, place), await surroundings(engines[name]!, place)]
      await expect(restoreTo({ file: filled[name]!.file, place })).rejects.toMatchObject({ code: "restore.not_empty" })
      expect([await allRows(engines[name]!, place), await surroundings(engines[name]!, place)]).toEqual(before)
    })

    test("goes into an empty record without being told to replace it, and keeps nothing of it", async () => {
      const place = await engines[name]!.place()
      const around = await surroundings(engines[name]!, place)
      expect(await restoreTo({ file: filled[name]!.file, place })).toMatchObject({ before: "empty", kept: null })
      expect(await allRows(engines[name]!, place)).toEqual(filled[name]!.rows)
      expect(await surroundings(engines[name]!, place)).toEqual(around)
    })

    test("replaces a record while a site has it open, and keeps what stood", async () => {
      const place = await standing()
      const before = await allRows(engines[name]!, place)
      const site = await openRecord(place, { registers })
      expect(await site.listPublished()).toHaveLength(1)
      const version = await site.version()
      const { kept } = await restoreTo({ file: filled[name]!.file, place, replace: true })
      expect((await site.listPublished()).length).toBeGreaterThan(60)
      expect(await site.version()).toBeGreaterThan(version)
      await site.addAllCoded([codedPair("after", CALL)])
      expect(await site.verify()).toEqual([])
      await site.close()
      let aside: RecordPlace
      if ("dataDir" in place) {
        expect(kept).toMatch(/record\.sqlite\.before-restore-2026-01-02T03-04-05Z$/)
        expect(statSync(kept!).mode & 0o777).toBe(0o600)
        aside = { dataDir: join(folder, String(made++)) }
        mkdirSync(aside.dataDir)
        copyFileSync(kept!, join(aside.dataDir, RECORD_FILE))
      } else {
        expect(kept).toBe("before_restore_2026_01_02t03_04_05z")
        aside = { databaseUrl: `${place.databaseUrl}?options=-c%20search_path%3D${kept}` }
      }
      expect(await allRows(engines[name]!, aside)).toEqual(before)
    })

    test("on trial checks everything and changes nothing, also where no record is", async () => {
      for (const place of [await standing(), await engines[name]!.emptyPlace()]) {
        const before = [await surroundings(engines[name]!, place), "dataDir" in place && existsSync(place.dataDir)]
        expect(await restoreTo({ file: filled[name]!.file, place, dryRun: true })).toMatchObject({ faults: 0 })
        expect([await surroundings(engines[name]!, place), "dataDir" in place && existsSync(place.dataDir)]).toEqual(
          before,
        )
      }
    })

    test("refuses a record whose rows do not hold, unless there is no other", async () => {
      const place = await standing()
      await engines[name]!.raw(place, "update action set state = 'published'")
      const file = freshFile()
      await backUp({ place, file })
      const target = await engines[name]!.emptyPlace()
      await expect(restoreTo({ file, place: target })).rejects.toMatchObject({ code: "backup.does_not_verify" })
      expect(await surroundings(engines[name]!, target)).toEqual("dataDir" in target ? [] : ["public"])
      expect(await restoreTo({ file, place: target, despiteFaults: true })).toMatchObject({ faults: 1 })
      expect(await allRows(engines[name]!, target)).toEqual(await allRows(engines[name]!, place))
    })

    test("takes away what a killed restore left behind", async () => {
      const place = await standing()
      const around = await surroundings(engines[name]!, place)
      if ("dataDir" in place) {
        const left = join(place.dataDir, `.restoring-${2 ** 22 + 1}-abc`)
        mkdirSync(left)
        writeFileSync(join(left, RECORD_FILE), "rest")
      } else await engines[name]!.raw(place, "create schema karnegar_restoring_77")
      await restoreTo({ file: filled[name]!.file, place, dryRun: true })
      expect(await surroundings(engines[name]!, place)).toEqual(around)
    })

    test("makes the tables of every version of the schema, and opens them", async () => {
      for (let version = 1; version <= SCHEMA_VERSION; version++) {
        const place = await engines[name]!.emptyPlace()
        if ("dataDir" in place) mkdirSync(place.dataDir)
        await makeTables(place, version)
        const [row] = await engines[name]!.raw(place, "select value from setting where key = 'schema'")
        expect(row!.value).toBe(String(version))
        await (await openRecord(place, { registers })).close()
      }
    })

    test("backup and restore refuse a record of a newer schema", async () => {
      const place = await standing()
      await engines[name]!.raw(place, "update setting set value = '99' where key = 'schema'")
      await expect(backUp({ place, file: freshFile() })).rejects.toMatchObject({ code: "record.newer_schema" })
      await expect(restoreTo({ file: filled[name]!.file, place, replace: true })).rejects.toMatchObject({
        code: "record.newer_schema",
      })
    })
  })
}

describe("a damaged embedded record", () => {
  test("is put aside with its log, and replaced", async () => {
    const place = (await engines.SQLite!.emptyPlace()) as { dataDir: string }
    mkdirSync(place.dataDir)
    const file = join(place.dataDir, RECORD_FILE)
    writeFileSync(file, "no database at all. ".repeat(500))
    writeFileSync(`${file}-wal`, "nor a log")
    await expect(restoreTo({ file: filled.SQLite!.file, place })).rejects.toMatchObject({ code: "restore.not_empty" })
    const { kept } = await restoreTo({ file: filled.SQLite!.file, place, replace: true })
    expect(readFileSync(kept!, "utf8")).toContain("no database at all")
    expect(readFileSync(`${kept}-wal`, "utf8")).toBe("nor a log")
    expect(await allRows(engines.SQLite!, place)).toEqual(filled.SQLite!.rows)
  })
})

test("a restore of evidence to a server names the folder that it lacks, and changes nothing", async () => {
  const evidenceDir = join(folder, `evidence-${made++}`)
  const place = { ...(await engines.SQLite!.place()), evidenceDir }
  const record = await openRecord(place, { registers })
  const { sha256 } = await record.putEvidence(Buffer.from("as it was received"))
  const evidence = [{ sha256, mediaType: "text/plain", bytes: 18, captured: null }]
  await record.takeIn([preparedPair("1", STRIKE, { evidence })], "1")
  await record.close()
  const file = freshFile()
  await backUp({ place, file })
  const target = await engines.PostgreSQL!.emptyPlace()
  await expect(restoreTo({ file, place: target })).rejects.toMatchObject({ code: "restore.no_evidence_folder" })
  const after = await restoreTo({ file, place: { ...target, evidenceDir } })
  expect(after).toMatchObject({ before: "none", evidence: 1 })
})

describe("a backup's file", () => {
  const target = () => engines.SQLite!.emptyPlace()

  /** Reads it whole, as a restore does first. */
  const read = (file: string) =>
    readBackup(
      { file, identities: key.identities, keys: "key.txt", newestSchema: SCHEMA_VERSION },
      { start: async () => {}, rows: async () => {}, evidence: async () => {}, beside: async () => {} },
    )

  const damage = /^backup\.(damaged|not_a_backup|wrong_key)$/

  test("shows nothing of the record, and only its owner may read it", () => {
    const { file } = filled.SQLite!
    const bytes = readFileSync(file)
    expect(bytes.includes("هفت‌تپه")).toBe(false)
    expect(bytes.includes("sample_union")).toBe(false)
    expect(bytes.subarray(0, 22).toString()).toBe("age-encryption.org/v1\n")
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test("is refused wherever one bit of it is flipped", async () => {
    const whole = readFileSync(filled.SQLite!.file)
    const file = freshFile()
    for (let i = 0; i < 200; i++) {
      const bytes = Buffer.from(whole)
      // All of the header, then anywhere.
      const at = i < 100 ? i * 2 : Math.floor(Math.random() * bytes.length)
      bytes[at]! ^= 1 << (i % 8)
      writeFileSync(file, bytes)
      await expect(read(file), `bit ${i % 8} of byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(damage),
      })
    }
  })

  test("without a seal is refused or the same wherever one bit of it is flipped", async () => {
    const file = freshFile()
    const whole = readFileSync(open)
    const manifest = await read(open)
    let refused = 0
    for (let i = 0; i < 100; i++) {
      const bytes = Buffer.from(whole)
      const at = Math.floor(Math.random() * bytes.length)
      bytes[at]! ^= 1 << (i % 8)
      writeFileSync(file, bytes)
      const answer = await read(file).catch((error) => error.code)
      if (typeof answer === "string") {
        expect(answer, `bit ${i % 8} of byte ${at}`).toMatch(damage)
        refused++
      } else expect(answer).toEqual(manifest)
    }
    expect(refused).toBeGreaterThan(95)
  })

  test("is refused wherever it is cut off or goes on", async () => {
    const whole = readFileSync(filled.SQLite!.file)
    const file = freshFile()
    const cuts = [
      0,
      1,
      21,
      22,
      100,
      216,
      65_536 + 16 + 216,
      ...Array.from({ length: 40 }, (_, i) => Math.floor((whole.length * i) / 40)),
      whole.length - 1,
    ]
    for (const cut of cuts.filter((at) => at < whole.length)) {
      writeFileSync(file, whole.subarray(0, cut))
      await expect(read(file), `cut at ${cut}`).rejects.toMatchObject({ code: expect.stringMatching(damage) })
    }
    writeFileSync(file, whole)
    appendFileSync(file, "more")
    await expect(read(file)).rejects.toMatchObject({ code: "backup.damaged" })
  })

  test("is refused without its key, each time by the code that says why", async () => {
    const { file } = filled.SQLite!
    await expect(restoreTo({ file, place: await target() }, null)).rejects.toMatchObject({
      code: "backup.needs_identity",
    })
    const other = (await newIdentity(now)).text.split("\n").filter((line) => line.startsWith("AGE-SECRET-KEY-"))
    await expect(restoreTo({ file, place: await target() }, other)).rejects.toMatchObject({ code: "backup.wrong_key" })
    expect(await restoreTo({ file, place: await target() }, [...other, ...key.identities])).toMatchObject({ faults: 0 })
    await expect(restoreTo({ file: join(folder, "none"), place: await target() })).rejects.toMatchObject({
      code: "backup.cannot_read",
    })
    await expect(restoreTo({ file: folder, place: await target() })).rejects.toMatchObject({
      code: "backup.cannot_read",
    })
    await expect(restoreTo({ file: join(folder, "key.txt"), place: await target() })).rejects.toMatchObject({
      code: "backup.not_a_backup",
    })
  })

  test("that stands is not written over, nor is one half written left behind", async () => {
    const { place, file } = filled.SQLite!
    const before = readFileSync(file)
    await expect(backUp({ place, file })).rejects.toMatchObject({ code: "backup.file_exists" })
    expect(readFileSync(file).equals(before)).toBe(true)
    const own = join(folder, `own-${made++}`)
    mkdirSync(own)
    const failing = () => {
      throw new Error("the writer fails half way")
    }
    await expect(backUp({ place, file: join(own, "a"), onProgress: failing })).rejects.toThrow("half way")
    expect(readdirSync(own)).toEqual([])
    await expect(backUp({ place, file: join(own, "no", "a") })).rejects.toMatchObject({ code: "backup.cannot_write" })
    copyFileSync(file, join(own, "a"))
    await backUp({ place, file: join(own, "a"), force: true })
    expect(readdirSync(own)).toEqual(["a"])
    expect(readFileSync(join(own, "a")).equals(before)).toBe(false)
    expect(await read(join(own, "a"))).toMatchObject({ head: (await read(file)).head })
  })

  /** The open backup with other members and right hashes. */
  async function rewritten(change: (members: Member[]) => Member[]): Promise<string> {
    const members: Member[] = []
    for await (const member of readTar(chunksOf(gunzipSync(readFileSync(open))), 2 ** 30)) members.push(member)
    const changed = change(members.filter((m) => m.name !== SUMS))
    const sums = changed.map((m) => `${createHash("sha256").update(m.bytes).digest("hex")}  ${m.name}\n`).join("")
    const out: Uint8Array[] = []
    for await (const chunk of writeTar(membersOf([...changed, { name: SUMS, bytes: Buffer.from(sums) }])))
      out.push(chunk)
    const plain = freshFile()
    writeFileSync(plain, gzipSync(Buffer.concat(out)))
    return plain
  }

  const ofFormat = (formatVersion: number, ...more: readonly Member[]) =>
    rewritten((members) => [...manifestWith((m) => ({ ...m, formatVersion }))(members), ...more])
  const bytes = Buffer.from("as it was received")
  const evidence = { name: `evidence/${createHash("sha256").update(bytes).digest("hex")}`, bytes }
  const job = { name: "beside/jobs/000001.jsonl", bytes: Buffer.from('{"id":"1"}\n') }

  test("of formats 1 and 2 is still read and restored", async () => {
    expect(await read(await ofFormat(2, evidence))).toMatchObject({ formatVersion: 2 })
    for (const version of [1, 2]) {
      const place = await target()
      const restored = await restoreTo({ file: await ofFormat(version), place })
      expect(restored).toMatchObject({ faults: 0, manifest: { formatVersion: version } })
      // `open` is of the engine that was filled last.
      expect(await allRows(engines.SQLite!, place)).toEqual(filled[ENGINES.at(-1)![0]]!.rows)
    }
  })

  test("holds no kind of member that its format did not know", async () => {
    await expect(read(await ofFormat(1, evidence))).rejects.toMatchObject({ code: "backup.damaged" })
    await expect(read(await ofFormat(2, job))).rejects.toMatchObject({ code: "backup.damaged" })
    expect(await read(await ofFormat(3, evidence, job))).toMatchObject({ formatVersion: 3 })
  })

  /** Backups whose hashes are right and whose content is not. */
  const lies: readonly (readonly [what: string, code: string, change: (members: Member[]) => Member[]])[] = [
    ["comes from a newer format", "backup.newer_format", manifestWith((m) => ({ ...m, formatVersion: 99 }))],
    ["comes from a newer schema", "backup.newer_schema", manifestWith((m) => ({ ...m, schema: 99 }))],
    ["is of something else", "backup.not_a_backup", manifestWith((m) => ({ ...m, format: "other" as never }))],
    [
      "holds evidence of other bytes",
      "backup.damaged",
      (members) => [...members.slice(0, -1), { name: `evidence/${"0".repeat(64)}`, bytes: Buffer.from("other") }],
    ],
    [
      "holds evidence that is called by a way out",
      "backup.damaged",
      (members) => [...members.slice(0, -1), { name: "evidence/../../x", bytes: Buffer.from("other") }],
    ],
    ["has no tables", "backup.damaged", manifestWith(({ tables, ...m }) => m as Manifest)],
    ["names a table too few", "backup.damaged", manifestWith((m) => ({ ...m, tables: m.tables.slice(1) }))],
    [
      "names a table too many",
      "backup.damaged",
      manifestWith((m) => ({ ...m, tables: [...m.tables, { name: "x", columns: {}, rows: 0 }] })),
    ],
    [
      "tells another head",
      "backup.damaged",
      manifestWith((m) => ({ ...m, head: `${Number.parseInt(m.head, 10) - 1}:${"0".repeat(64)}` })),
    ],
    ["begins with another member", "backup.not_a_backup", (members) => members.slice(1)],
    [
      "has a member of no table",
      "backup.damaged",
      (members) => [...members, { name: "tables/../x.jsonl", bytes: Buffer.alloc(0) }],
    ],
    ["has lost a row", "backup.damaged", partWith("report", (lines) => lines.slice(1))],
    ["has a row twice", "backup.damaged", partWith("report", (lines) => [lines[0]!, ...lines.slice(0, -1)])],
    [
      "has a row with a column too few",
      "backup.damaged",
      partWith("report", (lines) => [lines[0]!.replace(/"lang":"fa",/, ""), ...lines.slice(1)]),
    ],
    ["has a row that is none", "backup.damaged", partWith("report", (lines) => ["[1]", ...lines.slice(1)])],
    [
      "has a value that is none",
      "backup.damaged",
      partWith("report", (lines) => [lines[0]!.replace('"sample":0', '"sample":{}'), ...lines.slice(1)]),
    ],
    [
      "has a null where none may be",
      "backup.damaged",
      partWith("report", (lines) => [lines[0]!.replace('"sample":0', '"sample":null'), ...lines.slice(1)]),
    ],
    [
      "has a row that points to none",
      "backup.damaged",
      partWith("local_action", (lines) => [
        lines[0]!.replace(/"action_id":"\w+"/, '"action_id":"a000"'),
        ...lines.slice(1),
      ]),
    ],
    [
      "has another word in a report",
      "backup.does_not_verify",
      partWith("report", (lines) => lines.map((l) => l.replace("شوش", "شوشتر"))),
    ],
  ]
  for (const [what, code, change] of lies)
    for (const [name] of ENGINES) {
      test(`that ${what} is refused on ${name}, and nothing is changed`, async () => {
        const plain = await rewritten(change)
        const place = await engines[name]!.emptyPlace()
        await expect(restoreTo({ file: plain, place })).rejects.toMatchObject({ code })
        expect(await surroundings(engines[name]!, place)).toEqual("dataDir" in place ? [] : ["public"])
      })
    }
})

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

async function* membersOf(members: readonly Member[]): AsyncGenerator<Member> {
  yield* members
}

function manifestWith(change: (manifest: Manifest) => Manifest): (members: Member[]) => Member[] {
  return (members) =>
    members.map(({ name, bytes }) => ({
      name,
      bytes: name === MANIFEST ? Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(bytes).toString())))) : bytes,
    }))
}

function partWith(table: string, change: (lines: string[]) => string[]): (members: Member[]) => Member[] {
  return (members) =>
    members.map(({ name, bytes }) => {
      if (name !== `tables/${table}/000001.jsonl`) return { name, bytes }
      const lines = Buffer.from(bytes).toString().split("\n").slice(0, -1)
      const changed = change(lines)
      if (changed.join("\n") === lines.join("\n")) throw new Error(`nothing was changed in ${name}`)
      return { name, bytes: Buffer.from(`${changed.join("\n")}\n`) }
    })
}
