import {
  CHARACTER,
  DEMANDS,
  EMPLOYMENT,
  FORMS,
  OUTCOMES,
  PRECISIONS,
  REPRESSION,
  STATUSES,
  WORKFORCES,
} from "@karnegar/coder"
import { EMPLOYER_RESPONSES, ENTERPRISE_TYPES, SETTLEMENTS, STATE_RESPONSES } from "../../record/fields.ts"

/** Fields of an action that hold codes, by the names that a mapping calls them, with the codes of each. */
export const CODES = {
  forms: FORMS,
  status: STATUSES,
  precision: PRECISIONS,
  workforce: WORKFORCES,
  joint_with: WORKFORCES,
  employment: EMPLOYMENT,
  character: CHARACTER,
  demands: DEMANDS,
  outcomes: OUTCOMES,
  repression: REPRESSION,
  enterprise_type: ENTERPRISE_TYPES,
  state_response: STATE_RESPONSES,
  employer_response: EMPLOYER_RESPONSES,
  settlement: SETTLEMENTS,
} as const satisfies Readonly<Record<string, readonly string[]>>

/** A field that holds codes. */
export type CodeField = keyof typeof CODES
/** A field that holds one day. */
export const DATE_FIELDS = ["start", "end", "last_seen_ongoing"] as const
/** A field that holds one day. */
export type DateField = (typeof DATE_FIELDS)[number]
/** Numbers of people, or of days, which may be open or a range. */
export const RANGE_FIELDS = ["participants", "workers_direct", "workers_indirect", "days_not_worked"] as const
/** Numbers of people, or of days, which may be open or a range. */
export type RangeField = (typeof RANGE_FIELDS)[number]
/** Numbers that are counted. */
export const COUNT_FIELDS = ["establishments", "workforce_size", "places_count"] as const
/** Numbers that are counted. */
export type CountField = (typeof COUNT_FIELDS)[number]
/** Words as written, and names that may stand on a register. */
export const WORD_FIELDS = ["employer", "organisers", "note", "urls", "workplace_id", "organisation_ids"] as const
/** Words as written, and names that may stand on a register. */
export type WordField = (typeof WORD_FIELDS)[number]

/** What a column of places may tell. */
export const PLACE_PARTS = [
  "id",
  "name",
  "city",
  "county",
  "province",
  "country",
  "type",
  "lat",
  "lon",
  "lat_lon",
  "written",
] as const
/** What a column of places may tell. */
export type PlacePart = (typeof PLACE_PARTS)[number]
