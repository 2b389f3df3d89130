import type { Kysely, Transaction } from "kysely"
import { evidenceRow } from "./batch.ts"
import { RecordError } from "./errors.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import { insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { Tables } from "./tables.ts"
import type { KeptEvidence, NewEvidence } from "./types.ts"

/** What was kept with reports, in the order of its coming; of all, or of one report and the versions of it. */
export async function listEvidence(db: Kysely<Tables>, reportId: string | null): Promise<KeptEvidence[]> {
  let query = db.selectFrom("evidence").innerJoin("report", "report.id", "evidence.report_id").selectAll("evidence")
  if (reportId !== null)
    query = query.where((eb) => eb.or([eb("report.id", "=", reportId), eb("report.version_of", "=", reportId)]))
  const rows = await query.orderBy("evidence.entry").execute()
  return rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    sha256: row.sha256,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    captured: row.captured,
    url: row.url,
    tool: row.tool,
  }))
}

/** Adds evidence to a report that stands, each piece with its entry. @throws as `Record.addEvidence`. */
export async function addEvidence(
  tx: Transaction<Tables>,
  log: LogWriter,
  reportId: string,
  evidence: readonly NewEvidence[],
  store: EvidenceStore | null,
): Promise<void> {
  const report = await tx.selectFrom("report").select("withdrawn").where("id", "=", reportId).executeTakeFirst()
  if (report === undefined) throw new RecordError("record.not_found", reportId)
  if (report.withdrawn === 1) throw new RecordError("record.withdrawn", reportId)
  const standing = new Set((await listEvidence(tx, reportId)).map(({ id }) => id))
  for (const one of evidence) {
    if (store?.has(one.sha256) !== true) throw new RecordError("evidence.missing", one.sha256)
    const row = evidenceRow(reportId, one)
    if (standing.has(row.id)) continue
    standing.add(row.id)
    const entry = log.append({ who: "import", what: "evidence.added", subject: row.id, payload: row })
    await insertRows(tx, "evidence", [{ ...row, entry }])
    await tx.deleteFrom("evidence_doomed").where("sha256", "=", one.sha256).execute()
  }
}
