/** What people decided, as it stands: each decision is an entry, and undoing one is an entry too. */
import type { Demand, Outcome } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { canonicalJson } from "./canonical.ts"
import type { ActionFields } from "./fields.ts"
import { blocks } from "./insert-rows.ts"
import type { Tables } from "./tables.ts"
import type { EvidenceStatus, ReviewState } from "./types.ts"
import type { Draw, UnseenCoding } from "./unseen-coding.ts"

/** Decisions about actions; each is made about observations, whose ids last. */
export type Decision =
  /** Another state: reviewed, published, disputed, retracted … */
  | {
      readonly what: "action.state"
      readonly a: string
      readonly body: {
        readonly to: ReviewState | "rejected"
        readonly reason: string
        /** People that the rule asked for when it was published; the action stands as published on no fewer. */
        readonly people?: number
        /** It came so with an import: nobody of this record has looked, and it counts as nobody's review. */
        readonly brought?: true
      }
    }
  /** A person's value of a field; it stands whatever sources say. */
  | {
      readonly what: "action.value"
      readonly a: string
      readonly body: {
        readonly fields?: Partial<ActionFields>
        readonly evidence?: EvidenceStatus
        readonly reason: string
      }
    }
  /** Two actions are one. Ids alone: it outlasts the withdrawal of a report. */
  | { readonly what: "action.joined"; readonly a: string; readonly b: string; readonly body: object }
  /** One action is several, ids alone: observations of a group are one action, those of two groups are not. */
  | {
      readonly what: "action.split"
      readonly a: string
      readonly body: { readonly groups: readonly (readonly string[])[] }
    }
  /** An action answers, or does not answer, a call, whatever days and places say. */
  | {
      readonly what: "call.answer"
      readonly a: string
      readonly b: string
      readonly body: { readonly answers: boolean; readonly reason: string }
    }
  /** An action belongs to a campaign. */
  | {
      readonly what: "campaign.joined"
      readonly a: string
      readonly b: string
      readonly body: { readonly reason: string }
    }
  /** An action goes on from, or takes up, an earlier one that stays its own. */
  | {
      readonly what: "action.follows"
      readonly a: string
      readonly b: string
      readonly body: { readonly reason: string }
    }
  /** An action belongs to what happened around it; `b` is a context event. */
  | {
      readonly what: "event.linked"
      readonly a: string
      readonly b: string
      readonly body: { readonly reason: string }
    }
  /** What came of an action, and on which day. */
  | {
      readonly what: "outcome.told"
      readonly a: string
      readonly body: {
        readonly outcome: Outcome
        readonly demand: Demand | null
        readonly day: string | null
        readonly reason: string
      }
    }
  /** A person's word to colleagues about a report; `a` is the observation that its notes hang on. */
  | { readonly what: "report.commented"; readonly a: string; readonly body: { readonly text: string } }
  /** Who has taken a report on, by role key; null: nobody any more. The latest counts. */
  | { readonly what: "report.assigned"; readonly a: string; readonly body: { readonly to: string | null } }
  /** Words of a report, put forward for the public; `a` is an observation of that report. */
  | { readonly what: "quote.chosen"; readonly a: string; readonly body: { readonly text: string } }
  /** They may be public once so many people, who chose them among them, stand by them; `quote` is the choice's entry. */
  | {
      readonly what: "quote.approved"
      readonly a: string
      readonly body: { readonly quote: number; readonly people: number }
    }
  /** Two people are to code this report unseen; `a` is the report itself, which may tell of no action. */
  | { readonly what: "report.doubled"; readonly a: string; readonly body: { readonly draw: Draw | null } }
  /** What one of them says of it; `doubling` is the entry that marked it. */
  | {
      readonly what: "report.coded_unseen"
      readonly a: string
      readonly body: { readonly doubling: number; readonly coding: UnseenCoding }
    }
  /** A person is done with what differs between the two. */
  | { readonly what: "report.resolved"; readonly a: string; readonly body: { readonly doubling: number } }

/** A decision as it stands, with the entry that logged it. Later entries win. */
export type Decided = Decision & { readonly entry: number }

/** A decision with the role key of who made it. */
export type Signed = Decided & { readonly who: string }

/** Kinds that say which observations are one action. */
export const GROUPING = ["action.joined", "action.split"] as const

/** A decision's row. */
export function decisionRow(entry: number, decision: Decision): Tables["decision"] {
  return {
    entry,
    what: decision.what,
    a: decision.a,
    b: "b" in decision ? decision.b : null,
    body: canonicalJson(decision.body),
    undone: null,
  }
}

/** A row's decision. */
export function decisionOf(row: Tables["decision"]): Decided {
  return { entry: row.entry, what: row.what, a: row.a, b: row.b, body: JSON.parse(row.body) } as unknown as Decided
}

/** Observations that a decision is about. */
export function observationsOf(decision: Decision): readonly string[] {
  switch (decision.what) {
    case "action.joined":
    case "call.answer":
    case "action.follows":
      return [decision.a, decision.b]
    case "action.split":
      return decision.body.groups.flat()
    case "action.state":
    case "action.value":
    case "campaign.joined":
    case "report.commented":
    case "report.assigned":
    case "event.linked":
    case "outcome.told":
    case "quote.chosen":
    case "quote.approved":
      return [decision.a]
    case "report.doubled":
    case "report.coded_unseen":
    case "report.resolved":
      return []
    default:
      return decision satisfies never
  }
}

/** Standing decisions about any of these observations, oldest first. */
export async function listDecisions(db: Kysely<Tables>, ids: readonly string[]): Promise<Decided[]> {
  const found = new Map<number, Decided>()
  for (const part of blocks(ids)) {
    const rows = await db
      .selectFrom("decision")
      .selectAll()
      .where("undone", "is", null)
      .where((eb) =>
        eb.or([
          eb("a", "in", part),
          eb("b", "in", part),
          eb(
            "entry",
            "in",
            eb.selectFrom("decision_group").select("decision_group.entry").where("observation_id", "in", part),
          ),
        ]),
      )
      .execute()
    for (const row of rows) found.set(row.entry, decisionOf(row))
  }
  return [...found.values()].sort((x, y) => x.entry - y.entry)
}
