/**
 * Reads one sheet of an .xlsx: values, not formulas; cells that hold a day by their number format come as days.
 *
 * A reader of our own and not a library: what a spreadsheet has beside its cells (merged ranges and checks over whole
 * columns, of which real files have many) is never looked at, so that no range can be unfolded into millions of cells,
 * and each row is let go once it is read. See docs/decisions/0013-own-xlsx-reader.md.
 */
import { isoDay } from "@karnegar/coder"
import {
  type Cell,
  checkColumns,
  MOST_COLUMNS,
  MOST_ROWS,
  type Table,
  TableError,
  type TableOptions,
  type TableRow,
  unescapeCell,
} from "./table.ts"
import { readTags, type TagReader } from "./xml-tags.ts"
import { Zip } from "./zip.ts"

/** Packed bytes of a spreadsheet: all of it stands in memory. */
export const MOST_XLSX_BYTES = 64 * 1024 * 1024
/** Letters of all shared strings. */
const MOST_STRINGS = 128 * 1024 * 1024
/** Letters of a cell: what spreadsheet programs allow. */
const MOST_CELL = 32_767
/** Cells with something in them. */
const MOST_CELLS = 5_000_000

/** Built-in number formats that are days, with or without an hour. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/**
 * @param bytes The whole file.
 * @throws TableError when it's no sound spreadsheet, or the sheet isn't there.
 */
export async function openXlsx(bytes: Buffer, options: TableOptions): Promise<Table> {
  if (bytes.length > MOST_XLSX_BYTES) throw new TableError("table.too_large", String(MOST_XLSX_BYTES / 1024 / 1024))
  const zip = new Zip(bytes)
  const { sheet, date1904 } = await findSheet(zip, options.sheet)
  const strings = await readStrings(zip)
  const dayStyles = await readDayStyles(zip)
  const raw = await readRows(zip, sheet, strings, dayStyles, date1904)
  const header = raw.find(({ row }) => row === options.headerRow)
  if (header === undefined) throw new TableError("table.empty")
  const width = header.cells.length
  const columns = checkColumns(Array.from({ length: width }, (_, i) => writtenCell(header.cells[i])))
  async function* rows(): AsyncGenerator<TableRow> {
    for (const { row, cells: found } of raw) {
      if (row <= options.headerRow) continue
      const cells = new Map<string, Cell>()
      for (const [i, name] of columns.entries()) {
        if (name === "") continue
        const cell = found[i] ?? ""
        cells.set(name, options.escaped && typeof cell === "string" ? unescapeCell(cell) : cell)
      }
      if ([...cells.values()].every((cell) => typeof cell === "string" && cell.trim() === "")) continue
      yield { row, cells, source: { cells: columns.map((_, i) => writtenCell(found[i])) } }
    }
  }
  return { kind: "xlsx", columns: columns.filter((name) => name !== ""), rows: rows() }
}

