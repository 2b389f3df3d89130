import type { Doc } from "./doc.ts"
import type { Vocabulary } from "./vocabulary.ts"

/**
 * A small number that hangs on a word alone (is it in a set? what does it count for?), worked out when the word is first
 * met and looked up by the word's number from then on.
 */
export class PerWord {
  readonly #of: (word: string) => number
  #vocabulary: Vocabulary | null = null
  /** The number and 1; 0 for not worked out. */
  #values = new Uint16Array(0)

  /** @param of A whole number from 0 to 65,534; the same for the same word. */
  constructor(of: (word: string) => number) {
    this.#of = of
  }

  /** 1 for the words of a set, 0 for others. */
  static among(words: ReadonlySet<string>): PerWord {
    return new PerWord((word) => (words.has(word) ? 1 : 0))
  }

  /** A number for the words of each list, parted by blanks; 0 for others. */
  static of(lists: Readonly<Record<string, number>>): PerWord {
    const numbers = new Map<string, number>()
    for (const [words, number] of Object.entries(lists)) for (const word of words.split(" ")) numbers.set(word, number)
    return new PerWord((word) => numbers.get(word) ?? 0)
  }

  /** The number of the word at token `i`. */
  at(doc: Doc, i: number): number {
    const id = doc.ids[i]!
    if (id === 0) return this.#of(doc.words[i]!)
    const had = doc.vocabulary === this.#vocabulary && id < this.#values.length ? this.#values[id]! : 0
    return had !== 0 ? had - 1 : this.#workOut(doc, id)
  }

  /** The first token from `i` on whose word has another number than 0; `doc.count` where none has. */
  next(doc: Doc, i: number): number {
    const { ids, count } = doc
    const values = doc.vocabulary === this.#vocabulary ? this.#values : NOTHING
    for (; i < count; i++) {
      const id = ids[i]!
      // A 1 is a 0 that was worked out: most words of a report are such.
      if ((id >= values.length || values[id] !== 1) && this.at(doc, i) !== 0) return i
    }
    return i
  }

  #workOut(doc: Doc, id: number): number {
    const kept = doc.vocabulary === this.#vocabulary ? this.#values : new Uint16Array(0)
    this.#vocabulary = doc.vocabulary
    this.#values = kept
    if (id >= kept.length) {
      this.#values = new Uint16Array(Math.max(doc.vocabulary.size, kept.length * 2, 1024))
      this.#values.set(kept)
    }
    const value = this.#of(doc.vocabulary.words[id]!)
    this.#values[id] = value + 1
    return value
  }
}

const NOTHING = new Uint16Array(0)
