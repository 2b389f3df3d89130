import {
  CHARACTER,
  DEMANDS,
  EMPLOYMENT,
  FORMS,
  OUTCOMES,
  PLACE_TYPES,
  PRECISIONS,
  REPRESSION,
  STATUSES,
  WORKFORCES,
} from "@karnegar/coder"
import { FIELDS } from "@karnegar/index"
import { z } from "zod"
import { EMPLOYER_RESPONSES, ENTERPRISE_TYPES, SETTLEMENTS, STATE_RESPONSES } from "../../record/fields.ts"

/* What the API answers, said once: answers are held against it in the tests, and OpenAPI and the readable page are made of it. */

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .describe("ISO Gregorian day")
const jalaliDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .describe("Jalali day")
const names = z.strictObject({ fa: z.string(), en: z.string() })
const count = z.int().min(0)
const range = z.strictObject({ min: count, max: count.nullable().describe("null: no ceiling is told") })
const registered = z.strictObject({ id: z.string(), name: names })
const code = <T extends string>(codes: readonly T[]) => z.enum(codes as readonly [T, ...T[]])

/** An action or call as `actionJson` gives it. */
export const ActionSchema = z.strictObject({
  codebook: z.int(),
  id: z.string().describe("permanent"),
  title: names,
  state: z.enum(["unreviewed", "reviewed", "published", "disputed", "retracted"]),
  reviewers: count,
  origin: z.enum(["coding", "import"]),
  evidence: z.enum([
    "single_source",
    "independent_sources",
    "verified_media",
    "official_confirmation",
    "disputed",
    "retracted",
  ]),
  sample: z.boolean().describe("invented, for show"),
  coarse: z.boolean().describe("told more coarsely than it is known"),
  is_call: z.boolean().describe("calls are never counted as actions"),
  forms: z.array(code(FORMS)),
  status: code(STATUSES),
  date: z.strictObject({
    start: day.nullable(),
    end: day.nullable(),
    precision: code(PRECISIONS),
    start_jalali: jalaliDay.nullable(),
    end_jalali: jalaliDay.nullable(),
    last_seen_ongoing: day.nullable(),
    last_seen_ongoing_jalali: jalaliDay.nullable(),
  }),
  places: z.array(
    z.strictObject({
      id: z.string(),
      place_id: z.string().nullable(),
      name: z.strictObject({ fa: z.string(), en: z.string().nullable() }),
      type: code(PLACE_TYPES),
      province_id: z.string().nullable(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
    }),
  ),
  places_count: count.nullable(),
  workforce: code(WORKFORCES),
  employment: z.array(code(EMPLOYMENT)),
  character: code(CHARACTER),
  joint_with: z.array(code(WORKFORCES)),
  participants: range.nullable(),
  demands: z.array(code(DEMANDS)),
  outcomes: z.array(code(OUTCOMES)),
  outcome_events: z.array(
    z.strictObject({
      outcome: code(OUTCOMES),
      demand: code(DEMANDS).nullable(),
      day: day.nullable(),
      day_jalali: jalaliDay.nullable(),
    }),
  ),
  repression: z.array(code(REPRESSION)),
  workplace: registered.nullable(),
  organisations: z.array(registered),
  enterprise_type: code(ENTERPRISE_TYPES).nullable(),
  workers_direct: range.nullable(),
  workers_indirect: range.nullable(),
  establishments: count.nullable(),
  workforce_size: count.nullable(),
  days_not_worked: z.strictObject({ ...range.shape, how: z.enum(["reported", "computed"]) }).nullable(),
  state_response: z.array(code(STATE_RESPONSES)),
  employer_response: z.array(code(EMPLOYER_RESPONSES)),
  settlement: code(SETTLEMENTS).nullable(),
  disagreements: z.array(z.string()),
  merged_ids: z.array(z.string()),
  quotes: z.array(z.strictObject({ text: z.string(), report_id: z.string() })),
  sources: z.array(
    z.strictObject({
      report_id: z.string(),
      source: z.strictObject({ key: z.string(), name: names }).nullable(),
      url: z.string().nullable(),
      published: day.nullable(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

/** Numbers of what a rule could not count as it would; see docs/counting.md. */
const Notes = z.strictObject({
  withoutPlace: count,
  morePlacesTold: count,
  placesNotNamed: count,
  endUnknown: count,
  dayUnknown: count,
  tooLong: count,
})

/** What stands beside every figure. */
const About = {
  rule: z.string().describe("the counting rule: action, place, place-day, dispute:N"),
  included: z.array(z.string()).describe("what counts beside records that a person has checked"),
  records: count.describe("records that the filter holds for"),
}

export const ListSchema = z.strictObject({
  total: count.describe("records that the filter holds for"),
  actions: z.array(ActionSchema).describe("newest first"),
  next: z.string().nullable().describe("the cursor of what follows; null at the end"),
})

export const FacetsSchema = z.strictObject({
  ...About,
  total: count.describe("units in all, by the rule"),
  facets: z.array(
    z.strictObject({
      field: z.enum(FIELDS as readonly [string, ...string[]]),
      without_value: count.describe("units of which no value is told"),
      values: z.array(z.strictObject({ value: z.string(), label: names, count })).describe("the most frequent first"),
    }),
  ),
  notes: Notes,
})

export const TimelineSchema = z.strictObject({
  ...About,
  total: count,
  step: z.enum(["day", "week", "month", "year"]),
  calendar: z.enum(["jalali", "gregorian"]),
  without_day: count.describe("units whose day is not known well enough for this step"),
  columns: z.array(z.strictObject({ key: z.string(), count })).describe("oldest first; empty ones left out"),
  notes: Notes,
})

const Sum = z.strictObject({
  low: count.nullable(),
  high: count.nullable().describe("null: for at least one no ceiling is told, or nothing is known"),
  known: count,
  of: count,
  open: count,
})

export const StatsSchema = z.strictObject({
  included: About.included,
  records: count,
  groups: z.array(
    z.strictObject({
      group: z.enum(["employees", "retirees", "own_account", "closures"]),
      actions: count,
      rules: z.array(z.strictObject({ rule: z.string(), actions: count, stoppages: count })),
      strikes: count,
      lockouts: count,
      stoppages: count,
      workers: z.strictObject({ ...Sum.shape, from_participants: count }),
      workers_indirect: Sum,
      days_not_worked: z.strictObject({ ...Sum.shape, reported: count }),
      duration: z.strictObject({
        days: count.describe("days of the known ones together"),
        known: count,
        of: count,
        median: count.nullable(),
        ongoing: z.strictObject({ known: count, days: count }),
      }),
    }),
  ),
})

export const SuggestSchema = z.strictObject({
  suggestions: z.array(z.strictObject({ field: z.string(), value: z.string(), label: names, count })),
})

/** Lasting codes of what can go wrong; never renamed. */
export const ERROR_CODES = [
  "action.not_found",
  "query.bad_value",
  "query.unknown_parameter",
  "query.bad_cursor",
  "site.busy",
  "site.not_found",
  "site.failed",
] as const

export const ErrorSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(ERROR_CODES),
    parameter: z.string().optional().describe("the parameter that is meant"),
    message: names,
  }),
})
