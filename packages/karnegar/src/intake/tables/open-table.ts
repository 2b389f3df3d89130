import { createReadStream } from "node:fs"
import { open, readFile, stat } from "node:fs/promises"
import { openCsv } from "./csv-table.ts"
import { openJson } from "./json-table.ts"
import { MOST_FILE_BYTES, type Table, TableError, type TableOptions } from "./table.ts"
import { MOST_XLSX_BYTES, openXlsx } from "./xlsx-table.ts"

/** Bytes of a JSON array: all of it stands in memory. Larger files come as JSON Lines. */
const MOST_ARRAY_BYTES = 64 * 1024 * 1024
const MEGABYTE = 1024 * 1024

/** Does a file's name say that it is a table, and no list of reports? */
export function isTableName(path: string): boolean {
  return /\.(csv|tsv|xlsx|xls|ods)$/i.test(path)
}

/**
 * Opens a table by what its first bytes are: a spreadsheet, JSON, or else CSV.
 *
 * @throws TableError when it can't be read; its `subject` for `table.unreadable` is the system's error code.
 */
export async function openTable(path: string, options: TableOptions): Promise<Table> {
  let size: number
  let start: string
  try {
    size = (await stat(path)).size
    start = await firstBytes(path)
  } catch (error) {
    throw unreadable(error)
  }
  if (size > MOST_FILE_BYTES) throw new TableError("table.too_large", String(MOST_FILE_BYTES / MEGABYTE))
  if (start.startsWith("PK") || start.startsWith("\u00d0\u00cf\u0011\u00e0") || /\.xlsx$/i.test(path)) {
    if (size > MOST_XLSX_BYTES) throw new TableError("table.too_large", String(MOST_XLSX_BYTES / MEGABYTE))
    return openXlsx(await readFile(path), options)
  }
  const chunks = createReadStream(path, { highWaterMark: 1 << 18 })
  const first = start.replace(/^\u00ef\u00bb\u00bf/, "").trimStart()[0]
  const json = /\.(jsonl|ndjson|json)$/i.test(path) || first === "{" || first === "["
  if (!json) return openCsv(chunks, options)
  const lines = first !== "["
  if (!lines) {
    if (size > MOST_ARRAY_BYTES) throw new TableError("table.too_large", String(MOST_ARRAY_BYTES / MEGABYTE))
  }
  return openJson(chunks, lines)
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path, "r")
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.toString("latin1", 0, bytesRead)
  } finally {
    await file.close()
  }
}

function unreadable(error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error
  return new TableError("table.unreadable", "code" in error ? String(error.code) : "unknown", { cause: error })
}
