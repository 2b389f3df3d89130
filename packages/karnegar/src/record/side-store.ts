/** Databases that belong to a record and stand apart from it: a file beside an embedded one, a schema of its own on PostgreSQL. */
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely"
import pg from "pg"
import type { RecordPlace } from "./open.ts"
import { forKysely, openSqliteFile } from "./sqlite-file.ts"

/** What a store is called, and what its tables are. */
export interface SideStore {
  /** Name of the file beside an embedded record. */
  readonly file: string
  /** Name of the schema on PostgreSQL. */
  readonly schema: string
  /** How long a write waits for another program's, embedded. */
  readonly waitMs: number
  /** Most connections to a server. */
  readonly connections: number
  /** Makes the tables where there are none. */
  readonly statements: (engine: "sqlite" | "postgresql") => readonly string[]
}

/** Was it ever made? Looking makes nothing. */
export async function sideStoreStands(
  place: RecordPlace,
  { file, schema }: Pick<SideStore, "file" | "schema">,
): Promise<boolean> {
  if ("dataDir" in place) return existsSync(join(place.dataDir, file))
  const client = new pg.Client({ connectionString: place.databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on("error", () => undefined)
  await client.connect()
  try {
    return (await client.query("select 1 from pg_namespace where nspname = $1", [schema])).rowCount === 1
  } finally {
    await client.end()
  }
}

/**
 * Opens what stands beside a record, and makes its tables where there are none.
 *
 * @throws RecordError `record.no_directory`, `record.read_only`; the driver's error otherwise.
 */
export async function openSideStore<T>(place: RecordPlace, store: SideStore): Promise<Kysely<T>> {
  const { file, schema, waitMs, connections, statements } = store
  if ("dataDir" in place) {
    const database = openSqliteFile(resolve(place.dataDir), file, waitMs)
    for (const statement of statements("sqlite")) database.exec(statement)
    return new Kysely({ dialect: new SqliteDialect({ database: forKysely(database) }) })
  }
  const pool = new pg.Pool({
    connectionString: place.databaseUrl,
    max: connections,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${schema}`,
  })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined)
  const db = new Kysely<T>({ dialect: new PostgresDialect({ pool }) })
  // Two programs may make them at once: one after the other, by an advisory lock of this transaction.
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${schema}))`.execute(tx)
    await sql.raw(`create schema if not exists ${schema}`).execute(tx)
    for (const statement of statements("postgresql")) await sql.raw(statement).execute(tx)
  })
  return db
}
