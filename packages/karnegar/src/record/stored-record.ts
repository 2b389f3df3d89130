import type { CodedDocument } from "@karnegar/coder"
import type { Kysely, Transaction } from "kysely"
import { acceptStanding, observeStanding } from "./accept.ts"
import { type Account, accountsOf } from "./accounts.ts"
import { type WaitingCopy, waitingCopies } from "./agency-copies.ts"
import { knowArrivals, storeArrivals, withActions } from "./arrivals.ts"
import { type CallCoverage, coverageOf } from "./calls.ts"
import { canonicalJson } from "./canonical.ts"
import { type ClaimedField, claimsOf } from "./claims.ts"
import { Comparer, repeatsOf } from "./compare-new.ts"
import { type Decided, type Decision, decisionOf, decisionRow, listDecisions, observationsOf } from "./decisions.ts"
import {
  barred,
  type Closed,
  closedNow,
  codingOf,
  type Doubling,
  doublingsOf,
  isDoubling,
  markOf,
  resolutionOf,
} from "./double-coding.ts"
import { RecordError } from "./errors.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import { asRecordError, whileBusy } from "./failures.ts"
import type { ActionFields, ImportRequest, ImportResult, StoredImport } from "./fields.ts"
import { findActionId, getActionId, isWithdrawn, membersOf, standingActions } from "./find-action.ts"
import { readPublicNames, refusePersons } from "./gate.ts"
import { compareImport, listImports, standImported, storeImport, undoImport } from "./imports.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import { addEvidence, listEvidence } from "./kept-evidence.ts"
import { linkCandidates, type ToldOutcome, unlessStands } from "./links.ts"
import { LogWriter } from "./log.ts"
import { areLogged, KEYS, type LoggedKeys, loggedKeysOf } from "./logged-keys.ts"
import { JOIN_FLOOR } from "./merge/weights.ts"
import { anchorOf, notesOf, type ReportNotes } from "./notes.ts"
import { OwnRegisters } from "./own-registers.ts"
import { prepareCoding } from "./prepared-coding.ts"
import { PROJECTION_VERSION, projectActions, projectAll } from "./project.ts"
import { listProposals } from "./proposals.ts"
import {
  approvePerson,
  type PersonEntry,
  type ProposedPerson,
  personEntry,
  proposePerson,
  removePerson,
} from "./public-persons.ts"
import { readPublished } from "./published.ts"
import { actionsNaming, changedBetween, notePublished, publishedVersion } from "./published-changes.ts"
import { type PublishedLinks, readPublishedLinks, type Shown } from "./published-links.ts"
import { putRow } from "./put-row.ts"
import { countQueue, listQueue, type QueueItem, type QueuePage } from "./queue.ts"
import { isQuotedIn } from "./quotable.ts"
import { approvalOf, choiceOf } from "./quotes.ts"
import { rebuild } from "./rebuild.ts"
import type { Ask, DecisionMade, PublishedBefore, PublishedState, Record } from "./record.ts"
import { type OpenRegister, REGISTER_ROWS, type RegisterRow, type RegisterTable } from "./register-tables.ts"
import type { Registers } from "./registers.ts"
import { decisionPayload, groupRows, keyOfRow } from "./replay.ts"
import { answeredBy } from "./replies.ts"
import { type HistoryItem, historyOf, type ReviewedAction, reviewOf, reviewsOfReport } from "./review.ts"
import { type Rules, readRules } from "./rules.ts"
import { listAccounts, noteSource } from "./source-accounts.ts"
import type { Tables } from "./tables.ts"
import type {
  AddResult,
  Brought,
  CodedReport,
  EvidenceStatus,
  KeptEvidence,
  Knowing,
  NewEvidence,
  NewReport,
  Proposal,
  PublishedAction,
  Redistribution,
  Report,
  ReviewState,
  Source,
  SourceAccount,
  SourceKind,
  SourceNote,
  Taken,
} from "./types.ts"
import type { Draw, UnseenCoding } from "./unseen-coding.ts"
import { type LogFault, type Progress, verifyRecord } from "./verify.ts"
import { versionsToWithdraw, withdraw } from "./withdraw.ts"

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
  /** Where bytes of evidence lie; null where no folder was named. */
  readonly evidence: EvidenceStore | null
  /** Makes the database forget at once what was deleted from it. */
  readonly scrub: () => Promise<void>
}

/** The record on a database that Kysely speaks: SQLite or PostgreSQL. */
export class StoredRecord implements Record {
  readonly #db: Kysely<Tables>
  readonly #parts: RecordParts
  readonly #registers: OwnRegisters
  readonly #comparer = new Comparer()

  constructor(parts: RecordParts) {
    this.#db = parts.db
    this.#parts = parts
    this.#registers = new OwnRegisters(parts.registers)
  }

  async addCoded(report: NewReport, coding: CodedDocument, ask?: Ask): Promise<AddResult> {
    const [result] = await this.addAllCoded([{ report, coding }], ask)
    return result!
  }

