import { type Lists, type Splice, spliceLists } from "./splice.ts"

/** A column of codes: each row's codes as small numbers, beside one list of the codes as strings. */
export interface Column extends Lists {
  /** Every code that some row has, in order of first sight; its lists have no repeats. */
  readonly codes: readonly string[]
  /** Number of a code in `codes`; -1 for one that no row has. */
  numberOf(code: string): number
  /** The rows that have a code, in rising order; made for all codes at once when first asked for. Not to be written to. */
  rowsOf(code: string): Int32Array
  /**
   * Where no row has more than one code: each row's number of it and 1, and 0 where it has none; else null. Whoever goes
   * through a million rows waits for memory, and this is a quarter of what the lists are.
   */
  ones(): Uint16Array | null
}

/** Packs the codes of `length` rows into a column; a row that repeats a code has it once. */
export function packColumn(length: number, codesOf: (row: number) => readonly string[]): Column {
  const numbers = new Map<string, number>()
  const starts = new Uint32Array(length + 1)
  const values: number[] = []
  for (let row = 0; row < length; row++) {
    const from = values.length
    for (const code of codesOf(row)) {
      let number = numbers.get(code)
      if (number === undefined) {
        number = numbers.size
        numbers.set(code, number)
      }
      if (!values.includes(number, from)) values.push(number)
    }
    starts[row + 1] = values.length
  }
  return columnOf(numbers, { starts, values: Uint32Array.from(values) })
}

function columnOf(numbers: ReadonlyMap<string, number>, lists: Lists): Column {
  let postings: Lists | null = null
  let ones: Uint16Array | null | undefined
  return {
    ...lists,
    codes: [...numbers.keys()],
    numberOf: (code) => numbers.get(code) ?? -1,
    rowsOf(code) {
      const number = numbers.get(code)
      if (number === undefined) return new Int32Array(0)
      postings ??= turned(lists, numbers.size)
      const { starts, values } = postings
      return new Int32Array(values.buffer, 4 * starts[number]!, starts[number + 1]! - starts[number]!)
    },
    ones() {
      if (ones === undefined) ones = numbers.size < MOST_ONES ? onesOf(lists) : null
      return ones
    },
  }
}

/** More codes than this do not fit into two bytes with one for none. */
const MOST_ONES = 0xffff

function onesOf({ starts, values }: Lists): Uint16Array | null {
  const ones = new Uint16Array(starts.length - 1)
  for (let row = 0; row < ones.length; row++) {
    const from = starts[row]!
    const count = starts[row + 1]! - from
    if (count > 1) return null
    if (count === 1) ones[row] = values[from]! + 1
  }
  return ones
}

/** The same pairs from the other side: for each of `count` values the rows that have it. */
function turned({ starts, values }: Lists, count: number): Lists {
  const ends = new Uint32Array(count + 1)
  for (let k = 0; k < values.length; k++) ends[values[k]! + 1]!++
  for (let value = 0; value < count; value++) ends[value + 1]! += ends[value]!
  const own = ends.slice()
  const rows = new Uint32Array(values.length)
  for (let row = 0; row + 1 < starts.length; row++)
    for (let k = starts[row]!; k < starts[row + 1]!; k++) rows[own[values[k]!]!++] = row
  return { starts: ends, values: rows }
}

/** The column that `packColumn` makes of the rows as they stand now, from the one before; codes are asked for only where a row came. */
export function spliceColumn(column: Column, splice: Splice, codesOf: (row: number) => readonly string[]): Column {
  const codes = [...column.codes]
  const fresh = new Map<string, number>()
  const numberOf = (code: string): number => {
    const stood = column.numberOf(code)
    if (stood >= 0) return stood
    let number = fresh.get(code)
    if (number === undefined) {
      number = codes.push(code) - 1
      fresh.set(code, number)
    }
    return number
  }
  const { starts, values } = spliceLists(column, splice, (row) => [...new Set(codesOf(row))].map(numberOf))
  // First sight is another one now, and what only rows had that are gone is a code no more.
  const renumbered = new Int32Array(codes.length).fill(-1)
  const seen = new Map<string, number>()
  for (let k = 0; k < values.length; k++) {
    let number = renumbered[values[k]!]!
    if (number < 0) {
      number = seen.size
      renumbered[values[k]!] = number
      seen.set(codes[values[k]!]!, number)
    }
    values[k] = number
  }
  return columnOf(seen, { starts, values })
}
