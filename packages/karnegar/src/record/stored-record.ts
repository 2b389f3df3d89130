import type { CodedDocument } from "@karnegar/coder"
import type { Kysely, Transaction } from "kysely"
import { Batch } from "./batch.ts"
import { canonicalJson, sha256 } from "./canonical.ts"
import { RecordError } from "./errors.ts"
import { asRecordError, whileBusy } from "./failures.ts"
import { blocks } from "./insert-rows.ts"
import { LogWriter } from "./log.ts"
import { readPublished } from "./published.ts"
import type { Record, Rules } from "./record.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { AddResult, CodedReport, NewReport, PublishedAction, Report, ReviewState, Source } from "./types.ts"
import { type LogFault, verifyRecord } from "./verify.ts"
import { withdraw } from "./withdraw.ts"

/** What a record on a database is made of. */
export interface RecordParts {
  readonly db: Kysely<Tables>
  readonly registers: Registers
  readonly now: () => Date
  /** Where it lives, for messages: a folder, or a server and database without credentials. */
  readonly subject: string
  /** How long a write waits for another program's to end. */
  readonly patienceMs: number
  /** Takes the one writer's lock in a transaction that has done nothing yet. */
  readonly lock: (tx: Transaction<Tables>) => Promise<void>
  /** Makes the database forget at once what was deleted from it. */
  readonly scrub: () => Promise<void>
}

/** A report that stands, as an import meets it. */
interface Standing {
  readonly id: string
  /** Empty when withdrawn. */
  readonly sha256: string
  readonly actionIds: string[]
}

/** The record on a database that Kysely speaks: SQLite or PostgreSQL. */
export class StoredRecord implements Record {
  readonly #db: Kysely<Tables>
  readonly #registers: Registers
  readonly #parts: RecordParts

  constructor(parts: RecordParts) {
    this.#db = parts.db
    this.#registers = parts.registers
    this.#parts = parts
  }

  async addCoded(report: NewReport, coding: CodedDocument): Promise<AddResult> {
    const [result] = await this.addAllCoded([{ report, coding }])
    return result!
  }

