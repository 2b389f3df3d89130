/** How far people who code agree, field by field: for the desk, for files, and in the aggregate for everybody. */
import { type Agreement, agreementOf } from "@karnegar/index"
import type { Doubling } from "../../record/double-coding.ts"
import { type AgreedField, type CodedTwice, type FieldUnits, unitsOf } from "./units.ts"

/** Units below which no figure is told at the desk; and below which none is public. */
export const LEAST_UNITS = 10
export const LEAST_PUBLIC = 20

/** The interval's draws: a fixed number, so that the same codings give the same figures anywhere. */
export const SEED = 2011

/** One line of the table. */
export interface FieldAgreement extends Agreement {
  readonly field: AgreedField
  readonly scale: string
}

/** Reports that two people coded and neither coding was taken back, in the order of marking. */
export function codedTwice(doublings: readonly Doubling[]): CodedTwice[] {
  return doublings.flatMap(({ reportId, codings: [one, other] }) =>
    one?.coding == null || other?.coding == null ? [] : [{ reportId, codings: [one.coding, other.coding] as const }],
  )
}

/** Agreement in every field. */
export function agreementIn(fields: readonly FieldUnits[]): FieldAgreement[] {
  return fields.map(({ field, scale, units }) => ({
    field,
    scale: scale.name,
    ...agreementOf(units as never, scale, SEED),
  }))
}

/** What of it is public: fields with enough units, and whose values vary. */
export function publicAgreement(doublings: readonly Doubling[]): FieldAgreement[] {
  return agreementIn(unitsOf(codedTwice(doublings))).filter((one) => one.units >= LEAST_PUBLIC && one.alpha !== null)
}
