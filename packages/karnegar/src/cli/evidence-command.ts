import { writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { builtInKnowledge } from "@karnegar/coder"
import { Apart } from "../intake/apart/apart.ts"
import { readFetched, WARC_TYPE } from "../intake/capture/capture-address.ts"
import { readCapture } from "../intake/capture/read-warc.ts"
import { refusalText } from "../intake/refusal.ts"
import { proofOf, proveEvidence } from "../intake/timestamps/prove-evidence.ts"
import { isProof, type ProofReader, type ProofState, type TimestampAdapter } from "../intake/timestamps/timestamp.ts"
import type { EvidenceStore } from "../record/evidence-store.ts"
import type { Record } from "../record/record.ts"
import type { KeptEvidence } from "../record/types.ts"
import { calendarWordsOf } from "../written/date-cell.ts"
import { Failure, systemReason } from "./failure.ts"
import { tell, tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { Progress } from "./progress.ts"
import { safeLine } from "./terminal-text.ts"
import { proofJson, proofText } from "./timestamp-options.ts"

/** Lists what was kept with reports, how far it is proven, and says how many files no report names. */
export async function listEvidence(
  record: Record,
  {
    reportId,
    json,
    readers,
  }: { readonly reportId: string | null; readonly json: boolean; readonly readers: readonly ProofReader[] },
  output: Output,
): Promise<void> {
  const all = await record.listEvidence(reportId ?? undefined)
  const byReport = new Map<string, KeptEvidence[]>()
  for (const piece of all) byReport.set(piece.reportId, [...(byReport.get(piece.reportId) ?? []), piece])
  for (const piece of all) {
    const beside = byReport.get(piece.reportId)!
    const proof = isProof(piece.mediaType) ? null : await proofOf(record, piece, beside, readers)
    await output.write(json ? pieceJson(piece, proof) : pieceLines(piece, proof))
  }
  if (reportId !== null) return
  const unnamed = await unnamedOf(record)
  if (unnamed.length > 0)
    tell(
      `files in the folder that belong to no report: ${unnamed.length}. They are pages that could not be read, or what a killed program left. Look at one with karnegar evidence export; karnegar evidence sweep destroys them.`,
      `${unnamed.length.toLocaleString("fa")} پرونده در پوشه به هیچ گزارشی تعلق ندارد: صفحه‌هایی که خوانده نشد، یا آنچه از برنامه‌ای کشته‌شده ماند. با karnegar evidence export نگاهشان کنید؛ karnegar evidence sweep نابودشان می‌کند.`,
    )
}

function pieceJson({ id: _, ...piece }: KeptEvidence, proof: ProofState | null): string {
  return `${JSON.stringify({ ...piece, timestamp: proof === null ? null : proofJson(proof) })}\n`
}

function pieceLines(piece: KeptEvidence, proof: ProofState | null): string {
  const { sha256, reportId, mediaType, bytes, captured, url } = piece
  const lines = [`  ${reportId}  ${mediaType}  ${bytes}  ${captured ?? "–"}  ${url ?? ""}`]
  if (proof !== null) lines.push(`  ${proofText(proof, "en")}`, `  ${proofText(proof, "fa")}`)
  return `${sha256}\n${lines.map(safeLine).join("\n")}\n`
}

/**
 * Has it proven when evidence existed, of all or of one report, where that is not proven yet.
 *
 * @returns the exit status: 1 when something is pending or failed.
 */
export async function proveAll(
  record: Record,
  reportId: string | null,
  adapters: readonly TimestampAdapter[],
  tool: string,
): Promise<number> {
  const counts = { proven: 0, attested: 0, pending: 0, failed: 0 }
  const progress = new Progress()
  const pieces = (await record.listEvidence(reportId ?? undefined)).filter((p) => !isProof(p.mediaType))
  for (const [i, piece] of pieces.entries()) {
    progress.at(() => [
      `${i} of ${pieces.length} …`,
      `${i.toLocaleString("fa")} از ${pieces.length.toLocaleString("fa")} …`,
    ])
    for (const adapter of adapters) {
      const state = await proveEvidence(record, piece, adapter, tool)
      counts[state.state]++
      if (state.state === "failed") tellRefusal(piece.sha256, null, state.refusal)
    }
  }
  const fa = (n: number) => n.toLocaleString("fa")
  tell(
    `proven: ${counts.proven}; pending, so not proven: ${counts.pending}; failed: ${counts.failed}; in a Bitcoin block that was not looked at here: ${counts.attested}.`,
    `ثابت شده: ${fa(counts.proven)}؛ در انتظار و ثابت‌نشده: ${fa(counts.pending)}؛ ناموفق: ${fa(counts.failed)}؛ در بلوکی از بیت‌کوین که این‌جا دیده نشده: ${fa(counts.attested)}.`,
  )
  return counts.pending + counts.failed > 0 ? 1 : 0
}

/** Destroys the files that no report names. */
export async function sweepEvidence(record: Record): Promise<void> {
  let destroyed = (await record.evidenceStore()?.clearDrafts()) ?? 0
  for (const sha256 of await unnamedOf(record)) if (await record.dropEvidence(sha256)) destroyed++
  tell(
    `files that belonged to no report and were destroyed: ${destroyed}.`,
    `${destroyed.toLocaleString("fa")} پرونده که به هیچ گزارشی تعلق نداشت نابود شد.`,
  )
}

/**
 * Writes a piece of evidence into a file: its bytes as they were received, or the words of a captured page. Nothing of it is run
 * or shown: a page is read anew as it was when it was captured.
 *
 * @throws Failure when there is none, its bytes are changed, no words are in it, or the file stands already.
 */
export async function exportEvidence(record: Record, sha256: string, file: string, asText: boolean): Promise<void> {
  const store = storeOf(record)
  const state = /^[0-9a-f]{64}$/.test(sha256) ? await store.check(sha256) : "missing"
  if (state !== "holds") throw state === "missing" ? missing() : changed()
  const bytes = await readFile(store.pathOf(sha256))
  const written = asText ? await wordsOf(bytes) : bytes
  try {
    writeFileSync(file, written, { flag: "wx", mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error
    const why = error.code === "EEXIST" ? "EEXIST: it stands already" : systemReason(error)
    throw new Failure(
      "evidence.cannot_write",
      `the file cannot be written (${why}); name another.`,
      `پرونده نوشته نشد (${why})؛ نام دیگری بدهید.`,
      { cause: error },
    )
  }
}

async function wordsOf(bytes: Uint8Array): Promise<string> {
  const fetched = await readCapture(bytes)
  if (fetched === null) {
    throw new Failure(
      "evidence.no_page",
      `this is no captured page (${WARC_TYPE}); export it without --as text.`,
      `این صفحهٔ ضبط‌شده نیست (${WARC_TYPE})؛ آن را بی ‎--as text‎ بنویسید.`,
    )
  }
  const apart = new Apart()
  try {
    const read = await readFetched(fetched, { apart, words: calendarWordsOf(builtInKnowledge()) })
    if ("code" in read) throw new Failure(read.code, refusalText(read, "en"), refusalText(read, "fa"))
    return `${fetched.url}\n${read.published?.at ?? ""}\n\n${read.title ?? ""}\n\n${read.text}\n`
  } finally {
    await apart.close()
  }
}

async function unnamedOf(record: Record): Promise<readonly string[]> {
  const store = record.evidenceStore()
  if (store === null) return []
  const named = new Set((await record.listEvidence()).map(({ sha256 }) => sha256))
  return (await store.list()).filter((sha256) => !named.has(sha256))
}

function storeOf(record: Record): EvidenceStore {
  const store = record.evidenceStore()
  if (store !== null) return store
  throw new Failure(
    "evidence.no_folder",
    "no folder for evidence is named; name one with --evidence or KARNEGAR_EVIDENCE.",
    "برای نگهداری مدارک پوشه‌ای معلوم نیست؛ آن را با ‎--evidence‎ یا KARNEGAR_EVIDENCE بدهید.",
  )
}

function missing(): Failure {
  return new Failure(
    "evidence.missing",
    "no evidence of this hash is in the folder; karnegar evidence list shows what there is.",
    "مدرکی با این اثر انگشت در پوشه نیست؛ karnegar evidence list فهرستشان را نشان می‌دهد.",
  )
}

function changed(): Failure {
  return new Failure(
    "evidence.changed",
    "the bytes in the folder are not those that were kept: somebody or a failing disk changed them. Take the folder from a copy.",
    "بایت‌های درون پوشه آن نیست که نگه داشته شده بود: کسی یا دیسکی خراب آن را عوض کرده است. پوشه را از نسخهٔ پشتیبان بردارید.",
  )
}
