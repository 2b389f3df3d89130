import { createReadStream, statSync } from "node:fs"

const CHUNK_BYTES = 1 << 18

/** Reads files and knows how much of all of them has been read. */
export class ByteMeter {
  #read = 0
  readonly #total: number | null

  /** @param paths All that will be read; where the size of one is not known, nothing is told. */
  constructor(paths: readonly string[]) {
    const sizes = paths.map(sizeOf)
    this.#total = sizes.reduce((total, size) => (total === null || size === null ? null : total + size), 0)
  }

  /** The bytes of a file, as they are read. */
  async *chunksOf(path: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      this.#read += (chunk as Buffer).length
      yield chunk as Buffer
    }
  }

  /** 0 to 1; null where it cannot be known. */
  share(): number | null {
    return this.#total === null || this.#total === 0 ? null : this.#read / this.#total
  }
}

/** Null where it is no file, or cannot be looked at: whoever reads it tells why. */
function sizeOf(path: string): number | null {
  try {
    const stat = statSync(path)
    return stat.isFile() ? stat.size : null
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return null
    throw error
  }
}
