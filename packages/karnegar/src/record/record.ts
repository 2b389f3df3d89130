import type { CodedDocument } from "@karnegar/coder"
import type { Account } from "./accounts.ts"
import type { WaitingCopy } from "./agency-copies.ts"
import type { CallCoverage } from "./calls.ts"
import type { ClaimedField } from "./claims.ts"
import type { Decided } from "./decisions.ts"
import type { Closed, Doubling } from "./double-coding.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import type { ActionFields, ImportRequest, ImportResult, StoredImport } from "./fields.ts"
import type { LinkCandidate, ToldOutcome } from "./links.ts"
import type { LoggedKeys } from "./logged-keys.ts"
import type { ReportNotes } from "./notes.ts"
import type { PersonEntry, ProposedPerson } from "./public-persons.ts"
import type { PublishedLinks, Shown } from "./published-links.ts"
import type { QueueItem, QueuePage, QueueState } from "./queue.ts"
import type { OpenRegister, RegisterRow, RegisterTable } from "./register-tables.ts"
import type { Registers } from "./registers.ts"
import type { Answered } from "./replies.ts"
import type { HistoryItem, ReviewedAction } from "./review.ts"
import type { Rules } from "./rules.ts"
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
  ReviewState,
  Source,
  SourceAccount,
  SourceNote,
  Taken,
} from "./types.ts"
import type { Draw, UnseenCoding } from "./unseen-coding.ts"
import type { LogFault, Progress } from "./verify.ts"

export type { Rules } from "./rules.ts"

/** Who asks for a change, and by which request. */
export interface Ask {
  /** Role key, never a person's name; `operator` when absent. */
  readonly who?: string
  /**
   * Idempotency key: the same change asked for again with the same key is not made twice; the first answer is given again.
   * @throws RecordError `request.key` when the key was used for another kind of change.
   */
  readonly key?: string
  /**
   * Version of the action that a decision was made on (`ReviewedAction.version`). Left out: whatever stands.
   * @throws RecordError `record.changed` when something about the action was decided or told since; nothing is written then.
   */
  readonly expect?: number
  /** The same of the other action, where two are joined or kept apart. */
  readonly expectOther?: number
}

/** A decision that was made: its number, to undo it by. */
export interface DecisionMade {
  /** Null when what was asked for stood already. */
  readonly decision: number | null
}

/** What was read of the public before. */
export interface PublishedBefore extends Pick<PublishedState, "version" | "links" | "sample"> {
  readonly shown: Shown
}

/** What is public at one version of the record. */
export interface PublishedState {
  readonly version: number
  /** Ids of the actions that may have changed: those of them that `actions` does not hold are public no more. Null: everything. */
  readonly changed: readonly string[] | null
  /** Those that may have changed, or all. */
  readonly actions: readonly PublishedAction[]
  readonly links: PublishedLinks
  /** Invented reports are loaded. */
  readonly sample: boolean
}

/**
 * The record: the one door to what is stored. Same behaviour on SQLite and PostgreSQL, held by one
 * contract suite. Every change is an entry in the hash-chained log, committed in the same transaction.
 */
export interface Record {
  /**
   * Stores a report with its coding and, where the operator's rule says so, its actions: all or nothing.
   * The same report again (same source and foreign id, same text) changes nothing and answers `fresh: false`; another text
   * that was edited later becomes a version.
   * @throws RecordError `report.conflict` when the id stands with another text that was not edited later.
   */
  addCoded(report: NewReport, coding: CodedDocument, ask?: Ask): Promise<AddResult>
  /** Many at once in one transaction, in order; for imports of reports. */
  addAllCoded(
    pairs: readonly { readonly report: NewReport; readonly coding: CodedDocument }[],
    ask?: Ask,
  ): Promise<readonly AddResult[]>

