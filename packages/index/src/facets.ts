import { type Column, packColumn, spliceColumn } from "./columns.ts"
import { peopleAndPlace } from "./counting/disputes.ts"
import { type Field, type FieldReader, readerOf } from "./counting/fields.ts"
import { type CountingRule, ruleName } from "./counting/rule.ts"
import {
  boundsOf,
  countedDays,
  type DaysKnown,
  daysKnownOf,
  type Notes,
  noNotes,
  notePlaces,
  type Period,
  placesNotNamed,
} from "./counting/units.ts"
import { NO_DAY } from "./day.ts"
import type { IndexRow } from "./row.ts"
import type { Lists, Splice } from "./splice.ts"

/** Counts by one field. */
export interface Facet {
  /** Units for each value that any of them has. */
  readonly counts: ReadonlyMap<string, number>
  /** Units that have no value in the field. */
  readonly withoutValue: number
}

/** Counts of one selection by several fields under one rule: the same figures as `tally`, from typed columns. */
export interface Facets {
  /** As `readRule` reads it. */
  readonly rule: string
  /** Units in all. */
  readonly total: number
  readonly by: ReadonlyMap<Field, Facet>
  readonly notes: Readonly<Notes>
}

/** Columns that facets are counted from; each is made when it is first asked for. */
export interface FacetColumns {
  /** Values of a field that a whole action has, each once. */
  of(field: Field): Column
  count(selection: Int32Array, rule: CountingRule, fields: readonly Field[], period: Period): Facets
  /** The same over the rows as they stand now; columns that were made are not made again. */
  spliced(rows: readonly IndexRow[], firstDays: Int32Array, lastDays: Int32Array, splice: Splice): FacetColumns
}

/** Columns that were asked for, of rows and of their places. */
interface Made {
  readonly wholes: Map<Field, Column>
  readonly perPlace: Map<Field, Column>
}

/** What is added up for one field while units are gone through. */
interface Sums {
  readonly column: Column
  readonly sums: Float64Array
  withoutValue: number
}

/**
 * Packs rows into columns that facets are counted from.
 *
 * @param rows Newest first.
 * @param firstDays Day numbers of the rows, `NO_DAY` where unknown.
 * @param lastDays Their last known days.
 */
export function packFacets(rows: readonly IndexRow[], firstDays: Int32Array, lastDays: Int32Array): FacetColumns {
  return facetColumns(rows, firstDays, lastDays, { wholes: new Map(), perPlace: new Map() })
}

