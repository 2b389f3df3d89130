/** Agreement as files: the table, and the pairs of values that it is made of, without a name or key of anybody. */
import { csvLine } from "../words/csv.ts"
import { agreementIn, SEED } from "./figures.ts"
import { type CodedTwice, unitsOf } from "./units.ts"

/** As JSON. Coder 1 of a report is who was done first: the same number is not the same person in two reports. */
export function agreementJson(coded: readonly CodedTwice[]): object {
  const fields = unitsOf(coded)
  return {
    reports: coded.length,
    seed: SEED,
    fields: agreementIn(fields),
    pairs: fields.map(({ field, scale, units }) => ({
      field,
      scale: scale.name,
      units: units.map(({ cluster, values }) => ({ report: cluster, coder_1: values[0], coder_2: values[1] })),
    })),
  }
}

/** The table as CSV, one line for each field. */
export function agreementCsv(coded: readonly CodedTwice[]): string {
  const names = ["field", "scale", "alpha", "low", "high", "units", "pairs", "single", "observed", "expected"]
  return [
    csvLine(names),
    ...agreementIn(unitsOf(coded)).map((one) =>
      csvLine([
        one.field,
        one.scale,
        one.alpha,
        one.interval?.low ?? null,
        one.interval?.high ?? null,
        one.units,
        one.pairs,
        one.single,
        one.observed,
        one.expected,
      ]),
    ),
  ].join("")
}

/** The pairs as CSV, one line for each unit of each field; sets have spaces between their codes. */
export function pairsCsv(coded: readonly CodedTwice[]): string {
  const cell = (value: unknown) =>
    value === null ? null : Array.isArray(value) ? value.map((one) => one ?? "").join(" ") : String(value)
  return [
    csvLine(["field", "report", "coder_1", "coder_2"]),
    ...unitsOf(coded).flatMap(({ field, units }) =>
      units.map(({ cluster, values }) => csvLine([field, cluster, cell(values[0]), cell(values[1])])),
    ),
  ].join("")
}
