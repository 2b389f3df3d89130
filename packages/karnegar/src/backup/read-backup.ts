import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { open } from "node:fs/promises"
import { codeOf } from "./durable-file.ts"
import { BackupError } from "./errors.ts"
import {
  besideOf,
  evidenceOf,
  MANIFEST,
  type Manifest,
  MOST_MEMBER_BYTES,
  type Row,
  readManifest,
  SUMS,
  tableOf,
} from "./format.ts"
import { unpack } from "./packing.ts"
import { isSealed, unseal } from "./sealing.ts"
import { type Member, readTar } from "./tar.ts"

/** A backup to be read. */
export interface BackupFile {
  readonly file: string
  /** Secret keys; null where none was given. */
  readonly identities: readonly string[] | null
  /** What the keys are called in a refusal. */
  readonly keys: string
  /** Newest schema that this program knows. */
  readonly newestSchema: number
}

/** Whoever takes what a backup holds. Nothing that it was given counts until `readBackup` has come to its end. */
export interface Taker {
  readonly start: (manifest: Manifest) => Promise<void>
  /** Rows of a table that the manifest names, with just its columns. */
  readonly rows: (table: string, rows: readonly Row[]) => Promise<void>
  /** Bytes of evidence that have the hash. */
  readonly evidence: (sha256: string, bytes: Uint8Array) => Promise<void>
  /** Rows of what stands beside the record, each of plain values. */
  readonly beside: (name: string, rows: readonly Row[]) => Promise<void>
}

/**
 * Reads a backup from its first byte to its last and checks all of it: the seal, the archive, every member's hash,
 * the number of rows and their columns.
 *
 * @throws BackupError with the code that says what is wrong; and what the taker throws.
 */
export async function readBackup(backup: BackupFile, taker: Taker): Promise<Manifest> {
  return readMembers(readArchive(unpack(await openSeal(backup)), backup.file), backup, taker)
}

/** The bytes under the seal, or of the file itself where it has none. */
async function openSeal({ file, identities, keys }: BackupFile): Promise<AsyncIterable<Uint8Array>> {
  const start = Buffer.alloc(32)
  try {
    const handle = await open(file)
    try {
      await handle.read(start, 0, start.length, 0)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new BackupError("backup.cannot_read", file, { cause: error })
  }
  const bytes = createReadStream(file, { highWaterMark: 1 << 18 })
  if (isSealed(start)) {
    if (identities === null) throw new BackupError("backup.needs_identity", file)
    return unseal(bytes, identities, { file, keys })
  }
  if (start[0] === 0x1f && start[1] === 0x8b) return bytes
  throw new BackupError("backup.not_a_backup", file)
}

/** Members of the archive; whatever fails while they are read is a fault of the file. */
async function* readArchive(unpacked: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Member> {
  try {
    yield* readTar(unpacked, MOST_MEMBER_BYTES)
  } catch (error) {
    const system = codeOf(error)
    if (system === null) throw new BackupError("backup.damaged", file, { cause: error })
    throw new BackupError("backup.cannot_read", `${file}: ${system}`, { cause: error })
  }
}

async function readMembers(
  archive: AsyncIterable<Member>,
  { file, newestSchema }: BackupFile,
  taker: Taker,
): Promise<Manifest> {
  const damaged = (what: string) => new BackupError("backup.damaged", `${file}: ${what}`)
  let manifest: Manifest | null = null
  const counted = new Map<string, number>()
  let sums = ""
  let ended = false
  for await (const { name, bytes } of archive) {
    if (ended) throw damaged(`${name} after ${SUMS}`)
    const sha256 = hashOf(bytes)
    // Of evidence no text is made: a member may be hundreds of megabytes.
    const text = () => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8")
    if (manifest === null) {
      if (name !== MANIFEST) throw new BackupError("backup.not_a_backup", file)
      manifest = readManifest(text(), file, newestSchema)
      for (const table of manifest.tables) counted.set(table.name, 0)
      await taker.start(manifest)
    } else if (name === SUMS) {
      // All hashes at once: a changed, added, removed or reordered member shows here.
      if (text() !== sums) throw damaged(SUMS)
      ended = true
      continue
    } else if (manifest.formatVersion >= 2 && evidenceOf(name) !== null) {
      if (sha256 !== evidenceOf(name)) throw damaged(name)
      await taker.evidence(sha256, bytes)
    } else if (manifest.formatVersion >= 3 && besideOf(name) !== null) {
      const rows = readPart(text(), null)
      if (rows === null) throw damaged(name)
      await taker.beside(besideOf(name)!, rows)
    } else {
      const table = manifest.tables.find((t) => t.name === tableOf(name))
      if (table === undefined) throw damaged(name)
      const rows = readPart(text(), Object.keys(table.columns))
      if (rows === null) throw damaged(name)
      counted.set(table.name, counted.get(table.name)! + rows.length)
      await taker.rows(table.name, rows)
    }
    sums += `${sha256}  ${name}\n`
  }
  if (manifest === null || !ended) throw damaged(SUMS)
  for (const { name, rows } of manifest.tables)
    if (counted.get(name) !== rows) throw damaged(`${counted.get(name)} of ${rows} rows of ${name}`)
  return manifest
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex")
}

/** Rows of a part, or null where a line is no row of plain values, or not of just these columns. */
function readPart(text: string, columns: readonly string[] | null): Row[] | null {
  const lines = text.split("\n")
  if (lines.pop() !== "") return null
  const rows: Row[] = []
  for (const line of lines) {
    let row: unknown
    try {
      row = JSON.parse(line)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return null
    }
    if (typeof row !== "object" || row === null) return null
    const fields = row as { readonly [column: string]: unknown }
    const fits = (column: string) => {
      const value = fields[column]
      return value === null || typeof value === "string" || typeof value === "number"
    }
    const own = Object.keys(fields)
    if (columns !== null && own.length !== columns.length) return null
    if (!(columns ?? own).every(fits)) return null
    rows.push(fields as Row)
  }
  return rows
}
