import { spawn } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { codedPair } from "../support/reports.ts"
import { karnegar, MAIN } from "./spawn.ts"

const TEXT = "امروز کارگران نیشکر هفت‌تپه در شوش تجمع کردند."
const folder = mkdtempSync(join(tmpdir(), "karnegar-backup-cli-"))
const at = (name: string) => join(folder, name)
const data = at("data")
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const lines = Array.from({ length: 20 }, (_, i) =>
    JSON.stringify({ id: `r${i}`, text: `${TEXT} ${i}`, published: "2021-03-20" }),
  )
  const { status } = await karnegar(["import", "--data", data], lines.join("\n"))
  expect(status).toBe(0)
})

/** `code` at the head of the last message, with a Persian sentence under it. */
function refusal(stderr: string): string | undefined {
  expect(stderr).toMatch(/[آ-ی]{3}/)
  return /^karnegar: ([a-z_.]+): /m.exec(stderr)?.[1]
}

describe("the way of a backup as the README tells it", () => {
  test("goes from a new key to a record that verifies in another folder", async () => {
    const key = await karnegar(["keys", "new", at("key.txt")])
    expect([key.status, key.stdout]).toEqual([0, expect.stringMatching(/^age1[a-z0-9]{58}\n$/)])
    expect(statSync(at("key.txt")).mode & 0o777).toBe(0o600)
    expect(key.stdout + key.stderr).not.toContain("AGE-SECRET-KEY")
    writeFileSync(join(data, "recipients.txt"), `# the operator\n${key.stdout}`)

    const backup = await karnegar(["backup", at("record.age"), "--data", data])
    expect([backup.status, backup.stdout]).toEqual([0, ""])
    expect(backup.stderr).toMatch(/^karnegar: backed up \d+ rows .* for 1 key\.\n +از \d+ سطر/)

    const trial = await karnegar([
      "restore",
      at("record.age"),
      "--identity",
      at("key.txt"),
      "--data",
      at("else"),
      "--dry-run",
    ])
    expect(trial.status).toBe(0)
    expect(existsSync(at("else"))).toBe(false)
    const restored = await karnegar([
      "restore",
      at("record.age"),
      "--identity",
      at("key.txt"),
      "--data",
      at("else"),
      "--format",
      "json",
    ])
    expect(restored.status).toBe(0)
    expect(JSON.parse(restored.stdout)).toMatchObject({ kept: null, faults: 0, tables: { report: 20, coding: 20 } })
    const verified = await karnegar(["verify", "--data", at("else"), "--format", "json"])
    expect(JSON.parse(verified.stdout)).toMatchObject({ holds: true, counts: { reports: 20 } })

    const again = await karnegar(["restore", at("record.age"), "--identity", at("key.txt"), "--data", at("else")])
    expect([again.status, refusal(again.stderr)]).toEqual([1, "restore.not_empty"])
    const replaced = await karnegar([
      "restore",
      at("record.age"),
      "--identity",
      at("key.txt"),
      "--data",
      at("else"),
      "--replace",
    ])
    expect(replaced.status).toBe(0)
    expect(replaced.stderr).toContain("record.sqlite.before-restore-")
  })

  test("works while the site runs, and the site then shows what was restored", async () => {
    const own = at("served")
    await karnegar(["restore", at("record.age"), "--identity", at("key.txt"), "--data", own])
    await karnegar(["rules", "on", "accept-codings", "--data", own])
    const site = spawn(process.execPath, [MAIN, "serve", "--data", own, "--port", "0"], {
      stdio: ["ignore", "pipe", "ignore"],
    })
    try {
      const address = await new Promise<string>((done) =>
        site.stdout.once("data", (bytes: Buffer) => done(bytes.toString().split("\n")[0]!)),
      )
      const before = await (await fetch(`${address}/fa/`)).text()
      const backup = await karnegar([
        "backup",
        at("served.age"),
        "--data",
        own,
        "--recipients-file",
        join(data, "recipients.txt"),
      ])
      expect(backup.status).toBe(0)
      const replaced = await karnegar([
        "restore",
        at("record.age"),
        "--identity",
        at("key.txt"),
        "--data",
        own,
        "--replace",
      ])
      expect(replaced.status).toBe(0)
      const after = await (await fetch(`${address}/fa/`)).text()
      expect(after).not.toBe(before)
    } finally {
      const gone = new Promise((done) => site.once("close", done))
      site.kill("SIGTERM")
      await gone
    }
  })
})

describe("the memory of a backup and a restore", () => {
  test("does not grow with the record", async () => {
    const record = await openRecord({ dataDir: at("wide") }, { registers: registersFrom(builtInKnowledge()) })
    const { report, coding } = codedPair("x", "خبری در دست نیست.")
    // Texts of some 160 MB, in memory limits below that.
    for (let i = 0; i < 4000; i += 100)
      await record.addAllCoded(
        Array.from({ length: 100 }, (_, k) => ({
          report: { ...report, foreignId: `${i + k}`, text: "واژه ".repeat(4000) + (i + k) },
          coding,
        })),
      )
    await record.close()
    const within = (megabytes: number, args: readonly string[]) =>
      karnegar([...args, "--data", at("wide")], "", { NODE_OPTIONS: `--max-old-space-size=${megabytes}` })
    const recipients = ["--recipients-file", join(data, "recipients.txt")]
    const made = await within(64, ["backup", at("wide.age"), ...recipients])
    expect([made.status, made.status === 0 ? "" : made.stderr.slice(-300)]).toEqual([0, ""])
    const trial = ["restore", at("wide.age"), "--identity", at("key.txt"), "--dry-run"]
    const tried = await within(144, trial)
    expect([tried.status, tried.status === 0 ? "" : tried.stderr.slice(-300)]).toEqual([0, ""])
  })
})

