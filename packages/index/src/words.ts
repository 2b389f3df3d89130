import { foldText } from "@karnegar/coder"
import type { Splice } from "./splice.ts"

/** What a query found: rows that hold every word of it, in rising order, each with how well it fits. */
export interface FoundRows {
  readonly rows: Int32Array
  /** The score of each row found, above 0: the greater the better. */
  readonly scores: Float32Array
}

/** Text search over rows. */
export interface WordIndex {
  /** `null` for a query without words. */
  find(query: string): FoundRows | null
  /** The same over the rows as they stand now; @param textsOf Texts of a row that came. */
  spliced(splice: Splice, textsOf: (row: number) => readonly string[]): WordIndex
}

/** Words of a query that are looked at; the rest is left out. */
const MOST_WORDS = 12

/**
 * Okapi BM25 with its usual constants: how soon repeats of a word stop to matter, and how much a long row is held against
 * it. Source: Robertson and Zaragoza, "The probabilistic relevance framework", 2009.
 */
export const BM25 = { k1: 1.2, b: 0.75 } as const

/** Shortest part of a word that was written as one: «هفتتپه» is «هفت» and «تپه», but no «و» is cut off «ورزش». */
const SHORTEST_PART = 2

/** Where a word stands: rows that hold it, in rising order, and how often. */
interface Postings {
  readonly rows: Int32Array
  readonly times: Uint8Array
}

/**
 * Postings of the words of each row, folded as the coder folds: «هفت‌تپه», «هفت تپه» and «هفت تپة» are one.
 *
 * A word of a query is found where it begins a word of the row; one letter alone stands for itself. A word that begins no
 * word at all is taken apart into two that do, and two words that follow each other are also looked for as one, so that
 * «هفتتپه» and «هفت تپه» find the same. Rows are scored by BM25; a word that was found by its beginning counts for as
 * much of the whole as was typed, and is as common as all words that begin so together.
 */
export function packWords(rows: readonly (readonly string[])[]): WordIndex {
  return wordIndex(post(rows))
}

function wordIndex(posted: Posted): WordIndex {
  const { vocabulary, postings, lengths } = posted
  const rows = lengths.length
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, rows)
  /** How much the length of a row is held against it. */
  const damping = Float32Array.from(lengths, (n) => BM25.k1 * (1 - BM25.b + (BM25.b * n) / Math.max(1, mean)))

  const rangeOf = (word: string): readonly [from: number, to: number] => {
    const from = lowerBound(vocabulary, word)
    if (word.length === 1) return [from, vocabulary[from] === word ? from + 1 : from]
    let to = from
    while (to < vocabulary.length && vocabulary[to]!.startsWith(word)) to++
    return [from, to]
  }
  const isKnown = (word: string) => {
    const [from, to] = rangeOf(word)
    return to > from
  }
  const stands = (word: string) => vocabulary[lowerBound(vocabulary, word)] === word

  /** Every word that stands for an asked one, how much of it was typed, and in how many rows they stand, each counted for itself. */
  const wantedOf = (spellings: readonly string[]): Wanted => {
    const lists: Wanted["lists"][number][] = []
    let holding = 0
    for (const word of spellings) {
      const [from, to] = rangeOf(word)
      for (let k = from; k < to; k++) {
        lists.push({ ...postings[k]!, share: word.length / vocabulary[k]!.length })
        holding += postings[k]!.rows.length
      }
    }
    return { lists, holding: Math.min(rows, holding) }
  }

  /** How often each row has the word that is looked at. Kept from one query to the next: at a million rows, making it costs more than many a query. */
  let times: Float32Array | null = null

  return {
    find(query) {
      const asked = wordsOf(query)
        .slice(0, MOST_WORDS)
        .flatMap((word) => (isKnown(word) ? [word] : (parted(word, stands, isKnown) ?? [word])))
      if (asked.length === 0) return null
      const wanted = asked.map((word, i) => {
        const before = i > 0 ? [asked[i - 1]! + word] : []
        const after = i + 1 < asked.length ? [word + asked[i + 1]!] : []
        return wantedOf([word, ...before, ...after])
      })
      // The rarest first: of the others only rows matter that have it.
      wanted.sort((a, b) => a.holding - b.holding)
      times ??= new Float32Array(rows)
      let found: Int32Array | null = null
      let scores = new Float32Array(0)
      for (const { lists, holding } of wanted) {
        if (found === null) {
          gather(lists, times)
          found = rowsWithAny(times, holding)
          scores = new Float32Array(found.length)
        } else {
          // Less than nothing marks the rows that still stand, so that one array tells both.
          for (let n = 0; n < found.length; n++) times[found[n]!] = -1
          gatherAmong(lists, times)
        }
        const weight = Math.log(1 + (rows - holding + 0.5) / (holding + 0.5))
        let kept = 0
        for (let n = 0; n < found.length; n++) {
          const row = found[n]!
          const often = times[row]!
          times[row] = 0
          if (often <= 0) continue
          scores[kept] = scores[n]! + (weight * often * (BM25.k1 + 1)) / (often + damping[row]!)
          found[kept++] = row
        }
        found = found.subarray(0, kept)
      }
      return { rows: found!, scores: scores.subarray(0, found!.length) }
    },
    spliced: (splice, textsOf) => wordIndex(splicePosted(posted, splice, textsOf)),
  }
}

/** The words of a text as search knows them. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(" ")
    .filter((word) => word !== "")
}

/** What stands for one asked word. */
interface Wanted {
  readonly lists: readonly (Postings & { readonly share: number })[]
  /** Rows that have one of them, at most. */
  readonly holding: number
}

