import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { CANARIES, leaksIn, plantCanaries } from "../support/canaries.ts"
import { karnegar } from "./spawn.ts"

/* Canaries in every private field of a record; then what the commands print that show what is public, and what they say meanwhile. */

const folder = mkdtempSync(join(tmpdir(), "karnegar-canary-cli-"))
const data = join(folder, "record")
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  const record = await openRecord({ dataDir: data }, { registers: registersFrom(builtInKnowledge()) })
  await plantCanaries(record)
  await record.close()
})

const ALL = ["--include", "unreviewed,imported,disputed"]
/** Every way to print or write what is public. */
const COMMANDS: readonly (readonly string[])[] = [
  ["stats", ...ALL],
  ["stats", ...ALL, "--calls", "--format", "json"],
  ["stats", ...ALL, "--by", "workplace", "--format", "csv"],
  ["stats", ...ALL, "--by", "organisation", "--count", "dispute", "--lang", "fa"],
  ...["actions", "places", "sources", "outcomes", "quotes", "dictionary", "codes"].map((table) => [
    "export",
    ...ALL,
    ...["--kind", "all", "--format", "csv", "--table", table],
  ]),
  ["export", ...ALL, "--kind", "all", "--format", "jsonl"],
  ["export", ...ALL, "--kind", "all", "--format", "geojson"],
  ["export", ...ALL, "--kind", "all", "--format", "xlsx", "--out", join(folder, "all.xlsx")],
  ["verify"],
  // Refusals quote what was asked, never what stands in the record.
  ["stats", ...ALL, "--by", "nothing"],
  ["export", "--format", "csv", "--out", "/nowhere/at/all.csv"],
]

describe("commands that print what is public", () => {
  test("print and say no planted name, number, address or handle", { timeout: 300_000 }, async () => {
    const statuses: (number | null)[] = []
    for (const command of COMMANDS) {
      const ran = await karnegar([...command, "--data", data])
      statuses.push(ran.status)
      expect([command.join(" "), leaksIn(ran.stdout), leaksIn(ran.stderr)]).toEqual([command.join(" "), [], []])
    }
    expect(statuses.slice(0, -2)).toEqual(COMMANDS.slice(0, -2).map(() => 0))
    expect(statuses.slice(-2)).not.toContain(0)
  })

  test("would be seen to leak", async () => {
    // This command prints what it was given, for the desk: the search finds it there.
    const { token } = CANARIES[0]!
    const text = "کارگران امروز در شوش برای حقوق معوقه اعتصاب کردند."
    const told = await karnegar(["code"], `${JSON.stringify({ id: token, text, published: "2024-05-05" })}\n`)
    expect(leaksIn(told.stdout)).toEqual([token])
  })
})
