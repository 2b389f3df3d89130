import { type Kysely, sql } from "kysely"
import { RecordError } from "./errors.ts"
import type { Tables } from "./tables.ts"

/** One step of the schema, in SQL that SQLite and PostgreSQL both read. Never edited once released. */
interface Migration {
  readonly version: number
  readonly statements: readonly string[]
}

const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    statements: [
      "create table source (key text primary key, name_fa text not null, name_en text not null, entry integer not null)",
      `create table report (id text primary key, foreign_id text not null, source text not null, url text, published text, lang text,
        sample integer not null, text text not null, sha256 text not null, withdrawn integer not null, entry integer not null, unique (source, foreign_id))`,
      "create index report_entry on report (entry)",
      `create table coding (id text primary key, report_id text not null references report (id), coder_version text not null,
        lexicon text not null, document text not null, entry integer not null, unique (report_id, coder_version, lexicon))`,
      `create table action (id text primary key, coding_id text not null references coding (id), ordinal integer not null, is_call integer not null,
        forms text not null, status text not null, start_day text, end_day text, date_precision text not null, places_count bigint,
        workforce text not null, employment text not null, character text not null, joint_with text not null,
        participants_min bigint, participants_max bigint, demands text not null, outcomes text not null, repression text not null,
        workplace_id text, state text not null, sample integer not null, entry integer not null)`,
      "create index action_days on action (start_day)",
      "create index action_coding on action (coding_id)",
      `create table local_action (id text primary key, action_id text not null references action (id), ordinal integer not null, place_id text,
        name_fa text not null, name_en text not null, type text not null, province_id text, lat double precision, lon double precision)`,
      "create index local_action_action on local_action (action_id)",
      "create table action_organisation (action_id text not null references action (id), organisation_id text not null, primary key (action_id, organisation_id))",
      "create table action_source (action_id text not null references action (id), report_id text not null references report (id), primary key (action_id, report_id))",
      "create index action_source_report on action_source (report_id)",
      `create table entry (seq integer primary key, at text not null, who text not null, what text not null,
        commitment text not null, previous text not null, hash text not null)`,
      "create table payload (seq integer primary key references entry (seq), subject text not null, salt text not null, body text not null)",
      "create index payload_subject on payload (subject)",
    ],
  },
]

/** Version of the schema that this program knows. */
export const SCHEMA_VERSION = MIGRATIONS[MIGRATIONS.length - 1]!.version

/**
 * Brings a database up to `SCHEMA_VERSION`, each step in a transaction of its own.
 *
 * @throws RecordError `record.newer_schema` when a later program made it; nothing is changed then.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await makeSetting(db)
  for (;;) {
    const done = await db.transaction().execute(async (tx) => {
      // Two programs may start at once: the row is the lock.
      await sql`insert into setting (key, value) values ('schema', '0'), ('version', '0'), ('head', '') on conflict (key) do nothing`.execute(
        tx,
      )
      await sql`update setting set value = value where key = 'head'`.execute(tx)
      const row = await tx.selectFrom("setting").select("value").where("key", "=", "schema").executeTakeFirstOrThrow()
      const at = Number(row.value)
      if (at > SCHEMA_VERSION) throw new RecordError("record.newer_schema", `schema ${at} > ${SCHEMA_VERSION}`)
      const next = MIGRATIONS.find((m) => m.version === at + 1)
      if (next === undefined) return true
      for (const statement of next.statements) await sql.raw(statement).execute(tx)
      await tx
        .updateTable("setting")
        .set({ value: String(next.version) })
        .where("key", "=", "schema")
        .execute()
      return false
    })
    if (done) return
  }
}

async function makeSetting(db: Kysely<Tables>): Promise<void> {
  const make = sql`create table if not exists setting (key text primary key, value text not null)`
  try {
    await make.execute(db)
  } catch (error) {
    // PostgreSQL refuses one of two programs that make a table at once; the other has made it then.
    if (!/pg_type_typname_nsp_index|already exists/.test(String(error))) throw error
    await make.execute(db)
  }
}
