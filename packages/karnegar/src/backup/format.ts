import { BackupError } from "./errors.ts"

/*
 * What a backup holds, in this order (docs/decisions/0009):
 *   manifest.json             what follows
 *   tables/<table>/<n>.jsonl  every row of every table, one JSON object a line, in order of the primary key
 *   evidence/<sha256>         bytes of evidence that the rows name, as they were received; from version 2 on
 *   beside/<name>/<n>.jsonl   rows of what stands beside the record, such as its queue; from version 3 on
 *   SHA256SUMS                hashes of all of the above, as sha256sum writes and checks them
 */

/** Version of the format that this program writes, and the newest that it reads. */
export const FORMAT_VERSION = 3

export const MANIFEST = "manifest.json"
export const SUMS = "SHA256SUMS"

/** Largest member that is read: a part of a table is cut near `PART_BYTES`; one row, or a piece of evidence, may be much longer. */
export const MOST_MEMBER_BYTES = 512 * 1024 * 1024
export const PART_BYTES = 4 * 1024 * 1024

/** Kinds of value that stand in tables on both databases. Text is UTF-8, integers are below 2⁵³. */
export type ColumnType = "text" | "integer" | "real"

/** A value of a row. */
export type Value = string | number | null

/** A row by its columns. */
export type Row = { readonly [column: string]: Value }

/** A table as the manifest tells it. */
export interface TableEntry {
  readonly name: string
  readonly columns: { readonly [name: string]: ColumnType }
  readonly rows: number
}

/** What a backup says of itself, first of all. */
export interface Manifest {
  readonly format: "karnegar-backup"
  readonly formatVersion: number
  /** Version of the record's schema that the tables stand in. */
  readonly schema: number
  /** Version of the program that wrote it. */
  readonly program: string
  /** When, in UTC, to the minute. */
  readonly made: string
  /** Number and hash of the newest entry of the log; empty for an empty log. */
  readonly head: string
  readonly tables: readonly TableEntry[]
}

/** Name of a part of a table in the archive; `part` counts from 1. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, "0")}.jsonl`
}

/** The table whose part a member's name says it is, or null. */
export function tableOf(member: string): string | null {
  const [folder, table, file, ...more] = member.split("/")
  return folder === "tables" && table && file?.endsWith(".jsonl") && more.length === 0 ? table : null
}

/** Name of a part of what stands beside the record; `part` counts from 1. */
export function besideName(name: string, part: number): string {
  return `beside/${name}/${String(part).padStart(6, "0")}.jsonl`
}

/** What stands beside the record and whose part a member's name says it is, or null. */
export function besideOf(member: string): string | null {
  return /^beside\/([a-z]{1,40})\/\d{6}\.jsonl$/.exec(member)?.[1] ?? null
}

/** Name of a piece of evidence in the archive. */
export function evidenceName(sha256: string): string {
  return `evidence/${sha256}`
}

/** The hash that a member's name says its bytes have, or null. */
export function evidenceOf(member: string): string | null {
  return /^evidence\/([0-9a-f]{64})$/.exec(member)?.[1] ?? null
}

/**
 * Reads a manifest.
 *
 * @param newestSchema The newest schema that this program knows.
 * @throws BackupError `backup.newer_format`, `backup.newer_schema`; `backup.not_a_backup` for anything else.
 */
export function readManifest(json: string, file: string, newestSchema: number): Manifest {
  let manifest: Partial<Manifest>
  try {
    manifest = JSON.parse(json)
  } catch (error) {
    throw new BackupError("backup.not_a_backup", file, { cause: error })
  }
  if (typeof manifest !== "object" || manifest?.format !== "karnegar-backup")
    throw new BackupError("backup.not_a_backup", file)
  const { formatVersion, schema, program } = manifest
  if (!isCount(formatVersion) || !isCount(schema) || typeof program !== "string")
    throw new BackupError("backup.damaged", `${file}: ${MANIFEST}`)
  if (formatVersion > FORMAT_VERSION)
    throw new BackupError("backup.newer_format", `${program}: format ${formatVersion} > ${FORMAT_VERSION}`)
  if (schema > newestSchema)
    throw new BackupError("backup.newer_schema", `${program}: schema ${schema} > ${newestSchema}`)
  const sound =
    typeof manifest.head === "string" &&
    typeof manifest.made === "string" &&
    Array.isArray(manifest.tables) &&
    manifest.tables.every(
      (t) => typeof t?.name === "string" && isCount(t.rows) && typeof t.columns === "object" && t.columns !== null,
    )
  if (!sound) throw new BackupError("backup.damaged", `${file}: ${MANIFEST}`)
  return manifest as Manifest
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
