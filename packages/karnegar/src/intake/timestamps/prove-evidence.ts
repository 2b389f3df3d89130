import { readFile } from "node:fs/promises"
import type { Record } from "../../record/record.ts"
import type { KeptEvidence } from "../../record/types.ts"
import { type ProofReader, type ProofState, strongest, type TimestampAdapter } from "./timestamp.ts"

/**
 * Has it proven when a piece of evidence existed, and keeps the proof beside it with the same report. What is proven already, or lies
 * in a Bitcoin block, is not asked for again; what is pending or failed is.
 *
 * @param tool Program and version, for the evidence.
 */
export async function proveEvidence(
  record: Record,
  piece: KeptEvidence,
  adapter: TimestampAdapter,
  tool: string,
): Promise<ProofState> {
  const kept = await proofsBeside(record, await record.listEvidence(piece.reportId), adapter)
  const standing = strongest(await statesOf(record, piece, kept, adapter))
  if (standing?.state === "proven" || standing?.state === "attested") return standing
  const asked = new Date().toISOString()
  const bytes = await readFile(record.evidenceStore()!.pathOf(piece.sha256))
  const { state, proof } = await adapter.stamp(bytes, kept)
  if (proof !== null) {
    const { sha256 } = await record.putEvidence(proof)
    const { mediaType, server: url } = adapter
    await record.addEvidence(piece.reportId, [{ sha256, mediaType, bytes: proof.length, captured: asked, url, tool }])
  }
  return state
}

/**
 * What the proofs that were kept with a piece's report come to for it: the strongest; null where none is of it. Asks nobody.
 *
 * @param beside All evidence of the report.
 * @param readers One for each kind of proof that is looked at.
 */
export async function proofOf(
  record: Record,
  piece: KeptEvidence,
  beside: readonly KeptEvidence[],
  readers: readonly ProofReader[],
): Promise<ProofState | null> {
  const found: ProofState[] = []
  for (const reader of readers)
    found.push(...(await statesOf(record, piece, await proofsBeside(record, beside, reader), reader)))
  return strongest(found)
}

/** What each proof of one kind says of a piece; another piece's says nothing of it. */
async function statesOf(
  record: Record,
  piece: KeptEvidence,
  proofs: readonly Uint8Array[],
  reader: ProofReader,
): Promise<readonly ProofState[]> {
  const bytes = proofs.length === 0 ? null : await record.evidenceStore()?.read(piece.sha256)
  if (bytes == null) return []
  const states: ProofState[] = []
  for (const proof of proofs) states.push(await reader.check(proof, bytes))
  return states.filter((state) => state.state !== "failed" || state.refusal.code !== "timestamp.other_bytes")
}

/** Proofs of a reader's kind. */
async function proofsBeside(
  record: Record,
  beside: readonly KeptEvidence[],
  { mediaType }: ProofReader,
): Promise<readonly Uint8Array[]> {
  const store = record.evidenceStore()
  const proofs: Uint8Array[] = []
  for (const piece of beside) {
    const proof = piece.mediaType === mediaType ? await store?.read(piece.sha256) : null
    if (proof != null) proofs.push(proof)
  }
  return proofs
}
