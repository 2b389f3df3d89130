import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "libsql"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { karnegar, karnegarUnder, type Ran } from "../cli/spawn.ts"
import { failingFlushes, mountDisk, type SmallDisk } from "../support/faulty-disk.ts"
import { dayNumber, ownWords } from "../support/reports.ts"

/*
 * What a person meets when the machine fails them: a full disk, one that may not be written, a database of a newer
 * version, a locked one, a disk that fails to flush. Each is the real thing. Every command must say so by a code and in
 * both languages, end with 1, leave nothing half done, and work again once the fault is gone.
 */

const TEXT = "امروز کارگران نیشکر هفت‌تپه در شوش برای سه ماه حقوق معوقه تجمع کردند."
const REPORTS = 40
const folder = mkdtempSync(join(tmpdir(), "karnegar-faults-"))
/** A record of `REPORTS` reports, no action yet. */
const template = join(folder, "template")
const key = join(folder, "key.txt")
const backup = join(folder, "record.age")
const lines = (from: number, to: number, more = "") =>
  Array.from({ length: to - from }, (_, i) =>
    JSON.stringify({
      id: `r${from + i}`,
      text: `${TEXT} ${ownWords(from + i)} ${more}`,
      published: dayNumber(-20 * ((from + i) % 2100)),
    }),
  ).join("\n")

