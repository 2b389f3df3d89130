import { createHash } from "node:crypto"
import { foldText } from "@karnegar/coder"
import { type CalendarWords, readDateCell } from "../written/date-cell.ts"
import { cleanText } from "./clean-text.ts"
import type { Read } from "./found-source.ts"
import type { RowProblem } from "./mapping/row-problem.ts"
import { MOST_BYTES } from "./read-blocks.ts"
import { MOST_ID } from "./read-reports.ts"
import { type Cell, type Table, TableError } from "./tables/table.ts"

/** What a column of a spreadsheet of reports may tell. */
export const REPORT_COLUMNS = ["text", "title", "date", "url", "source", "id"] as const
/** What a column of a spreadsheet of reports may tell. */
export type ReportColumn = (typeof REPORT_COLUMNS)[number]

/** Names of a table's columns by what they tell; `text` must be there. */
export type ReportColumns = Readonly<Partial<Record<ReportColumn, string>>>

/** Names that people give such columns; «ي» and half-spaces do not matter. */
const NAMES: Readonly<Record<ReportColumn, readonly string[]>> = {
  text: ["متن", "متن خبر", "متن گزارش", "خبر", "گزارش", "text", "body", "content", "report", "message"],
  title: ["عنوان", "تیتر", "title", "headline"],
  date: ["تاریخ", "تاریخ انتشار", "تاریخ خبر", "روز", "date", "published", "published at", "publication date"],
  url: ["نشانی", "لینک", "پیوند", "آدرس", "url", "link", "address"],
  source: ["منبع", "کانال", "رسانه", "source", "channel", "outlet"],
  id: ["شناسه", "شماره", "id", "key", "no"],
}

/**
 * Which columns tell what, by their names and by what the operator says of them; null where no column holds texts.
 *
 * @throws TableError when the operator names a column that is not there.
 */
export function findReportColumns(columns: readonly string[], said: ReportColumns = {}): ReportColumns | null {
  const found: Partial<Record<ReportColumn, string>> = {}
  for (const kind of REPORT_COLUMNS) {
    const own = said[kind]
    const alike = columns.filter((column) =>
      own === undefined
        ? NAMES[kind].some((name) => foldText(name.replaceAll("_", " ")) === foldText(column.replaceAll("_", " ")))
        : foldText(column) === foldText(own),
    )
    if (own !== undefined && alike.length !== 1) throw new TableError("table.column_missing", own)
    if (alike.length === 1) found[kind] = alike[0]!
  }
  return found.text === undefined ? null : found
}

/**
 * Reads a spreadsheet of reports, row by row: a text each, with its day (Jalali or Gregorian), address and source.
 *
 * A row is known again by its id, or else its address, or else by its words and day: one that is corrected later and has neither
 * id nor address comes in as another report.
 */
export async function* readReportTable(
  table: Table,
  columns: ReportColumns,
  words: CalendarWords,
): AsyncGenerator<Read> {
  let last: string | null | undefined
  for await (const row of table.rows) {
    const at = String(row.row)
    const refuse = (column: string | null, problem: RowProblem): Read => ({
      at,
      refusal: { code: "input.row", column, problem },
    })
    if ("fault" in row) {
      yield refuse(null, row.fault)
      continue
    }
    const cellOf = (kind: ReportColumn) => (columns[kind] === undefined ? "" : (row.cells.get(columns[kind]) ?? ""))
    const [body, title] = [cleanText(written(cellOf("text"))), cleanText(written(cellOf("title")))]
    if (body.text === "") {
      if ([...row.cells.values()].some((cell) => written(cell).trim() !== ""))
        yield { at, refusal: { code: "input.no_text" } }
      continue
    }
    const text = title.text === "" ? body.text : `${title.text}\n\n${body.text}`
    if (Buffer.byteLength(text) > MOST_BYTES) {
      yield { at, refusal: { code: "input.too_long", bytes: Buffer.byteLength(text), most: MOST_BYTES } }
      continue
    }
    const day = dayOf(cellOf("date"), words)
    if (day !== null && typeof day === "object") {
      yield refuse(columns.date ?? null, day)
      continue
    }
    const address = written(cellOf("url")).trim()
    const url = address === "" ? null : addressOf(address)
    if (address !== "" && url === null) {
      yield refuse(columns.url ?? null, { code: "url.unfit" })
      continue
    }
    const id = written(cellOf("id"))
      .replace(/\p{Cc}/gu, " ")
      .trim()
    if (id.length > MOST_ID) {
      yield refuse(columns.id ?? null, { code: "row.key_too_long", most: MOST_ID })
      continue
    }
    const source = written(cellOf("source")).trim() || null
    if (source !== last) yield { source: { key: source, name: null } }
    last = source
    const key = id !== "" ? id : (url ?? hashOf(`${day ?? ""}\n${text}`))
    yield {
      at,
      arrival: { key, edited: null, text, published: day, url, lang: null, origin: null, evidence: [] },
    }
  }
}

function written(cell: Cell): string {
  if (typeof cell === "string") return cell
  return "day" in cell ? cell.day : cell.join("\n")
}

/** ISO day; null for an empty cell; a problem for what is not one day. */
function dayOf(cell: Cell, words: CalendarWords): string | null | RowProblem {
  if (typeof cell === "object" && "day" in cell) return cell.day
  const text = written(cell).trim()
  if (text === "") return null
  const date = readDateCell(text, { calendar: "auto", order: null }, words)
  if (typeof date === "string") return { code: date }
  return date.precision === "day" && date.end === null ? date.start : { code: "date.unreadable" }
}

function addressOf(written: string): string | null {
  if (!written.startsWith("https://") || !URL.canParse(written)) return null
  const url = new URL(written)
  return url.username === "" && url.password === "" ? url.href : null
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32)
}
