import { spawn } from "node:child_process"
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { afterAll, describe, expect, test } from "vitest"
import { NOBODY } from "../support/postgres.ts"
import { makeExport } from "../support/telegram-exports.ts"
import { jsonLines, karnegar, karnegarUnder, MAIN } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-watch-"))
afterAll(() => rmSync(root, { recursive: true }))

const CANARY = "canary.name@example.org"
let made = 0
/** A folder to drop into, and a record that nothing was taken into yet. */
function fresh(): { readonly drop: string; readonly data: string } {
  const own = join(root, String(made++))
  mkdirSync(join(own, "drop"), { recursive: true })
  return { drop: join(own, "drop"), data: join(own, "record") }
}

const report = (id: string) =>
  `${JSON.stringify({ id, text: `کارگران کارخانهٔ شمارهٔ ${id} در اراک تجمع کردند. ${CANARY}`, published: "2021-03-25" })}\n`

interface Told {
  readonly file: string
  readonly to: string
  readonly code: string | null
  readonly added?: number
  readonly refused?: number
}

async function once(drop: string, data: string, ...more: readonly string[]) {
  const args = ["watch", drop, "--once", "--settle", "1", "--data", data, "--format", "json", ...more]
  const ran = await karnegar(args)
  return { ...ran, told: jsonLines<Told>(ran.stdout) }
}

