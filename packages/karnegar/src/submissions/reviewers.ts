/** To whom submissions are sealed: the reviewers' recipients, one a line in a file beside the record. */
import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { writeDurably } from "../backup/durable-file.ts"
import { BackupError } from "../backup/errors.ts"
import { readRecipients } from "../backup/sealing.ts"

/** The file, in the record's folder. */
export const REVIEWERS_FILE = "reviewers.txt"

/** Who can open what is sent. */
export interface Reviewers {
  /** age recipients, sorted. */
  readonly recipients: readonly string[]
  /** First 128 bits of the hash of all of them, as eight groups of four hex digits; empty where there are none. */
  readonly fingerprint: string
}

/**
 * Reads the reviewers' recipients. A file that is not there is an empty list.
 *
 * A line that cannot be read is left out here, so that one bad line never closes the form; `karnegar submissions keys list` names it.
 */
export async function readReviewers(file: string): Promise<Reviewers> {
  const recipients = (await linesOf(file)).flatMap((line) => {
    try {
      return readRecipients(line, file)
    } catch (error) {
      if (error instanceof BackupError) return []
      throw error
    }
  })
  return reviewersOf(recipients)
}

/** Recipients as a set with its fingerprint. */
export function reviewersOf(recipients: readonly string[]): Reviewers {
  const sorted = [...new Set(recipients)].sort()
  const hash = createHash("sha256").update(sorted.join("\n")).digest("hex")
  return { recipients: sorted, fingerprint: sorted.length === 0 ? "" : hash.slice(0, 32).match(/.{4}/g)!.join(" ") }
}

/**
 * Adds recipients, or takes one away, and keeps comments and everything else.
 *
 * @throws BackupError as `readRecipients` and `writeDurably`.
 */
export async function changeReviewers(
  file: string,
  { add = "", remove = null }: { readonly add?: string; readonly remove?: string | null },
): Promise<Reviewers> {
  const stand = await linesOf(file)
  const fresh = readRecipients(add, "age1…").filter((one) => !stand.some((line) => line.trim() === one))
  const lines = [...stand.filter((line) => remove === null || line.trim() !== remove), ...fresh]
  const text = lines.map((line) => `${line}\n`).join("")
  await writeDurably(file, once(text), { replace: true })
  return readReviewers(file)
}

async function linesOf(file: string): Promise<readonly string[]> {
  try {
    const text = await readFile(file, "utf8")
    return text.split(/\r?\n/).filter((line, i, all) => line !== "" || i < all.length - 1)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return []
    throw error
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
