/**
 * What stands of an action, derived from what its sources say: each field by a rule that has a name.
 *
 * Nothing is averaged: numbers of people become the range that covers all of them, and a source that disagrees stays visible.
 */
import type { Participants } from "@karnegar/coder"
import { canonicalJson } from "./canonical.ts"
import { type ActionFields, EMPTY_FIELDS, type FieldPlace } from "./fields.ts"
import type { ToldOutcome } from "./links.ts"

/** How the shown value of a field is got from its claims. Lasting names. */
export type FieldRule =
  /** All that any source tells, in the order of first telling. */
  | "union"
  /** All places, but none that holds a finer one of them. */
  | "finest_places"
  /** What most independent origins tell; of equals the one told first. */
  | "most_told"
  /** What the newest source tells. */
  | "newest"
  /** Of the dates of finest precision the earliest start, and the latest day on which a source saw it end or go on. */
  | "finest_date"
  /** From the lowest to the highest; open-ended as soon as one source is. */
  | "range"
  | "largest"
  | "latest_day"
  /** A person decided it. */
  | "person"

/** The rule of each field. */
export const FIELD_RULES: Readonly<Record<keyof ActionFields, FieldRule>> = {
  forms: "union",
  status: "newest",
  start: "finest_date",
  end: "finest_date",
  precision: "finest_date",
  places: "finest_places",
  placesCount: "largest",
  workforce: "most_told",
  employment: "union",
  character: "most_told",
  jointWith: "union",
  workplaceId: "most_told",
  organisationIds: "union",
  participants: "range",
  demands: "union",
  outcomes: "union",
  repression: "union",
  enterpriseType: "most_told",
  workersDirect: "range",
  workersIndirect: "range",
  establishments: "largest",
  workforceSize: "largest",
  daysNotWorked: "range",
  stateResponse: "union",
  employerResponse: "union",
  settlement: "newest",
  lastSeenOngoing: "latest_day",
}

/** One source's word on an action, as deriving needs it. */
export interface Telling {
  readonly id: string
  /** ISO day of publication; null when unknown. */
  readonly published: string | null
  /** Which independent origin it comes from: copies of one origin share it and count once. */
  readonly originGroup: string
  readonly fields: ActionFields
}

/** What stands, and which fields sources disagree about. */
export interface Derived {
  readonly fields: ActionFields
  readonly disagreements: readonly (keyof ActionFields)[]
}

const PRECISIONS = ["day", "week", "month", "year", "unknown"] as const

/** Order of tellings that all rules share: by publication, unknown last, then by id. It never depends on arrival. */
export function inOrder<T extends { readonly published: string | null; readonly id: string }>(
  tellings: readonly T[],
): T[] {
  return [...tellings].sort((a, b) => compare(a.published ?? "9999", b.published ?? "9999") || compare(a.id, b.id))
}

/**
 * What stands of an action.
 *
 * @param tellings At least one; any order.
 * @param decided Values that a person set; they stand whatever sources say.
 * @param outcomes What people told that came of it; they add to the outcomes.
 */
export function deriveFields(
  tellings: readonly Telling[],
  decided: Partial<ActionFields> = {},
  outcomes: readonly Pick<ToldOutcome, "outcome">[] = [],
): Derived {
  if (tellings.length === 1 && Object.keys(decided).length === 0 && outcomes.length === 0)
    return { fields: tellings[0]!.fields, disagreements: [] }
  const told = inOrder(tellings)
  const fields: { [field: string]: unknown } = { ...EMPTY_FIELDS }
  const disagreements: (keyof ActionFields)[] = []
  for (const [field, rule] of Object.entries(FIELD_RULES) as [keyof ActionFields, FieldRule][]) {
    fields[field] = DERIVE[rule](told, field)
    if (disagree(told, field, rule)) disagreements.push(field)
  }
  const derived = { ...fields, ...decided } as unknown as ActionFields
  const all = new Set([...derived.outcomes, ...outcomes.map((told) => told.outcome)])
  return { fields: { ...derived, outcomes: [...all] }, disagreements }
}

