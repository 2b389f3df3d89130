import { foldText } from "@karnegar/coder"

/** What a query found: rows that hold every word of it, each with how well it fits. */
export interface FoundRows {
  /** One number a row: 0 where it was not found, else its score, the greater the better. */
  readonly scores: Float32Array
  /** The rows found, in no order. */
  readonly rows: Int32Array
}

/** Text search over rows. */
export interface WordIndex {
  /** `null` for a query without words. */
  find(query: string): FoundRows | null
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
 * much of the whole as was typed.
 */
export function packWords(rows: readonly (readonly string[])[]): WordIndex {
  const { vocabulary, postings, lengths } = post(rows)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, rows.length)
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

  /** Adds what a row has of a word to `times`, and the row to `touched`. */
  const gather = (word: string, times: Float32Array, touched: number[]) => {
    const [from, to] = rangeOf(word)
    for (let k = from; k < to; k++) {
      const share = word.length / vocabulary[k]!.length
      const { rows: held, times: often } = postings[k]!
      for (let j = 0; j < held.length; j++) {
        const row = held[j]!
        if (times[row] === 0) touched.push(row)
        times[row]! += share * often[j]!
      }
    }
  }

  return {
    find(query) {
      const asked = wordsOf(query)
        .slice(0, MOST_WORDS)
        .flatMap((word) => (isKnown(word) ? [word] : (parted(word, stands, isKnown) ?? [word])))
      if (asked.length === 0) return null
      const scores = new Float32Array(rows.length)
      const held = new Uint8Array(rows.length)
      const times = new Float32Array(rows.length)
      let found: number[] = []
      asked.forEach((word, i) => {
        const touched: number[] = []
        gather(word, times, touched)
        if (i > 0) gather(asked[i - 1]! + word, times, touched)
        if (i + 1 < asked.length) gather(word + asked[i + 1]!, times, touched)
        const weight = Math.log(1 + (rows.length - touched.length + 0.5) / (touched.length + 0.5))
        for (const row of touched) {
          if (held[row] === i) {
            held[row] = i + 1
            scores[row]! += (weight * times[row]! * (BM25.k1 + 1)) / (times[row]! + damping[row]!)
          }
          times[row] = 0
        }
        if (i === 0) found = touched
        else {
          for (const row of found) if (held[row] !== i + 1) scores[row] = 0
          found = found.filter((row) => held[row] === i + 1)
        }
      })
      return { scores, rows: Int32Array.from(found) }
    },
  }
}

/** The words of a text as search knows them. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(" ")
    .filter((word) => word !== "")
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

/** One pass over all texts; a text that many rows share is split once. */
function post(rows: readonly (readonly string[])[]) {
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
