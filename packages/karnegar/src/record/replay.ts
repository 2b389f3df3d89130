/** What the log says should stand, entry by entry: `verify` holds the tables against it, `rebuild` writes them from it. */
import { canonicalJson, sha256 } from "./canonical.ts"
import { type Decision, decisionRow, observationsOf } from "./decisions.ts"
import type { Kind } from "./log.ts"
import { keyColumn, REGISTER_ROWS, type RegisterTable } from "./register-tables.ts"
import type { Tables } from "./tables.ts"
import { inOrder, type Version } from "./version-order.ts"
import type { Withdrawal } from "./withdraw.ts"

/** Stands for the digest of a row that a withdrawal emptied. */
export const WITHDRAWN = "withdrawn"

/** A row as an entry commits to it. */
export interface Committed {
  readonly entry: number
  readonly digest: string
}

/** A coding as its entries commit to it. */
export interface CommittedCoding extends Committed {
  /** Digest of its observations; null where an older program logged none. */
  readonly observed: string | null
}

/** An import as its entry tells it, with the digest of its rows. */
export interface CommittedImport {
  readonly row: Tables["import"]
  readonly rows: string
}

/** What columns of a source hold that an older program knew nothing of. */
const SOURCE_BEFORE = { independence_group: null, redistribution: "none", kind: "other", reach: null, paused: 0 }

/** What an entry of the register of public persons holds that an older program knew nothing of. */
const PERSON_BEFORE = { state: "approved", detained: 0 }

/** What evidence holds that an older program knew nothing of. */
const EVIDENCE_BEFORE = { url: null, tool: null }

/** A batch of documents set aside, as its entry commits to it. */
export interface CommittedAside {
  readonly batch: Tables["aside_batch"]
  /** Digest of its rows. */
  readonly rows: string
}

/** What the log says should stand. Memory: some 200 bytes for each report and observation. */
export class Replay {
  readonly report = new Map<string, Committed>()
  readonly coding = new Map<string, CommittedCoding>()
  readonly evidence = new Map<string, Tables["evidence"]>()
  /** Batches of documents set aside, by their entry. */
  readonly asides = new Map<number, CommittedAside>()
  /** Versions of reports that were edited, by the id of the first. */
  readonly #versions = new Map<string, Version[]>()
  /** Entry that accepted an observation. */
  readonly accepted = new Map<string, number>()
  readonly imports = new Map<string, CommittedImport>()
  readonly registers = new Map<RegisterTable, Map<string, { readonly entry: number }>>(
    (Object.keys(REGISTER_ROWS) as RegisterTable[]).map((table) => [table, new Map()]),
  )
  readonly likeness = new Map<string, Tables["likeness"]>()
  readonly decisions = new Map<number, Tables["decision"]>()
  readonly groups: Tables["decision_group"][] = []
  /** Canonical JSON as the settings hold it; null where no rule was ever set. */
  rules: string | null = null
  /** Payloads that a withdrawal destroyed. */
  readonly destroyed = new Set<number>()

  /** Takes in one change. Entries come in order, so the last word counts. */
  apply(entry: number, what: Kind, subject: string, body: string): void {
    switch (what) {
      case "report.added":
        this.report.set(subject, { entry, digest: sha256(body) })
        // Few reports have versions: the others are not read any further.
        if (body.includes('"edited":') || body.includes('"version_of":')) this.#version(entry, subject, body)
        break
      case "documents.set_aside": {
        const { rows, ...batch } = JSON.parse(body) as Omit<Tables["aside_batch"], "entry"> & { rows: string }
        this.asides.set(entry, { batch: { ...batch, entry }, rows })
        break
      }
      case "documents.forgotten": {
        const { batch, rows } = JSON.parse(body) as { batch: number; rows: string }
        this.asides.set(batch, { ...this.asides.get(batch)!, rows })
        break
      }
      case "evidence.added":
        this.evidence.set(subject, {
          ...EVIDENCE_BEFORE,
          ...(JSON.parse(body) as Omit<Tables["evidence"], "entry">),
          entry,
        })
        break
      case "coding.added": {
        const { observed = null, ...row } = JSON.parse(body) as { observed?: string }
        this.coding.set(subject, { entry, digest: sha256(canonicalJson(row)), observed })
        break
      }
      case "coding.observed":
        this.coding.set(subject, { ...this.coding.get(subject)!, observed: JSON.parse(body).observed as string })
        break
      case "actions.compared":
        for (const [a, b, score, shared, apart] of JSON.parse(body).pairs as [string, string, number, number, number][])
          this.likeness.set(`${a} ${b}`, { a, b, score, shared, apart, entry })
        break
      case "action.accepted":
        this.accepted.set(subject, entry)
        break
      case "import.added": {
        const { rows, ...row } = JSON.parse(body) as Omit<Tables["import"], "undone" | "entry"> & { rows: string }
        this.imports.set(subject, { row: { ...row, undone: null, entry }, rows })
        break
      }
      case "import.undone": {
        const { row, rows } = this.imports.get(subject)!
        this.imports.set(subject, { row: { ...row, undone: entry }, rows })
        break
      }
      case "rules.set":
        this.rules = body
        break
      case "keys.set":
        // Read from the log itself: no row is made of it.
        break
      case "report.withdrawn":
        this.#withdraw(entry, subject, JSON.parse(body) as Withdrawal)
        break
      case "decision.undone": {
        const undone = JSON.parse(body).decision as number
        const row = this.decisions.get(undone)
        // The decision itself may be gone with a report that was withdrawn.
        if (row !== undefined) this.decisions.set(undone, { ...row, undone: entry })
        break
      }
      case "action.state":
      case "action.value":
      case "action.joined":
      case "action.split":
      case "call.answer":
      case "campaign.joined":
      case "action.follows":
      case "report.commented":
      case "report.assigned":
      case "event.linked":
      case "outcome.told":
      case "quote.chosen":
      case "quote.approved":
      case "report.doubled":
      case "report.coded_unseen":
      case "report.resolved":
        this.#decide(entry, decisionLogged(what, subject, body))
        break
      default:
        this.#put(entry, what, subject, body)
    }
  }

