import { SKETCH_UNITS, type Sketch } from "./sketch.ts"

/**
 * Units of a row: a sketch, a bit for each of its bins that holds boilerplate, and the number of its runs that are none.
 * What follows the sketch is `Commonness`'s to write.
 */
export const ROW_UNITS = 88
/** Where the boilerplate bits begin. */
export const FIRST_MASK = SKETCH_UNITS
/** Where the number of runs without boilerplate stands. */
export const OWN_RUNS = ROW_UNITS - 1

/** Many sketches one behind the other, 176 bytes each, without an object for each. */
export class SketchRows {
  /** Rows of `ROW_UNITS`; those from `count` on are unused. */
  units: Uint16Array
  count = 0

  /** @param room Rows to make room for. */
  constructor(room = 1024) {
    this.units = new Uint16Array(Math.max(1, room) * ROW_UNITS)
  }

  /** Number of rows that there is room for. */
  get room(): number {
    return this.units.length / ROW_UNITS
  }

  /** Takes a sketch in behind the others; answers the number of its row. Makes more room where there is none. */
  push(sketch: Sketch): number {
    if (this.count === this.room) this.makeRoom(Math.ceil(this.room * 1.5))
    this.units.set(sketch, this.count * ROW_UNITS)
    return this.count++
  }

  makeRoom(rows: number): void {
    const wider = new Uint16Array(rows * ROW_UNITS)
    wider.set(this.units.subarray(0, this.count * ROW_UNITS))
    this.units = wider
  }
}