function facetColumns(
  rows: readonly IndexRow[],
  firstDays: Int32Array,
  lastDays: Int32Array,
  { wholes, perPlace }: Made,
): FacetColumns {
  const places = placesOf(rows)
  let chains: Chains | null = null
  let told: Told | null = null

  const of = (field: Field): Column =>
    made(wholes, field, () => packColumn(rows.length, wholeCodes(rows, firstDays, field)))
  const ofPlaces = (field: Field): Column =>
    made(perPlace, field, () => packColumn(places.rows.length, placeCodes(rows, places, field)))

  /** One unit a row. */
  const byAction = (selection: Int32Array, field: Field): Facet => {
    const column = of(field)
    const ones = column.ones()
    // Behind all numbers from 1, those without a value at 0.
    const counted = new Float64Array(column.codes.length + 1)
    if (ones === null) countLists(selection, column, counted)
    else countOnes(selection, ones, counted)
    return facetOf({ column, sums: counted.subarray(1), withoutValue: counted[0]! })
  }

  /** Each place of a row is as many units as it has days; by `place` it has one. */
  const byPlace = (selection: Int32Array, days: Uint32Array, field: Field): Facet => {
    const reader = readerOf(field)
    if (reader.of !== "place") {
      const all = sumsOf(of(field))
      selection.forEach((i, n) => {
        add(all, i, days[n]! * (places.starts[i + 1]! - places.starts[i]!))
      })
      return facetOf(all)
    }
    const all = sumsOf(ofPlaces(field))
    selection.forEach((i, n) => {
      for (let k = places.starts[i]!; k < places.starts[i + 1]!; k++) add(all, k, days[n]!)
    })
    return facetOf(all)
  }

  /** Each day of each place has the value of that day. */
  const byDay = (
    selection: Int32Array,
    spans: Spans,
    code: (day: number, precision: string) => string | null,
  ): Facet => {
    const counts = new Map<string, number>()
    const codes = new Map<number, string | null>()
    let withoutValue = 0
    const count = (key: string | null, units: number) => {
      if (units === 0) return
      if (key === null) withoutValue += units
      else counts.set(key, (counts.get(key) ?? 0) + units)
    }
    selection.forEach((i, n) => {
      const units = places.starts[i + 1]! - places.starts[i]!
      if (spans.exact[n] === 0) {
        const day = firstDays[i]!
        count(day === NO_DAY ? null : code(day, rows[i]!.precision), units)
        return
      }
      for (let day = spans.first[n]!; day <= spans.last[n]!; day++) {
        let key = codes.get(day)
        if (key === undefined) {
          key = code(day, "day")
          codes.set(day, key)
        }
        count(key, units)
      }
    })
    return { counts, withoutValue }
  }

  /** All rows of a dispute are one unit, which has each of their values once; its day is that of its first action. */
  const byDispute = ({ order, ends }: Disputes, field: Field): Facet => {
    const reader = readerOf(field)
    const all = sumsOf(of(field))
    const { starts, values } = all.column
    const seenBy = new Uint32Array(all.column.codes.length)
    let from = 0
    ends.forEach((end, dispute) => {
      let has = false
      for (let n = from; n < (reader.of === "day" ? from + 1 : end); n++) {
        const i = order[n]!
        for (let k = starts[i]!; k < starts[i + 1]!; k++) {
          has = true
          if (seenBy[values[k]!] === dispute + 1) continue
          seenBy[values[k]!] = dispute + 1
          all.sums[values[k]!]!++
        }
      }
      if (!has) all.withoutValue++
      from = end
    })
    return facetOf(all)
  }

  return {
    of,
    count(selection, rule, fields, period) {
      const notes = noNotes()
      const answer = (total: number, facet: (field: Field) => Facet): Facets => ({
        rule: ruleName(rule),
        total,
        by: new Map(fields.map((field) => [field, facet(field)])),
        notes,
      })
      if (rule.kind === "action") return answer(selection.length, (field) => byAction(selection, field))
      if (rule.kind === "dispute") {
        chains ??= chainsOf(rows, firstDays, lastDays)
        const disputes = disputesIn(selection, chains, rule.gapDays)
        return answer(disputes.ends.length, (field) => byDispute(disputes, field))
      }
      told ??= toldOf(rows)
      const own = rule.kind === "place" ? null : period
      const spans = spansOf(selection, places, told, firstDays, lastDays, own, notes)
      const days = Uint32Array.from(selection, (_, n) =>
        spans.exact[n] === 0 ? 1 : Math.max(0, spans.last[n]! - spans.first[n]! + 1),
      )
      const total = selection.reduce((sum, i, n) => sum + days[n]! * (places.starts[i + 1]! - places.starts[i]!), 0)
      return answer(total, (field) => {
        const reader = readerOf(field)
        return reader.of === "day" && rule.kind === "place-day"
          ? byDay(selection, spans, reader.code)
          : byPlace(selection, days, field)
      })
    },
    spliced(next, first, last, splice) {
      const nextPlaces = placesOf(next)
      const ofPlace = splicePlaces(places, nextPlaces, splice)
      const each = (
        columns: Map<Field, Column>,
        own: Splice,
        codes: (field: Field) => (at: number) => readonly string[],
      ) => new Map([...columns].map(([field, column]) => [field, spliceColumn(column, own, codes(field))] as const))
      return facetColumns(next, first, last, {
        wholes: each(wholes, splice, (field) => wholeCodes(next, first, field)),
        perPlace: each(perPlace, ofPlace, (field) => placeCodes(next, nextPlaces, field)),
      })
    },
  }
}

/* The two loops that every page of figures goes through: by number, from local names, each for itself. */

function countOnes(selection: Int32Array, ones: Uint16Array, counted: Float64Array): void {
  for (let n = 0; n < selection.length; n++) counted[ones[selection[n]!]!]!++
}

function countLists(selection: Int32Array, { starts, values }: Lists, counted: Float64Array): void {
  for (let n = 0; n < selection.length; n++) {
    const to = starts[selection[n]! + 1]!
    let k = starts[selection[n]!]!
    if (k === to) counted[0]!++
    for (; k < to; k++) counted[values[k]! + 1]!++
  }
}

/** Adds units to every value that a row of the column has. */
function add(all: Sums, row: number, units: number): void {
  const { starts, values } = all.column
  const [from, to] = [starts[row]!, starts[row + 1]!]
  if (from === to) all.withoutValue += units
  for (let k = from; k < to; k++) all.sums[values[k]!]! += units
}

function sumsOf(column: Column): Sums {
  return { column, sums: new Float64Array(column.codes.length), withoutValue: 0 }
}

function facetOf({ column, sums, withoutValue }: Sums): Facet {
  const counts = new Map<string, number>()
  column.codes.forEach((code, n) => {
    if (sums[n]! > 0) counts.set(code, sums[n]!)
  })
  return { counts, withoutValue }
}

/** What a column of rows is packed of. */
function wholeCodes(rows: readonly IndexRow[], firstDays: Int32Array, field: Field) {
  const reader = readerOf(field)
  return (i: number) => codesOf(reader, rows[i]!, firstDays[i]!)
}

/** What a column of places is packed of; of a field of places alone. */
function placeCodes(rows: readonly IndexRow[], places: Places, field: Field) {
  const reader = readerOf(field)
  return (k: number) => (reader.of === "place" ? reader.codes(rows[places.rows[k]!]!.places[places.nth[k]!]!) : [])
}

/** Values of a field that a whole action has. */
function codesOf(reader: FieldReader, row: IndexRow, first: number): readonly string[] {
  if (reader.of === "action") return reader.codes(row)
  if (reader.of === "place") return row.places.flatMap(reader.codes)
  const code = first === NO_DAY ? null : reader.code(first, row.precision)
  return code === null ? [] : [code]
}