/** `_x000D_` is how a spreadsheet writes a letter that XML doesn't allow; `_x005F_` stands for the underscore itself. */
function unwrapped(text: string): string {
  if (!text.includes("_x")) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function writtenCell(cell: Cell | undefined): string {
  if (cell === undefined) return ""
  return typeof cell === "string" ? cell : "day" in cell ? cell.day : cell.join("|")
}

/** The part that holds the wanted sheet, and from which day its numbers count. */
async function findSheet(zip: Zip, wanted: string | null): Promise<{ sheet: string; date1904: boolean }> {
  const book = "xl/workbook.xml"
  if (!zip.has(book)) throw new TableError("table.not_xlsx", "no workbook")
  const sheets: { name: string; rel: string }[] = []
  let date1904 = false
  await readTags(
    zip.read(book),
    onOpen((name, attribute) => {
      if (name === "workbookPr") date1904 = ["1", "true"].includes(attribute("date1904") ?? "")
      if (name === "sheet") sheets.push({ name: attribute("name") ?? "", rel: attribute("r:id") ?? "" })
    }),
  )
  const sheet = wanted === null ? sheets[0] : sheets.find(({ name }) => name.trim() === wanted)
  if (sheet === undefined) throw new TableError("table.sheet_missing", wanted ?? "")
  let target: string | null = null
  await readTags(
    zip.read("xl/_rels/workbook.xml.rels"),
    onOpen((name, attribute) => {
      if (name === "Relationship" && attribute("Id") === sheet.rel) target = attribute("Target")
    }),
  )
  const path =
    target === null ? null : (target as string).startsWith("/") ? (target as string).slice(1) : `xl/${target}`
  if (path === null || !zip.has(path)) throw new TableError("table.not_xlsx", "no such sheet")
  return { sheet: path, date1904 }
}

/** Shared strings; of a string in pieces the pieces together, how it is said beside it left out. */
async function readStrings(zip: Zip): Promise<string[]> {
  const strings: string[] = []
  let letters = 0
  let own: string[] | null = null
  let inText = false
  let spoken = 0
  await readTags(zip.read("xl/sharedStrings.xml"), {
    open(name) {
      if (name === "si") own = []
      else if (name === "rPh") spoken++
      else if (name === "t") inText = spoken === 0
    },
    text(text) {
      if (inText && own !== null) own.push(text)
    },
    close(name) {
      if (name === "rPh") spoken--
      else if (name === "t") inText = false
      else if (name === "si" && own !== null) {
        const text = unwrapped(own.join("")).slice(0, MOST_CELL)
        letters += text.length
        if (letters > MOST_STRINGS) throw new TableError("table.inflates_too_far", String(MOST_STRINGS / 1024 / 1024))
        strings.push(text)
        own = null
      }
    },
  })
  return strings
}

/** Numbers of the cell styles that show a number as a day. */
async function readDayStyles(zip: Zip): Promise<ReadonlySet<number>> {
  const dayFormats = new Set(DAY_FORMATS)
  const styles = new Set<number>()
  let inCells = false
  let count = 0
  await readTags(zip.read("xl/styles.xml"), {
    open(name, attribute) {
      if (name === "numFmt" && isDayFormat(attribute("formatCode") ?? "")) dayFormats.add(Number(attribute("numFmtId")))
      else if (name === "cellXfs") inCells = true
      else if (name === "xf" && inCells) {
        if (dayFormats.has(Number(attribute("numFmtId") ?? 0))) styles.add(count)
        count++
      }
    },
    text() {},
    close(name) {
      if (name === "cellXfs") inCells = false
    },
  })
  return styles
}

/** Has a format a year or a day in it, outside of quoted words and colours? */
function isDayFormat(format: string): boolean {
  const bare = format
    .replace(/"[^"]*"/g, "")
    .replace(/\[[^[\]]*\]/g, "")
    .replace(/\\./g, "")
  return /[yd]/i.test(bare)
}

async function readRows(
  zip: Zip,
  sheet: string,
  strings: readonly string[],
  dayStyles: ReadonlySet<number>,
  date1904: boolean,
): Promise<{ row: number; cells: Cell[] }[]> {
  const rows: { row: number; cells: Cell[] }[] = []
  let row = 0
  let cells: Cell[] = []
  let at = 0
  let count = 0
  let type = "n"
  let style = 0
  let text: string[] = []
  let reading = false
  let spoken = 0
  await readTags(zip.read(sheet), {
    open(name, attribute) {
      if (name === "row") {
        row = Number(attribute("r") ?? row + 1)
        cells = []
        at = 0
      } else if (name === "c") {
        at = columnOf(attribute("r")) ?? at
        type = attribute("t") ?? "n"
        style = Number(attribute("s") ?? 0)
        text = []
      } else if (name === "rPh") spoken++
      else if (name === "v" || name === "t") reading = spoken === 0
    },
    text(part) {
      if (reading) text.push(part)
    },
    close(name) {
      if (name === "rPh") spoken--
      else if (name === "v" || name === "t") reading = false
      else if (name === "c") {
        const value = text.join("").slice(0, MOST_CELL)
        if (value !== "" && at < MOST_COLUMNS) {
          // Empty ones before it are held too.
          count += Math.max(1, at - cells.length + 1)
          if (count > MOST_CELLS) throw new TableError("table.too_many_rows", String(MOST_ROWS))
          while (cells.length < at) cells.push("")
          cells[at] = cellOf(type, value, strings, dayStyles.has(style), date1904)
        }
        at++
      } else if (name === "row" && cells.length > 0) {
        if (rows.length > MOST_ROWS) throw new TableError("table.too_many_rows", String(MOST_ROWS))
        rows.push({ row, cells })
      }
    },
  })
  return rows
}

/** A cell's value; errors such as #REF! are empty, since nothing was said. */
function cellOf(type: string, value: string, strings: readonly string[], isDay: boolean, date1904: boolean): Cell {
  if (type === "s") return strings[Number(value)] ?? ""
  if (type === "str" || type === "inlineStr") return unwrapped(value)
  if (type === "b") return value === "1" ? "TRUE" : "FALSE"
  if (type === "e") return ""
  if (type === "d") return /^\d{4}-\d{2}-\d{2}/.test(value) ? { day: value.slice(0, 10) } : value
  if (isDay) {
    const day = dayOfSerial(Number(value), date1904)
    if (day !== null) return { day }
  }
  return plainNumber(value)
}

/** The day that a number counts to; 1900 counts a 29 February that there was not. */
function dayOfSerial(serial: number, date1904: boolean): string | null {
  const whole = Math.floor(serial)
  if (!Number.isFinite(serial) || whole < 1 || whole > 2_958_465) return null
  if (date1904) return isoDay(whole - 24_107)
  return isoDay(whole - (whole < 60 ? 25_568 : 25_569))
}

/** `1234.0` and `1.234E3` as they are shown: `1234`. */
function plainNumber(value: string): string {
  const number = Number(value)
  return Number.isFinite(number) ? String(number) : value
}

/** `BC12` is column 54; null without letters. */
function columnOf(reference: string | null): number | null {
  if (reference === null) return null
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 0x40
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
    if (column > 20_000) break
  }
  return column === 0 ? null : column - 1
}

function onOpen(open: TagReader["open"]): TagReader {
  return { open, text() {}, close() {} }
}
