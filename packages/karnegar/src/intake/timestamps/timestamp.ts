import type { Refusal } from "../refusal.ts"

/** How far it is proven that bytes existed at an instant. Only `proven` may be shown as a proof. */
export type ProofState =
  /** `at`: ISO instant that the authority vouches for; `authority`: its name, as its certificate tells. */
  | { readonly state: "proven"; readonly at: string; readonly authority: string }
  /**
   * By the proof a Bitcoin block holds it. Nobody looked at that block here: it is proven to who sees that the block's merkle root is
   * this one. `merkleRoot`: in hexadecimal, turned round as Bitcoin's programs show it.
   */
  | { readonly state: "attested"; readonly block: number; readonly merkleRoot: string }
  /** It was asked for and not given yet: nothing is proven. */
  | { readonly state: "pending" }
  /** It was refused, or what came proves nothing. */
  | { readonly state: "failed"; readonly refusal: Refusal }

const RANKS = { failed: 0, pending: 1, attested: 2, proven: 3 } as const

/** The state that says most; null of none. Of several that say as much, the last. */
export function strongest(states: readonly ProofState[]): ProofState | null {
  return states.reduce<ProofState | null>(
    (best, one) => (best === null || RANKS[one.state] >= RANKS[best.state] ? one : best),
    null,
  )
}

/** Media types of proofs: what a server of RFC 3161 answers, and a file of OpenTimestamps. */
export const TIMESTAMP_REPLY = "application/timestamp-reply"
export const OTS_PROOF = "application/vnd.opentimestamps.v1"

/** Is evidence of this media type a proof of other evidence? */
export function isProof(mediaType: string): boolean {
  return mediaType === TIMESTAMP_REPLY || mediaType === OTS_PROOF
}

/** What came of asking for a proof. */
export interface Stamped {
  readonly state: ProofState
  /** Bytes of the proof, to be kept beside what they prove; null where there is none to keep. */
  readonly proof: Uint8Array | null
}

/** Reads proofs of one kind that were kept. */
export interface ProofReader {
  /** Media type of its proofs. */
  readonly mediaType: string
  /** What a proof comes to, for these bytes. Asks nobody. */
  check(proof: Uint8Array, bytes: Uint8Array): Promise<ProofState>
}

/** One way to have it proven that bytes existed; off until the operator names a server. */
export interface TimestampAdapter extends ProofReader {
  /** Address that is asked; goes into the evidence. */
  readonly server: string
  /**
   * Asks for a proof of these bytes; a hash alone leaves this machine. Never throws for what the server does.
   *
   * @param kept Proofs of its kind that were kept with the report: one that is pending is carried on.
   */
  stamp(bytes: Uint8Array, kept: readonly Uint8Array[]): Promise<Stamped>
}
