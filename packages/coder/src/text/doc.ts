import type { Vocabulary } from "./vocabulary.ts"

/**
 * A report made ready for reading: folded text, tokens, sentences, each able to point back to the original.
 *
 * Tokens are words, numbers and marks. A half-space (ZWNJ) ends a token like a space does, but inflection
 * written apart is joined to its word first: «کارگر‌ها», «کارگر ها» and «کارگرها» are all the one token
 * `کارگرها`; «می‌کنند» and «می کنند» are `میکنند`. So a phrase is a sequence of tokens, however it was typed.
 */
export interface Doc {
  /** The original text, as received. */
  readonly text: string
  /** Number of tokens. */
  readonly count: number
  /** Number of each token's word in `vocabulary`; 0 for handles and for words too long to keep. */
  readonly ids: Int32Array
  readonly vocabulary: Vocabulary
  /** Folded form of each token (Persian letters unified, digits ASCII, Latin lower case, no diacritics). */
  readonly words: readonly string[]
  /** Offsets of each token in the ORIGINAL text, UTF-16 code units, half open. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** What each token is: see `TokenKind`. */
  readonly kinds: Uint8Array
  /** Sentence number of each token, rising from 0. */
  readonly sentenceOf: Int32Array
  /** Token ranges [first, past-last) of each sentence. */
  readonly sentences: readonly (readonly [number, number])[]
  /** Paragraph (line) number of each sentence. */
  readonly lineOf: readonly number[]
}

/** `Doc.kinds`: word, number (folded to ASCII digits), mark (one punctuation character or emoji), hashtag sign, handle or address. */
export const TokenKind = { word: 0, number: 1, mark: 2, hash: 3, handle: 4 } as const

/** The word before token `i`; empty before the first. */
export function wordBefore(doc: Doc, i: number): string {
  return i > 0 ? doc.words[i - 1]! : ""
}