  addAllCoded(
    pairs: readonly { readonly report: NewReport; readonly coding: CodedDocument }[],
  ): Promise<readonly AddResult[]> {
    return this.#write(async (tx, log) => {
      for (const { report } of pairs) refuseNull(report)
      const rules = await readRules(tx)
      const batch = new Batch(log, this.#registers)
      const results: AddResult[] = []
      const standing = await findStanding(
        tx,
        pairs.map((p) => p.report),
      )
      let changed = false
      for (const { report, coding } of pairs) {
        const key = keyOf(report.source ?? "", report.foreignId)
        const hash = sha256(report.text)
        const stands = standing.get(key)
        if (stands !== undefined) {
          if (stands.sha256 !== hash && stands.sha256 !== "") throw new RecordError("report.conflict", report.foreignId)
          results.push({ reportId: stands.id, fresh: false, actionIds: stands.actionIds })
          continue
        }
        const reportId = batch.addReport(report, hash)
        const codingId = batch.addCoding(reportId, coding)
        const actionIds = rules.acceptCodings ? batch.acceptByRule(reportId, codingId, coding, report.sample) : []
        // A loaded sample changes every page's notice even when no action came of it.
        if (actionIds.length > 0 || report.sample) changed = true
        standing.set(key, { id: reportId, sha256: hash, actionIds })
        results.push({ reportId, fresh: true, actionIds })
      }
      await batch.insert(tx)
      if (changed) await bumpVersion(tx)
      return results
    })
  }

  async putSource(source: Source): Promise<void> {
    await this.#write(async (tx, log) => {
      const stands = await tx.selectFrom("source").selectAll().where("key", "=", source.key).executeTakeFirst()
      if (stands?.name_fa === source.nameFa && stands.name_en === source.nameEn) return
      const { key, nameFa, nameEn } = source
      const entry = log.append({ who: "operator", what: "source.put", subject: key, payload: { key, nameFa, nameEn } })
      await tx
        .insertInto("source")
        .values({ key, name_fa: nameFa, name_en: nameEn, entry })
        .onConflict((c) => c.column("key").doUpdateSet({ name_fa: nameFa, name_en: nameEn, entry }))
        .execute()
      await bumpVersion(tx)
    })
  }

  async listSources(): Promise<readonly Source[]> {
    const rows = await this.#db.selectFrom("source").selectAll().execute()
    // Sorted here: databases differ in how they order letters.
    return rows
      .map((s) => ({ key: s.key, nameFa: s.name_fa, nameEn: s.name_en }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  rules(): Promise<Rules> {
    return readRules(this.#db)
  }

  async setRules(rules: Rules): Promise<void> {
    await this.#write(async (tx, log) => {
      const before = await readRules(tx)
      if (before.acceptCodings === rules.acceptCodings) return
      const set: Rules = { acceptCodings: rules.acceptCodings }
      log.append({ who: "operator", what: "rules.set", subject: "rules", payload: set })
      const value = canonicalJson(set)
      await tx
        .insertInto("setting")
        .values({ key: "rules", value })
        .onConflict((c) => c.column("key").doUpdateSet({ value }))
        .execute()
      if (rules.acceptCodings) await this.#acceptStanding(tx, log)
      await bumpVersion(tx)
    })
  }

  /** The newest coding of each report that has no action yet is accepted when the operator switches the rule on. */
  async #acceptStanding(tx: Transaction<Tables>, log: LogWriter): Promise<void> {
    const waiting = await tx
      .selectFrom("coding")
      .innerJoin("report", "report.id", "coding.report_id")
      .select(({ fn }) => ["coding.report_id", fn.max("coding.entry").as("entry")])
      .where("report.withdrawn", "=", 0)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(selectFrom("action_source").select("action_id").whereRef("action_source.report_id", "=", "report.id")),
        ),
      )
      .groupBy("coding.report_id")
      .orderBy("entry")
      .execute()
    for (const part of blocks(waiting)) {
      const rows = await tx
        .selectFrom("coding")
        .innerJoin("report", "report.id", "coding.report_id")
        .select(["coding.id", "coding.report_id", "coding.document", "report.sample"])
        .where(
          "coding.entry",
          "in",
          part.map((w) => Number(w.entry)),
        )
        .orderBy("coding.entry")
        .execute()
      const batch = new Batch(log, this.#registers)
      for (const row of rows)
        batch.acceptByRule(row.report_id, row.id, JSON.parse(row.document) as CodedDocument, row.sample === 1)
      await batch.insert(tx)
    }
  }

  listPublished(): Promise<readonly PublishedAction[]> {
    return this.#read((tx) => readPublished(tx, this.#registers, null))
  }

  async findPublished(id: string): Promise<PublishedAction | null> {
    const [action] = await this.#read((tx) => readPublished(tx, this.#registers, id))
    return action ?? null
  }

  async listReports(page: { readonly limit: number; readonly before?: string }): Promise<readonly CodedReport[]> {
    let query = this.#db.selectFrom("report").selectAll().orderBy("entry", "desc").limit(page.limit)
    if (page.before !== undefined) {
      const edge = await this.#db.selectFrom("report").select("entry").where("id", "=", page.before).executeTakeFirst()
      if (edge === undefined) return []
      query = query.where("entry", "<", edge.entry)
    }
    return Promise.all((await query.execute()).map((row) => this.#coded(row)))
  }

  async findReport(id: string): Promise<CodedReport | null> {
    const row = await this.#db.selectFrom("report").selectAll().where("id", "=", id).executeTakeFirst()
    return row === undefined ? null : this.#coded(row)
  }

  async #coded(row: Tables["report"]): Promise<CodedReport> {
    const coding = await this.#db
      .selectFrom("coding")
      .select("document")
      .where("report_id", "=", row.id)
      .orderBy("entry", "desc")
      .limit(1)
      .executeTakeFirst()
    const actions = await this.#db
      .selectFrom("action_source")
      .innerJoin("action", "action.id", "action_source.action_id")
      .select("action_source.action_id")
      .where("action_source.report_id", "=", row.id)
      .orderBy("action.entry")
      .execute()
    return {
      report: reportOf(row),
      coding: coding === undefined || coding.document === "" ? null : (JSON.parse(coding.document) as CodedDocument),
      actionIds: actions.map((a) => a.action_id),
    }
  }

  async setState(actionId: string, state: ReviewState, reason: string): Promise<void> {
    await this.#write(async (tx, log) => {
      const row = await tx
        .selectFrom("action")
        .innerJoin("coding", "coding.id", "action.coding_id")
        .select(["action.state", "coding.document"])
        .where("action.id", "=", actionId)
        .executeTakeFirst()
      if (row === undefined) throw new RecordError("record.not_found", actionId)
      if (row.state === state) return
      if (row.document === "") throw new RecordError("record.withdrawn", actionId)
      log.append({
        who: "operator",
        what: "action.state",
        subject: actionId,
        payload: { from: row.state, to: state, reason },
      })
      await tx.updateTable("action").set({ state }).where("id", "=", actionId).execute()
      await bumpVersion(tx)
    })
  }

  async counts() {
    const count = async (table: "report" | "coding" | "action" | "entry") =>
      Number(
        (
          await this.#db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll().as("n"))
            .executeTakeFirstOrThrow()
        ).n,
      )
    const samples = await this.#db
      .selectFrom("report")
      .select((eb) => eb.fn.countAll().as("n"))
      .where("sample", "=", 1)
      .executeTakeFirstOrThrow()
    return {
      reports: await count("report"),
      codings: await count("coding"),
      actions: await count("action"),
      entries: await count("entry"),
      samples: Number(samples.n),
    }
  }

  async withdrawReport(reportId: string, reason: string): Promise<void> {
    const withdrawn = await this.#write(async (tx, log) => {
      if (!(await withdraw(tx, log, reportId, reason))) return false
      await bumpVersion(tx)
      return true
    })
    if (withdrawn) await this.#parts.scrub()
  }

  verify(): Promise<LogFault[]> {
    return this.#read(verifyRecord)
  }

  async version(): Promise<number> {
    const row = await this.#db.selectFrom("setting").select("value").where("key", "=", "version").executeTakeFirst()
    return Number(row?.value ?? 0)
  }

  close(): Promise<void> {
    return this.#db.destroy()
  }

  /** One read transaction: it sees one state of the record, whatever is written meanwhile. */
  #read<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#db.transaction().setIsolationLevel("repeatable read").execute(work)
  }

  /** One write transaction: the lock first, then the work, then its entries; waits for another program's write to end. */
  async #write<T>(work: (tx: Transaction<Tables>, log: LogWriter) => Promise<T>): Promise<T> {
    try {
      return await whileBusy(this.#parts.patienceMs, () =>
        this.#db.transaction().execute(async (tx) => {
          await this.#parts.lock(tx)
          const log = await LogWriter.open(tx, this.#parts.now())
          const result = await work(tx, log)
          await log.flush()
          return result
        }),
      )
    } catch (error) {
      throw asRecordError(error, this.#parts.subject)
    }
  }
}

