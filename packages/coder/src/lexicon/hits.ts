/** One place where a phrase of the matcher stands in a document. */
export interface Hit {
  /** Number that the phrase was added under. */
  readonly phrase: number
  /** Token range [first, past). */
  readonly first: number
  readonly past: number
  /** True when a verb given by its lemma stands in a negated form. */
  readonly negated: boolean
  /** True when `…` skipped at least one word, so that words of another meaning may stand inside. */
  readonly gapped: boolean
}

/** Bits of `Hits.marks`: `Hit.negated`, `Hit.gapped`. */
export const HitMark = { negated: 1, gapped: 2 } as const

/**
 * The hits of one document at a time, a column for each field: by first token, longer ones first. They are kept from
 * document to document, so that a hit leaves nothing behind; whoever takes them is done with them before they are taken again.
 */
export class Hits {
  count = 0
  phrases = new Int32Array(256)
  firsts = new Int32Array(256)
  pasts = new Int32Array(256)
  marks = new Uint8Array(256)

  /** Phrase `phrase` stands at the tokens [first, past). */
  add(phrase: number, first: number, past: number, marks: number): void {
    const at = this.count++
    if (at === this.marks.length) this.#widen()
    this.phrases[at] = phrase
    this.firsts[at] = first
    this.pasts[at] = past
    this.marks[at] = marks
  }

  #widen(): void {
    const { phrases, firsts, pasts, marks } = this
    const length = marks.length * 2
    this.phrases = new Int32Array(length)
    this.firsts = new Int32Array(length)
    this.pasts = new Int32Array(length)
    this.marks = new Uint8Array(length)
    this.phrases.set(phrases)
    this.firsts.set(firsts)
    this.pasts.set(pasts)
    this.marks.set(marks)
  }

  /** Hit number `i`, as an object. */
  at(i: number): Hit {
    const marks = this.marks[i]!
    return {
      phrase: this.phrases[i]!,
      first: this.firsts[i]!,
      past: this.pasts[i]!,
      negated: (marks & HitMark.negated) !== 0,
      gapped: (marks & HitMark.gapped) !== 0,
    }
  }

  /** All of them, as objects. */
  list(): Hit[] {
    return Array.from({ length: this.count }, (_, i) => this.at(i))
  }
}
