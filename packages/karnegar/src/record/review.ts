/** An action as a person at the desk sees it: what stands, in which state, and how it came to be so. */
import type { Kysely } from "kysely"
import type { Decided } from "./action-rows.ts"
import { type Decision, decisionOf, type Signed } from "./decisions.ts"
import { deriveFields, inOrder } from "./derive.ts"
import { RecordError } from "./errors.ts"
import type { ActionFields } from "./fields.ts"
import { membersOf } from "./find-action.ts"
import { blocks } from "./insert-rows.ts"
import { isLink, type LinkDecision } from "./links.ts"
import { NOTING } from "./notes.ts"
import { foldDecisions, type Gathered, gatherActions } from "./project.ts"
import type { Quote } from "./quotable.ts"
import type { Tables } from "./tables.ts"
import type { DeskState, EvidenceStatus } from "./types.ts"

/** An action under review; a draft too. */
export interface ReviewedAction {
  readonly id: string
  readonly state: DeskState
  /** Number of the newest entry about it: what a decision names as what it was made on. */
  readonly version: number
  readonly fields: ActionFields
  /** A person's word on the evidence; null where nobody gave one. */
  readonly evidence: EvidenceStatus | null
  /** Fields that sources tell differently. */
  readonly disagreements: readonly (keyof ActionFields)[]
  /** Role keys of those who have checked what stands now. */
  readonly seenBy: readonly string[]
  /** Reports that tell of it, in the order of publication. */
  readonly reportIds: readonly string[]
  /** Names of the fields that a person set. */
  readonly setFields: readonly (keyof ActionFields)[]
  /** Quotes that were chosen and not taken back, approved or not. */
  readonly quotes: readonly Quote[]
}

/** One thing that a person did to an action, or took back. */
export interface HistoryItem {
  readonly entry: number
  /** UTC minute, ISO 8601. */
  readonly at: string
  /** Role key. */
  readonly who: string
  readonly what: Decision["what"] | "decision.undone"
  /** The decision that it is, or that it took back. */
  readonly decision: number
  /** Of a decision: whether it still stands. */
  readonly stands: boolean
  readonly reason: string | null
  /** What stood before and after, of the fields that it changed. */
  readonly changes: readonly Change[]
}

/** A tie to a call, a campaign, an earlier action or an event. */
export interface LinkChange {
  readonly what: Exclude<LinkDecision["what"], "outcome.told">
  readonly a: string
  readonly b: string
  /** False: a person said that it does not answer the call. */
  readonly answers: boolean
}

/** What one step of the history changed. */
export interface Change {
  readonly field: keyof ActionFields | "state" | "evidence" | "links" | "outcomeEvents" | "quotes" | "assignee"
  readonly before: unknown
  readonly after: unknown
}

/**
 * What stands of an action for those at the desk, or stood at an earlier version.
 *
 * @param id The standing action's own id.
 * @throws RecordError `record.not_found`.
 */
export async function reviewOf(
  db: Kysely<Tables>,
  id: string,
  version = Number.POSITIVE_INFINITY,
): Promise<ReviewedAction> {
  const [gathered] = await gatherActions(db, [id])
  if (gathered === undefined) throw new RecordError("record.not_found", id)
  const decisions = await signedAbout(db, await membersOf(db, id))
  const { derived, decided, state } = standingAt(gathered, decisions, version)
  return {
    id,
    state,
    version: Math.min(version, versionIn(gathered, decisions)),
    fields: derived.fields,
    evidence: decided.evidence,
    disagreements: derived.disagreements,
    seenBy: [...decided.seenBy],
    reportIds: [...new Set(inOrder(gathered.members).flatMap((m) => (m.withdrawn ? [] : (m.reportId ?? []))))],
    setFields: Object.keys(decided.fields) as (keyof ActionFields)[],
    quotes: decided.quotes,
  }
}

/** Actions that a report tells of, drafts too, each with the number of the coded action that tells it; in their order. */
export async function reviewsOfReport(
  db: Kysely<Tables>,
  reportId: string,
): Promise<{ readonly ordinal: number; readonly action: ReviewedAction }[]> {
  const rows = await db
    .selectFrom("observation")
    .select(["action_id", "ordinal"])
    .where("report_id", "=", reportId)
    .orderBy("ordinal")
    .execute()
  const first = rows.filter((row, i) => rows.findIndex((other) => other.action_id === row.action_id) === i)
  const reviews = []
  for (const { action_id, ordinal } of first) reviews.push({ ordinal, action: await reviewOf(db, action_id) })
  return reviews
}

