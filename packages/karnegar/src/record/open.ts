import { accessSync, constants, existsSync, mkdirSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely"
import Database from "libsql"
import pg from "pg"
import { RecordError } from "./errors.ts"
import { asRecordError, whileBusy } from "./failures.ts"
import { LOCK } from "./log.ts"
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
  /** How long a write waits for another program's to end; 15 seconds when absent. */
  readonly patienceMs?: number
}

/** Name of the embedded record's file in its folder. */
export const RECORD_FILE = "record.sqlite"

/** First version of PostgreSQL that the contract is held on. */
const OLDEST_POSTGRES = 15

/** A database, before it is known to hold a record. */
interface Opened {
  readonly db: Kysely<Tables>
  readonly lock: (tx: Kysely<Tables>) => Promise<void>
  readonly scrub: () => Promise<void>
}

/**
 * Opens a record, making it when it is not there, and brings its schema up to date.
 *
 * @throws RecordError `record.no_directory`, `record.read_only`, `record.locked`, `record.damaged`, `record.full`,
 *   `record.unreachable`, `record.no_database`, `record.no_rights`, `record.old_server`, `record.newer_schema`.
 */
export async function openRecord(place: RecordPlace, options: RecordOptions): Promise<Record> {
  const subject = "dataDir" in place ? resolve(place.dataDir) : subjectOf(place.databaseUrl)
  const patienceMs = options.patienceMs ?? 15_000
  const open =
    "dataDir" in place ? () => openSqlite(resolve(place.dataDir)) : () => openPostgres(place.databaseUrl, patienceMs)
  try {
    // Several programs may open, and make, the same record at once.
    return await whileBusy(patienceMs, async () => {
      const opened = open()
      const { db } = opened
      try {
        if (!("dataDir" in place)) await refuseOldServer(db)
        await migrate(db)
      } catch (error) {
        await db.destroy().catch(() => undefined)
        throw error
      }
      const { registers, now = () => new Date() } = options
      return new StoredRecord({ ...opened, registers, now, subject, patienceMs })
    })
  } catch (error) {
    throw asRecordError(error, subject)
  }
}

function openSqlite(dir: string): Opened {
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
  const database = new Database(join(dir, RECORD_FILE), { timeout: 250 })
  try {
    database.exec("pragma busy_timeout = 250")
    database.exec("pragma journal_mode = wal")
    database.exec("pragma synchronous = full")
    database.exec("pragma foreign_keys = on")
    // What a withdrawal deletes is overwritten, not only unlinked.
    database.exec("pragma secure_delete = on")
  } catch (error) {
    database.close()
    throw error
  }
  return {
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }),
    // By `exec`, not by a prepared statement: one that found the database busy stays in progress in libsql 0.5.29, and
    // every later commit of the connection fails (tursodatabase/libsql-client-ts#352).
    lock: async () => void database.exec(LOCK),
    // The write-ahead log still holds the pages as they were.
    scrub: async () => void database.exec("pragma wal_checkpoint(truncate)"),
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

function openPostgres(databaseUrl: string, patienceMs: number): Opened {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 5,
    connectionTimeoutMillis: 10_000,
    lock_timeout: patienceMs,
  })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    lock: async (tx) => void (await sql.raw(LOCK).execute(tx)),
    // Dead rows stay in the files until they are vacuumed away.
    scrub: async () =>
      void (await sql`vacuum report, coding, action, local_action, action_organisation, payload`.execute(db)),
  }
}

async function refuseOldServer(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
  const version = rows[0]!.version
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES) throw new RecordError("record.old_server", version)
}

/** Server and database of an address; never its credentials. */
function subjectOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "DATABASE_URL"
  const { host, pathname } = new URL(databaseUrl)
  return `${host}${pathname}`
}
