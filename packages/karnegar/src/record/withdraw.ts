import type { Kysely, Transaction } from "kysely"
import { forgetAside } from "./aside.ts"
import { EMPTIED_OBSERVATION, EMPTIED_REPORT } from "./emptied.ts"
import { RecordError } from "./errors.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { Tables } from "./tables.ts"

/** What a withdrawal's entry says: whose payloads were destroyed, so that `verify` knows them from lost ones. */
export interface Withdrawal {
  readonly codings: readonly string[]
  /** Observations of the report that were accepted. */
  readonly actions: readonly string[]
  /** Entries whose payload and salt were destroyed. */
  readonly payloads: readonly number[]
  readonly reason: string
}

/** Kinds whose payload is ids alone: which observations are one action must outlast a withdrawal, or others' words would part. */
const KEPT = ["action.joined", "action.split"] as const

/**
 * Destroys a report's text, its codings, its observations' fields, what people wrote about them, and the payloads and salts
 * of all their entries. Ids and entries stay: the chain holds, and a page can say that something was withdrawn.
 *
 * @returns the observations whose actions must be derived anew; null when it was withdrawn before.
 */
export async function withdraw(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  reportId: string,
  reason: string,
): Promise<string[] | null> {
  const report = await tx.selectFrom("report").select("withdrawn").where("id", "=", reportId).executeTakeFirst()
  if (report === undefined) throw new RecordError("record.not_found", reportId)
  if (report.withdrawn === 1) return null
  const codings = (await tx.selectFrom("coding").select("id").where("report_id", "=", reportId).execute()).map(
    (c) => c.id,
  )
  const observations = await tx
    .selectFrom("observation")
    .select(["id", "accepted"])
    .where("report_id", "=", reportId)
    .execute()
  const evidence = (await tx.selectFrom("evidence").select("id").where("report_id", "=", reportId).execute()).map(
    (e) => e.id,
  )
  const payloads: number[] = []
  for (const subjects of blocks([reportId, ...codings, ...evidence, ...observations.map((o) => o.id)])) {
    const rows = await tx
      .selectFrom("payload")
      .innerJoin("entry", "entry.seq", "payload.seq")
      .select("payload.seq")
      .where("payload.subject", "in", subjects)
      .where("entry.what", "not in", KEPT)
      .execute()
    payloads.push(...rows.map((p) => p.seq))
  }
  for (const seqs of blocks(payloads)) {
    await tx.deleteFrom("payload").where("seq", "in", seqs).execute()
    await tx.deleteFrom("decision").where("entry", "in", seqs).execute()
    await tx.deleteFrom("likeness").where("entry", "in", seqs).execute()
  }
  const statements = tx.selectFrom("statement").select("id").where("report_id", "=", reportId)
  await tx.deleteFrom("solidarity").where("statement_id", "in", statements).execute()
  await tx.deleteFrom("statement").where("report_id", "=", reportId).execute()
  const hashes = await tx.selectFrom("evidence").select("sha256").where("report_id", "=", reportId).execute()
  await tx.deleteFrom("evidence").where("report_id", "=", reportId).execute()
  await doomEvidence(tx, [...new Set(hashes.map((e) => e.sha256))])
  await tx.updateTable("coding").set({ document: "" }).where("report_id", "=", reportId).execute()
  await tx.updateTable("report").set(EMPTIED_REPORT).where("id", "=", reportId).execute()
  const payload: Withdrawal = {
    codings: codings.sort(),
    actions: observations
      .filter((o) => o.accepted === 1)
      .map((o) => o.id)
      .sort(),
    payloads: payloads.sort((a, b) => a - b),
    reason,
  }
  const entry = log.append({ who, what: "report.withdrawn", subject: reportId, payload })
  await tx
    .updateTable("observation")
    .set({ ...EMPTIED_OBSERVATION, entry })
    .where("report_id", "=", reportId)
    .execute()
  return observations.map((o) => o.id)
}

/** Bytes that no report has any more are to be destroyed once this is committed; those that another shares stay. */
async function doomEvidence(tx: Transaction<Tables>, hashes: readonly string[]): Promise<void> {
  for (const part of blocks(hashes)) {
    const shared = await tx.selectFrom("evidence").select("sha256").where("sha256", "in", part).execute()
    const doomed = part.filter((sha256) => !shared.some((s) => s.sha256 === sha256))
    const standing = await tx.selectFrom("evidence_doomed").select("sha256").where("sha256", "in", part).execute()
    const fresh = doomed.filter((sha256) => !standing.some((s) => s.sha256 === sha256))
    await insertRows(
      tx,
      "evidence_doomed",
      fresh.map((sha256) => ({ sha256 })),
    )
  }
}

/**
 * All versions of the report that an id stands for, itself among them, and what of their text was set aside is forgotten.
 *
 * @throws RecordError `record.not_found`.
 */
export async function versionsToWithdraw(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  reportId: string,
): Promise<string[]> {
  const report = await tx
    .selectFrom("report")
    .select(["id", "version_of", "source", "foreign_id"])
    .where("id", "=", reportId)
    .executeTakeFirst()
  if (report === undefined) throw new RecordError("record.not_found", reportId)
  const first = report.version_of ?? report.id
  const versions = await tx
    .selectFrom("report")
    .select(["id", "source", "foreign_id"])
    .where((eb) => eb.or([eb("id", "=", first), eb("version_of", "=", first)]))
    .orderBy("entry")
    .execute()
  await forgetAside(
    tx,
    log,
    who,
    report.source,
    versions.map((v) => v.foreign_id),
  )
  return versions.map((v) => v.id)
}

/** Whether withdrawals left bytes of evidence to be destroyed. */
export async function areDoomed(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom("evidence_doomed").select("sha256").limit(1).execute()).length > 0
}

/** Destroys the bytes that withdrawals left, each forgotten once it is gone. */
export async function destroyDoomed(tx: Transaction<Tables>, store: EvidenceStore): Promise<void> {
  for (const { sha256 } of await tx.selectFrom("evidence_doomed").selectAll().execute()) {
    await store.destroy(sha256)
    await tx.deleteFrom("evidence_doomed").where("sha256", "=", sha256).execute()
  }
}
