import { readLines } from "./byte-lines.ts"
import { isRefusedColumn } from "./csv-table.ts"
import { type Cell, MOST_ROW_BYTES, MOST_ROWS, type Table, TableError, type TableRow } from "./table.ts"

/** Levels of objects inside each other that become columns. */
const MOST_DEPTH = 4

/** Key under which an import writes why it refused a row of JSON Lines. */
export const REFUSED_KEY = "karnegar_refused"

/**
 * Reads JSON: an array of objects, or one object on each line.
 *
 * Objects inside become columns named with dots (`participants.min`); a list of plain values is a list cell; a list of
 * objects becomes one list cell for each of their keys (`places.name`), aligned, empty where an object has no such key.
 *
 * @throws TableError when it's neither.
 */
export async function openJson(chunks: AsyncIterable<Uint8Array>, lines: boolean): Promise<Table> {
  return { kind: "json", columns: [], rows: lines ? lineRows(chunks) : arrayRows(await wholeText(chunks)) }
}

async function* lineRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let rows = 0
  for await (const together of readLines(chunks, MOST_ROW_BYTES)) {
    for (const one of together) {
      const row = one.line
      if ("tooLong" in one) {
        yield { row, fault: { code: "row.too_long", most: MOST_ROW_BYTES }, source: { json: null } }
        continue
      }
      let text: string
      try {
        text = decoder.decode(one.bytes)
      } catch (error) {
        throw new TableError("table.not_utf8", String(row), { cause: error })
      }
      if (text.trim() === "") continue
      if (++rows > MOST_ROWS) throw new TableError("table.too_many_rows", String(MOST_ROWS))
      const value = parsed(text)
      if (value === undefined) yield { row, fault: { code: "row.not_json" }, source: { json: text } }
      else yield rowOf(row, value)
    }
  }
}

async function* arrayRows(text: string): AsyncGenerator<TableRow> {
  const value = parsed(text)
  if (!Array.isArray(value)) throw new TableError("table.not_json")
  if (value.length > MOST_ROWS) throw new TableError("table.too_many_rows", String(MOST_ROWS))
  for (const [i, one] of value.entries()) yield rowOf(i + 1, one)
}

function rowOf(row: number, value: unknown): TableRow {
  if (!isObject(value)) return { row, fault: { code: "row.not_object" }, source: { json: value } }
  const { [REFUSED_KEY]: _, ...json } = value
  const cells = new Map<string, Cell>()
  addCells(cells, "", json, 0)
  return { row, cells, source: { json } }
}

function addCells(cells: Map<string, Cell>, prefix: string, value: { readonly [key: string]: unknown }, depth: number) {
  for (const [key, own] of Object.entries(value)) {
    const column = `${prefix}${key}`.normalize("NFC")
    if (isRefusedColumn(column)) continue
    if (Array.isArray(own)) addList(cells, column, own, depth)
    else if (isObject(own)) {
      if (depth < MOST_DEPTH) addCells(cells, `${column}.`, own, depth + 1)
    } else cells.set(column, written(own))
  }
}

function addList(cells: Map<string, Cell>, column: string, list: readonly unknown[], depth: number): void {
  if (depth >= MOST_DEPTH || !list.some(isObject)) {
    cells.set(column, list.map(written))
    return
  }
  const each = list.map((one) => {
    const cells = new Map<string, Cell>()
    if (isObject(one)) addCells(cells, `${column}.`, one, depth + 1)
    return cells
  })
  for (const key of new Set(each.flatMap((cells) => [...cells.keys()]))) {
    cells.set(
      key,
      each.map((own) => {
        const cell = own.get(key)
        return typeof cell === "string" ? cell : ""
      }),
    )
  }
}

/** A plain value as a cell; null and what is not plain are empty. */
function written(value: unknown): string {
  if (typeof value === "string") return value
  return typeof value === "number" || typeof value === "boolean" ? String(value) : ""
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function wholeText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const bytes of chunks) parts.push(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts))
  } catch (error) {
    throw new TableError("table.not_utf8", "1 +", { cause: error })
  }
}
