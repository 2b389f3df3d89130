import type { Kysely } from "kysely"
import { actionPayload } from "./batch.ts"
import { canonicalJson, commit, sha256 } from "./canonical.ts"
import { EMPTIED_ACTION, EMPTIED_REPORT } from "./emptied.ts"
import { GENESIS, hashOf, headOf, type Kind } from "./log.ts"
import type { Tables } from "./tables.ts"
import type { Withdrawal } from "./withdraw.ts"

/** What `verifyRecord` found wrong at an entry. Lasting codes; never renamed. */
export interface LogFault {
  readonly code:
    | "log.gap"
    | "log.previous"
    | "log.hash"
    | "log.commitment"
    | "log.payload_missing"
    /** A payload that no entry stands for. */
    | "log.payload_stray"
    /** The log does not end where the last write left it. */
    | "log.head"
    /** A row is gone, or says something else than its entry. */
    | "log.projection"
    /** A row that no entry tells of. */
    | "log.unlogged"
  /** Number of the entry; 0 where there is none. */
  readonly entry: number
}

/** Rows read at once. */
const PAGE = 1000

/** What the log says should stand in one row: the entry that says so and a digest of the row. */
interface Expected {
  readonly entry: number
  readonly digest: string
}

/** Rows that stand, by table and key, as the log tells them. */
class Projection {
  readonly source = new Map<string, Expected>()
  readonly report = new Map<string, Expected>()
  readonly coding = new Map<string, Expected>()
  readonly action = new Map<string, Expected>()
  readonly state = new Map<string, Expected>()
  readonly rules = new Map<string, Expected>()
  /** Payloads that a withdrawal destroyed. */
  readonly destroyed = new Set<number>()

  /** Takes in one change. Entries come in order, so the last word counts. */
  apply(entry: number, what: Kind, subject: string, body: string): void {
    switch (what) {
      case "source.put":
        this.source.set(subject, { entry, digest: sha256(body) })
        break
      case "report.added":
        this.report.set(subject, { entry, digest: sha256(body) })
        break
      case "coding.added":
        this.coding.set(subject, { entry, digest: sha256(body) })
        break
      case "action.accepted":
        this.action.set(subject, { entry, digest: sha256(body) })
        this.state.set(subject, { entry, digest: "unreviewed" })
        break
      case "action.state":
        this.state.set(subject, { entry, digest: String(JSON.parse(body).to) })
        break
      case "rules.set":
        this.rules.set(subject, { entry, digest: body })
        break
      case "report.withdrawn": {
        const withdrawal = JSON.parse(body) as Withdrawal
        for (const seq of withdrawal.payloads) this.destroyed.add(seq)
        this.report.set(subject, { entry, digest: WITHDRAWN })
        for (const id of withdrawal.codings) this.coding.set(id, { entry, digest: WITHDRAWN })
        for (const id of withdrawal.actions) {
          this.action.set(id, { entry, digest: WITHDRAWN })
          this.state.set(id, { entry, digest: "retracted" })
        }
        break
      }
      default:
        what satisfies never
    }
  }
}

/** Stands for the digest of a row that a withdrawal emptied. */
const WITHDRAWN = "withdrawn"

/** Holds a row against what is expected of it and ticks it off; what stays unticked is gone. */
type Hold = (expected: Map<string, Expected>, id: string, entry: number, holds: (want: Expected) => boolean) => void

/**
 * Re-derives the chain and every commitment, and holds each row of the record against what the log says of it.
 *
 * Memory: about 200 bytes for each report, coding and action; texts are read page by page.
 *
 * @param db A transaction that sees one state of the record throughout.
 * @returns Faults in order of entry; empty when everything holds.
 */
export async function verifyRecord(db: Kysely<Tables>): Promise<LogFault[]> {
  const faults: LogFault[] = []
  const projection = await verifyChain(db, faults)
  await verifyRows(db, projection, faults)
  return faults.sort((a, b) => a.entry - b.entry)
}

/** Chain, commitments and head. A payload that does not hold is reported and taken for nothing. */
async function verifyChain(db: Kysely<Tables>, faults: LogFault[]): Promise<Projection> {
  const projection = new Projection()
  const missing: number[] = []
  let previous = GENESIS
  let last = 0
  for (;;) {
    const entries = await db
      .selectFrom("entry")
      .selectAll()
      .where("seq", ">", last)
      .orderBy("seq")
      .limit(PAGE)
      .execute()
    if (entries.length === 0) break
    const end = entries[entries.length - 1]!.seq
    const payloads = new Map(
      (await db.selectFrom("payload").selectAll().where("seq", ">", last).where("seq", "<=", end).execute()).map(
        (p) => [p.seq, p],
      ),
    )
    for (const { hash, ...entry } of entries) {
      if (entry.seq !== last + 1) faults.push({ code: "log.gap", entry: last + 1 })
      if (entry.previous !== previous) faults.push({ code: "log.previous", entry: entry.seq })
      if (hashOf(entry) !== hash) faults.push({ code: "log.hash", entry: entry.seq })
      const payload = payloads.get(entry.seq)
      if (payload === undefined) missing.push(entry.seq)
      else if (commit(payload.salt, payload.subject, payload.body) !== entry.commitment)
        faults.push({ code: "log.commitment", entry: entry.seq })
      else projection.apply(entry.seq, entry.what as Kind, payload.subject, payload.body)
      payloads.delete(entry.seq)
      previous = hash
      last = entry.seq
    }
    for (const seq of payloads.keys()) faults.push({ code: "log.payload_stray", entry: seq })
  }
  for (const seq of missing)
    if (!projection.destroyed.has(seq)) faults.push({ code: "log.payload_missing", entry: seq })
  const strays = await db.selectFrom("payload").select("seq").where("seq", ">", last).execute()
  for (const { seq } of strays) faults.push({ code: "log.payload_stray", entry: seq })
  const head = await db.selectFrom("setting").select("value").where("key", "=", "head").executeTakeFirst()
  if (head?.value !== (last === 0 ? "" : headOf(last, previous))) faults.push({ code: "log.head", entry: last })
  return projection
}

