import { constants, createInflateRaw } from "node:zlib"
import { TableError } from "./table.ts"

/** All parts of an archive together may unpack to so many bytes. */
export const MOST_UNPACKED_BYTES = 512 * 1024 * 1024
/** Parts of an archive. */
const MOST_PARTS = 10_000

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8
/** First bytes of an OLE file: an old .xls, or an .xlsx with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

interface Part {
  readonly method: number
  readonly packed: number
  readonly localAt: number
}

/**
 * A zip archive in memory whose parts are unpacked one by one, never past a bound.
 *
 * Sizes that the archive states are not believed: what counts is what comes out. Zip64 and encrypted parts are refused;
 * spreadsheets have neither.
 */
export class Zip {
  readonly #bytes: Buffer
  readonly #parts = new Map<string, Part>()
  #left = MOST_UNPACKED_BYTES

  /** @throws TableError when the bytes are no sound archive. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes
    if (OLE.every((byte, i) => bytes[i] === byte))
      throw new TableError(bytes.includes("EncryptedPackage", 0, "utf16le") ? "table.xlsx_encrypted" : "table.xlsx_old")
    const end = this.#findEnd()
    const count = bytes.readUInt16LE(end + 10)
    let at = bytes.readUInt32LE(end + 16)
    if (count > MOST_PARTS) throw new TableError("table.not_xlsx", "too many parts")
    for (let i = 0; i < count; i++) {
      if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw broken("directory")
      const nameLength = bytes.readUInt16LE(at + 28)
      const name = bytes.toString("utf8", at + 46, at + 46 + nameLength)
      if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new TableError("table.xlsx_encrypted")
      this.#parts.set(name.replace(/^\//, ""), {
        method: bytes.readUInt16LE(at + 10),
        packed: bytes.readUInt32LE(at + 20),
        localAt: bytes.readUInt32LE(at + 42),
      })
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
  }

  has(name: string): boolean {
    return this.#parts.has(name)
  }

  /** The unpacked bytes of a part, piece by piece; nothing for a part that isn't there. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const part = this.#parts.get(name)
    if (part === undefined) return
    const { localAt: at, packed, method } = part
    if (at + 30 > this.#bytes.length || this.#bytes.readUInt32LE(at) !== LOCAL) throw broken(name)
    const from = at + 30 + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28)
    if (from + packed > this.#bytes.length) throw broken(name)
    const bytes = this.#bytes.subarray(from, from + packed)
    if (method === STORED) {
      this.#take(bytes.length)
      yield bytes
      return
    }
    if (method !== DEFLATED) throw broken(name)
    const inflate = createInflateRaw({ finishFlush: constants.Z_FINISH })
    inflate.end(bytes)
    try {
      for await (const piece of inflate as AsyncIterable<Buffer>) {
        this.#take(piece.length)
        yield piece
      }
    } catch (error) {
      if (error instanceof TableError) throw error
      throw new TableError("table.not_xlsx", name, { cause: error })
    } finally {
      inflate.destroy()
    }
  }

  #take(bytes: number): void {
    this.#left -= bytes
    if (this.#left < 0) throw new TableError("table.inflates_too_far", String(MOST_UNPACKED_BYTES / 1024 / 1024))
  }

  /** The end record stands in the last 64 kB, behind it only a comment. */
  #findEnd(): number {
    const bytes = this.#bytes
    for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--)
      if (bytes.readUInt32LE(at) === END) return at
    throw broken("no archive")
  }
}

function broken(what: string): TableError {
  return new TableError("table.not_xlsx", what)
}
