/** The record's words as types. What the machine says is a `CodedDocument`; what stands is an `Action`. */
import type {
  Character,
  CodedDocument,
  Demand,
  Employment,
  Form,
  Outcome,
  Participants,
  PlaceType,
  Precision,
  Repression,
  Status,
  Workforce,
} from "@karnegar/coder"
import type { EmployerResponse, EnterpriseType, Settlement, StateResponse } from "./fields.ts"
import type { Reason } from "./merge/reasons.ts"
import type { PreparedCoding } from "./prepared-coding.ts"

/** One published text, immutable once stored. The text itself is never public. */
export interface Report {
  readonly id: string
  /** The id its bringer gave it; unique per source. */
  readonly foreignId: string
  readonly text: string
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
  readonly sha256: string
  /** Key of a registered source, or null. Free text never stands here. */
  readonly source: string | null
  /** https address of the publication; null when it has none. */
  readonly url: string | null
  /** ISO Gregorian day. */
  readonly published: string | null
  readonly lang: string | null
  /** Invented for show; every page says so while any such report is loaded. */
  readonly sample: boolean
}

/** A source of reports on the register; only its two labels are public. */
export interface Source {
  readonly key: string
  readonly nameFa: string
  readonly nameEn: string
  /** Sources that copy from one another share a group, and count as one origin; null where it stands alone. */
  readonly independenceGroup?: string | null
  /** What of its texts may be passed on. `none` unless the source says otherwise. */
  readonly redistribution?: Redistribution
  /** How its texts come; `other` unless told. */
  readonly kind?: SourceKind
  /** Address that it is read from: of a channel, a feed, a site; null where it is brought by hand. Never public. */
  readonly reach?: string | null
  /** The operator lets it rest: nothing is fetched from it. */
  readonly paused?: boolean
}

/** How a source's texts come. */
export const SOURCE_KINDS = ["telegram", "feed", "page", "mail", "table", "text", "other"] as const
/** How a source's texts come. */
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** A source with how it fares and what it has brought. */
export interface SourceAccount extends Required<Source> {
  /** ISO instants; null where it was never tried, or never answered. */
  readonly lastAttempt: string | null
  readonly lastSuccess: string | null
  /** Attempts that failed since the last success. */
  readonly failures: number
  /** Code of the newest failure since the last success; null where there is none. */
  readonly lastFailure: string | null
  /** How many texts were refused, by the refusal's code. */
  readonly refusals: { readonly [code: string]: number }
  /** ISO instant before which it is not to be asked again; null where none is set. */
  readonly nextDue: string | null
  /** What the reader of this source needs to remember, such as a feed's entity tag; null where nothing. */
  readonly memo: unknown
  /** Reports that stand, and versions of edited ones that newer ones replaced. */
  readonly reports: number
  readonly versions: number
  /** Documents kept as hash and address only. */
  readonly aside: number
  /** Actions and calls that stand and that it tells of. */
  readonly actions: number
}

/** What one attempt to read a source came to. */
export interface SourceNote {
  /** ISO instant. */
  readonly at: string
  /** Lasting code of what went wrong; null: it answered. */
  readonly failure: string | null
  /** Refused texts by code, added to those counted before. */
  readonly refusals?: { readonly [code: string]: number }
  /** Left out: as it was. */
  readonly nextDue?: string | null
  readonly memo?: unknown
}

/** What of a source's texts may be passed on: nothing, approved quotes, or whole texts. */
export type Redistribution = "none" | "quotes" | "full"

/** A report to be stored. */
export interface NewReport extends Omit<Report, "id" | "sha256"> {
  /** ISO instant at which it was captured; null when it was not captured by this program. */
  readonly captured?: string | null
  /** ISO instant of the text's last edit: another text with a later one is a new version of the report; null: never edited. */
  readonly edited?: string | null
  /** Channel or site it was taken over from, or the key of its source: copies of one origin count once. Never a person. */
  readonly origin?: string | null
  /** The text of the same source that it answers, by its foreign id, whether or not that is stored; null: none is told. */
  readonly replyTo?: string | null
  /** Bytes that were received with it; they stand in the evidence store before the report does. */
  readonly evidence?: readonly NewEvidence[]
}

/** Bytes as they were received. */
export interface NewEvidence {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string
  readonly mediaType: string
  /** Length in bytes. */
  readonly bytes: number
  /** ISO instant of capture; null when unknown. */
  readonly captured: string | null
  /** Where they came from; null when not told. */
  readonly url?: string | null
  /** Name and version of the tool that captured them; null when not told. */
  readonly tool?: string | null
}

/** A piece of evidence as it stands in the record. */
export interface KeptEvidence extends Required<NewEvidence> {
  readonly id: string
  readonly reportId: string
}

/** Why a document is kept as hash and address only: it tells of no labour matter, or its source had brought the same text. */
export type AsideReason = "no_labour" | "copy"

/** A text that a source brought, and what is to become of it. */
export type Brought =
  | { readonly report: NewReport; readonly coding: PreparedCoding }
  | { readonly report: NewReport; readonly aside: AsideReason }

/** What became of it. `version`: it stands in place of what its key stood for before. `known`: nothing was written. */
export interface Taken {
  readonly how: "added" | "version" | "known" | "aside"
  /** Null where it is no report. */
  readonly reportId: string | null
  readonly actionIds: readonly string[]
}

/** What the record knows of a text before it is coded. */
export type Knowing =
  /** It stands, was set aside or was withdrawn: there is nothing to do. */
  | "known"
  /** Its source brought the same text of the same day under another key. */
  | "copy"
  /** Its key stands for another text: what comes of it is a version, and is not set aside. */
  | "edited"
  | "new"

