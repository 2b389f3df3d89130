import type { Demand, Form, Outcome, Participants, Precision, Repression, Status, Workforce } from "@karnegar/coder"
import { foldText } from "@karnegar/coder"
import type { ActionFields, PrivateWords } from "../fields.ts"
import { WIDE_PLACES } from "./weights.ts"

/**
 * What merging looks at in one coded action: codes, days, gazetteer and register ids.
 *
 * Made once for each coded action and never changed, since neither the report nor its coding changes.
 */
export interface MergeFacts {
  /** Lasting id of the coded action. */
  readonly id: string
  readonly reportId: string
  /** ISO Gregorian day of the report. */
  readonly published: string | null
  readonly source: string | null
  /** Called, threatened or cancelled: such acts are linked to what was held, never merged with it. */
  readonly isCall: boolean
  readonly forms: readonly Form[]
  readonly status: Status
  /** ISO Gregorian days, as coded. */
  readonly start: string | null
  readonly end: string | null
  readonly precision: Precision
  /** Gazetteer ids, sorted, without the country; a place that no gazetteer row stands for is not among them. */
  readonly placeIds: readonly string[]
  /** Provinces of those places, and of places of which only the province is known; sorted. */
  readonly provinceIds: readonly string[]
  /** WGS 84 of the places that are named more exactly than by their province, where known. */
  readonly coordinates: readonly { readonly lat: number; readonly lon: number }[]
  /** The text says that the whole country acted. */
  readonly nationwide: boolean
  readonly placesCount: number | null
  readonly workforce: Workforce
  readonly jointWith: readonly Workforce[]
  /** Register id of the employer; null when it names none or more than one. */
  readonly workplaceId: string | null
  /** Words of the employer as written, folded and without a form of enterprise. Private: never shown, never exported. */
  readonly employer: string | null
  readonly organisationIds: readonly string[]
  readonly participants: Participants | null
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly repression: readonly Repression[]
}

/** Statuses of acts that have not taken place. */
const CALLS: ReadonlySet<Status> = new Set(["called", "threatened", "cancelled"])

/** Words for what an employer is or whose part it is; they tell no two employers apart. */
const FORM_OF_ENTERPRISE = new Set(
  [
    "شرکت کارخانه کارخانجات مجتمع گروه موسسه سازمان اداره کل پیمانکار پیمانکاری پیمانکاران صنعتی تولیدی و های",
    "company factory plant co the of",
  ].flatMap((words) => words.split(" ")),
)

/** What of an observation its facts are made of. */
export interface Observed {
  readonly id: string
  /** Report that tells it; rows of one import stand under one name, since they are never one another. */
  readonly reportId: string
  readonly published: string | null
  readonly source: string | null
  readonly fields: ActionFields
  readonly words: Pick<PrivateWords, "employer">
}

/** The facts of one observation. */
export function factsOf({ id, reportId, published, source, fields, words }: Observed): MergeFacts {
  const places = fields.places.filter((place) => place.type !== "country")
  return {
    id,
    reportId,
    published: published?.slice(0, 10) ?? null,
    source,
    isCall: CALLS.has(fields.status),
    forms: fields.forms,
    status: fields.status,
    start: fields.start,
    end: fields.end,
    precision: fields.precision,
    placeIds: sortedOnce(places.flatMap((place) => place.placeId ?? [])),
    provinceIds: sortedOnce(
      places.flatMap((place) => (place.type === "province" ? place.placeId : place.provinceId) ?? []),
    ),
    coordinates: places.flatMap(({ type, lat, lon }) =>
      type === "province" || lat === null || lon === null ? [] : [{ lat, lon }],
    ),
    nationwide: fields.places.some((place) => place.type === "country" && place.placeId !== null),
    placesCount: fields.placesCount,
    workforce: fields.workforce,
    jointWith: fields.jointWith,
    workplaceId: fields.workplaceId,
    employer: words.employer === null ? null : foldEmployer(words.employer),
    organisationIds: [...fields.organisationIds].sort(),
    participants: fields.participants,
    demands: fields.demands,
    outcomes: fields.outcomes,
    repression: fields.repression,
  }
}

/** In a key of places: held in places that it does not name, or where is not known. */
export const ANYWHERE = "*"

/**
 * Places and provinces as one string, so that most pairs of a look-up are set aside without their facts being read.
 *
 * @see placesMayMeet
 */
export function whereKey(fields: ActionFields): string {
  const facts = factsOf({ id: "", reportId: "", published: null, source: null, fields, words: { employer: null } })
  const ids = sortedOnce([...facts.placeIds, ...facts.provinceIds])
  return isWide(facts) || ids.length === 0 ? ANYWHERE : ids.join(" ")
}

/** Whether two keys of places leave it open that two observations meet in a place: never false where `mayBeOne` finds one. */
export function placesMayMeet(one: string, other: string): boolean {
  if (one === ANYWHERE || other === ANYWHERE) return true
  const ids = new Set(one.split(" "))
  return other.split(" ").some((id) => ids.has(id))
}

function sortedOnce(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}

/** «شرکت لوله‌سازی اهواز» → «لوله سازی اهواز»; a name of nothing but such words stays as it is. */
export function foldEmployer(written: string): string | null {
  const words = foldText(written)
    .split(" ")
    .filter((word) => word !== "")
  const telling = words.filter((word) => !FORM_OF_ENTERPRISE.has(word))
  const kept = telling.length > 0 ? telling : words
  return kept.length === 0 ? null : kept.join(" ")
}

/** Whether an act may have been held in towns that its text does not name: nationwide, or told of many towns. */
export function isWide(facts: MergeFacts): boolean {
  return facts.nationwide || (facts.placesCount ?? facts.placeIds.length) >= WIDE_PLACES
}