  async addAllCoded(
    pairs: readonly { readonly report: NewReport; readonly coding: CodedDocument }[],
    ask?: Ask,
  ): Promise<readonly AddResult[]> {
    const taken = await this.takeIn(
      pairs.map(({ report, coding }) => ({ report, coding: prepareCoding(report.text, coding) })),
      "",
      ask,
    )
    return taken.map(({ how, reportId, actionIds }) => ({ reportId: reportId!, fresh: how !== "known", actionIds }))
  }

  takeIn(brought: readonly Brought[], judge: string, ask?: Ask): Promise<readonly Taken[]> {
    return this.#write("report.added", ask, async (tx, log) => {
      const [rules, registers] = [await readRules(tx), await this.#registers.read(tx, this.#today())]
      const desk = { registers, rules, comparer: this.#comparer, evidence: this.#parts.evidence }
      const stored = await storeArrivals(tx, log, desk, brought, judge)
      const changed = await projectActions(tx, stored.touched)
      if (stored.sample) await notePublished(tx, null)
      else if (changed.length > 0 || stored.statements) await notePublished(tx, changed)
      return withActions(tx, stored)
    })
  }

  know(reports: readonly NewReport[], judge: string): Promise<readonly Knowing[]> {
    return this.#read(async (tx) => knowArrivals(tx, reports, (await readRules(tx)).keepAll, judge))
  }

