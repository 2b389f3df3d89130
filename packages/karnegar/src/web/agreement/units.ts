/** Two codings of each report as units of agreement, field by field. */
import { dayNumber, PRECISIONS } from "@karnegar/coder"
import {
  INTERVAL,
  MASI,
  NOMINAL,
  ordinal,
  type PairedBy,
  pairActions,
  RATIO,
  type Scale,
  type Stretch,
  type Unit,
} from "@karnegar/index"
import type { FieldPlace } from "../../record/fields.ts"
import type { CodedUnseen, UnseenCoding } from "../../record/unseen-coding.ts"

/** A report that two people coded, the first who was done first. */
export interface CodedTwice {
  readonly reportId: string
  readonly codings: readonly [UnseenCoding, UnseenCoding]
}

/** A value as it is compared: a code, a set of them, or a stretch of days or numbers; null: this coder told none. */
type Value = string | readonly string[] | Stretch | null

/** How a field is measured, and what of an action is its value. */
interface Measured<V extends Value> {
  readonly scale: Scale<NonNullable<V>>
  readonly of: (action: CodedUnseen) => V
}

const set = (of: (action: CodedUnseen) => readonly string[]): Measured<readonly string[]> => ({
  scale: MASI,
  of: (action) => [...of(action)].sort(),
})
const code = (of: (action: CodedUnseen) => string | null): Measured<string | null> => ({ scale: NOMINAL, of })

/** Fields of an action. Nothing told is a value of a code or a set; of days and numbers it is missing. */
const OF_ACTION = {
  when: {
    scale: INTERVAL,
    of: ({ start, end }): Stretch | null => (start === null ? null : [dayNumber(start)!, dayNumber(end ?? start)!]),
  },
  precision: { scale: ordinal(PRECISIONS), of: ({ precision }: CodedUnseen) => precision },
  places: set(({ places }) => places.map(placeKey)),
  workforce: code(({ workforce }) => workforce),
  workplaceId: code(({ workplaceId }) => workplaceId ?? ""),
  forms: set(({ forms }) => forms),
  status: code(({ status }) => status),
  participants: {
    scale: RATIO,
    of: ({ participants }): Stretch | null => (participants === null ? null : [participants.min, participants.max]),
  },
  demands: set(({ demands }) => demands),
  organisationIds: set(({ organisationIds }) => organisationIds),
  outcomes: set(({ outcomes }) => outcomes),
  repression: set(({ repression }) => repression),
  employment: set(({ employment }) => employment),
  character: code(({ character }) => character),
  jointWith: set(({ jointWith }) => jointWith),
  placesCount: {
    scale: RATIO,
    of: ({ placesCount }): Stretch | null => (placesCount === null ? null : [placesCount, placesCount]),
  },
} satisfies Readonly<{ [field: string]: Measured<never> | Measured<Value> | object }>

/** Fields that agreement is told of: whether there is an action, the kind of the document, and fields of actions. */
export const AGREED = ["action", "kind", ...(Object.keys(OF_ACTION) as (keyof typeof OF_ACTION)[])] as const
/** A field that agreement is told of. */
export type AgreedField = (typeof AGREED)[number]

/** One field of all units. */
export interface FieldUnits {
  readonly field: AgreedField
  readonly scale: Scale<never>
  readonly units: readonly Unit<Value>[]
}

/**
 * Units of every field.
 *
 * Actions of two codings pair by `pairActions`. An action that one coder alone found is a unit of `action` that the two disagree
 * about, and of no other field; a report in which neither found any is one that they agree about.
 */
export function unitsOf(coded: readonly CodedTwice[]): FieldUnits[] {
  const paired = coded.map((one) => ({ ...one, pairs: pairsOf(one) }))
  const action: Unit<string>[] = paired.flatMap(({ reportId: cluster, pairs }) =>
    pairs.length === 0
      ? [{ cluster, values: ["no", "no"] }]
      : pairs.map((pair) => ({ cluster, values: pair.map((side) => (side === null ? "no" : "yes")) })),
  )
  const kind: Unit<string>[] = coded.map(({ reportId: cluster, codings }) => ({
    cluster,
    values: codings.map((coding) => coding.kind),
  }))
  const both = paired.flatMap(({ reportId: cluster, pairs }) =>
    pairs.flatMap(([one, other]) => (one === null || other === null ? [] : [{ cluster, actions: [one, other] }])),
  )
  const fields = Object.entries(OF_ACTION).map(([field, { scale, of }]) => ({
    field: field as AgreedField,
    scale: scale as Scale<never>,
    units: both.map(({ cluster, actions }) => ({ cluster, values: actions.map((own) => of(own) as Value) })),
  }))
  return [
    { field: "action", scale: NOMINAL as Scale<never>, units: action },
    { field: "kind", scale: NOMINAL as Scale<never>, units: kind },
    ...fields,
  ]
}

/** Actions of two codings beside one another; null where one coder has none. */
export function pairsOf({
  codings: [one, other],
}: Pick<CodedTwice, "codings">): readonly (readonly [CodedUnseen | null, CodedUnseen | null])[] {
  return pairActions(one.actions.map(pairedBy), other.actions.map(pairedBy)).map(
    ([a, b]) => [a === null ? null : one.actions[a]!, b === null ? null : other.actions[b]!] as const,
  )
}

/** What an action is paired by; also of one that stands. */
export function pairedBy({
  forms,
  workforce,
  places,
  start,
  status,
}: Pick<CodedUnseen, "forms" | "workforce" | "places" | "start" | "status">): PairedBy {
  return { forms, workforce, places: places.map(placeKey), day: start, status }
}

function placeKey({ placeId, type, nameFa }: FieldPlace): string {
  return placeId ?? `~${type} ${nameFa}`
}