describe("keys", () => {
  test("never writes over a key", async () => {
    const before = readFileSync(at("key.txt"), "utf8")
    const { status, stderr } = await karnegar(["keys", "new", at("key.txt")])
    expect([status, refusal(stderr)]).toEqual([1, "backup.file_exists"])
    expect(readFileSync(at("key.txt"), "utf8")).toBe(before)
  })

  test("locks a key with a passphrase, and opens a backup with it", async () => {
    const key = await karnegar(["keys", "new", at("locked.txt"), "--passphrase"], "", {
      KARNEGAR_PASSPHRASE: "four words of mine",
    })
    expect(key.status).toBe(0)
    expect(readFileSync(at("locked.txt"), "utf8")).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/)
    await karnegar(["backup", at("locked.age"), "--data", data, "--recipient", key.stdout.trim()])
    const open = (passphrase?: string) =>
      karnegar(
        ["restore", at("locked.age"), "--identity", at("locked.txt"), "--data", at("unlocked"), "--dry-run"],
        "",
        passphrase === undefined ? {} : { KARNEGAR_PASSPHRASE: passphrase },
      )
    expect((await open("four words of mine")).status).toBe(0)
    expect(refusal((await open("four words of yours")).stderr)).toBe("backup.wrong_passphrase")
    expect(refusal((await open()).stderr)).toBe("backup.needs_passphrase")
  })
})

describe("backup and restore refuse, in both languages and with a code,", () => {
  const secret = () => /AGE-SECRET-KEY-\S+/.exec(readFileSync(at("key.txt"), "utf8"))![0]
  const restoring = (file: string, key: string) => () => [
    "restore",
    at(file),
    "--data",
    at("new"),
    "--identity",
    at(key),
  ]
  const cases: readonly (readonly [what: string, code: string, args: () => readonly string[]])[] = [
    ["no recipient at all", "backup.no_recipient", () => ["backup", at("x.age"), "--data", at("else")]],
    [
      "a recipient that is none",
      "backup.bad_recipient",
      () => ["backup", at("x.age"), "--data", data, "--recipient", "age1nothing"],
    ],
    [
      "a list with a bad line",
      "backup.bad_recipient",
      () => ["backup", at("x.age"), "--data", data, "--recipients-file", at("bad.txt")],
    ],
    [
      "a list that is not there",
      "backup.cannot_read",
      () => ["backup", at("x.age"), "--data", data, "--recipients-file", at("none.txt")],
    ],
    [
      "a secret key for a recipient",
      "backup.secret_as_recipient",
      () => ["backup", at("x.age"), "--data", data, "--recipient", secret()],
    ],
    ["a file that stands", "backup.file_exists", () => ["backup", at("record.age"), "--data", data]],
    ["a folder that is not there", "backup.cannot_write", () => ["backup", at("no/x.age"), "--data", data]],
    ["a record that is not there", "record.missing", () => ["backup", at("x.age"), "--data", at("nowhere")]],
    [
      "a sealed backup without a key",
      "backup.needs_identity",
      () => ["restore", at("record.age"), "--data", at("new")],
    ],
    ["a key that is none", "backup.bad_identity", restoring("record.age", "bad.txt")],
    ["a key that is not there", "backup.cannot_read", restoring("record.age", "none.txt")],
    ["another key", "backup.wrong_key", restoring("record.age", "other.txt")],
    ["a backup that is not there", "backup.cannot_read", restoring("none.age", "key.txt")],
    ["a file that is no backup", "backup.not_a_backup", restoring("bad.txt", "key.txt")],
    ["a backup cut off", "backup.damaged", restoring("cut.age", "key.txt")],
  ]
  beforeAll(async () => {
    writeFileSync(at("bad.txt"), "not a key\n")
    writeFileSync(at("cut.age"), readFileSync(at("record.age")).subarray(0, -5))
    await karnegar(["keys", "new", at("other.txt")])
  })
  for (const [what, code, args] of cases) {
    test(what, async () => {
      const { status, stdout, stderr } = await karnegar(args())
      expect([status, stdout, refusal(stderr)]).toEqual([1, "", code])
      expect(stderr).not.toContain("    at ")
      expect(stderr).not.toContain(secret().slice(20))
      expect([existsSync(at("x.age")), existsSync(at("new"))]).toEqual([false, false])
    })
  }

  test("warns of a backup without encryption, and of a key that others can read", async () => {
    const { status, stderr } = await karnegar(["backup", at("plain.tgz"), "--data", data, "--plain"])
    expect([status, stderr]).toEqual([0, expect.stringMatching(/warning: .* without encryption[\s\S]*هشدار/)])
    mkdirSync(at("open"))
    writeFileSync(at("open/key.txt"), readFileSync(at("key.txt")))
    chmodSync(at("open/key.txt"), 0o644)
    const restored = await karnegar([
      "restore",
      at("plain.tgz"),
      "--data",
      at("plain"),
      "--identity",
      at("open/key.txt"),
    ])
    expect([restored.status, restored.stderr]).toEqual([0, expect.stringMatching(/warning: others .*chmod 600/)])
  })
})
