const NONE: readonly never[] = []

/** Things looked up by sentence. */
export interface InSentence<T> {
  in(sentence: number): readonly T[]
}

/** Things that stand in sentences, looked up by sentence without searching: one list for each, often empty. */
export class BySentence<T extends { readonly sentence: number }> implements InSentence<T> {
  /** All of them, in text order. */
  readonly all: readonly T[]
  /** Null until one is asked for. */
  #lists: (T[] | undefined)[] | null = null

  constructor(all: readonly T[]) {
    this.all = all
  }

  /** Those of one sentence, in text order. */
  in(sentence: number): readonly T[] {
    if (this.all.length === 0) return NONE
    this.#lists ??= parted(this.all)
    return this.#lists[sentence] ?? NONE
  }
}

function parted<T extends { readonly sentence: number }>(all: readonly T[]): (T[] | undefined)[] {
  const lists = new Array<T[] | undefined>(all[all.length - 1]!.sentence + 1)
  // Run by run: a list that grows by pushing is given room for many more than a sentence holds.
  for (let from = 0; from < all.length; ) {
    const { sentence } = all[from]!
    let to = from + 1
    while (to < all.length && all[to]!.sentence === sentence) to++
    const list = lists[sentence]
    if (list === undefined) lists[sentence] = all.slice(from, to)
    else for (let i = from; i < to; i++) list.push(all[i]!)
    from = to
  }
  return lists
}
