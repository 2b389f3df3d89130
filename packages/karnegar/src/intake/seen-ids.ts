import { hash } from "node:crypto"

/** Numbers of 32 bits that an id's key takes, and its entry with file and line. */
export const KEY_WORDS = 4
const WORDS = KEY_WORDS + 2
const PAGE_BITS = 14
/** Entries of one page. */
const PAGE = 1 << PAGE_BITS

/** The first `KEY_WORDS` are what an id is known by. */
export type IdKey = ArrayLike<number>

/** What an id is known by: 128 bits of its SHA-256. */
export function keyOf(id: string): IdKey {
  const digest = hash("sha256", Buffer.from(id, "utf16le"), "buffer")
  return [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), digest.readUInt32LE(12)]
}

/**
 * Remembers ids and where each stood first, in some thirty bytes an id, so that a file of millions of lines fits.
 *
 * Ids are told apart by 128 bits of SHA-256: nobody can make two that collide. Entries stand on pages that never move, so
 * that growing copies none of them.
 */
export class SeenIds {
  #count = 0
  readonly #pages: Uint32Array[] = []
  /** Numbers of entries from 1 on, by their key; 0 for none. At least every third is. */
  #index = new Uint32Array(1 << 10)

  /** Where the id stood first, or null; then it counts as standing here. Lines begin at 1. */
  firstOrAdd(id: string, file: number, line: number): { readonly file: number; readonly line: number } | null {
    return this.firstOrAddKey(keyOf(id), file, line)
  }

  /** The same of an id whose key (`keyOf`) was made elsewhere. */
  firstOrAddKey(key: IdKey, file: number, line: number): { readonly file: number; readonly line: number } | null {
    const index = this.#index
    const mask = index.length - 1
    let slot = key[0]! & mask
    for (let entry = index[slot]!; entry !== 0; entry = index[slot]!) {
      const page = this.#pages[(entry - 1) >> PAGE_BITS]!
      const at = placeOf(entry)
      if (page[at] === key[0] && page[at + 1] === key[1] && page[at + 2] === key[2] && page[at + 3] === key[3])
        return { file: page[at + 4]!, line: page[at + 5]! }
      slot = (slot + 1) & mask
    }
    const entry = ++this.#count
    index[slot] = entry
    const at = placeOf(entry)
    if (at === 0) this.#pages.push(new Uint32Array(PAGE * WORDS))
    const page = this.#pages.at(-1)!
    for (let i = 0; i < KEY_WORDS; i++) page[at + i] = key[i]!
    page[at + 4] = file
    page[at + 5] = line
    if (this.#count * 3 > index.length * 2) this.#grow()
    return null
  }

  #grow(): void {
    const index = new Uint32Array(this.#index.length * 2)
    const mask = index.length - 1
    for (let entry = 1; entry <= this.#count; entry++) {
      let slot = this.#pages[(entry - 1) >> PAGE_BITS]![placeOf(entry)]! & mask
      while (index[slot] !== 0) slot = (slot + 1) & mask
      index[slot] = entry
    }
    this.#index = index
  }
}

/** Where an entry begins on its page. */
function placeOf(entry: number): number {
  return ((entry - 1) & (PAGE - 1)) * WORDS
}
