import { readFile } from "node:fs/promises"
import type { Record } from "../../record/record.ts"
import type { KeptEvidence } from "../../record/types.ts"
import type { ProofReader, ProofState, TimestampAdapter } from "./timestamp.ts"

/**
 * Has it proven when a piece of evidence existed, and keeps the proof beside it with the same report. What is proven already is not
 * asked for again; what is pending or failed is.
 *
 * @param tool Program and version, for the evidence.
 */
export async function proveEvidence(
  record: Record,
  piece: KeptEvidence,
  adapter: TimestampAdapter,
  tool: string,
): Promise<ProofState> {
  const proven = await proofOf(record, piece, await record.listEvidence(piece.reportId), adapter)
  if (proven?.state === "proven") return proven
  const asked = new Date().toISOString()
  const { state, proof } = await adapter.stamp(await readFile(record.evidenceStore()!.pathOf(piece.sha256)))
  if (proof !== null) {
    const { sha256 } = await record.putEvidence(proof)
    const { mediaType, server: url } = adapter
    await record.addEvidence(piece.reportId, [{ sha256, mediaType, bytes: proof.length, captured: asked, url, tool }])
  }
  return state
}

/**
 * What the proofs that were kept with a piece's report come to for it: the best; null where none is of it. Asks nobody.
 *
 * @param beside All evidence of the report.
 */
export async function proofOf(
  record: Record,
  piece: KeptEvidence,
  beside: readonly KeptEvidence[],
  reader: ProofReader,
): Promise<ProofState | null> {
  const store = record.evidenceStore()
  const proofs = beside.filter(({ mediaType }) => mediaType === reader.mediaType)
  const bytes = proofs.length === 0 ? null : await store?.read(piece.sha256)
  if (store == null || bytes == null) return null
  let found: ProofState | null = null
  for (const { sha256 } of proofs) {
    const proof = await store.read(sha256)
    if (proof === null) continue
    const state = await reader.check(proof, bytes)
    if (state.state === "proven") return state
    // Another piece's proof says nothing of this one.
    if (state.state !== "failed" || state.refusal.code !== "timestamp.other_bytes") found = state
  }
  return found
}
