import type { Doc } from "./doc.ts"
import { PerWord } from "./per-word.ts"

/** Up to 32 bits that hang on a word alone: one look tells which of many sets it stands in. */
export class WordBits {
  /** Bits that some word has, and where they stand for each word. */
  readonly #bits: number[] = [0]
  readonly #placeOf: PerWord

  /** @param of The same bits for the same word. */
  constructor(of: (word: string) => number) {
    const places = new Map([[0, 0]])
    this.#placeOf = new PerWord((word) => {
      const bits = of(word)
      const place = places.get(bits) ?? this.#bits.push(bits) - 1
      places.set(bits, place)
      return place
    })
  }

  /** Bits of the word at token `i`; 0 outside the text. */
  at(doc: Doc, i: number): number {
    return i < 0 || i >= doc.count ? 0 : this.#bits[this.#placeOf.at(doc, i)]!
  }
}
