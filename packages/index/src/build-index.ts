import { bestFirst } from "./best-first.ts"
import type { Column } from "./columns.ts"
import { type Durations, type DurationsOf, packDurations } from "./counting/durations.ts"
import { FIELDS, type Field } from "./counting/fields.ts"
import { type Measures, type MeasuresOf, packMeasures } from "./counting/measures.ts"
import type { CountingRule } from "./counting/rule.ts"
import { type Inclusion, isIncluded, STANDINGS, standingOf } from "./counting/standing.ts"
import { stretchOf } from "./counting/stretch.ts"
import type { Period } from "./counting/units.ts"
import { dayOf, NO_DAY } from "./day.ts"
import { type FacetColumns, type Facets, packFacets } from "./facets.ts"
import { type Frame, type Grid, type PlaceGrid, packGrid } from "./grid.ts"
import type { IndexRow } from "./row.ts"
import { type Splice, spliceRows } from "./splice.ts"
import { type FoundRows, packWords, type WordIndex } from "./words.ts"

/** Stands among the wanted values of a field for actions of which none is told. */
export const NOT_TOLD = "-"

/** For each field the value that an action must have, or several of which one is enough; `NOT_TOLD` for none at all. */
export type Conditions = { readonly [F in Field]?: string | readonly string[] }

/** What a reader asked for; every given condition must hold. */
export interface Filter extends Conditions {
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
   * A selection in the order of how well its words fit a text, the newest first among equals.
   *
   * @param most As many of the best are put in order; the others follow newest first.
   */
  rank(selection: Selection, text: string, most: number): Selection
  /**
   * Number of selected actions for each value of a field that any of them has, by the rule `action`: an action counts
   * once for a value. The same figures as `tally`, from typed columns.
   */
  count(by: Field, selection: Selection): ReadonlyMap<string, number>
  /** Counts by several fields under any rule: the same figures as `tally`. `period` matters to `place-day` alone. */
  facets(selection: Selection, rule: CountingRule, by: readonly Field[], period?: Period): Facets
  /** Those of a selection that have one of the values of a field. */
  having(selection: Selection, by: Field, values: readonly string[]): Selection
  /** A selection taken apart by a field: under each value those that have it, under null those that have none. */
  parts(selection: Selection, by: Field): ReadonlyMap<string | null, Selection>
  /** The measures of the ILO over a selection. */
  measures(selection: Selection): Measures
  /** How long the stoppages of a selection lasted. */
  durations(selection: Selection): Durations
  /** Local actions on a grid over a part of the world; see `PlaceGrid`. */
  grid(selection: Selection, frame: Frame, across: number): Grid
  /**
   * The index of the rows as they stand after a change: answers are those of one built anew, at a small part of the price. This
   * one stays as it is, for whoever still reads it.
   *
   * @param gone Ids of rows that stand no more, or stand otherwise; what has no row is no error.
   * @param come Rows that came, or stand otherwise; none has the id of a row that stays.
   */
  changed(gone: ReadonlySet<string>, come: readonly IndexRow[]): ActionIndex
}

/** What an index is made of. */
interface Parts {
  readonly rows: readonly IndexRow[]
  /** First and last known day of each row. */
  readonly first: Int32Array
  readonly last: Int32Array
  readonly isCall: Uint8Array
  /** Positions in `STANDINGS`. */
  readonly standings: Uint8Array
  readonly columns: FacetColumns
  /** By their frames; each is made when it is first asked for, as are the words. */
  readonly grids: Map<string, { readonly frame: Frame; readonly grid: PlaceGrid }>
  readonly words: WordIndex | null
}

const EVER: Period = { from: null, to: null }

/**
 * Builds the index: one sort and one pass; columns and postings are made when they are first asked for. A selection
 * begins with the rows of the condition that the fewest meet, and is one pass over them for each other one; search reads a
 * sorted list of words by bisection.
 */
