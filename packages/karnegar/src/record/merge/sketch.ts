import { type Doc, MOST_TEXT, readDoc, TokenKind } from "@karnegar/coder"

/**
 * A report's text in 164 bytes, from which the share of text that two reports have in common can be told.
 *
 * One-permutation MinHash over runs of three words (the coder's words: folded, half-spaces settled, without marks,
 * handles and addresses). Each run falls into one of 64 bins by its hash; a bin keeps 16 bits of the smallest hash in it.
 * Two texts agree in a bin as often as the share of runs that they have in common. Sixteen more bins do the same for the
 * first `LEAD_WORDS` words, so that a short copy of a long report's beginning is seen.
 *
 * Units: `format << 8 | runs of the lead`, runs of the whole text (at most 65,535), `BINS` bins, `LEAD_BINS` bins.
 * A bin without a run is 0. The same text gives the same sketch anywhere and for ever within one format.
 */
export type Sketch = Uint16Array

/** Rises when the same text would give another sketch (another folding, other hashes): sketches must then be made anew. */
export const SKETCH_FORMAT = 2
/** Bins of the whole text. */
export const BINS = 48
/** Bins of the lead. */
export const LEAD_BINS = 32
/** Where the bins begin in a sketch; before them stand two counts. */
export const FIRST_BIN = 2
/** 16-bit units of a sketch. */
export const SKETCH_UNITS = FIRST_BIN + BINS + LEAD_BINS
/** Words of a text that its lead is made of. */
export const LEAD_WORDS = 48
/** A text of fewer words is a headline or a caption: it says too little for two of them to be the same report. */
export const FEWEST_WORDS = 5

/** A word's letters as a number, well mixed; 0 is kept for “not worked out”. */
function hashOfWord(word: string): number {
  let hash = 0x811c9dc5 | 0
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash === 0 ? 1 : hash
}

/** Hashes of the words of one vocabulary, by their numbers there: a word is hashed when it is first met. */
let hashes = new Int32Array(0)
let vocabulary: Doc["vocabulary"] | null = null
/** Hashes of the words of the text at hand. */
let here = new Int32Array(1024)
const NO_RUN = 0x7fffffff
const smallest = new Int32Array(BINS + LEAD_BINS)

/** The sketch of a report's text; as of the coder, only the first `MOST_TEXT` letters count. */
export function sketchText(text: string): Sketch {
  return sketchDoc(readDoc(text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text))
}

/** The sketch of a text that has been read already. */
export function sketchDoc(doc: Doc): Sketch {
  const sketch = new Uint16Array(SKETCH_UNITS)
  sketch[0] = SKETCH_FORMAT << 8
  const count = hashWords(doc)
  if (count < FEWEST_WORDS) return sketch
  const words = here
  const low = smallest
  low.fill(NO_RUN)
  const lead = Math.min(count, LEAD_WORDS) - 2
  let first = Math.imul(words[0]!, 0x9e3779b1)
  let second = words[1]!
  for (let i = 2; i < count; i++) {
    const third = words[i]!
    let hash = (first ^ (first >>> 15)) + Math.imul(second, 0x85ebca77) + Math.imul(third, 0xc2b2ae3d)
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
    hash ^= hash >>> 16
    const rank = hash & 0x3fffff
    const bin = ((hash >>> 22) * BINS) >>> 10
    if (rank < low[bin]!) low[bin] = rank
    if (i - 2 < lead) {
      const leadBin = BINS + (hash >>> 27)
      if (rank < low[leadBin]!) low[leadBin] = rank
    }
    first = Math.imul(second, 0x9e3779b1)
    second = third
  }
  sketch[0] = (SKETCH_FORMAT << 8) | lead
  sketch[1] = Math.min(count - 2, 65_535)
  // The lowest bits: of the smallest of many hashes the highest are nearly always 0.
  for (let bin = 0; bin < BINS + LEAD_BINS; bin++)
    if (low[bin] !== NO_RUN) sketch[FIRST_BIN + bin] = (low[bin]! % 65_535) + 1
  return sketch
}

/** Writes the hashes of a text's words and numbers into `here`; answers how many they are. */
function hashWords(doc: Doc): number {
  if (doc.vocabulary !== vocabulary) {
    vocabulary = doc.vocabulary
    hashes = new Int32Array(1 << 14)
  }
  if (hashes.length < vocabulary.size) {
    const wider = new Int32Array(vocabulary.size * 2)
    wider.set(hashes)
    hashes = wider
  }
  if (here.length < doc.count) here = new Int32Array(doc.count * 2)
  const { ids, kinds, words } = doc
  const known = vocabulary.words
  let count = 0
  for (let i = 0; i < doc.count; i++) {
    if (kinds[i]! > TokenKind.number) continue
    const id = ids[i]!
    if (id === 0) here[count++] = hashOfWord(words[i]!)
    else {
      if (hashes[id] === 0) hashes[id] = hashOfWord(known[id]!)
      here[count++] = hashes[id]!
    }
  }
  return count
}

/** A sketch as text for the database: base64 of its units, low byte first; 220 letters, the same in every database. */
export function packSketch(sketch: Sketch): string {
  const bytes = Buffer.allocUnsafe(SKETCH_UNITS * 2)
  for (let i = 0; i < SKETCH_UNITS; i++) bytes.writeUInt16LE(sketch[i]!, i * 2)
  return bytes.toString("base64")
}

/** The sketch that was packed; `null` where the text is none of this format, so that it is made anew from the report. */
export function unpackSketch(packed: string): Sketch | null {
  const bytes = Buffer.from(packed, "base64")
  if (bytes.length !== SKETCH_UNITS * 2 || bytes[1] !== SKETCH_FORMAT) return null
  const sketch = new Uint16Array(SKETCH_UNITS)
  for (let i = 0; i < SKETCH_UNITS; i++) sketch[i] = bytes.readUInt16LE(i * 2)
  return sketch
}