  async keepEvidence(path: string, sha256: string): Promise<void> {
    await this.#inStore(async (store) => {
      if (!store.has(sha256)) await store.putFile(path, sha256)
    })
  }

  putEvidence(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly path: string }> {
    return this.#inStore(async (store) => {
      const { sha256 } = await store.put([bytes])
      return { sha256, path: store.pathOf(sha256) }
    })
  }

  async addEvidence(reportId: string, evidence: readonly NewEvidence[], ask?: Ask): Promise<void> {
    await this.#write("evidence.added", ask, async (tx, log) => {
      await addEvidence(tx, log, reportId, evidence, this.#parts.evidence)
      return null
    })
  }

  dropEvidence(sha256: string): Promise<boolean> {
    // Under the writer's lock, so that no report that names the bytes comes in meanwhile.
    return this.#inStore((store) =>
      this.#run(async (tx) => {
        const named = await tx.selectFrom("evidence").select("id").where("sha256", "=", sha256).executeTakeFirst()
        if (named === undefined) await store.destroy(sha256)
        return named === undefined
      }),
    )
  }

  listEvidence(reportId?: string): Promise<readonly KeptEvidence[]> {
    return this.#read((tx) => listEvidence(tx, reportId ?? null))
  }

  async #inStore<T>(work: (store: EvidenceStore) => Promise<T>): Promise<T> {
    const store = this.#parts.evidence
    if (store === null) throw new RecordError("evidence.no_folder", this.#parts.subject)
    try {
      return await work(store)
    } catch (error) {
      throw asRecordError(error, store.dir)
    }
  }

  evidenceStore(): EvidenceStore | null {
    return this.#parts.evidence
  }

  async noteSource(key: string, note: SourceNote): Promise<void> {
    await this.#run((tx) => noteSource(tx, key, note))
  }

  listSourceAccounts(): Promise<readonly SourceAccount[]> {
    return this.#read(listAccounts)
  }

  async importRows(request: ImportRequest, dryRun = false, ask?: Ask): Promise<ImportResult> {
    if (dryRun) return this.#read(async (tx) => (await compareImport(tx, request)).result)
    return this.#write("import.added", ask, async (tx, log) => {
      const { result, touched } = await storeImport(tx, log, whoOf(ask), this.#parts.now().toISOString(), request)
      if (request.reviewed !== undefined) await reviewNew(tx, log, whoOf(ask), touched, request.reviewed)
      await projectAndNote(tx, touched)
      return result
    })
  }

  async undoImport(importId: string, ask?: Ask): Promise<number> {
    return this.#write("import.undone", ask, async (tx, log) => {
      const ids = await undoImport(tx, log, whoOf(ask), importId)
      const before = await standingActions(tx, ids)
      await standImported(tx, ids)
      await projectAndNote(tx, [...ids, ...before])
      return ids.length
    })
  }

  listImports(): Promise<readonly StoredImport[]> {
    return listImports(this.#db)
  }

  put<T extends OpenRegister>(table: T, row: RegisterRow<T>, ask?: Ask): Promise<void> {
    return this.#putAll(table, [row], ask)
  }

  async #putAll<T extends OpenRegister>(table: T, rows: readonly RegisterRow<T>[], ask?: Ask): Promise<void> {
    const all = rows.map((row) => {
      const parsed = REGISTER_ROWS[table].safeParse(row)
      if (parsed.success) return parsed.data
      const [issue] = parsed.error.issues
      throw new RecordError("register.row", `${table}.${issue!.path.join(".")}: ${issue!.message}`)
    })
    await this.#write(`${table}.put`, ask, async (tx, log) => {
      const names = await readPublicNames(tx, this.#today())
      const naming: (readonly string[] | null)[] = []
      for (const row of all) {
        refusePersons(table, row, names)
        if (await putRow(tx, log, whoOf(ask), table, row))
          naming.push(await actionsNaming(tx, table, keyOfRow(table, row)))
      }
      if (naming.length > 0) await notePublished(tx, naming.includes(null) ? null : naming.flatMap((ids) => ids ?? []))
      return null
    })
  }

  proposePerson(person: ProposedPerson, ask?: Ask): Promise<string> {
    return this.#write("public_person.put", ask, async (tx, log) => {
      const id = await proposePerson(tx, log, whoOf(ask), person, this.#today())
      await notePublished(tx, null)
      return id
    })
  }

  async approvePerson(id: string, ask?: Ask): Promise<void> {
    await this.#write("public_person.approve", ask, async (tx, log) => {
      await approvePerson(tx, log, whoOf(ask), id, this.#today())
      await notePublished(tx, null)
      return null
    })
  }

  async removePerson(id: string, ask?: Ask): Promise<void> {
    await this.#write("public_person.remove", ask, async (tx, log) => {
      await removePerson(tx, log, whoOf(ask), id)
      await notePublished(tx, null)
      return null
    })
  }

  async listPersons(): Promise<readonly PersonEntry[]> {
    const today = this.#today()
    const order = ["proposed", "approved", "removed"]
    return (await this.list("public_person"))
      .map((row) => personEntry(row, today))
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.reviewDay < b.reviewDay ? -1 : 1))
  }

  namesPerson(text: string): Promise<boolean> {
    return this.#read(async (tx) => (await readPublicNames(tx, this.#today())).stops(text))
  }

  /** ISO day, UTC. */
  #today(): string {
    return this.#parts.now().toISOString().slice(0, 10)
  }

  async list<T extends RegisterTable>(table: T): Promise<readonly Tables[T][]> {
    const rows = (await this.#db
      .selectFrom(table as "source")
      .selectAll()
      .execute()) as unknown as Tables[T][]
    // Sorted here: databases differ in how they order letters.
    const key = (row: Tables[T]) => keyOfRow(table, row as unknown as { [column: string]: unknown })
    return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }

  registers(): Promise<Registers> {
    return this.#registers.read(this.#db, this.#today())
  }

  putSource(source: Source, ask?: Ask): Promise<void> {
    return this.put("source", sourceRow(source), ask)
  }

  putSources(sources: readonly Source[], ask?: Ask): Promise<void> {
    return this.#putAll("source", sources.map(sourceRow), ask)
  }

  async listSources(): Promise<readonly Source[]> {
    return (await this.list("source")).map((s) => ({
      key: s.key,
      nameFa: s.name_fa,
      nameEn: s.name_en,
      independenceGroup: s.independence_group,
      redistribution: s.redistribution as Redistribution,
      kind: s.kind as SourceKind,
      reach: s.reach,
      paused: s.paused === 1,
    }))
  }

  rules(): Promise<Rules> {
    return readRules(this.#db)
  }

  loggedKeys(): Promise<LoggedKeys | null> {
    return this.#read(loggedKeysOf)
  }

  logKeys(recipients: readonly string[], ask?: Ask): Promise<LoggedKeys> {
    return this.#write("keys.set", ask, async (tx, log) => {
      const sorted = [...new Set(recipients)].sort()
      const before = await loggedKeysOf(tx)
      if (before !== null && areLogged(before, sorted)) return before
      log.append({ who: whoOf(ask), what: "keys.set", subject: KEYS, payload: { recipients: sorted } })
      await log.flush()
      return (await loggedKeysOf(tx))!
    })
  }

  async setRules(rules: Partial<Rules>, ask?: Ask): Promise<void> {
    await this.#write("rules.set", ask, async (tx, log) => {
      const before = await readRules(tx)
      const set: Rules = { ...before, ...rules }
      if (set.joinAlike !== null && !(set.joinAlike >= JOIN_FLOOR && set.joinAlike <= 1))
        throw new RecordError("rules.threshold", String(set.joinAlike))
      if (canonicalJson(before) === canonicalJson(set)) return null
      log.append({ who: whoOf(ask), what: "rules.set", subject: "rules", payload: set })
      const value = canonicalJson(set)
      await tx
        .insertInto("setting")
        .values({ key: "rules", value })
        .onConflict((c) => c.column("key").doUpdateSet({ value }))
        .execute()
      if (set.acceptCodings && !before.acceptCodings) await acceptStanding(tx, log)
      if (set.joinAlike !== before.joinAlike) await projectAll(tx)
      await notePublished(tx, null)
      return null
    })
  }

  listPublished(): Promise<readonly PublishedAction[]> {
    return this.#read(async (tx) =>
      readPublished(tx, await this.#registers.read(tx, this.#today()), this.#today(), null),
    )
  }

  listLinks(actions: readonly PublishedAction[]): Promise<PublishedLinks> {
    return this.#read(async (tx) =>
      readPublishedLinks(tx, await this.#registers.read(tx, this.#today()), this.#today(), shownOf(actions)),
    )
  }

  publishedSince(before: PublishedBefore | null): Promise<PublishedState> {
    return this.#read(async (tx) => {
      const [today, version] = [this.#today(), await publishedVersion(tx)]
      const registers = await this.#registers.read(tx, today)
      const changed = before === null ? null : await changedBetween(tx, before.version, version)
      const actions: PublishedAction[] = []
      if (changed === null) actions.push(...(await readPublished(tx, registers, today, null)))
      else for (const part of blocks(changed)) actions.push(...(await readPublished(tx, registers, today, part)))
      const own = shownOf(actions)
      if (before === null || changed === null)
        return {
          version,
          changed: null,
          actions,
          links: await readPublishedLinks(tx, registers, today, own),
          sample: (await tx.selectFrom("report").select("id").where("sample", "=", 1).limit(1).execute()).length > 0,
        }
      const moved = new Set(changed)
      const shown: Shown = {
        has: (id) => (moved.has(id) ? own : before.shown).has(id),
        isCoarse: (id) => (moved.has(id) ? own : before.shown).isCoarse(id),
      }
      const links = await readPublishedLinks(tx, registers, today, shown, { links: before.links, changed })
      // A sample that is loaded changes everything.
      return { version, changed, actions, links, sample: before.sample }
    })
  }

  async findPublished(id: string): Promise<PublishedAction | null> {
    return this.#read(async (tx) => {
      const own = await findActionId(tx, id)
      if (own === null) return null
      const [action] = await readPublished(tx, await this.#registers.read(tx, this.#today()), this.#today(), [own])
      return action ?? null
    })
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
      .selectFrom("observation")
      .innerJoin("action", "action.id", "observation.action_id")
      .select("action.id")
      .where("observation.report_id", "=", row.id)
      .orderBy("observation.ordinal")
      .execute()
    return {
      report: reportOf(row),
      coding: coding === undefined || coding.document === "" ? null : (JSON.parse(coding.document) as CodedDocument),
      actionIds: [...new Set(actions.map((a) => a.id))],
    }
  }

  async claims(actionId: string): Promise<readonly ClaimedField[]> {
    return this.#read(async (tx) => {
      const id = await findActionId(tx, actionId)
      if (id === null) return []
      const row = await tx.selectFrom("action").select("disagreements").where("id", "=", id).executeTakeFirst()
      return claimsOf(tx, id, row === undefined ? [] : (JSON.parse(row.disagreements) as string[]))
    })
  }

  async coverage(callId: string): Promise<CallCoverage | null> {
    return this.#read(async (tx) => {
      const id = await findActionId(tx, callId)
      return id === null ? null : coverageOf(tx, id)
    })
  }

  async listStatements() {
    return this.#read(async (tx) => {
      const statements = await tx
        .selectFrom("statement")
        .innerJoin("report", "report.id", "statement.report_id")
        .selectAll("statement")
        .where("report.superseded", "=", 0)
        .execute()
      const edges = await tx.selectFrom("solidarity").selectAll().orderBy("ordinal").execute()
      return statements
        .map((s) => ({ ...s, solidarity: edges.filter((e) => e.statement_id === s.id) }))
        .sort((a, b) => ((b.published ?? "") + b.id < (a.published ?? "") + a.id ? -1 : 1))
    })
  }

  listQueue(page: QueuePage): Promise<readonly QueueItem[]> {
    return this.#read((tx) => listQueue(tx, page))
  }

  countQueue() {
    return this.#read(countQueue)
  }

  review(actionId: string, version?: number): Promise<ReviewedAction> {
    return this.#read(async (tx) => reviewOf(tx, await getActionId(tx, actionId), version))
  }

  reviewReport(reportId: string) {
    return this.#read((tx) => reviewsOfReport(tx, reportId))
  }

  history(actionId: string): Promise<readonly HistoryItem[]> {
    return this.#read(async (tx) => historyOf(tx, await getActionId(tx, actionId)))
  }

  setState(actionId: string, state: ReviewState | "rejected", reason: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => stateDecision(tx, id, state, reason, ask))
  }

  setValues(
    actionId: string,
    { state, ...values }: { fields?: Partial<ActionFields>; evidence?: EvidenceStatus; state?: ReviewState },
    reason: string,
    ask?: Ask,
  ): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const value: Decision = { what: "action.value", a: id, body: { ...values, reason } }
      if (state === undefined) return value
      const then = await stateDecision(tx, id, state, reason, ask, true)
      return then === null ? value : [value, then]
    })
  }

  async joinActions(actionId: string, otherId: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const other = await this.#otherId(tx, otherId, ask)
      return other === id ? null : { what: "action.joined", a: id, b: other, body: {} }
    })
  }

  splitAction(actionId: string, groups: readonly (readonly string[])[], ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const members = (await membersOf(tx, id)).sort().join()
      if (groups.length < 2 || groups.some((g) => g.length === 0) || groups.flat().sort().join() !== members)
        throw new RecordError("decision.groups", actionId)
      return { what: "action.split", a: id, body: { groups } }
    })
  }

  keepApart(actionId: string, otherId: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const other = await this.#otherId(tx, otherId, ask)
      if (other === id) throw new RecordError("decision.groups", actionId)
      return { what: "action.split", a: id, body: { groups: [[id], [other]] } }
    })
  }

  accounts(actionId: string): Promise<readonly Account[]> {
    return this.#read(async (tx) => accountsOf(tx, await getActionId(tx, actionId)))
  }

  async observationsOf(actionId: string): Promise<readonly string[]> {
    return this.#read(async (tx) => membersOf(tx, await getActionId(tx, actionId)))
  }

  linkCall(callId: string, actionId: string, answers: boolean, reason: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(callId, ask, async (tx, id) => ({
      what: "call.answer",
      a: id,
      b: await this.#otherId(tx, actionId, ask),
      body: { answers, reason },
    }))
  }

  followAction(actionId: string, earlierId: string, reason: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const earlier = await this.#otherId(tx, earlierId, ask)
      if (earlier === id) throw new RecordError("link.itself", actionId)
      return unlessStands(tx, id, { what: "action.follows", a: id, b: earlier, body: { reason } })
    })
  }

  linkEvent(actionId: string, eventId: string, reason: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const event = await tx.selectFrom("context_event").select("id").where("id", "=", eventId).executeTakeFirst()
      if (event === undefined) throw new RecordError("record.not_found", eventId)
      return unlessStands(tx, id, { what: "event.linked", a: id, b: eventId, body: { reason } })
    })
  }

  tellOutcome(actionId: string, told: ToldOutcome, reason: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) =>
      unlessStands(tx, id, { what: "outcome.told", a: id, body: { ...told, reason } }),
    )
  }

  comment(reportId: string, text: string, ask?: Ask): Promise<DecisionMade> {
    return this.#note(ask, async (tx) => ({
      what: "report.commented",
      a: await anchorOf(tx, reportId),
      body: { text },
    }))
  }

  assign(reportId: string, to: string | null, ask?: Ask): Promise<DecisionMade> {
    return this.#note(ask, async (tx) => {
      const a = await anchorOf(tx, reportId)
      const assignee = (await notesOf(tx, [reportId])).get(reportId)?.assignee ?? null
      return assignee === to ? null : { what: "report.assigned", a, body: { to } }
    })
  }

  async notes(reportId: string): Promise<ReportNotes> {
    return this.#read(async (tx) => (await notesOf(tx, [reportId])).get(reportId) ?? { comments: [], assignee: null })
  }

  markDouble(reportIds: readonly string[], draw: Draw | null, ask?: Ask) {
    return this.#write("double", ask, async (tx, log) => {
      const decisions: number[] = []
      for (const reportId of new Set(reportIds)) {
        const mark = await markOf(tx, reportId, draw)
        if (mark !== null) decisions.push(await logNote(tx, log, ask, mark))
      }
      return { decisions }
    })
  }

  codeUnseen(reportId: string, coding: UnseenCoding, ask?: Ask): Promise<DecisionMade> {
    return this.#note(ask, async (tx) => {
      // The figures of agreement are public.
      await notePublished(tx, [])
      return codingOf(tx, reportId, coding, whoOf(ask))
    })
  }

  resolveDouble(reportId: string, ask?: Ask): Promise<DecisionMade> {
    return this.#note(ask, (tx) => resolutionOf(tx, reportId))
  }

  listDoublings(reportId?: string): Promise<readonly Doubling[]> {
    return this.#read((tx) => doublingsOf(tx, reportId))
  }

  barredFrom(reportId: string, who: string) {
    return this.#read(async (tx) => {
      const open = (await doublingsOf(tx, reportId)).find((doubling) => doubling.open)
      return open === undefined ? null : barred(tx, open, who)
    })
  }

  closedNow(): Promise<Closed> {
    return this.#read(closedNow)
  }

  /** Logs a note: nothing that stands follows from it. */
  #note(ask: Ask | undefined, note: (tx: Transaction<Tables>) => Promise<Decision | null>): Promise<DecisionMade> {
    return this.#write("note", ask, async (tx, log) => {
      const made = await note(tx)
      return { decision: made === null ? null : await logNote(tx, log, ask, made) }
    })
  }

  waitingCopies(actionId: string): Promise<readonly WaitingCopy[]> {
    return this.#read(async (tx) => waitingCopies(tx, await getActionId(tx, actionId)))
  }

  acceptCopies(
    actionId: string,
    copyIds: readonly string[],
    ask?: Ask,
  ): Promise<{ readonly decisions: readonly number[] }> {
    return this.#write("copies", ask, async (tx, log) => {
      const id = await getActionId(tx, actionId)
      await holdVersion(tx, id, ask)
      if (!isQuotedIn((await reviewOf(tx, id)).state)) throw new RecordError("copies.state", id)
      const waiting = new Set((await waitingCopies(tx, id)).map((copy) => copy.actionId))
      const decisions: number[] = []
      for (const copy of new Set(copyIds)) {
        if (!waiting.has(copy)) throw new RecordError("record.changed", copy)
        const joined: Decision = { what: "action.joined", a: id, b: copy, body: {} }
        const payload = decisionPayload(joined)
        const entry = log.append({ who: whoOf(ask), what: joined.what, subject: joined.a, payload })
        await insertRows(tx, "decision", [decisionRow(entry, joined)])
        decisions.push(entry)
      }
      await log.flush()
      await projectAndNote(tx, [id, ...copyIds])
      return { decisions }
    })
  }

  async undoAll(decisions: readonly number[], ask?: Ask): Promise<void> {
    await this.#write("decision.undone", ask, async (tx, log) => {
      const touched: string[] = []
      for (const decision of decisions) touched.push(...(await takeBack(tx, log, whoOf(ask), decision)))
      await projectAndNote(tx, touched)
      return null
    })
  }

  answeredBy(reportId: string) {
    return this.#read((tx) => answeredBy(tx, reportId))
  }

  linkCandidates(actionId: string) {
    return this.#read(async (tx) => linkCandidates(tx, await getActionId(tx, actionId)))
  }

  /** The standing action that another id leads to, at the version that was looked at. */
  async #otherId(tx: Transaction<Tables>, id: string, ask: Ask | undefined): Promise<string> {
    const other = await getActionId(tx, id)
    await holdVersion(tx, other, { expect: ask?.expectOther })
    return other
  }

  joinCampaign(actionId: string, campaignId: string, reason: string, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const campaign = await tx.selectFrom("campaign").select("id").where("id", "=", campaignId).executeTakeFirst()
      if (campaign === undefined) throw new RecordError("record.not_found", campaignId)
      return unlessStands(tx, id, { what: "campaign.joined", a: id, b: campaignId, body: { reason } })
    })
  }

  chooseQuote(
    actionId: string,
    words: { readonly reportId: string; readonly text: string },
    ask?: Ask,
  ): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const today = this.#today()
      return choiceOf(tx, await this.#registers.read(tx, today), today, await reviewOf(tx, id), words)
    })
  }

  approveQuote(actionId: string, quote: number, ask?: Ask): Promise<DecisionMade> {
    return this.#decideAbout(actionId, ask, async (tx, id) => {
      const today = this.#today()
      const hand = { who: whoOf(ask), people: (await readRules(tx)).publishers }
      return approvalOf(tx, await this.#registers.read(tx, today), today, await reviewOf(tx, id), quote, hand)
    })
  }

  async undo(decision: number, ask?: Ask): Promise<void> {
    await this.#write("decision.undone", ask, async (tx, log) => {
      const touched = await takeBack(tx, log, whoOf(ask), decision, ask)
      await projectAndNote(tx, touched)
      return null
    })
  }

  async listDecisions(actionId: string): Promise<readonly Decided[]> {
    return this.#read(async (tx) => listDecisions(tx, await membersOf(tx, await getActionId(tx, actionId))))
  }

  listProposals(page: { readonly limit: number }): Promise<readonly Proposal[]> {
    return this.#read((tx) => listProposals(tx, page.limit))
  }

  /** Logs a decision about the action that an id leads to, and derives what follows from it. */
  #decideAbout(
    actionId: string,
    ask: Ask | undefined,
    decide: (tx: Transaction<Tables>, id: string) => Promise<Decision | readonly Decision[] | null>,
  ): Promise<DecisionMade> {
    return this.#write("decision", ask, async (tx, log) => {
      const id = await getActionId(tx, actionId)
      if (await isWithdrawn(tx, id)) throw new RecordError("record.withdrawn", actionId)
      await holdVersion(tx, id, ask)
      const made = await decide(tx, id)
      const decisions = made === null ? [] : [made].flat()
      let entry: number | null = null
      for (const decision of decisions) {
        const payload = decisionPayload(decision)
        entry = log.append({ who: whoOf(ask), what: decision.what, subject: decision.a, payload })
        await insertRows(tx, "decision", [decisionRow(entry, decision)])
        await insertRows(tx, "decision_group", groupRows(entry, decision))
      }
      // Who decided is read from the entries.
      await log.flush()
      await projectAndNote(tx, decisions.flatMap(observationsOf))
      return { decision: entry }
    })
  }

  async counts() {
    const count = async (
      table: "report" | "coding" | "action" | "entry" | "aside",
      where: readonly [string, unknown] | null = null,
    ) => {
      let query = this.#db.selectFrom(table).select((eb) => eb.fn.countAll().as("n"))
      if (where !== null) query = query.where(where[0] as never, "=", where[1] as never)
      return Number((await query.executeTakeFirstOrThrow()).n)
    }
    return {
      reports: await count("report"),
      codings: await count("coding"),
      actions: await count("action"),
      imported: await count("action", ["origin", "import"]),
      aside: await count("aside"),
      entries: await count("entry"),
      samples: await count("report", ["sample", 1]),
    }
  }

  async withdrawReport(reportId: string, reason: string, ask?: Ask): Promise<void> {
    const withdrawn = await this.#write("report.withdrawn", ask, async (tx, log) => {
      const touched: string[] = []
      const repeats = new Set<string>()
      let any = false
      // An edit leaves most of a text as it was: all its versions go.
      for (const id of await versionsToWithdraw(tx, log, whoOf(ask), reportId)) {
        for (const repeat of await repeatsOf(tx, id)) repeats.add(repeat)
        const observations = await withdraw(tx, log, whoOf(ask), id, reason)
        if (observations === null) continue
        any = true
        touched.push(...observations)
      }
      if (!any) return false
      for (const id of touched) repeats.delete(id)
      await this.#comparer.compareRepeats(tx, log, [...repeats])
      // A statement may have gone with it.
      await notePublished(tx, await projectActions(tx, [...touched, ...repeats]))
      return true
    })
    if (withdrawn) await this.#parts.scrub()
    await this.destroyDoomed()
  }

  /** Destroys bytes of evidence that withdrawals left to be destroyed; a program that died in between left them to the next. */
  async destroyDoomed(): Promise<void> {
    const store = this.#parts.evidence
    const { n } = await this.#db
      .selectFrom("evidence_doomed")
      .select((eb) => eb.fn.countAll().as("n"))
      .executeTakeFirstOrThrow()
    if (store === null || Number(n) === 0) return
    // Under the writer's lock, so that no report that shares the bytes comes in meanwhile.
    await this.#run(async (tx) => {
      for (const { sha256 } of await tx.selectFrom("evidence_doomed").selectAll().execute()) {
        await store.destroy(sha256)
        await tx.deleteFrom("evidence_doomed").where("sha256", "=", sha256).execute()
      }
    })
  }

  verify(progress?: Progress): Promise<readonly LogFault[]> {
    return this.#read((tx) => verifyRecord(tx, this.#parts.evidence, progress))
  }

  async rebuild(progress: Progress = () => {}): Promise<void> {
    await this.#write("rebuild", undefined, async (tx) => {
      await rebuild(tx, this.#parts.subject, progress)
      await notePublished(tx, null)
      return null
    })
  }

  /** Derives everything anew where an older program derived it; done once, on opening. */
  async bringUpToDate(): Promise<void> {
    const stamp = await this.#db
      .selectFrom("setting")
      .select("value")
      .where("key", "=", "projection")
      .executeTakeFirst()
    if (stamp?.value === PROJECTION_VERSION) return
    await this.#write("rebuild", undefined, async (tx, log) => {
      await observeStanding(tx, log, await this.#registers.read(tx, this.#today()))
      await log.flush()
      await rebuild(tx, this.#parts.subject, () => {})
      await notePublished(tx, null)
      return null
    })
  }

  version(): Promise<number> {
    return publishedVersion(this.#db)
  }

  close(): Promise<void> {
    return this.#db.destroy()
  }

  /** One read transaction: it sees one state of the record, whatever is written meanwhile. */
  #read<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#db.transaction().setIsolationLevel("repeatable read").execute(work)
  }

  /** One write transaction of running state, which no entry tells of. */
  async #run<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await whileBusy(this.#parts.patienceMs, () =>
        this.#db.transaction().execute(async (tx) => {
          await this.#parts.lock(tx)
          return work(tx)
        }),
      )
    } catch (error) {
      throw asRecordError(error, this.#parts.subject)
    }
  }

  /**
   * One write transaction: the lock first, then the work, then its entries; waits for another program's write to end.
   *
   * @param what Kind of change; a request's key is good for one kind.
   */
  async #write<T>(
    what: string,
    ask: Ask | undefined,
    work: (tx: Transaction<Tables>, log: LogWriter) => Promise<T>,
  ): Promise<T> {
    try {
      return await whileBusy(this.#parts.patienceMs, () =>
        this.#db.transaction().execute(async (tx) => {
          await this.#parts.lock(tx)
          const log = await LogWriter.open(tx, this.#parts.now())
          if (ask?.key === undefined) {
            const result = await work(tx, log)
            await log.flush()
            return result
          }
          const answered = await tx.selectFrom("request").selectAll().where("key", "=", ask.key).executeTakeFirst()
          if (answered !== undefined) {
            const { kind, result } = JSON.parse(answered.result) as { kind: string; result: T }
            if (kind !== what) throw new RecordError("request.key", ask.key)
            return result
          }
          const result = await work(tx, log)
          await log.flush()
          await insertRows(tx, "request", [
            { key: ask.key, result: JSON.stringify({ kind: what, result }), entry: log.last },
          ])
          return result
        }),
      )
    } catch (error) {
      throw asRecordError(error, this.#parts.subject)
    }
  }
}

