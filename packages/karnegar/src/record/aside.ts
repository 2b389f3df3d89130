/**
 * Documents that are kept as hash and address only: those that tell of no labour matter, and texts that a source brought twice.
 *
 * A general news channel carries hundreds of them for each report, so that many share one entry, which commits to a digest of
 * their rows. Met again, a document is known by its hash, unless the program that judged it has changed since.
 */
import type { Kysely, Transaction } from "kysely"
import { canonicalJson, sha256 } from "./canonical.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { Tables } from "./tables.ts"
import type { AsideReason, NewReport } from "./types.ts"

/** A document that is to be kept as hash and address. */
export interface AsideDocument {
  readonly report: NewReport
  /** SHA-256 of the text. */
  readonly hash: string
  readonly why: AsideReason
}

/** Digest of a batch's rows: what its entry commits to. */
export function asideDigest(rows: readonly Omit<Tables["aside"], "entry">[]): string {
  const sorted = [...rows].sort((a, b) => a.id - b.id)
  return sha256(canonicalJson(sorted.map((r) => [r.id, r.source, r.foreign_id, r.sha256, r.url, r.published, r.why])))
}

/**
 * Stores documents as one batch with one entry; nothing for an empty list.
 *
 * @param judge Version of the coder and of the lexicon that judged them.
 */
export async function setAside(
  tx: Transaction<Tables>,
  log: LogWriter,
  documents: readonly AsideDocument[],
  judge: string,
): Promise<void> {
  if (documents.length === 0) return
  const { last } = await tx
    .selectFrom("aside_batch")
    .select((eb) => eb.fn.max("last_id").as("last"))
    .executeTakeFirstOrThrow()
  const first = Number(last ?? 0) + 1
  const rows = documents.map(({ report, hash, why }, i) => ({
    id: first + i,
    source: report.source ?? "",
    foreign_id: report.foreignId,
    sha256: hash,
    url: report.url,
    published: report.published,
    why: why as string,
  }))
  const batch = { first_id: first, last_id: first + rows.length - 1, judge }
  const entry = log.append({
    who: "import",
    what: "documents.set_aside",
    subject: `aside ${first}`,
    payload: { ...batch, rows: asideDigest(rows) },
  })
  await insertRows(
    tx,
    "aside",
    rows.map((row) => ({ ...row, entry })),
  )
  await insertRows(tx, "aside_batch", [{ ...batch, entry }])
}

/** Which of these documents were set aside, as `KEY HASH` of `asideKey`. @param judge null: by whatever program. */
export async function findAside(
  db: Kysely<Tables>,
  documents: readonly Pick<NewReport, "source" | "foreignId">[],
  judge: string | null,
): Promise<Set<string>> {
  const found = new Set<string>()
  const bySource = new Map<string, string[]>()
  for (const { source, foreignId } of documents) {
    const list = bySource.get(source ?? "")
    if (list === undefined) bySource.set(source ?? "", [foreignId])
    else list.push(foreignId)
  }
  for (const [source, keys] of bySource)
    for (const part of blocks(keys)) {
      const rows = await db
        .selectFrom("aside")
        .innerJoin("aside_batch", "aside_batch.entry", "aside.entry")
        .select(["aside.foreign_id", "aside.sha256", "aside.why", "aside_batch.judge"])
        .where("aside.source", "=", source)
        .where("aside.foreign_id", "in", part)
        .execute()
      // Two equal texts are equal whatever the program says of them.
      for (const row of rows)
        if (judge === null || row.judge === judge || row.why === "copy")
          found.add(asideKey(source, row.foreign_id, row.sha256))
    }
  return found
}

/** One name for a document and its text. */
export function asideKey(source: string | null, foreignId: string, hash: string): string {
  return `${source ?? ""}\n${foreignId}\n${hash}`
}

/** Takes away what was kept of these documents, because their report is withdrawn; the batches' entries are logged anew. */
export async function forgetAside(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  source: string,
  foreignIds: readonly string[],
): Promise<void> {
  for (const part of blocks(foreignIds)) {
    const rows = await tx
      .selectFrom("aside")
      .select(["id", "entry"])
      .where("source", "=", source)
      .where("foreign_id", "in", part)
      .execute()
    for (const batch of new Set(rows.map((r) => r.entry))) {
      const gone = rows.filter((r) => r.entry === batch).map((r) => r.id)
      await tx.deleteFrom("aside").where("id", "in", gone).execute()
      const { first_id, last_id } = await tx
        .selectFrom("aside_batch")
        .select(["first_id", "last_id"])
        .where("entry", "=", batch)
        .executeTakeFirstOrThrow()
      const left = await tx
        .selectFrom("aside")
        .selectAll()
        .where("id", ">=", first_id)
        .where("id", "<=", last_id)
        .execute()
      const payload = { batch, rows: asideDigest(left) }
      log.append({ who, what: "documents.forgotten", subject: `aside ${first_id}`, payload })
    }
  }
}
