/**
 * What one unit of a figure is. Every figure names its rule.
 *
 * `action`: one action, however many places and days. `place`: one local action. `place-day`: one place on one day.
 * `dispute`: actions of the same workforce at the same workplace, or else the same places, that follow each other
 * within `gapDays` (see `disputesOf`).
 */
export type CountingRule =
  | { readonly kind: "action" | "place" | "place-day" }
  | { readonly kind: "dispute"; readonly gapDays: number }

/**
 * Longest pause inside one dispute, days, unless another is asked for: two months.
 *
 * Source: statistics of stoppages that follow the ILO count stoppages of one dispute as one while no more than two
 * months lie between them (15th International Conference of Labour Statisticians, 1993, resolution concerning
 * statistics of strikes, lockouts and other action due to labour disputes). Offices differ, so it is a parameter.
 */
export const DISPUTE_GAP_DAYS = 61

/** Longest pause that may be asked for, days: a hundred years joins whatever can be joined. */
const MOST_GAP_DAYS = 36_525

/** The rule of a figure that was not asked for another. */
export const BY_ACTION: CountingRule = { kind: "action" }

/** Reads the name of a rule: `action`, `place`, `place-day`, `dispute` or `dispute:N` with N days; `null` for anything else. */
export function readRule(written: string): CountingRule | null {
  if (written === "action" || written === "place" || written === "place-day") return { kind: written }
  if (written === "dispute") return { kind: "dispute", gapDays: DISPUTE_GAP_DAYS }
  const [, days] = /^dispute:(\d{1,5})$/.exec(written) ?? []
  const gapDays = Number(days)
  return days === undefined || gapDays > MOST_GAP_DAYS ? null : { kind: "dispute", gapDays }
}

/** The lasting name of a rule, as every figure tells it: `dispute:61`. `readRule` reads it back. */
export function ruleName(rule: CountingRule): string {
  return rule.kind === "dispute" ? `dispute:${rule.gapDays}` : rule.kind
}
