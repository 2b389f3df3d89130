import type { IndexRow } from "./row.ts"
import { type Lists, type Splice, spliceLists } from "./splice.ts"

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
  /** The same over the rows as they stand now. */
  spliced(rows: readonly IndexRow[], splice: Splice): PlaceGrid
}

/** Puts every place into its cell of the finest grid once; coarser grids are the same cells by fewer bits. */
export function packGrid(rows: readonly IndexRow[], frame: Frame): PlaceGrid {
  const starts = new Uint32Array(rows.length + 1)
  const cells: number[] = []
  rows.forEach((row, i) => {
    for (const cell of cellsOf(row, frame)) cells.push(cell)
    starts[i + 1] = cells.length
  })
  return gridOf({ starts, values: Uint32Array.from(cells) }, frame)
}

/** A cell for each place of a row; a row without any is nowhere once. */
function cellsOf({ places }: IndexRow, frame: Frame): readonly number[] {
  if (places.length === 0) return [NOWHERE]
  return places.map(({ lat, lon }) => (lat == null || lon == null ? NOWHERE : cellOf(lat, lon, frame)))
}

function gridOf(lists: Lists, frame: Frame): PlaceGrid {
  const { starts, values: packed } = lists
  return {
    count(selection, across) {
      const shift = Math.log2(FINEST / across)
      if (!Number.isInteger(shift) || shift < 0 || shift > 8) throw new RangeError(`no grid of ${across} cells across`)
      const sums = new Uint32Array(across * across)
      let unplaced = 0
      for (let n = 0; n < selection.length; n++) {
        const end = starts[selection[n]! + 1]!
        for (let k = starts[selection[n]!]!; k < end; k++) {
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
    spliced: (rows, splice) =>
      gridOf(
        spliceLists(lists, splice, (row) => cellsOf(rows[row]!, frame)),
        frame,
      ),
  }
}

function cellOf(lat: number, lon: number, { west, east, south, north }: Frame): number {
  const column = Math.floor(((lon - west) / (east - west)) * FINEST)
  const row = Math.floor(((north - lat) / (north - south)) * FINEST)
  return column < 0 || column >= FINEST || row < 0 || row >= FINEST ? NOWHERE : row * FINEST + column
}
