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

/** Runs that are kept, 8 bytes each, and what a text costs beside them: some 12,000 reports; then it begins anew. */
const MOST_KEPT = 2_000_000
const COST_OF_TEXT = 40
/** A mark fits into 32 bits. */
const MOST_MARKS = 2 ** 30

/**
 * The share of words that two texts have in common, counted word by word.
 *
 * A word is shared when it stands in a run of three words that the other text has too; where sentences stand changes
 * nothing. Marks, handles and addresses are no words. A text of fewer than three words shares everything with its like and
 * nothing with any other.
 */
export function sharedWords(a: string, b: string): Shared {
  return shareOf(readRuns(a), readRuns(b), new Meeting())
}

/** `sharedWords` for many pairs of the same texts: each is read once, then a pair costs a microsecond. */
export class TextShares {
  readonly #texts = new Map<string, TextRuns>()
  readonly #meeting = new Meeting()
  #kept = 0

  has(key: string): boolean {
    return this.#texts.has(key)
  }

  put(key: string, text: string): void {
    const read = readRuns(text)
    this.#texts.set(key, read)
    this.#kept += read.runs.length / 2 + COST_OF_TEXT
  }

  /** The share of two texts that were put. */
  of(one: string, other: string): Shared {
    return shareOf(this.#texts.get(one)!, this.#texts.get(other)!, this.#meeting)
  }

  /** Forgets texts where too many are kept. */
  makeRoom(): void {
    if (this.#kept > MOST_KEPT) this.clear()
  }

  clear(): void {
    this.#texts.clear()
    this.#kept = 0
  }
}

/** What of a text is compared. */
interface TextRuns {
  /** Number of its words. */
  readonly words: number
  /** Its words where they are too few for a run, else empty. */
  readonly few: string
  /** The run that begins at each word but the last two, as 64 bits in two: no two runs of a million texts are ever the same by chance. */
  readonly runs: Int32Array
}

/** Other ones in each process, so that nobody can write a text whose runs all fall on one place of a table. */
const [LOW, HIGH] = crypto.getRandomValues(new Int32Array(2)) as unknown as readonly [number, number]

function readRuns(text: string): TextRuns {
  const doc = readDoc(text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text)
  const words: string[] = []
  for (let i = 0; i < doc.count && words.length < MOST_WORDS; i++)
    if (doc.kinds[i]! <= TokenKind.number) words.push(doc.words[i]!)
  if (words.length < RUN) return { words: words.length, few: words.join(" "), runs: new Int32Array() }
  const runs = new Int32Array(2 * (words.length - RUN + 1))
  // Of the last two words before one, so that each word is read once.
  let [low1, high1, low2, high2] = [0, 0, 0, 0]
  for (const [i, word] of words.entries()) {
    let [low, high] = [LOW, HIGH]
    for (let k = 0; k < word.length; k++) {
      const letter = word.charCodeAt(k)
      low = Math.imul(low ^ letter, 0x01000193)
      high = Math.imul(high + letter, 0x85ebca6b) ^ (high >>> 15)
    }
    if (i >= RUN - 1) {
      const at = 2 * (i - RUN + 1)
      runs[at] = mixed(Math.imul(low1, 0x9e3779b1) + Math.imul(low2, 0xc2b2ae3d) + low)
      runs[at + 1] = mixed(Math.imul(high1, 0x27d4eb2f) + Math.imul(high2, 0x165667b1) + high)
    }
    ;[low1, high1, low2, high2] = [low2, high2, low, high]
  }
  return { words: words.length, few: "", runs }
}

/** Every bit of it in every bit. */
function mixed(bits: number): number {
  let x = bits | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}

/** Tells how many words of two texts stand in runs of both; kept from pair to pair for its table. */
class Meeting {
  /** A table of the one text's runs, each at the first free place from where its bits say. */
  #runs = new Int32Array(2048)
  /** Whose a place is: the text's mark, and one more once the other text has that run. */
  #of = new Int32Array(1024)
  /** Where each run of the one text stands. */
  #places = new Int32Array(1024)
  #mark = 0
  ofOne = 0
  ofOther = 0

  meet(one: Int32Array, other: Int32Array): void {
    this.#mark += 2
    if (this.#mark > MOST_MARKS) {
      this.#of.fill(0)
      this.#mark = 2
    }
    if (one.length > this.#of.length) {
      const size = 2 ** (32 - Math.clz32(one.length))
      ;[this.#runs, this.#of, this.#places] = [new Int32Array(2 * size), new Int32Array(size), new Int32Array(size)]
      this.#mark = 2
    }
    const [table, of, places, mark] = [this.#runs, this.#of, this.#places, this.#mark]
    const last = of.length - 1
    for (let i = 0; i < one.length; i += 2) {
      const [low, high] = [one[i]!, one[i + 1]!]
      let at = low & last
      while (of[at] === mark && (table[2 * at] !== low || table[2 * at + 1] !== high)) at = (at + 1) & last
      of[at] = mark
      table[2 * at] = low
      table[2 * at + 1] = high
      places[i >> 1] = at
    }
    let [count, counted] = [0, 0]
    for (let i = 0; i < other.length; i += 2) {
      const [low, high] = [other[i]!, other[i + 1]!]
      let at = low & last
      while (of[at]! >= mark && (table[2 * at] !== low || table[2 * at + 1] !== high)) at = (at + 1) & last
      if (of[at]! < mark) continue
      of[at] = mark + 1
      const from = i >> 1
      count += from + RUN - Math.max(from, counted)
      counted = from + RUN
    }
    this.ofOther = count
    count = counted = 0
    for (let i = 0; i < one.length / 2; i++) {
      if (of[places[i]!] === mark) continue
      count += i + RUN - Math.max(i, counted)
      counted = i + RUN
    }
    this.ofOne = count
  }
}

function shareOf(a: TextRuns, b: TextRuns, meeting: Meeting): Shared {
  const [shorter, longer] = a.words <= b.words ? [a, b] : [b, a]
  const [few, many] = [shorter.words, longer.words]
  if (few < RUN) {
    const alike = few === many && few > 0 && shorter.few === longer.few
    return { shared: alike ? 1 : 0, contained: alike ? 1 : 0 }
  }
  meeting.meet(shorter.runs, longer.runs)
  const { ofOne: ofShorter, ofOther: ofLonger } = meeting
  // Of two texts of one length, the one that has less of its own is the one within the other.
  const within = few === many ? Math.max(ofShorter, ofLonger) : ofShorter
  return { shared: (ofShorter + ofLonger) / (few + many), contained: within / few }
}
