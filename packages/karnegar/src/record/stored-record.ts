import type { CodedDocument } from "@karnegar/coder"
import type { Kysely, Transaction } from "kysely"
import { acceptActions } from "./accept.ts"
import { sha256, shortId } from "./canonical.ts"
import { RecordError } from "./errors.ts"
import { LogWriter, lockLog, verifyLog } from "./log.ts"
import { readPublished } from "./published.ts"
import type { Record, Rules } from "./record.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { AddResult, CodedReport, NewReport, PublishedAction, Report, ReviewState, Source } from "./types.ts"

/** Rows of one insert: below SQLite's 32,766 and PostgreSQL's 65,535 parameters with the widest table. */
const BLOCK = 500

/** The record on a database that Kysely speaks: SQLite or PostgreSQL. */
export class StoredRecord implements Record {
  readonly #db: Kysely<Tables>
  readonly #registers: Registers
  readonly #now: () => Date

  constructor(db: Kysely<Tables>, registers: Registers, now: () => Date) {
    this.#db = db
    this.#registers = registers
    this.#now = now
  }

  async addCoded(report: NewReport, coding: CodedDocument): Promise<AddResult> {
    const [result] = await this.addAllCoded([{ report, coding }])
    return result!
  }

  addAllCoded(
    pairs: readonly { readonly report: NewReport; readonly coding: CodedDocument }[],
  ): Promise<readonly AddResult[]> {
    return this.#write(async (tx, log) => {
      const rules = await readRules(tx)
      const batch = new Batch()
      const results: AddResult[] = []
      const standing = await this.#standing(
        tx,
        pairs.map((p) => p.report),
      )
      let changed = false
      for (const { report, coding } of pairs) {
        const key = `${report.source ?? ""}\n${report.foreignId}`
        const id = shortId("r", key)
        const hash = sha256(report.text)
        const stands = standing.get(key)
        if (stands !== undefined) {
          if (stands.sha256 !== hash) throw new RecordError("report.conflict", report.foreignId)
          results.push({ reportId: stands.id, fresh: false, actionIds: stands.actionIds })
          continue
        }
        const entry = log.append({
          who: "import",
          what: "report.added",
          subject: id,
          payload: {
            id,
            foreignId: report.foreignId,
            source: report.source,
            url: report.url,
            published: report.published,
            lang: report.lang,
            sample: report.sample,
            sha256: hash,
          },
        })
        batch.reports.push({
          id,
          foreign_id: report.foreignId,
          source: report.source ?? "",
          url: report.url,
          published: report.published,
          lang: report.lang,
          sample: report.sample ? 1 : 0,
          text: report.text,
          sha256: hash,
          entry,
        })
        const codingId = addCoding(batch, log, id, coding)
        const actionIds = rules.acceptCodings ? this.#accept(batch, log, id, codingId, coding, report.sample) : []
        if (actionIds.length > 0) changed = true
        standing.set(key, { id, sha256: hash, actionIds })
        results.push({ reportId: id, fresh: true, actionIds })
      }
      await batch.insert(tx)
      // A loaded sample changes every page's notice even when no action came of it.
      if (changed || batch.reports.some((r) => r.sample === 1)) await bumpVersion(tx)
      return results
    })
  }

  #accept(
    batch: Batch,
    log: LogWriter,
    reportId: string,
    codingId: string,
    coding: CodedDocument,
    sample: boolean,
  ): string[] {
    const ids: string[] = []
    for (const accepted of acceptActions(reportId, codingId, coding, sample, this.#registers)) {
      const entry = log.append({
        who: "rule:accept-codings",
        what: "action.accepted",
        subject: accepted.action.id,
        payload: {
          fields: accepted.action,
          places: accepted.places,
          organisations: accepted.organisationIds,
          report: reportId,
        },
      })
      batch.actions.push({ ...accepted.action, state: "unreviewed", entry })
      batch.places.push(...accepted.places)
      for (const organisation_id of accepted.organisationIds)
        batch.organisations.push({ action_id: accepted.action.id, organisation_id })
      batch.sources.push({ action_id: accepted.action.id, report_id: reportId })
      ids.push(accepted.action.id)
    }
    return ids
  }

  async #standing(
    tx: Transaction<Tables>,
    reports: readonly NewReport[],
  ): Promise<Map<string, { id: string; sha256: string; actionIds: readonly string[] }>> {
    const out = new Map<string, { id: string; sha256: string; actionIds: readonly string[] }>()
    const ids = [...new Set(reports.map((r) => r.foreignId))]
    for (let i = 0; i < ids.length; i += BLOCK) {
      const rows = await tx
        .selectFrom("report")
        .select(["id", "foreign_id", "source", "sha256"])
        .where("foreign_id", "in", ids.slice(i, i + BLOCK))
        .execute()
      if (rows.length === 0) continue
      const actions = await tx
        .selectFrom("action_source")
        .selectAll()
        .where(
          "report_id",
          "in",
          rows.map((r) => r.id),
        )
        .orderBy("action_id")
        .execute()
      for (const row of rows) {
        out.set(`${row.source}\n${row.foreign_id}`, {
          id: row.id,
          sha256: row.sha256,
          actionIds: actions.filter((a) => a.report_id === row.id).map((a) => a.action_id),
        })
      }
    }
    return out
  }

  async putSource(source: Source): Promise<void> {
    await this.#write(async (tx, log) => {
      const stands = await tx.selectFrom("source").selectAll().where("key", "=", source.key).executeTakeFirst()
      if (stands?.name_fa === source.nameFa && stands.name_en === source.nameEn) return
      log.append({ who: "operator", what: "source.put", subject: source.key, payload: source })
      await tx
        .insertInto("source")
        .values({ key: source.key, name_fa: source.nameFa, name_en: source.nameEn })
        .onConflict((c) => c.column("key").doUpdateSet({ name_fa: source.nameFa, name_en: source.nameEn }))
        .execute()
      await bumpVersion(tx)
    })
  }

  async listSources(): Promise<readonly Source[]> {
    const rows = await this.#db.selectFrom("source").selectAll().orderBy("key").execute()
    return rows.map((s) => ({ key: s.key, nameFa: s.name_fa, nameEn: s.name_en }))
  }

  rules(): Promise<Rules> {
    return readRules(this.#db)
  }

  async setRules(rules: Rules): Promise<void> {
    await this.#write(async (tx, log) => {
      const before = await readRules(tx)
      if (before.acceptCodings === rules.acceptCodings) return
      log.append({ who: "operator", what: "rules.set", subject: "rules", payload: rules })
      await tx
        .insertInto("setting")
        .values({ key: "rules", value: JSON.stringify(rules) })
        .onConflict((c) => c.column("key").doUpdateSet({ value: JSON.stringify(rules) }))
        .execute()
      if (rules.acceptCodings) await this.#acceptStanding(tx, log)
      await bumpVersion(tx)
    })
  }

  /** Codings that stand without actions are accepted when the operator switches the rule on. */
  async #acceptStanding(tx: Transaction<Tables>, log: LogWriter): Promise<void> {
    const rows = await tx
      .selectFrom("coding")
      .innerJoin("report", "report.id", "coding.report_id")
      .select(["coding.id", "coding.report_id", "coding.document", "report.sample"])
      .where((eb) =>
        eb.not(
          eb.exists(
            eb.selectFrom("action_source").select("action_id").whereRef("action_source.report_id", "=", "report.id"),
          ),
        ),
      )
      .orderBy("coding.entry")
      .execute()
    const batch = new Batch()
    const done = new Set<string>()
    for (const row of rows) {
      if (done.has(row.report_id)) continue
      done.add(row.report_id)
      this.#accept(batch, log, row.report_id, row.id, JSON.parse(row.document) as CodedDocument, row.sample === 1)
    }
    await batch.insert(tx)
  }

  listPublished(): Promise<readonly PublishedAction[]> {
    return readPublished(this.#db, this.#registers, null)
  }

  async findPublished(id: string): Promise<PublishedAction | null> {
    const [action] = await readPublished(this.#db, this.#registers, id)
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
      .select("action_id")
      .where("report_id", "=", row.id)
      .orderBy("action_id")
      .execute()
    return {
      report: reportOf(row),
      coding: coding === undefined ? null : (JSON.parse(coding.document) as CodedDocument),
      actionIds: actions.map((a) => a.action_id),
    }
  }

  async setState(actionId: string, state: ReviewState, reason: string): Promise<void> {
    await this.#write(async (tx, log) => {
      const row = await tx.selectFrom("action").select("state").where("id", "=", actionId).executeTakeFirst()
      if (row === undefined) throw new RecordError("record.not_found", actionId)
      if (row.state === state) return
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

  verify() {
    return verifyLog(this.#db)
  }

  async version(): Promise<number> {
    const row = await this.#db.selectFrom("setting").select("value").where("key", "=", "version").executeTakeFirst()
    return Number(row?.value ?? 0)
  }

  close(): Promise<void> {
    return this.#db.destroy()
  }

  /** One write transaction: the lock first, then the work, then its entries; waits for another program's write to end. */
  async #write<T>(work: (tx: Transaction<Tables>, log: LogWriter) => Promise<T>): Promise<T> {
    const patience = Date.now() + 15_000
    for (;;) {
      try {
        return await this.#db.transaction().execute(async (tx) => {
          await lockLog(tx)
          const log = await LogWriter.open(tx, this.#now())
          const result = await work(tx, log)
          await log.flush()
          return result
        })
      } catch (error) {
        // SQLite's own wait blocks the thread, so it is short; waiting longer is done here, with the thread free.
        if (!isBusy(error)) throw error
        if (Date.now() > patience) throw new RecordError("record.locked", "write", { cause: error })
        await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60))
      }
    }
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    /SQLITE_BUSY|database is locked/.test(`${(error as { code?: string }).code ?? ""} ${error.message}`)
  )
}

