/**
 * A table of other people's records as its reader gives it: columns by name, rows one by one.
 *
 * A list cell comes from JSON; a day cell from a spreadsheet that stores days as numbers, so that no calendar is in
 * doubt.
 */
export type Cell = string | readonly string[] | { readonly day: string }

/** One row, or why it could not be read. Rows are numbered as the file's own program numbers them, the header row being 1. */
export type TableRow =
  | { readonly row: number; readonly cells: ReadonlyMap<string, Cell>; readonly source: RowSource }
  | { readonly row: number; readonly fault: RowFault; readonly source: RowSource }

/** The row as it was written, for the file of refused rows: cells in the order of the columns, or a value of JSON. */
export type RowSource = { readonly cells: readonly string[] } | { readonly json: unknown }

/** Why a row could not be read at all. */
export type RowFault =
  | { readonly code: "row.cells"; readonly found: number; readonly columns: number }
  | { readonly code: "row.too_long"; readonly most: number }
  | { readonly code: "row.not_object" }
  | { readonly code: "row.not_json" }

/** A table: its columns in their order, then its rows. For JSON the columns are those of the first rows read. */
export interface Table {
  readonly kind: "csv" | "json" | "xlsx"
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<TableRow>
}

/** How a mapping says that its file is written. */
export interface TableOptions {
  /** Null: found in the header. */
  readonly delimiter: string | null
  readonly encoding: "utf-8" | "windows-1256"
  /** Name of the sheet; null is the first. */
  readonly sheet: string | null
  /** Row that holds the column names, from 1. */
  readonly headerRow: number
  /** Cells that a spreadsheet program would run were written with an apostrophe before them. */
  readonly escaped: boolean
}

/** A file of at most so many bytes is read. */
export const MOST_FILE_BYTES = 256 * 1024 * 1024
/** Bytes of one row. */
export const MOST_ROW_BYTES = 1024 * 1024
/** Rows of one import: all of them are one change of the record, and stand in memory for it. */
export const MOST_ROWS = 200_000
/** Columns of a table. */
export const MOST_COLUMNS = 1_000

/** Why a table can't be read. Lasting codes; `tableErrorText` puts them into words. */
export type TableErrorCode =
  | "table.unreadable"
  | "table.too_large"
  | "table.too_many_rows"
  | "table.too_many_columns"
  | "table.empty"
  | "table.not_utf8"
  | "table.column_repeated"
  | "table.column_missing"
  | "table.quote_open"
  | "table.not_json"
  | "table.not_xlsx"
  | "table.xlsx_encrypted"
  | "table.xlsx_old"
  | "table.inflates_too_far"
  | "table.sheet_missing"

/** A table that can't be read at all: a code and what it is about. Nothing of it was imported. */
export class TableError extends Error {
  readonly code: TableErrorCode
  /** A column, sheet, row or figure; never a cell's words. */
  readonly subject: string

  constructor(code: TableErrorCode, subject = "", options?: ErrorOptions) {
    super(`${code}: ${subject}`, options)
    this.name = "TableError"
    this.code = code
    this.subject = subject
  }
}

