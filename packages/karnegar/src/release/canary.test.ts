import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inflateRawSync } from "node:zlib"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { CANARIES, leaksIn, plantCanaries, QUOTED } from "../../../../tests/support/canaries.ts"
import { openRecord } from "../record/open.ts"
import { registersFrom } from "../record/registers.ts"
import type { PublishedAction } from "../record/types.ts"
import { choose } from "./choose.ts"
import { csvOf } from "./csv.ts"
import { geoJsonOf } from "./geojson.ts"
import { jsonLinesOf } from "./json-lines.ts"
import { mirrorFiles } from "./mirror/mirror-files.ts"
import { TABLES } from "./table-names.ts"
import { tableOf } from "./tables.ts"
import { xlsxOf } from "./xlsx.ts"

/* Canaries are planted in every private field of a real record; then every export is searched. */

let dir: string
let published: readonly PublishedAction[]

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-canary-"))
  const record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await plantCanaries(record)
  published = await record.listPublished()
  await record.close()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Every file that an export can write of these actions, as text. */
async function exportsOf(actions: readonly PublishedAction[]): Promise<ReadonlyMap<string, string>> {
  const { records } = choose(actions, { filter: {}, include: ["unreviewed", "imported", "disputed"], kind: "all" })
  const files = new Map<string, string>([
    ["jsonl", [...jsonLinesOf(records)].join("")],
    ["geojson", [...geoJsonOf(records)].join("")],
  ])
  for (const name of TABLES) files.set(`${name}.csv`, [...csvOf(tableOf(name), records, true)].join(""))
  const parts: Buffer[] = []
  const sheets = TABLES.map((name) => ({ name, table: tableOf(name) }))
  for await (const part of xlsxOf(sheets, records, true)) parts.push(part as Buffer)
  files.set("xlsx", unzipped(Buffer.concat(parts)))
  for (const { name, chunks } of mirrorFiles(records, { day: "2026-11-30", origin: null }, () => new Uint8Array()))
    files.set(`mirror/${name}`, [...(chunks() as Iterable<string | Uint8Array>)].join(""))
  return files
}

/** Texts of all parts of a zip, found by its central directory. */
function unzipped(zip: Buffer): string {
  const texts: string[] = []
  for (
    let at = zip.indexOf("PK\u0001\u0002", 0, "latin1");
    at >= 0;
    at = zip.indexOf("PK\u0001\u0002", at + 46, "latin1")
  ) {
    const [size, local] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)]
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    texts.push(inflateRawSync(zip.subarray(start, start + size)).toString("utf8"))
  }
  return texts.join("\n")
}

describe("every export", () => {
  test("holds no planted name, number, address or handle", async () => {
    const files = await exportsOf(published)
    expect(published.filter((action) => action.state !== "retracted").length).toBeGreaterThan(8)
    for (const action of published.filter((one) => one.state !== "retracted"))
      for (const name of [
        "jsonl",
        "actions.csv",
        "xlsx",
        "mirror/rows.js",
        ...(action.places.length > 0 ? ["geojson"] : []),
      ])
        expect(files.get(name)).toContain(action.id)
    expect([...files].flatMap(([name, text]) => leaksIn(text).map((token) => ({ name, token })))).toEqual([])
  })

  test("holds the quote that two people approved where the dictionary says so, and nowhere else", async () => {
    const holding = [...(await exportsOf(published))].filter(([, text]) => text.includes(QUOTED)).map(([name]) => name)
    const year = /^mirror\/(fa|en)-(\d+|undated)\.html$/
    expect(holding.filter((name) => !year.test(name))).toEqual([
      "jsonl",
      "quotes.csv",
      "xlsx",
      "mirror/rows.js",
      "mirror/actions.jsonl",
      "mirror/quotes.csv",
    ])
    expect(holding.filter((name) => year.test(name))).toHaveLength(2)
  })

  test("holds nothing of what was retracted, not even its id", async () => {
    const [gone] = published.filter((action) => action.state === "retracted")
    for (const text of (await exportsOf(published)).values()) expect(text).not.toContain(gone!.id)
  })

  test("would be seen to leak: a canary in one public field is found in every form that has the field", async () => {
    const name = CANARIES.find((canary) => canary.kind === "name")!.token
    const workplace = { id: "w", fa: `شرکت ${name}`, en: "Works" }
    const leaky = published.map((action) => (action.state === "unreviewed" ? { ...action, workplace } : action))
    const found = [...(await exportsOf(leaky))].filter(([, text]) => leaksIn(text).includes(name)).map(([file]) => file)
    const alone = (files: readonly string[]) => files.filter((file) => !file.startsWith("mirror/")).sort()
    expect(alone(found)).toEqual(["actions.csv", "jsonl", "xlsx"])
    expect(found).toEqual(expect.arrayContaining(["mirror/rows.js", "mirror/actions.csv", "mirror/fa-1400.html"]))
    const quotes = [{ text: name, reportId: "r" }]
    const quoted = published.map((action) => (action.state === "unreviewed" ? { ...action, quotes } : action))
    const told = [...(await exportsOf(quoted))].filter(([, text]) => leaksIn(text).includes(name)).map(([file]) => file)
    expect(alone(told)).toEqual(["jsonl", "quotes.csv", "xlsx"])
    expect(told).toEqual(expect.arrayContaining(["mirror/rows.js", "mirror/quotes.csv", "mirror/fa-1400.html"]))
  })
})
