/*
 * Members of a POSIX tar archive, written and read as streams. Only what a backup and a sealed submission need: plain files with
 * short ASCII names. They are tars so that `age`, `tar` and `sha256sum` open them where Karnegar is not at hand. Runs in a
 * browser too: nothing of Node.
 */

const BLOCK = 512

/** Longest name of a member: ustar's first name field. */
const LONGEST_NAME = 100

/** A file of an archive. */
export interface Member {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The archive could not be read: what is wrong with it, in a few English words for the cause of a refusal. */
export class TarError extends Error {}

/** An archive of the members, in their order. */
export async function* writeTar(members: AsyncIterable<Member> | Iterable<Member>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of members) {
    yield headerOf(name, bytes.length)
    yield bytes
    yield new Uint8Array(paddingOf(bytes.length))
  }
  yield new Uint8Array(2 * BLOCK)
}

/**
 * The members of an archive, one after the other; each is held in memory whole.
 *
 * @param mostBytes A member that says it is larger is refused before it is read.
 * @throws TarError where the bytes are no such archive, end too early, or go on after its end.
 */
export async function* readTar(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Member> {
  const source = new Bytes(chunks)
  for (;;) {
    const header = await source.take(BLOCK)
    if (header.every((byte) => byte === 0)) break
    const { name, size } = readHeader(header)
    if (size > mostBytes) throw new TarError(`a member of ${size} bytes`)
    const bytes = await source.take(size)
    await source.take(paddingOf(size))
    yield { name, bytes }
  }
  const end = await source.take(BLOCK)
  if (!end.every((byte) => byte === 0)) throw new TarError("no end mark")
  if (!(await source.ended())) throw new TarError("bytes after the end")
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

function headerOf(name: string, size: number): Uint8Array {
  if (!/^[\w./-]+$/.test(name) || name.length > LONGEST_NAME) throw new RangeError(`no name for a member: ${name}`)
  const header = new Uint8Array(BLOCK)
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at)
  put(name, 0)
  put("0000600\0", 100)
  put("0000000\0", 108)
  put("0000000\0", 116)
  put(`${size.toString(8).padStart(11, "0")}\0`, 124)
  // No times: two backups of one state differ in their sealing only.
  put("00000000000\0", 136)
  put("0", 156)
  put("ustar\x0000", 257)
  put(`${sumOf(header).toString(8).padStart(6, "0")}\0 `, 148)
  return header
}

function readHeader(header: Uint8Array): { readonly name: string; readonly size: number } {
  const text = (start: number, end: number) => String.fromCharCode(...header.subarray(start, end)).split("\0")[0]!
  if (text(257, 262) !== "ustar") throw new TarError("no ustar header")
  if (Number.parseInt(text(148, 156), 8) !== sumOf(header)) throw new TarError("a header that is not what it was")
  const size = text(124, 136)
  if (text(156, 157) !== "0" || !/^[0-7]{11}$/.test(size)) throw new TarError("a member that is no plain file")
  return { name: text(0, LONGEST_NAME), size: Number.parseInt(size, 8) }
}

/** Sum of a header's bytes, those of the sum itself taken for spaces. */
function sumOf(header: Uint8Array): number {
  let sum = 8 * 0x20
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i]!
  return sum
}

/** Bytes of a stream, taken in the lengths that are wanted. */
class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Uint8Array = new Uint8Array(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async take(length: number): Promise<Uint8Array> {
    const out = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      if (this.#held.length === 0) {
        const next = await this.#chunks.next()
        if (next.done) throw new TarError("it ends too early")
        this.#held = next.value
        continue
      }
      const part = this.#held.subarray(0, length - filled)
      out.set(part, filled)
      filled += part.length
      this.#held = this.#held.subarray(part.length)
    }
    return out
  }

  async ended(): Promise<boolean> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next()
      if (next.done) return true
      this.#held = next.value
    }
    return false
  }
}
