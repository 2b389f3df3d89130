import type { Kysely } from "kysely"
import { ACTION_TABLES, type ActionRows, rowsDigest } from "./action-rows.ts"
import { asideDigest } from "./aside.ts"
import { reportPayload } from "./batch.ts"
import { canonicalJson, commit, sha256 } from "./canonical.ts"
import { confidenceIn } from "./confidence.ts"
import { EMPTIED_OBSERVATION, EMPTIED_REPORT } from "./emptied.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import { groupAll } from "./grouping.ts"
import { rowsDigest as importDigest, importedObservation } from "./imports.ts"
import { GENESIS, hashOf, headOf, type Kind } from "./log.ts"
import { type NewObservation, observedDigest } from "./observe.ts"
import { sketchOf } from "./prepared-coding.ts"
import { rowsOfActions } from "./project.ts"
import { keyOfRow, Replay, WITHDRAWN } from "./replay.ts"
import type { Tables } from "./tables.ts"

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
    /** A row is gone, or says something else than its entry, or than what a rebuild would make of the log. */
    | "log.projection"
    /** A row that no entry tells of. */
    | "log.unlogged"
    /** Bytes of evidence that are not where they were kept, or are not those that were received. */
    | "evidence.missing"
    | "evidence.changed"
    /** Keys beside the record, to which submissions are sealed, are not those that the log has. */
    | "keys.swapped"
  /** Number of the entry; 0 where there is none. */
  readonly entry: number
}

/** Tells how far a long piece of work has come. */
export type Progress = (step: "chain" | "rows" | "actions" | "evidence", done: number) => void

/** Rows read at once. */
const PAGE = 1000

/**
 * Re-derives the chain and every commitment, holds each kept row against its entry, and each derived row against what a
 * rebuild would make of the log.
 *
 * Memory: some 300 bytes for each report, observation and action; texts are read page by page.
 *
 * @param db A transaction that sees one state of the record throughout.
 * @param store Where bytes of evidence lie; null where no folder was named, and evidence counts as missing.
 * @returns Faults in order of entry; empty when everything holds.
 */
export async function verifyRecord(
  db: Kysely<Tables>,
  store: EvidenceStore | null,
  progress: Progress = () => {},
): Promise<LogFault[]> {
  const faults: LogFault[] = []
  const replay = await replayLog(db, faults, progress)
  // Before the rows are held against it: that ticks off what is expected.
  const kept = [...replay.evidence.values()]
  await new Verifier(db, replay, faults, progress).run()
  await checkEvidence(kept, store, faults, progress)
  return faults.sort((a, b) => a.entry - b.entry)
}

/** Reads all bytes of evidence and holds them against their hashes; bytes of several reports once. */
async function checkEvidence(
  kept: readonly Tables["evidence"][],
  store: EvidenceStore | null,
  faults: LogFault[],
  progress: Progress,
): Promise<void> {
  const found = new Map<string, "holds" | "missing" | "changed">()
  for (const { sha256: hash, entry } of kept) {
    const state = found.get(hash) ?? (store === null ? "missing" : await store.check(hash))
    found.set(hash, state)
    if (state !== "holds") faults.push({ code: `evidence.${state}`, entry })
    progress("evidence", found.size)
  }
}

/** Reads the whole log: chain, commitments and head. A payload that does not hold is reported and taken for nothing. */
export async function replayLog(db: Kysely<Tables>, faults: LogFault[], progress: Progress): Promise<Replay> {
  const replay = new Replay()
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
      else {
        try {
          replay.apply(entry.seq, entry.what as Kind, payload.subject, payload.body)
        } catch {
          // An entry that follows from one that is gone or changed; that one is told of.
          faults.push({ code: "log.projection", entry: entry.seq })
        }
      }
      payloads.delete(entry.seq)
      previous = hash
      last = entry.seq
    }
    for (const seq of payloads.keys()) faults.push({ code: "log.payload_stray", entry: seq })
    progress("chain", last)
  }
  for (const seq of missing) if (!replay.destroyed.has(seq)) faults.push({ code: "log.payload_missing", entry: seq })
  const strays = await db.selectFrom("payload").select("seq").where("seq", ">", last).execute()
  for (const { seq } of strays) faults.push({ code: "log.payload_stray", entry: seq })
  const head = await db.selectFrom("setting").select("value").where("key", "=", "head").executeTakeFirst()
  if (head?.value !== (last === 0 ? "" : headOf(last, previous))) faults.push({ code: "log.head", entry: last })
  return replay
}

