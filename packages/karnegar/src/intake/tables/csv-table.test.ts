import { describe, expect, test } from "vitest"
import { openCsv, REFUSED_COLUMNS } from "./csv-table.ts"
import { escapeCell, MOST_ROW_BYTES, TableError, type TableOptions, type TableRow, unescapeCell } from "./table.ts"

const OPTIONS: TableOptions = { delimiter: null, encoding: "utf-8", sheet: null, headerRow: 1, escaped: false }

async function* inChunks(whole: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function read(text: string | Uint8Array, more: Partial<TableOptions> = {}, size = 7) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text
  const table = await openCsv(inChunks(bytes, size), { ...OPTIONS, ...more })
  const rows: TableRow[] = []
  for await (const row of table.rows) rows.push(row)
  return { columns: table.columns, rows }
}

/** `row:a|b` of a row, `row:code` of a fault. */
const short = (rows: readonly TableRow[]): string[] =>
  rows.map((one) => `${one.row}:${"cells" in one ? [...one.cells.values()].join("|") : one.fault.code}`)

describe("openCsv", () => {
  const cases: readonly (readonly [
    name: string,
    text: string,
    want: readonly string[],
    options?: Partial<TableOptions>,
  ])[] = [
    ["reads rows by the names of the header", "a,b\n1,2\n3,4\n", ["2:1|2", "3:3|4"]],
    ["passes over a byte order mark", "\ufeffa,b\n1,2", ["2:1|2"]],
    ["takes CR LF", "a,b\r\n1,2\r\n", ["2:1|2"]],
    ["finds the semicolon of a Persian or German Excel", "a;b\n1,5;2\n", ["2:1,5|2"]],
    ["finds the tab", "a\tb\n1\t2\n", ["2:1|2"]],
    ["keeps the separator that the mapping names", "a;x,b\n1;y,2\n", ["2:1;y|2"], { delimiter: "," }],
    ["takes a line end and doubled quotation marks inside a cell", 'a,b\n"x\ny","say ""z"""\n', ['2:x\ny|say "z"']],
    ["passes over blank rows and rows of separators", "a,b\n\n,\n1,2\n", ["3:1|2"]],
    ["tells a row with too few cells and reads on", "a,b\n1\n3,4\n", ["2:row.cells", "3:3|4"]],
    ["tells a row with too many cells", "a,b\n1,2,3\n", ["2:row.cells"]],
    ["passes over empty cells behind the last column", "a,b\n1,2,,\n", ["2:1|2"]],
    ["takes a header further down", "report of 1401\na,b\n1,2\n", ["3:1|2"], { headerRow: 2 }],
    ["takes the apostrophe off where the mapping says so", "a,b\n'=1+1,'x\n", ["2:=1+1|'x"], { escaped: true }],
    ["keeps the apostrophe otherwise", "a,b\n'=1+1,2\n", ["2:'=1+1|2"]],
  ]
  for (const [name, text, want, options] of cases) {
    test(name, async () => expect(short((await read(text, options, 4096)).rows)).toEqual(want))
    test(`${name}, byte by byte`, async () => expect(short((await read(text, options, 1)).rows)).toEqual(want))
  }

  test("reads windows-1256, with its Persian letters", async () => {
    const bytes = Uint8Array.from([0x61, 0x0a, 0xc7, 0xda, 0xca, 0xd5, 0xc7, 0xc8, 0x81, 0x0a])
    expect(short((await read(bytes, { encoding: "windows-1256" })).rows)).toEqual(["2:اعتصابپ"])
  })

  const refused: readonly (readonly [name: string, text: string | Uint8Array, code: string])[] = [
    ["an empty file", "", "table.empty"],
    ["a header of separators", ",,\n1,2,3\n", "table.empty"],
    ["two columns of one name", "a, a\n1,2\n", "table.column_repeated"],
    ["bytes that are not UTF-8", Uint8Array.from([0x61, 0x0a, 0xd8, 0x0a]), "table.not_utf8"],
    ["an unclosed quotation mark", 'a,b\n"1,2\n3,4\n', "table.quote_open"],
    ["a quotation mark within a bare cell", 'a,b\nx"y,2\n', "table.quote_open"],
    [
      "more columns than anyone has",
      `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join()}\n`,
      "table.too_many_columns",
    ],
    ["one endless row", `a,b\n"${"x".repeat(2 * MOST_ROW_BYTES)}`, "table.quote_open"],
  ]
  for (const [name, text, code] of refused) {
    test(`refuses ${name} as a whole`, async () => {
      await expect(read(text, {}, 65_536)).rejects.toMatchObject({ code })
    })
  }

  test("reads a file of refused rows as it was written, whatever the mapping says of the first one", async () => {
    const text = `${REFUSED_COLUMNS.join()},a,b\n7,row.no_key,a,x,y,'=1,2\n`
    const { columns, rows } = await read(text, { delimiter: ";", headerRow: 3 })
    expect(columns).toEqual(["a", "b"])
    expect(short(rows)).toEqual(["2:=1|2"])
    expect(rows[0]!.source).toEqual({ cells: ["=1", "2"] })
  })

  test("lets an error of the source through as it is", async () => {
    async function* breaks(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode("a,b\n1,2\n")
      throw new Error("the disk is gone")
    }
    const all = async () => {
      const table = await openCsv(breaks(), OPTIONS)
      for await (const _ of table.rows);
    }
    await expect(all()).rejects.toThrow("the disk is gone")
    await expect(all()).rejects.not.toBeInstanceOf(TableError)
  })
})

describe("escapeCell", () => {
  for (const cell of ["=1+1", "+cmd", "-x", "@sum", "\tx", "\r=x", "'=x", " =1", "＝1"]) {
    test(`disarms ${JSON.stringify(cell)}, and unescapeCell gives it back`, () => {
      expect(escapeCell(cell)).toBe(`'${cell}`)
      expect(unescapeCell(escapeCell(cell))).toBe(cell)
    })
  }
  for (const cell of ["", "x", "-121.5", "+98", "'x", "12-14", "متن"]) {
    test(`leaves ${JSON.stringify(cell)} alone`, () => {
      expect(escapeCell(cell)).toBe(cell)
      expect(unescapeCell(cell)).toBe(cell)
    })
  }
})
