import { hash } from "node:crypto"

const WORDS = 6

/**
 * Remembers ids and where each stood first, in 24 bytes an id, so that a file of millions of lines fits.
 *
 * Ids are told apart by 128 bits of SHA-256: nobody can make two that collide.
 */
export class SeenIds {
  #slots = 1024
  #count = 0
  #table = new Uint32Array(1024 * WORDS)

  /** Where the id stood first, or null; then it counts as standing here. Lines begin at 1. */
  firstOrAdd(id: string, file: number, line: number): { readonly file: number; readonly line: number } | null {
    if (this.#count * 2 >= this.#slots) this.#grow()
    const digest = hash("sha256", Buffer.from(id, "utf16le"), "buffer")
    const key = [
      digest.readUInt32LE(0),
      digest.readUInt32LE(4),
      digest.readUInt32LE(8),
      digest.readUInt32LE(12),
    ] as const
    const at = this.#find(key)
    const had = this.#table[at + 5]!
    if (had !== 0) return { file: this.#table[at + 4]!, line: had }
    this.#table.set([...key, file, line], at)
    this.#count++
    return null
  }

  #find(key: readonly [number, number, number, number]): number {
    const table = this.#table
    for (let slot = key[0] & (this.#slots - 1); ; slot = (slot + 1) & (this.#slots - 1)) {
      const at = slot * WORDS
      if (table[at + 5] === 0) return at
      if (table[at] === key[0] && table[at + 1] === key[1] && table[at + 2] === key[2] && table[at + 3] === key[3])
        return at
    }
  }

  #grow(): void {
    const old = this.#table
    this.#slots *= 2
    this.#table = new Uint32Array(this.#slots * WORDS)
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at + 5] === 0) continue
      const to = this.#find([old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!])
      this.#table.set(old.subarray(at, at + WORDS), to)
    }
  }
}
