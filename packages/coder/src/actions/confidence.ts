import type { CodedAction, Span } from "../coded.ts"
import type { Kind } from "../codes.ts"

/** What of a document bears on how far one of its actions can be trusted. */
export interface Setting {
  readonly kind: Kind
  /** Number of actions coded in the document. */
  readonly actions: number
  /** UTF-16 code units. */
  readonly length: number
}

/** An action that nobody has yet said how far to trust. */
export type UnweighedAction = Omit<CodedAction, "confidence">

/** An action with the trust that it deserves. */
export function weighed(action: UnweighedAction, confidence: number): CodedAction {
  return {
    forms: action.forms,
    status: action.status,
    date: action.date,
    places: action.places,
    places_count: action.places_count,
    workforce: action.workforce,
    employment: action.employment,
    character: action.character,
    joint_with: action.joint_with,
    employer: action.employer,
    organisers: action.organisers,
    participants: action.participants,
    demands: action.demands,
    outcomes: action.outcomes,
    outcome_events: action.outcome_events,
    repression: action.repression,
    support: action.support,
    confidence,
  }
}

/** Letters within which who, how, where and when stand together in one breath. */
const ONE_BREATH = 220
/** Letters between group and form beyond which they may not belong together. */
const FAR = 90

/**
 * The signs of trouble, or of ease, that an action carries: names of rows of `data/lexicon/tables/confidence.csv`.
 *
 * Each sign is read off the coded action, so that the same sign can be read off a coding that was stored.
 */
export function signsOf(action: UnweighedAction, { kind, actions, length }: Setting): string[] {
  const out: string[] = []
  const sign = (name: string, holds: boolean) => {
    if (holds) out.push(name)
  }
  const { forms, status, workforce, places, date } = action
  const of = (field: string) => action.support.find((one) => one.field === field)
  const first = (field: string): Span | null => of(field)?.spans[0] ?? null
  const whence = action.support.filter((one) => one.field === "places")

  const when = of("date")
  sign("date_assumed", when?.how === "assumed")
  sign("date_inferred", when?.how === "inferred")
  sign("date_weekday", when?.by === "reader:date.weekday")
  sign("date_nth_day", when?.by === "reader:date.nth_day" || when?.by === "reader:date.duration")
  sign("date_coarse", date.precision !== "day" && when?.how !== "assumed")

  sign("place_none", places.length === 0)
  sign("place_two", places.length === 2)
  sign("place_many", places.length > 2)
  sign(
    "place_inferred",
    whence.some((s) => s.how !== "stated"),
  )
  sign(
    "place_unsure",
    places.some((p) => p.id === null),
  )
  sign(
    "place_province",
    places.some((p) => p.type === "province"),
  )
  sign(
    "place_country",
    places.some((p) => p.type === "country"),
  )
  sign("place_of_spot", places.length > 0 && whence.every((s) => s.by.startsWith("institution:")))

  const who = of("workforce")
  sign("who_untold", workforce === "workers_other")
  sign("who_inferred", who?.how !== "stated")
  sign("who_no_labour", workforce === "non_labour" || workforce === "students")

  sign("status_called", status === "called")
  sign("status_ongoing", status === "ongoing")
  sign("status_ended", status === "ended")
  sign("status_threatened", status === "threatened" || status === "cancelled")

  sign("forms_two", forms.length > 1)
  sign("form_strike", forms.includes("strike"))
  sign(
    "form_rare",
    forms.some((f) => f !== "strike" && f !== "gathering"),
  )

  sign("acts_two", actions === 2)
  sign("acts_many", actions > 2)
  sign("no_demand", action.demands.length === 0)
  sign("kind_statement", kind === "statement" || kind === "background")
  sign("kind_repression", kind === "repression")
  sign("text_long", length > 1500)

  const how = first("forms")
  const group = first("workforce")
  sign("act_late", how !== null && how[0] > 400)
  sign("who_far", how !== null && group !== null && distance(how, group) > FAR)
  const told = [how, group, first("places"), first("date")]
  sign(
    "one_breath",
    told.every((s) => s !== null && how !== null && distance(how, s) < ONE_BREATH),
  )
  return out
}

function distance(a: Span, b: Span): number {
  return a[0] < b[0] ? Math.max(0, b[0] - a[1]) : Math.max(0, a[0] - b[1])
}

/**
 * The chance, 0 to 1 in hundredths, that form, status, group, place and day of an action are all right: a logistic sum of its
 * signs' weights, fitted on gold by `npm run confidence:fit`; `npm run eval` prints how often it comes true.
 *
 * @param weights Sign → weight; `bias` always counts.
 */
export function confidenceOf(action: UnweighedAction, setting: Setting, weights: ReadonlyMap<string, number>): number {
  let sum = weights.get("bias") ?? 0
  for (const sign of signsOf(action, setting)) sum += weights.get(sign) ?? 0
  return Math.round(100 / (1 + Math.exp(-sum))) / 100
}
