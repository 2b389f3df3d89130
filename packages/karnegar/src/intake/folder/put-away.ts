import { lstat, mkdir, open, rename, rm } from "node:fs/promises"
import { basename, dirname, extname, join } from "node:path"
import type { Drop, PutAway } from "./drops.ts"

/** Ending of the file that tells why, beside what it is about. */
export const REASON_ENDING = ".reason.txt"

/**
 * Moves a drop into `done` or `refused`, under its own name or the next free one, once the reason stands there.
 *
 * The reason comes first: killed in between, the drop is still where it was, is imported again, which changes nothing, and the
 * reason is written anew.
 *
 * @param reason Null: there is nothing to tell.
 * @returns the path that it has now, from the watched folder on; null when it was gone: another watcher moved it.
 * @throws the system's error when it cannot be moved.
 */
export async function putAway(root: string, drop: Drop, to: PutAway, reason: string | null): Promise<string | null> {
  const parts = drop.name.split("/")
  let folder = join(root, to)
  for (const part of parts.slice(0, -1)) {
    folder = join(folder, part)
    await makeFolder(folder)
  }
  const path = await freePath(join(folder, parts.at(-1)!))
  const told = `${path}${REASON_ENDING}`
  if (reason !== null) await writeWhole(told, reason)
  try {
    await rename(drop.path, path)
  } catch (error) {
    if (reason !== null) await rm(told, { force: true })
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  }
  return path.slice(root.length + 1)
}

/** Makes a folder where none is. A link in its place is not followed: it might lead anywhere. */
async function makeFolder(path: string): Promise<void> {
  const stands = await lstatOrNull(path)
  if (stands === null) await mkdir(path)
  else if (!stands.isDirectory())
    throw Object.assign(new Error(`couldn't move into ${path}: it is no folder`), { code: "ENOTDIR", syscall: "mkdir" })
}

/** The path, or `name (2).ext` and so on: what stands is never replaced. */
async function freePath(path: string): Promise<string> {
  const ending = extname(path)
  const stem = join(dirname(path), basename(path, ending))
  for (let n = 1; ; n++) {
    const own = n === 1 ? path : `${stem} (${n})${ending}`
    if ((await lstatOrNull(own)) === null) return own
  }
}

async function lstatOrNull(path: string) {
  try {
    return await lstat(path)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  }
}

/** Under its name stands all of it or nothing. */
async function writeWhole(path: string, text: string): Promise<void> {
  const half = join(dirname(path), `.${basename(path)}.half`)
  const file = await open(half, "w", 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(half, path)
}
