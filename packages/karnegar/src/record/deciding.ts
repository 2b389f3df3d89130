import type { Transaction } from "kysely"
import { type Decision, decisionOf, decisionRow, observationsOf } from "./decisions.ts"
import { isDoubling } from "./double-coding.ts"
import { RecordError } from "./errors.ts"
import { findActionId } from "./find-action.ts"
import { insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import { notePublished } from "./published-changes.ts"
import type { Ask } from "./record.ts"
import { decisionPayload, groupRows } from "./replay.ts"
import { reviewOf } from "./review.ts"
import { readRules } from "./rules.ts"
import type { Tables } from "./tables.ts"
import type { ReviewState } from "./types.ts"

/** Who asks; the operator where nobody is named. */
export function whoOf(ask: Ask | undefined): string {
  return ask?.who ?? "operator"
}

/** Logs a decision and its groups, where it has any. @returns its entry. */
export async function logDecision(
  tx: Transaction<Tables>,
  log: LogWriter,
  ask: Ask | undefined,
  made: Decision,
): Promise<number> {
  const entry = log.append({ who: whoOf(ask), what: made.what, subject: made.a, payload: decisionPayload(made) })
  await insertRows(tx, "decision", [decisionRow(entry, made)])
  await insertRows(tx, "decision_group", groupRows(entry, made))
  return entry
}

/** @throws RecordError `record.changed` when the action is not at the version that was asked for. */
export async function holdVersion(
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
export async function takeBack(
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
export async function stateDecision(
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
