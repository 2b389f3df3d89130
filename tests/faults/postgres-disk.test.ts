import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { karnegar, type Ran } from "../cli/spawn.ts"
import { mountDisk, type SmallDisk } from "../support/faulty-disk.ts"
import { NOBODY, startPostgres, type TestPostgres } from "../support/postgres.ts"
import { dayNumber, ownWords, STRIKE } from "../support/reports.ts"

/*
 * PostgreSQL's own disk is full: the tables of a record stand on a file system in memory that is filled up. What the
 * server refuses reaches a person as a code, nothing stands half, and all goes on once there is room.
 */

const REPORTS = 20
const folder = mkdtempSync(join(tmpdir(), "karnegar-pg-disk-"))
const file = (name: string, from: number, to: number) => {
  const path = join(folder, name)
  const lines = Array.from({ length: to - from }, (_, i) => {
    const n = from + i
    return JSON.stringify({
      id: `r${n}`,
      text: `${STRIKE} ${ownWords(n)} ${"و".repeat(9000)}${n}`,
      published: dayNumber(-20 * n),
    })
  })
  writeFileSync(path, lines.join("\n"))
  return path
}
const few = file("few.jsonl", 0, REPORTS)
const many = file("many.jsonl", REPORTS, REPORTS + 520)

let server: TestPostgres
let disk: SmallDisk
let database: string

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  disk = mountDisk(64)
  const tables = join(disk.path, "tables")
  mkdirSync(tables)
  chownSync(tables, NOBODY, NOBODY)
  database = await server.freshDatabase()
  const name = new URL(database).pathname.slice(1)
  await asAdmin(`create tablespace small location '${tables}'`)
  await asAdmin(`alter database ${name} set tablespace small`)
  await must(karnegar(["import", few, ...place()]))
})
afterEach(async () => {
  await asAdmin(`drop database ${new URL(database).pathname.slice(1)} with (force)`)
  await asAdmin("drop tablespace small")
  disk.remove()
})

const place = () => ["--data", folder, "--database", database]

async function asAdmin(statement: string): Promise<void> {
  const url = new URL(database)
  url.pathname = "/postgres"
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function must(running: Promise<Ran>): Promise<Ran> {
  const ran = await running
  if (ran.status !== 0) throw new Error(`it ended with ${ran.status}: ${ran.stderr}`)
  return ran
}

/** The code of a refusal, which has a Persian sentence under it and no stack. */
function refusalOf({ status, stderr }: Ran): string | undefined {
  expect(status).toBe(1)
  expect(stderr).toMatch(/[آ-ی]{3}/)
  expect(stderr).not.toMatch(/\n {4}at /)
  return /^karnegar: ([a-z_.]+): /m.exec(stderr)?.[1]
}

async function holds(): Promise<{ readonly reports: number; readonly actions: number }> {
  return JSON.parse((await must(karnegar(["verify", ...place(), "--format", "json"]))).stdout).counts
}

describe("a PostgreSQL whose disk is full", () => {
  test("ends an import; whole batches stand, and the rest comes when there is room", async () => {
    disk.fill(2 << 20)
    expect(refusalOf(await karnegar(["import", many, ...place()]))).toBe("record.full")
    expect((await holds()).reports).toBe(REPORTS)
    disk.empty()
    await must(karnegar(["import", many, ...place()]))
    expect((await holds()).reports).toBe(REPORTS + 520)
  })

  test("rebuilds nothing by halves", async () => {
    await must(karnegar(["rules", "on", "accept-codings", ...place()]))
    const before = await holds()
    disk.fill()
    const ran = await karnegar(["rebuild", ...place()])
    // Rows that are made anew may find room among dead ones: then it was done.
    if (ran.status !== 0) expect(refusalOf(ran)).toBe("record.full")
    expect(await holds()).toMatchObject({ reports: before.reports, actions: before.actions })
    disk.empty()
    await must(karnegar(["rebuild", ...place()]))
    expect(await holds()).toMatchObject({ reports: before.reports, actions: before.actions })
  })
})