function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const value = make()
  map.set(key, value)
  return value
}

/** Places of all rows in one list. */
interface Places {
  readonly starts: Uint32Array
  readonly rows: Uint32Array
  readonly nth: Uint32Array
}

/** Places of all rows in one list: place `k` is the `nth[k]`th of row `rows[k]`; row `i` has `starts[i]` up to `starts[i + 1]`. */
function placesOf(rows: readonly IndexRow[]): Places {
  const starts = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i]! + row.places.length
  })
  const own = new Uint32Array(starts[rows.length]!)
  const nth = new Uint32Array(own.length)
  rows.forEach((row, i) => {
    row.places.forEach((_, n) => {
      own[starts[i]! + n] = i
      nth[starts[i]! + n] = n
    })
  })
  return { starts, rows: own, nth }
}

/** How places move with their rows. */
function splicePlaces(before: Places, after: Places, { from }: Splice): Splice {
  const moved = new Int32Array(before.rows.length).fill(-1)
  const stood = new Int32Array(after.rows.length)
  for (let k = 0; k < stood.length; k++) {
    const row = from[after.rows[k]!]!
    stood[k] = row < 0 ? -1 : before.starts[row]! + after.nth[k]!
    if (row >= 0) moved[stood[k]!] = k
  }
  return { moved, from: stood }
}

/** What rows tell of their places and days, as the rules by place go by. */
interface Told {
  /** Places told and not named. */
  readonly notNamed: Uint32Array
  /** Position in `KNOWN`. */
  readonly known: Uint8Array
}

const KNOWN: readonly DaysKnown[] = ["none", "first", "all"]

function toldOf(rows: readonly IndexRow[]): Told {
  return {
    notNamed: Uint32Array.from(rows, placesNotNamed),
    known: Uint8Array.from(rows, (row) => KNOWN.indexOf(daysKnownOf(row))),
  }
}

/** The days that each selected row counts for; `exact` 0 where its day is not known and one day counts. */
interface Spans {
  readonly exact: Uint8Array
  readonly first: Int32Array
  readonly last: Int32Array
}

/** @param period Null: days are not looked at. */
function spansOf(
  selection: Int32Array,
  { starts }: Places,
  { notNamed, known }: Told,
  firstDays: Int32Array,
  lastDays: Int32Array,
  period: Period | null,
  notes: Notes,
): Spans {
  const exact = new Uint8Array(selection.length)
  const first = new Int32Array(selection.length)
  const last = new Int32Array(selection.length)
  const bounds = period === null ? null : boundsOf(period)
  for (let n = 0; n < selection.length; n++) {
    const i = selection[n]!
    const count = starts[i + 1]! - starts[i]!
    notePlaces(count, notNamed[i]!, notes)
    if (bounds === null || count === 0) continue
    const days = countedDays(KNOWN[known[i]!]!, firstDays[i]!, lastDays[i]!, bounds, notes)
    if (days === null) continue
    exact[n] = 1
    first[n] = days.first
    last[n] = days.last
  }
  return { exact, first, last }
}

/** Rows by the people and place that disputes go by, and along their days; `group` 0 for those that stand alone. */
interface Chains {
  readonly order: Int32Array
  readonly group: Uint32Array
  readonly firstDays: Int32Array
  readonly lastDays: Int32Array
}

function chainsOf(rows: readonly IndexRow[], firstDays: Int32Array, lastDays: Int32Array): Chains {
  const numbers = new Map<string, number>()
  const group = Uint32Array.from(rows, (row) => {
    const key = peopleAndPlace(row)
    return key === null ? 0 : made(numbers, key, () => numbers.size + 1)
  })
  const order = Int32Array.from(rows, (_, i) => i).sort(
    (a, b) => group[a]! - group[b]! || firstDays[a]! - firstDays[b]! || (rows[a]!.id < rows[b]!.id ? -1 : 1),
  )
  return { order, group, firstDays, lastDays }
}

/** Disputes of a selection, one after the other: `ends[d]` is where the rows of dispute `d` end in `order`. */
interface Disputes {
  readonly order: Int32Array
  readonly ends: readonly number[]
}

/** One walk along the chains: which selected rows follow each other within the gap. As `disputesOf` has it. */
function disputesIn(selection: Int32Array, { order, group, firstDays, lastDays }: Chains, gapDays: number): Disputes {
  const wanted = new Uint8Array(group.length)
  for (const i of selection) wanted[i] = 1
  const out = new Int32Array(selection.length)
  const ends: number[] = []
  let length = 0
  let running = 0
  let last = 0
  for (const i of order) {
    if (wanted[i] === 0) continue
    const follows = group[i] !== 0 && group[i] === running && firstDays[i]! - last <= gapDays
    if (length > 0 && !follows) ends.push(length)
    last = follows ? Math.max(last, lastDays[i]!) : lastDays[i]!
    running = group[i]!
    out[length++] = i
  }
  if (length > 0) ends.push(length)
  return { order: out, ends }
}
