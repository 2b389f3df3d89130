import type { CodedDocument } from "@karnegar/coder"
import type { Transaction } from "kysely"
import { type AcceptedAction, acceptActions } from "./accept.ts"
import { sha256, shortId } from "./canonical.ts"
import { insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { NewReport } from "./types.ts"

/** Rows gathered in memory, each with its entry in the log, and written in blocks at the end of a transaction. */
export class Batch {
  readonly #log: LogWriter
  readonly #registers: Registers
  readonly #reports: Tables["report"][] = []
  readonly #codings: Tables["coding"][] = []
  readonly #actions: Tables["action"][] = []
  readonly #places: Tables["local_action"][] = []
  readonly #organisations: Tables["action_organisation"][] = []
  readonly #sources: Tables["action_source"][] = []

  constructor(log: LogWriter, registers: Registers) {
    this.#log = log
    this.#registers = registers
  }

  /** @returns the report's id: made of its text too, so that nobody without the text can guess what it stands for. */
  addReport(report: NewReport, hash: string): string {
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
    const entry = this.#log.append({ who: "import", what: "report.added", subject: row.id, payload: row })
    this.#reports.push({ ...row, text: report.text, withdrawn: 0, entry })
    return row.id
  }

  /** @returns the coding's id. */
  addCoding(reportId: string, coding: CodedDocument): string {
    const document = JSON.stringify(coding)
    const row = {
      id: shortId("c", reportId, coding.coder.version, coding.coder.lexicon),
      report_id: reportId,
      coder_version: coding.coder.version,
      lexicon: coding.coder.lexicon,
    }
    const entry = this.#log.append({
      who: "coder",
      what: "coding.added",
      subject: row.id,
      payload: { ...row, sha256: sha256(document) },
    })
    this.#codings.push({ ...row, document, entry })
    return row.id
  }

  /** Makes actions of a coding by the operator's rule. @returns their ids. */
  acceptByRule(reportId: string, codingId: string, coding: CodedDocument, sample: boolean): string[] {
    return acceptActions(reportId, codingId, coding, sample, this.#registers).map((accepted) => {
      const { action, places, organisationIds } = accepted
      const entry = this.#log.append({
        who: "rule:accept-codings",
        what: "action.accepted",
        subject: action.id,
        payload: actionPayload(accepted, [reportId]),
      })
      this.#actions.push({ ...action, state: "unreviewed", entry })
      this.#places.push(...places)
      for (const organisation_id of organisationIds) this.#organisations.push({ action_id: action.id, organisation_id })
      this.#sources.push({ action_id: action.id, report_id: reportId })
      return action.id
    })
  }

  async insert(tx: Transaction<Tables>): Promise<void> {
    await insertRows(tx, "report", this.#reports)
    await insertRows(tx, "coding", this.#codings)
    await insertRows(tx, "action", this.#actions)
    await insertRows(tx, "local_action", this.#places)
    await insertRows(tx, "action_organisation", this.#organisations)
    await insertRows(tx, "action_source", this.#sources)
  }
}

/** All that an accepted action's rows hold: what its entry commits to, and what `verify` holds the rows against. */
export function actionPayload(accepted: AcceptedAction, reportIds: readonly string[]) {
  return {
    fields: accepted.action,
    places: accepted.places,
    organisations: [...accepted.organisationIds].sort(),
    reports: reportIds,
  }
}
