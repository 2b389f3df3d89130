import { createHash } from "node:crypto"
import { RecordError } from "../record/errors.ts"
import type { EvidenceStore } from "../record/evidence-store.ts"
import { asRecordError } from "../record/failures.ts"
import type { RecordPlace } from "../record/open.ts"
import type { Beside, BesideCounts } from "./beside.ts"
import { type Connection, connect } from "./connection.ts"
import { writeDurably } from "./durable-file.ts"
import { BackupError } from "./errors.ts"
import {
  besideName,
  evidenceName,
  FORMAT_VERSION,
  MANIFEST,
  type Manifest,
  PART_BYTES,
  partName,
  type Row,
  SUMS,
} from "./format.ts"
import { pack } from "./packing.ts"
import { seal } from "./sealing.ts"
import { countRows, listTables, readRows, readSettings, type Table } from "./tables.ts"
import { type Member, writeTar } from "./tar.ts"

/** What a backup is written from and to. */
export interface BackupOrder {
  readonly place: RecordPlace
  /** What the place is called in a refusal; no credentials. */
  readonly subject: string
  /** Where the record's evidence lies; null where no folder was named: none is carried then. */
  readonly evidence: EvidenceStore | null
  readonly file: string
  /** Whom it is sealed to; null writes it open. */
  readonly recipients: readonly string[] | null
  /** Puts the backup in the place of a file that stands. */
  readonly force: boolean
  /** Version of this program. */
  readonly program: string
  /** Newest schema that this program knows. */
  readonly newestSchema: number
  readonly now: Date
  /** What stands beside the record and goes with it. */
  readonly beside: readonly Beside[]
  /** Told now and then how many rows are written, of how many. */
  readonly onProgress: (done: number, total: number) => void
}

/** What was written. */
export interface Written {
  readonly manifest: Manifest
  readonly bytes: number
  /** Pieces of evidence that are in it, and those that the record names but that were not found as they were received. */
  readonly evidence: { carried: number; lacking: number }
  /** Rows of what stands beside the record. */
  readonly beside: BesideCounts
}

/**
 * Writes all of a record as it stands at one moment into one file, while others read and write the record.
 *
 * Memory: some megabytes, whatever the record's size; more only for a single row or piece of evidence that is larger.
 *
 * @throws BackupError `backup.file_exists`, `backup.cannot_write`, `backup.disk_full`, `backup.disk_failed`;
 *   RecordError `record.newer_schema` and what the database says. No file is left then.
 */
export async function writeBackup(order: BackupOrder): Promise<Written> {
  let db: Connection
  try {
    db = await connect(order.place)
  } catch (error) {
    throw asRecordError(error, order.subject)
  }
  try {
    // Everything below sees the record as it is at the first reading.
    await db.run(db.engine === "sqlite" ? "begin" : "begin isolation level repeatable read, read only")
    const { manifest, tables } = await describe(db, order)
    const evidence = { carried: 0, lacking: 0 }
    const beside: { [name: string]: number } = {}
    const packed = pack(writeTar(members(db, manifest, tables, order, { evidence, beside })))
    const chunks = order.recipients === null ? packed : seal(packed, order.recipients)
    const bytes = await writeDurably(order.file, chunks, { replace: order.force })
    return { manifest, bytes, evidence, beside }
  } catch (error) {
    throw error instanceof BackupError ? error : asRecordError(error, order.subject)
  } finally {
    await db.close()
  }
}

async function describe(
  db: Connection,
  { subject, newestSchema, program, now }: BackupOrder,
): Promise<{ readonly manifest: Manifest; readonly tables: readonly Table[] }> {
  const tables = await listTables(db)
  if (!tables.some(({ name }) => name === "setting")) throw new RecordError("record.not_found", subject)
  const settings = await readSettings(db)
  const schema = Number(settings.get("schema"))
  if (schema > newestSchema) throw new RecordError("record.newer_schema", `schema ${schema} > ${newestSchema}`)
  const entries = []
  for (const { name, columns } of tables) entries.push({ name, columns, rows: await countRows(db, name) })
  const manifest: Manifest = {
    format: "karnegar-backup",
    formatVersion: FORMAT_VERSION,
    schema,
    program,
    made: `${now.toISOString().slice(0, 16)}Z`,
    head: settings.get("head") ?? "",
    tables: entries,
  }
  return { manifest, tables }
}

async function* members(
  db: Connection,
  manifest: Manifest,
  tables: readonly Table[],
  { evidence: store, beside: stores, onProgress }: BackupOrder,
  { evidence, beside }: { readonly evidence: Written["evidence"]; readonly beside: { [name: string]: number } },
): AsyncGenerator<Member> {
  const total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  let sums = ""
  const summed = (name: string, bytes: Buffer): Member => {
    sums += `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`
    return { name, bytes }
  }
  const named = new Set<string>()
  yield summed(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  for (const table of tables) {
    const read = async function* () {
      for await (const rows of readRows(db, table)) {
        if (table.name === "evidence") for (const row of rows) named.add(String(row.sha256))
        done += rows.length
        onProgress(done, total)
        yield* rows
      }
    }
    let part = 0
    for await (const bytes of partsOf(read())) yield summed(partName(table.name, ++part), bytes)
  }
  if (done !== total) throw new Error(`couldn't back up: ${done} rows where ${total} were counted in one snapshot`)
  for (const sha256 of [...named].sort()) {
    const bytes = await store?.read(sha256)
    if (bytes == null) evidence.lacking++
    else {
      evidence.carried++
      yield summed(evidenceName(sha256), bytes)
    }
  }
  for (const { name, rows } of stores) {
    beside[name] = 0
    const counted = async function* () {
      for await (const row of rows()) {
        beside[name]!++
        yield row
      }
    }
    let part = 0
    for await (const bytes of partsOf(counted())) yield summed(besideName(name, ++part), bytes)
  }
  yield { name: SUMS, bytes: Buffer.from(sums) }
}

/** Rows as parts of some megabytes, one object a line. */
async function* partsOf(rows: AsyncIterable<Row>): AsyncGenerator<Buffer> {
  let held: string[] = []
  let letters = 0
  for await (const row of rows) {
    const line = `${JSON.stringify(row)}\n`
    held.push(line)
    letters += line.length
    if (letters < PART_BYTES) continue
    yield Buffer.from(held.join(""))
    held = []
    letters = 0
  }
  if (held.length > 0) yield Buffer.from(held.join(""))
}