  /**
   * Takes in what a source brought, all or nothing, in order: reports, versions of edited ones, documents kept as hash and
   * address. What stands already changes nothing.
   * @param judge Version of the coder and lexicon that judged what is set aside.
   * @throws as `addCoded`, and `report.key`, `evidence.missing`.
   */
  takeIn(brought: readonly Brought[], judge: string, ask?: Ask): Promise<readonly Taken[]>
  /** What is known of texts before they are coded, in their order; writes nothing. @param judge as `takeIn`. */
  know(reports: readonly NewReport[], judge: string): Promise<readonly Knowing[]>
  /**
   * Keeps the bytes of a file as evidence, before the report that they belong to is taken in.
   * @throws RecordError `evidence.no_folder`, `evidence.hash`.
   */
  keepEvidence(path: string, sha256: string): Promise<void>
  /** Keeps bytes as evidence; flushed to the disk when it resolves. @throws RecordError `evidence.no_folder`. */
  putEvidence(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly path: string }>
  /**
   * Adds evidence to a report that stands, such as a picture of its page; what it has already is left as it is.
   * @throws RecordError `record.not_found`, `record.withdrawn`, `evidence.missing`.
   */
  addEvidence(reportId: string, evidence: readonly NewEvidence[], ask?: Ask): Promise<void>
  /** Destroys bytes that no report names. @returns false when one does. @throws RecordError `evidence.no_folder`. */
  dropEvidence(sha256: string): Promise<boolean>
  /** What was kept with reports, in the order of its coming; of all, or of one report and the versions of it. */
  listEvidence(reportId?: string): Promise<readonly KeptEvidence[]>
  /** Where bytes of evidence lie; null where no folder was named. */
  evidenceStore(): EvidenceStore | null

  /**
   * Takes in rows of other people's record, all or nothing. A row whose key stands under the same name updates it; one that
   * says the same changes nothing; rows that are not brought again stay. They count only where imported actions are asked for,
   * until they are reviewed (`ImportRequest.reviewed`, or a person at the desk).
   * @param dryRun Answers what it would do and changes nothing.
   * @throws RecordError `import.key_twice`.
   */
  importRows(request: ImportRequest, dryRun?: boolean, ask?: Ask): Promise<ImportResult>
  /**
   * Puts every row that an import brought back to what stood before it. Rows that a later import changed stay as that one left them.
   * @returns how many rows it had brought; 0 when it was undone before.
   * @throws RecordError `record.not_found`.
   */
  undoImport(importId: string, ask?: Ask): Promise<number>
  /** Newest first. */
  listImports(): Promise<readonly StoredImport[]>

  /**
   * Puts a row on a register, whole; one with its id stands no more then.
   * @throws RecordError `register.row` when it does not fit, `gate.person` when its public name looks like a person's that is on
   * no register; the subject names the column.
   */
  put<T extends OpenRegister>(table: T, row: RegisterRow<T>, ask?: Ask): Promise<void>
  /** Rows of a register, by id. */
  list<T extends RegisterTable>(table: T): Promise<readonly Tables[T][]>
  /**
   * Puts a name on the register of public persons, where it waits for another person's approval.
   * @returns the entry's id.
   * @throws RecordError `person.rule` (the subject is why it may not stand), `person.review_day`, `register.row`.
   */
  proposePerson(person: ProposedPerson, ask?: Ask): Promise<string>
  /**
   * Lets a proposed name stand, by another hand than the one that proposed it.
   * @throws RecordError `record.not_found`, `person.state`, `person.same_hand`, `person.review_day`.
   */
  approvePerson(id: string, ask?: Ask): Promise<void>
  /** Takes a name off: nothing public holds it any more. @throws RecordError `record.not_found`. */
  removePerson(id: string, ask?: Ask): Promise<void>
  /** Entries of that register, those that wait first, then by day of review. */
  listPersons(): Promise<readonly PersonEntry[]>
  /** Does a text hold what looks like a person that stands on no register today? For whatever is about to become public. */
  namesPerson(text: string): Promise<boolean>
  /** Names of places, workplaces and organisations, the record's own among them, as they stand now. */
  registers(): Promise<Registers>
  putSource(source: Source, ask?: Ask): Promise<void>
  /** As `putSource`; all of them are one change. */
  putSources(sources: readonly Source[], ask?: Ask): Promise<void>
  listSources(): Promise<readonly Source[]>
  /** Takes down what one attempt to read a source came to. @throws RecordError `source.unknown`. */
  noteSource(key: string, note: SourceNote): Promise<void>
  /** The register of sources with how each fares and what it brought, by key. */
  listSourceAccounts(): Promise<readonly SourceAccount[]>
  rules(): Promise<Rules>
  /** To whom submissions are sealed, as last logged; null where it never was. */
  loggedKeys(): Promise<LoggedKeys | null>
  /** Logs to whom submissions are sealed from now on; the set that stands already is not logged again. */
  logKeys(recipients: readonly string[], ask?: Ask): Promise<LoggedKeys>
  /** Rules left out stay as they are. */
  setRules(rules: Partial<Rules>, ask?: Ask): Promise<void>