/** Everything under a folder but the files of reasons, by path. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory() && !one.name.endsWith(".reason.txt"))
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort()

async function reportsIn(data: string): Promise<number> {
  const { stdout } = await karnegar(["verify", "--data", data, "--format", "json"])
  const { holds, counts } = JSON.parse(stdout) as { holds: boolean; counts: { reports: number } }
  expect(holds).toBe(true)
  return counts.reports
}

describe("karnegar watch", () => {
  test("imports what was dropped and moves it, and refuses with the reason beside", async () => {
    const { drop, data } = fresh()
    writeFileSync(join(drop, "good.jsonl"), report("1") + report("2"))
    writeFileSync(join(drop, "partly.jsonl"), `${report("3")}no json ${CANARY}\n`)
    writeFileSync(join(drop, "picture.png"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x80]))
    writeFileSync(join(drop, "table.csv"), "a,b\n1,2\n")
    writeFileSync(join(drop, ".hidden.jsonl"), report("4"))
    writeFileSync(join(drop, "coming.jsonl.part"), report("5"))
    mkdirSync(join(drop, "sub", "deep"), { recursive: true })
    writeFileSync(join(drop, "sub", "deep", "inner.jsonl"), report("6"))
    const { status, told, stderr, stdout } = await once(drop, data)
    expect(status).toBe(1)
    expect(told.map(({ file, to, code }) => [file, to, code])).toEqual([
      ["good.jsonl", "done/good.jsonl", null],
      ["partly.jsonl", "done/partly.jsonl", null],
      ["picture.png", "refused/picture.png", "input.not_utf8"],
      ["sub/deep/inner.jsonl", "done/sub/deep/inner.jsonl", null],
      ["table.csv", "refused/table.csv", "import.needs_mapping"],
    ])
    expect(filesIn(drop)).toEqual([
      ".hidden.jsonl",
      "coming.jsonl.part",
      "done/good.jsonl",
      "done/partly.jsonl",
      "done/sub/deep/inner.jsonl",
      "refused/picture.png",
      "refused/table.csv",
    ])
    const reason = readFileSync(join(drop, "done", "partly.jsonl.reason.txt"), "utf8")
    expect(reason).toMatch(/^2: input\.not_json: The line is not JSON;.*\n {4}این سطر JSON نیست/)
    expect(readFileSync(join(drop, "refused", "table.csv.reason.txt"), "utf8")).toContain("ستون متن ندارد")
    expect(existsSync(join(drop, "done", "good.jsonl.reason.txt"))).toBe(false)
    expect(await reportsIn(data)).toBe(4)
    expect(`${stderr}${stdout}${reason}`).not.toContain(CANARY)
  })

  test("replaces nothing that lies in done already, and doubles nothing", async () => {
    const { drop, data } = fresh()
    for (let i = 0; i < 3; i++) {
      writeFileSync(join(drop, "same.jsonl"), report("1") + report(`new-${i}`))
      await once(drop, data)
    }
    expect(filesIn(drop)).toEqual(["done/same (2).jsonl", "done/same (3).jsonl", "done/same.jsonl"])
    expect(readFileSync(join(drop, "done", "same (3).jsonl"), "utf8")).toContain("new-2")
    expect(await reportsIn(data)).toBe(4)
  })

  test("follows no link", async () => {
    const { drop, data } = fresh()
    const outside = join(root, "outside")
    mkdirSync(outside)
    writeFileSync(join(outside, "secret.jsonl"), report("secret"))
    symlinkSync(join(outside, "secret.jsonl"), join(drop, "link.jsonl"))
    symlinkSync(outside, join(drop, "folder"))
    const { told, stderr } = await once(drop, data)
    expect(told).toEqual([])
    expect(stderr).toContain("link.jsonl is left where it is: a link, which is not followed.")
    // Where a link stands in the place of a folder inside done, nothing is moved through it.
    mkdirSync(join(drop, "sub"))
    symlinkSync(outside, join(drop, "done", "sub"))
    writeFileSync(join(drop, "sub", "a.jsonl"), report("a"))
    const moved = await once(drop, data)
    expect(moved.stderr).toContain("karnegar: watch.cannot_move: ")
    expect(readdirSync(outside)).toEqual(["secret.jsonl"])
    expect(existsSync(join(drop, "sub", "a.jsonl"))).toBe(true)
  })

  test("takes an export's folder as one, and a folder with a source's key as that source's", async () => {
    const { drop, data } = fresh()
    const exported = makeExport(7, { messages: 20, account: false })
    mkdirSync(join(drop, "ChatExport", "photos"), { recursive: true })
    writeFileSync(join(drop, "ChatExport", "photos", "p.jpg"), "x")
    writeFileSync(join(drop, "ChatExport", "result.json"), exported.json)
    mkdirSync(join(drop, "kar-news"))
    writeFileSync(join(drop, "kar-news", "t.csv"), "متن,تاریخ\nکارگران در اراک تجمع کردند,۱۴۰۱/۰۵/۱۲\n")
    const names = ["--name-fa", "خبر کار", "--name-en", "Labour News"]
    await karnegar(["sources", "add", "kar-news", ...names, "--data", data])
    const { told, status } = await once(drop, data)
    expect(told.map(({ file, to }) => [file, to])).toEqual([
      ["ChatExport", "done/ChatExport"],
      ["kar-news/t.csv", "done/kar-news/t.csv"],
    ])
    expect(status).toBe(0)
    expect(existsSync(join(drop, "done", "ChatExport", "photos", "p.jpg"))).toBe(true)
    const shown = await karnegar(["sources", "show", "kar-news", "--data", data, "--format", "json"])
    expect(JSON.parse(shown.stdout)).toMatchObject({ reports: 1 })
  })

  test("waits until a file has stopped growing, and takes it once and whole", async () => {
    const { drop, data } = fresh()
    const args = [MAIN, "watch", drop, "--settle", "2", "--data", data, "--format", "json"]
    const watch = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] })
    let said = ""
    watch.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString("utf8")
    })
    await wait(1_500)
    for (let i = 0; i < 12; i++) {
      // Half a line now, the rest with the next write: whoever reads too early refuses it.
      const line = report(`slow-${i}`)
      appendFileSync(join(drop, "slow.jsonl"), line.slice(0, 40))
      await wait(400)
      appendFileSync(join(drop, "slow.jsonl"), line.slice(40))
    }
    for (let i = 0; i < 150 && !said.includes("\n"); i++) await wait(100)
    watch.kill("SIGTERM")
    expect(await new Promise((done) => watch.once("close", done))).toBe(0)
    expect(jsonLines<Told>(said)).toMatchObject([{ file: "slow.jsonl", to: "done/slow.jsonl", added: 12, refused: 0 }])
    expect(filesIn(drop)).toEqual(["done/slow.jsonl"])
  })

  test("leaves for the next time what is still being written", async () => {
    const { drop, data } = fresh()
    writeFileSync(join(drop, "still.jsonl"), report("1"))
    const writing = setInterval(() => appendFileSync(join(drop, "still.jsonl"), report(String(Math.random()))), 100)
    const { told, stderr } = await once(drop, data)
    clearInterval(writing)
    expect(told).toEqual([])
    expect(stderr).toContain("1 still being written")
    expect(filesIn(drop)).toEqual(["still.jsonl"])
  })

  test("loses and doubles nothing when it is killed at random moments", async () => {
    const { drop, data } = fresh()
    const files = 30
    for (let i = 0; i < files; i++) {
      const lines = Array.from({ length: 5 }, (_, n) => report(`${i}-${n}`)).join("")
      writeFileSync(join(drop, `f${i}.jsonl`), i % 10 === 0 ? `${lines}no json\n` : lines)
    }
    let kills = 0
    for (; kills < 10 && filesIn(drop).some((name) => !name.startsWith("done/")); kills++) {
      const args = [MAIN, "watch", drop, "--settle", "1", "--data", data]
      const watch = spawn(process.execPath, args, { stdio: "ignore" })
      const before = filesIn(drop).filter((name) => name.startsWith("done/")).length
      // Once it has begun to move files, at any moment of its work on the next ones.
      for (let i = 0; i < 300; i++) {
        const now = filesIn(drop).filter((name) => name.startsWith("done/")).length
        if (now > before || now === files) break
        await wait(20)
      }
      await wait(Math.random() * 250)
      watch.kill("SIGKILL")
      await new Promise((done) => watch.once("close", done))
      expect(filesIn(drop).filter((name) => /f\d+\.jsonl$/.test(name))).toHaveLength(files)
    }
    expect(kills).toBeGreaterThan(3)
    await once(drop, data)
    expect(filesIn(drop)).toEqual(Array.from({ length: files }, (_, i) => `done/f${i}.jsonl`).sort())
    for (let i = 0; i < files; i += 10) expect(existsSync(join(drop, "done", `f${i}.jsonl.reason.txt`))).toBe(true)
    expect(await reportsIn(data)).toBe(files * 5)
  }, 300_000)

  test("tells a folder that it cannot watch", async () => {
    const { drop, data } = fresh()
    expect((await once(join(drop, "none"), data)).stderr).toContain("karnegar: watch.no_folder: ")
    writeFileSync(join(drop, "file"), "x")
    expect((await once(join(drop, "file"), data)).stderr).toContain("karnegar: watch.no_folder: ")
    await karnegar(["sources", "add", "kar", "--name-fa", "ک", "--name-en", "K", "--data", data])
    expect((await once(join(data, ".."), data)).stderr).toContain("karnegar: watch.holds_record: ")
    expect((await once(drop, data, "--source", "nobody")).stderr).toContain("karnegar: import.source_unknown: ")
    rmSync(join(drop, "done"), { recursive: true })
    symlinkSync(root, join(drop, "done"))
    expect((await once(drop, data)).stderr).toContain("karnegar: watch.no_folder: ")
  })

  test("tells a folder that is read-only", async () => {
    const { drop } = fresh()
    const args = ["watch", drop, "--once", "--data", join(root, "nobodys")]
    if (process.getuid?.() !== 0) chmodSync(drop, 0o555)
    else {
      chmodSync(root, 0o755)
      chownSync(drop, 0, 0)
      chmodSync(drop, 0o755)
    }
    const under =
      process.getuid?.() === 0 ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : []
    const { status, stderr } = await karnegarUnder(under, args)
    expect(status).toBe(1)
    expect(stderr).toContain("karnegar: watch.read_only: ")
    expect(stderr).toContain("نمی‌توان نوشت")
  })
})
