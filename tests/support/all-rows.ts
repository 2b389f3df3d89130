import type { RecordPlace } from "../../packages/karnegar/src/record/open.ts"
import type { RecordEngine, Row } from "./record-engines.ts"

/** Every row of every table of a record, as JSON in an order of its own, by table: what two records are compared by. */
export async function allRows(engine: RecordEngine, place: RecordPlace): Promise<{ [table: string]: string[] }> {
  const names =
    "dataDir" in place
      ? "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'"
      : "select tablename as name from pg_tables where schemaname = current_schema()"
  const tables: { [table: string]: string[] } = {}
  for (const { name } of await engine.raw(place, names)) {
    const rows = await engine.raw(place, `select * from "${name}"`)
    tables[String(name)] = rows
      // Bumped by a restore, so that a site that runs makes its index anew.
      .filter((row) => !(name === "setting" && row.key === "version"))
      .map((row: Row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
      .sort()
  }
  return Object.fromEntries(Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Columns that hold chance or the clock: salts, what is hashed with them, and minutes. */
const CHANCE: ReadonlySet<string> = new Set(["salt", "commitment", "previous", "hash", "at"])

/** The same without what chance and the clock put into it: what two records are compared by that did the same one after the other. */
export function withoutChance(tables: { readonly [table: string]: readonly string[] }): { [table: string]: unknown[] } {
  const left: { [table: string]: unknown[] } = {}
  for (const [table, rows] of Object.entries(tables)) {
    if (table === "source_state") continue
    left[table] = rows
      .map((row) => (JSON.parse(row) as [string, unknown][]).filter(([column]) => !CHANCE.has(column)))
      .filter((row) => !row.some(([column, value]) => column === "key" && value === "head"))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  return left
}
