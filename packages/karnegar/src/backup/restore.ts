import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { RecordError } from "../record/errors.ts"
import { EvidenceStore } from "../record/evidence-store.ts"
import { asRecordError } from "../record/failures.ts"
import { evidenceOf, makeTables, openRecord, type RecordPlace } from "../record/open.ts"
import type { Registers } from "../record/registers.ts"
import type { Beside, BesideCounts } from "./beside.ts"
import { BesideSpool } from "./beside-spool.ts"
import { BackupError } from "./errors.ts"
import { fillTables } from "./fill-tables.ts"
import type { Manifest } from "./format.ts"
import type { Scratch, Standing } from "./ground.ts"
import { type BackupFile, readBackup } from "./read-backup.ts"
import { postgresGround } from "./restore-postgres.ts"
import { sqliteGround } from "./restore-sqlite.ts"

/** What is restored, to where. */
export interface RestoreOrder {
  readonly backup: BackupFile
  readonly place: RecordPlace
  /** What the place is called in a refusal; no credentials. */
  readonly subject: string
  readonly registers: Registers
  /** Puts the backup in the place of a record that holds something. */
  readonly replace: boolean
  /** What stands beside the record: rows that the backup has of it are added to those that stand. */
  readonly beside: readonly Beside[]
  /** Reads and verifies all of it and changes nothing. */
  readonly dryRun: boolean
  /** Restores a record that was read whole, but that does not hold. */
  readonly despiteFaults: boolean
  readonly now: Date
  /** Told now and then: rows unpacked, of how many; then that it is being verified, then settled. */
  readonly onProgress: (step: "unpack" | "verify" | "settle", done: number, total: number) => void
}

/** What a restore came to. */
export interface Restored {
  readonly manifest: Manifest
  /** What stood in the place before. */
  readonly before: Standing["state"]
  /** Where that is kept: a file, or a schema of the database. */
  readonly kept: string | null
  /** Faults of the restored record; never any without `despiteFaults`. */
  readonly faults: number
  /** Pieces of evidence that the backup holds. */
  readonly evidence: number
  /** Rows that the backup holds of what stands beside the record. */
  readonly beside: BesideCounts
}

/**
 * Restores a backup: unpacks it into a new place, checks all of it and the record in it, and only then puts it in the
 * record's place. Until that last step, which is done whole or not at all, nothing of the record changes.
 *
 * @throws BackupError, RecordError; the record is as it was.
 */
export async function restore(order: RestoreOrder): Promise<Restored> {
  const { backup, place, subject, onProgress } = order
  try {
    const ground = "dataDir" in place ? sqliteGround(place.dataDir) : postgresGround(place.databaseUrl)
    const before = await ground.inspect()
    if (before.schema > backup.newestSchema)
      throw new RecordError("record.newer_schema", `schema ${before.schema} > ${backup.newestSchema}`)
    const stands = before.state === "full" || before.state === "damaged"
    if (stands && !order.replace && !order.dryRun) throw new BackupError("restore.not_empty", subject)
    const scratch = await ground.makeScratch()
    const own = evidenceOf(scratch.place)
    const received = own ?? new EvidenceStore(await mkdtemp(join(tmpdir(), "karnegar-restore-")))
    // In the folder of the restore too, as private as the record, and never named as evidence is.
    const spool = new BesideSpool(received.dir)
    try {
      const manifest = await unpack(order, scratch, received, spool)
      onProgress("verify", 0, 0)
      const faults = await verify(order, { ...scratch.place, evidenceDir: received.dir })
      if (faults.length > 0 && !order.despiteFaults)
        throw new BackupError("backup.does_not_verify", `${faults.length}: ${faults.slice(0, 3).join(", ")}`)
      if (order.dryRun) {
        const { length } = await received.list()
        return {
          manifest,
          before: before.state,
          kept: null,
          faults: faults.length,
          evidence: length,
          beside: spool.counts,
        }
      }
      onProgress("settle", 0, 0)
      // Before the record that names it. Under its hash it changes nothing of what stands.
      const evidence = await received.list()
      for (const sha256 of evidence) await evidenceOf(place)!.putFile(received.pathOf(sha256), sha256)
      const at = order.now.toISOString().slice(0, 19).replaceAll(":", "-")
      const kept = await ground.settle(scratch, { replace: order.replace, at: `${at}Z` })
      // Last, and only added to: a restore that ended before this is done again.
      for (const one of order.beside) await one.put(spool.rows(one.name))
      return {
        manifest,
        before: before.state,
        kept,
        faults: faults.length,
        evidence: evidence.length,
        beside: spool.counts,
      }
    } finally {
      await scratch.remove()
      if (own === null) await rm(received.dir, { recursive: true, force: true })
    }
  } catch (error) {
    throw error instanceof BackupError ? error : asRecordError(error, subject)
  }
}

async function unpack(
  { backup, place, subject, dryRun, onProgress }: RestoreOrder,
  scratch: Scratch,
  received: EvidenceStore,
  spool: BesideSpool,
): Promise<Manifest> {
  let filling: Awaited<ReturnType<typeof fillTables>> | null = null
  let done = 0
  let total = 0
  try {
    const manifest = await readBackup(backup, {
      start: async (manifest) => {
        total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
        await makeTables(scratch.place, manifest.schema)
        filling = await fillTables(scratch.place, manifest, backup.file)
      },
      rows: async (table, rows) => {
        await filling!.insert(table, rows)
        done += rows.length
        onProgress("unpack", done, total)
      },
      evidence: async (sha256, bytes) => {
        if (!dryRun && evidenceOf(place) === null) throw new BackupError("restore.no_evidence_folder", subject)
        await received.put([bytes], sha256)
      },
      beside: (name, rows) => spool.add(name, rows),
    })
    await filling!.end()
    return manifest
  } finally {
    await (filling as Awaited<ReturnType<typeof fillTables>> | null)?.close()
  }
}

/** Brings the unpacked record up to this program's schema and verifies it. @returns faults, `code at entry`. */
async function verify({ registers }: RestoreOrder, unpacked: RecordPlace): Promise<string[]> {
  const record = await openRecord(unpacked, { registers })
  try {
    return (await record.verify()).map(({ code, entry }) => `${code} at ${entry}`)
  } finally {
    await record.close()
  }
}