/** Adds what rows have of a word to `times`. */
function gather(lists: Wanted["lists"], times: Float32Array): void {
  for (const { rows, times: often, share } of lists)
    for (let j = 0; j < rows.length; j++) times[rows[j]!]! += share * often[j]!
}

/** The same for marked rows alone: what is left below nothing has none of it. */
function gatherAmong(lists: Wanted["lists"], times: Float32Array): void {
  for (const { rows, times: often, share } of lists) {
    for (let j = 0; j < rows.length; j++) {
      const before = times[rows[j]!]!
      if (before !== 0) times[rows[j]!] = Math.max(0, before) + share * often[j]!
    }
  }
}

/** The rows that have something, in order. Without a branch: half of a million rows cannot be foretold. */
function rowsWithAny(times: Float32Array, most: number): Int32Array {
  const rows = new Int32Array(Math.min(times.length, most) + 1)
  let n = 0
  for (let row = 0; row < times.length; row++) {
    rows[n] = row
    n += +(times[row]! > 0)
  }
  return rows.subarray(0, n)
}

/** A word that was written as one, as two that stand somewhere; the longest first one, `null` where there are none. */
function parted(
  word: string,
  stands: (word: string) => boolean,
  isKnown: (word: string) => boolean,
): readonly [string, string] | null {
  for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut--) {
    const [first, second] = [word.slice(0, cut), word.slice(cut)]
    if (stands(first) && isKnown(second)) return [first, second]
  }
  return null
}

/** Every word of some rows, in order, with where it stands; and how many words each row has. */
interface Posted {
  readonly vocabulary: readonly string[]
  readonly postings: readonly Postings[]
  readonly lengths: Uint32Array
}

/** What `post` makes of the rows as they stand now: only the texts of rows that came are read. */
function splicePosted(before: Posted, { moved, from }: Splice, textsOf: (row: number) => readonly string[]): Posted {
  const coming: number[] = []
  from.forEach((stood, row) => {
    if (stood < 0) coming.push(row)
  })
  const come = post(coming.map(textsOf))
  const vocabulary: string[] = []
  const postings: Postings[] = []
  const keep = (word: string, own: Postings) => {
    if (own.rows.length === 0) return
    vocabulary.push(word)
    postings.push(own)
  }
  let next = 0
  const came = (k: number): Postings => ({
    rows: come.postings[k]!.rows.map((n) => coming[n]!),
    times: come.postings[k]!.times,
  })
  before.vocabulary.forEach((word, k) => {
    for (; next < come.vocabulary.length && come.vocabulary[next]! < word; next++)
      keep(come.vocabulary[next]!, came(next))
    const own = movePostings(before.postings[k]!, moved)
    keep(word, come.vocabulary[next] === word ? mergePostings(own, came(next++)) : own)
  })
  for (; next < come.vocabulary.length; next++) keep(come.vocabulary[next]!, came(next))
  const lengths = new Uint32Array(from.length)
  for (let row = 0; row < from.length; row++) if (from[row]! >= 0) lengths[row] = before.lengths[from[row]!]!
  for (const [n, row] of coming.entries()) lengths[row] = come.lengths[n]!
  return { vocabulary, postings, lengths }
}

function movePostings({ rows, times }: Postings, moved: Int32Array): Postings {
  const next = new Int32Array(rows.length)
  const often = new Uint8Array(rows.length)
  let length = 0
  for (let j = 0; j < rows.length; j++) {
    const row = moved[rows[j]!]!
    if (row < 0) continue
    next[length] = row
    often[length++] = times[j]!
  }
  return length === rows.length ? { rows: next, times } : { rows: next.slice(0, length), times: often.slice(0, length) }
}

/** Both, in the order of their rows. */
function mergePostings(a: Postings, b: Postings): Postings {
  const rows = new Int32Array(a.rows.length + b.rows.length)
  const times = new Uint8Array(rows.length)
  for (let i = 0, j = 0, n = 0; n < rows.length; n++) {
    const first = j === b.rows.length || (i < a.rows.length && a.rows[i]! < b.rows[j]!)
    rows[n] = first ? a.rows[i]! : b.rows[j]!
    times[n] = first ? a.times[i++]! : b.times[j++]!
  }
  return { rows, times }
}

/** One pass over all texts; a text that many rows share is split once. */
function post(rows: readonly (readonly string[])[]): Posted {
  const numbers = new Map<string, number>()
  const gathered: { rows: number[]; times: number[] }[] = []
  const split = new Map<string, readonly number[]>()
  const numbersOf = (text: string): readonly number[] => {
    const known = split.get(text)
    if (known !== undefined) return known
    const own = wordsOf(text).map((word) => {
      let number = numbers.get(word)
      if (number === undefined) {
        number = numbers.size
        numbers.set(word, number)
        gathered.push({ rows: [], times: [] })
      }
      return number
    })
    split.set(text, own)
    return own
  }
  const lengths = new Uint32Array(rows.length)
  rows.forEach((texts, row) => {
    for (const text of texts) {
      for (const number of numbersOf(text)) {
        lengths[row]!++
        const list = gathered[number]!
        const end = list.rows.length - 1
        if (list.rows[end] !== row) {
          list.rows.push(row)
          list.times.push(1)
        } else list.times[end] = Math.min(255, list.times[end]! + 1)
      }
    }
  })
  const vocabulary = [...numbers.keys()].sort()
  const postings = vocabulary.map((word): Postings => {
    const list = gathered[numbers.get(word)!]!
    return { rows: Int32Array.from(list.rows), times: Uint8Array.from(list.times) }
  })
  return { vocabulary, postings, lengths }
}

/** Place of the first word that is not before the given one. */
function lowerBound(sorted: readonly string[], word: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (sorted[mid]! < word) low = mid + 1
    else high = mid
  }
  return low
}
