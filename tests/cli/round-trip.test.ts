import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parse as parseCsv } from "csv-parse/sync"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { karnegar } from "./spawn.ts"

/* What an export writes is read back by an import without loss: of the invented sample reports, and of a table of another record. */

// Each test starts the command line several times.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), "karnegar-round-"))
const first = join(folder, "first")
afterAll(() => rmSync(folder, { recursive: true }))

const shared = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const ALL = ["--include", "all", "--kind", "all"]

async function done(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await karnegar(args)
  expect([status, stderr.match(/^karnegar: [a-z_.]+: .*/m)?.[0]]).toEqual([0, undefined])
  return stdout
}

type Row = Readonly<Record<string, string>>

/** The columns that are read back, of every row; without the id, which is another record's own. */
async function rowsOf(data: string): Promise<readonly Row[]> {
  const table = async (name: string) =>
    parseCsv(await done("export", "--data", data, ...ALL, "--format", "csv", "--table", name), {
      columns: true,
    }) as Row[]
  const read = (await table("dictionary"))
    .filter((row) => row.table === "actions" && row.read === "yes" && row.column !== "id")
    .map((row) => row.column!)
  expect(read.length).toBeGreaterThan(35)
  const rows = (await table("actions")).map((row) => Object.fromEntries(read.map((name) => [name, row[name]!])))
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

let rows: readonly Row[]

beforeAll(async () => {
  await done(
    "import",
    shared("../imports/labor-action-tracker-twin.csv"),
    "--mapping",
    "labor-action-tracker",
    "--data",
    first,
  )
  await done("rules", "on", "accept-codings", "--data", first)
  await done("import", shared("../../data/sample/reports.jsonl"), "--data", first)
  // A place that two provinces have is shown as the country, without its id.
  const open = { id: "open", text: "کارگران شهرداری نصرآباد امروز اعتصاب کردند.", published: "2021-03-20" }
  writeFileSync(join(folder, "open.jsonl"), JSON.stringify(open))
  await done("import", join(folder, "open.jsonl"), "--data", first)
  rows = await rowsOf(first)
  expect(rows.filter((row) => row.place_ids === "" && row.place_names_fa !== "")).toHaveLength(1)
})

describe("an export read back", () => {
  for (const [format, mapping] of [
    ["csv", "karnegar"],
    ["xlsx", "karnegar"],
    ["jsonl", "karnegar-json"],
  ] as const) {
    test(`has every field of every action, by ${format}; read again, or where it came from, it changes nothing`, async () => {
      const path = join(folder, `all.${format}`)
      const second = join(folder, `from-${format}`)
      await done("export", "--data", first, ...ALL, "--format", format, "--out", path)
      const load = (data: string) => done("import", path, "--mapping", mapping, "--data", data, "--format", "json")
      const counts = JSON.parse(await load(second))
      expect(rows.length).toBeGreaterThan(80)
      expect(counts).toMatchObject({ rows: rows.length, added: rows.length, refused: 0 })
      expect(await rowsOf(second)).toEqual(rows)
      for (const data of [second, first]) expect(JSON.parse(await load(data))).toMatchObject({ added: 0, changed: 0 })
    })
  }
})
