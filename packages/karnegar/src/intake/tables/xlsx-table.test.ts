import { describe, expect, test } from "vitest"
import { workbookParts, zipOf } from "../../../../../tests/support/xlsx.ts"
import type { TableOptions, TableRow } from "./table.ts"
import { openXlsx } from "./xlsx-table.ts"
import { MOST_UNPACKED_BYTES } from "./zip.ts"

const OPTIONS: TableOptions = { delimiter: null, encoding: "utf-8", sheet: null, headerRow: 1, escaped: false }

async function read(bytes: Buffer, more: Partial<TableOptions> = {}) {
  const table = await openXlsx(bytes, { ...OPTIONS, ...more })
  const rows: TableRow[] = []
  for await (const row of table.rows) rows.push(row)
  return {
    columns: table.columns,
    rows: rows.map((r) => [r.row, "cells" in r ? Object.fromEntries(r.cells) : r.fault]),
  }
}

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
const HEADER = `<row r="1">${text("A1", "a")}${text("B1", "b")}</row>`
const book = (rows: string, more: Parameters<typeof workbookParts>[1] = {}) => zipOf(workbookParts(HEADER + rows, more))
const one = async (cell: string, more: Parameters<typeof workbookParts>[1] = {}) =>
  ((await read(book(`<row r="2">${cell}</row>`, more))).rows[0]![1] as { a: unknown }).a

