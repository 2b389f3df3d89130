import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { RECORD_FILE, type RecordPlace } from "../../packages/karnegar/src/record/open.ts"
import { MAIN } from "../cli/spawn.ts"
import { allRows, withoutChance } from "../support/all-rows.ts"
import { ENGINES, type RecordEngine } from "../support/record-engines.ts"
import { dayNumber, ownWords, STRIKE } from "../support/reports.ts"
import { random } from "../support/telegram-exports.ts"
import { workbookParts, zipOf } from "../support/xlsx.ts"
import { killWhen } from "./kill-when.ts"
import { withRecord } from "./look.ts"

/*
 * Imports of each kind of file are killed with SIGKILL in their middle, and given again, until they come to their end. What stands
 * then must be what an import that nobody disturbed makes, row by row. Feeds and pages: killed-fetchers.test.ts; CSV by a mapping:
 * killed-commands.ts.
 */

/** Kills of each kind of source; files of several formats share them: spreadsheets four, pasted texts two. */
const KILLS = 10
/** Kinds that are killed at a time: each waits for its own program most of the time. */
const AT_ONCE = 2
/** Texts of a file: four batches of one transaction each; one in twenty tells of labour. */
const TEXTS = 2_000
const LABOUR = 20
/** Rows of a table of actions, and files that are dropped. */
const ROWS = 1_000
const DROPPED = 24
/** Longest time between a write of the record and the kill. */
const MOST_AFTER_MS = 150
/** Part of a command's time in which Node starts and nothing is written. */
const STARTING = 0.3
const SEED = 7
/** Of a test with its wait for a turn. */
const PATIENCE_MS = 900_000

/** A kind of source: how its import is called. `whole`: what else than the record must be so at its end. */
interface Kind {
  readonly name: string
  readonly kills: number
  /** Makes what is imported, for each record anew where importing moves it. */
  readonly make: (folder: string) => void
  readonly args: (folder: string) => readonly string[]
  /** Everything is one write: what counts is the time until it, not the writes that were seen. */
  readonly atOnce?: boolean
  readonly whole?: (folder: string) => void
}

const text = (i: number) => `${i % LABOUR === 0 ? STRIKE : "هوا آفتابی است و باد آرام می‌وزد."} ${ownWords(i)}`
const day = (i: number) => dayNumber(-i)
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
const seconds = (i: number) => Date.parse(`${day(TEXTS - i)}T09:00:00Z`) / 1000
const CHANNEL = "کانال نمونه"
const file =
  (name: string, content: () => string | Uint8Array): Kind["make"] =>
  (folder) =>
    writeFileSync(join(folder, name), content())

const exported = () =>
  JSON.stringify({
    name: CHANNEL,
    type: "public_channel",
    id: 1_000_000_007,
    messages: numbers(TEXTS).map((i) => ({
      id: i + 1,
      type: "message",
      date: `${day(TEXTS - i)}T12:30:00`,
      date_unixtime: String(seconds(i)),
      text: text(i),
    })),
  })

const pageOf = (i: number) =>
  `<div class="message default clearfix" id="message${i + 1}"><div class="body"><div class="pull_right date details" title="${day(
    TEXTS - i,
  )
    .split("-")
    .reverse()
    .join(
      ".",
    )} 12:30:00 UTC+03:30">12:30</div><div class="from_name">${CHANNEL}</div><div class="text">${text(i)}</div></div></div>`
const pages: Kind["make"] = (folder) => {
  for (let page = 0; page * 1000 < TEXTS; page++)
    writeFileSync(
      join(folder, `messages${page === 0 ? "" : page + 1}.html`),
      `<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">${CHANNEL}</div></div></div><div class="page_body chat_page"><div class="history">${numbers(
        1000,
      )
        .map((i) => pageOf(page * 1000 + i))
        .join("\n")}</div></div></div></body></html>`,
    )
}

const mailOf = (i: number) =>
  `From: desk <desk@example.org>\nDate: ${new Date(seconds(i) * 1000).toUTCString().replace("GMT", "+0000")}\nMessage-ID: <m${i}@example.org>\nSubject: news ${i}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text(i)}\n\n`
const mbox = () =>
  numbers(TEXTS)
    .map((i) => `From desk@example.org Sat Mar 20 12:08:34 2021\n${mailOf(i)}`)
    .join("")

