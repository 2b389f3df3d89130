import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { calendarWordsOf } from "../written/date-cell.ts"
import type { Read } from "./found-source.ts"
import { findReportColumns, type ReportColumns, readReportTable } from "./report-table.ts"
import { openCsv } from "./tables/csv-table.ts"
import type { Table, TableOptions } from "./tables/table.ts"

const OPTIONS: TableOptions = { delimiter: null, encoding: "utf-8", sheet: null, headerRow: 1, escaped: false }
const WORDS = calendarWordsOf(builtInKnowledge())

async function tableOf(csv: string): Promise<Table> {
  return openCsv(
    (async function* () {
      yield Buffer.from(csv)
    })(),
    OPTIONS,
  )
}

async function readAll(csv: string, said: ReportColumns = {}) {
  const table = await tableOf(csv)
  const columns = findReportColumns(table.columns, said)
  if (columns === null) throw new Error("no column of texts")
  const reads: Read[] = []
  for await (const read of readReportTable(table, columns, WORDS)) reads.push(read)
  return {
    reads,
    arrivals: reads.flatMap((read) => ("arrival" in read ? [read.arrival] : [])),
    refusals: reads.flatMap((read) => ("refusal" in read ? [[read.at, read.refusal] as const] : [])),
  }
}

describe("findReportColumns", () => {
  const cases: readonly (readonly [columns: readonly string[], found: ReportColumns | null])[] = [
    [["متن خبر", "تاريخ", "لینک", "منبع"], { text: "متن خبر", date: "تاريخ", url: "لینک", source: "منبع" }],
    [["ID", "Title", "Body", "published_at"], { id: "ID", title: "Title", text: "Body", date: "published_at" }],
    [["نوع", "تاریخ", "شهر"], null],
    [["متن", "خبر"], null],
  ]
  for (const [columns, found] of cases)
    test(columns.join("، "), () => expect(findReportColumns(columns)).toEqual(found))
  test("goes by what the operator says", () => {
    expect(findReportColumns(["الف", "ب", "تاریخ"], { text: "الف" })).toEqual({ text: "الف", date: "تاریخ" })
    expect(() => findReportColumns(["الف"], { text: "ج" })).toThrow("table.column_missing")
  })
})

describe("readReportTable", () => {
  test("reads texts with Jalali and Gregorian days, addresses and sources", async () => {
    const { reads, arrivals, refusals } = await readAll(
      "عنوان,متن,تاریخ,نشانی,منبع\nتیتر,کارگران تجمع کردند.,۱۴۰۰/۰۱/۰۵,https://example.org/1,kar\n,دوم,2021-03-20,,kar\n,سوم,۱۲ مرداد ۱۴۰۱,,\n",
    )
    expect(refusals).toEqual([])
    expect(arrivals.map(({ text, published, url }) => [text, published, url])).toEqual([
      ["تیتر\n\nکارگران تجمع کردند.", "2021-03-25", "https://example.org/1"],
      ["دوم", "2021-03-20", null],
      ["سوم", "2022-08-03", null],
    ])
    expect(reads.flatMap((read) => ("source" in read ? [read.source.key] : []))).toEqual(["kar", null])
    expect(arrivals[0]?.key).toBe("https://example.org/1")
    expect(arrivals[1]?.key).toMatch(/^[0-9a-f]{32}$/)
  })

  test("refuses a row with what is wrong and where, and goes on", async () => {
    const { arrivals, refusals } = await readAll(
      'متن,تاریخ,نشانی,شناسه\nیک,۱۴۰۱,,\nدو,فردا,,\nسه,,http://example.org,\n,۱۴۰۰/۰۱/۰۵,,7\n,,,\nچهار,,,"x"\nپنج,۵ تا ۷ مهر ۱۴۰۱,,\n',
    )
    expect(arrivals.map(({ key, text }) => [key, text])).toEqual([["x", "چهار"]])
    expect(
      refusals.map(([at, refusal]) => [at, refusal.code === "input.row" ? refusal.problem.code : refusal.code]),
    ).toEqual([
      ["2", "date.unreadable"],
      ["3", "date.unreadable"],
      ["4", "url.unfit"],
      ["5", "input.no_text"],
      ["8", "date.unreadable"],
    ])
  })

  test("takes strangers' mailboxes and cards out, and keys the same row the same", async () => {
    const csv = "text,date\nتماس a@example.org کارت 6037991111111112,2021-03-20\n"
    const [one, other] = [await readAll(csv), await readAll(csv)]
    expect(one.arrivals[0]?.text).toBe("تماس […] کارت […]")
    expect(one).toEqual(other)
  })
})