/** Rows gathered in memory and written in blocks at the end of a transaction. */
class Batch {
  readonly reports: Tables["report"][] = []
  readonly codings: Tables["coding"][] = []
  readonly actions: Tables["action"][] = []
  readonly places: Tables["local_action"][] = []
  readonly organisations: Tables["action_organisation"][] = []
  readonly sources: Tables["action_source"][] = []

  async insert(tx: Transaction<Tables>): Promise<void> {
    for (const rows of blocks(this.reports)) await tx.insertInto("report").values(rows).execute()
    for (const rows of blocks(this.codings)) await tx.insertInto("coding").values(rows).execute()
    for (const rows of blocks(this.actions)) await tx.insertInto("action").values(rows).execute()
    for (const rows of blocks(this.places)) await tx.insertInto("local_action").values(rows).execute()
    for (const rows of blocks(this.organisations)) await tx.insertInto("action_organisation").values(rows).execute()
    for (const rows of blocks(this.sources)) await tx.insertInto("action_source").values(rows).execute()
  }
}

function* blocks<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += BLOCK) yield rows.slice(i, i + BLOCK)
}

function addCoding(batch: Batch, log: LogWriter, reportId: string, coding: CodedDocument): string {
  const id = shortId("c", `${reportId}:${coding.coder.version}:${coding.coder.lexicon}`)
  const document = JSON.stringify(coding)
  const entry = log.append({
    who: "coder",
    what: "coding.added",
    subject: id,
    payload: { report: reportId, coder: coding.coder, sha256: sha256(document) },
  })
  batch.codings.push({
    id,
    report_id: reportId,
    coder_version: coding.coder.version,
    lexicon: coding.coder.lexicon,
    document,
    entry,
  })
  return id
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
