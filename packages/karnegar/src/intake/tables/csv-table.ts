import { CsvError, parse } from "csv-parse"
import {
  checkColumns,
  MOST_ROW_BYTES,
  MOST_ROWS,
  type Table,
  TableError,
  type TableOptions,
  type TableRow,
  unescapeCell,
} from "./table.ts"

/** Separators that are looked for in the header where the mapping names none, in this order where they are as many. */
const DELIMITERS = [",", ";", "\t", "|"]
/** Bytes in which the header must end. */
const HEADER_BYTES = MOST_ROW_BYTES

/** Begins the file of refused rows that an import writes; such a file is read as it was written, whatever a mapping says. */
export const REFUSED_COLUMNS = [
  "karnegar_row",
  "karnegar_code",
  "karnegar_column",
  "karnegar_why_en",
  "karnegar_why_fa",
] as const

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Reads a CSV file row by row.
 *
 * Bad UTF-8 is an error and not a replacement letter: a name that was mangled once is never right again. A row with another
 * number of cells than the header is a fault of that row; an unclosed quotation mark is one of the whole file, since
 * nobody can tell which rows it swallowed.
 *
 * @throws TableError from here or while the rows are read.
 */
export async function openCsv(chunks: AsyncIterable<Uint8Array>, options: TableOptions): Promise<Table> {
  const text = decoded(chunks, options.encoding)
  const head: string[] = []
  let letters = 0
  for (;;) {
    const next = await text.next()
    if (next.done === true) break
    head.push(next.value)
    letters += next.value.length
    if (letters >= HEADER_BYTES || hasLineEnds(head, options.headerRow)) break
  }
  const start = head.join("").replace(/^\ufeff/, "")
  const ours = start.startsWith(REFUSED_COLUMNS.join(","))
  const headerRow = ours ? 1 : options.headerRow
  const delimiter = ours ? "," : (options.delimiter ?? guessDelimiter(lineOf(start, headerRow)))
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MOST_ROW_BYTES,
  })
  // Fed by hand, so that a fault of the source is told as what it is.
  const feed = async () => {
    try {
      const put = async (part: string) => {
        if (!parser.write(part)) await new Promise<void>((done) => onceEither(parser, done))
      }
      if (start !== "") await put(start)
      for await (const part of text) {
        if (parser.destroyed) return
        await put(part)
      }
      parser.end()
    } catch (error) {
      parser.destroy(error as Error)
    }
  }
  void feed()
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<Parsed>
  const next = async (): Promise<Parsed | null> => {
    try {
      const result = await records.next()
      return result.done === true ? null : result.value
    } catch (error) {
      throw csvError(error)
    }
  }
  let columns: string[] | null = null
  for (let row = 1; columns === null; row++) {
    const parsed = await next()
    if (parsed === null) throw new TableError("table.empty")
    if (row === headerRow) columns = checkColumns(parsed.record)
  }
  const known = columns
  const escaped = ours || options.escaped
  async function* rows(): AsyncGenerator<TableRow> {
    let row = headerRow
    for (let parsed = await next(); parsed !== null; parsed = await next()) {
      row++
      if (row - headerRow > MOST_ROWS) throw new TableError("table.too_many_rows", String(MOST_ROWS))
      const record = escaped ? parsed.record.map(unescapeCell) : parsed.record
      if (record.every((cell) => cell.trim() === "")) continue
      yield rowOf(row, record, known)
    }
  }
  return {
    kind: "csv",
    columns: known.filter((name) => name !== "" && !isRefusedColumn(name)),
    rows: rows(),
  }
}

/** Is a column one that an import wrote before refused rows? */
export function isRefusedColumn(name: string): boolean {
  return (REFUSED_COLUMNS as readonly string[]).includes(name)
}

/** Cells behind the last column are none if they are empty: programs write them. */
function rowOf(row: number, record: readonly string[], columns: readonly string[]): TableRow {
  const source = { cells: columns.flatMap((name, i) => (isRefusedColumn(name) ? [] : [record[i] ?? ""])) }
  if (record.length < columns.length || record.slice(columns.length).some((cell) => cell.trim() !== ""))
    return { row, fault: { code: "row.cells", found: record.length, columns: columns.length }, source }
  const cells = new Map<string, string>()
  for (const [i, name] of columns.entries()) if (name !== "" && !isRefusedColumn(name)) cells.set(name, record[i]!)
  return { row, cells, source }
}

/** Bytes as text. @throws TableError at the first byte that is no letter of the encoding. */
async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TableOptions["encoding"],
): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let rows = 1
  const read = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (error) {
      throw new TableError("table.not_utf8", `${rows} +`, { cause: error })
    }
  }
  for await (const bytes of chunks) {
    const text = read(bytes)
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) rows++
    yield text
  }
  yield read()
}

function hasLineEnds(parts: readonly string[], count: number): boolean {
  let found = 0
  for (const part of parts) for (const letter of part) if (letter === "\n" && ++found > count) return true
  return false
}

function lineOf(text: string, number: number): string {
  return text.split(/\r\n|\n|\r/, number)[number - 1] ?? ""
}

/** The separator that stands most often in the header. */
function guessDelimiter(header: string): string {
  let best = DELIMITERS[0]!
  let most = 0
  for (const delimiter of DELIMITERS) {
    const count = header.split(delimiter).length - 1
    if (count > most) {
      best = delimiter
      most = count
    }
  }
  return best
}

function onceEither(parser: NodeJS.WritableStream, done: () => void): void {
  const either = () => {
    parser.removeListener("drain", either)
    parser.removeListener("close", either)
    done()
  }
  parser.on("drain", either)
  parser.on("close", either)
}

/** A fault of the parser in our words; anything else as it is. */
function csvError(error: unknown): unknown {
  if (error instanceof CsvError)
    return new TableError("table.quote_open", String((error as { readonly lines?: number }).lines ?? "?"), {
      cause: error,
    })
  return error
}
