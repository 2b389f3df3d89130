import { createHash, randomUUID } from "node:crypto"
import { createReadStream, existsSync } from "node:fs"
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises"
import { join } from "node:path"
import { RecordError } from "./errors.ts"

const HASH = /^[0-9a-f]{64}$/

/** Begins the name of a file that is being written. */
const DRAFT = ".draft-"
const HOUR_MS = 3_600_000

/** Bytes written over at once before a file goes. */
const BLANK = Buffer.alloc(1 << 16)

/**
 * Bytes of evidence as they were received, one file each under their SHA-256, in a folder beside the record.
 *
 * A file is written once, flushed with its folder before anyone speaks of it, and never changed: bytes that come again are
 * those that stand. Several programs may write at once.
 */
export class EvidenceStore {
  readonly dir: string

  constructor(dir: string) {
    this.dir = dir
  }

  /** Where bytes of this hash stand, or would. */
  pathOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new RangeError("a hash is 64 letters of lower-case hex")
    return join(this.dir, sha256.slice(0, 2), sha256)
  }

  has(sha256: string): boolean {
    return existsSync(this.pathOf(sha256))
  }

  /**
   * Keeps bytes, flushed to the disk. Bytes that stand are not written again.
   *
   * @returns their SHA-256 and length.
   * @throws RecordError `evidence.hash` when they are not what was promised; nothing is kept then.
   */
  async put(
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    promised: string | null = null,
  ): Promise<{ readonly sha256: string; readonly bytes: number }> {
    await mkdir(this.dir, { recursive: true })
    const draft = join(this.dir, `${DRAFT}${randomUUID()}`)
    const file = await open(draft, "wx", 0o600)
    const hash = createHash("sha256")
    let length = 0
    try {
      for await (const chunk of bytes) {
        hash.update(chunk)
        length += chunk.length
        await writeAll(file, chunk)
      }
      await file.sync()
    } catch (error) {
      await file.close()
      await unlink(draft)
      throw error
    }
    await file.close()
    const sha256 = hash.digest("hex")
    if (promised !== null && promised !== sha256) {
      await unlink(draft)
      throw new RecordError("evidence.hash", promised)
    }
    const path = this.pathOf(sha256)
    if (existsSync(path)) await unlink(draft)
    else {
      const folder = join(this.dir, sha256.slice(0, 2))
      await mkdir(folder, { recursive: true })
      await rename(draft, path)
      await flushFolder(folder)
      await flushFolder(this.dir)
    }
    return { sha256, bytes: length }
  }

  /** Keeps the bytes of a file. @throws as `put`, and what the file system says. */
  putFile(path: string, promised: string | null): Promise<{ readonly sha256: string; readonly bytes: number }> {
    return this.put(createReadStream(path), promised)
  }

  /** Bytes as they were received; null where they are missing or no longer those. Held in memory whole. */
  async read(sha256: string): Promise<Buffer | null> {
    if (!this.has(sha256)) return null
    const bytes = await readFile(this.pathOf(sha256))
    return createHash("sha256").update(bytes).digest("hex") === sha256 ? bytes : null
  }

  /** Do the bytes that stand under a hash have it? */
  async check(sha256: string): Promise<"holds" | "missing" | "changed"> {
    if (!this.has(sha256)) return "missing"
    const hash = createHash("sha256")
    for await (const chunk of createReadStream(this.pathOf(sha256))) hash.update(chunk as Buffer)
    return hash.digest("hex") === sha256 ? "holds" : "changed"
  }

  /** Writes over bytes and takes them away; nothing where none stand. */
  async destroy(sha256: string): Promise<void> {
    const path = this.pathOf(sha256)
    if (!existsSync(path)) return
    const file = await open(path, "r+")
    try {
      for (let left = (await file.stat()).size, at = 0; left > 0; left -= BLANK.length, at += BLANK.length)
        await file.write(BLANK, 0, Math.min(left, BLANK.length), at)
      await file.sync()
    } finally {
      await file.close()
    }
    await unlink(path)
    await flushFolder(join(this.dir, sha256.slice(0, 2)))
  }

  /** Takes away what killed programs left half written: drafts that nobody wrote to for an hour. @returns how many. */
  async clearDrafts(now: number = Date.now()): Promise<number> {
    let cleared = 0
    for (const name of existsSync(this.dir) ? await readdir(this.dir) : []) {
      const path = join(this.dir, name)
      if (!name.startsWith(DRAFT) || now - (await stat(path)).mtimeMs < HOUR_MS) continue
      await unlink(path)
      cleared++
    }
    return cleared
  }

  /** Hashes of all that stands, in their order. */
  async list(): Promise<readonly string[]> {
    const hashes: string[] = []
    for (const folder of existsSync(this.dir) ? await readdir(this.dir) : [])
      if (folder.length === 2) hashes.push(...(await readdir(join(this.dir, folder))).filter((name) => HASH.test(name)))
    return hashes.sort()
  }

  /** How many files stand, and their bytes. */
  async count(): Promise<{ readonly files: number; readonly bytes: number }> {
    let bytes = 0
    const hashes = await this.list()
    for (const sha256 of hashes) bytes += (await stat(this.pathOf(sha256))).size
    return { files: hashes.length, bytes }
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at, chunk.length - at)).bytesWritten
}

/** A new name is lasting only once its folder is flushed. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