describe("openXlsx", () => {
  const cells: readonly (readonly [name: string, cell: string, want: unknown, strings?: string])[] = [
    ["a shared string", '<c r="A2" t="s"><v>1</v></c>', "دو", "<si><t>یک</t></si><si><t>دو</t></si>"],
    [
      "a string in pieces, without how it is said",
      '<c r="A2" t="s"><v>0</v></c>',
      "یک دو",
      '<si><r><t>یک</t></r><r><t xml:space="preserve"> دو</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
    ],
    ["a string of the cell's own", text("A2", "&lt;&#x645;&#65;&amp;&gt;"), "<مA&>"],
    [
      "a letter that XML doesn't allow, and what only looks like one",
      text("A2", "a_x000A_b_x005F_x0041_"),
      "a\nb_x0041_",
    ],
    ["a number", '<c r="A2"><v>1234.50</v></c>', "1234.5"],
    ["a number written with a power of ten", '<c r="A2"><v>1.234E3</v></c>', "1234"],
    ["a formula's value and not the formula", '<c r="A2" t="str"><f>HYPERLINK("x")</f><v>shown</v></c>', "shown"],
    ["a yes", '<c r="A2" t="b"><v>1</v></c>', "TRUE"],
    ["a day by its number format", '<c r="A2" s="1"><v>44256.75</v></c>', { day: "2021-03-01" }],
    ["a day by a format that is built in", '<c r="A2" s="3"><v>44256</v></c>', { day: "2021-03-01" }],
    ["a day before the 29 February that there was not", '<c r="A2" s="1"><v>59</v></c>', { day: "1900-02-28" }],
    ["a day behind it", '<c r="A2" s="1"><v>61</v></c>', { day: "1900-03-01" }],
    ["a day of ISO 8601", '<c r="A2" t="d"><v>2021-03-01T00:00:00</v></c>', { day: "2021-03-01" }],
    ["a number whose format only has quoted letters of a day", '<c r="A2" s="2"><v>44256</v></c>', "44256"],
    ["a cell without a reference behind another", "<c><v>5</v></c>", "5"],
    ["CDATA", '<c r="A2" t="str"><v><![CDATA[<x>]]></v></c>', "<x>"],
    ["a prefix before the tags", '<x:c r="A2" t="str"><x:v>p</x:v></x:c>', "p"],
  ]
  for (const [name, cell, want, strings] of cells) {
    test(`reads ${name}`, async () => expect(await one(cell, { strings: strings ?? "" })).toEqual(want))
  }
  test("counts days from 1904 where the workbook says so", async () => {
    expect(await one('<c r="A2" s="1"><v>42794</v></c>', { date1904: true })).toEqual({ day: "2021-03-01" })
  })
  test("leaves errors such as #REF! empty", async () => {
    expect((await read(book(`<row r="2">${text("A2", "x")}<c r="B2" t="e"><v>#REF!</v></c></row>`))).rows).toEqual([
      [2, { a: "x", b: "" }],
    ])
  })
  test("keeps the row numbers that a spreadsheet program shows, and passes over empty rows", async () => {
    expect((await read(book(`<row r="5">${text("B5", "x")}</row><row r="9"><c r="A9"/></row>`))).rows).toEqual([
      [5, { a: "", b: "x" }],
    ])
  })
  test("takes the sheet and the header row that the mapping names", async () => {
    const bytes = zipOf(
      workbookParts(
        `<row r="1">${text("A1", "گزارش")}</row><row r="3">${text("A3", "a")}</row><row r="4">${text("A4", "1")}</row>`,
        {
          sheetName: "حرکت‌ها",
        },
      ),
    )
    expect((await read(bytes, { sheet: "حرکت‌ها", headerRow: 3 })).rows).toEqual([[4, { a: "1" }]])
    await expect(read(bytes, { sheet: "x" })).rejects.toMatchObject({ code: "table.sheet_missing" })
  })

  test("never unfolds merged cells or checks over whole columns", async () => {
    const behind =
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations>'
    const started = performance.now()
    expect((await read(book(`<row r="2">${text("A2", "x")}</row>`, { behind }))).rows).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
  test("takes a cell far out without making those before it", async () => {
    expect(
      (await read(book(`<row r="1048576">${text("XFD1048576", "far")}${text("A1048576", "x")}</row>`))).rows,
    ).toEqual([[1_048_576, { a: "x", b: "" }]])
  })

  const hostile: readonly (readonly [name: string, bytes: () => Buffer, code: string])[] = [
    ["no archive", () => Buffer.from("PK but no more than that, though long enough"), "table.not_xlsx"],
    ["half an archive", () => book("").subarray(0, 700), "table.not_xlsx"],
    ["an archive without a workbook", () => zipOf({ "word/document.xml": "<x/>" }), "table.not_xlsx"],
    [
      "an archive whose part is broken",
      () => {
        const bytes = book("")
        bytes.fill(0xff, 60, 120)
        return bytes
      },
      "table.not_xlsx",
    ],
    ["an archive with a locked part", () => zipOf(workbookParts(HEADER), { flags: 1 }), "table.xlsx_encrypted"],
    ["an old .xls", () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), "table.xlsx_old"],
    [
      "entities that grow",
      () =>
        zipOf({
          ...workbookParts(HEADER),
          "xl/sharedStrings.xml":
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>',
        }),
      "table.not_xlsx",
    ],
    [
      "a tag without an end",
      () => zipOf({ ...workbookParts(HEADER), "xl/sharedStrings.xml": `<sst a="${"x".repeat(3_000_000)}` }),
      "table.not_xlsx",
    ],
    ["a sheet without rows", () => zipOf(workbookParts("")), "table.empty"],
  ]
  for (const [name, bytes, code] of hostile) {
    test(`refuses ${name}`, async () => await expect(read(bytes())).rejects.toMatchObject({ code }))
  }

  test("stops a bomb at the bound, whatever size it states", async () => {
    const bomb = Buffer.alloc(MOST_UNPACKED_BYTES + 1024, 0x20)
    bomb.write("<sst>", 0)
    const bytes = zipOf({ ...workbookParts(HEADER), "xl/sharedStrings.xml": bomb }, { stated: 100 })
    expect(bytes.length).toBeLessThan(2_000_000)
    const before = process.memoryUsage().rss
    await expect(read(bytes)).rejects.toMatchObject({
      code: expect.stringMatching(/^table\.(inflates_too_far|not_xlsx)$/),
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_UNPACKED_BYTES)
  })
})
