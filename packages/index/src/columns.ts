import { type Lists, type Splice, spliceLists } from "./splice.ts"

/** A column of codes: each row's codes as small numbers, beside one list of the codes as strings. */
export interface Column extends Lists {
  /** Every code that some row has, in order of first sight; its lists have no repeats. */
  readonly codes: readonly string[]
  /** Number of a code in `codes`; -1 for one that no row has. */
  numberOf(code: string): number
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
  return {
    codes: [...numbers.keys()],
    starts,
    values: Uint32Array.from(values),
    numberOf: (code) => numbers.get(code) ?? -1,
  }
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
  return { codes: [...seen.keys()], starts, values, numberOf: (code) => seen.get(code) ?? -1 }
}
