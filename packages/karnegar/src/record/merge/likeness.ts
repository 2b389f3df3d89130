import type { Shared } from "./shared-words.ts"
import { BINS, FIRST_BIN, LEAD_BINS, LEAD_WORDS, SKETCH_UNITS, type Sketch } from "./sketch.ts"
import { FIRST_MASK, OWN_RUNS, ROW_UNITS } from "./sketch-rows.ts"

/** Of texts more unequal than this, chance agreements of a few bins would look like a short text within a long one. */
const MOST_UNEQUAL = 4
/** Up to so many runs a text is nearly all lead, and what its lead says holds of it. */
const MOST_LEAD_RUNS = Math.floor(LEAD_WORDS * 1.3)
/** Bins of a lead that must agree: fewer may be a signature. */
const FEWEST_AGREED = 5

/** Tells from two rows what two texts have in common; kept from pair to pair, since millions are looked at. */
export class Likeness implements Shared {
  /** Share of both texts' runs of three words; boilerplate left out. */
  shared = 0
  /** Share of the shorter text's runs; of texts very unequal in length, only what the longer one begins with is seen. */
  contained = 0

  /** Looks at the rows that begin at `a` and `b`; answers the larger of the two shares. */
  of(as: Uint16Array, a: number, bs: Uint16Array, b: number): number {
    let met = 0
    let agreed = 0
    for (let block = 0; block < BINS / 16; block++) {
      const dropped = as[a + FIRST_MASK + block]! | bs[b + FIRST_MASK + block]!
      const first = FIRST_BIN + block * 16
      for (let i = 0; i < 16; i++) {
        const x = as[a + first + i]!
        const y = bs[b + first + i]!
        // Without branches, which nothing foretells.
        const counts = (((x | y) + 0xffff) >>> 16) & ~(dropped >> i)
        met += counts
        agreed += counts & ~(((x ^ y) + 0xffff) >>> 16)
      }
    }
    this.shared = 0
    this.contained = 0
    if (met === 0) return sameRow(as, a, bs, b) ? this.#all() : 0
    const own = as[a + OWN_RUNS]!
    const others = bs[b + OWN_RUNS]!
    const fewer = Math.max(1, Math.min(own, others))
    const more = Math.max(1, own, others)
    this.shared = inCommon(agreed, met, 2)
    if (more <= fewer * MOST_UNEQUAL) this.contained = Math.min(1, inCommon(agreed, met, 1 + more / fewer))
    if (fewer <= MOST_LEAD_RUNS) this.contained = Math.max(this.contained, leadWithin(as, a, bs, b))
    return Math.max(this.shared, this.contained)
  }

  #all(): number {
    this.shared = 1
    this.contained = 1
    return 1
  }
}

/** The share of runs in common, from bins that agree: of both texts (`size` 2) or of the shorter (1 + longer ÷ shorter). */
function inCommon(agreed: number, met: number, size: number): number {
  return (agreed / (agreed + met)) * size
}

function leadWithin(as: Uint16Array, a: number, bs: Uint16Array, b: number): number {
  let met = 0
  let agreed = 0
  for (let block = BINS / 16; block < (BINS + LEAD_BINS) / 16; block++) {
    const dropped = as[a + FIRST_MASK + block]! | bs[b + FIRST_MASK + block]!
    const first = FIRST_BIN + block * 16
    for (let i = 0; i < 16; i++) {
      const x = as[a + first + i]!
      const y = bs[b + first + i]!
      // Without branches, which nothing foretells.
      const counts = (((x | y) + 0xffff) >>> 16) & ~(dropped >> i)
      met += counts
      agreed += counts & ~(((x ^ y) + 0xffff) >>> 16)
    }
  }
  if (agreed < FEWEST_AGREED) return 0
  const own = as[a]! & 0xff
  const others = bs[b]! & 0xff
  return Math.min(1, inCommon(agreed, met, 1 + Math.max(own, others) / Math.max(1, Math.min(own, others))))
}

/** Is all of two sketches the same, and something in them? */
function sameRow(as: Uint16Array, a: number, bs: Uint16Array, b: number): boolean {
  if (as[a + 1] === 0) return false
  for (let i = 0; i < SKETCH_UNITS; i++) if (as[a + i] !== bs[b + i]) return false
  return true
}

const likeness = new Likeness()
const rowA = new Uint16Array(ROW_UNITS)
const rowB = new Uint16Array(ROW_UNITS)

/**
 * What two texts have in common, estimated from their sketches alone, boilerplate and all: off by about 0.06 for
 * middling shares, exact for equal texts. `sharedWords` says what is so.
 */
export function estimateShared(a: Sketch, b: Sketch): Shared {
  rowA.set(a)
  rowB.set(b)
  rowA[OWN_RUNS] = a[1]!
  rowB[OWN_RUNS] = b[1]!
  likeness.of(rowA, 0, rowB, 0)
  return { shared: likeness.shared, contained: likeness.contained }
}
