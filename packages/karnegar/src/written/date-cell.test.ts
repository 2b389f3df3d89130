import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { type CellCalendar, calendarWordsOf, type DateFault, type DayOrder, readDateCell } from "./date-cell.ts"

const words = calendarWordsOf(builtInKnowledge())

/** `start precision`, and ` to end` of a range; or the fault. */
function short(written: string, calendar: CellCalendar, order: DayOrder | null): string {
  const date = readDateCell(written, { calendar, order }, words)
  if (typeof date === "string") return date
  return `${date.start} ${date.precision}${date.end === null ? "" : ` to ${date.end}`}`
}

const read: readonly (readonly [written: string, calendar: CellCalendar, want: string, order?: DayOrder])[] = [
  ["1401/05/12", "jalali", "2022-08-03 day"],
  ["۱۴۰۱/۵/۱۲", "auto", "2022-08-03 day"],
  ["١٤٠١-٠٥-١٢", "jalali", "2022-08-03 day"],
  ["۱۲/۵/۱۴۰۱", "jalali", "2022-08-03 day"],
  ["14010512", "jalali", "2022-08-03 day"],
  ["98/7/12", "jalali", "2019-10-04 day"],
  ["۱۲ مرداد ۱۴۰۱", "auto", "2022-08-03 day"],
  ["سه‌شنبه ۱۲ مرداد ۱۴۰۱", "jalali", "2022-08-03 day"],
  ["سه شنبه 12 مردادماه 1401", "jalali", "2022-08-03 day"],
  ["12 مهر 98", "jalali", "2019-10-04 day"],
  ["\u200f۱۴۰۱/۰۵/۱۲\u200e ", "jalali", "2022-08-03 day"],
  ["۱۴۰۱/۵", "jalali", "2022-07-23 month"],
  ["مرداد ۱۴۰۱", "jalali", "2022-07-23 month"],
  ["مرداد ماه ۱۴۰۱", "jalali", "2022-07-23 month"],
  ["1401", "auto", "2022-03-21 year"],
  ["2022", "auto", "2022-01-01 year"],
  ["2022-08", "gregorian", "2022-08-01 month"],
  ["August 2022", "gregorian", "2022-08-01 month"],
  ["Aug 3, 2022", "auto", "2022-08-03 day"],
  ["3 August 2022", "auto", "2022-08-03 day"],
  ["August 3rd, 2022", "auto", "2022-08-03 day"],
  ["2021-03-05T12:00:00Z", "gregorian", "2021-03-05 day"],
  ["2021-03-05 12:00", "gregorian", "2021-03-05 day"],
  ["25/03/2021", "gregorian", "2021-03-25 day"],
  ["05/03/2021", "gregorian", "2021-03-05 day", "dmy"],
  ["05/03/2021", "gregorian", "2021-05-03 day", "mdy"],
  ["1399/12/30", "jalali", "2021-03-20 day"],
  ["۱۲ تا ۱۵ مرداد ۱۴۰۱", "jalali", "2022-08-03 day to 2022-08-06"],
  ["12-15 مرداد 1401", "jalali", "2022-08-03 day to 2022-08-06"],
  ["28 تیر تا ۲ مرداد ۱۴۰۱", "jalali", "2022-07-19 day to 2022-07-24"],
  ["1401/04/28 – 1401/05/02", "auto", "2022-07-19 day to 2022-07-24"],
  ["2021-03-01/2021-03-05", "gregorian", "2021-03-01 day to 2021-03-05"],
  ["تیر ۱۴۰۱ تا مرداد ۱۴۰۱", "jalali", "2022-06-22 month to 2022-08-22"],
]

const refused: readonly (readonly [written: string, calendar: CellCalendar, fault: DateFault])[] = [
  ["", "auto", "date.unreadable"],
  ["دیروز", "auto", "date.unreadable"],
  ["مهر", "jalali", "date.unreadable"],
  ["۱۲ مهر", "jalali", "date.unreadable"],
  ["۱۲ مهر ۱۴۰۱ در اهواز", "jalali", "date.unreadable"],
  ["۱۴۰۱؟", "jalali", "date.unreadable"],
  ["2021/2022", "auto", "date.unreadable"],
  ["98/7/12", "gregorian", "date.unreadable"],
  ["1401/13/01", "jalali", "date.impossible"],
  ["1401/12/30", "jalali", "date.impossible"],
  ["2021-02-29", "auto", "date.impossible"],
  ["1701/01/01", "auto", "date.impossible"],
  ["05/03/2021", "gregorian", "date.ambiguous"],
  ["1401/05/12", "gregorian", "date.calendar"],
  ["2021-01-05", "jalali", "date.calendar"],
  ["مرداد ۲۰۲۲", "auto", "date.calendar"],
  ["۱۵ تا ۱۲ مرداد ۱۴۰۱", "jalali", "date.end_before_start"],
  ["1".repeat(500), "auto", "date.unreadable"],
]

describe("readDateCell", () => {
  for (const [written, calendar, want, order] of read)
    test(`reads «${written}» (${calendar}${order ? `, ${order}` : ""})`, () =>
      expect(short(written, calendar, order ?? null)).toBe(want))
  for (const [written, calendar, fault] of refused)
    test(`refuses «${written.slice(0, 30)}» (${calendar}): ${fault}`, () =>
      expect(short(written, calendar, null)).toBe(fault))
  test("knows the last day of a month and a year of either calendar", () => {
    const last = (written: string) => {
      const date = readDateCell(written, { calendar: "auto", order: null }, words)
      return typeof date === "string" ? date : date.last
    }
    expect(["1399", "1401/12", "2020-02", "2020", "1401/05/12"].map(last)).toEqual([
      "2021-03-20",
      "2023-03-20",
      "2020-02-29",
      "2020-12-31",
      "2022-08-03",
    ])
  })
})
