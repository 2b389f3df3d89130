import { lstat, readdir } from "node:fs/promises"
import { join } from "node:path"
import { EXPORT_FILES } from "../recognise.ts"

/** Folders inside a watched one that what was dropped is moved into. */
export const PUT_AWAY = ["done", "refused"] as const
/** One of them. */
export type PutAway = (typeof PUT_AWAY)[number]

/** Folders inside folders that are looked into. */
const MOST_DEPTH = 16

/** Names that downloads and copies have until they are whole, and lock files of office programs. */
const UNFINISHED = /\.(part|partial|crdownload|download|filepart|tmp)$/i

/** A file that was dropped, or the folder that an export made: what is imported, and moved, as one. */
export interface Drop {
  /** Path from the watched folder on, its parts joined by `/`. */
  readonly name: string
  readonly path: string
  /** Changes whenever its bytes may have. */
  readonly mark: string
  /**
   * The same of all that lies in the folder of the watched one that it came in; its own mark where it lies there itself. Folders
   * are copied file by file, and an export's `result.json` may come last: nothing in one is touched while anything in it changes.
   */
  readonly settles: string
}

/** Why something in the folder is left alone. */
export interface Passed {
  readonly name: string
  readonly why: "link" | "special" | "unreadable" | "deep"
}

/** What lies in a watched folder now. */
export interface Look {
  readonly drops: readonly Drop[]
  readonly passed: readonly Passed[]
}

/**
 * Looks at what was dropped, by name. Hidden and unfinished files are not seen; links are not followed.
 *
 * @throws the system's error when the folder itself cannot be read.
 */
export async function lookInto(root: string): Promise<Look> {
  const drops: Drop[] = []
  const passed: Passed[] = []
  for (const name of await namesIn(root)) {
    if ((PUT_AWAY as readonly string[]).includes(name)) continue
    const found: Omit<Drop, "settles">[] = []
    const marks = await look(join(root, name), name, 0, found, passed)
    const settles = marks.join(" ")
    for (const one of found) drops.push({ ...one, settles })
  }
  return { drops, passed }
}

/** What a drop's mark is now; null when it is gone. */
export async function markOf(path: string): Promise<string | null> {
  const found: Omit<Drop, "settles">[] = []
  const marks = await look(path, "", 0, found, [])
  return marks.length === 0 ? null : marks.join(" ")
}

/** Looks at one name. @returns the marks of all that lies under it. */
async function look(
  path: string,
  name: string,
  depth: number,
  found: Omit<Drop, "settles">[],
  passed: Passed[],
): Promise<readonly string[]> {
  let stat: Awaited<ReturnType<typeof lstat>>
  let inside: readonly string[] = []
  try {
    stat = await lstat(path)
    if (stat.isDirectory()) inside = await namesIn(path)
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error
    // Gone since it was listed, or closed to us.
    if (!("code" in error && error.code === "ENOENT")) passed.push({ name, why: "unreadable" })
    return []
  }
  const mark = `${stat.ino}:${stat.size}:${stat.mtimeMs}:${stat.ctimeMs}`
  if (stat.isFile()) {
    found.push({ name, path, mark })
    return [mark]
  }
  if (!stat.isDirectory()) {
    passed.push({ name, why: stat.isSymbolicLink() ? "link" : "special" })
    return []
  }
  if (depth === MOST_DEPTH) {
    passed.push({ name, why: "deep" })
    return []
  }
  const isExport = EXPORT_FILES.some((one) => inside.includes(one))
  const own: Omit<Drop, "settles">[] = []
  const marks: string[] = []
  for (const one of inside)
    marks.push(...(await look(join(path, one), `${name}/${one}`, depth + 1, own, isExport ? [] : passed)))
  if (isExport) found.push({ name, path, mark: marks.join(" ") })
  else found.push(...own)
  return marks
}

/** Names that are seen, in order. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder))
    .filter((name) => !name.startsWith(".") && !name.startsWith("~$") && !UNFINISHED.test(name))
    .sort()
}
