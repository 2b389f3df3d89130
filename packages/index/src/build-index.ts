import { toJalali } from "@karnegar/coder"
import { type Column, packColumn, rowHas } from "./columns.ts"
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
}

/** Positions of the actions that a filter holds for, newest first. */
export type Selection = Int32Array

/**
 * What actions can be counted by. Months are those of the first day, keys that sort: `1399-08`, `2020-11`;
 * an action without a day is in no month.
 */
export type Facet = "workforce" | "form" | "demand" | "province" | "jalaliMonth" | "gregorianMonth"

/** Columns over the published actions, newest first; unknown days last. */
export interface ActionIndex {
  readonly rows: readonly IndexRow[]
  /** @throws RangeError when `from` or `to` is no day. */
  select(filter: Filter): Selection
  /** Number of selected actions for each code of a facet that any of them has; an action counts once for a code. */
  count(by: Facet, selection: Selection): Map<string, number>
}

/**
 * Builds the index: one sort, one pass a column. A selection is one pass over typed arrays; search reads a sorted
 * list of words by bisection.
 */
export function buildIndex(unsorted: readonly IndexRow[]): ActionIndex {
  const rows = [...unsorted].sort((a, b) => compare(b.start ?? "", a.start ?? "") || compare(a.id, b.id))
  const first = Int32Array.from(rows, (row) => (row.start === null ? NO_DAY : dayOf(row.start)))
  const last = Int32Array.from(rows, (row) => (row.start === null ? NO_DAY : dayOf(row.end ?? row.start)))
  const isCall = Uint8Array.from(rows, (row) => Number(row.isCall))
  const column = (codesOf: (row: IndexRow) => readonly string[]) => packColumn(rows.length, (i) => codesOf(rows[i]!))
  const columns: Readonly<Record<Facet | "place", Column>> = {
    workforce: column((row) => [row.workforce]),
    form: column((row) => row.forms),
    demand: column((row) => row.demands),
    province: column((row) => row.places.flatMap((p) => p.provinceId ?? [])),
    place: column((row) => row.places.flatMap((p) => p.placeId ?? [])),
    jalaliMonth: column((row) => (row.start === null ? [] : [jalaliMonthKey(row.start)])),
    gregorianMonth: column((row) => (row.start === null ? [] : [row.start.slice(0, 7)])),
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
        return code === undefined ? [] : [{ column: columns[name], number: columns[name].numberOf(code) }]
      })
      const found = filter.text === undefined ? null : words.find(filter.text)
      const out = new Int32Array(rows.length)
      let length = 0
      for (let i = 0; i < rows.length; i++) {
        if (call !== null && isCall[i] !== call) continue
        if (from !== null && last[i]! < from) continue
        if (to !== null && (first[i] === NO_DAY || first[i]! > to)) continue
        if (found !== null && found[i] === 0) continue
        if (!wanted.every((w) => rowHas(w.column, i, w.number))) continue
        out[length++] = i
      }
      return out.slice(0, length)
    },
    count(by, selection) {
      const { codes, starts, values } = columns[by]
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

function jalaliMonthKey(iso: string): string {
  const { year, month } = toJalali(dayOf(iso))
  return `${year}-${String(month).padStart(2, "0")}`
}
