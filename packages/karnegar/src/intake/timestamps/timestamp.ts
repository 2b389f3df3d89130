import type { Refusal } from "../refusal.ts"

/** How far it is proven that bytes existed at an instant. Only `proven` may be shown as a proof. */
export type ProofState =
  /** `at`: ISO instant that the authority vouches for; `authority`: its name, as its certificate tells. */
  | { readonly state: "proven"; readonly at: string; readonly authority: string }
  /** It was asked for and not given yet: nothing is proven. */
  | { readonly state: "pending" }
  /** It was refused, or what came proves nothing. */
  | { readonly state: "failed"; readonly refusal: Refusal }

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
  /** Asks for a proof of these bytes; their hash alone leaves this machine. Never throws for what the server does. */
  stamp(bytes: Uint8Array): Promise<Stamped>
}
