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
  {
    // Observations stand between codings and actions; actions and what hangs on them are derived, and made anew on opening.
    version: 2,
    statements: [
      "drop table action_source",
      "drop table action_organisation",
      "drop table local_action",
      "drop table action",
      "alter table source add column independence_group text",
      "alter table source add column redistribution text not null default 'none'",
      "alter table report add column captured text",
      "alter table report add column sketch text",
      "create table request (key text primary key, result text not null, entry integer not null)",
      `create table evidence (id text primary key, report_id text not null references report (id), sha256 text not null, media_type text not null,
        bytes bigint not null, captured text, entry integer not null)`,
      "create index evidence_report on evidence (report_id)",
      `create table import (id text primary key, name text not null, source text, sha256 text not null, at text not null, undone integer, entry integer not null)`,
      `create table observation (id text primary key, origin text not null, report_id text references report (id), coding_id text references coding (id),
        import_id text references import (id), ordinal integer not null, fields text not null, words text not null, events text not null,
        workforce text not null, day text, workplace_id text, employer text, where_key text not null, published text, sample integer not null,
        action_id text not null, accepted integer not null, entry integer not null)`,
      "create index observation_coding on observation (coding_id)",
      "create index observation_report on observation (report_id)",
      "create index observation_action on observation (action_id)",
      "create index observation_workforce on observation (workforce, day)",
      "create index observation_workplace on observation (workplace_id, day)",
      "create index observation_employer on observation (employer, day)",
      `create table import_row (import_id text not null references import (id), observation_id text not null, ordinal integer not null, key text not null,
        body text not null, primary key (import_id, observation_id))`,
      "create index import_row_observation on import_row (observation_id)",
      `create table statement (id text primary key, report_id text not null references report (id), coding_id text not null references coding (id), issuer_id text,
        workforces text not null, demands text not null, outcomes text not null, repression text not null, appeals integer not null, published text)`,
      "create index statement_coding on statement (coding_id)",
      `create table solidarity (statement_id text not null references statement (id), ordinal integer not null, from_id text, to_id text,
        from_words text not null, to_words text not null, primary key (statement_id, ordinal))`,
      `create table likeness (a text not null, b text not null, score double precision not null, shared double precision not null, apart integer not null, entry integer not null,
        primary key (a, b))`,
      "create index likeness_b on likeness (b)",
      `create table decision (entry integer primary key, what text not null, a text not null, b text, body text not null, undone integer)`,
      "create index decision_a on decision (a)",
      "create index decision_b on decision (b)",
      "create table decision_group (entry integer not null references decision (entry), observation_id text not null, primary key (observation_id, entry))",
      `create table action (id text primary key, origin text not null, is_call integer not null, forms text not null, status text not null,
        start_day text, end_day text, date_precision text not null, places_count bigint, workforce text not null, employment text not null,
        character text not null, joint_with text not null, participants_min bigint, participants_max bigint, demands text not null, outcomes text not null,
        repression text not null, workplace_id text, enterprise_type text, workers_direct_min bigint, workers_direct_max bigint,
        workers_indirect_min bigint, workers_indirect_max bigint, establishments bigint, workforce_size bigint, days_not_worked_min bigint,
        days_not_worked_max bigint, days_not_worked_how text, state_response text not null, employer_response text not null, settlement text,
        last_seen_ongoing text, disagreements text not null, origins integer not null, evidence text not null, state text not null,
        sample integer not null, entry integer not null)`,
      "create index action_days on action (start_day)",
      "create index action_workforce on action (workforce, start_day)",
      `create table local_action (id text primary key, action_id text not null references action (id), ordinal integer not null, place_id text,
        name_fa text not null, name_en text not null, type text not null, province_id text, lat double precision, lon double precision)`,
      "create index local_action_action on local_action (action_id)",
      "create table action_day (action_id text not null references action (id), day text not null, primary key (action_id, day))",
      "create table action_demand (action_id text not null references action (id), demand text not null, primary key (action_id, demand))",
      `create table outcome_event (action_id text not null references action (id), ordinal integer not null, outcome text not null, demand text, day text,
        observation_id text not null, primary key (action_id, ordinal))`,
      "create table action_organisation (action_id text not null references action (id), organisation_id text not null, primary key (action_id, organisation_id))",
      `create table action_source (action_id text not null references action (id), observation_id text not null, report_id text,
        primary key (action_id, observation_id))`,
      "create index action_source_report on action_source (report_id)",
      `create table campaign (id text primary key, name_fa text not null, name_en text not null, workforce text, first_day text, last_day text, entry integer not null)`,
      `create table repression_case (id text primary key, action_id text, workforce text not null, repression text not null, stage text not null,
        persons_min bigint, persons_max bigint, day text, place_id text, entry integer not null)`,
      `create table organisation (id text primary key, name_fa text not null, name_en text not null, type text not null, place_id text, aliases text not null,
        valid_from text, valid_to text, entry integer not null)`,
      `create table workplace (id text primary key, name_fa text not null, name_en text not null, workforce text not null, place_id text, enterprise_type text,
        aliases text not null, valid_from text, valid_to text, entry integer not null)`,
      `create table context_event (id text primary key, name_fa text not null, name_en text not null, kind text not null, first_day text not null,
        last_day text, entry integer not null)`,
      `create table public_person (id text primary key, name_fa text not null, name_en text not null, office_fa text not null, office_en text not null,
        basis text not null, reason text not null, approved_by text not null, review_day text not null, entry integer not null)`,
    ],
  },
  {
    // Intake: what is known of a source, edited texts as versions, documents kept as hash and address only.
    version: 3,
    statements: [
      "alter table source add column kind text not null default 'other'",
      "alter table source add column reach text",
      "alter table source add column paused integer not null default 0",
      "alter table report add column edited text",
      "alter table report add column origin text",
      "alter table report add column version_of text",
      "alter table report add column superseded integer not null default 0",
      "create index report_version on report (version_of)",
      "create index report_sha256 on report (sha256)",
      "alter table evidence add column url text",
      "alter table evidence add column tool text",
      "create index evidence_sha256 on evidence (sha256)",
      "create table evidence_doomed (sha256 text primary key)",
      `create table aside (id integer primary key, source text not null, foreign_id text not null, sha256 text not null, url text,
        published text, why text not null, entry integer not null)`,
      "create index aside_key on aside (source, foreign_id)",
      "create table aside_batch (entry integer primary key, first_id integer not null, last_id integer not null, judge text not null)",
      `create table source_state (source text primary key, last_attempt text, last_success text, failures integer not null, last_failure text,
        refusals text not null, next_due text, memo text)`,
    ],
  },
  {
    // The desk and the gate: names on the register of public persons are proposed by one and approved by another; by how many
    // people an action was checked, how sure the coder was of it.
    version: 4,
    statements: [
      "alter table public_person add column state text not null default 'approved'",
      "alter table public_person add column detained integer not null default 0",
      "alter table action add column reviewers integer not null default 0",
      "alter table observation add column confidence double precision",
    ],
  },
  {
    // Quotes for the public.
    version: 5,
    statements: [
      `create table action_quote (action_id text not null references action (id), decision integer not null, report_id text not null,
        text text not null, primary key (action_id, decision))`,
    ],
  },
  {
    // Double coding: no new column, but kinds of entries that an older program cannot read.
    version: 6,
    statements: [],
  },
  {
    // What each version of the public changed; links of a kind are found without reading every decision.
    version: 7,
    statements: [
      "create table published_change (version integer not null, action_id text not null, primary key (version, action_id))",
      "create index decision_what on decision (what)",
    ],
  },
  {
    // Which message a message answers.
    version: 8,
    statements: ["alter table report add column reply_to text"],
  },
]

/** Version of the schema that this program knows. */
export const SCHEMA_VERSION = MIGRATIONS[MIGRATIONS.length - 1]!.version

/**
 * Brings a database up to a version of the schema, each step in a transaction of its own.
 *
 * @param to The newest but where a backup of an older one is restored.
 * @throws RecordError `record.newer_schema` when a later program made it; nothing is changed then.
 */
export async function migrate(db: Kysely<Tables>, to: number = SCHEMA_VERSION): Promise<void> {
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
      const next = MIGRATIONS.find((m) => m.version === at + 1 && m.version <= to)
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
