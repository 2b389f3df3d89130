import { foldText } from "@karnegar/coder"

/** Text search over rows: which rows hold every word of a query. */
export interface WordIndex {
  /** One byte a row, 1 where each word of the query begins some word of the row; `null` for a query without words. */
  find(query: string): Uint8Array | null
}

/** Words of a query that are looked at; the rest is left out. */
const MOST_WORDS = 12

/** Postings of the words of each row, folded as the coder folds: «هفت‌تپه», «هفت تپه» and «هفت تپة» are one. */
export function packWords(rows: readonly (readonly string[])[]): WordIndex {
  const postings = new Map<string, number[]>()
  rows.forEach((texts, i) => {
    for (const word of new Set(texts.flatMap(wordsOf))) {
      const list = postings.get(word)
      if (list === undefined) postings.set(word, [i])
      else list.push(i)
    }
  })
  const vocabulary = [...postings.keys()].sort()

  const withPrefix = (prefix: string): Uint8Array => {
    const hit = new Uint8Array(rows.length)
    for (let k = lowerBound(vocabulary, prefix); k < vocabulary.length && vocabulary[k]!.startsWith(prefix); k++) {
      for (const i of postings.get(vocabulary[k]!)!) hit[i] = 1
    }
    return hit
  }

  return {
    find(query) {
      const words = wordsOf(query).slice(0, MOST_WORDS)
      if (words.length === 0) return null
      const all = withPrefix(words[0]!)
      for (const word of words.slice(1)) {
        const hit = withPrefix(word)
        for (let i = 0; i < all.length; i++) all[i]! &= hit[i]!
      }
      return all
    },
  }
}

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(" ")
    .filter((word) => word !== "")
}

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