/** Which of some public actions are shown. */
function shownOf(actions: readonly PublishedAction[]): Shown {
  const byId = new Map(actions.flatMap((a) => (a.state === "retracted" ? [] : [[a.id, a.coarse] as const])))
  return { has: (id) => byId.has(id), isCoarse: (id) => byId.get(id) === true }
}

function whoOf(ask: Ask | undefined): string {
  return ask?.who ?? "operator"
}

/** Logs a decision from which nothing that stands follows. @returns its entry. */
async function logNote(tx: Transaction<Tables>, log: LogWriter, ask: Ask | undefined, made: Decision): Promise<number> {
  const payload = decisionPayload(made)
  const entry = log.append({ who: whoOf(ask), what: made.what, subject: made.a, payload })
  await insertRows(tx, "decision", [decisionRow(entry, made)])
  return entry
}

/** @throws RecordError `record.changed` when the action is not at the version that was asked for. */
async function holdVersion(
  tx: Transaction<Tables>,
  id: string,
  ask: { readonly expect?: number | undefined } | undefined,
): Promise<void> {
  if (ask?.expect === undefined) return
  const { version } = await reviewOf(tx, id)
  if (version !== ask.expect) throw new RecordError("record.changed", id)
}

/**
 * Takes a decision back.
 *
 * @returns observations whose actions must be derived anew. @throws RecordError `decision.undone`.
 */