  /** Reports in whose place a newer version stands. */
  superseded(): Set<string> {
    const replaced = new Set<string>()
    for (const [first, own] of this.#versions) {
      // A first version that was never edited is not read above.
      const chain = own.some((v) => v.id === first) ? own : [{ id: first, edited: null, entry: 0 }, ...own]
      for (const { id } of inOrder(chain).slice(0, -1)) replaced.add(id)
    }
    return replaced
  }

  #version(entry: number, subject: string, body: string): void {
    const { edited = null, version_of = subject } = JSON.parse(body) as { edited?: string; version_of?: string }
    const chain = this.#versions.get(version_of)
    if (chain === undefined) this.#versions.set(version_of, [{ id: subject, edited, entry }])
    else chain.push({ id: subject, edited, entry })
  }

  #decide(entry: number, decision: Decision): void {
    this.decisions.set(entry, decisionRow(entry, decision))
    this.groups.push(...groupRows(entry, decision))
  }

  #put(entry: number, what: `${RegisterTable}.put`, subject: string, body: string): void {
    const table = what.slice(0, -".put".length) as RegisterTable
    const row = JSON.parse(body) as { [column: string]: unknown }
    // The first version of the program logged a source in other words.
    const { nameFa, nameEn, ...rest } = row
    const named = nameFa === undefined ? row : { ...rest, name_fa: nameFa, name_en: nameEn }
    const before = table === "source" ? SOURCE_BEFORE : table === "public_person" ? PERSON_BEFORE : {}
    const put = { ...before, ...named }
    this.registers.get(table)!.set(subject, { ...put, entry })
  }

  #withdraw(entry: number, reportId: string, withdrawal: Withdrawal): void {
    for (const seq of withdrawal.payloads) this.destroyed.add(seq)
    this.report.set(reportId, { entry, digest: WITHDRAWN })
    for (const id of withdrawal.codings) this.coding.set(id, { entry, digest: WITHDRAWN, observed: null })
    for (const id of withdrawal.actions) this.accepted.set(id, entry)
  }
}

/** A decision as its entry logs it: the subject is what it is about first, the payload the rest. */
export function decisionPayload(decision: Decision): { readonly [key: string]: unknown } {
  return "b" in decision ? { ...decision.body, b: decision.b } : { ...decision.body }
}

function decisionLogged(what: Decision["what"], subject: string, body: string): Decision {
  const { b, ...rest } = JSON.parse(body) as { b?: string }
  // The first version also logged the state before; what stands does not rest on it.
  const { from: _, ...kept } = rest as { from?: unknown }
  return { what, a: subject, ...(b === undefined ? {} : { b }), body: kept } as unknown as Decision
}

/** Rows by which a split is found from each observation in it. */
export function groupRows(entry: number, decision: Decision): Tables["decision_group"][] {
  if (decision.what !== "action.split") return []
  return observationsOf(decision).map((observation_id) => ({ entry, observation_id }))
}

/** Key of a register's row. */
export function keyOfRow(table: RegisterTable, row: { readonly [column: string]: unknown }): string {
  return String(row[keyColumn(table)])
}
