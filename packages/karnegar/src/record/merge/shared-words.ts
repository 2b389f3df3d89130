import { MOST_TEXT, readDoc, TokenKind } from "@karnegar/coder"

/** How much text two reports have in common; both are shares from 0 to 1. */
export interface Shared {
  /** Share of both texts' words. */
  readonly shared: number
  /** Share of the shorter text's words: 1 where the longer one holds all of it. */
  readonly contained: number
}

/** Words of each text that are compared; longer texts are no reports. */
const MOST_WORDS = 100_000
/** Words in a run: fewer and any two texts of one language have much in common. */
const RUN = 3

/** Letters of a text that is kept numbered; what is longer is counted afresh. It has at most half as many words. */
const MOST_KEPT_LETTERS = 20_000
/** Words and runs that are numbered, texts that are kept; then it begins anew. */
const MOST_NUMBERED = { words: 180_000, runs: 1_000_000, texts: 20_000 } as const
/** More words than are ever numbered at once: three numbers below it are one below 2 ** 53, so no two runs have one number. */
const BASE = 208_000

/**
 * The share of words that two texts have in common, counted word by word.
 *
 * A word is shared when it stands in a run of three words that the other text has too; where sentences stand changes
 * nothing. Marks, handles and addresses are no words. A text of fewer than three words shares everything with its like and
 * nothing with any other.
 */
export function sharedWords(a: string, b: string): Shared {
  const numbers = new Numbers()
  return shareOf(numbers.read(a), numbers.read(b), new Marks())
}

/** `sharedWords` for many pairs of the same texts: each is read once, then a pair costs a microsecond. */
export class TextShares {
  #numbers = new Numbers()
  readonly #texts = new Map<string, { readonly text: string; numbers: Numbers | null; read: NumberedText | null }>()
  readonly #marks = new Marks()

  has(key: string): boolean {
    return this.#texts.has(key)
  }

  put(key: string, text: string): void {
    this.#texts.set(key, { text, numbers: null, read: null })
  }

  /** The share of two texts that were put. */
  of(one: string, other: string): Shared {
    if (this.#numbers.words > MOST_NUMBERED.words || this.#numbers.runs > MOST_NUMBERED.runs)
      this.#numbers = new Numbers()
    const [a, b] = [this.#read(one), this.#read(other)]
    return a === null || b === null
      ? sharedWords(this.#texts.get(one)!.text, this.#texts.get(other)!.text)
      : shareOf(a, b, this.#marks)
  }

  /** Forgets texts where too many are kept. */
  makeRoom(): void {
    if (this.#texts.size > MOST_NUMBERED.texts) this.clear()
  }

  clear(): void {
    this.#numbers = new Numbers()
    this.#texts.clear()
  }

  /** Null for a text that is too long to be kept numbered. */
  #read(key: string): NumberedText | null {
    const kept = this.#texts.get(key)!
    if (kept.text.length > MOST_KEPT_LETTERS) return null
    if (kept.numbers !== this.#numbers) {
      kept.read = this.#numbers.read(kept.text)
      kept.numbers = this.#numbers
    }
    return kept.read
  }
}

/** A text as numbers of its words, and of the run that begins at each word but the last two. */
interface NumberedText {
  readonly words: Int32Array
  readonly runs: Int32Array
}

/** Numbers of words and runs, in the order in which they are met. */
class Numbers {
  readonly #words = new Map<string, number>()
  readonly #runs = new Map<number, number>()

  get words(): number {
    return this.#words.size
  }

  get runs(): number {
    return this.#runs.size
  }

  read(text: string): NumberedText {
    const doc = readDoc(text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text)
    const words: number[] = []
    for (let i = 0; i < doc.count && words.length < MOST_WORDS; i++)
      if (doc.kinds[i]! <= TokenKind.number) words.push(numberOf(this.#words, doc.words[i]!))
    const runs = new Int32Array(Math.max(0, words.length - RUN + 1))
    for (let i = 0; i < runs.length; i++)
      runs[i] = numberOf(this.#runs, (words[i]! * BASE + words[i + 1]!) * BASE + words[i + 2]!)
    return { words: Int32Array.from(words), runs }
  }
}

function numberOf<T>(numbers: Map<T, number>, key: T): number {
  const had = numbers.get(key)
  if (had !== undefined) return had
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** Which runs a text has, as marks on their numbers; one text's at a time. */
class Marks {
  #marks = new Int32Array(1024)
  #mark = 0

  set(runs: Int32Array): void {
    this.#mark++
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i]!
      if (run >= this.#marks.length) {
        const wider = new Int32Array(run * 2)
        wider.set(this.#marks)
        this.#marks = wider
      }
      this.#marks[run] = this.#mark
    }
  }

  /** Number of words that stand in one of the marked runs. */
  wordsWithin(runs: Int32Array): number {
    let count = 0
    let counted = 0
    for (let i = 0; i < runs.length; i++) {
      if (this.#marks[runs[i]!] !== this.#mark) continue
      count += i + RUN - Math.max(i, counted)
      counted = i + RUN
    }
    return count
  }
}

function shareOf(a: NumberedText, b: NumberedText, marks: Marks): Shared {
  const [shorter, longer] = a.words.length <= b.words.length ? [a, b] : [b, a]
  const [few, many] = [shorter.words.length, longer.words.length]
  if (few < RUN) {
    const alike = few === many && few > 0 && shorter.words.every((w, i) => w === longer.words[i])
    return { shared: alike ? 1 : 0, contained: alike ? 1 : 0 }
  }
  marks.set(longer.runs)
  const ofShorter = marks.wordsWithin(shorter.runs)
  marks.set(shorter.runs)
  const ofLonger = marks.wordsWithin(longer.runs)
  // Of two texts of one length, the one that has less of its own is the one within the other.
  const within = few === many ? Math.max(ofShorter, ofLonger) : ofShorter
  return { shared: (ofShorter + ofLonger) / (few + many), contained: within / few }
}
