import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import Database from "libsql"
import pg from "pg"
import { openRecord, RECORD_FILE, type RecordPlace } from "../../packages/karnegar/src/record/open.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { startPostgres } from "./postgres.ts"

/** A row as the database gives it. */
export type Row = { readonly [column: string]: string | number | null }

/** A maker of places for records on one engine, with a raw hand on their tables for planting faults. */
export interface RecordEngine {
  /** An empty record: a copy of one that was migrated once. */
  place(): Promise<RecordPlace>
  /** A place where no record was ever made. */
  emptyPlace(): Promise<RecordPlace>
  /** Runs SQL past the record, its keys' references not held; `?` stands for a value. Answers the rows. */
  raw(place: RecordPlace, statement: string, values?: readonly (string | number | null)[]): Promise<readonly Row[]>
  stop(): Promise<void>
}

/** The engines that the contract is held on. */
export const ENGINES: readonly (readonly [name: string, start: () => Promise<RecordEngine>])[] = [
  ["SQLite", startSqlite],
  ["PostgreSQL", startPostgresEngine],
]

async function migrated(place: RecordPlace): Promise<RecordPlace> {
  const record = await openRecord(place, { registers: registersFrom(builtInKnowledge()) })
  await record.close()
  return place
}

async function startSqlite(): Promise<RecordEngine> {
  const root = mkdtempSync(join(tmpdir(), "karnegar-record-"))
  await migrated({ dataDir: root })
  // The file alone is not the record: its newest pages may still stand in the write-ahead log.
  const template = join(root, "template.sqlite")
  const db = new Database(join(root, RECORD_FILE))
  db.exec(`vacuum into '${template}'`)
  db.close()
  let n = 0
  const emptyPlace = async () => ({ dataDir: join(root, String(n++)) })
  return {
    async place() {
      const place = await emptyPlace()
      mkdirSync(place.dataDir)
      copyFileSync(template, join(place.dataDir, RECORD_FILE))
      return place
    },
    emptyPlace,
    async raw(place, statement, values = []) {
      const db = new Database(join((place as { dataDir: string }).dataDir, RECORD_FILE), { timeout: 5000 })
      try {
        db.exec("pragma foreign_keys = off")
        const prepared = db.prepare(statement)
        if (prepared.reader) return prepared.all(...values) as Row[]
        prepared.run(...values)
        return []
      } finally {
        db.close()
      }
    },
    stop: async () => rmSync(root, { recursive: true, force: true }),
  }
}

async function startPostgresEngine(): Promise<RecordEngine> {
  const server = await startPostgres()
  const template = await server.freshDatabase()
  await migrated({ databaseUrl: template })
  return {
    place: async () => ({ databaseUrl: await server.freshDatabase(template) }),
    emptyPlace: async () => ({ databaseUrl: await server.freshDatabase() }),
    async raw(place, statement, values = []) {
      const client = new pg.Client({ connectionString: (place as { databaseUrl: string }).databaseUrl })
      await client.connect()
      try {
        await client.query("set session_replication_role = replica")
        let n = 0
        return (
          await client.query(
            statement.replaceAll("?", () => `$${++n}`),
            [...values],
          )
        ).rows
      } finally {
        await client.end()
      }
    },
    stop: () => server.stop(),
  }
}
