import { Commonness, KEYS } from "./commonness.ts"
import { Likeness } from "./likeness.ts"
import { ROW_UNITS, type SketchRows } from "./sketch-rows.ts"

/** Pairs of near-duplicates: numbers of rows, the smaller in `a`, and what sketches say that the two have in common. */
export interface NearPairs {
  readonly count: number
  readonly a: Int32Array
  readonly b: Int32Array
  readonly shared: Float32Array
  readonly contained: Float32Array
}

/** Rows of a part of the join: small enough for its table to stay in the processor's cache. */
const PART = 2048
const SLOTS = PART * 2
/**
 * Rows before it that one row is compared with, of those that have its key: enough to connect all copies of a text, while the
 * posts of a channel that share its signature cost no square.
 */
const MOST_COMPARED = 64

/**
 * All pairs of near-duplicates among many sketches.
 *
 * Two sketches are compared when they have a key in common (`Commonness`), and are a pair when one of their shares is at
 * least `atLeast`. A join per key over typed arrays, in parts that fit the cache; time grows with the number of sketches.
 * The same pairs come out whatever the order of rows, but where more than 64 reports have one key: there each is compared with
 * the 64 before it.
 *
 * @param keys How many of the keys are joined; fewer find less, which is for tests.
 */
export function joinAll(sketches: SketchRows, atLeast: number, keys = KEYS): NearPairs {
  const { units, count } = sketches
  const common = new Commonness(units, count)
  const all = new Uint32Array(count * KEYS)
  for (let i = 0; i < count; i++) common.settle(units, i * ROW_UNITS, all, i, count)
  const pairs = new PairSet()
  const join = new KeyJoin(count)
  for (let key = 0; key < keys; key++) join.find(all.subarray(key * count, (key + 1) * count), pairs)
  return pairs.judge(units, count, atLeast)
}

/** Finds rows with the same key: rows are dealt into parts by their key's low bits, and each part into a small table. */
class KeyJoin {
  readonly #keys: Uint32Array
  readonly #rows: Int32Array
  readonly #partBits: number
  readonly #heads = new Int32Array(SLOTS)
  readonly #next: Int32Array

  constructor(count: number) {
    this.#keys = new Uint32Array(count)
    this.#rows = new Int32Array(count)
    this.#next = new Int32Array(count)
    this.#partBits = Math.max(0, Math.ceil(Math.log2(Math.max(1, count / PART))))
  }

  find(keyOf: Uint32Array, pairs: PairSet): void {
    const keys = this.#keys
    const rows = this.#rows
    const parts = 1 << this.#partBits
    const mask = parts - 1
    const starts = new Int32Array(parts + 1)
    const count = keyOf.length
    for (let i = 0; i < count; i++) if (keyOf[i] !== 0) starts[(keyOf[i]! & mask) + 1]!++
    for (let part = 0; part < parts; part++) starts[part + 1]! += starts[part]!
    const at = starts.slice()
    for (let i = 0; i < count; i++) {
      const key = keyOf[i]!
      if (key === 0) continue
      const to = at[key & mask]!++
      keys[to] = key
      rows[to] = i
    }
    for (let part = 0; part < parts; part++) this.#findIn(starts[part]!, starts[part + 1]!, pairs)
  }

  #findIn(from: number, past: number, pairs: PairSet): void {
    const keys = this.#keys
    const rows = this.#rows
    const next = this.#next
    const heads = this.#heads
    heads.fill(-1)
    const shift = this.#partBits
    for (let i = from; i < past; i++) {
      const key = keys[i]!
      const slot = (key >>> shift) & (SLOTS - 1)
      let left = MOST_COMPARED
      for (let j = heads[slot]!; j >= 0 && left > 0; j = next[j]!, left--)
        if (keys[j] === key) pairs.add(rows[j]!, rows[i]!)
      next[i] = heads[slot]!
      heads[slot] = i
    }
  }
}

/** Pairs of rows, each once. */
class PairSet {
  /** Two numbers a slot: the smaller row and 1, the larger row. 0 for an empty slot. */
  #slots = new Int32Array(1 << 16)
  #count = 0

  add(a: number, b: number): void {
    if (this.#count * 4 > this.#slots.length) this.#spread()
    if (place(this.#slots, a + 1, b)) this.#count++
  }

  #spread(): void {
    const old = this.#slots
    const slots = new Int32Array(old.length * 4)
    for (let i = 0; i < old.length; i += 2) if (old[i] !== 0) place(slots, old[i]!, old[i + 1]!)
    this.#slots = slots
  }

  /** The pairs that are near-duplicates, by their first row, so that rows are read in their order. */
  judge(units: Uint16Array, rows: number, atLeast: number): NearPairs {
    const slots = this.#slots
    const starts = new Int32Array(rows + 2)
    for (let i = 0; i < slots.length; i += 2) if (slots[i] !== 0) starts[slots[i]! + 1]!++
    for (let row = 0; row < rows; row++) starts[row + 2]! += starts[row + 1]!
    const others = new Int32Array(this.#count)
    for (let i = 0; i < slots.length; i += 2) if (slots[i] !== 0) others[starts[slots[i]!]!++] = slots[i + 1]!
    const likeness = new Likeness()
    const a = new Int32Array(this.#count)
    const b = new Int32Array(this.#count)
    const shared = new Float32Array(this.#count)
    const contained = new Float32Array(this.#count)
    let count = 0
    for (let row = 0, i = 0; row < rows; row++) {
      for (const past = starts[row + 1]!; i < past; i++) {
        const other = others[i]!
        if (likeness.of(units, row * ROW_UNITS, units, other * ROW_UNITS) < atLeast) continue
        a[count] = row
        b[count] = other
        shared[count] = likeness.shared
        contained[count++] = likeness.contained
      }
    }
    return {
      count,
      a: a.subarray(0, count),
      b: b.subarray(0, count),
      shared: shared.subarray(0, count),
      contained: contained.subarray(0, count),
    }
  }
}

/** Puts a pair into a table; `false` when it stands there. */
function place(slots: Int32Array, a: number, b: number): boolean {
  const mask = slots.length - 1
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  let slot = ((hash ^ (hash >>> 16)) << 1) & mask
  while (slots[slot] !== 0) {
    if (slots[slot] === a && slots[slot + 1] === b) return false
    slot = (slot + 2) & mask
  }
  slots[slot] = a
  slots[slot + 1] = b
  return true
}
