import { hash, randomBytes } from "node:crypto"

/** JSON with keys sorted at every level and no spaces: the one form that is hashed. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return quoted(value)
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]"
    let list = `[${canonicalJson(value[0])}`
    for (let i = 1; i < value.length; i++) list += `,${canonicalJson(value[i])}`
    return `${list}]`
  }
  const fields = value as { readonly [key: string]: unknown }
  let out = ""
  for (const key of sortedKeys(fields)) {
    const own = fields[key]
    if (own !== undefined) out += `${out === "" ? "{" : ","}${quoted(key)}:${canonicalJson(own)}`
  }
  return out === "" ? "{}" : `${out}}`
}

function sortedKeys(fields: object): readonly string[] {
  const keys = Object.keys(fields)
  // Most are few, or in order already; sorting calls out of the engine's fast path each time.
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort()
  return keys
}

/** Words without a letter that JSON escapes: keys, codes, ids, days. */
const PLAIN = /^[\w .:-]{0,80}$/

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** SHA-256 in lower-case hex. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex")
}

const SALT_BYTES = 32
let pool = Buffer.alloc(0)

/** 256 random bits, hex: what makes a commitment to a guessable payload safe. */
export function freshSalt(): string {
  // Drawn many at a time: a call for each would cost more than the hashing.
  if (pool.length < SALT_BYTES) pool = randomBytes(SALT_BYTES * 128)
  const salt = pool.toString("hex", 0, SALT_BYTES)
  pool.fill(0, 0, SALT_BYTES)
  pool = pool.subarray(SALT_BYTES)
  return salt
}

/** Commitment of a payload and of what it is about: it binds without telling. */
export function commit(salt: string, subject: string, body: string): string {
  return sha256(canonicalJson([salt, subject, body]))
}

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"

/**
 * Ten Crockford base-32 letters (50 bits) derived from a seed, after a one-letter prefix: a permanent id.
 *
 * Ids are public, so a seed must hold something that cannot be guessed (a report's text), or a list of guesses would
 * tell what stands behind an id.
 */
export function shortId(prefix: string, ...seed: readonly string[]): string {
  const bytes = hash("sha256", canonicalJson(seed), "buffer")
  let out = ""
  let bits = 0
  let held = 0
  for (let i = 0; out.length < 10; i++) {
    bits = (bits << 8) | bytes[i]!
    held += 8
    while (held >= 5 && out.length < 10) {
      held -= 5
      out += CROCKFORD[(bits >> held) & 31]
    }
    bits &= 31
  }
  return prefix + out
}
