/** The rows that an action is shown from, made of its observations and of what people decided about it. */
import { canonicalJson } from "./canonical.ts"
import { deriveFields, inOrder, type Telling } from "./derive.ts"
import type { ActionFields } from "./fields.ts"
import type { ToldOutcome } from "./links.ts"
import type { OutcomeOf } from "./observe.ts"
import type { Quote } from "./quotable.ts"
import type { Tables } from "./tables.ts"
import type { EvidenceStatus, ReviewState } from "./types.ts"

/** An observation as its action is made from it. */
export interface Member extends Telling {
  readonly origin: "coding" | "import"
  readonly reportId: string | null
  readonly events: readonly OutcomeOf[]
  readonly sample: boolean
  /** Entry that accepted it. */
  readonly entry: number
  /** Its report was withdrawn: it tells nothing any more. */
  readonly withdrawn: boolean
  /** A rule accepted it; drafts that people accept have a decision instead. */
  readonly accepted: boolean
}

/** An observation with the version of its report that it stands in. */
export interface Told extends Member {
  /** A newer version of the report stands. */
  readonly superseded: boolean
  readonly firstVersion: string | null
  readonly edited: string | null
  readonly reportEntry: number
}

/** What people decided about an action, newest word only. */
export interface Decided {
  /** Null where nobody did. */
  readonly state: ReviewState | null
  readonly evidence: EvidenceStatus | null
  readonly fields: Partial<ActionFields>
  /** Role keys of those who have checked what stands now. */
  readonly seenBy: ReadonlySet<string>
  readonly quotes: readonly Quote[]
  /** What people told that came of it, by day. */
  readonly outcomes: readonly (ToldOutcome & { readonly observation: string })[]
}

/** All rows of one action. */
export interface ActionRows {
  readonly action: Tables["action"]
  readonly local_action: readonly Tables["local_action"][]
  readonly action_day: readonly Tables["action_day"][]
  readonly action_demand: readonly Tables["action_demand"][]
  readonly outcome_event: readonly Tables["outcome_event"][]
  readonly action_organisation: readonly Tables["action_organisation"][]
  readonly action_source: readonly Tables["action_source"][]
  readonly action_quote: readonly Tables["action_quote"][]
}

/** Tables of `ActionRows`, those that others point to first. */
export const ACTION_TABLES = [
  "action",
  "local_action",
  "action_day",
  "action_demand",
  "outcome_event",
  "action_organisation",
  "action_source",
  "action_quote",
] as const

/** Statuses of acts that have not taken place: they become calls. */
const CALLS: ReadonlySet<string> = new Set(["called", "threatened", "cancelled"])

/** Forms that stop work (ILO 1993 resolution): days not worked are computed for these alone. */
const STOPPAGES: ReadonlySet<string> = new Set(["strike", "lockout"])

/** Days of one action that stand as rows; a longer one shows its first ones. */
const MOST_DAYS = 400

