import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { CodedDocument } from "@karnegar/coder"
import { afterAll, describe, expect, test } from "vitest"
import { jsonLines, karnegar, MAIN } from "./spawn.ts"

const TEXT = "امروز کارگران نیشکر هفت‌تپه در شوش تجمع کردند."
const folder = mkdtempSync(join(tmpdir(), "karnegar-code-"))
afterAll(() => rmSync(folder, { recursive: true }))

const line = (id: string, text = TEXT, more: object = {}): string =>
  JSON.stringify({ id, text, published: "2021-03-20", ...more })

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const ids = (stdout: string): string[] => jsonLines<CodedDocument>(stdout).map((coded) => coded.id)

/** `LINE: CODE` of every refusal on stderr. */
const refusals = (stderr: string): string[] =>
  [...stderr.matchAll(/^[^\s:]+:(\d+): (input\.\w+): /gm)].map((match) => `${match[1]} ${match[2]}`)

describe("karnegar code", () => {
  test("codes JSON Lines in order, with the words each value rests on", async () => {
    const { status, stdout, stderr } = await karnegar(["code", file("a.jsonl", `${line("b")}\n${line("a")}\n`)])
    expect([status, stderr]).toEqual([0, ""])
    const coded = jsonLines<CodedDocument>(stdout)
    expect(coded.map((one) => one.id)).toEqual(["b", "a"])
    const [action] = coded[0]!.actions
    expect(action).toMatchObject({ forms: ["gathering"], workforce: "sugar", date: { start: "2021-03-20" } })
    const [start, end] = action!.support.find((one) => one.field === "forms")!.spans[0]!
    expect(TEXT.slice(start, end)).toContain("تجمع")
  })

  test("codes a .txt file as one report with the day given", async () => {
    const { stdout } = await karnegar(["code", file("message.txt", TEXT), "--published", "2021-03-20"])
    expect(jsonLines<CodedDocument>(stdout)).toMatchObject([
      { id: "message.txt", actions: [{ date: { start: "2021-03-20" } }] },
    ])
  })

  test("codes standard input that is no JSON as one report", async () => {
    const { status, stdout } = await karnegar(["code"], TEXT)
    expect([status, ids(stdout)]).toEqual([0, ["stdin"]])
  })

  test("writes one JSON array with --format json, also of nothing", async () => {
    const two = await karnegar(["code", "--format", "json"], `${line("a")}\n${line("b")}`)
    expect(JSON.parse(two.stdout)).toMatchObject([{ id: "a" }, { id: "b" }])
    const none = await karnegar(["code", "--format", "json"], "{}\n")
    expect([none.status, JSON.parse(none.stdout)]).toEqual([1, []])
  })

  test("tells every bad line with its number and code, codes the others, ends with 1", async () => {
    const bad = Buffer.concat([
      Buffer.from(
        `no\n${line("a")}\n{"text":"x"}\n{"id":"x"}\n${line("a")}\n${line("b", TEXT, { published: "2021-02-30" })}\n`,
      ),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`${line("c", "x".repeat(1_100_000))}\n${line("z")}\n`),
    ])
    const { status, stdout, stderr } = await karnegar(["code"], bad)
    expect(status).toBe(1)
    expect(ids(stdout)).toEqual(["a", "z"])
    expect(refusals(stderr)).toEqual([
      "1 input.not_json",
      "3 input.no_id",
      "4 input.no_text",
      "5 input.id_repeated",
      "6 input.date_impossible",
      "7 input.not_utf8",
      "8 input.too_long",
    ])
    expect(stderr.match(/^ {4}.*[آ-ی]{2}/gm)).toHaveLength(7)
  })

  test("goes on after a file that is not there", async () => {
    const { status, stdout, stderr } = await karnegar([
      "code",
      join(folder, "none.jsonl"),
      file("there.jsonl", line("a")),
    ])
    expect([status, ids(stdout)]).toEqual([1, ["a"]])
    expect(stderr).toMatch(/^none\.jsonl: input\.file_unreadable: .*ENOENT/)
  })

  const odd: readonly (readonly [name: string, text: string])[] = [
    ["empty text", ""],
    ["one letter, a million times", "ا".repeat(500_000)],
    ["one Latin letter, a million times", "a".repeat(1_000_000)],
    ["digits only", "۱".repeat(100_000)],
    ["spaces only", " \u200c\u00a0".repeat(10_000)],
    ["line feeds only", "\n".repeat(100_000)],
    ["one word, a hundred thousand times", "تجمع ".repeat(100_000)],
    ["one hashtag after another", "#اعتصاب_سراسری".repeat(20_000)],
    ["opening quotes only", "«".repeat(100_000)],
    ["bidi controls", `\u202e${TEXT}\u202c\u2066\u2069\u200f`],
    ["lone surrogates", `\ud800${TEXT}\udfff\ud83d`],
    ["emoji", `✊🏽👩‍🏭🔴${TEXT}`],
    ["Arabic presentation forms", "ﺍﻣﺮﻭﺯ ﮐﺎﺭﮔﺮﺍﻥ ﺗﺠﻤﻊ ﮐﺮﺩﻧﺪ"],
    ["control characters", `\u0000\u0001\u001b[2J${TEXT}`],
    ["marks on marks", `ک${"\u064b".repeat(50_000)}`],
    ["a script that is not ours", "工人罢工".repeat(1000)],
  ]
  for (const [name, text] of odd) {
    test(`neither crashes nor hangs on ${name}`, async () => {
      const started = Date.now()
      for (const format of ["jsonl", "table"]) {
        const { status, stdout } = await karnegar(
          ["code", "--format", format],
          `${line("odd", text)}\n${line("next")}\n`,
        )
        expect(status).toBe(0)
        expect(stdout).toContain("next")
        if (format === "jsonl") expect(ids(stdout)).toEqual(["odd", "next"])
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        else expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }
      expect(Date.now() - started).toBeLessThan(60_000)
    })
  }

  test("shows cards with evidence marked, in both calendars", async () => {
    const { stdout } = await karnegar(["code", "--format", "table"], line("a"))
    expect(stdout).toContain("۳۰ اسفند ۱۳۹۹")
    expect(stdout).toContain("۲۰ مارس ۲۰۲۱")
    expect(stdout).toMatch(/⟦تجمع[^⟧]*⟧\[\d+\]/)
    const english = await karnegar(
      ["code", "--format", "table"],
      line("e", "Sugar workers in Shush held a protest gathering today."),
    )
    expect(english.stdout).toContain("30 Esfand 1399 · 20 March 2021")
  })

  test("shows evidence in colour where colour is wanted, never where NO_COLOR is set", async () => {
    const coloured = await karnegar(["code", "--format", "table"], line("a"), { FORCE_COLOR: "1" })
    expect(coloured.stdout).toContain("\u001b[")
    expect(coloured.stdout).not.toContain("⟦")
    const plain = await karnegar(["code", "--format", "table"], line("a"), { FORCE_COLOR: "1", NO_COLOR: "1" })
    expect(plain.stdout).not.toContain("\u001b")
  })

  for (const [where, options] of [
    ["", []],
    [" on a thread", ["--workers", "2"]],
  ] as const) {
    test(`codes a line${where} while the next has yet to arrive`, async () => {
      const child = spawn(process.execPath, [MAIN, "code", ...options], { stdio: ["pipe", "pipe", "inherit"] })
      const first = new Promise<string>((done) =>
        child.stdout.once("data", (bytes: Buffer) => done(bytes.toString("utf8"))),
      )
      child.stdin.write(`${line("early")}\n`)
      expect(ids(await first)).toEqual(["early"])
      child.stdin.end()
      expect(await new Promise((done) => child.once("close", done))).toBe(0)
    })
  }

  test("codes with several threads as with one, in order and with the same refusals", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => (i % 97 === 5 ? "no" : line(`r${i % 350}`, `${TEXT} ${i}`)))
    const input = file("threads.jsonl", lines.join("\n"))
    for (const format of ["jsonl", "json", "table"]) {
      const [one, three] = await Promise.all(
        ["1", "3"].map((n) => karnegar(["code", input, "--format", format, "--workers", n])),
      )
      expect(three).toEqual(one)
      expect(one!.status).toBe(1)
      expect(refusals(one!.stderr).filter((refusal) => refusal.endsWith("id_repeated")).length).toBeGreaterThan(40)
      if (format === "jsonl") expect(ids(one!.stdout).slice(0, 3)).toEqual(["r0", "r1", "r2"])
    }
    const none = await karnegar(["code", "--format", "json", "--workers", "2"], "{}\n")
    expect(JSON.parse(none.stdout)).toEqual([])
  })

  test("takes the first of an id whichever thread read it, and tells of lines and files in their order", async () => {
    // Each file is longer than what a thread is given at once, so that ids of one repeat in what another thread reads.
    const filler = "خبری در دست نیست. ".repeat(8)
    const lines = Array.from({ length: 1500 }, (_, i) => (i % 499 === 7 ? "{}" : line(`r${i}`, `${filler}${i}`)))
    const inputs = [
      file("first.jsonl", lines.join("\n")),
      join(folder, "nowhere.jsonl"),
      file("second.jsonl", lines.map((one, i) => (i % 2 === 0 ? one : one.replace('"r', '"s'))).join("\r\n")),
      file("third.txt", "\ufeffمتن"),
    ]
    for (const format of ["jsonl", "json"]) {
      const [one, two] = await Promise.all(
        ["1", "2"].map((n) => karnegar(["code", ...inputs, "--format", format, "--workers", n])),
      )
      expect(two).toEqual(one)
      const told = one!.stderr.split("\n").filter((row) => /^\S+: input\./.test(row))
      expect(told.slice(0, 5).map((row) => row.split(": ").slice(0, 2).join(" "))).toEqual([
        "first.jsonl:8 input.no_id",
        "first.jsonl:507 input.no_id",
        "first.jsonl:1006 input.no_id",
        "nowhere.jsonl input.file_unreadable",
        "second.jsonl:1 input.id_repeated",
      ])
      const coded = format === "jsonl" ? ids(one!.stdout) : JSON.parse(one!.stdout).map((c: CodedDocument) => c.id)
      expect(coded.length).toBe(1497 + 748 + 1)
      expect([coded[0], coded.at(-1)]).toEqual(["r0", "third.txt"])
    }
  })

  test("ends quietly when its reader goes away", async () => {
    const path = file("many.jsonl", Array.from({ length: 3000 }, (_, i) => line(`r${i}`)).join("\n"))
    const child = spawn(process.execPath, [MAIN, "code", path], { stdio: ["ignore", "pipe", "pipe"] })
    let stderr = ""
    child.stderr.on("data", (bytes: Buffer) => {
      stderr += bytes.toString("utf8")
    })
    child.stdout.once("data", () => child.stdout.destroy())
    expect(await new Promise((done) => child.once("close", done))).toBe(0)
    expect(stderr).toBe("")
  })

  test("keeps memory flat over many reports", async () => {
    const reports = function* () {
      for (let i = 0; i < 40_000; i++) yield `${line(`r${i}`, "خبری در دست نیست. ".repeat(20))}\n`
    }
    const path = file("flat.jsonl", [...reports()].join(""))
    const child = spawn(process.execPath, ["--max-old-space-size=64", MAIN, "code", path], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    let lines = 0
    child.stdout.on("data", (bytes: Buffer) => {
      for (const byte of bytes) if (byte === 0x0a) lines++
    })
    expect(await new Promise((done) => child.once("close", done))).toBe(0)
    expect(lines).toBe(40_000)
  })

  const wrong: readonly (readonly [name: string, args: readonly string[]])[] = [
    ["an unknown command", ["cod"]],
    ["an unknown option", ["code", "--nothing"]],
    ["an unknown format", ["code", "--format", "xml"]],
    ["an impossible day", ["code", "--published", "2021-02-30"]],
    ["a Jalali day", ["code", "--published", "1399-08-12"]],
    ["no thread", ["code", "--workers", "0"]],
    ["too many threads", ["code", "--workers", "99"]],
    ["a language that is no tag", ["code", "--lang", "فارسی"]],
  ]
  for (const [name, args] of wrong) {
    test(`refuses ${name} in both languages with status 2`, async () => {
      const { status, stdout, stderr } = await karnegar(args)
      expect([status, stdout]).toEqual([2, ""])
      expect(stderr).toMatch(/^karnegar: usage: /)
      expect(stderr).toMatch(/[آ-ی]{3}/)
    })
  }

  test("prints its version", async () => {
    expect((await karnegar(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
