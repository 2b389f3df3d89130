import { createHash, randomBytes } from "node:crypto"
import type { Wires } from "../fetch/connect.ts"
import { type FetchOutcome, fetchAddress } from "../fetch/fetch-address.ts"
import { type FetchRefusal, isPassing } from "../fetch/fetch-refusal.ts"
import type { FetchPolicy } from "../fetch/policy.ts"
import { type Attested, readOts, readTimestamp, stepsOfNonce, writeOts } from "./ots-proof.ts"
import { OTS_PROOF, type ProofReader, type ProofState, type Stamped, type TimestampAdapter } from "./timestamp.ts"
import type { TimestampRefusal } from "./timestamp-refusal.ts"

/** Bytes of an answer; the reference implementation reads as many. */
const MOST_ANSWER = 10_000

/**
 * Reads proofs of OpenTimestamps. What a proof tells of a Bitcoin block is reckoned anew up to the merkle root that the block must
 * have; the block itself is not looked at, so nothing is called proven.
 */
export class OtsReader implements ProofReader {
  readonly mediaType = OTS_PROOF

  async check(proof: Uint8Array, bytes: Uint8Array): Promise<ProofState> {
    const read = readOts(proof)
    if (read === null) return failed({ code: "timestamp.unreadable" })
    if (!read.digest.equals(digestOf(bytes))) return failed({ code: "timestamp.other_bytes" })
    return stateOf(read.attested)
  }
}

/** A calendar of OpenTimestamps. */
export interface OpenTimestampsOptions {
  readonly server: string
  readonly policy: FetchPolicy
  readonly wires?: Wires
}

/** Asks a calendar of OpenTimestamps: for its promise first, and for the way to a Bitcoin block once it is in one. */
export class OpenTimestamps extends OtsReader implements TimestampAdapter {
  readonly server: string
  readonly #options: OpenTimestampsOptions

  constructor(options: OpenTimestampsOptions) {
    super()
    this.server = withoutSlash(options.server)
    this.#options = options
  }

  async stamp(bytes: Uint8Array, kept: readonly Uint8Array[]): Promise<Stamped> {
    const digest = digestOf(bytes)
    for (const proof of kept) {
      const read = readOts(proof)
      if (read === null || !read.digest.equals(digest)) continue
      const promise = read.attested.find((one) => this.#isOwn(one))
      if (promise !== undefined) return this.#carryOn(digest, promise)
    }
    return this.#begin(digest)
  }

  async #begin(digest: Buffer): Promise<Stamped> {
    const nonce = randomBytes(16)
    const steps = stepsOfNonce(nonce)
    const sent = createHash("sha256").update(digest).update(nonce).digest()
    const body = { bytes: sent, type: "application/octet-stream" }
    const outcome = await this.#ask("/digest", body)
    if ("refusal" in outcome) {
      const { refusal } = outcome
      return { state: isPassing(refusal) ? { state: "pending" } : failed(refusal), proof: null }
    }
    return this.#kept(digest, steps, sent, outcome.fetched.bytes)
  }

  /** Asks what became of a promise. The way that is kept leads through it alone; what was kept before stays beside. */
  async #carryOn(digest: Buffer, { steps, message }: Attested): Promise<Stamped> {
    const outcome = await this.#ask(`/timestamp/${message.toString("hex")}`)
    if ("refusal" in outcome) {
      const { refusal } = outcome
      // A calendar answers 404 until a block holds it.
      const waits = refusal.code === "fetch.gone" || isPassing(refusal)
      return { state: waits ? { state: "pending" } : failed(refusal), proof: null }
    }
    const stamped = this.#kept(digest, steps, message, outcome.fetched.bytes)
    return stamped.state.state === "pending" ? { ...stamped, proof: null } : stamped
  }

  #kept(digest: Buffer, steps: Buffer, message: Buffer, answer: Uint8Array): Stamped {
    const attested = readTimestamp(answer, message)
    if (attested === null) return { state: failed({ code: "timestamp.unreadable" }), proof: null }
    const state = stateOf(attested)
    if (state.state === "failed") return { state, proof: null }
    const elsewhere = attested.flatMap(({ attestation }) =>
      attestation.kind === "pending" ? [attestation.calendar] : [],
    )
    // Nobody is asked whom the operator did not name, so that a promise of another could never be redeemed.
    if (state.state === "pending" && !attested.some((one) => this.#isOwn(one)))
      return { state: failed({ code: "timestamp.other_calendar", calendar: elsewhere[0]! }), proof: null }
    return { state, proof: writeOts(digest, steps, answer) }
  }

  #isOwn({ attestation }: Attested): boolean {
    return attestation.kind === "pending" && withoutSlash(attestation.calendar) === this.server
  }

  #ask(path: string, body?: { readonly bytes: Uint8Array; readonly type: string }): Promise<FetchOutcome> {
    const { policy, wires } = this.#options
    return fetchAddress(
      this.server + path,
      { ...policy, mostBytes: MOST_ANSWER, mostHops: 0 },
      body === undefined ? { accept: OTS_PROOF } : { accept: OTS_PROOF, body },
      wires,
    )
  }
}

/** What attestations come to: the lowest block; else a promise; else nothing that is known here. */
function stateOf(attested: readonly Attested[]): ProofState {
  const blocks = attested.flatMap(({ attestation, message }) =>
    // A merkle root has 32 bytes; what is said of anything else says nothing.
    attestation.kind === "bitcoin" && message.length === 32 ? [{ block: attestation.block, message }] : [],
  )
  const [first] = blocks.sort((a, b) => a.block - b.block)
  if (first !== undefined)
    return {
      state: "attested",
      block: first.block,
      merkleRoot: Buffer.from(first.message).reverse().toString("hex"),
    }
  if (attested.some(({ attestation }) => attestation.kind === "pending")) return { state: "pending" }
  return failed({ code: "timestamp.nothing_known" })
}

function failed(refusal: FetchRefusal | TimestampRefusal): ProofState {
  return { state: "failed", refusal }
}

function withoutSlash(address: string): string {
  return address.endsWith("/") ? address.slice(0, -1) : address
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest()
}
