import { createHash } from "node:crypto"
import { constants } from "node:fs"
import { open, realpath } from "node:fs/promises"
import { isAbsolute, join, sep } from "node:path"
import type { ArrivedEvidence } from "./arrival.ts"
import type { Refusal } from "./refusal.ts"

/** Bytes of a file that is kept as evidence. */
export const MOST_EVIDENCE_BYTES = 200 * 1024 * 1024
const HEAD = 16

/** A folder whose files may become evidence, such as the one that an export made. */
export class EvidenceFolder {
  readonly #root: string

  private constructor(root: string) {
    this.#root = root
  }

  /** @throws the system's error when there is no such folder. */
  static async open(folder: string): Promise<EvidenceFolder> {
    return new EvidenceFolder(await realpath(folder))
  }

  /**
   * Hashes the file at a path that stands in an export. Nothing outside the folder is ever opened, whatever the path says
   * and wherever links in the folder lead.
   */
  async find(path: string, toldType: string | null): Promise<ArrivedEvidence | Refusal> {
    if (!isInside(path)) return { code: "evidence.path_unfit" }
    try {
      const real = await realpath(join(this.#root, path))
      if (!real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep))
        return { code: "evidence.path_unfit" }
      return await evidenceOf(real, toldType)
    } catch (error) {
      if (error instanceof Error && "syscall" in error) return { code: "evidence.missing" }
      throw error
    }
  }
}

/** A plain relative path that leads down. */
function isInside(path: string): boolean {
  if (path === "" || path.length > 1_000 || path.includes("\0") || path.includes("\\") || isAbsolute(path)) return false
  return !/^[A-Za-z]:/.test(path) && path.split("/").every((part) => part !== ".." && part !== "")
}

/** @param real A path that was resolved: a link that took its place since is not followed. */
async function evidenceOf(real: string, toldType: string | null): Promise<ArrivedEvidence | Refusal> {
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stat = await file.stat()
    if (!stat.isFile()) return { code: "evidence.path_unfit" }
    if (stat.size > MOST_EVIDENCE_BYTES) return { code: "evidence.too_large", most: MOST_EVIDENCE_BYTES }
    const hash = createHash("sha256")
    let head = Buffer.alloc(0)
    let bytes = 0
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const part = chunk as Buffer
      if (head.length < HEAD) head = Buffer.concat([head, part.subarray(0, HEAD)])
      bytes += part.length
      hash.update(part)
    }
    const mediaType = mediaTypeOf(head) ?? toldType ?? "application/octet-stream"
    return { sha256: hash.digest("hex"), mediaType, bytes, captured: stat.mtime.toISOString(), path: real }
  } finally {
    await file.close()
  }
}

const SIGNS: readonly (readonly [sign: string, mediaType: string])[] = [
  ["\u00ff\u00d8\u00ff", "image/jpeg"],
  ["\u0089PNG\r\n\u001a\n", "image/png"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["%PDF-", "application/pdf"],
  ["PK\u0003\u0004", "application/zip"],
]

/** What the first bytes of a file say that it is; null when they say nothing. */
export function mediaTypeOf(head: Uint8Array): string | null {
  const start = Buffer.from(head.subarray(0, HEAD)).toString("latin1")
  const sign = SIGNS.find(([sign]) => start.startsWith(sign))
  if (sign !== undefined) return sign[1]
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "image/webp"
  return start.slice(4, 8) === "ftyp" ? "video/mp4" : null
}