beforeAll(async () => {
  await must(karnegar(["import", "--data", template], lines(0, REPORTS)))
  const made = await must(karnegar(["keys", "new", key]))
  writeFileSync(join(template, "recipients.txt"), made.stdout)
  await must(karnegar(["backup", backup, "--data", template]))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function must(running: Promise<Ran>): Promise<Ran> {
  const ran = await running
  if (ran.status !== 0) throw new Error(`status ${ran.status}: ${ran.stderr}`)
  return ran
}

/** The code that a command was refused by. Anything but one sentence in each language is none. */
function refusalOf({ status, stderr }: Ran): string {
  const said = /^karnegar: ([a-z_]+\.[a-z_]+): .+\n {10}[^\n]*[آ-ی]{3}[^\n]*\n$/m.exec(stderr)
  if (status !== 1 || said === null || /\n {4}at /.test(stderr)) return `status ${status}: ${stderr}`
  return said[1]!
}

const restoring = (data: string, ...more: readonly string[]) => [
  "restore",
  backup,
  "--identity",
  key,
  "--data",
  data,
  ...more,
]

/** What a record holds, by the command line's own word for it: it must verify. */
async function holds(data: string): Promise<{ reports: number; actions: number; entries: number }> {
  const { stdout, stderr, status } = await karnegar(["verify", "--data", data, "--format", "json"])
  if (status !== 0) throw new Error(`it does not verify: ${stdout}${stderr}`)
  return JSON.parse(stdout).counts
}

/** Names in a folder, but for SQLite's own beside a database. */
const namesIn = (path: string) =>
  readdirSync(path)
    .filter((name) => !/-(wal|shm)$/.test(name))
    .sort()

/** Starts `karnegar serve` and answers how it went: "serves", or the code of its refusal. */
async function serving(data: string, ...more: readonly string[]): Promise<string> {
  const ran = await karnegarUnder(
    // In the foreground: else the signal is sent to the child and to its group, and a second one ends it at once.
    ["timeout", "--foreground", "--preserve-status", "-s", "TERM", "12"],
    ["serve", "--data", data, "--port", "0", ...more],
  )
  return ran.status === 0 && ran.stdout.startsWith("http://") ? "serves" : refusalOf(ran)
}

describe("a disk that is full", () => {
  let disk: SmallDisk
  let data: string
  beforeEach(() => {
    disk = mountDisk(64)
    data = join(disk.path, "record")
    cpSync(template, data, { recursive: true })
  })
  afterEach(() => disk.remove())

  test("ends an import; whole batches stand, and the rest comes when there is room", async () => {
    disk.resize(24)
    const many = lines(100, 4100, "و".repeat(1500))
    expect(refusalOf(await karnegar(["import", "--data", data], many))).toBe("record.full")
    disk.resize(128)
    const { reports } = await holds(data)
    expect(reports).toBeGreaterThan(REPORTS)
    expect((reports - REPORTS) % 500).toBe(0)
    await must(karnegar(["import", "--data", data], many))
    expect((await holds(data)).reports).toBe(REPORTS + 4000)
  })

  test("switches no rule half on", async () => {
    disk.fill()
    expect(refusalOf(await karnegar(["rules", "on", "accept-codings", "--data", data]))).toBe("record.full")
    disk.empty()
    expect(await holds(data)).toMatchObject({ reports: REPORTS, actions: 0 })
    await must(karnegar(["rules", "on", "accept-codings", "--data", data]))
    expect((await holds(data)).actions).toBe(REPORTS)
  })

  test("leaves no half of a backup, and an older one as it was", async () => {
    const old = join(disk.path, "old.age")
    copyFileSync(backup, old)
    disk.fill()
    for (const [file, more] of [
      ["new.age", []],
      ["old.age", ["--force"]],
    ] as const)
      expect(refusalOf(await karnegar(["backup", join(disk.path, file), "--data", template, ...more]))).toBe(
        "backup.disk_full",
      )
    expect(namesIn(disk.path)).toEqual(["filler", "old.age", "record"])
    await must(karnegar(["restore", old, "--identity", key, "--data", join(folder, "none"), "--dry-run"]))
    disk.empty()
    await must(karnegar(["backup", join(disk.path, "new.age"), "--data", data]))
  })

  test("restores nothing, and what stood goes on", async () => {
    await must(karnegar(["rules", "on", "accept-codings", "--data", data]))
    const before = await holds(data)
    for (const left of [0, 200_000]) {
      disk.fill(left)
      for (const args of [restoring(join(disk.path, "new")), restoring(data, "--replace")])
        expect(refusalOf(await karnegar(args))).toMatch(/^(record\.full|backup\.disk_full)$/)
      disk.empty()
      expect(namesIn(disk.path)).toEqual(["record"])
      expect(namesIn(data)).toEqual(["recipients.txt", "record.sqlite"])
      expect(await holds(data)).toEqual(before)
    }
    await must(karnegar(restoring(data, "--replace")))
    expect(await holds(data)).toMatchObject({ reports: REPORTS, actions: 0 })
  })

  test("is told by verify and serve, or they work", async () => {
    disk.fill()
    const verified = await karnegar(["verify", "--data", data])
    expect(["0", "record.full"]).toContain(verified.status === 0 ? "0" : refusalOf(verified))
    expect(["serves", "record.full"]).toContain(await serving(data))
    expect(await serving(join(disk.path, "fresh"), "--sample")).toMatch(/^record\.(full|no_directory)$/)
    disk.empty()
    expect(await serving(data)).toBe("serves")
    expect(await holds(data)).toMatchObject({ reports: REPORTS })
  })
})

describe("a disk that may not be written", () => {
  /** Where the disk itself is read-only, and where only the folder's rights are in the way. */
  const ways: readonly (readonly [what: string, under: readonly string[]])[] = [
    ["mounted read-only", []],
    ["with a folder of another user", ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]],
  ]
  for (const [what, under] of ways)
    test(`${what} is told by every command, and nothing on it changes`, async () => {
      const disk = mountDisk(16)
      try {
        chmodSync(disk.path, 0o755)
        for (const path of [
          folder,
          backup,
          key,
          template,
          join(template, "record.sqlite"),
          join(template, "recipients.txt"),
        ])
          chmodSync(path, existsSync(join(path, ".")) ? 0o755 : 0o644)
        const data = join(disk.path, "record")
        cpSync(template, data, { recursive: true })
        if (under.length === 0) disk.remount("ro")
        const unwritable = /^(backup\.cannot_write|record\.read_only)$/
        const asked: readonly (readonly [args: readonly string[], code: RegExp])[] = [
          [["import", "--data", data], /^record\.read_only$/],
          [["import", "--data", join(disk.path, "new")], /^record\.no_directory$/],
          [["rules", "on", "accept-codings", "--data", data], /^record\.read_only$/],
          [["verify", "--data", data], /^record\.read_only$/],
          [["serve", "--data", data, "--port", "0"], /^record\.read_only$/],
          [["backup", join(disk.path, "x.age"), "--data", template], unwritable],
          [restoring(data, "--replace"), unwritable],
          [restoring(join(disk.path, "new")), unwritable],
        ]
        await Promise.all(
          asked.map(async ([args, code]) => {
            expect(refusalOf(await karnegarUnder(under, args, lines(100, 110))), args.join(" ")).toMatch(code)
          }),
        )
        if (under.length === 0) disk.remount("rw")
        expect(namesIn(disk.path)).toEqual(["record"])
        expect(await holds(data)).toMatchObject({ reports: REPORTS, actions: 0 })
        await must(karnegar(["import", "--data", data], lines(100, 110)))
        expect((await holds(data)).reports).toBe(REPORTS + 10)
      } finally {
        disk.remove()
      }
    })
})

/** A copy of the template that this test alone may harm. */
function ownRecord(name: string): string {
  const data = join(folder, name)
  cpSync(template, data, { recursive: true })
  return data
}

const COMMANDS: readonly (readonly [name: string, args: (data: string) => readonly string[], input?: string])[] = [
  ["import", (data) => ["import", "--data", data], lines(100, 110)],
  ["rules", (data) => ["rules", "on", "accept-codings", "--data", data]],
  ["backup", (data) => ["backup", `${data}.age`, "--data", data]],
  ["restore", (data) => restoring(data, "--replace")],
  ["verify", (data) => ["verify", "--data", data]],
  ["serve", (data) => ["serve", "--data", data, "--port", "0"]],
]

describe("a database of a newer version", () => {
  for (const [name, args, input] of COMMANDS)
    test(`is refused by ${name} and left alone`, async () => {
      const data = ownRecord(`newer-${name}`)
      const setSchema = (to: string) => {
        const db = new Database(join(data, "record.sqlite"))
        const before = db.prepare("select value from setting where key = 'schema'").get() as { value: string }
        db.exec(`update setting set value = '${to}' where key = 'schema'`)
        db.close()
        return before.value
      }
      const schema = setSchema("99")
      expect(refusalOf(await karnegar(args(data), input))).toBe("record.newer_schema")
      expect(existsSync(`${data}.age`)).toBe(false)
      expect(setSchema(schema)).toBe("99")
      expect(namesIn(data)).toEqual(["recipients.txt", "record.sqlite"])
      expect(await holds(data)).toMatchObject({ reports: REPORTS, actions: 0 })
    })
})

describe("a record that another program has locked", () => {
  test("is told by every command that must write, once patience has run out; a backup need not wait", async () => {
    const data = ownRecord("locked")
    const other = new Database(join(data, "record.sqlite"))
    other.exec("begin immediate")
    const rest = COMMANDS.filter(([name]) => name !== "backup")
    const told = await Promise.all(
      rest.map(async ([name, args, input]) => [name, refusalOf(await karnegar(args(data), input))]),
    )
    expect(told).toEqual(rest.map(([name]) => [name, "record.locked"]))
    await must(karnegar(["backup", `${data}.age`, "--data", data]))
    other.exec("rollback")
    other.close()
    expect(await holds(data)).toMatchObject({ reports: REPORTS, actions: 0 })
    expect(namesIn(data)).toEqual(["recipients.txt", "record.sqlite"])
    await must(karnegar(["rules", "on", "accept-codings", "--data", data]))
    expect((await holds(data)).actions).toBe(REPORTS)
  })
})

describe("a disk that fails to flush", () => {
  /** `rows`: what may stand afterwards, by the number of reports and of actions. */
  const cases: readonly (readonly [
    name: string,
    code: string,
    args: (data: string) => readonly string[],
    input: string,
    stands: readonly (readonly [reports: number, actions: number])[],
  ])[] = [
    [
      "import",
      "record.disk_failed",
      (data) => ["import", "--data", data],
      lines(100, 110),
      [
        [REPORTS, 0],
        [REPORTS + 10, 0],
      ],
    ],
    [
      "rules",
      "record.disk_failed",
      (data) => ["rules", "on", "accept-codings", "--data", data],
      "",
      [
        [REPORTS, 0],
        [REPORTS, REPORTS],
      ],
    ],
    ["backup", "backup.disk_failed", (data) => ["backup", `${data}.age`, "--data", data], "", [[REPORTS, 0]]],
    ["restore", "record.disk_failed", (data) => restoring(data, "--replace"), "", [[REPORTS, 0]]],
  ]
  for (const [name, code, args, input, stands] of cases)
    test(`ends ${name} from whichever flush on it fails, and what stands is whole`, async () => {
      const codes = new Set<string>()
      let failed = 0
      // From the n-th flush of a thread on, until n is past the last one and the command ends well.
      for (const from of [1, 2, 3, 4, 6, 9, 13, 19, 28, 42, 63, 94]) {
        const data = ownRecord(`flush-${name}-${from}`)
        const ran = await karnegarUnder(failingFlushes(from), args(data), input)
        const { reports, actions } = await holds(data)
        expect(stands, `${name}, flush ${from}`).toContainEqual([reports, actions])
        if (ran.status === 0) break
        codes.add(refusalOf(ran))
        failed++
        expect(existsSync(`${data}.age`) || readdirSync(folder).some((one) => one.endsWith(".partial"))).toBe(false)
        await must(karnegar(args(data), input))
        rmSync(data, { recursive: true })
        rmSync(`${data}.age`, { force: true })
        if (from > 90) throw new Error("the command never ended well")
      }
      expect(failed).toBeGreaterThan(0)
      expect([...codes].filter((one) => one !== "record.disk_failed" && one !== "backup.disk_failed")).toEqual([])
      expect(codes).toContain(code)
    }, 900_000)

  test("lets no sample set be loaded by serve", async () => {
    const data = join(folder, "flush-serve")
    mkdirSync(data)
    const ran = await karnegarUnder(failingFlushes(), ["serve", "--data", data, "--port", "0", "--sample"])
    expect(refusalOf(ran)).toBe("record.disk_failed")
    expect((await holds(data)).entries).toBe(0)
  })
})
