import type { Transaction } from "kysely"
import { shortId } from "./canonical.ts"
import { insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import { observe, observedDigest } from "./observe.ts"
import type { PreparedCoding } from "./prepared-coding.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { NewEvidence, NewReport } from "./types.ts"

/** Rows gathered in memory, each with its entry in the log, and written in blocks at the end of a transaction. */
export class Batch {
  readonly #log: LogWriter
  readonly #registers: Registers
  readonly #reports: Tables["report"][] = []
  readonly #codings: Tables["coding"][] = []
  readonly #evidence: Tables["evidence"][] = []
  readonly #observations: Tables["observation"][] = []
  readonly #statements: Tables["statement"][] = []
  readonly #solidarity: Tables["solidarity"][] = []

  constructor(log: LogWriter, registers: Registers) {
    this.#log = log
    this.#registers = registers
  }

  /** Observations gathered so far. */
  get observations(): readonly Tables["observation"][] {
    return this.#observations
  }

  /** Reports gathered so far. */
  get reports(): readonly Tables["report"][] {
    return this.#reports
  }

  /** Whether a statement is among what was gathered. */
  get hasStatements(): boolean {
    return this.#statements.length > 0
  }

  /**
   * @param versionOf The first version that it is a version of; null for a first.
   * @returns the report's id: made of its text too, so that nobody without the text can guess what it stands for.
   */
  addReport(report: NewReport, hash: string, sketch: string | null, versionOf: string | null): string {
    const row = {
      id: shortId("r", report.text, report.source ?? "", report.foreignId),
      foreign_id: report.foreignId,
      source: report.source ?? "",
      url: report.url,
      published: report.published,
      lang: report.lang,
      sample: report.sample ? 1 : 0,
      sha256: hash,
    }
    const told = {
      captured: report.captured ?? null,
      edited: report.edited ?? null,
      origin: report.origin ?? null,
      reply_to: report.replyTo ?? null,
      version_of: versionOf,
    }
    const payload = reportPayload(row, told)
    const entry = this.#log.append({ who: "import", what: "report.added", subject: row.id, payload })
    this.#reports.push({ ...row, ...told, text: report.text, sketch, withdrawn: 0, superseded: 0, entry })
    return row.id
  }

  /** Bytes that were received with a report; the same bytes again are one piece. */
  addEvidence(reportId: string, evidence: NewEvidence): void {
    const row = evidenceRow(reportId, evidence)
    if (this.#evidence.some((e) => e.id === row.id)) return
    const entry = this.#log.append({ who: "import", what: "evidence.added", subject: row.id, payload: row })
    this.#evidence.push({ ...row, entry })
  }

  /**
   * Stores what the coder said and the observations in it.
   *
   * @param accept The operator's rule accepts them: their actions stand from now on.
   * @returns ids of the observations.
   */
  addCoding(reportId: string, report: NewReport, coding: PreparedCoding, accept: boolean): string[] {
    const { document, sha256, told } = coding
    const { version, lexicon } = told.coder
    const row = {
      id: shortId("c", reportId, version, lexicon),
      report_id: reportId,
      coder_version: version,
      lexicon,
    }
    const { published, sample } = report
    const observed = observe({ id: reportId, published, sample: sample ? 1 : 0 }, row.id, told, this.#registers)
    const entry = this.#log.append({
      who: "coder",
      what: "coding.added",
      subject: row.id,
      payload: { ...row, sha256, observed: observedDigest(observed) },
    })
    this.#codings.push({ ...row, document, entry })
    if (observed.statement !== null) this.#statements.push(observed.statement)
    this.#solidarity.push(...observed.solidarity)
    for (const observation of observed.observations) {
      this.#observations.push({
        ...observation,
        action_id: observation.id,
        accepted: accept ? 1 : 0,
        entry: accept ? acceptByRule(this.#log, observation.id) : entry,
      })
    }
    return observed.observations.map((o) => o.id)
  }

  async insert(tx: Transaction<Tables>): Promise<void> {
    await insertRows(tx, "report", this.#reports)
    await insertRows(tx, "evidence", this.#evidence)
    await insertRows(tx, "coding", this.#codings)
    await insertRows(tx, "observation", this.#observations)
    await insertRows(tx, "statement", this.#statements)
    await insertRows(tx, "solidarity", this.#solidarity)
  }
}

/** The row of a piece of evidence, but for its entry. */
export function evidenceRow(reportId: string, evidence: NewEvidence): Omit<Tables["evidence"], "entry"> {
  return {
    id: shortId("e", reportId, evidence.sha256),
    report_id: reportId,
    sha256: evidence.sha256,
    media_type: evidence.mediaType,
    bytes: evidence.bytes,
    captured: evidence.captured,
    url: evidence.url ?? null,
    tool: evidence.tool ?? null,
  }
}

/** What a report's entry commits to: columns that few reports have stand in it only where they are told. */
export function reportPayload(
  row: { readonly [column: string]: unknown },
  told: { readonly [column: string]: string | null },
): { readonly [column: string]: unknown } {
  return { ...row, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)) }
}

/** Logs that the operator's rule accepts an observation. @returns the entry's number. */
export function acceptByRule(log: LogWriter, observationId: string): number {
  return log.append({ who: "rule:accept-codings", what: "action.accepted", subject: observationId, payload: {} })
}
