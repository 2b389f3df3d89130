import type { CodedDocument } from "@karnegar/coder"
import type { Kysely, Transaction } from "kysely"
import { acceptStanding, observeStanding } from "./accept.ts"
import { type Account, accountsOf } from "./accounts.ts"
import { type WaitingCopy, waitingCopies } from "./agency-copies.ts"
import { knowArrivals, storeArrivals, withActions } from "./arrivals.ts"
import { type CallCoverage, coverageOf } from "./calls.ts"
import { canonicalJson } from "./canonical.ts"
import { type ClaimedField, claimsOf } from "./claims.ts"
import { findReport, listReports } from "./coded-reports.ts"
import { Comparer, repeatsOf } from "./compare-new.ts"
import { countsOf } from "./counts.ts"
import { holdVersion, logDecision, stateDecision, takeBack, whoOf } from "./deciding.ts"
import { type Decided, type Decision, listDecisions, observationsOf } from "./decisions.ts"
import {
  barred,
  type Closed,
  closedNow,
  codingOf,
  type Doubling,
  doublingsOf,
  markOf,
  resolutionOf,
} from "./double-coding.ts"
import { RecordError } from "./errors.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import { asRecordError } from "./failures.ts"
import type { ActionFields, ImportRequest, ImportResult, StoredImport } from "./fields.ts"
import { findActionId, getActionId, isWithdrawn, membersOf, standingActions } from "./find-action.ts"
import { readPublicNames, refusePersons } from "./gate.ts"
import { compareImport, listImports, reviewNew, standImported, storeImport, undoImport } from "./imports.ts"
import { addEvidence, listEvidence } from "./kept-evidence.ts"
import { linkCandidates, type ToldOutcome, unlessStands } from "./links.ts"
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
import { actionsNaming, notePublished, publishedVersion } from "./published-changes.ts"
import { type PublishedLinks, readPublishedLinks } from "./published-links.ts"
import { shownOf, stateSince } from "./published-state.ts"
import { putRow } from "./put-row.ts"
import { countQueue, listQueue, type QueueItem, type QueuePage } from "./queue.ts"
import { isQuotedIn } from "./quotable.ts"
import { approvalOf, choiceOf } from "./quotes.ts"
import { rebuild } from "./rebuild.ts"
import type { Ask, DecisionMade, PublishedBefore, PublishedState, Record } from "./record.ts"
import { type OpenRegister, REGISTER_ROWS, type RegisterRow, type RegisterTable } from "./register-tables.ts"
import type { Registers } from "./registers.ts"
import { keyOfRow } from "./replay.ts"
import { answeredBy } from "./replies.ts"
import { type HistoryItem, historyOf, type ReviewedAction, reviewOf, reviewsOfReport } from "./review.ts"
import { type Rules, readRules } from "./rules.ts"
import { listAccounts, noteSource } from "./source-accounts.ts"
import { sourceOf, sourceRow } from "./source-rows.ts"
import { StandingLinks } from "./standing-links.ts"
import type { Tables } from "./tables.ts"
import { type RecordDatabase, Transactions } from "./transactions.ts"
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
  ReviewState,
  Source,
  SourceAccount,
  SourceNote,
  Taken,
} from "./types.ts"
import type { Draw, UnseenCoding } from "./unseen-coding.ts"
import { type LogFault, type Progress, verifyRecord } from "./verify.ts"
import { areDoomed, destroyDoomed, versionsToWithdraw, withdraw } from "./withdraw.ts"

/** What a record on a database is made of. */
export interface RecordParts extends RecordDatabase {
  readonly registers: Registers
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
  readonly #links = new StandingLinks()
  readonly #transactions: Transactions

