import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import Database from "libsql"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { openRecord, RECORD_FILE } from "./open.ts"
import { registersFrom } from "./registers.ts"

const DOCS = join(import.meta.dirname, "../../../../docs/tables")

/** `table.column` of everything in a fresh record's schema. */
async function columnsOfSchema(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "karnegar-tables-"))
  const record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await record.close()
  const db = new Database(join(dir, RECORD_FILE))
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all() as { name: string }[]
  const columns = tables.flatMap(({ name }) =>
    (db.prepare(`pragma table_info(${name})`).all() as { name: string }[]).map((c) => `${name}.${c.name}`),
  )
  db.close()
  rmSync(dir, { recursive: true, force: true })
  return columns.sort()
}

function columnsOfDocs(): string[] {
  return readdirSync(DOCS)
    .flatMap((file) => {
      const doc = parse(readFileSync(join(DOCS, file), "utf8"), { schema: "failsafe" })
      return Object.entries(doc.columns as { [name: string]: string }).map(([column, words]) =>
        words.length > 3 ? `${doc.table}.${column}` : `${doc.table}.${column} without words`,
      )
    })
    .sort()
}

test("docs/tables explains every column of the record, and none that does not exist", async () => {
  const schema = await columnsOfSchema()
  expect(schema.length).toBeGreaterThan(50)
  expect(columnsOfDocs()).toEqual(schema)
})