async function takeBack(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  decision: number,
  ask?: Ask,
): Promise<readonly string[]> {
  const row = await tx.selectFrom("decision").selectAll().where("entry", "=", decision).executeTakeFirst()
  if (row === undefined || row.undone !== null) throw new RecordError("decision.undone", String(decision))
  const stands = await findActionId(tx, row.a)
  if (stands !== null) await holdVersion(tx, stands, ask)
  // The subject is the decision's own: a withdrawal that destroys the one destroys the other.
  const entry = log.append({ who, what: "decision.undone", subject: row.a, payload: { decision } })
  await tx.updateTable("decision").set({ undone: entry }).where("entry", "=", decision).execute()
  // The figures of agreement are public.
  if (isDoubling(row.what)) await notePublished(tx, [])
  return observationsOf(decisionOf(row))
}

/**
 * The decision that moves an action to a state; null when it stands there already.
 *
 * @param changed Values are set in the same breath: nobody else has seen them.
 */
async function stateDecision(
  tx: Transaction<Tables>,
  id: string,
  asked: ReviewState | "rejected",
  reason: string,
  ask: Ask | undefined,
  changed = false,
): Promise<Decision | null> {
  const { state, seenBy } = await reviewOf(tx, id)
  const seen = new Set(changed ? [] : seenBy)
  const wasPublic = state !== "draft" && state !== "rejected"
  const to = asked === "retracted" || asked === "rejected" ? (wasPublic ? "retracted" : "rejected") : asked
  // A second person who finds it right is a decision, though the state stays.
  const again = to === "reviewed" && !seen.has(whoOf(ask))
  if (state === to && !again) return null
  if (to !== "published") return { what: "action.state", a: id, body: { to, reason } }
  const { publishers } = await readRules(tx)
  if (seen.add(whoOf(ask)).size < publishers) throw new RecordError("decision.second_person", id)
  return { what: "action.state", a: id, body: { to, reason, people: publishers } }
}