/** Holds the tables against what the log says. */
class Verifier {
  readonly #db: Kysely<Tables>
  readonly #replay: Replay
  readonly #faults: LogFault[]
  readonly #progress: Progress

  constructor(db: Kysely<Tables>, replay: Replay, faults: LogFault[], progress: Progress) {
    this.#db = db
    this.#replay = replay
    this.#faults = faults
    this.#progress = progress
  }

  async run(): Promise<void> {
    await this.#small()
    await this.#reports()
    await this.#codings()
    await this.#asides()
    await this.#imports()
    await this.#actions()
  }

  /** Holds a row against what is expected of it and ticks it off; what stays unticked is gone. */
  #hold<T extends { readonly entry: number }>(
    expected: Map<string, T>,
    key: string,
    entry: number,
    holds: (want: T) => boolean,
  ): void {
    const want = expected.get(key)
    expected.delete(key)
    if (want === undefined) this.#faults.push({ code: "log.unlogged", entry })
    else if (!holds(want)) this.#faults.push({ code: "log.projection", entry: want.entry })
  }

  #gone(expected: Map<unknown, { readonly entry: number }>): void {
    for (const { entry } of expected.values()) this.#faults.push({ code: "log.projection", entry })
  }

  /** Tables of few rows, whose rows the log holds whole. */
  async #small(): Promise<void> {
    const replay = this.#replay
    const rows = async (table: keyof Tables) =>
      (await this.#db
        .selectFrom(table as "decision")
        .selectAll()
        .execute()) as unknown as { readonly entry: number }[]
    const same = async <T extends { readonly entry: number }>(
      table: keyof Tables,
      expected: Map<string, T>,
      keyOf: (row: T) => string,
    ) => {
      for (const row of (await rows(table)) as T[])
        this.#hold(expected, keyOf(row), row.entry, (want) => canonicalJson(want) === canonicalJson(row))
      this.#gone(expected)
    }
    for (const [table, expected] of replay.registers)
      await same(table, expected, (row) => keyOfRow(table, row as unknown as { [column: string]: unknown }))
    await same("likeness", replay.likeness, (row) => `${row.a} ${row.b}`)
    await same("evidence", replay.evidence, (row) => row.id)
    const decisions = new Map([...replay.decisions].map(([seq, row]) => [String(seq), row]))
    await same("decision", decisions, (row) => String(row.entry))
    const groups = new Map(replay.groups.map((g) => [`${g.entry} ${g.observation_id}`, g]))
    await same("decision_group", groups, (row) => `${row.entry} ${row.observation_id}`)
    const rules = await this.#db.selectFrom("setting").select("value").where("key", "=", "rules").executeTakeFirst()
    if ((rules?.value ?? null) !== replay.rules) this.#faults.push({ code: "log.projection", entry: 0 })
  }

  async #reports(): Promise<void> {
    const expected = this.#replay.report
    const replaced = this.#replay.superseded()
    let done = 0
    for await (const page of pages((after) =>
      this.#db.selectFrom("report").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute(),
    )) {
      for (const row of page) {
        const {
          text,
          sketch,
          withdrawn,
          superseded,
          entry,
          captured,
          edited,
          origin,
          reply_to,
          version_of,
          ...fields
        } = row
        const payload = reportPayload(fields, { captured, edited, origin, reply_to, version_of })
        this.#hold(expected, row.id, entry, (want) =>
          want.digest === WITHDRAWN
            ? Object.entries(EMPTIED_REPORT).every(([column, value]) => row[column as keyof typeof row] === value)
            : withdrawn === 0 &&
              want.entry === entry &&
              sha256(canonicalJson(payload)) === want.digest &&
              sha256(text) === row.sha256 &&
              superseded === (replaced.has(row.id) ? 1 : 0) &&
              sketch === sketchOf(text),
        )
      }
      done += page.length
      this.#progress("rows", done)
    }
    this.#gone(expected)
  }

  /** Documents kept as hash and address, batch by batch. */
  async #asides(): Promise<void> {
    const expected = new Map(
      [...this.#replay.asides].map(([entry, own]) => [String(entry), { ...own, entry }] as const),
    )
    let met = 0
    for (const row of await this.#db.selectFrom("aside_batch").selectAll().orderBy("entry").execute()) {
      const own = await this.#db
        .selectFrom("aside")
        .selectAll()
        .where("id", ">=", row.first_id)
        .where("id", "<=", row.last_id)
        .execute()
      met += own.length
      this.#hold(
        expected,
        String(row.entry),
        row.entry,
        (want) =>
          canonicalJson(want.batch) === canonicalJson(row) &&
          own.every((document) => document.entry === row.entry) &&
          want.rows === asideDigest(own),
      )
    }
    this.#gone(expected)
    await this.#countOf("aside", met)
  }

  /** Codings with their observations, statements and solidarity. */
  async #codings(): Promise<void> {
    const expected = this.#replay.coding
    const accepted = new Map(this.#replay.accepted)
    let [observations, statements, solidarity, done] = [0, 0, 0, 0]
    for await (const page of pages((after) =>
      this.#db.selectFrom("coding").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute(),
    )) {
      const ids = page.map((c) => c.id)
      const seen = groupBy(
        await this.#db.selectFrom("observation").selectAll().where("coding_id", "in", ids).execute(),
        (o) => o.coding_id!,
      )
      const stated = groupBy(
        await this.#db.selectFrom("statement").selectAll().where("coding_id", "in", ids).execute(),
        (s) => s.coding_id,
      )
      const edges = groupBy(
        await this.#db
          .selectFrom("solidarity")
          .innerJoin("statement", "statement.id", "solidarity.statement_id")
          .selectAll("solidarity")
          .where("statement.coding_id", "in", ids)
          .execute(),
        (e) => e.statement_id,
      )
      for (const row of page) {
        const { document, entry, ...fields } = row
        const own = seen.get(row.id) ?? []
        const [statement = null] = stated.get(row.id) ?? []
        const ownEdges = statement === null ? [] : (edges.get(statement.id) ?? [])
        observations += own.length
        statements += statement === null ? 0 : 1
        solidarity += ownEdges.length
        const codedAt = expected.get(row.id)?.entry ?? entry
        this.#hold(expected, row.id, entry, (want) => {
          if (want.digest === WITHDRAWN) return document === "" && statement === null && own.every(isEmptied)
          const digest = observedDigest({ observations: own.map(asObserved), statement, solidarity: ownEdges })
          return (
            want.entry === entry &&
            sha256(canonicalJson({ ...fields, sha256: sha256(document) })) === want.digest &&
            (want.observed === null || want.observed === digest)
          )
        })
        for (const observation of own) {
          // A document that was changed may not even be read; its coding is told of above.
          const sure = document === "" ? null : await readable(async () => confidenceIn(document, observation.ordinal))
          if (observation.confidence !== sure) this.#faults.push({ code: "log.projection", entry: observation.entry })
          const acceptedAt = accepted.get(observation.id)
          accepted.delete(observation.id)
          const right =
            observation.accepted === (acceptedAt === undefined ? 0 : 1) && observation.entry === (acceptedAt ?? codedAt)
          if (!right) this.#faults.push({ code: "log.projection", entry: acceptedAt ?? observation.entry })
        }
      }
      done += page.length
      this.#progress("rows", done)
    }
    this.#gone(expected)
    for (const entry of accepted.values()) this.#faults.push({ code: "log.projection", entry })
    await this.#countOf("statement", statements)
    await this.#countOf("solidarity", solidarity)
    const { n } = await this.#db
      .selectFrom("observation")
      .select((eb) => eb.fn.countAll().as("n"))
      .where("origin", "=", "coding")
      .executeTakeFirstOrThrow()
    if (Number(n) !== observations) this.#faults.push({ code: "log.unlogged", entry: 0 })
  }

  async #imports(): Promise<void> {
    const expected = new Map([...this.#replay.imports].map(([id, own]) => [id, { ...own, entry: own.row.entry }]))
    const standing = new Map<string, Tables["observation"]>()
    let rows = 0
    for (const row of await this.#db.selectFrom("import").selectAll().orderBy("entry").execute()) {
      const own = await this.#db.selectFrom("import_row").selectAll().where("import_id", "=", row.id).execute()
      rows += own.length
      this.#hold(
        expected,
        row.id,
        row.entry,
        (want) => canonicalJson(want.row) === canonicalJson(row) && want.rows === importDigest(own),
      )
      if (row.undone !== null) continue
      for (const one of own) {
        const made = await readable(async () =>
          importedObservation(one.observation_id, { ...one, entry: row.entry }, ""),
        )
        if (made !== null) standing.set(one.observation_id, made)
      }
    }
    this.#gone(expected)
    await this.#countOf("import_row", rows)
    const imported = await this.#db.selectFrom("observation").selectAll().where("origin", "=", "import").execute()
    for (const row of imported)
      this.#hold(
        standing,
        row.id,
        row.entry,
        (want) => canonicalJson({ ...want, action_id: row.action_id }) === canonicalJson(row),
      )
    this.#gone(standing)
  }

  /** Groups every observation anew and derives every action anew, and holds what stands against it. */
  async #actions(): Promise<void> {
    // Kept rows that were changed may not even be read; they were told of above.
    const grouped = await readable(() => groupAll(this.#db))
    if (grouped === null) return void this.#faults.push({ code: "log.projection", entry: 0 })
    const { grouping, before } = grouped
    const entryOf = new Map(
      (await this.#db.selectFrom("observation").select(["id", "entry"]).execute()).map((o) => [o.id, o.entry]),
    )
    for (const [id, actionId] of grouping)
      if (before.get(id) !== actionId) this.#faults.push({ code: "log.projection", entry: entryOf.get(id) ?? 0 })
    const counts = new Map<string, number>()
    const ids = [...new Set(grouping.values())].sort()
    for (let i = 0; i < ids.length; i += PAGE) {
      const part = ids.slice(i, i + PAGE)
      const derived = await readable(() => rowsOfActions(this.#db, part))
      if (derived === null) this.#faults.push({ code: "log.projection", entry: 0 })
      const stored = await this.#storedActions(part)
      for (const rows of derived ?? []) {
        const stands = stored.get(rows.action.id)
        if (stands === undefined || rowsDigest(stands) !== rowsDigest(rows))
          this.#faults.push({ code: "log.projection", entry: rows.action.entry })
        for (const table of ACTION_TABLES)
          counts.set(table, (counts.get(table) ?? 0) + (table === "action" ? 1 : rows[table].length))
      }
      this.#progress("actions", Math.min(ids.length, i + PAGE))
    }
    for (const table of ACTION_TABLES) await this.#countOf(table, counts.get(table) ?? 0)
  }

  async #storedActions(ids: readonly string[]): Promise<Map<string, ActionRows>> {
    const actions = await this.#db.selectFrom("action").selectAll().where("id", "in", ids).execute()
    const hanging = new Map<string, Map<string, unknown[]>>()
    for (const table of ACTION_TABLES.slice(1)) {
      const rows = await this.#db
        .selectFrom(table as "local_action")
        .selectAll()
        .where("action_id", "in", ids)
        .execute()
      hanging.set(
        table,
        groupBy(rows, (r) => r.action_id),
      )
    }
    return new Map(
      actions.map((action) => [
        action.id,
        {
          action,
          ...Object.fromEntries(ACTION_TABLES.slice(1).map((t) => [t, hanging.get(t)!.get(action.id) ?? []])),
        } as unknown as ActionRows,
      ]),
    )
  }

  /** A table that holds more rows than were met holds some that nothing tells of. */
  async #countOf(table: keyof Tables, met: number): Promise<void> {
    const { n } = await this.#db
      .selectFrom(table as "action")
      .select((eb) => eb.fn.countAll().as("n"))
      .executeTakeFirstOrThrow()
    if (Number(n) !== met) this.#faults.push({ code: "log.unlogged", entry: 0 })
  }
}

/** What is made of rows; null where they hold no JSON any more. */
async function readable<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** An observation's row without what was decided about it. */
function asObserved(row: Tables["observation"]): NewObservation {
  const { action_id: _, accepted: __, entry: ___, ...observed } = row
  return observed
}

function isEmptied(row: Tables["observation"]): boolean {
  return Object.entries(EMPTIED_OBSERVATION).every(([column, value]) => row[column as keyof typeof row] === value)
}

/** All rows of a table in order of id, a page at a time. */
async function* pages<T extends { readonly id: string }>(
  page: (after: string) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let after = ""
  for (;;) {
    const rows = await page(after)
    if (rows.length === 0) return
    yield rows
    after = rows[rows.length - 1]!.id
  }
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
