import { createHash, randomBytes } from "node:crypto"
import { mkdir, readdir, rename, rm } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import { type Chunks, gatheredBytes, writeWhole } from "../write-file.ts"
import type { MirrorFile } from "./mirror-files.ts"

/** Sums of every other file, as `sha256sum --check` reads them. A folder that has them is a copy that may be replaced. */
export const SUMS = "SHA256SUMS"

/** The folder holds something that is no copy: it is left alone. */
export class NotAMirror extends Error {}

/**
 * Writes a folder whole or not at all: beside the one that stands, which is then exchanged for it.
 *
 * @returns files and bytes written. @throws NotAMirror when what stands there is not a copy, nor empty.
 */
export async function writeMirror(
  folder: string,
  files: readonly MirrorFile[],
): Promise<{ readonly files: number; readonly bytes: number }> {
  const path = resolve(folder)
  const standing = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null
    throw error
  })
  if (standing !== null && standing.length > 0 && !standing.includes(SUMS)) throw new NotAMirror(path)
  const mark = randomBytes(6).toString("hex")
  const beside = (end: string) => join(dirname(path), `.${basename(path)}.${mark}.${end}`)
  const [fresh, old] = [beside("part"), beside("old")]
  await mkdir(dirname(path), { recursive: true })
  // By itself: where a system refuses a new folder by ENOENT, as /proc does, Node's recursive mkdir tries for ever.
  await mkdir(fresh)
  try {
    let bytes = 0
    const sums: string[] = []
    for (const { name, chunks } of files) {
      const hash = createHash("sha256")
      bytes += await writeWhole(join(fresh, name), hashed(chunks(), hash))
      sums.push(`${hash.digest("hex")}  ${name}\n`)
    }
    bytes += await writeWhole(join(fresh, SUMS), sums)
    if (standing !== null) await rename(path, old)
    await rename(fresh, path)
    await rm(old, { recursive: true, force: true })
    return { files: files.length + 1, bytes }
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw error
  }
}

async function* hashed(chunks: Chunks, hash: { update(bytes: Uint8Array): unknown }): AsyncGenerator<Uint8Array> {
  for await (const bytes of gatheredBytes(chunks)) {
    hash.update(bytes)
    yield bytes
  }
}