/** What is wrong and what to do next. */
export function tableErrorText(error: TableError, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const s = error.subject
  switch (error.code) {
    case "table.unreadable":
      return fa ? `پرونده خوانده نشد (${s}).` : `The file cannot be read (${s}).`
    case "table.too_large":
      return fa
        ? `پرونده بزرگ‌تر از ${s} مگابایت است؛ آن را چند تکه کنید.`
        : `The file is larger than ${s} MB; split it into several.`
    case "table.too_many_rows":
      return fa
        ? `بیش از ${s} سطر دارد؛ آن را چند تکه کنید و هر تکه را جدا وارد کنید.`
        : `It has more than ${s} rows; split it and import the parts one by one.`
    case "table.too_many_columns":
      return fa
        ? `بیش از ${s} ستون دارد؛ ستون‌های بی‌استفاده را پاک کنید.`
        : `It has more than ${s} columns; delete those that are not used.`
    case "table.empty":
      return fa
        ? "سطر نام ستون‌ها در پرونده نیست؛ header_row را در نگاشت بررسی کنید."
        : "The file has no row of column names; check header_row in the mapping."
    case "table.not_utf8":
      return fa
        ? `سطر ${s} با UTF-8 نوشته نشده است. پرونده را با قالب «CSV UTF-8» ذخیره کنید، یا اگر با ویندوز عربی ساخته شده در نگاشت بنویسید encoding: windows-1256.`
        : `Row ${s} is not UTF-8. Save the file as “CSV UTF-8”, or, if it was made on an Arabic Windows, write encoding: windows-1256 in the mapping.`
    case "table.column_repeated":
      return fa
        ? `نام ستون «${s}» دو بار آمده است؛ یکی را عوض کنید.`
        : `Two columns are called “${s}”; rename one of them.`
    case "table.column_missing":
      return fa
        ? `نگاشت از ستون «${s}» می‌خواند که در پرونده نیست؛ نام ستون یا نگاشت را درست کنید.`
        : `The mapping reads a column “${s}” that the file does not have; correct the column's name or the mapping.`
    case "table.quote_open":
      return fa
        ? `گیومهٔ سطر ${s} درست باز و بسته نشده است؛ آن را درست کنید. چیزی وارد نشد.`
        : `A quotation mark in row ${s} is not closed, or stands inside a cell without being doubled; correct it. Nothing was imported.`
    case "table.not_json":
      return fa
        ? "پرونده JSON درستی نیست؛ باید یک آرایه از شیءها باشد یا در هر سطر یک شیء."
        : "The file is not JSON; it must be an array of objects, or hold one object on each line."
    case "table.not_xlsx":
      return fa
        ? `این پرونده xlsx درستی نیست (${s})؛ آن را در برنامهٔ صفحه‌گسترده باز و دوباره ذخیره کنید.`
        : `The file is not a sound .xlsx (${s}); open it in a spreadsheet program and save it again.`
    case "table.xlsx_encrypted":
      return fa
        ? "پروندهٔ xlsx گذرواژه دارد؛ آن را بی‌گذرواژه ذخیره کنید."
        : "The .xlsx is locked with a password; save it without one."
    case "table.xlsx_old":
      return fa
        ? "این پرونده به قالب کهنهٔ ‎.xls‎ است؛ آن را با قالب ‎.xlsx‎ یا CSV UTF-8 ذخیره کنید."
        : "The file has the old .xls format; save it as .xlsx or as CSV UTF-8."
    case "table.inflates_too_far":
      return fa
        ? `محتوای فشردهٔ پرونده از ${s} مگابایت بیشتر می‌شود و خوانده نمی‌شود؛ آن را چند تکه کنید.`
        : `The file's content unpacks to more than ${s} MB and is not read; split it into several.`
    case "table.sheet_missing":
      return fa
        ? `برگه‌ای به نام «${s}» در پرونده نیست؛ sheet را در نگاشت درست کنید.`
        : `The file has no sheet “${s}”; correct sheet in the mapping.`
    default:
      return error.code satisfies never
  }
}

/**
 * Checks column names and answers them trimmed; an unnamed column answers "".
 *
 * @throws TableError when there are none, too many, or two of one name.
 */
export function checkColumns(names: readonly string[]): string[] {
  const columns = names.map((name) =>
    name
      .replace(/^\ufeff/, "")
      .trim()
      .normalize("NFC"),
  )
  if (columns.length > MOST_COLUMNS) throw new TableError("table.too_many_columns", String(MOST_COLUMNS))
  if (columns.every((name) => name === "")) throw new TableError("table.empty")
  const seen = new Set<string>()
  for (const name of columns) {
    if (name === "") continue
    if (seen.has(name)) throw new TableError("table.column_repeated", name)
    seen.add(name)
  }
  return columns
}

/**
 * Cells that a spreadsheet program takes for a formula, in any of the spellings that one of them accepts. Apostrophes in
 * front are counted in, so that taking one off again gives what was there. The same as exports write; a test holds them equal.
 */
const RUNS = /^'*[\s\u00a0\u200b\u200e\u200f\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** Writes an apostrophe before a cell which a spreadsheet program would run; numbers stay as they are. */
export function escapeCell(cell: string): string {
  return RUNS.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell
}

/** Takes the apostrophe off again. */
export function unescapeCell(cell: string): string {
  return cell.startsWith("'") && RUNS.test(cell.slice(1)) ? cell.slice(1) : cell
}
