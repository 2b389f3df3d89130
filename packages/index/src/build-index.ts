import { type Column, packColumn, rowHas } from "./columns.ts"
import { type Field, readerOf } from "./counting/fields.ts"
import { type Inclusion, isIncluded, standingOf } from "./counting/standing.ts"
import { stretchOf } from "./counting/stretch.ts"
import { dayOf, NO_DAY } from "./day.ts"
import type { IndexRow } from "./row.ts"
import { packWords } from "./words.ts"

/** What a reader asked for; every given condition must hold. */
export interface Filter {
  readonly workforce?: string
  readonly form?: string
  readonly demand?: string
  /** Gazetteer id of a province. */
  readonly province?: string
  /** Gazetteer id of a place. */
  readonly place?: string
  /** ISO Gregorian days, inclusive; an action that overlaps the period is in it. */
  readonly from?: string
  readonly to?: string
  /** Words that must all be found, by their beginnings. */
  readonly text?: string
  /** True for calls only, false for actions only; both when absent. */
  readonly calls?: boolean
  /** What is found beside what a person has checked; everything that the index was given when absent. */
  readonly include?: Inclusion
}

/** Positions of the actions that a filter holds for, newest first. */
export type Selection = Int32Array

/** Columns over the published actions, newest first; unknown days last. */
export interface ActionIndex {
  readonly rows: readonly IndexRow[]
  /** @throws RangeError when `from` or `to` is no day. */
  select(filter: Filter): Selection
  /**
   * Number of selected actions for each value of a field that any of them has, by the rule `action`: an action counts
   * once for a value. The same figures as `tally`, from typed columns.
   */
  count(by: Field, selection: Selection): Map<string, number>
}

/**
 * Builds the index: one sort, one pass a column, made when it is first asked for. A selection is one pass over typed
 * arrays; search reads a sorted list of words by bisection.
 */
export function buildIndex(unsorted: readonly IndexRow[]): ActionIndex {
  const rows = [...unsorted].sort((a, b) => compare(b.start ?? "", a.start ?? "") || compare(a.id, b.id))
  const first = new Int32Array(rows.length).fill(NO_DAY)
  const last = new Int32Array(rows.length).fill(NO_DAY)
  rows.forEach((row, i) => {
    const stretch = stretchOf(row)
    if (stretch === null) return
    first[i] = stretch.first
    last[i] = stretch.last
  })
  const isCall = Uint8Array.from(rows, (row) => Number(row.isCall))
  const standings = rows.map(standingOf)
  const columns = new Map<Field, Column>()
  const columnOf = (field: Field): Column => {
    const known = columns.get(field)
    if (known !== undefined) return known
    const column = packColumn(rows.length, (i) => codesOf(field, rows[i]!, first[i]!))
    columns.set(field, column)
    return column
  }
  const words = packWords(rows.map((row) => row.words))

  return {
    rows,
    select(filter) {
      const from = filter.from === undefined ? null : dayOf(filter.from)
      const to = filter.to === undefined ? null : dayOf(filter.to)
      const call = filter.calls === undefined ? null : Number(filter.calls)
      const wanted = (["workforce", "form", "demand", "province", "place"] as const).flatMap((name) => {
        const code = filter[name]
        return code === undefined ? [] : [{ column: columnOf(name), number: columnOf(name).numberOf(code) }]
      })
      const found = filter.text === undefined ? null : words.find(filter.text)
      const out = new Int32Array(rows.length)
      let length = 0
      for (let i = 0; i < rows.length; i++) {
        if (call !== null && isCall[i] !== call) continue
        if (filter.include !== undefined && !isIncluded(standings[i]!, filter.include)) continue
        if (from !== null && last[i]! < from) continue
        if (to !== null && (first[i] === NO_DAY || first[i]! > to)) continue
        if (found !== null && found[i] === 0) continue
        if (!wanted.every((w) => rowHas(w.column, i, w.number))) continue
        out[length++] = i
      }
      return out.slice(0, length)
    },
    count(by, selection) {
      const { codes, starts, values } = columnOf(by)
      const sums = new Uint32Array(codes.length)
      for (const i of selection) for (let k = starts[i]!; k < starts[i + 1]!; k++) sums[values[k]!]!++
      return new Map(codes.flatMap((code, n) => (sums[n]! > 0 ? [[code, sums[n]!] as const] : [])))
    },
  }
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Values of a field that a whole action has. */
function codesOf(field: Field, row: IndexRow, first: number): readonly string[] {
  const reader = readerOf(field)
  if (reader.of === "action") return reader.codes(row)
  if (reader.of === "place") return row.places.flatMap(reader.codes)
  const code = first === NO_DAY ? null : reader.code(first, row.precision)
  return code === null ? [] : [code]
}
