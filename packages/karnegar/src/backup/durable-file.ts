import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { type FileHandle, link, open, rename, rm } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { BackupError } from "./errors.ts"

/**
 * Writes a file that either stands whole and durable under its name, or not at all.
 *
 * The bytes go to a temporary file beside it, which is flushed to the disk, then given its name; then the folder is
 * flushed. Only the owner may read it.
 *
 * @returns the number of bytes.
 * @throws BackupError `backup.file_exists` unless `replace`; `backup.cannot_write`, `backup.disk_full`, `backup.disk_failed`;
 *   and what `chunks` throws. The temporary file is gone then.
 */
export async function writeDurably(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  { replace }: { readonly replace: boolean },
): Promise<number> {
  if (!replace && existsSync(path)) throw new BackupError("backup.file_exists", path)
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.partial`)
  const handle = await atDisk(path, () => open(temporary, "wx", 0o600))
  let named = false
  try {
    let written = 0
    try {
      for await (const chunk of chunks) {
        await atDisk(path, () => writeAll(handle, chunk))
        written += chunk.length
      }
      await atDisk(path, () => handle.sync())
    } finally {
      await handle.close()
    }
    await atDisk(path, () => (replace ? rename(temporary, path) : nameAnew(temporary, path)))
    named = true
    await atDisk(path, () => syncFolder(dirname(path)))
    return written
  } catch (error) {
    await rm(temporary, { force: true })
    // A name that may not outlast a power cut was refused: it must not look like a file that stands. One put in another's place stays.
    if (named && !replace) await rm(path, { force: true })
    throw error
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten
}

/** Renames, but never over a file that came in between, where the file system has hard links. */
async function nameAnew(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new BackupError("backup.file_exists", to, { cause: error })
    if (existsSync(to)) throw new BackupError("backup.file_exists", to, { cause: error })
    return rename(from, to)
  }
  await rm(from)
}

/** Makes names that were given in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a file's bytes durable. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Work at the disk; what the system says against it becomes a refusal about the file. */
export async function atDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG")
      throw new BackupError("backup.disk_full", path, { cause: error })
    if (code === "EIO") throw new BackupError("backup.disk_failed", path, { cause: error })
    if (code === null) throw error
    throw new BackupError("backup.cannot_write", `${path}: ${code}`, { cause: error })
  }
}

/** The system's own code of an error, or null. */
export function codeOf(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : null
}
