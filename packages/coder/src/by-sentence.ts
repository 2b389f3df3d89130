const NONE: readonly never[] = []

/** Things that stand in sentences, looked up by sentence without searching: one list for each, often empty. */
export class BySentence<T extends { readonly sentence: number }> {
  /** All of them, in text order. */
  readonly all: readonly T[]
  readonly #lists: (T[] | undefined)[] = []

  constructor(all: readonly T[]) {
    this.all = all
    for (const one of all) {
      const list = this.#lists[one.sentence]
      if (list === undefined) this.#lists[one.sentence] = [one]
      else list.push(one)
    }
  }

  /** Those of one sentence, in text order. */
  in(sentence: number): readonly T[] {
    return this.#lists[sentence] ?? NONE
  }
}
