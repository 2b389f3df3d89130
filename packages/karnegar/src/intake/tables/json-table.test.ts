import { describe, expect, test } from "vitest"
import { openJson } from "./json-table.ts"
import { MOST_ROW_BYTES, type TableRow } from "./table.ts"

async function read(text: string, lines: boolean): Promise<TableRow[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(text)
    for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096)
  }
  const rows: TableRow[] = []
  for await (const row of (await openJson(chunks(), lines)).rows) rows.push(row)
  return rows
}

const cellsOf = (row: TableRow | undefined) =>
  row !== undefined && "cells" in row ? Object.fromEntries(row.cells) : row?.fault.code

describe("openJson", () => {
  test("makes columns of objects inside, and aligned lists of lists of objects", async () => {
    const [row] = await read(
      JSON.stringify([
        {
          id: 7,
          n: { min: 3, max: null },
          forms: ["strike", "march"],
          places: [{ name: { fa: "یک" } }, { name: { fa: "دو" }, lat: 1 }],
        },
      ]),
      false,
    )
    expect(cellsOf(row)).toEqual({
      id: "7",
      "n.min": "3",
      "n.max": "",
      forms: ["strike", "march"],
      "places.name.fa": ["یک", "دو"],
      "places.lat": ["", "1"],
    })
  })
  test("reads an object on each line and numbers the lines", async () => {
    expect((await read('{"a":1}\n\n{"a":2}\n', true)).map((one) => one.row)).toEqual([1, 3])
  })
  test("tells a line that is no object and reads on", async () => {
    const rows = await read('{"a":1}\nno\n[1]\n"x"\n{"a":2}', true)
    expect(rows.map(cellsOf)).toEqual([{ a: "1" }, "row.not_json", "row.not_object", "row.not_object", { a: "2" }])
  })
  test("tells a line that is too long", async () => {
    expect((await read(`{"a":"${"x".repeat(MOST_ROW_BYTES)}"}\n{"a":2}`, true)).map(cellsOf)).toEqual([
      "row.too_long",
      { a: "2" },
    ])
  })
  test("passes over what an earlier import wrote beside a refused row", async () => {
    const [row] = await read('{"a":1,"karnegar_refused":{"code":"x"}}', true)
    expect(row).toMatchObject({ source: { json: { a: 1 } } })
    expect(cellsOf(row)).toEqual({ a: "1" })
  })
  test("is not deceived by keys of JavaScript's own", async () => {
    expect(cellsOf((await read('{"__proto__":{"a":1},"constructor":"x"}', true))[0])).toMatchObject({
      constructor: "x",
    })
    expect(({} as { a?: number }).a).toBeUndefined()
  })
  for (const [name, text] of [
    ["half an array", '[{"a":1},'],
    ["nesting without end", "[".repeat(200_000)],
    ["an object", '{"a":1}'],
    ["nothing", ""],
  ] as const) {
    test(`refuses ${name} where an array was meant`, async () => {
      await expect(read(text, false)).rejects.toMatchObject({ code: "table.not_json" })
    })
  }
})
