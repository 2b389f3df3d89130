import type { CountedAction } from "./counted-action.ts"
import { type Field, readerOf } from "./fields.ts"
import { type CountingRule, ruleName } from "./rule.ts"
import { type Notes, noNotes, type Period, type Unit, unitsOf } from "./units.ts"

/** A row of a figure. */
export interface TallyRow {
  /** A value for each field asked, in their order; null where a unit has none. */
  readonly keys: readonly (string | null)[]
  readonly count: number
}

/** Counts by one field or across several; it names the rule that it was counted by. */
export interface Tally {
  /** As `readRule` reads it: `action`, `dispute:61`. */
  readonly rule: string
  readonly by: readonly Field[]
  /** Units in all. Rows may add up to more: a unit counts once for each combination of its values. */
  readonly total: number
  /** The most frequent first; then by their keys. */
  readonly rows: readonly TallyRow[]
  /** For each field asked, the units that have no value in it. */
  readonly withoutValue: readonly number[]
  readonly notes: Readonly<Notes>
}

const EVER: Period = { from: null, to: null }

/**
 * Counts actions by a rule, by any fields: one for a plain table, several for a table of every combination.
 *
 * Takes every action that it is given: which ones count (`select` of the index) is asked before. The order of the
 * actions makes no difference.
 */
export function tally(
  actions: readonly CountedAction[],
  rule: CountingRule,
  by: readonly Field[],
  period: Period = EVER,
): Tally {
  const notes = noNotes()
  const counts = new Map<string, { readonly keys: readonly (string | null)[]; count: number }>()
  const withoutValue = by.map(() => 0)
  let total = 0
  for (const unit of unitsOf(actions, rule, by, period, notes)) {
    total += unit.weight
    const values = by.map((field) => valuesOf(field, unit))
    values.forEach((own, i) => {
      if (own[0] === null) withoutValue[i]! += unit.weight
    })
    for (const keys of combinations(values)) {
      // No code or id holds a control character.
      const key = keys.join("\u0001")
      const row = counts.get(key)
      if (row === undefined) counts.set(key, { keys, count: unit.weight })
      else row.count += unit.weight
    }
  }
  const rows =
    by.length === 0 ? [] : [...counts.values()].sort((a, b) => b.count - a.count || compareKeys(a.keys, b.keys))
  return { rule: ruleName(rule), by, total, rows, withoutValue, notes }
}

/** Values of a field that a unit has, each once; one null where it has none. */
function valuesOf(field: Field, unit: Unit): readonly (string | null)[] {
  const reader = readerOf(field)
  if (reader.of === "day") return [unit.day === null ? null : reader.code(unit.day, unit.precision)]
  const codes =
    reader.of === "place" ? unit.places.flatMap(reader.codes) : unit.actions.flatMap((action) => reader.codes(action))
  return codes.length === 0 ? [null] : codes.length === 1 ? codes : [...new Set(codes)]
}

/** Every way to take one value of each list. */
function combinations(lists: readonly (readonly (string | null)[])[]): (string | null)[][] {
  return lists.reduce<(string | null)[][]>(
    (all, list) => all.flatMap((keys) => list.map((key) => [...keys, key])),
    [[]],
  )
}

/** By code units, key by key; no value last. */
function compareKeys(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [i, key] of a.entries()) {
    const other = b[i]!
    if (key === other) continue
    return key === null || (other !== null && key > other) ? 1 : -1
  }
  return 0
}