  constructor(parts: RecordParts) {
    this.#db = parts.db
    this.#transactions = new Transactions(parts)
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
    return this.#transactions.write("report.added", ask, async (tx, log) => {
      const [rules, registers] = [await readRules(tx), await this.#registers.read(tx, this.#today())]
      const desk = { registers, rules, comparer: this.#comparer, evidence: this.#parts.evidence }
      const stored = await storeArrivals(tx, log, desk, brought, judge)
      this.#links.begin(log)
      if (stored.fresh === null) this.#links.forget()
      const known = { desk: stored.read, links: this.#links, fresh: stored.fresh ?? undefined }
      const changed = await projectActions(tx, stored.touched, known)
      this.#links.end(log)
      if (stored.sample) await notePublished(tx, null)
      else if (changed.length > 0 || stored.statements) await notePublished(tx, changed)
      return withActions(tx, stored)
    })
  }

  know(reports: readonly NewReport[], judge: string): Promise<readonly Knowing[]> {
    return this.#transactions.read(async (tx) => knowArrivals(tx, reports, (await readRules(tx)).keepAll, judge))
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
    await this.#transactions.write("evidence.added", ask, async (tx, log) => {
      await addEvidence(tx, log, reportId, evidence, this.#parts.evidence)
      return null
    })
  }

