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
  /** A copy of a record that nobody has open. */
  copy(of: RecordPlace): Promise<RecordPlace>
  /** Waits until a killed program's last words to the database are done: a server may still be at work on them. */
  settled(place: RecordPlace): Promise<void>
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
    async copy(of) {
      const place = await emptyPlace()
      mkdirSync(place.dataDir)
      const from = new Database(join((of as { dataDir: string }).dataDir, RECORD_FILE))
      from.exec(`vacuum into '${join(place.dataDir, RECORD_FILE)}'`)
      from.close()
      return place
    },
    // The kernel ends all of a killed program with it.
    settled: async () => {},
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
    copy: async (of) => ({ databaseUrl: await server.freshDatabase((of as { databaseUrl: string }).databaseUrl) }),
    settled: async (place) => untilAlone((place as { databaseUrl: string }).databaseUrl),
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

/** @throws Error when others are still connected after twenty seconds. */
async function untilAlone(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (let i = 0; i < 1000; i++) {
      const { rows } = await client.query(
        "select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      )
      if (rows[0].others === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error("a killed program's connection is still open")
  } finally {
    await client.end()
  }
}
