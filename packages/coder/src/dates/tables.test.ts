import { readFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import { describe, expect, test } from "vitest"
import { compileDateWords } from "./date-words.ts"

type Row = Record<string, string>
const read = (name: string): Row[] =>
  parse(readFileSync(new URL(`../../../../data/lexicon/tables/${name}.csv`, import.meta.url), "utf8"), {
    columns: true,
  })
const tables = {
  months: read("months"),
  weekdays: read("weekdays"),
  relativeDays: read("relative-days"),
  numberWords: read("number-words"),
  occasions: read("occasions"),
}

describe("the tables of dates and numbers", () => {
  for (const [name, rows] of Object.entries(tables)) {
    test(`${name} is sorted by unique ids, licensed, and its Persian is NFC`, () => {
      const ids = rows.map((row) => row.id!)
      expect(ids).toEqual([...new Set(ids)].sort())
      for (const row of rows) {
        expect([row.id, row.source !== "" && row.licence !== ""]).toEqual([row.id, true])
        expect([row.id, Object.keys(row).slice(-3)]).toEqual([row.id, ["note", "name_en", "name_fa"]])
        for (const cell of Object.values(row)) expect(cell).toBe(cell.normalize("NFC"))
      }
    })
  }

  test("give every calendar twelve months and every day of the week a name", () => {
    for (const calendar of ["jalali", "gregorian", "hijri", "kurdish", "afghan"]) {
      const numbers = tables.months.filter((row) => row.calendar === calendar).map((row) => Number(row.number))
      expect([calendar, numbers.sort((a, b) => a - b)]).toEqual([calendar, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]])
    }
    expect(tables.weekdays.map((row) => Number(row.number)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  test("compile, and are refused when a phrase means two things", () => {
    expect(() => compileDateWords(tables)).not.toThrow()
    const twice = [...tables.weekdays, { ...tables.weekdays[0]!, id: "other", number: "3" }]
    expect(() => compileDateWords({ ...tables, weekdays: twice })).toThrow("couldn't compile the word table")
  })
})
