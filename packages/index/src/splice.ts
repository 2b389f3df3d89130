/** How rows move where some go and others come: what was made of the others need not be made again. */
export interface Splice {
  /** Where each row that stood stands now; -1 of one that is gone. */
  readonly moved: Int32Array
  /** Where each row that stands stood before; -1 of one that came. Those that stood keep their order. */
  readonly from: Int32Array
}

/** Takes rows out of a sorted list and puts others into it. */
export function spliceRows<T extends { readonly id: string }>(
  sorted: readonly T[],
  gone: ReadonlySet<string>,
  come: readonly T[],
  order: (a: T, b: T) => number,
): { readonly rows: readonly T[]; readonly splice: Splice } {
  const coming = [...come].sort(order)
  const rows: T[] = []
  const moved = new Int32Array(sorted.length).fill(-1)
  const from: number[] = []
  let next = 0
  const put = (row: T, stood: number) => {
    rows.push(row)
    from.push(stood)
  }
  sorted.forEach((row, i) => {
    if (gone.has(row.id)) return
    while (next < coming.length && order(coming[next]!, row) < 0) put(coming[next++]!, -1)
    moved[i] = rows.length
    put(row, i)
  })
  while (next < coming.length) put(coming[next++]!, -1)
  return { rows, splice: { moved, from: Int32Array.from(from) } }
}

/** A list of numbers for each row: that of row `i` is `values[starts[i]]` up to `values[starts[i + 1]]`. */
export interface Lists {
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

/** The lists of the rows that stand: copied in runs, asked for only where a row came. */
export function spliceLists(
  { starts, values }: Lists,
  { from }: Splice,
  listOf: (row: number) => readonly number[],
): Lists {
  const own = new Map<number, readonly number[]>()
  let most = values.length
  from.forEach((stood, row) => {
    if (stood >= 0) return
    const list = listOf(row)
    own.set(row, list)
    most += list.length
  })
  const nextStarts = new Uint32Array(from.length + 1)
  const nextValues = new Uint32Array(most)
  let end = 0
  for (let row = 0; row < from.length; ) {
    if (from[row]! < 0) {
      nextValues.set(own.get(row)!, end)
      end += own.get(row)!.length
      nextStarts[++row] = end
      continue
    }
    const first = from[row]!
    const shift = end - starts[first]!
    let stood = first
    for (; row < from.length && from[row] === stood; stood++) nextStarts[++row] = starts[stood + 1]! + shift
    nextValues.set(values.subarray(starts[first]!, starts[stood]!), end)
    end = starts[stood]! + shift
  }
  return { starts: nextStarts, values: nextValues.slice(0, end) }
}