/** Logs that observations which an import brought were checked where they come from; not where anybody ever decided about one. */
async function reviewNew(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  const decided = new Set<string>()
  for (const part of blocks(ids))
    for (const { a } of await tx.selectFrom("decision").select("a").where("a", "in", part).execute()) decided.add(a)
  const rows: Tables["decision"][] = []
  for (const a of ids) {
    if (decided.has(a)) continue
    const decision: Decision = { what: "action.state", a, body: { to: "reviewed", reason, brought: true } }
    const entry = log.append({ who, what: decision.what, subject: a, payload: decisionPayload(decision) })
    rows.push(decisionRow(entry, decision))
  }
  await insertRows(tx, "decision", rows)
  // Who decided is read from the entries.
  await log.flush()
}

function sourceRow({
  key,
  nameFa,
  nameEn,
  independenceGroup = null,
  redistribution = "none",
  kind = "other",
  reach = null,
  paused = false,
}: Source): RegisterRow<"source"> {
  return {
    key,
    name_fa: nameFa,
    name_en: nameEn,
    independence_group: independenceGroup,
    redistribution,
    kind,
    reach,
    paused: paused ? 1 : 0,
  }
}

/** Derives actions anew, and notes those that the public may see otherwise. */
async function projectAndNote(tx: Transaction<Tables>, touched: readonly string[]): Promise<void> {
  const changed = await projectActions(tx, touched)
  if (changed.length > 0) await notePublished(tx, changed)
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
