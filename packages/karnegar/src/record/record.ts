import type { CodedDocument } from "@karnegar/coder"
import type { AddResult, CodedReport, NewReport, PublishedAction, ReviewState, Source } from "./types.ts"

/** Operator's switches; each change is an entry. */
export interface Rules {
  /** Codings become actions in state `unreviewed` without a person's decision. Off by default. */
  readonly acceptCodings: boolean
}

/**
 * The record: the one door to what is stored. Same behaviour on SQLite and PostgreSQL, held by one
 * contract suite. Every change is an entry in the hash-chained log, committed in the same transaction.
 */
export interface Record {
  /**
   * Stores a report with its coding and, where the operator's rule says so, its actions: all or nothing.
   * The same report again (same source and foreign id, same text) changes nothing and answers `fresh: false`.
   * @throws RecordError `report.conflict` when the id stands with another text.
   */
  addCoded(report: NewReport, coding: CodedDocument): Promise<AddResult>
  /** Many at once in one transaction, in order; for imports. */
  addAllCoded(
    pairs: readonly { readonly report: NewReport; readonly coding: CodedDocument }[],
  ): Promise<readonly AddResult[]>
  putSource(source: Source): Promise<void>
  listSources(): Promise<readonly Source[]>
  rules(): Promise<Rules>
  setRules(rules: Rules): Promise<void>
  /** Every action the public may see, oldest first; typed fields only. */
  listPublished(): Promise<readonly PublishedAction[]>
  findPublished(id: string): Promise<PublishedAction | null>
  /** Newest first; for the local review page only. */
  listReports(page: { readonly limit: number; readonly before?: string }): Promise<readonly CodedReport[]>
  findReport(id: string): Promise<CodedReport | null>
  /**
   * Moves an action to another state; `retracted` keeps its page with no fields but the id. `reason` is private.
   * @throws RecordError `record.not_found`; `record.withdrawn` when its report was withdrawn.
   */
  setState(actionId: string, state: ReviewState, reason: string): Promise<void>
  /**
   * Destroys a report's text, codings and the fields of its actions, with the payloads and salts of all their entries.
   * Ids stay, and the log still verifies; `reason` is private. A second withdrawal changes nothing.
   * @throws RecordError `record.not_found`.
   */
  withdrawReport(reportId: string, reason: string): Promise<void>
  counts(): Promise<{
    readonly reports: number
    readonly codings: number
    readonly actions: number
    readonly entries: number
    readonly samples: number
  }>
  /** Re-derives the entry log's chain and commitments and every row from it; an empty list means that all holds. */
  verify(): Promise<readonly { readonly code: string; readonly entry: number }[]>
  /** Bumped by each commit that changes what the public sees; cheap. Lets the site keep a built index. */
  version(): Promise<number>
  close(): Promise<void>
}
