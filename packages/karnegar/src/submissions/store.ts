/**
 * Where submissions lie: a file of their own beside an embedded record, a schema of their own on PostgreSQL. What it holds of a
 * submission's content is sealed before it comes here.
 */
import { mkdirSync } from "node:fs"
import { join, resolve } from "node:path"
import { type ColumnType, Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect, sql } from "kysely"
import Database from "libsql"
import pg from "pg"
import type { RecordPlace } from "../record/open.ts"

/** The file beside an embedded record. */
export const SUBMISSIONS_FILE = "submissions.sqlite"
const SCHEMA = "karnegar_submissions"

/** Days are ISO, UTC; there is no instant, no address and no count that orders what came on one day. */
export interface SubmissionTables {
  submission: {
    /** `s` and ten letters and digits, drawn at random. */
    id: string
    /** Day on which its first part came. */
    day: string
    state: string
    /** Hash of the receipt code. */
    receipt: string
    /** Report that was made of it; null while there is none. */
    report: string | null
  }
  part: {
    submission: string
    /** 1 is what came first. */
    n: number
    day: string
    /** HMAC of the parcel under the receipt code: one that is sent again is known, and whoever lacks the code can tell nothing by it. */
    mark: string
    /** Bytes that were sealed: one of the buckets. */
    bucket: number
    /** An age file. libsql reads it as an ArrayBuffer. */
    sealed: ColumnType<Buffer | ArrayBuffer, Buffer, never>
  }
}

const statements = (bytes: "blob" | "bytea", rowless: string) => [
  `create table if not exists submission (id text primary key, day text not null, state text not null, receipt text not null unique,
    report text)${rowless}`,
  `create table if not exists part (submission text not null references submission (id), n integer not null, day text not null,
    mark text not null, bucket integer not null, sealed ${bytes} not null, primary key (submission, n), unique (submission, mark))`,
]

/** Opens the submissions that belong to a record, and makes their tables where there are none. */
export async function openSubmissionStore(place: RecordPlace): Promise<Kysely<SubmissionTables>> {
  if ("dataDir" in place) {
    mkdirSync(resolve(place.dataDir), { recursive: true })
    const database = new Database(join(resolve(place.dataDir), SUBMISSIONS_FILE), { timeout: 5_000 })
    database.exec(
      "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on",
    )
    // Without row ids nothing tells in which order the submissions of a day came.
    for (const statement of statements("blob", " without rowid")) database.exec(statement)
    return new Kysely({ dialect: new SqliteDialect({ database: database as unknown as SqliteDatabase }) })
  }
  const pool = new pg.Pool({
    connectionString: place.databaseUrl,
    max: 4,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${SCHEMA}`,
  })
  pool.on("error", () => undefined)
  const db = new Kysely<SubmissionTables>({ dialect: new PostgresDialect({ pool }) })
  // Two programs may make them at once: one after the other, by an advisory lock of this transaction.
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${SCHEMA}))`.execute(tx)
    await sql.raw(`create schema if not exists ${SCHEMA}`).execute(tx)
    for (const statement of statements("bytea", "")) await sql.raw(statement).execute(tx)
  })
  return db
}
