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
}

/** A report to be stored. */
export interface NewReport extends Omit<Report, "id" | "sha256"> {}

/** How far an action has been checked. `unreviewed`: accepted by a rule that the operator switched on. */
export type ReviewState = "unreviewed" | "reviewed" | "published" | "disputed" | "retracted"

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

/** Where a public reader can check a report: address, day and hash, never its text. */
export interface SourceLine {
  readonly reportId: string
  readonly source: Source | null
  /** Web address without credentials and fragment; of its query only page numbers are left. */
  readonly url: string | null
  readonly published: string | null
  readonly sha256: string
}

/**
 * An action as the public may see it: typed fields and registered names only.
 *
 * Everything public is built from this type; it has no field that free text could stand in.
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
  readonly state: ReviewState
  readonly sample: boolean
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
