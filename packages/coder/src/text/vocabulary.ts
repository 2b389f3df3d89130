import { gluedLetters } from "./glued.ts"

/** What the tokeniser must know of a word each time it meets it; bits of `Vocabulary.flags`. */
export const WordFlag = { suffix: 1, looseSuffix: 2, sentenceEnd: 4, transparent: 8, glued: 16 } as const

/** Inflection that belongs to the word before it when a ZWNJ stands between. */
const SUFFIXES = new Set(
  "ها های هایی هایم هایت هایش هایمان هایتان هایشان هام هات هاش هامون هاشون ی ای ام ات اش مان تان شان مون تون شون اند ایم اید یم ید ند تر تری ترین ان یی است".split(
    " ",
  ),
)
/** Inflection joined even over a plain space: nobody writes these as words. */
const LOOSE_SUFFIXES = new Set("ها های هایی هایم هایت هایش هایمان هایتان هایشان ای اند ایم اید".split(" "))
const SENTENCE_ENDS = new Set(". ! ? ؟ ؛ ; … • ▪ ▫ 🔸 🔹 🔻 🔺 ◾ ◽ ✅ *".split(" "))
/** Marks that a phrase is looked for through: «اعتصاب» in quotes, a hash sign. */
const TRANSPARENT = new Set("« » \" “ ” ( ) # ' ‘ ’ - – ‑".split(" "))

/** The flags of a word or mark (`WordFlag`). */
export function flagsOf(word: string): number {
  return (
    (SUFFIXES.has(word) ? WordFlag.suffix : 0) |
    (LOOSE_SUFFIXES.has(word) ? WordFlag.looseSuffix : 0) |
    (SENTENCE_ENDS.has(word) ? WordFlag.sentenceEnd : 0) |
    (TRANSPARENT.has(word) ? WordFlag.transparent : 0) |
    (gluedLetters(word) > 0 ? WordFlag.glued : 0)
  )
}

/** Longer words are not kept: they are no words. */
const MOST_LETTERS = 64
/** Slots looked at for one word. Words made to collide are not kept, so that they cannot make the table slow. */
const MOST_PROBES = 24
/** Start and factor of the hash that grows letter by letter (FNV-1a). */
export const HASH_START = 0x811c9dc5 | 0
export const HASH_FACTOR = 0x01000193

/**
 * Words met so far, each with a lasting number, found by their letters without making a string.
 *
 * Open addressing over the letters' hash; after a hash is met the letters themselves are compared. Number 0 is nobody's.
 */
export class Vocabulary {
  /** Word of each number. */
  readonly words: string[] = [""]
  flags = new Uint8Array(1 << 12)
  /** Number of words, and 1. */
  size = 1
  /** Pairs of a hash and a number, so that one look tells whether they are those wanted. */
  #slots = new Int32Array(1 << 14)
  /** Where each word's letters begin in `#letters`. */
  #starts = new Int32Array(1 << 12)
  #letters = new Uint16Array(1 << 15)

  /**
   * Number of the word with the letters [from, to), taken in when it is new; 0 when it is not to be kept.
   *
   * @param hash The letters' hash, see `HASH_START`.
   */
  idOf(letters: Uint16Array, from: number, to: number, hash: number): number {
    const length = to - from
    if (length > MOST_LETTERS) return 0
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = slotOf(hash) & mask
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const id = slots[slot + 1]!
      if (id === 0) return this.#add(letters, from, length, hash, slot)
      if (slots[slot] === hash && this.#same(id, letters, from, length)) return id
      slot = (slot + 2) & mask
    }
    return 0
  }

  #same(id: number, letters: Uint16Array, from: number, length: number): boolean {
    const own = this.#letters
    let at = this.#starts[id]!
    if (this.#starts[id + 1]! - at !== length) return false
    for (const past = from + length; from < past; from++, at++) if (own[at] !== letters[from]) return false
    return true
  }

  #add(letters: Uint16Array, from: number, length: number, hash: number, slot: number): number {
    const id = this.size++
    const start = this.#starts[id]!
    if (start + length > this.#letters.length) this.#letters = grown(Uint16Array, this.#letters)
    if (id + 2 > this.#starts.length) {
      this.#starts = grown(Int32Array, this.#starts)
      this.flags = grown(Uint8Array, this.flags)
    }
    const word = shared(wordOf(letters, from, from + length))
    this.words.push(word)
    this.flags[id] = flagsOf(word)
    this.#letters.set(letters.subarray(from, from + length), start)
    this.#starts[id + 1] = start + length
    this.#slots[slot] = hash
    this.#slots[slot + 1] = id
    if (this.size * 4 > this.#slots.length) this.#spread()
    return id
  }

  /** Gives every word a slot in a table twice as large; one that finds none within reach is forgotten and met anew. */
  #spread(): void {
    const old = this.#slots
    const slots = new Int32Array(old.length * 2)
    const mask = slots.length - 1
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue
      let slot = slotOf(old[at]!) & mask
      for (let probe = 0; probe < MOST_PROBES && slots[slot + 1] !== 0; probe++) slot = (slot + 2) & mask
      if (slots[slot + 1] === 0) slots.set(old.subarray(at, at + 2), slot)
    }
    this.#slots = slots
  }
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) << 1
}

/**
 * The same word as V8's one copy of it, which it knows from another such copy without comparing letters: what a word is
 * compared with are constants, and those are such copies.
 */
export function shared(word: string): string {
  const keys: Record<string, true> = Object.create(null)
  keys[word] = true
  return Object.keys(keys)[0]!
}

/** The string of folded letters [from, to). */
export function wordOf(letters: Uint16Array, from: number, to: number): string {
  let out = ""
  for (let at = from; at < to; at += 1024)
    out += String.fromCharCode.apply(null, letters.subarray(at, Math.min(to, at + 1024)) as unknown as number[])
  return out
}

function grown<T extends Uint8Array | Uint16Array | Int32Array>(Kind: new (length: number) => T, had: T): T {
  const out = new Kind(had.length * 2)
  out.set(had)
  return out
}