const lineOf = (i: number) => JSON.stringify({ id: `i${i}`, text: text(i), published: day(i) })
const csv = (rows: readonly (readonly (string | number)[])[]) => rows.map((row) => row.join(",")).join("\n")
const xlsx = (rows: readonly (readonly (string | number)[])[]) =>
  zipOf(
    workbookParts(
      rows
        .map(
          (row, r) =>
            `<row r="${r + 1}">${row.map((cell, c) => `<c r="${"ABC"[c]}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`,
        )
        .join(""),
    ),
  )
const reportRows = () => [["id", "date", "text"], ...numbers(TEXTS).map((i) => [`r${i}`, day(i), text(i)])]
const actionRows = () => [["id", "establishments"], ...numbers(ROWS).map((i) => [i, 1 + (i % 7)])]
const MAPPING = `karnegar_mapping: "1"
name: killed
key: [id]
fields:
  forms: { value: strike }
  establishments: { column: establishments }
`
const mapped = (kills: number, name: string, content: () => string | Uint8Array): Kind => ({
  kills,
  name: `a table of actions by a mapping (${name.split(".")[1]})`,
  make(folder) {
    file(name, content)(folder)
    file("mapping.yaml", () => MAPPING)(folder)
  },
  args: (folder) => ["import", join(folder, name), "--mapping", join(folder, "mapping.yaml")],
  atOnce: true,
})

/** Five texts of each file; every third is a mail, every fourth has a line that is refused. */
const dropped: Kind["make"] = (folder) => {
  mkdirSync(join(folder, "drop", "kar"), { recursive: true })
  for (const n of numbers(DROPPED)) {
    const own = numbers(5).map((k) => n * 5 + k)
    if (n % 3 === 0) writeFileSync(join(folder, "drop", "kar", `f${n}.eml`), mailOf(n * 5))
    else
      writeFileSync(
        join(folder, "drop", `f${n}.jsonl`),
        `${own.map(lineOf).join("\n")}\n${n % 4 === 0 ? "no json\n" : ""}`,
      )
  }
}

const FROM_KAR = ["--source", "kar"]
/** No threads of its own: they take long to start. The first kind has them. */
const ALONE = [...FROM_KAR, "--workers", "0"]
const KINDS: readonly Kind[] = [
  {
    name: "a Telegram export (JSON)",
    kills: KILLS,
    make: file("result.json", exported),
    args: (folder) => ["import", folder],
  },
  {
    name: "a Telegram export (HTML)",
    kills: KILLS,
    make: pages,
    args: (folder) => ["import", folder, "--chat", CHANNEL, ...ALONE],
  },
  {
    name: "mails (mbox)",
    kills: KILLS,
    make: file("news.mbox", mbox),
    args: (folder) => ["import", join(folder, "news.mbox"), ...ALONE],
  },
  {
    name: "a spreadsheet of reports (csv)",
    kills: 3,
    make: file("r.csv", () => csv(reportRows())),
    args: (folder) => ["import", join(folder, "r.csv"), ...ALONE],
  },
  {
    name: "a spreadsheet of reports (xlsx)",
    kills: 3,
    make: file("r.xlsx", () => xlsx(reportRows())),
    args: (folder) => ["import", join(folder, "r.xlsx"), ...ALONE],
  },
  mapped(2, "a.xlsx", () => xlsx(actionRows())),
  mapped(2, "a.json", () => JSON.stringify(numbers(ROWS).map((i) => ({ id: i, establishments: 1 + (i % 7) })))),
  {
    name: "reports, one on each line (JSON Lines)",
    kills: 7,
    make: file("r.jsonl", () => numbers(TEXTS).map(lineOf).join("\n")),
    args: (folder) => ["import", join(folder, "r.jsonl"), ...ALONE],
  },
  {
    name: "a pasted text",
    kills: 3,
    make: file("pasted.txt", () => text(0)),
    args: (folder) => ["add", join(folder, "pasted.txt"), ...FROM_KAR, "--published", day(0)],
    atOnce: true,
  },
  {
    name: "a watched folder",
    kills: KILLS,
    make: dropped,
    args: (folder) => ["watch", join(folder, "drop"), "--once", "--settle", "1"],
    whole(folder) {
      const left = readdirSync(join(folder, "drop"), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name).slice(folder.length))
      const reasons = left.filter((path) => path.endsWith(".reason.txt"))
      expect(left.filter((path) => !path.startsWith("/drop/done/"))).toEqual([])
      expect(left.length - reasons.length).toBe(DROPPED)
      expect(reasons).toHaveLength(numbers(DROPPED).filter((n) => n % 3 !== 0 && n % 4 === 0).length)
    },
  },
]

const root = mkdtempSync(join(tmpdir(), "karnegar-killed-imports-"))
let engine: RecordEngine
let template: RecordPlace

