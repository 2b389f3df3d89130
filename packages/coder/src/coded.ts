/**
 * The exchange format: what goes into the coder and what comes out.
 *
 * Mirrors `data/codebook/coding.schema.json`, which tests validate every output against.
 */
import type {
  Character,
  Demand,
  Employment,
  Form,
  How,
  Kind,
  Outcome,
  PlaceType,
  Precision,
  Repression,
  Status,
  Workforce,
} from "./codes.ts"
import type { Problem } from "./problem.ts"
import type { Span } from "./span.ts"

export type { Span }

/** One report as it comes in. `published` is an ISO 8601 day or instant; only its day is used. */
export interface ReportInput {
  readonly id: string
  readonly text: string
  readonly published?: string | null
  readonly source?: string | null
  /** BCP 47 tag; found in the text when absent. */
  readonly lang?: string | null
}

/** When an action took place: Gregorian ISO days. */
export interface CodedDate {
  /** `null` only with precision `unknown`. */
  readonly start: string | null
  /** Last day where told or computable, else `null`. */
  readonly end: string | null
  readonly precision: Precision
  /** The date as the text writes it. */
  readonly written: string | null
}

/** A place named for an action. */
export interface CodedPlace {
  /** Gazetteer id; `null` when unknown or ambiguous. */
  readonly id: string | null
  /** Persian name as in the gazetteer. */
  readonly name: string
  readonly type: PlaceType
  /** Persian name of the province. */
  readonly province: string | null
  readonly lat: number | null
  readonly lon: number | null
  /** The spot within the place, as written ("in front of the governor's office"); not public. */
  readonly site: string | null
  /** Gazetteer ids that share the name, when the text does not decide. */
  readonly candidates?: readonly string[]
}

/** One value of one field, the words it rests on and how it was got. */
export interface Support {
  readonly field: string
  readonly value: unknown
  readonly how: How
  /** Empty only for `assumed`. */
  readonly spans: readonly Span[]
  /** Lexicon entry or reader that made it. */
  readonly by: string
}

/** One outcome with its own date and the demand it answers, where told. */
export interface OutcomeEvent {
  readonly code: Outcome
  readonly demand: Demand | null
  readonly date: string | null
  readonly span: Span
}

/** Number of people; `max` is `null` when open-ended. */
export interface Participants {
  readonly min: number
  readonly max: number | null
}

/** One collective act as a report tells it (codebook §1, §3). A machine's word, not yet the record's. */
export interface CodedAction {
  readonly forms: readonly Form[]
  readonly status: Status
  readonly date: CodedDate
  readonly places: readonly CodedPlace[]
  readonly places_count: number | null
  readonly workforce: Workforce
  readonly employment: readonly Employment[]
  readonly character: Character
  readonly joint_with: readonly Workforce[]
  /** As written; not public until linked to the register. */
  readonly employer: string | null
  /** As written; not public until linked to the register. */
  readonly organisers: readonly string[]
  readonly participants: Participants | null
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly outcome_events: readonly OutcomeEvent[]
  readonly repression: readonly Repression[]
  readonly support: readonly Support[]
  /** 0 to 1. */
  readonly confidence: number
}

/** An act that a text reports without a day or month, so that it is no action (codebook §10). */
export interface MentionedAction {
  readonly forms: readonly Form[]
  readonly workforce: Workforce
  readonly workplace: string | null
  readonly places_count: number | null
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly span: Span
}

/** What a whole document speaks of (codebook §10). */
export interface Themes {
  readonly workforces: readonly Workforce[]
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly repression: readonly Repression[]
  /** Names as written, the issuer first. */
  readonly organisations: readonly string[]
  readonly workplaces: readonly string[]
  readonly context_events: readonly { readonly name: string; readonly date: string | null }[]
  readonly mentioned_actions: readonly MentionedAction[]
  readonly solidarity: readonly { readonly from: string; readonly to: string }[]
  readonly appeals: readonly Span[]
}

/** A report, coded: one line of the coder's JSON Lines output. */
export interface CodedDocument {
  readonly id: string
  readonly lang: string
  readonly kind: Kind
  readonly actions: readonly CodedAction[]
  readonly themes: Themes
  readonly problems: readonly Problem[]
  readonly coder: { readonly version: string; readonly lexicon: string }
}