export function buildIndex(unsorted: readonly IndexRow[]): ActionIndex {
  const rows = [...unsorted].sort(newestFirst)
  const days = daysOf(rows, null)
  return indexOf({
    rows,
    ...days,
    isCall: Uint8Array.from(rows, (row) => Number(row.isCall)),
    standings: Uint8Array.from(rows, standingNumber),
    columns: packFacets(rows, days.first, days.last),
    grids: new Map(),
    words: null,
  })
}

function splice(before: Parts, gone: ReadonlySet<string>, come: readonly IndexRow[]): Parts {
  const { rows, splice } = spliceRows(before.rows, gone, come, newestFirst)
  const { from } = splice
  const days = daysOf(rows, { ...before, from })
  return {
    rows,
    ...days,
    isCall: Uint8Array.from(rows, (row) => Number(row.isCall)),
    standings: Uint8Array.from(rows, (row, i) => before.standings[from[i]!] ?? standingNumber(row)),
    columns: before.columns.spliced(rows, days.first, days.last, splice),
    grids: new Map(
      [...before.grids].map(([key, { frame, grid }]) => [key, { frame, grid: grid.spliced(rows, splice) }]),
    ),
    words: before.words?.spliced(splice, (row) => rows[row]!.words) ?? null,
  }
}

/** First and last known days of rows; taken over from before where a row stood. */
function daysOf(
  rows: readonly IndexRow[],
  before: (Pick<Parts, "first" | "last"> & Pick<Splice, "from">) | null,
): Pick<Parts, "first" | "last"> {
  const first = new Int32Array(rows.length).fill(NO_DAY)
  const last = new Int32Array(rows.length).fill(NO_DAY)
  rows.forEach((row, i) => {
    const stood = before === null ? -1 : before.from[i]!
    if (before !== null && stood >= 0) {
      first[i] = before.first[stood]!
      last[i] = before.last[stood]!
      return
    }
    const stretch = stretchOf(row)
    if (stretch === null) return
    first[i] = stretch.first
    last[i] = stretch.last
  })
  return { first, last }
}

function indexOf(parts: Parts): ActionIndex {
  const { rows, first, last, isCall, standings, columns, grids } = parts
  let { words } = parts
  let measuresOf: MeasuresOf | null = null
  let durationsOf: DurationsOf | null = null
  let search: { readonly text: string; readonly found: FoundRows | null } | null = null
  /** The last text is remembered: a page selects by it, then ranks. */
  const find = (text: string): FoundRows | null => {
    if (search?.text === text) return search.found
    words ??= packWords(rows.map((row) => row.words))
    search = { text, found: words.find(text) }
    return search.found
  }

  return {
    rows,
    select(filter) {
      const from = filter.from === undefined ? null : dayOf(filter.from)
      const to = filter.to === undefined ? null : dayOf(filter.to)
      const call = filter.calls === undefined ? null : Number(filter.calls)
      const { include } = filter
      const counts = include === undefined ? null : STANDINGS.map((one) => isIncluded(one, include))
      const found = filter.text === undefined ? null : find(filter.text)
      const fewest = fewestOf(columns, filter, found)
      const among = fewest?.rows ?? null
      const asked = among?.length ?? rows.length
      const out = new Int32Array(asked)
      let length = 0
      for (let n = 0; n < asked; n++) {
        const i = among === null ? n : among[n]!
        if (call !== null && isCall[i] !== call) continue
        if (counts !== null && !counts[standings[i]!]) continue
        if (from !== null && last[i]! < from) continue
        if (to !== null && (first[i] === NO_DAY || first[i]! > to)) continue
        out[length++] = i
      }
      if (found !== null && fewest?.field !== null) length = keepCommon(out, length, found.rows)
      for (const field of FIELDS) {
        const wanted = filter[field]
        if (wanted !== undefined && field !== fewest?.field)
          length = keep(out, length, columns.of(field), typeof wanted === "string" ? [wanted] : wanted)
      }
      return length === asked ? out : out.slice(0, length)
    },
    rank(selection, text, most) {
      const found = find(text)
      return found === null ? selection : bestFirst(selection, found, most)
    },
    count: (by, selection) => columns.count(selection, { kind: "action" }, [by], EVER).by.get(by)!.counts,
    facets: (selection, rule, by, period = EVER) => columns.count(selection, rule, by, period),
    having(selection, by, values) {
      const out = selection.slice()
      return out.slice(0, keep(out, out.length, columns.of(by), values))
    },
    measures(selection) {
      measuresOf ??= packMeasures(rows)
      return measuresOf(selection)
    },
    durations(selection) {
      durationsOf ??= packDurations(rows)
      return durationsOf(selection)
    },
    parts: (selection, by) => takeApart(selection, columns.of(by)),
    grid(selection, frame, across) {
      const key = Object.values(frame).join(" ")
      let made = grids.get(key)
      if (made === undefined) {
        made = { frame, grid: packGrid(rows, frame) }
        grids.set(key, made)
      }
      return made.grid.count(selection, across)
    },
    changed: (gone, come) => indexOf(splice({ ...parts, words }, gone, come)),
  }
}

