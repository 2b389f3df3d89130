import { foldText } from "@karnegar/coder"
import { dayNumber, NO_DAY } from "./day.ts"
import type { IndexRow } from "./row.ts"

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

/** Columns over the published actions, newest first; unknown days last. */
export interface ActionIndex {
  readonly rows: readonly IndexRow[]
  select(filter: Filter): Selection
  /** Number of selected actions for each key that `keysOf` gives; an action with a key twice counts once. */
  count(selection: Selection, keysOf: (row: IndexRow) => readonly string[]): Map<string, number>
}

/**
 * Builds the index. Cost: sorting plus one pass; search reads a sorted list of words by bisection.
 */
export function buildIndex(unsorted: readonly IndexRow[]): ActionIndex {
  const rows = [...unsorted].sort((a, b) => (b.start ?? "").localeCompare(a.start ?? "") || (a.id < b.id ? -1 : 1))
  const first = new Int32Array(rows.length)
  const last = new Int32Array(rows.length)
  const postings = new Map<string, number[]>()
  rows.forEach((row, i) => {
    first[i] = row.start === null ? NO_DAY : dayNumber(row.start)
    last[i] = row.start === null ? NO_DAY : dayNumber(row.end ?? row.start)
    for (const word of new Set(row.words.flatMap((w) => foldText(w).split(" ")))) {
      if (word === "") continue
      const list = postings.get(word)
      if (list === undefined) postings.set(word, [i])
      else list.push(i)
    }
  })
  const vocabulary = [...postings.keys()].sort()

  const withWord = (prefix: string): Uint8Array => {
    const hit = new Uint8Array(rows.length)
    for (let k = lowerBound(vocabulary, prefix); k < vocabulary.length && vocabulary[k]!.startsWith(prefix); k++) {
      for (const i of postings.get(vocabulary[k]!)!) hit[i] = 1
    }
    return hit
  }

  return {
    rows,
    select(filter) {
      const from = filter.from === undefined ? null : dayNumber(filter.from)
      const to = filter.to === undefined ? null : dayNumber(filter.to)
      const words =
        filter.text === undefined
          ? []
          : foldText(filter.text)
              .split(" ")
              .filter((w) => w !== "")
              .slice(0, 12)
      const texts = words.map(withWord)
      const out: number[] = []
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!
        if (filter.calls !== undefined && row.isCall !== filter.calls) continue
        if (filter.workforce !== undefined && row.workforce !== filter.workforce) continue
        if (filter.form !== undefined && !row.forms.includes(filter.form)) continue
        if (filter.demand !== undefined && !row.demands.includes(filter.demand)) continue
        if (filter.province !== undefined && !row.places.some((p) => p.provinceId === filter.province)) continue
        if (filter.place !== undefined && !row.places.some((p) => p.placeId === filter.place)) continue
        if (from !== null && (last[i] === NO_DAY || last[i]! < from)) continue
        if (to !== null && (first[i] === NO_DAY || first[i]! > to)) continue
        if (!texts.every((hit) => hit[i] === 1)) continue
        out.push(i)
      }
      return Int32Array.from(out)
    },
    count(selection, keysOf) {
      const counts = new Map<string, number>()
      for (const i of selection)
        for (const key of new Set(keysOf(rows[i]!))) counts.set(key, (counts.get(key) ?? 0) + 1)
      return counts
    },
  }
}

function lowerBound(sorted: readonly string[], word: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (sorted[mid]! < word) low = mid + 1
    else high = mid
  }
  return low
}
