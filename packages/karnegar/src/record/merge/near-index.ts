import { Commonness, KEYS } from "./commonness.ts"
import { Likeness } from "./likeness.ts"
import { numberOfReport, reportOfNumber } from "./report-number.ts"
import type { Shared } from "./shared-words.ts"
import type { Sketch } from "./sketch.ts"
import { ROW_UNITS, SketchRows } from "./sketch-rows.ts"

/** A report whose text is near to the one asked about, by its sketch. */
export interface Near extends Shared {
  readonly id: string
}

/** Reports of one bucket that are looked at, the newest first; what shares more than one bucket is met in another. */
const MOST_WALKED = 256
/** Room for all that one look-up can meet, twice. */
const MET_SLOTS = 16_384
/** Rows that are settled at a time when an index is built. */
const BLOCK = 4096
/** An index is made anew when it is full, this much larger, and when a quarter of its rows are removed ones. */
const GROWTH = 1.5
const SLACK = 1.125
const NOBODY = -1
/** A slot of `#slots` whose report was removed. */
const LEFT = -2

/**
 * Which reports of a collection have nearly the text of another: built from many sketches at once, then kept up to date
 * report by report.
 *
 * Each report hangs in one chain for each of its keys (`Commonness`); a look-up walks the chains of its own keys and asks each
 * sketch that it meets. No object per report: 176 bytes of sketch, 120 to 160 of chains and 16 to 20 of ids, some 350 MB for a million
 * reports with the slack of an eighth; while it is made anew, the old sketches beside the new.
 *
 * What is said of a report that is met hangs on the two sketches and on what the collection held when the index was last made
 * (boilerplate). Below 1,024 reports it hangs on the sketches alone, whatever order they came in.
 */
export class NearIndex {
  #sketches: SketchRows
  /** Number of each row's report. */
  #ids: Float64Array<ArrayBuffer>
  #common!: Commonness
  /** Chains: the newest row of each bucket, key by key; and the row before each row, key by key. */
  #heads!: Int32Array
  #next!: Int32Array
  #bucketBits = 0
  /** Rows by their report's number, open addressing. */
  #slots!: Int32Array
  #removed = 0
  readonly #keysUsed: number

  readonly #likeness = new Likeness()
  readonly #asked = new Uint16Array(ROW_UNITS)
  readonly #keys = new Uint32Array(KEYS)
  readonly #met = new Int32Array(MET_SLOTS)
  readonly #metRows: number[] = []

  /**
   * @param ids Ids of the reports, one for each row.
   * @param sketches Their sketches; the index takes them over.
   * @param keys How many of the keys are used; fewer find less, which is for tests.
   * @throws RangeError where an id is none of a report's or stands twice.
   */
  constructor(ids: readonly string[] = [], sketches: SketchRows = new SketchRows(), keys = KEYS) {
    this.#keysUsed = keys
    this.#sketches = sketches
    this.#ids = Float64Array.from(ids, numberOfReport)
    if (ids.length !== sketches.count) throw new RangeError(`${ids.length} ids for ${sketches.count} sketches`)
    this.#met.fill(NOBODY)
    this.#make(Math.ceil(ids.length * SLACK))
  }

  /** Number of reports. */
  get size(): number {
    return this.#sketches.count - this.#removed
  }