/** What people did to an action and took back, oldest first, with what stood before and after each step. */
export async function historyOf(db: Kysely<Tables>, id: string): Promise<HistoryItem[]> {
  const [gathered] = await gatherActions(db, [id])
  if (gathered === undefined) throw new RecordError("record.not_found", id)
  const decisions = await signedAbout(db, await membersOf(db, id))
  const undone = new Map(decisions.flatMap((d) => (d.undone === null ? [] : [[d.undone, d] as const])))
  const seqs = [...decisions.map((d) => d.entry), ...undone.keys()]
  const entries = new Map<number, Tables["entry"]>()
  for (const part of blocks(seqs))
    for (const entry of await db.selectFrom("entry").selectAll().where("seq", "in", part).execute())
      entries.set(entry.seq, entry)
  return [...entries.values()]
    .sort((a, b) => a.seq - b.seq)
    .map(({ seq, at, who }) => {
      const made = decisions.find((d) => d.entry === seq)
      const [before, after] = [standsAt(gathered, decisions, seq - 1), standsAt(gathered, decisions, seq)]
      return {
        entry: seq,
        at,
        who,
        what: made === undefined ? ("decision.undone" as const) : made.what,
        decision: made === undefined ? undone.get(seq)!.entry : seq,
        stands: made !== undefined && made.undone === null,
        reason: made === undefined ? null : reasonOf(made),
        changes: changesBetween(before, after),
      }
    })
}

function reasonOf(made: Decision): string | null {
  if (made.what === "report.commented") return made.body.text
  return "reason" in made.body ? made.body.reason : null
}

type Known = Signed & { readonly undone: number | null }

/** Every decision about these observations, also what was taken back, oldest first. */
async function signedAbout(db: Kysely<Tables>, ids: readonly string[]): Promise<Known[]> {
  const found = new Map<number, Known>()
  for (const part of blocks(ids)) {
    const rows = await db
      .selectFrom("decision")
      .innerJoin("entry", "entry.seq", "decision.entry")
      .selectAll("decision")
      .select("entry.who")
      .where((eb) => eb.or([eb("a", "in", part), eb("b", "in", part)]))
      .execute()
    for (const { who, ...row } of rows) found.set(row.entry, { ...decisionOf(row), who, undone: row.undone })
  }
  return [...found.values()].sort((x, y) => x.entry - y.entry)
}

/** @param standing Decisions that count. */
function stateOf({ stands, decided, members }: Gathered, standing: readonly Known[]): DeskState {
  if (members.every((m) => m.withdrawn)) return "retracted"
  if (stands) return decided.state ?? "unreviewed"
  const rejected = standing.some((d) => d.what === "action.state" && d.body.to === "rejected")
  return rejected ? "rejected" : "draft"
}

function versionIn({ members }: Gathered, decisions: readonly Known[]): number {
  // Notes change nothing that a form was made on.
  const deciding = decisions.filter((d) => !NOTING.includes(d.what))
  return Math.max(...members.map((m) => m.entry), ...deciding.flatMap((d) => [d.entry, d.undone ?? 0]))
}

/** What an action's sources told up to an entry, with what people had set. */
function fieldsAt({ members }: Gathered, decided: Decided, entry: number) {
  const standing = members.filter((m) => !m.withdrawn)
  const told = standing.length === 0 ? members : standing
  const then = told.filter((m) => m.entry <= entry)
  return deriveFields(inOrder(then.length === 0 ? told : then), decided.fields, decided.outcomes)
}

function standingAt(gathered: Gathered, decisions: readonly Known[], entry: number) {
  const standing = decisions.filter((d) => d.entry <= entry && (d.undone === null || d.undone > entry))
  const decided = foldDecisions(standing)
  const stands = decided.state !== null || gathered.members.some((m) => m.accepted && m.entry <= entry)
  const state = stateOf({ ...gathered, decided, stands }, standing)
  return { decided, state, derived: fieldsAt(gathered, decided, entry), standing }
}

/** All that a step of the history may change. */
function standsAt(gathered: Gathered, decisions: readonly Known[], entry: number) {
  const { decided, state, derived, standing } = standingAt(gathered, decisions, entry)
  const links = standing.flatMap((d) => (isLink(d) && d.what !== "outcome.told" ? linkChange(d) : []))
  const outcomeEvents = decided.outcomes.map(({ outcome, demand, day }) => ({ outcome, demand, day }))
  const quotes = decided.quotes.map(({ text, approved }) => ({ text, approved }))
  const given = standing.findLast((d) => d.what === "report.assigned")
  const assignee = given?.what === "report.assigned" ? given.body.to : null
  return { ...derived.fields, state, evidence: decided.evidence, links, outcomeEvents, quotes, assignee }
}

/** A tie as a step of the history tells it. */
function linkChange(link: Exclude<LinkDecision, { readonly what: "outcome.told" }>): LinkChange {
  const { what, a, b } = link
  return { what, a, b, answers: link.what !== "call.answer" || link.body.answers }
}

function changesBetween(before: ReturnType<typeof standsAt>, after: ReturnType<typeof standsAt>): Change[] {
  return (Object.keys(after) as (keyof typeof after)[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}