/** Whether a source tells anything of a field. */
export function tells(fields: ActionFields, field: keyof ActionFields): boolean {
  const value = fields[field]
  if (field === "workforce") return value !== "workers_other"
  if (field === "precision") return value !== "unknown"
  return value !== null && !(Array.isArray(value) && value.length === 0)
}

const DERIVE: Readonly<Record<FieldRule, (told: readonly Telling[], field: keyof ActionFields) => unknown>> = {
  union: (told, field) => [...new Set(told.flatMap((t) => t.fields[field] as readonly string[]))],
  finest_places: (told) => finestPlaces(told.flatMap((t) => t.fields.places)),
  most_told: (told, field) => {
    const votes = new Map<unknown, Set<string>>()
    for (const t of told) {
      if (!tells(t.fields, field)) continue
      const voters = votes.get(t.fields[field]) ?? new Set()
      votes.set(t.fields[field], voters.add(t.originGroup))
    }
    let most: unknown = EMPTY_FIELDS[field]
    let size = 0
    for (const [value, voters] of votes) if (voters.size > size) [most, size] = [value, voters.size]
    return most
  },
  newest: (told, field) => told.findLast((t) => tells(t.fields, field))?.fields[field] ?? EMPTY_FIELDS[field],
  finest_date: (told, field) => finestDate(told)[field as "start" | "end" | "precision"],
  range: (told, field) => coverRange(told.flatMap((t) => (t.fields[field] as Participants | null) ?? [])),
  largest: (told, field) => largest(told.flatMap((t) => (t.fields[field] as number | null) ?? [])),
  latest_day: (told, field) =>
    told
      .flatMap((t) => (t.fields[field] as string | null) ?? [])
      .sort()
      .at(-1) ?? null,
  person: () => {
    throw new Error("no field is derived by a person's rule")
  },
}

/**
 * The range that covers every count; open-ended as soon as one is.
 *
 * @returns null for an empty list: "not told" is not zero.
 */
export function coverRange(counts: readonly Participants[]): Participants | null {
  if (counts.length === 0) return null
  let min = Number.POSITIVE_INFINITY
  let max: number | null = 0
  for (const count of counts) {
    min = Math.min(min, count.min)
    max = max === null || count.max === null ? null : Math.max(max, count.max)
  }
  return { min, max }
}

function largest(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : Math.max(...numbers)
}

function finestDate(told: readonly Telling[]): Pick<ActionFields, "start" | "end" | "precision"> {
  const finest = PRECISIONS.find((p) => told.some((t) => t.fields.precision === p && t.fields.start !== null))
  if (finest === undefined) return { start: null, end: null, precision: "unknown" }
  const dates = told.filter((t) => t.fields.precision === finest && t.fields.start !== null).map((t) => t.fields)
  const start = dates.map((d) => d.start!).sort()[0]!
  // A source that saw it go on, or end, on a later day stretches it to that day; another first day alone does not.
  const last = dates
    .map((d) => d.end ?? (d.status === "ongoing" || d.status === "ended" ? d.start! : start))
    .sort()
    .at(-1)!
  return { start, end: last === start ? null : last, precision: finest }
}

/** Places without those that only say less: a province where a town of it is named, the country where anything is. */
function finestPlaces(places: readonly FieldPlace[]): FieldPlace[] {
  const byId = new Map<string, FieldPlace>()
  for (const place of places) {
    const key = place.placeId ?? canonicalJson(place)
    if (!byId.has(key)) byId.set(key, place)
  }
  const all = [...byId.values()]
  return all.filter((place) => {
    if (place.type === "country") return all.every((other) => other === place || other.type === "country")
    if (place.type === "province")
      return !all.some((other) => other !== place && other.provinceId === place.placeId && other.type !== "province")
    return true
  })
}

/** Whether two sources that both tell a field tell it differently. Lists add to one another; they don't disagree. */
function disagree(told: readonly Telling[], field: keyof ActionFields, rule: FieldRule): boolean {
  if (rule === "union" || rule === "finest_places" || rule === "latest_day" || field === "end" || field === "status")
    return false
  const values = told
    .filter((t) => tells(t.fields, field) && (rule !== "finest_date" || t.fields.precision === "day"))
    .map((t) => canonicalJson(t.fields[field]))
  return new Set(values).size > 1
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