/** @param members Observations of the action, any order, at least one. */
export function actionRows(id: string, members: readonly Member[], decided: Decided): ActionRows {
  const standing = members.filter((m) => !m.withdrawn)
  const told = inOrder(standing.length === 0 ? members.slice(0, 1) : standing)
  const outcomes = standing.length === 0 ? [] : decided.outcomes
  const { fields, disagreements } = deriveFields(told, standing.length === 0 ? {} : decided.fields, outcomes)
  const state: ReviewState = standing.length === 0 ? "retracted" : (decided.state ?? "unreviewed")
  const origins = new Set(standing.map((m) => m.originGroup)).size
  const lost = daysNotWorked(fields)
  const events = [...told.flatMap((m) => m.events.map((event) => ({ ...event, observation: m.id }))), ...outcomes]
  return {
    action: {
      id,
      origin: told.some((m) => m.origin === "coding") ? "coding" : "import",
      is_call: CALLS.has(fields.status) ? 1 : 0,
      forms: JSON.stringify(fields.forms),
      status: fields.status,
      start_day: fields.start,
      end_day: fields.end,
      date_precision: fields.precision,
      places_count: fields.placesCount,
      workforce: fields.workforce,
      employment: JSON.stringify(fields.employment),
      character: fields.character,
      joint_with: JSON.stringify(fields.jointWith),
      participants_min: fields.participants?.min ?? null,
      participants_max: fields.participants?.max ?? null,
      demands: JSON.stringify(fields.demands),
      outcomes: JSON.stringify(fields.outcomes),
      repression: JSON.stringify(fields.repression),
      workplace_id: fields.workplaceId,
      enterprise_type: fields.enterpriseType,
      workers_direct_min: fields.workersDirect?.min ?? null,
      workers_direct_max: fields.workersDirect?.max ?? null,
      workers_indirect_min: fields.workersIndirect?.min ?? null,
      workers_indirect_max: fields.workersIndirect?.max ?? null,
      establishments: fields.establishments,
      workforce_size: fields.workforceSize,
      days_not_worked_min: lost?.min ?? null,
      days_not_worked_max: lost?.max ?? null,
      days_not_worked_how: lost === null ? null : fields.daysNotWorked === null ? "computed" : "reported",
      state_response: JSON.stringify(fields.stateResponse),
      employer_response: JSON.stringify(fields.employerResponse),
      settlement: fields.settlement,
      last_seen_ongoing: fields.lastSeenOngoing,
      disagreements: JSON.stringify(disagreements),
      origins,
      evidence: decided.evidence ?? evidenceOf(state, origins),
      state,
      reviewers: state === "reviewed" || state === "published" ? decided.seenBy.size : 0,
      sample: told.some((m) => m.sample) ? 1 : 0,
      entry: Math.min(...members.map((m) => m.entry)),
    },
    local_action: fields.places.map((place, i) => ({
      id: `${id}.${i + 1}`,
      action_id: id,
      ordinal: i + 1,
      place_id: place.placeId,
      name_fa: place.nameFa,
      name_en: place.nameEn,
      type: place.type,
      province_id: place.provinceId,
      lat: place.lat,
      lon: place.lon,
    })),
    action_day: daysOf(fields).map((day) => ({ action_id: id, day })),
    action_demand: fields.demands.map((demand) => ({ action_id: id, demand })),
    outcome_event: events.map((e, i) => ({
      action_id: id,
      ordinal: i + 1,
      outcome: e.outcome,
      demand: e.demand,
      day: e.day,
      observation_id: e.observation,
    })),
    action_organisation: fields.organisationIds.map((organisation_id) => ({ action_id: id, organisation_id })),
    action_source: (standing.length === 0 ? members : standing).map((m) => ({
      action_id: id,
      observation_id: m.id,
      report_id: m.reportId,
    })),
    // A text that was withdrawn, or edited since, is quoted no more.
    action_quote: decided.quotes.flatMap(({ decision, observation, text, approved }) => {
      const reportId = standing.find((m) => m.id === observation)?.reportId ?? null
      return approved && reportId !== null ? { action_id: id, decision, report_id: reportId, text } : []
    }),
  }
}

/** Rows in one form and order, for holding two sets of them against each other. */
export function rowsDigest(rows: ActionRows): string {
  const sorted = <T>(list: readonly T[]) => list.map((row) => canonicalJson(row)).sort()
  return canonicalJson([
    rows.action,
    ...ACTION_TABLES.slice(1).map((table) => sorted(rows[table] as readonly unknown[])),
  ])
}

function evidenceOf(state: ReviewState, origins: number): EvidenceStatus {
  if (state === "retracted" || state === "disputed") return state
  return origins > 1 ? "independent_sources" : "single_source"
}

/** Every calendar day of an action whose day is known; a first day alone where its end is not. */
function daysOf({ start, end, precision }: ActionFields): string[] {
  if (start === null || precision !== "day") return []
  const days: string[] = []
  const from = Date.parse(start)
  const length = end === null || end < start ? 1 : Math.min(MOST_DAYS, Math.round((Date.parse(end) - from) / 864e5) + 1)
  for (let i = 0; i < length; i++) days.push(new Date(from + i * 864e5).toISOString().slice(0, 10))
  return days
}

/**
 * Worker-days not worked: as told; else workers who stopped × calendar days, for a strike or lockout whose workers and days are known.
 *
 * One that still went on when last seen has no upper bound. Calendar days, since working days are rarely told.
 */
function daysNotWorked(fields: ActionFields): { readonly min: number; readonly max: number | null } | null {
  if (fields.daysNotWorked !== null) return fields.daysNotWorked
  const workers = fields.workersDirect ?? fields.participants
  if (workers === null || CALLS.has(fields.status) || !fields.forms.some((f) => STOPPAGES.has(f))) return null
  const seen = fields.lastSeenOngoing
  const goesOn = fields.status === "ongoing" && fields.end === null
  const days = daysOf(goesOn && seen !== null ? { ...fields, end: seen } : fields).length
  if (days === 0) return null
  return { min: workers.min * days, max: workers.max === null || goesOn ? null : workers.max * days }
}