/** How far an action has been checked. `unreviewed`: accepted by a rule that the operator switched on. */
export type ReviewState = "unreviewed" | "reviewed" | "published" | "disputed" | "retracted"

/** A state with the two that no reader sees. `draft`: coded, accepted by nobody yet; `rejected`: a person found it to be no labour action. */
export type DeskState = ReviewState | "draft" | "rejected"

/**
 * What an action rests on. Copies of one origin count once, and no number of reports raises it.
 *
 * `verified_media` and `official_confirmation` are a person's decision; the others are derived.
 */
export type EvidenceStatus =
  | "single_source"
  | "independent_sources"
  | "verified_media"
  | "official_confirmation"
  | "disputed"
  | "retracted"

/** A name in both scripts that stands on one of the record's registers. */
export interface RegisteredName {
  readonly id: string
  readonly fa: string
  readonly en: string
}

/** One place of an action: the unit that a map counts. */
export interface LocalAction {
  /** `<action id>.<n>`, permanent. */
  readonly id: string
  /** Gazetteer id; null when the name stayed ambiguous or unknown (then no coordinates). */
  readonly placeId: string | null
  readonly nameFa: string
  readonly nameEn: string
  readonly type: PlaceType
  /** Gazetteer id of the province (`p1` … `p31`), null for a country or an unknown place. */
  readonly provinceId: string | null
  /** WGS 84; null when unknown. */
  readonly lat: number | null
  readonly lon: number | null
}

/** Where a public reader can check a report, or an imported row: address, day and hash, never its text. */
export interface SourceLine {
  /** Id of the report, or of the imported row. */
  readonly reportId: string
  readonly source: Source | null
  /** Web address without credentials and fragment; of its query only page numbers are left. */
  readonly url: string | null
  readonly published: string | null
  readonly sha256: string
}

/** Words of a report that people let the public see. */
export interface PublicQuote {
  readonly text: string
  /** Report that tells them: one of the action's `sources`. */
  readonly reportId: string
}

/**
 * An action as the public may see it: typed fields, registered names, and quotes that people approved.
 *
 * Everything public is built from this type; it has no other field that free text could stand in.
 * In state `retracted` lists are empty, and fields that cannot be null hold one fixed code that says nothing.
 */
export interface PublishedAction {
  /** Permanent. */
  readonly id: string
  readonly forms: readonly Form[]
  /** `called` and `threatened` acts are calls, never actions: `isCall` says which list shows it. */
  readonly status: Status
  readonly isCall: boolean
  /** ISO Gregorian days. */
  readonly start: string | null
  readonly end: string | null
  readonly precision: Precision
  readonly places: readonly LocalAction[]
  /** Number of places the text tells where it names fewer ("in 70 cities"). */
  readonly placesCount: number | null
  readonly workforce: Workforce
  readonly employment: readonly Employment[]
  readonly character: Character
  readonly jointWith: readonly Workforce[]
  readonly participants: Participants | null
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly repression: readonly Repression[]
  /** Employer or workplace, once linked to the register; else null. */
  readonly workplace: RegisteredName | null
  readonly organisations: readonly RegisteredName[]
  readonly sources: readonly SourceLine[]
  /** `coding`: reports tell of it; `import`: only other people's record does. */
  readonly origin: "coding" | "import"
  readonly evidence: EvidenceStatus
  /** Fields that sources disagree about; their values are in the action's claims. */
  readonly disagreements: readonly string[]
  /** Ids of actions that were found to be this one; they lead here for ever. */
  readonly mergedIds: readonly string[]
  /** What came of it, in the order of telling; `day` null where not told. */
  readonly outcomeEvents: readonly {
    readonly outcome: Outcome
    readonly demand: Demand | null
    readonly day: string | null
  }[]
  readonly enterpriseType: EnterpriseType | null
  /** Persons; see `ActionFields`. */
  readonly workersDirect: Participants | null
  readonly workersIndirect: Participants | null
  readonly establishments: number | null
  readonly workforceSize: number | null
  /** Worker-days; `how`: as a source tells, or workers × calendar days. */
  readonly daysNotWorked: (Participants & { readonly how: "reported" | "computed" }) | null
  readonly stateResponse: readonly StateResponse[]
  readonly employerResponse: readonly EmployerResponse[]
  readonly settlement: Settlement | null
  readonly lastSeenOngoing: string | null
  readonly state: ReviewState
  /** People who have checked what stands now; 0 where nobody did since it last changed hands, or it is in dispute. */
  readonly reviewers: number
  readonly sample: boolean
  /** Words of its reports that one person chose and another approved, 25 at most each: the only free words here. */
  readonly quotes: readonly PublicQuote[]
  /** Place, workplace and numbers are told more coarsely than they are known, so that nobody is found by them. */
  readonly coarse: boolean
}

/** A report with its newest coding, for the local review page only. */
export interface CodedReport {
  readonly report: Report
  readonly coding: CodedDocument | null
  readonly actionIds: readonly string[]
}

/** What one `addCoded` did. */
export interface AddResult {
  readonly reportId: string
  /** False when this very report stood already; nothing was written then. */
  readonly fresh: boolean
  readonly actionIds: readonly string[]
}

/** Two actions that may be one. */
export interface Proposal {
  readonly actionId: string
  readonly otherId: string
  /** Likeness, 0 to 1. */
  readonly score: number
  /** Why: codes with their figures; `reasonText` puts them into words. */
  readonly reasons: readonly Reason[]
}