function keyOf(source: string, foreignId: string): string {
  return `${source}\n${foreignId}`
}

/** PostgreSQL cannot store U+0000 and SQLite can: the record refuses it on both. */
function refuseNull(report: NewReport): void {
  const strings = [report.text, report.foreignId, report.source, report.url, report.published, report.lang]
  if (strings.some((s) => s?.includes("\u0000")))
    throw new RecordError("report.null_character", report.foreignId.replaceAll("\u0000", "␀"))
}

/** The reports among these that stand already, by source and foreign id. */
async function findStanding(tx: Transaction<Tables>, reports: readonly NewReport[]): Promise<Map<string, Standing>> {
  const bySource = new Map<string, Set<string>>()
  for (const { source, foreignId } of reports) {
    const ids = bySource.get(source ?? "") ?? new Set()
    bySource.set(source ?? "", ids.add(foreignId))
  }
  const standing = new Map<string, Standing>()
  for (const [source, ids] of bySource) {
    for (const part of blocks([...ids])) {
      const rows = await tx
        .selectFrom("report")
        .select(["id", "foreign_id", "sha256"])
        .where("source", "=", source)
        .where("foreign_id", "in", part)
        .execute()
      if (rows.length === 0) continue
      const actions = await tx
        .selectFrom("action_source")
        .innerJoin("action", "action.id", "action_source.action_id")
        .select(["action_source.report_id", "action_source.action_id"])
        .where(
          "action_source.report_id",
          "in",
          rows.map((r) => r.id),
        )
        .orderBy("action.entry")
        .execute()
      const byId = new Map<string, Standing>()
      for (const row of rows) {
        const one: Standing = { id: row.id, sha256: row.sha256, actionIds: [] }
        byId.set(row.id, one)
        standing.set(keyOf(source, row.foreign_id), one)
      }
      for (const { report_id, action_id } of actions) byId.get(report_id)?.actionIds.push(action_id)
    }
  }
  return standing
}

async function readRules(db: Kysely<Tables>): Promise<Rules> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", "rules").executeTakeFirst()
  return row === undefined ? { acceptCodings: false } : { acceptCodings: JSON.parse(row.value).acceptCodings === true }
}

async function bumpVersion(tx: Transaction<Tables>): Promise<void> {
  const row = await tx.selectFrom("setting").select("value").where("key", "=", "version").executeTakeFirstOrThrow()
  await tx
    .updateTable("setting")
    .set({ value: String(Number(row.value) + 1) })
    .where("key", "=", "version")
    .execute()
}

function reportOf(row: Tables["report"]): Report {
  return {
    id: row.id,
    foreignId: row.foreign_id,
    text: row.text,
    sha256: row.sha256,
    source: row.source === "" ? null : row.source,
    url: row.url,
    published: row.published,
    lang: row.lang,
    sample: row.sample === 1,
  }
}
