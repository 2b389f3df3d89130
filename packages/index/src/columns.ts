/** A column of codes: each row's codes as small numbers, beside one list of the codes as strings. */
export interface Column {
  /** Every code that some row has, in order of first sight. */
  readonly codes: readonly string[]
  /** Codes of row `i` are `values[starts[i]]` up to `values[starts[i + 1]]`, without repeats. */
  readonly starts: Uint32Array
  readonly values: Uint32Array
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
