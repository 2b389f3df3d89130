/**
 * What one source says of one action, and what stands of it: the same fields.
 *
 * A field is null, or an empty list, where nothing is told; that is never zero and never "no".
 */
import type {
  Character,
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

/** Who owns the enterprise. */
export const ENTERPRISE_TYPES = [
  "state",
  "quasi_state",
  "private",
  "cooperative",
  "municipal",
  "foreign_or_joint",
  "pension_fund",
] as const
/** Who owns the enterprise. */
export type EnterpriseType = (typeof ENTERPRISE_TYPES)[number]

/** What authorities did in answer, beside repression (codebook §8). */
export const STATE_RESPONSES = [
  "none",
  "talks",
  "mediation",
  "security_presence",
  "blocking",
  "dispersal",
  "communications_cut",
] as const
/** What authorities did in answer, beside repression (codebook §8). */
export type StateResponse = (typeof STATE_RESPONSES)[number]

/** What the employer did in answer. */
export const EMPLOYER_RESPONSES = [
  "none",
  "talks",
  "concession",
  "threat",
  "dismissal",
  "pay_cut",
  "replacement",
  "lockout",
] as const
/** What the employer did in answer. */
export type EmployerResponse = (typeof EMPLOYER_RESPONSES)[number]

/** How a dispute was settled (ILO 1993 resolution, §25). */
export const SETTLEMENTS = [
  "direct_talks",
  "mediation",
  "labour_office",
  "court",
  "unilateral",
  "dispersal",
  "none",
] as const
/** How a dispute was settled (ILO 1993 resolution, §25). */
export type Settlement = (typeof SETTLEMENTS)[number]

/** A place of an action, linked to the gazetteer where it can be. */
export interface FieldPlace {
  /** Gazetteer id; null when no row stands for it. */
  readonly placeId: string | null
  readonly nameFa: string
  readonly nameEn: string
  readonly type: PlaceType
  readonly provinceId: string | null
  /** WGS 84; null when unknown. */
  readonly lat: number | null
  readonly lon: number | null
}

/** The typed fields of an action. Names in it stand on a register; words as written stand in `PrivateWords`. */
export interface ActionFields {
  readonly forms: readonly Form[]
  readonly status: Status
  /** ISO Gregorian days. */
  readonly start: string | null
  readonly end: string | null
  readonly precision: Precision
  readonly places: readonly FieldPlace[]
  /** Number of places told where fewer are named. */
  readonly placesCount: number | null
  readonly workforce: Workforce
  readonly employment: readonly Employment[]
  readonly character: Character
  readonly jointWith: readonly Workforce[]
  readonly workplaceId: string | null
  readonly organisationIds: readonly string[]
  /** Persons who took part. */
  readonly participants: Participants | null
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly repression: readonly Repression[]
  readonly enterpriseType: EnterpriseType | null
  /** Workers who stopped work (ILO: directly involved); persons. */
  readonly workersDirect: Participants | null
  /** Workers who could not work because others stopped (ILO: indirectly involved); persons. */
  readonly workersIndirect: Participants | null
  /** Establishments whose workers took part. */
  readonly establishments: number | null
  /** Workers of the establishments or of the bargaining unit, also those who did not take part; persons. */
  readonly workforceSize: number | null
  /** Days not worked as a source tells them; worker-days. */
  readonly daysNotWorked: Participants | null
  readonly stateResponse: readonly StateResponse[]
  readonly employerResponse: readonly EmployerResponse[]
  readonly settlement: Settlement | null
  /** Last day on which a source saw it go on; ISO Gregorian. */
  readonly lastSeenOngoing: string | null
}

/** Words as a source writes them. They stay inside: none is public until it is linked to a register. */
export interface PrivateWords {
  readonly employer: string | null
  readonly organisers: readonly string[]
  /** Places and spots as written. */
  readonly places: readonly string[]
  /** Demands as written that no code was found for. */
  readonly demands: readonly string[]
  readonly note: string | null
}

/** Fields that say nothing; what a reader, a mapping or a withdrawal starts from. */
export const EMPTY_FIELDS: ActionFields = {
  forms: [],
  status: "held",
  start: null,
  end: null,
  precision: "unknown",
  places: [],
  placesCount: null,
  workforce: "workers_other",
  employment: [],
  character: "economic",
  jointWith: [],
  workplaceId: null,
  organisationIds: [],
  participants: null,
  demands: [],
  outcomes: [],
  repression: [],
  enterpriseType: null,
  workersDirect: null,
  workersIndirect: null,
  establishments: null,
  workforceSize: null,
  daysNotWorked: null,
  stateResponse: [],
  employerResponse: [],
  settlement: null,
  lastSeenOngoing: null,
}

/** Words where none were written. */
export const NO_WORDS: PrivateWords = { employer: null, organisers: [], places: [], demands: [], note: null }

/** One row of other people's record, as a mapping reads it. */
export interface ImportedRow {
  /** The user's own key: unique within the import's name; a later import with it updates the row. */
  readonly key: string
  readonly fields: ActionFields
  readonly words: PrivateWords
  /** Web addresses that the row gives as its sources. */
  readonly urls: readonly string[]
}

/** An import of other people's records. */
export interface ImportRequest {
  /** Name under which keys are unique: the mapping's, unless the user gives another. */
  readonly name: string
  /** Registered source of the rows, or null. */
  readonly source: string | null
  /** SHA-256 of the file's bytes, lower-case hex. */
  readonly sha256: string
  readonly rows: readonly ImportedRow[]
  /** Why its rows count as checked: those that nobody ever decided about stand as reviewed, by no person of this record. Left out: they don't. */
  readonly reviewed?: string
}

/** What an import did, or would do. */
export interface ImportResult {
  /** Lasting id, to undo it by; null when nothing changed. */
  readonly importId: string | null
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

/** An import as the record remembers it. */
export interface StoredImport {
  readonly id: string
  readonly name: string
  readonly source: string | null
  readonly sha256: string
  /** UTC minute, ISO 8601. */
  readonly at: string
  /** Rows that it added or changed. */
  readonly rows: number
  readonly undone: boolean
}
