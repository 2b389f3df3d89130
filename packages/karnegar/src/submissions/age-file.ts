/** What an uploaded age file says of itself, by its header alone: nobody here can open it. */
import { armor } from "age-encryption"

const BINARY = "age-encryption.org/v1\n"
const LETTERS = "-----BEGIN AGE ENCRYPTED FILE-----"
/** A header of a hundred recipients is shorter. */
const MOST_HEADER = 64 * 1024

/** An age file, as bytes; or why it is of no use: it is none, or it is locked with a passphrase that the reviewers do not have. */
export type AgeFile = { readonly bytes: Uint8Array } | { readonly fault: "not_age" | "passphrase" }

/** Reads the header of a file that should be sealed to keys. Which keys, a header does not tell. */
export function readAgeFile(given: Uint8Array): AgeFile {
  const bytes = isArmored(given) ? dearmored(given) : given
  if (bytes === null) return { fault: "not_age" }
  const header = String.fromCharCode(...bytes.subarray(0, BINARY.length))
  if (header !== BINARY) return { fault: "not_age" }
  const lines = new TextDecoder("latin1").decode(bytes.subarray(BINARY.length, MOST_HEADER)).split("\n")
  const end = lines.findIndex((line) => line.startsWith("---"))
  const kinds = lines.slice(0, Math.max(end, 0)).flatMap((line) => {
    const [arrow, kind = ""] = line.split(" ")
    return arrow === "->" ? [kind] : []
  })
  if (kinds.length === 0) return { fault: "not_age" }
  return kinds.includes("scrypt") ? { fault: "passphrase" } : { bytes }
}

/** Is it an age file in letters, as `age -a` writes it? */
export function isArmored(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 256)).trimStart().startsWith(LETTERS)
}

function dearmored(bytes: Uint8Array): Uint8Array | null {
  try {
    return armor.decode(new TextDecoder("latin1").decode(bytes).trim())
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