async function verifyRows(db: Kysely<Tables>, projection: Projection, faults: LogFault[]): Promise<void> {
  const hold: Hold = (expected, id, entry, holds) => {
    const want = expected.get(id)
    expected.delete(id)
    if (want === undefined) faults.push({ code: "log.unlogged", entry })
    else if (!holds(want)) faults.push({ code: "log.projection", entry: want.entry })
  }

  for (const { entry, ...row } of await db.selectFrom("source").selectAll().execute()) {
    const body = canonicalJson({ key: row.key, nameFa: row.name_fa, nameEn: row.name_en })
    hold(projection.source, row.key, entry, (want) => want.digest === sha256(body) && want.entry === entry)
  }

  const rules = await db.selectFrom("setting").select("value").where("key", "=", "rules").executeTakeFirst()
  if (rules !== undefined) hold(projection.rules, "rules", 0, (want) => want.digest === rules.value)

  for await (const row of pages((after) =>
    db.selectFrom("report").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute(),
  )) {
    const { text, withdrawn, entry, ...fields } = row
    hold(projection.report, row.id, entry, (want) =>
      want.digest === WITHDRAWN
        ? Object.entries(EMPTIED_REPORT).every(([column, value]) => row[column as keyof typeof row] === value)
        : withdrawn === 0 &&
          want.entry === entry &&
          sha256(canonicalJson(fields)) === want.digest &&
          sha256(text) === row.sha256,
    )
  }

  for await (const row of pages((after) =>
    db.selectFrom("coding").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute(),
  )) {
    const { document, entry, ...fields } = row
    hold(projection.coding, row.id, entry, (want) =>
      want.digest === WITHDRAWN
        ? document === ""
        : want.entry === entry && sha256(canonicalJson({ ...fields, sha256: sha256(document) })) === want.digest,
    )
  }

  await verifyActions(db, projection, hold, faults)

  for (const expected of [projection.source, projection.rules, projection.report, projection.coding, projection.action])
    for (const { entry } of expected.values()) faults.push({ code: "log.projection", entry })
}

async function verifyActions(
  db: Kysely<Tables>,
  projection: Projection,
  hold: Hold,
  faults: LogFault[],
): Promise<void> {
  const seen = { local_action: 0, action_organisation: 0, action_source: 0 }
  let after = ""
  for (;;) {
    const actions = await db
      .selectFrom("action")
      .selectAll()
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute()
    if (actions.length === 0) break
    const ids = actions.map((a) => a.id)
    after = ids[ids.length - 1]!
    const places = groupBy(
      await db.selectFrom("local_action").selectAll().where("action_id", "in", ids).orderBy("ordinal").execute(),
    )
    const organisations = groupBy(
      await db.selectFrom("action_organisation").selectAll().where("action_id", "in", ids).execute(),
    )
    const sources = groupBy(await db.selectFrom("action_source").selectAll().where("action_id", "in", ids).execute())
    for (const { state, entry, ...action } of actions) {
      const own = {
        action,
        places: places.get(action.id) ?? [],
        organisationIds: (organisations.get(action.id) ?? []).map((o) => o.organisation_id),
      }
      const reportIds = (sources.get(action.id) ?? []).map((s) => s.report_id).sort()
      seen.local_action += own.places.length
      seen.action_organisation += own.organisationIds.length
      seen.action_source += reportIds.length
      hold(projection.action, action.id, entry, (want) =>
        want.digest === WITHDRAWN
          ? own.places.length + own.organisationIds.length === 0 &&
            Object.entries(EMPTIED_ACTION).every(([column, value]) => action[column as keyof typeof action] === value)
          : want.entry === entry && sha256(canonicalJson(actionPayload(own, reportIds))) === want.digest,
      )
      hold(projection.state, action.id, entry, (want) => want.digest === state)
    }
  }
  // Rows that hang on an action which does not stand.
  for (const table of ["local_action", "action_organisation", "action_source"] as const) {
    const { n } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as("n"))
      .executeTakeFirstOrThrow()
    if (Number(n) !== seen[table]) faults.push({ code: "log.unlogged", entry: 0 })
  }
}

/** All rows of a table in order of id, a page at a time. */
async function* pages<T extends { readonly id: string }>(
  page: (after: string) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  let after = ""
  for (;;) {
    const rows = await page(after)
    if (rows.length === 0) return
    yield* rows
    after = rows[rows.length - 1]!.id
  }
}

function groupBy<T extends { readonly action_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.action_id)
    if (group === undefined) groups.set(row.action_id, [row])
    else group.push(row)
  }
  return groups
}
