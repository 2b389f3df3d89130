import { BINS, FIRST_BIN, LEAD_BINS } from "./sketch.ts"
import { FIRST_MASK, OWN_RUNS, ROW_UNITS } from "./sketch-rows.ts"

/** Bands that keys are made of: so many start in the bins of the whole text, so many in those of the lead. */
const BANDS = 13
const LEAD_BANDS = 7
export const KEYS = BANDS + LEAD_BANDS

/** Cells in which values of bins are counted: few enough for the processor's cache, so that rare values share a cell. */
const CELL_BITS = 18
/** Reports that are counted at most: of larger collections an even sample, chosen by their sketches. */
const MOST_COUNTED = 1 << 17
/** In smaller collections nothing is common enough to be told from a text that several outlets copied. */
const FEWEST_REPORTS = 1024
/** A value is boilerplate when so many reports have it, and these are this share of the collection. */
const FEWEST_BOILERPLATE = 100
const BOILERPLATE_SHARE = 0.005
/** Bits are counted in quarters. */
const QUARTERS = 4
/** What any value says while nothing is known of a collection. */
const UNKNOWN_BITS = 10
/** How many bits a key says beyond those that tell a report of the collection from any other. */
const SPARE_BITS = 2

/**
 * What the bins of a sketch are worth in a collection: bits that say how rare a value is, none for boilerplate.
 *
 * Reports on one subject are full of stock phrases («به گزارش خبرنگار …», «در اعتراض به …»), and a channel signs
 * each of its posts. Two bins of such runs agree among thousands of reports that have nothing else in common, while two bins
 * of rare runs agree in copies only. So a key takes in bins until they say enough, two or three, and passes over boilerplate.
 * Counts are frozen: keys made at different times must be the same.
 */
export class Commonness {
  /** Quarter bits that a value says, by its cell; 0 for boilerplate. */
  readonly #worth = new Uint8Array(1 << CELL_BITS)
  readonly #enough: number
  /** Bins of the row at hand that say something, in order: where they stand, what they say, with their value. */
  readonly #places = new Uint8Array(BINS + 1)
  readonly #worths = new Uint8Array(BINS + 1)
  readonly #values = new Int32Array(BINS + 1)
  /** Bins of the row at hand that hold a run, and those of them that say something. */
  #filled = 0
  #telling = 0

  /** @param rows Rows of `ROW_UNITS` of the collection. */
  constructor(rows: Uint16Array, count: number) {
    if (count < FEWEST_REPORTS) {
      this.#worth.fill(UNKNOWN_BITS * QUARTERS)
      this.#enough = (UNKNOWN_BITS + SPARE_BITS) * QUARTERS
      return
    }
    const { counts, counted } = countValues(rows, count)
    const boilerplate = Math.max((FEWEST_BOILERPLATE * counted) / count, counted * BOILERPLATE_SHARE)
    // A cell holds several rare values: what they add up to is no one's.
    const others = counts.reduce((sum, n) => sum + n, 0) / counts.length
    for (let cell = 0; cell < counts.length; cell++) {
      const seen = counts[cell]!
      if (seen - others < boilerplate)
        this.#worth[cell] = Math.max(1, Math.round(Math.log2(counted / Math.max(1, seen)) * QUARTERS))
    }
    this.#enough = Math.round((Math.log2(count) + SPARE_BITS) * QUARTERS)
  }