  dropEvidence(sha256: string): Promise<boolean> {
    // Under the writer's lock, so that no report that names the bytes comes in meanwhile.
    return this.#inStore((store) =>
      this.#transactions.run(async (tx) => {
        const named = await tx.selectFrom("evidence").select("id").where("sha256", "=", sha256).executeTakeFirst()
        if (named === undefined) await store.destroy(sha256)
        return named === undefined
      }),
    )
  }

  listEvidence(reportId?: string): Promise<readonly KeptEvidence[]> {
    return this.#transactions.read((tx) => listEvidence(tx, reportId ?? null))
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
    await this.#transactions.run((tx) => noteSource(tx, key, note))
  }

  listSourceAccounts(): Promise<readonly SourceAccount[]> {
    return this.#transactions.read(listAccounts)
  }

  async importRows(request: ImportRequest, dryRun = false, ask?: Ask): Promise<ImportResult> {
    if (dryRun) return this.#transactions.read(async (tx) => (await compareImport(tx, request)).result)
    return this.#transactions.write("import.added", ask, async (tx, log) => {
      const { result, touched } = await storeImport(tx, log, whoOf(ask), this.#parts.now().toISOString(), request)
      if (request.reviewed !== undefined) await reviewNew(tx, log, whoOf(ask), touched, request.reviewed)
      await projectAndNote(tx, touched)
      return result
    })
  }

  async undoImport(importId: string, ask?: Ask): Promise<number> {
    return this.#transactions.write("import.undone", ask, async (tx, log) => {
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
    await this.#transactions.write(`${table}.put`, ask, async (tx, log) => {
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
    return this.#transactions.write("public_person.put", ask, async (tx, log) => {
      const id = await proposePerson(tx, log, whoOf(ask), person, this.#today())
      await notePublished(tx, null)
      return id
    })
  }

  async approvePerson(id: string, ask?: Ask): Promise<void> {
    await this.#transactions.write("public_person.approve", ask, async (tx, log) => {
      await approvePerson(tx, log, whoOf(ask), id, this.#today())
      await notePublished(tx, null)
      return null
    })
  }

  async removePerson(id: string, ask?: Ask): Promise<void> {
    await this.#transactions.write("public_person.remove", ask, async (tx, log) => {
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
    return this.#transactions.read(async (tx) => (await readPublicNames(tx, this.#today())).stops(text))
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
    return (await this.list("source")).map(sourceOf)
  }

  rules(): Promise<Rules> {
    return readRules(this.#db)
  }

  loggedKeys(): Promise<LoggedKeys | null> {
    return this.#transactions.read(loggedKeysOf)
  }

  logKeys(recipients: readonly string[], ask?: Ask): Promise<LoggedKeys> {
    return this.#transactions.write("keys.set", ask, async (tx, log) => {
      const sorted = [...new Set(recipients)].sort()
      const before = await loggedKeysOf(tx)
      if (before !== null && areLogged(before, sorted)) return before
      log.append({ who: whoOf(ask), what: "keys.set", subject: KEYS, payload: { recipients: sorted } })
      await log.flush()
      return (await loggedKeysOf(tx))!
    })
  }

  async setRules(rules: Partial<Rules>, ask?: Ask): Promise<void> {
    await this.#transactions.write("rules.set", ask, async (tx, log) => {
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
    return this.#transactions.read(async (tx) =>
      readPublished(tx, await this.#registers.read(tx, this.#today()), this.#today(), null),
    )
  }

  listLinks(actions: readonly PublishedAction[]): Promise<PublishedLinks> {
    return this.#transactions.read(async (tx) =>
      readPublishedLinks(tx, await this.#registers.read(tx, this.#today()), this.#today(), shownOf(actions)),
    )
  }

  publishedSince(before: PublishedBefore | null): Promise<PublishedState> {
    return this.#transactions.read(async (tx) => {
      const today = this.#today()
      return stateSince(tx, await this.#registers.read(tx, today), today, before)
    })
  }

  async findPublished(id: string): Promise<PublishedAction | null> {
    return this.#transactions.read(async (tx) => {
      const own = await findActionId(tx, id)
      if (own === null) return null
      const [action] = await readPublished(tx, await this.#registers.read(tx, this.#today()), this.#today(), [own])
      return action ?? null
    })
  }

  async listReports(page: { readonly limit: number; readonly before?: string }): Promise<readonly CodedReport[]> {
    return listReports(this.#db, page)
  }

  async findReport(id: string): Promise<CodedReport | null> {
    return findReport(this.#db, id)
  }

  async claims(actionId: string): Promise<readonly ClaimedField[]> {
    return this.#transactions.read(async (tx) => {
      const id = await findActionId(tx, actionId)
      if (id === null) return []
      const row = await tx.selectFrom("action").select("disagreements").where("id", "=", id).executeTakeFirst()
      return claimsOf(tx, id, row === undefined ? [] : (JSON.parse(row.disagreements) as string[]))
    })
  }

  async coverage(callId: string): Promise<CallCoverage | null> {
    return this.#transactions.read(async (tx) => {
      const id = await findActionId(tx, callId)
      return id === null ? null : coverageOf(tx, id)
    })
  }

  async listStatements() {
    return this.#transactions.read(async (tx) => {
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
    return this.#transactions.read((tx) => listQueue(tx, page))
  }

  countQueue() {
    return this.#transactions.read(countQueue)
  }

  review(actionId: string, version?: number): Promise<ReviewedAction> {
    return this.#transactions.read(async (tx) => reviewOf(tx, await getActionId(tx, actionId), version))
  }

  reviewReport(reportId: string) {
    return this.#transactions.read((tx) => reviewsOfReport(tx, reportId))
  }

  history(actionId: string): Promise<readonly HistoryItem[]> {
    return this.#transactions.read(async (tx) => historyOf(tx, await getActionId(tx, actionId)))
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
    return this.#transactions.read(async (tx) => accountsOf(tx, await getActionId(tx, actionId)))
  }

  async observationsOf(actionId: string): Promise<readonly string[]> {
    return this.#transactions.read(async (tx) => membersOf(tx, await getActionId(tx, actionId)))
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
    return this.#transactions.read(
      async (tx) => (await notesOf(tx, [reportId])).get(reportId) ?? { comments: [], assignee: null },
    )
  }

  markDouble(reportIds: readonly string[], draw: Draw | null, ask?: Ask) {
    return this.#transactions.write("double", ask, async (tx, log) => {
      const decisions: number[] = []
      for (const reportId of new Set(reportIds)) {
        const mark = await markOf(tx, reportId, draw)
        if (mark !== null) decisions.push(await logDecision(tx, log, ask, mark))
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
    return this.#transactions.read((tx) => doublingsOf(tx, reportId))
  }

  barredFrom(reportId: string, who: string) {
    return this.#transactions.read(async (tx) => {
      const open = (await doublingsOf(tx, reportId)).find((doubling) => doubling.open)
      return open === undefined ? null : barred(tx, open, who)
    })
  }

  closedNow(): Promise<Closed> {
    return this.#transactions.read(closedNow)
  }

  /** Logs a note: nothing that stands follows from it. */
  #note(ask: Ask | undefined, note: (tx: Transaction<Tables>) => Promise<Decision | null>): Promise<DecisionMade> {
    return this.#transactions.write("note", ask, async (tx, log) => {
      const made = await note(tx)
      return { decision: made === null ? null : await logDecision(tx, log, ask, made) }
    })
  }

  waitingCopies(actionId: string): Promise<readonly WaitingCopy[]> {
    return this.#transactions.read(async (tx) => waitingCopies(tx, await getActionId(tx, actionId)))
  }

  acceptCopies(
    actionId: string,
    copyIds: readonly string[],
    ask?: Ask,
  ): Promise<{ readonly decisions: readonly number[] }> {
    return this.#transactions.write("copies", ask, async (tx, log) => {
      const id = await getActionId(tx, actionId)
      await holdVersion(tx, id, ask)
      if (!isQuotedIn((await reviewOf(tx, id)).state)) throw new RecordError("copies.state", id)
      const waiting = new Set((await waitingCopies(tx, id)).map((copy) => copy.actionId))
      const decisions: number[] = []
      for (const copy of new Set(copyIds)) {
        if (!waiting.has(copy)) throw new RecordError("record.changed", copy)
        decisions.push(await logDecision(tx, log, ask, { what: "action.joined", a: id, b: copy, body: {} }))
      }
      await log.flush()
      await projectAndNote(tx, [id, ...copyIds])
      return { decisions }
    })
  }

  async undoAll(decisions: readonly number[], ask?: Ask): Promise<void> {
    await this.#transactions.write("decision.undone", ask, async (tx, log) => {
      const touched: string[] = []
      for (const decision of decisions) touched.push(...(await takeBack(tx, log, whoOf(ask), decision)))
      await projectAndNote(tx, touched)
      return null
    })
  }

  answeredBy(reportId: string) {
    return this.#transactions.read((tx) => answeredBy(tx, reportId))
  }

  linkCandidates(actionId: string) {
    return this.#transactions.read(async (tx) => linkCandidates(tx, await getActionId(tx, actionId)))
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
    await this.#transactions.write("decision.undone", ask, async (tx, log) => {
      const touched = await takeBack(tx, log, whoOf(ask), decision, ask)
      await projectAndNote(tx, touched)
      return null
    })
  }

  async listDecisions(actionId: string): Promise<readonly Decided[]> {
    return this.#transactions.read(async (tx) =>
      listDecisions(tx, await membersOf(tx, await getActionId(tx, actionId))),
    )
  }

  listProposals({ limit, skip }: { readonly limit: number; readonly skip?: number }): Promise<readonly Proposal[]> {
    return this.#transactions.read((tx) => listProposals(tx, limit, skip))
  }

  /** Logs a decision about the action that an id leads to, and derives what follows from it. */
  #decideAbout(
    actionId: string,
    ask: Ask | undefined,
    decide: (tx: Transaction<Tables>, id: string) => Promise<Decision | readonly Decision[] | null>,
  ): Promise<DecisionMade> {
    return this.#transactions.write("decision", ask, async (tx, log) => {
      const id = await getActionId(tx, actionId)
      if (await isWithdrawn(tx, id)) throw new RecordError("record.withdrawn", actionId)
      await holdVersion(tx, id, ask)
      const made = await decide(tx, id)
      const decisions = made === null ? [] : [made].flat()
      let entry: number | null = null
      for (const decision of decisions) entry = await logDecision(tx, log, ask, decision)
      // Who decided is read from the entries.
      await log.flush()
      await projectAndNote(tx, decisions.flatMap(observationsOf))
      return { decision: entry }
    })
  }

  counts() {
    return countsOf(this.#db)
  }

  async withdrawReport(reportId: string, reason: string, ask?: Ask): Promise<void> {
    const withdrawn = await this.#transactions.write("report.withdrawn", ask, async (tx, log) => {
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
    if (store === null || !(await areDoomed(this.#db))) return
    // Under the writer's lock, so that no report that shares the bytes comes in meanwhile.
    await this.#transactions.run((tx) => destroyDoomed(tx, store))
  }

  verify(progress?: Progress): Promise<readonly LogFault[]> {
    return this.#transactions.read((tx) => verifyRecord(tx, this.#parts.evidence, progress))
  }

  async rebuild(progress: Progress = () => {}): Promise<void> {
    await this.#transactions.write("rebuild", undefined, async (tx) => {
      this.#links.forget()
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
    await this.#transactions.write("rebuild", undefined, async (tx, log) => {
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
}

/** Derives actions anew, and notes those that the public may see otherwise. */
async function projectAndNote(tx: Transaction<Tables>, touched: readonly string[]): Promise<void> {
  const changed = await projectActions(tx, touched)
  if (changed.length > 0) await notePublished(tx, changed)
}
