import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"

/** Letters that a passphrase has at least: four or five words. It is never the only factor. */
export const LEAST_LETTERS = 14
const MOST_BYTES = 1024

/** Cost of scrypt: 32 MiB and some 100 ms each. Stored with each hash, so that it can rise. */
const COST = { N: 32_768, r: 8, p: 1 }
const KEY_BYTES = 32
/** Tried side by side at most; those behind wait, and a longer line is turned away. */
const MOST_WAITING = 16

/** Why a passphrase cannot be taken; null when it can. */
export function passphraseFault(passphrase: string, handle: string): "short" | "simple" | "long" | null {
  if (Buffer.byteLength(passphrase, "utf8") > MOST_BYTES) return "long"
  const letters = [...passphrase.normalize("NFKC")]
  if (letters.length < LEAST_LETTERS) return "short"
  const plain = letters.join("").toLowerCase()
  if (new Set(plain).size < 6 || (handle !== "" && plain.replaceAll(handle.toLowerCase(), "").length < 8))
    return "simple"
  return null
}

/** Turns a passphrase into what is stored: `scrypt$N$r$p$salt$key`. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(passphrase, salt, COST)
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$")
}

/**
 * Is this the passphrase? Takes the same time where there is no hash at all, so that nobody learns who has an account.
 *
 * @param hash Null: nobody of that name.
 * @throws BusyError when too many wait.
 */
export async function isPassphrase(passphrase: string, hash: string | null): Promise<boolean> {
  const [, n, r, p, salt, key] = (hash ?? NOBODY).split("$")
  const cost = { N: Number(n), r: Number(r), p: Number(p) }
  const derived = await derive(passphrase.slice(0, MOST_BYTES), Buffer.from(salt!, "base64url"), cost)
  return timingSafeEqual(derived, Buffer.from(key!, "base64url")) && hash !== null
}

/** A hash that no passphrase has, of the usual cost. */
const NOBODY = ["scrypt", COST.N, COST.r, COST.p, "A".repeat(22), "A".repeat(43)].join("$")

/** Too many passphrases are being tried. */
export class BusyError extends Error {
  override readonly name = "BusyError"
}

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** One at a time: a flood of guesses costs one core and 32 MiB, not the machine. */
function derive(passphrase: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (waiting >= MOST_WAITING) return Promise.reject(new BusyError("too many passphrases are being tried"))
  waiting++
  const work = () =>
    new Promise<Buffer>((done, fail) =>
      scrypt(passphrase.normalize("NFKC"), salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) =>
        error === null ? done(key) : fail(error),
      ),
    )
  const mine = last.then(work, work).finally(() => waiting--)
  last = mine.catch(() => undefined)
  return mine
}