  /** Every action the public may see, oldest first; typed fields only, made coarser where they would lead to people. */
  listPublished(): Promise<readonly PublishedAction[]>
  /**
   * What is public beside actions: campaigns, answers to calls, statements, context events, counts of cases.
   * @param actions All that are public: of no others anything is told.
   */
  listLinks(actions: readonly PublishedAction[]): Promise<PublishedLinks>
  /**
   * All that is public, or what of it changed since it was read; one state of the record, whatever is written meanwhile.
   * @param before What was read on the same day, UTC; null: nothing.
   */
  publishedSince(before: PublishedBefore | null): Promise<PublishedState>
  /** By its own id, or one that was merged into it. */
  findPublished(id: string): Promise<PublishedAction | null>
  /** Newest first; for the local review page only. */
  listReports(page: { readonly limit: number; readonly before?: string }): Promise<readonly CodedReport[]>
  findReport(id: string): Promise<CodedReport | null>
  /** What each source says of an action, field by field, with its words; private. Empty when there is no such action. */
  claims(actionId: string): Promise<readonly ClaimedField[]>
  /** How far a call was answered; null when the id is no call. */
  coverage(callId: string): Promise<CallCoverage | null>
  /** Statements with the solidarity they tell of, newest first. */
  listStatements(): Promise<readonly (Tables["statement"] & { readonly solidarity: readonly Tables["solidarity"][] })[]>

  /** Reports that wait, or whose actions are in some state. */
  listQueue(page: QueuePage): Promise<readonly QueueItem[]>
  countQueue(): Promise<Readonly<{ [state in QueueState]: number }>>
  /**
   * An action as people at the desk see it, drafts too; private.
   * @param version As it stood then, of what its sources had told and people had decided; left out: as it stands.
   * @throws RecordError `record.not_found`.
   */
  review(actionId: string, version?: number): Promise<ReviewedAction>
  /** The actions that a report tells of, with the number of the coded action that tells each; private. */
  reviewReport(reportId: string): Promise<readonly { readonly ordinal: number; readonly action: ReviewedAction }[]>
  /** What people did to an action and took back, oldest first; private. @throws RecordError `record.not_found`. */
  history(actionId: string): Promise<readonly HistoryItem[]>

