import { Readable } from "node:stream"
import { ZipFile } from "yazl"
import type { PublishedAction } from "../record/types.ts"
import type { TableName } from "./table-names.ts"
import type { ExportTable, PlainCell } from "./tables.ts"

/**
 * Writes .xlsx (ECMA-376, transitional) as a stream: a zip of a few small parts and one part a sheet, drawn row by row.
 *
 * The same tables give the same bytes: times in the zip are fixed, nothing names a program or an hour. Texts stand in
 * their cells and not in a shared table, so no part waits for another; no cell holds a formula, whatever its letters.
 */

/** Rows of a sheet, header included, and letters of a cell, that spreadsheet programs read. */
const MOST_ROWS = 1_048_576
const MOST_LETTERS = 32_767

/** Letters gathered before they go into the zip. */
const CHUNK = 64 * 1024

/** The one time that every entry has: midnight by whatever zone, since zip keeps local time. */
const fixed = () => ({ mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 })

/** What no sheet can hold. The message names the table, and the action's id or a figure. */
export class SheetLimit extends Error {
  readonly code: "export.too_many_rows" | "export.cell_too_long"
  readonly subject: string

  constructor(code: SheetLimit["code"], subject: string) {
    super(`${code}: ${subject}`)
    this.code = code
    this.subject = subject
  }
}

/** A sheet: its name, its table, and the actions that its rows are drawn from. */
export interface Sheet {
  readonly name: TableName
  readonly table: ExportTable
}

/**
 * @param actions Gone through once for each sheet.
 * @param rightToLeft Columns run from right to left, as Persian readers expect.
 * @returns The bytes of the file; the stream fails with `SheetLimit` where a sheet cannot hold what there is.
 */
export function xlsxOf(sheets: readonly Sheet[], actions: Iterable<PublishedAction>, rightToLeft: boolean): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as unknown as Readable
  const add = (path: string, text: string) => zip.addBuffer(Buffer.from(text, "utf8"), path, fixed())
  add("[Content_Types].xml", contentTypes(sheets.length))
  add("_rels/.rels", RELATIONS)
  add("xl/workbook.xml", workbook(sheets))
  add("xl/_rels/workbook.xml.rels", workbookRelations(sheets.length))
  add("xl/styles.xml", STYLES)
  sheets.forEach((sheet, i) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${i + 1}.xml`, fixed(), (give) => {
      const part = Readable.from(gathered(sheetXml(sheet, actions, rightToLeft)), { objectMode: false })
      part.on("error", (error) => out.destroy(error))
      give(null, part)
    })
  })
  zip.end()
  return out
}

function* gathered(parts: Iterable<string>): Generator<Buffer> {
  let held: string[] = []
  let letters = 0
  for (const part of parts) {
    held.push(part)
    letters += part.length
    if (letters < CHUNK) continue
    yield Buffer.from(held.join(""), "utf8")
    held = []
    letters = 0
  }
  if (letters > 0) yield Buffer.from(held.join(""), "utf8")
}

function* sheetXml(
  { name, table }: Sheet,
  actions: Iterable<PublishedAction>,
  rightToLeft: boolean,
): Generator<string> {
  const letters = table.columns.map((_, i) => columnLetters(i))
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${rightToLeft ? ' rightToLeft="1"' : ""} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${table.columns.length}" width="18" style="1" customWidth="1"/></cols><sheetData>`
  yield rowXml(1, table.columns, letters, 2, name)
  let row = 1
  for (const cells of table.rows(actions)) {
    row++
    if (row > MOST_ROWS) throw new SheetLimit("export.too_many_rows", name)
    yield rowXml(row, cells, letters, 1, name)
  }
  yield "</sheetData></worksheet>"
}

function rowXml(
  row: number,
  cells: readonly PlainCell[],
  letters: readonly string[],
  style: number,
  table: TableName,
): string {
  let xml = `<row r="${row}">`
  for (const [i, cell] of cells.entries()) {
    if (cell === null || cell === "") continue
    const at = `<c r="${letters[i]}${row}"`
    if (typeof cell === "number") xml += `${at}><v>${cell}</v></c>`
    else {
      // Truth is a text as in CSV: LibreOffice makes a formula of a cell of truth.
      const text = String(cell)
      if (text.length > MOST_LETTERS) throw new SheetLimit("export.cell_too_long", `${table} ${String(cells[0])}`)
      xml += `${at} s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
    }
  }
  return `${xml}</row>`
}

/** A → Z, AA → … of a column counted from 0. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** Letters that XML cannot hold are written as `_xHHHH_`, as spreadsheet programs do; a text that looks like it, too. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(
      /(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
const SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

const RELATIONS =
  `${XML}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">` +
  `<Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

/** 0 as it comes; 1 text, so that a program does not make dates of days; 2 the header. */
const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SHEET_TYPES}.worksheet+xml"/>`,
  )
  return (
    `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPES}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPES}.styles+xml"/>${parts.join("")}</Types>`
  )
}

function workbook(sheets: readonly Sheet[]): string {
  const names = sheets.map(({ name }, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
  return (
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${names.join("")}</sheets></workbook>`
  )
}

function workbookRelations(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return (
    `${XML}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">${parts.join("")}` +
    `<Relationship Id="rId${sheets + 1}" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`
  )
}
