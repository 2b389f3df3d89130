import { createHash, randomBytes } from "node:crypto"

/** JSON with keys sorted at every level and no spaces: the one form that is hashed. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`
}

/** SHA-256 in lower-case hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex")
}

/** 256 random bits, hex: what makes a commitment to a guessable payload safe. */
export function freshSalt(): string {
  return randomBytes(32).toString("hex")
}

/** Commitment of a payload: it binds without telling. */
export function commit(salt: string, body: string): string {
  return sha256(`${salt}|${body}`)
}

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"

/** Ten Crockford base-32 letters (50 bits) derived from a seed: a permanent id that tells nothing. */
export function shortId(prefix: string, seed: string): string {
  const bytes = createHash("sha256").update(seed, "utf8").digest()
  let bits = 0n
  for (let i = 0; i < 7; i++) bits = (bits << 8n) | BigInt(bytes[i]!)
  let out = ""
  for (let i = 0; i < 10; i++) {
    out = CROCKFORD[Number(bits & 31n)]! + out
    bits >>= 5n
  }
  return prefix + out
}