  /**
   * Moves an action to another state; a draft stands from then on. `reason` is private. What was public is `retracted` and keeps
   * its page with no fields but the id; a draft is `rejected` and never public: whichever of the two is asked for.
   * @throws RecordError `record.not_found`; `record.withdrawn` when its report was withdrawn; `decision.second_person` when it
   * is to be published and the rule `publishers` asks for more people than have checked what stands.
   */
  setState(actionId: string, state: ReviewState | "rejected", reason: string, ask?: Ask): Promise<DecisionMade>
  /**
   * Sets values of an action that stand whatever its sources say, and its state where one is given. `reason` is private. Who
   * changes a value is the only one who has checked what stands then. @throws as `setState`.
   */
  setValues(
    actionId: string,
    values: {
      readonly fields?: Partial<ActionFields>
      readonly evidence?: EvidenceStatus
      readonly state?: ReviewState
    },
    reason: string,
    ask?: Ask,
  ): Promise<DecisionMade>
  /** Two actions are one from now on; the later one's id leads to the other for ever. @throws RecordError `record.not_found`. */
  joinActions(actionId: string, otherId: string, ask?: Ask): Promise<DecisionMade>
  /**
   * One action is several from now on. Groups are of observations (`observationsOf`), each in one group.
   * @throws RecordError `record.not_found`, `decision.groups`.
   */
  splitAction(actionId: string, groups: readonly (readonly string[])[], ask?: Ask): Promise<DecisionMade>
  /** Two actions stay two, however alike they are. @throws RecordError `record.not_found`, `decision.groups`. */
  keepApart(actionId: string, otherId: string, ask?: Ask): Promise<DecisionMade>
  /** An action's accounts, each with what it tells, in the order of publication; private. @throws RecordError `record.not_found`. */
  accounts(actionId: string): Promise<readonly Account[]>
  /** Ids of an action's observations: one source's word each. */
  observationsOf(actionId: string): Promise<readonly string[]>
  /** A person's word on whether an action answers a call. @throws RecordError `record.not_found`. */
  linkCall(callId: string, actionId: string, answers: boolean, reason: string, ask?: Ask): Promise<DecisionMade>
  /** A word to colleagues about a report. @throws RecordError `record.not_found` where it tells of no action. */
  comment(reportId: string, text: string, ask?: Ask): Promise<DecisionMade>
  /** Gives a report to somebody by role key, or takes it from whoever had it. @throws as `comment`. */
  assign(reportId: string, to: string | null, ask?: Ask): Promise<DecisionMade>
  /** Comments on a report, and who has taken it on; private. */
  notes(reportId: string): Promise<ReportNotes>
  /** Actions that wait and are told by copies of this action's texts, most alike first; private, writes nothing. */
  waitingCopies(actionId: string): Promise<readonly WaitingCopy[]>
  /**
   * Makes copies one with the reviewed action that they repeat, all or none; each is a decision of its own.
   * @throws RecordError `copies.state` unless it is reviewed or published, `record.changed` where a copy waits no more.
   */
  acceptCopies(
    actionId: string,
    copyIds: readonly string[],
    ask?: Ask,
  ): Promise<{ readonly decisions: readonly number[] }>
  /** Takes decisions back, all or none. @throws RecordError `decision.undone`. */
  undoAll(decisions: readonly number[], ask?: Ask): Promise<void>
  /** An action goes on from, or takes up, an earlier one; both stay their own. @throws RecordError `record.not_found`, `link.itself`. */
  followAction(actionId: string, earlierId: string, reason: string, ask?: Ask): Promise<DecisionMade>
  /** An action belongs to a context event. @throws RecordError `record.not_found`. */
  linkEvent(actionId: string, eventId: string, reason: string, ask?: Ask): Promise<DecisionMade>
  /** What came of an action, with its day; it adds to its outcomes. @throws RecordError `record.not_found`. */
  tellOutcome(actionId: string, told: ToldOutcome, reason: string, ask?: Ask): Promise<DecisionMade>
  /** The text that a report answers, as its bringer told; null where none is told. */
  answeredBy(reportId: string): Promise<Answered | null>
  /** Calls that an action may answer and earlier ones that it may go on from: what its texts answer, then the nearest in time; private. */
  linkCandidates(
    actionId: string,
  ): Promise<{ readonly calls: readonly LinkCandidate[]; readonly earlier: readonly LinkCandidate[] }>
  /** @throws RecordError `record.not_found`. */
  joinCampaign(actionId: string, campaignId: string, reason: string, ask?: Ask): Promise<DecisionMade>
  /**
   * Puts words of one of an action's reports forward as a quote for the public; another person approves it. Taking the decision
   * back takes the quote down.
   * @throws RecordError `record.not_found`, `quote.state` unless the action is reviewed or published, `quote.not_told` where the
   * report does not say so, `quote.words`, `quote.person` where they hold what looks like a person on no register, a number or a
   * handle (the subject names the signs), `quote.source` where the source allows none, `quote.coarse` where the action is told coarsely.
   */
  chooseQuote(
    actionId: string,
    words: { readonly reportId: string; readonly text: string },
    ask?: Ask,
  ): Promise<DecisionMade>
  /**
   * Lets a quote be public, by as many people as the rule `publishers` asks for, who chose it among them.
   * @param quote Number of the decision that chose it. @throws as `chooseQuote`, and `quote.second_person`.
   */
  approveQuote(actionId: string, quote: number, ask?: Ask): Promise<DecisionMade>
  /**
   * Marks reports to be coded by two people unseen, all or none; each is a decision of its own. Those marked already are left out.
   * @param draw How they were drawn; null: a person picked them. @throws RecordError `record.not_found`, `record.withdrawn`.
   */
  markDouble(
    reportIds: readonly string[],
    draw: Draw | null,
    ask?: Ask,
  ): Promise<{ readonly decisions: readonly number[] }>
  /**
   * Keeps what one of the two says of a report.
   * @throws RecordError `double.not_open`, `double.same_person`, `double.knows` when they decided about it before.
   */
  codeUnseen(reportId: string, coding: UnseenCoding, ask?: Ask): Promise<DecisionMade>
  /** A person is done with what differs. @throws RecordError `double.not_open` before two codings were in. */
  resolveDouble(reportId: string, ask?: Ask): Promise<DecisionMade>
  /** Reports that are marked, oldest first; no value of a coding is in it before two were in. Private. */
  listDoublings(reportId?: string): Promise<readonly Doubling[]>
  /** Why somebody cannot be one of the two coders of a report; null where they can, or where it is not open. */
  barredFrom(reportId: string, who: string): Promise<"double.same_person" | "double.knows" | null>
  /** Reports and actions of which the desk shows nothing while they are coded unseen. */
  closedNow(): Promise<Closed>
  /** Takes a decision back: everything is as if it had not been made. @throws RecordError `decision.undone`. */
  undo(decision: number, ask?: Ask): Promise<void>
  /** Standing decisions about an action, oldest first. */
  listDecisions(actionId: string): Promise<readonly Decided[]>
  /** Pairs of actions that may be one and that nobody has decided about, likeliest first. */
  listProposals(page: { readonly limit: number; readonly skip?: number }): Promise<readonly Proposal[]>

  /**
   * Destroys the text of a report and of all its versions, their evidence unless another report shares it, codings and the fields of its observations, with the payloads and salts of all their entries.
   * Ids stay, and the log still verifies; `reason` is private. A second withdrawal changes nothing.
   * @throws RecordError `record.not_found`.
   */
  withdrawReport(reportId: string, reason: string, ask?: Ask): Promise<void>
  counts(): Promise<{
    readonly reports: number
    readonly codings: number
    readonly actions: number
    readonly imported: number
    /** Documents kept as hash and address only. */
    readonly aside: number
    readonly entries: number
    readonly samples: number
  }>
  /** Re-derives the entry log's chain and commitments and every row from it; an empty list means that all holds. */
  verify(progress?: Progress): Promise<readonly LogFault[]>
  /** Makes everything derived anew from the log. @throws RecordError `record.log_broken`; nothing is changed then. */
  rebuild(progress?: Progress): Promise<void>
  /** Bumped by each commit that changes what the public sees; cheap. Lets the site keep a built index. */
  version(): Promise<number>
  close(): Promise<void>
}