  /**
   * Marks a row's boilerplate and writes its `KEYS` keys: unsigned numbers of 32 bits, the same for two rows that agree in
   * the bins of a band; 0 where a band has no key.
   *
   * @param step How far apart the keys are written.
   */
  settle(rows: Uint16Array, at: number, keys: Uint32Array, from: number, step = 1): void {
    this.#read(rows, at, 0, BINS)
    const runs = rows[at + 1]!
    const filled = this.#filled
    rows[at + OWN_RUNS] = filled === 0 ? runs : Math.max(1, Math.round((runs * this.#telling) / filled))
    this.#writeKeys(keys, from, step, 0, BANDS, BINS)
    // What is boilerplate throughout is found by its equals only.
    if (this.#telling === 0 && filled > 0) keys[from] = hashOfRow(rows, at)
    this.#read(rows, at, BINS, LEAD_BINS)
    this.#writeKeys(keys, from + BANDS * step, step, BANDS, LEAD_BANDS, LEAD_BINS)
  }

  #read(rows: Uint16Array, at: number, first: number, count: number): void {
    const worth = this.#worth
    const places = this.#places
    const worths = this.#worths
    const values = this.#values
    let filled = 0
    let telling = 0
    for (let block = 0; block < count; block += 16) {
      let dropped = 0
      for (let i = 0; i < 16; i++) {
        const bin = first + block + i
        const value = rows[at + FIRST_BIN + bin]!
        // Without branches, which nothing foretells: written always, counted where it says something.
        const holds = oneIfAny(value)
        const bits = worth[cellOf(bin, value)]!
        const tells = holds & oneIfAny(bits)
        filled += holds
        dropped |= (holds ^ tells) << i
        places[telling] = block + i
        worths[telling] = bits
        values[telling] = (bin << 16) | value
        telling += tells
      }
      rows[at + FIRST_MASK + ((first + block) >> 4)] = dropped
    }
    this.#filled = filled
    this.#telling = telling
  }

  /** The keys of bands that begin evenly over `span` bins: bins from there on, round to it again, until they say enough. */
  #writeKeys(keys: Uint32Array, from: number, step: number, firstBand: number, bands: number, span: number): void {
    const places = this.#places
    const worths = this.#worths
    const values = this.#values
    const enough = this.#enough
    const telling = this.#telling
    let begin = 0
    for (let band = 0; band < bands; band++) {
      const start = Math.floor((band * span) / bands)
      while (begin < telling && places[begin]! < start) begin++
      let hash = Math.imul(firstBand + band + 1, 0x9e3779b1)
      let bits = 0
      for (let taken = 0, i = begin; taken < telling && bits < enough; taken++, i++) {
        if (i >= telling) i = 0
        bits += worths[i]!
        hash = Math.imul(hash ^ (hash >>> 15) ^ values[i]!, 0x85ebca6b)
      }
      keys[from + band * step] = telling === 0 ? 0 : mixed(hash)
    }
  }
}

/** 1 for a number from 1 to 65,535, 0 for 0. */
function oneIfAny(number: number): number {
  return (number + 0xffff) >>> 16
}

function mixed(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  hash = (hash ^ (hash >>> 16)) >>> 0
  return hash === 0 ? 1 : hash
}

function cellOf(bin: number, value: number): number {
  return Math.imul((bin << 16) | value, 0x9e3779b1) >>> (32 - CELL_BITS)
}

/** How often the values of bins stand in a collection, by cell, and in how many reports they were counted. */
function countValues(rows: Uint16Array, count: number): { counts: Int32Array; counted: number } {
  const counts = new Int32Array(1 << CELL_BITS)
  const oneIn = Math.ceil(count / MOST_COUNTED)
  let counted = 0
  for (let at = 0; at < count * ROW_UNITS; at += ROW_UNITS) {
    // By its content, so that the sample is the same whatever order reports came in.
    if (oneIn > 1 && hashOfRow(rows, at) % oneIn !== 0) continue
    counted++
    for (let bin = 0; bin < BINS + LEAD_BINS; bin++) {
      const value = rows[at + FIRST_BIN + bin]!
      if (value !== 0) counts[cellOf(bin, value)]!++
    }
  }
  return { counts, counted: Math.max(1, counted) }
}

function hashOfRow(rows: Uint16Array, at: number): number {
  let hash = 0
  for (let i = 1; i < FIRST_BIN + BINS + LEAD_BINS; i++)
    hash = Math.imul(hash ^ (hash >>> 15) ^ rows[at + i]!, 0x85ebca6b)
  return mixed(hash)
}