beforeAll(async () => {
  engine = await ENGINES[0]![1]()
  template = await engine.place()
  await withRecord(template, (record) => record.putSource({ key: "kar", nameFa: "منبع", nameEn: "Source" }))
})
afterAll(async () => {
  await engine.stop()
  rmSync(root, { recursive: true })
})

/** A record that nothing was imported into, with what is to be; its arguments for the command line. */
async function begin(kind: Kind, original: string) {
  const place = (await engine.copy(template)) as { readonly dataDir: string }
  const folder = mkdtempSync(join(root, "run-"))
  cpSync(original, folder, { recursive: true })
  return { place, folder, args: [...kind.args(folder), "--data", place.dataDir] }
}

/** What stands, and whether it holds. */
async function rowsOf(place: RecordPlace) {
  expect(await withRecord(place, (record) => record.verify())).toEqual([])
  const rows = JSON.stringify(withoutChance(await allRows(engine, place)))
  // The log's word of a table's import tells its minute.
  return JSON.parse(rows.replaceAll(/\bat(\W{5,9})\d{4}-\d\d-\d\dT[\d:.]+Z/g, "at$1")) as {
    readonly [table: string]: unknown
  }
}

/** Says how often the record was written to since it was asked first. */
function writesOf({ dataDir }: { readonly dataDir: string }): () => number {
  const mark = () => {
    const log = statSync(join(dataDir, `${RECORD_FILE}-wal`), { throwIfNoEntry: false })
    return log === undefined ? "" : `${log.size} ${log.mtimeMs}`
  }
  let last = mark()
  let writes = 0
  return () => {
    const now = mark()
    if (now !== last) writes++
    last = now
    return writes
  }
}

const runToEnd = (args: readonly string[], program: string) => killWhen(args, () => false, 0, program)

/** Kills a kind's import again and again, each time where the last kill left it, and compares what came of it. */
async function torture(kind: Kind, program = MAIN): Promise<number> {
  const next = random(SEED)
  const original = mkdtempSync(join(root, "kind-"))
  kind.make(original)
  const undisturbed = await begin(kind, original)
  const started = performance.now()
  await runToEnd(undisturbed.args, program)
  let ms = performance.now() - started
  const wanted = await rowsOf(undisturbed.place)
  kind.whole?.(undisturbed.folder)

  let kills = 0
  let inTheMiddle = 0
  for (let runs = 0; kills < kind.kills; ) {
    const own = await begin(kind, original)
    for (let ended = false; !ended && kills < kind.kills && runs < 4 * kind.kills; runs++) {
      const writes = writesOf(own.place)
      const from = performance.now()
      const wait = (STARTING + next() * (1 - STARTING)) * ms
      const most = Math.floor(next() * 3)
      const due = kind.atOnce || most === 0 ? () => performance.now() - from >= wait : () => writes() >= most
      ended = !(await killWhen(own.args, due, kind.atOnce ? 0 : next() * MOST_AFTER_MS, program))
      if (ended) ms = Math.min(ms, performance.now() - from)
      else kills++
      if (!ended && writes() > 0) inTheMiddle++
    }
    if (kills < kind.kills && runs >= 4 * kind.kills) throw new Error(`${kind.name}: only ${kills} kills`)
    await runToEnd(own.args, program)
    const stands = await rowsOf(own.place)
    for (const table of Object.keys(wanted)) expect(stands[table], table).toEqual(wanted[table])
    kind.whole?.(own.folder)
  }
  return inTheMiddle
}

/** So many at a time, in the order they came. */
function turns(free: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const first = waiting.shift()
      if (first === undefined) free++
      else first()
    }
  }
}

const turn = turns(AT_ONCE)

describe.concurrent(`${KILLS} kills in the middle, and what stands is what an undisturbed import makes:`, () => {
  for (const kind of KINDS)
    test(kind.name, { timeout: PATIENCE_MS }, () =>
      turn(async () => {
        const inTheMiddle = await torture(kind)
        // Moments at which nothing was written yet prove little.
        if (!kind.atOnce && kind.kills > KILLS / 2) expect(inTheMiddle).toBeGreaterThan(kind.kills / 4)
      }),
    )

  test("an importer that moves its mark on before it writes is seen", { timeout: PATIENCE_MS }, () =>
    turn(async () => {
      const kind = KINDS.find(({ name }) => name.includes("JSON Lines"))!
      const careless = fileURLToPath(new URL("./mark-first.mjs", import.meta.url))
      await expect(torture(kind, careless)).rejects.toThrow("deeply equal")
    }),
  )
})
