import type { Kysely } from "kysely"
import { decisionOf } from "./decisions.ts"
import type { Tables } from "./tables.ts"

/** How far a call was answered: *k* of its *n* announced places, and those where nobody had announced anything. */
export interface CallCoverage {
  readonly callId: string
  /** Gazetteer ids of the places that the call names; empty for a nationwide call that names none. */
  readonly announced: readonly string[]
  /** Announced places where an action that answers it was seen, with that action. */
  readonly observed: readonly { readonly placeId: string; readonly actionId: string }[]
  /** Places of answering actions that were not announced. */
  readonly unannounced: readonly { readonly placeId: string; readonly actionId: string }[]
  /** Number of places that the call or its answers tell where they name fewer; null when none does. */
  readonly toldCount: number | null
}

/**
 * Holds a call against the actions of its workforce on its days.
 *
 * An action answers a call when it was held by the same workforce on a day of the call; a person's decision about the pair
 * goes before. A call without a day is answered by decisions alone. Retracted actions answer nothing.
 *
 * @returns null when the id is no call.
 */
export async function coverageOf(db: Kysely<Tables>, callId: string): Promise<CallCoverage | null> {
  const call = await db
    .selectFrom("action")
    .selectAll()
    .where("id", "=", callId)
    .where("is_call", "=", 1)
    .executeTakeFirst()
  if (call === undefined) return null
  const answers = new Map<string, { readonly id: string; readonly places_count: number | null }>()
  if (call.start_day !== null) {
    const found = await db
      .selectFrom("action")
      .select(["id", "places_count"])
      .where("is_call", "=", 0)
      .where("state", "<>", "retracted")
      .where("workforce", "=", call.workforce)
      .where("start_day", "<=", call.end_day ?? call.start_day)
      .where((eb) => eb(eb.fn.coalesce("end_day", "start_day"), ">=", call.start_day))
      .execute()
    for (const action of found) answers.set(action.id, action)
  }
  await applyDecisions(db, callId, answers)
  const places = await db
    .selectFrom("local_action")
    .select(["action_id", "place_id", "type"])
    .where("action_id", "in", [callId, ...answers.keys()])
    .orderBy("id")
    .execute()
  const placesOf = (id: string) =>
    places.filter((p) => p.action_id === id).map((p) => ({ placeId: p.place_id, type: p.type }))
  return coverageFrom(
    { id: callId, placesCount: call.places_count, places: placesOf(callId) },
    [...answers.values()].map((a) => ({ id: a.id, placesCount: a.places_count, places: placesOf(a.id) })),
  )
}

/** A call or an action as coverage looks at it. */
export interface Covering {
  readonly id: string
  readonly placesCount: number | null
  readonly places: readonly { readonly placeId: string | null; readonly type: string }[]
}

/** Holds the places of a call against those of the actions that answer it, whichever were found to. */
export function coverageFrom(call: Covering, answers: readonly Covering[]): CallCoverage {
  const known = ({ places }: Covering) => places.flatMap((p) => (p.type === "country" ? [] : (p.placeId ?? [])))
  const announced = known(call)
  const seen = new Map<string, string>()
  for (const answer of answers.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    for (const placeId of known(answer)) if (!seen.has(placeId)) seen.set(placeId, answer.id)
  const counts = [call, ...answers].flatMap((a) => a.placesCount ?? [])
  return {
    callId: call.id,
    announced,
    observed: announced.flatMap((placeId) => {
      const actionId = seen.get(placeId)
      return actionId === undefined ? [] : [{ placeId, actionId }]
    }),
    unannounced: [...seen].flatMap(([placeId, actionId]) =>
      announced.includes(placeId) ? [] : [{ placeId, actionId }],
    ),
    toldCount: counts.length === 0 ? null : Math.max(...counts),
  }
}

/** What people decided about this call and an action; observations' ids lead to the actions that stand. */
async function applyDecisions(
  db: Kysely<Tables>,
  callId: string,
  answers: Map<string, { readonly id: string; readonly places_count: number | null }>,
): Promise<void> {
  const rows = await db
    .selectFrom("decision")
    .innerJoin("observation as call", "call.id", "decision.a")
    .innerJoin("observation as answer", "answer.id", "decision.b")
    .innerJoin("action", "action.id", "answer.action_id")
    .selectAll("decision")
    .select(["action.id as action_id", "action.places_count"])
    .where("decision.what", "=", "call.answer")
    .where("decision.undone", "is", null)
    .where("call.action_id", "=", callId)
    .orderBy("decision.entry")
    .execute()
  for (const { action_id, places_count, ...row } of rows) {
    const decision = decisionOf(row)
    if (decision.what !== "call.answer") continue
    if (decision.body.answers) answers.set(action_id, { id: action_id, places_count })
    else answers.delete(action_id)
  }
}
