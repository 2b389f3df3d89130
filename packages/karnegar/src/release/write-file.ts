import { randomBytes } from "node:crypto"
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises"
import { basename, dirname, join } from "node:path"

/** Letters or bytes gathered before one write. */
const CHUNK = 256 * 1024

/** Texts, or bytes, one after the other. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/**
 * Writes a file whole or not at all: into a temporary file beside it, forced to disk, then renamed over what stood there.
 *
 * Whatever fails, what stood under the name stands unchanged and the temporary file is taken away. A link is followed;
 * a pipe or device is written to as it is.
 * @returns bytes written.
 */
export async function writeWhole(path: string, chunks: Chunks): Promise<number> {
  const standing = await stat(path).catch(absent)
  if (standing !== null && !standing.isFile()) {
    if (!standing.isDirectory()) return writeInto(await open(path, "w"), chunks)
    throw Object.assign(new Error(`couldn't write ${path}: it is a folder`), { code: "EISDIR", syscall: "open" })
  }
  const real = standing === null ? path : await realpath(path)
  const temporary = join(dirname(real), `.${basename(real)}.${randomBytes(6).toString("hex")}.part`)
  const file = await open(temporary, "wx", standing?.mode ?? 0o666)
  try {
    const bytes = await writeInto(file, chunks, true)
    await rename(temporary, real)
    await syncFolder(dirname(real))
    return bytes
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function writeInto(file: FileHandle, chunks: Chunks, force = false): Promise<number> {
  let bytes = 0
  try {
    for await (const part of gatheredBytes(chunks)) {
      await file.writeFile(part)
      bytes += part.length
    }
    if (force) await file.sync()
  } finally {
    await file.close()
  }
  return bytes
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null
  throw error
}

/** The new name outlives a power cut. Some systems know no folders as files: there the rename alone must do. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | null = null
  try {
    folder = await open(path, "r")
    await folder.sync()
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null
    if (code !== "EISDIR" && code !== "EPERM" && code !== "EINVAL" && code !== "EACCES") throw error
  } finally {
    await folder?.close()
  }
}

/** Small texts as few large pieces of bytes. */
export async function* gatheredBytes(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let held: string[] = []
  let letters = 0
  const letGo = () => {
    const bytes = Buffer.from(held.join(""), "utf8")
    held = []
    letters = 0
    return bytes
  }
  for await (const chunk of chunks) {
    if (typeof chunk !== "string") {
      if (letters > 0) yield letGo()
      yield chunk
      continue
    }
    held.push(chunk)
    letters += chunk.length
    if (letters >= CHUNK) yield letGo()
  }
  if (letters > 0) yield letGo()
}
