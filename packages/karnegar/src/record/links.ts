/** What an action is tied to by a person's word: a call that it answers, a campaign, an earlier action, an event; and what came of it. */
import type { Demand, Outcome } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { canonicalJson } from "./canonical.ts"
import { type Decided, type Decision, listDecisions } from "./decisions.ts"
import { membersOf } from "./find-action.ts"
import { actionsAnswered } from "./replies.ts"
import type { Tables } from "./tables.ts"

/** Kinds of decisions that tie an action to something. */
const LINKING = ["call.answer", "campaign.joined", "action.follows", "event.linked", "outcome.told"] as const
/** A decision that ties an action to something. */
export type LinkDecision = Extract<Decided, { readonly what: (typeof LINKING)[number] }>

/** An outcome with the day on which it came, told by a person. */
export interface ToldOutcome {
  readonly outcome: Outcome
  /** The demand that it answers; null where that is not known. */
  readonly demand: Demand | null
  /** ISO day; null where it is not known. */
  readonly day: string | null
}

/** Is this decision one that ties? */
export function isLink(decision: Decided): decision is LinkDecision {
  return (LINKING as readonly string[]).includes(decision.what)
}

/** The decision, unless one that says the same stands; of two about the same pair the later one counts. */
export async function unlessStands(db: Kysely<Tables>, actionId: string, decision: Decision): Promise<Decision | null> {
  const key = ({ what, body, ...rest }: Decision) => {
    const { reason: _, ...said } = body as { readonly reason?: string }
    return canonicalJson([what, "b" in rest ? rest.b : null, said])
  }
  const standing = (await listDecisions(db, await membersOf(db, actionId))).filter(isLink)
  return standing.some((own) => key(own) === key(decision)) ? null : decision
}

/** Outcomes that people told, in the order of their days; those without one last, as they were told. */
export function toldOutcomes(decisions: readonly Decided[]): (ToldOutcome & { readonly observation: string })[] {
  return [...decisions]
    .sort((x, y) => x.entry - y.entry)
    .flatMap((d) =>
      d.what === "outcome.told"
        ? { outcome: d.body.outcome, demand: d.body.demand, day: d.body.day, observation: d.a }
        : [],
    )
    .sort((x, y) => ((x.day ?? "9999") < (y.day ?? "9999") ? -1 : (x.day ?? "9999") > (y.day ?? "9999") ? 1 : 0))
}

/** An action or call that another may be tied to. */
export interface LinkCandidate {
  readonly id: string
  readonly isCall: boolean
  /** ISO day. */
  readonly start: string | null
}

/** Candidates of each kind at most. */
const MOST_CANDIDATES = 12
/** Days that a call is looked for before and after an action. */
const CALL_REACH_DAYS = 30

/**
 * Calls that an action may answer, and earlier actions that it may go on from: of the same workforce, near in time, and for the
 * latter of the same workplace or place. Likeliest first: what its own texts answer, then the nearest in time.
 */
export async function linkCandidates(
  db: Kysely<Tables>,
  actionId: string,
): Promise<{ readonly calls: readonly LinkCandidate[]; readonly earlier: readonly LinkCandidate[] }> {
  const action = await db.selectFrom("action").selectAll().where("id", "=", actionId).executeTakeFirst()
  const answered = await actionsAnswered(db, actionId, MOST_CANDIDATES)
  if (action === undefined || action.start_day === null) return { calls: [], earlier: answered }
  const near = db
    .selectFrom("action")
    .select(["id", "is_call", "start_day"])
    .where("id", "<>", actionId)
    .where("state", "<>", "retracted")
    .where("workforce", "=", action.workforce)
  const days = (n: number) => new Date(Date.parse(action.start_day!) + n * 864e5).toISOString().slice(0, 10)
  const calls = await near
    .where("is_call", "=", 1)
    .where("start_day", ">=", days(-CALL_REACH_DAYS))
    .where("start_day", "<=", days(CALL_REACH_DAYS))
    .orderBy("start_day", "desc")
    .orderBy("id")
    .limit(MOST_CANDIDATES)
    .execute()
  const places = db.selectFrom("local_action").select("place_id").where("action_id", "=", actionId)
  const earlier = await near
    .where("is_call", "=", 0)
    .where("start_day", "<=", action.start_day)
    .where((eb) =>
      eb.or([
        ...(action.workplace_id === null ? [] : [eb("workplace_id", "=", action.workplace_id)]),
        eb("id", "in", eb.selectFrom("local_action").select("action_id").where("place_id", "in", places)),
      ]),
    )
    .orderBy("start_day", "desc")
    .orderBy("id")
    .limit(MOST_CANDIDATES)
    .execute()
  const candidate = (row: (typeof calls)[number]) => ({ id: row.id, isCall: row.is_call === 1, start: row.start_day })
  const others = earlier.map(candidate).filter(({ id }) => !answered.some((one) => one.id === id))
  return { calls: calls.map(candidate), earlier: [...answered, ...others].slice(0, MOST_CANDIDATES) }
}
