import { join, resolve } from "node:path"
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely"
import pg from "pg"
import { RecordError } from "./errors.ts"
import { EvidenceStore } from "./evidence-store.ts"
import { asRecordError, whileBusy } from "./failures.ts"
import { LOCK } from "./log.ts"
import { migrate } from "./migrations.ts"
import type { Record } from "./record.ts"
import type { Registers } from "./registers.ts"
import { forKysely, openSqliteFile } from "./sqlite-file.ts"
import { StoredRecord } from "./stored-record.ts"
import type { Tables } from "./tables.ts"

/** Where a record lives: a folder (one SQLite file in it) or a PostgreSQL address; and where its evidence lies. */
export type RecordPlace = ({ readonly dataDir: string } | { readonly databaseUrl: string }) & {
  /** Folder for bytes of evidence; `evidence` in the record's folder when absent, none where the record is on a server. */
  readonly evidenceDir?: string
}

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

/** Name of the folder of evidence in it. */
export const EVIDENCE_FOLDER = "evidence"

/** First version of PostgreSQL that the contract is held on. */
const OLDEST_POSTGRES = 15

/** Pages of the embedded record that stay in memory, in KiB; SQLite's own 2,000 read each page of an import again and again. */
const CACHE_KIB = 64 * 1024

/** Pages of 4 KiB in the write-ahead log before they are moved into the file. */
const WAL_PAGES = 8000

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
  const subject = subjectOf(place)
  const patienceMs = options.patienceMs ?? 15_000
  try {
    // Several programs may open, and make, the same record at once.
    return await whileBusy(patienceMs, async () => {
      const opened = openDatabase(place, patienceMs)
      const { db } = opened
      try {
        if (!("dataDir" in place)) await refuseOldServer(db)
        await migrate(db)
      } catch (error) {
        await db.destroy().catch(() => undefined)
        throw error
      }
      const { registers, now = () => new Date() } = options
      const evidence = evidenceOf(place)
      const record = new StoredRecord({ ...opened, registers, now, subject, patienceMs, evidence })
      await record.bringUpToDate()
      await record.destroyDoomed()
      return record
    })
  } catch (error) {
    throw asRecordError(error, subject)
  }
}

/** Makes the tables of a version of the schema in an empty place, for the rows of a backup. */
export async function makeTables(place: RecordPlace, schema: number): Promise<void> {
  const { db } = openDatabase(place, 15_000)
  try {
    await migrate(db, schema)
  } finally {
    await db.destroy()
  }
}

/** Where a place's evidence lies; null where no folder was named. */
export function evidenceOf(place: RecordPlace): EvidenceStore | null {
  if (place.evidenceDir !== undefined) return new EvidenceStore(resolve(place.evidenceDir))
  return "dataDir" in place ? new EvidenceStore(join(resolve(place.dataDir), EVIDENCE_FOLDER)) : null
}

function openDatabase(place: RecordPlace, patienceMs: number): Opened {
  return "dataDir" in place ? openSqlite(resolve(place.dataDir)) : openPostgres(place.databaseUrl, patienceMs)
}

function openSqlite(dir: string): Opened {
  const database = openSqliteFile(dir, RECORD_FILE)
  try {
    // Ids are spread evenly, so a batch touches pages everywhere: they stay in memory, and are moved into the file rarely.
    database.exec(`pragma cache_size = -${CACHE_KIB}`)
    database.exec(`pragma wal_autocheckpoint = ${WAL_PAGES}`)
  } catch (error) {
    database.close()
    throw error
  }
  return {
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) }),
    // By `exec`, not by a prepared statement: one that found the database busy stays in progress in libsql 0.5.29, and
    // every later commit of the connection fails (tursodatabase/libsql-client-ts#352).
    lock: async () => void database.exec(LOCK),
    // The write-ahead log still holds the pages as they were.
    scrub: async () => void database.exec("pragma wal_checkpoint(truncate)"),
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
      void (await sql`vacuum report, coding, evidence, aside, observation, statement, solidarity, action, local_action, action_demand, outcome_event, decision, payload`.execute(
        db,
      )),
  }
}

async function refuseOldServer(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
  const version = rows[0]!.version
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES) throw new RecordError("record.old_server", version)
}

/** What a place is called in a message: its folder, or server and database; never credentials. */
export function subjectOf(place: RecordPlace): string {
  if ("dataDir" in place) return resolve(place.dataDir)
  if (!URL.canParse(place.databaseUrl)) return "DATABASE_URL"
  const { host, pathname } = new URL(place.databaseUrl)
  return `${host}${pathname}`
}