function standingNumber(row: IndexRow): number {
  return STANDINGS.indexOf(standingOf(row))
}

function newestFirst(a: IndexRow, b: IndexRow): number {
  return compare(b.start ?? "", a.start ?? "") || compare(a.id, b.id)
}

/** Keeps of the first `length` positions those that have one of the values. @returns how many these are. */
function keep(positions: Int32Array, length: number, column: Column, values: readonly string[]): number {
  const wanted = new Uint8Array(column.codes.length)
  for (const value of values) {
    const number = column.numberOf(value)
    if (number >= 0) wanted[number] = 1
  }
  const withoutValue = values.includes(NOT_TOLD)
  const { starts, values: held } = column
  let kept = 0
  for (let n = 0; n < length; n++) {
    const i = positions[n]!
    const to = starts[i + 1]!
    let k = starts[i]!
    if (k === to) {
      if (withoutValue) positions[kept++] = i
      continue
    }
    while (k < to && wanted[held[k]!] === 0) k++
    if (k < to) positions[kept++] = i
  }
  return kept
}

/** Positions by the values of a column. */
function takeApart(selection: Selection, { codes, starts, values }: Column): ReadonlyMap<string | null, Selection> {
  const parts = new Map<string | null, number[]>()
  const put = (code: string | null, i: number) => {
    const part = parts.get(code)
    if (part === undefined) parts.set(code, [i])
    else part.push(i)
  }
  for (const i of selection) {
    if (starts[i] === starts[i + 1]) put(null, i)
    for (let k = starts[i]!; k < starts[i + 1]!; k++) put(codes[values[k]!]!, i)
  }
  return new Map(Array.from(parts, ([code, part]) => [code, Int32Array.from(part)]))
}

/** The rows that meet one condition, by its field; null for the words that are searched for. */
interface Met {
  readonly field: Field | null
  readonly rows: Int32Array
}

/** Of the words and the conditions that ask for one value, what the fewest rows meet: it is looked at first. Null without any. */
function fewestOf(columns: FacetColumns, filter: Filter, found: FoundRows | null): Met | null {
  let fewest: Met | null = found === null ? null : { field: null, rows: found.rows }
  for (const field of FIELDS) {
    const wanted = filter[field]
    const [only, ...others] = typeof wanted === "string" ? [wanted] : (wanted ?? [])
    if (only === undefined || only === NOT_TOLD || others.length > 0) continue
    const rows = columns.of(field).rowsOf(only)
    if (fewest === null || rows.length < fewest.rows.length) fewest = { field, rows }
  }
  return fewest
}

/** Keeps of the first `length` positions those that stand in `others` too; both rise. @returns how many these are. */
function keepCommon(positions: Int32Array, length: number, others: Int32Array): number {
  let kept = 0
  for (let n = 0, k = 0; n < length && k < others.length; ) {
    const [i, other] = [positions[n]!, others[k]!]
    if (i === other) positions[kept++] = i
    if (i <= other) n++
    if (other <= i) k++
  }
  return kept
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
