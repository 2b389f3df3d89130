import { accessSync, constants, existsSync, mkdirSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { Kysely, PostgresDialect, SqliteDialect } from "kysely"
import Database from "libsql"
import pg from "pg"
import { RecordError } from "./errors.ts"
import { migrate } from "./migrations.ts"
import type { Record } from "./record.ts"
import type { Registers } from "./registers.ts"
import { StoredRecord } from "./stored-record.ts"
import type { Tables } from "./tables.ts"

/** Where a record lives: a folder (one SQLite file in it) or a PostgreSQL address. */
export type RecordPlace = { readonly dataDir: string } | { readonly databaseUrl: string }

/** What a record is opened with. */
export interface RecordOptions {
  readonly registers: Registers
  /** Clock of the entry log; the system's when absent. */
  readonly now?: () => Date
}

/** Name of the embedded record's file in its folder. */
export const RECORD_FILE = "record.sqlite"

/**
 * Opens a record, making it when it is not there, and brings its schema up to date.
 *
 * @throws RecordError `record.no_directory`, `record.read_only`, `record.locked`, `record.unreachable`, `record.newer_schema`.
 */
export async function openRecord(place: RecordPlace, options: RecordOptions): Promise<Record> {
  const { db, subject } = "dataDir" in place ? openSqlite(place.dataDir) : openPostgres(place.databaseUrl)
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy().catch(() => undefined)
    throw asRecordError(error, subject)
  }
  return new StoredRecord(db, options.registers, options.now ?? (() => new Date()))
}

function openSqlite(dataDir: string): { db: Kysely<Tables>; subject: string } {
  const dir = resolve(dataDir)
  try {
    makeFolder(dir)
  } catch (error) {
    throw new RecordError("record.no_directory", dir, { cause: error })
  }
  try {
    accessSync(dir, constants.W_OK)
  } catch (error) {
    throw new RecordError("record.read_only", dir, { cause: error })
  }
  try {
    const database = new Database(join(dir, RECORD_FILE), { timeout: 250 })
    database.exec("pragma journal_mode = wal")
    database.exec("pragma synchronous = full")
    database.exec("pragma foreign_keys = on")
    database.exec("pragma busy_timeout = 250")
    return { db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }), subject: dir }
  } catch (error) {
    throw asRecordError(error, dir)
  }
}

/** `mkdir -p`, one folder at a time: Node's own recursive call never returns where the system refuses (`/proc`). */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return
  makeFolder(dirname(dir))
  try {
    mkdirSync(dir)
  } catch (error) {
    // Another program may have made it in between.
    if (!existsSync(dir)) throw error
  }
}

// Days stay text and counts numbers: the driver's defaults make local midnights and strings of them.
pg.types.setTypeParser(1082, (v) => v)
pg.types.setTypeParser(20, (v) => Number(v))

function openPostgres(databaseUrl: string): { db: Kysely<Tables>; subject: string } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined)
  const address = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    subject: address === null ? "DATABASE_URL" : `${address.host}${address.pathname}`,
  }
}

function asRecordError(error: unknown, subject: string): unknown {
  if (error instanceof RecordError) return error
  const code = String((error as { code?: unknown })?.code ?? "")
  const message = error instanceof Error ? error.message : String(error)
  if (/SQLITE_BUSY|database is locked/.test(`${code} ${message}`))
    return new RecordError("record.locked", subject, { cause: error })
  if (/SQLITE_READONLY|SQLITE_CANTOPEN|readonly|unable to open/.test(`${code} ${message}`))
    return new RecordError("record.read_only", subject, { cause: error })
  if (/ECONNREFUSED|ENOTFOUND|ENOENT|28P01|3D000|ECONNRESET/.test(`${code} ${message}`))
    return new RecordError("record.unreachable", subject, { cause: error })
  return error
}
