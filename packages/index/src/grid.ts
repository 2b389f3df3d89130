import type { IndexRow } from "./row.ts"

/** Part of the world that a grid is laid over, degrees WGS 84. */
export interface Frame {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/** A cell of a grid that holds something. */
export interface Cell {
  /** From the west, from the north, from 0. */
  readonly column: number
  readonly row: number
  /** Local actions in it: an action counts once for each of its places. */
  readonly count: number
}

/** Local actions of a selection on a grid. */
export interface Grid {
  /** By row from the north, then from the west. */
  readonly cells: readonly Cell[]
  /** Local actions, and actions without any place, that no cell holds. */
  readonly unplaced: number
}

/** Cells of the finest grid along each side: two bytes name a cell. */
export const FINEST = 256

/** No cell: no coordinates, or outside of the frame. */
const NOWHERE = 0xffff_ffff

/** Places of rows as cells of the finest grid. */
export interface PlaceGrid {
  /** @param across Cells along each side: a power of two up to `FINEST`. @throws RangeError for another number. */
  count(selection: Int32Array, across: number): Grid
}

/** Puts every place into its cell of the finest grid once; coarser grids are the same cells by fewer bits. */
export function packGrid(rows: readonly IndexRow[], frame: Frame): PlaceGrid {
  const starts = new Uint32Array(rows.length + 1)
  const cells: number[] = []
  rows.forEach((row, i) => {
    for (const { lat, lon } of row.places) cells.push(lat == null || lon == null ? NOWHERE : cellOf(lat, lon, frame))
    if (row.places.length === 0) cells.push(NOWHERE)
    starts[i + 1] = cells.length
  })
  const packed = Uint32Array.from(cells)
  return {
    count(selection, across) {
      const shift = Math.log2(FINEST / across)
      if (!Number.isInteger(shift) || shift < 0 || shift > 8) throw new RangeError(`no grid of ${across} cells across`)
      const sums = new Uint32Array(across * across)
      let unplaced = 0
      for (const i of selection) {
        for (let k = starts[i]!; k < starts[i + 1]!; k++) {
          const cell = packed[k]!
          if (cell === NOWHERE) unplaced++
          else sums[((cell >> 8) >> shift) * across + ((cell & 255) >> shift)]!++
        }
      }
      const found: Cell[] = []
      sums.forEach((count, n) => {
        if (count > 0) found.push({ row: Math.floor(n / across), column: n % across, count })
      })
      return { cells: found, unplaced }
    },
  }
}

function cellOf(lat: number, lon: number, { west, east, south, north }: Frame): number {
  const column = Math.floor(((lon - west) / (east - west)) * FINEST)
  const row = Math.floor(((north - lat) / (north - south)) * FINEST)
  return column < 0 || column >= FINEST || row < 0 || row >= FINEST ? NOWHERE : row * FINEST + column
}