  /** Takes a report in; one that is there already gets the new sketch. */
  add(id: string, sketch: Sketch): void {
    this.remove(id)
    if (this.#sketches.count === this.#sketches.room) this.#make(Math.ceil(this.size * GROWTH))
    const row = this.#sketches.push(sketch)
    this.#ids[row] = numberOfReport(id)
    this.#common.settle(this.#sketches.units, row * ROW_UNITS, this.#keys, 0)
    for (let key = 0; key < this.#keysUsed; key++) this.#hang(row, key, this.#keys[key]!)
    this.#enter(row)
  }

  /** Takes a report out; `false` where it was not in. */
  remove(id: string): boolean {
    const slot = this.#slotOf(numberOfReport(id))
    const row = this.#slots[slot]!
    if (row === NOBODY) return false
    this.#slots[slot] = LEFT
    this.#sketches.units.fill(0, row * ROW_UNITS, (row + 1) * ROW_UNITS)
    this.#removed++
    if (this.#removed > 1024 && this.#removed * 4 > this.#sketches.count) this.#make(Math.ceil(this.size * SLACK))
    return true
  }

  /**
   * Reports whose text is near to that of a sketch: those of which one of the shares is at least `atLeast`, the nearest first.
   *
   * Sketches tell only about how much is shared: `sharedWords` on the texts says what is so.
   */
  find(sketch: Sketch, atLeast: number): Near[] {
    const asked = this.#asked
    asked.set(sketch)
    this.#common.settle(asked, 0, this.#keys, 0)
    const out: Near[] = []
    const { units } = this.#sketches
    const likeness = this.#likeness
    for (let key = 0; key < this.#keysUsed; key++) {
      if (this.#keys[key] === 0) continue
      let left = MOST_WALKED
      for (let row = this.#heads[this.#bucketOf(key, this.#keys[key]!)]!; row >= 0 && left > 0; left--) {
        if (
          this.#meets(row) &&
          likeness.of(asked, 0, units, row * ROW_UNITS) >= atLeast &&
          units[row * ROW_UNITS] !== 0
        )
          out.push({
            id: reportOfNumber(this.#ids[row]!),
            shared: likeness.shared,
            contained: likeness.contained,
          })
        row = this.#next[row * KEYS + key]!
      }
    }
    this.#forgetMet()
    return out.sort(nearestFirst)
  }

  /** Makes chains and ids anew, without removed rows, with room for `room` rows at least. */
  #make(room: number): void {
    this.#sweep(Math.max(room, 1024))
    const { units, count } = this.#sketches
    const space = this.#sketches.room
    this.#common = new Commonness(units, count)
    this.#bucketBits = Math.max(8, Math.floor(Math.log2(space)))
    this.#heads = new Int32Array(KEYS << this.#bucketBits).fill(NOBODY)
    this.#next = new Int32Array(space * KEYS)
    const keys = new Uint32Array(BLOCK * KEYS)
    for (let from = 0; from < count; from += BLOCK) {
      const past = Math.min(count, from + BLOCK)
      for (let row = from; row < past; row++) this.#common.settle(units, row * ROW_UNITS, keys, row - from, BLOCK)
      for (let key = 0; key < this.#keysUsed; key++)
        for (let row = from; row < past; row++) this.#hang(row, key, keys[key * BLOCK + row - from]!)
    }
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(space * 1.5))).fill(NOBODY)
    for (let row = 0; row < count; row++) this.#enter(row)
  }

  /** Leaves out removed rows and makes room. */
  #sweep(room: number): void {
    const { units, count } = this.#sketches
    let kept = 0
    for (let row = 0; row < count; row++) {
      if (units[row * ROW_UNITS] === 0) continue
      if (kept < row) {
        units.copyWithin(kept * ROW_UNITS, row * ROW_UNITS, (row + 1) * ROW_UNITS)
        this.#ids[kept] = this.#ids[row]!
      }
      kept++
    }
    this.#sketches.count = kept
    this.#removed = 0
    if (this.#sketches.room < room) this.#sketches.makeRoom(room)
    const ids = new Float64Array(this.#sketches.room)
    ids.set(this.#ids.subarray(0, kept))
    this.#ids = ids
  }

  #bucketOf(key: number, hash: number): number {
    return (key << this.#bucketBits) | (hash >>> (32 - this.#bucketBits))
  }

  #hang(row: number, key: number, hash: number): void {
    if (hash === 0) return
    const bucket = this.#bucketOf(key, hash)
    this.#next[row * KEYS + key] = this.#heads[bucket]!
    this.#heads[bucket] = row
  }

  #enter(row: number): void {
    const slot = this.#slotOf(this.#ids[row]!)
    if (this.#slots[slot] !== NOBODY) throw new RangeError(`report twice: ${reportOfNumber(this.#ids[row]!)}`)
    this.#slots[slot] = row
  }

  /** The slot of a report's number: that of its row, or the empty one that it would get. */
  #slotOf(number: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = (Math.imul((number % 0x1_0000_0000) | 0, 0x9e3779b1) >>> 7) & mask
    while (slots[slot] !== NOBODY && (slots[slot] === LEFT || this.#ids[slots[slot]!] !== number))
      slot = (slot + 1) & mask
    return slot
  }

  /** Is a row met for the first time in this look-up? */
  #meets(row: number): boolean {
    const met = this.#met
    let slot = Math.imul(row, 0x9e3779b1) >>> 18
    for (; met[slot] !== NOBODY; slot = (slot + 1) & (MET_SLOTS - 1)) if (met[slot] === row) return false
    met[slot] = row
    this.#metRows.push(slot)
    return true
  }

  #forgetMet(): void {
    for (const slot of this.#metRows) this.#met[slot] = NOBODY
    this.#metRows.length = 0
  }
}

function nearestFirst(a: Near, b: Near): number {
  return (
    Math.max(b.shared, b.contained) - Math.max(a.shared, a.contained) || b.shared - a.shared || (a.id < b.id ? -1 : 1)
  )
}
