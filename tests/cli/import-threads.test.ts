import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { NearReports } from "../../bench/near-reports.mjs"
import { allRows, withoutChance } from "../support/all-rows.ts"
import { ENGINES, type RecordEngine } from "../support/record-engines.ts"
import { dayNumber, STRIKE } from "../support/reports.ts"
import { karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-import-threads-"))
let engine: RecordEngine
beforeAll(async () => {
  engine = await ENGINES[0]![1]()
})
afterAll(async () => {
  rmSync(root, { recursive: true })
  await engine.stop()
})

test("karnegar import stores the very same with threads and without", { timeout: 120_000 }, async () => {
  const near = new NearReports(3)
  // Beyond one batch, each fourth of labour, with near copies, and now and then a text of the same source and day again.
  const lines = Array.from({ length: 1_300 }, (_, i) => {
    const n = i % 90 === 89 ? i - 81 : i
    const text = n % 4 === 0 ? `${STRIKE} ${near.at(n).text}` : near.at(n).text
    return JSON.stringify({ id: String(i), text, published: dayNumber(20 * n), source: "union" })
  })
  const file = join(root, "reports.jsonl")
  writeFileSync(file, lines.join("\n"))
  const stored = []
  for (const workers of ["0", "2"]) {
    const dir = join(root, workers)
    const source = ["sources", "union", "--name-fa", "اتحادیه", "--name-en", "Union", "--data", dir]
    expect((await karnegar(source)).status).toBe(0)
    await karnegar(["rules", "on", "accept-codings", "--data", dir])
    await karnegar(["rules", "on", "join-alike", "--data", dir])
    const ran = await karnegar(["import", file, "--data", dir, "--workers", workers, "--format", "json"])
    expect([ran.status, ran.stderr]).toEqual([0, expect.any(String)])
    stored.push({ counts: JSON.parse(ran.stdout), rows: withoutChance(await allRows(engine, { dataDir: dir })) })
  }
  expect(stored[0]!.counts.added).toBeGreaterThan(300)
  expect(stored[0]!.counts.aside).toBeGreaterThan(5)
  expect(stored[1]).toEqual(stored[0])
})
