import { createHash } from "node:crypto"

/** What a proof of OpenTimestamps ends in. */
export type Attestation =
  /** A calendar promised to have it anchored, and is to be asked for the rest. */
  | { readonly kind: "pending"; readonly calendar: string }
  /** The message is the merkle root in the header of a Bitcoin block. */
  | { readonly kind: "bitcoin"; readonly block: number }
  /** Of a kind that is not read here. */
  | { readonly kind: "unknown" }

/** One attestation, and the way that leads to it. */
export interface Attested {
  readonly attestation: Attestation
  /** What the steps make of the digest at which the reading began. */
  readonly message: Buffer
  /** The steps, as bytes of the format. */
  readonly steps: Buffer
}

/** A proof in a file of its own (`.ots`). */
export interface OtsProof {
  /** SHA-256 of what is proven. */
  readonly digest: Buffer
  readonly attested: readonly Attested[]
}

const MAGIC = Buffer.from("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294", "hex")
const VERSION = 1
const PENDING = "83dfe30d2ef90c8e"
const BITCOIN = "0588960d73d71901"
/** Tags of the format; hashes that a Bitcoin transaction and a calendar's tree are made with, by theirs. */
const [ATTESTATION, APPEND, PREPEND, FORK] = [0x00, 0xf0, 0xf1, 0xff]
const HASHES: ReadonlyMap<number, string> = new Map([
  [0x02, "sha1"],
  [0x03, "ripemd160"],
  [0x08, "sha256"],
])
const SHA256 = 0x08

/** Limits of the reference implementation; those of a whole proof are ours. */
const MOST_MESSAGE = 4_096
const MOST_PAYLOAD = 8_192
const MOST_ADDRESS = 1_000
const MOST_STEPS = 256
const MOST_ATTESTATIONS = 64
/** Bytes of a proof: one that a calendar finished has about two thousand. */
export const MOST_PROOF = 20_000
/** The reference implementation allows no other: nothing of a query, of a log-in, of percent signs. */
const ADDRESS = /^[A-Za-z0-9\-._/:]*$/

/** Reads a proof. @returns null for bytes that are none, are broken, go beyond the limits, or prove another hash than SHA-256. */
export function readOts(bytes: Uint8Array): OtsProof | null {
  const head = MAGIC.length + 2
  const file = Buffer.from(bytes)
  if (file.length < head + 32 || !file.subarray(0, MAGIC.length).equals(MAGIC)) return null
  if (file[head - 2] !== VERSION || file[head - 1] !== SHA256) return null
  const digest = file.subarray(head, head + 32)
  const attested = readTimestamp(file.subarray(head + 32), digest)
  return attested === null ? null : { digest, attested }
}

/**
 * Reads the timestamp of a digest: a tree of steps whose leaves are attestations. It is what a calendar answers.
 *
 * @returns null as `readOts`.
 */
export function readTimestamp(bytes: Uint8Array, digest: Uint8Array): readonly Attested[] | null {
  if (bytes.length > MOST_PROOF) return null
  try {
    return read(new Bytes(Buffer.from(bytes)), Buffer.from(digest))
  } catch (error) {
    if (error instanceof Broken) return null
    throw error
  }
}

/** The proof of a digest: its first steps, and the timestamp that these came to as a calendar gave it. */
export function writeOts(digest: Uint8Array, steps: Uint8Array, timestamp: Uint8Array): Buffer {
  return Buffer.concat([MAGIC, Buffer.from([VERSION, SHA256]), digest, steps, timestamp])
}

/** The steps that hash a digest with a number behind it, so that a calendar learns nothing of what is proven. */
export function stepsOfNonce(nonce: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([APPEND, nonce.length]), nonce, Buffer.from([SHA256])])
}

/** A place in the tree to come back to. */
interface Fork {
  readonly message: Buffer
  readonly steps: readonly Buffer[]
}

function read(bytes: Bytes, digest: Buffer): Attested[] {
  const out: Attested[] = []
  const forks: Fork[] = []
  let here: Fork = { message: digest, steps: [] }
  for (;;) {
    let tag = bytes.byte()
    if (tag === FORK) {
      if (forks.push(here) > MOST_STEPS) throw new Broken()
      tag = bytes.byte()
    }
    if (tag !== ATTESTATION) {
      here = step(bytes, tag, here)
      continue
    }
    const attestation = readAttestation(bytes)
    if (out.push({ attestation, message: here.message, steps: Buffer.concat(here.steps) }) > MOST_ATTESTATIONS)
      throw new Broken()
    const fork = forks.pop()
    if (fork === undefined) break
    here = fork
  }
  // Nothing may stand behind it: what is kept is what was read.
  if (!bytes.ended) throw new Broken()
  return out
}

function step(bytes: Bytes, tag: number, { message, steps }: Fork): Fork {
  const from = bytes.at - 1
  const next = apply(bytes, tag, message)
  if (next.length > MOST_MESSAGE || steps.length === MOST_STEPS) throw new Broken()
  return { message: next, steps: [...steps, bytes.since(from)] }
}

function apply(bytes: Bytes, tag: number, message: Buffer): Buffer {
  const hash = HASHES.get(tag)
  if (hash !== undefined) return createHash(hash).update(message).digest()
  if (tag !== APPEND && tag !== PREPEND) throw new Broken()
  const more = bytes.string(MOST_MESSAGE)
  if (more.length === 0) throw new Broken()
  return Buffer.concat(tag === APPEND ? [message, more] : [more, message])
}

function readAttestation(bytes: Bytes): Attestation {
  const kind = bytes.take(8).toString("hex")
  const payload = new Bytes(bytes.string(MOST_PAYLOAD))
  if (kind !== PENDING && kind !== BITCOIN) return { kind: "unknown" }
  const found: Attestation =
    kind === PENDING
      ? { kind: "pending", calendar: readAddress(payload) }
      : { kind: "bitcoin", block: payload.number() }
  if (!payload.ended) throw new Broken()
  return found
}

function readAddress(payload: Bytes): string {
  const address = payload.string(MOST_ADDRESS).toString("latin1")
  if (!ADDRESS.test(address)) throw new Broken()
  return address
}

/** Bytes that are no proof, or go beyond the limits. */
class Broken extends Error {}

/** Bytes that are read from first to last. */
class Bytes {
  at = 0
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get ended(): boolean {
    return this.at === this.#bytes.length
  }

  since(from: number): Buffer {
    return this.#bytes.subarray(from, this.at)
  }

  take(count: number): Buffer {
    if (count > this.#bytes.length - this.at) throw new Broken()
    this.at += count
    return this.#bytes.subarray(this.at - count, this.at)
  }

  byte(): number {
    return this.take(1)[0]!
  }

  /** A whole number in groups of seven bits, the lowest first; below 2³⁵. */
  number(): number {
    let value = 0
    for (let unit = 1; unit <= 2 ** 28; unit *= 128) {
      const byte = this.byte()
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
    }
    throw new Broken()
  }

  /** Bytes with their count before them. */
  string(most: number): Buffer {
    const length = this.number()
    if (length > most) throw new Broken()
    return this.take(length)
  }
}
