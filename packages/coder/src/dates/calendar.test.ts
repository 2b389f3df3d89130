import { readFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  dayNumber,
  fromImperial,
  fromKurdish,
  gregorianDay,
  hijriDay,
  hijriMonthLength,
  isoDay,
  jalaliDay,
  jalaliMonthLength,
  saturdayOf,
  toGregorian,
  toHijri,
  toJalali,
  weekdayOf,
} from "./calendar.ts"

const table: { id: string; first_day: string; leap_after: string }[] = parse(
  readFileSync(new URL("../../../../data/calendar/jalali-years.csv", import.meta.url), "utf8"),
  { columns: true },
)

describe("jalaliDay", () => {
  test("agrees with the official table on the first day and the length of all its 293 years", () => {
    expect(table.length).toBe(293)
    for (const { id, first_day, leap_after } of table) {
      const year = Number(id)
      expect([id, isoDay(jalaliDay(year, 1, 1)!)]).toEqual([id, first_day])
      expect([id, jalaliMonthLength(year, 12)]).toEqual([id, leap_after === "" ? 29 : 30])
      expect([id, jalaliDay(year, 12, 30) !== null]).toEqual([id, leap_after !== ""])
    }
  })

  test("knows no day that is none", () => {
    for (const [y, m, d] of [
      [1399, 13, 1],
      [1399, 0, 1],
      [1399, 1, 32],
      [1399, 7, 31],
      [1400, 12, 30],
      [1399, 1, 0],
      [98, 1, 1],
    ] as const) {
      expect(jalaliDay(y, m, d)).toBeNull()
    }
  })
})

describe("dayNumber", () => {
  const cases: readonly [iso: string, day: number | null][] = [
    ["1970-01-01", 0],
    ["2019-10-15", 18184],
    ["2019-10-15T21:30:00Z", 18184],
    ["2024-02-29", 19782],
    ["2023-02-29", null],
    ["2023-13-01", null],
    ["2023-1-1", null],
    ["today", null],
    ["", null],
  ]
  for (const [iso, day] of cases) test(`reads «${iso}» as ${day}`, () => expect(dayNumber(iso)).toBe(day))
})

describe("every day from 1850 to 2100", () => {
  const first = dayNumber("1850-01-01")!
  const last = dayNumber("2100-12-31")!

  test("comes back from its ISO, Gregorian, Jalali and Hijri forms, in step with the platform's own days", () => {
    for (let day = first; day <= last; day++) {
      const iso = isoDay(day)
      if (new Date(day * 86_400_000).toISOString().slice(0, 10) !== iso)
        throw new Error(`the platform disagrees on ${iso}`)
      if (dayNumber(iso) !== day) throw new Error(`${iso} does not come back`)
      const g = toGregorian(day)
      if (gregorianDay(g.year, g.month, g.day) !== day) throw new Error(`${iso}: Gregorian does not come back`)
      const j = toJalali(day)
      if (jalaliDay(j.year, j.month, j.day) !== day) throw new Error(`${iso}: Jalali does not come back`)
      const h = toHijri(day)
      if (hijriDay(h.year, h.month, h.day) !== day) throw new Error(`${iso}: Hijri does not come back`)
      const saturday = saturdayOf(day)
      if (weekdayOf(saturday) !== 0 || day - saturday < 0 || day - saturday > 6) throw new Error(`${iso}: week`)
      if (weekdayOf(day) !== (new Date(day * 86_400_000).getUTCDay() + 1) % 7) throw new Error(`${iso}: weekday`)
    }
    expect(last - first).toBe(91_675)
  })
})

describe("hijriDay", () => {
  // Days that Iran's official calendar gives; the tabular calendar is within two days of them.
  const cases: readonly [string, readonly [number, number, number]][] = [
    ["2023-07-19", [1445, 1, 1]],
    ["2024-04-10", [1445, 10, 1]],
    ["2020-08-30", [1442, 1, 10]],
    ["2021-05-13", [1442, 10, 1]],
    ["2019-08-12", [1440, 12, 10]],
  ]
  for (const [iso, [y, m, d]] of cases) {
    test(`puts ${y}-${m}-${d} within two days of ${iso}`, () => {
      expect(Math.abs(hijriDay(y, m, d)! - dayNumber(iso)!)).toBeLessThanOrEqual(2)
    })
  }

  test("has no thirtieth day in an even month but the twelfth of a leap year", () => {
    expect(hijriDay(1445, 2, 30)).toBeNull()
    expect(hijriMonthLength(1445, 12)).toBe(30)
    expect(hijriMonthLength(1446, 12)).toBe(29)
  })
})

describe("other counts of years", () => {
  test("turns imperial and Kurdish years into Jalali ones", () => {
    expect(fromImperial(2581)).toBe(1401)
    expect(fromKurdish(2718)).toBe(1397)
  })
})

describe("isoDay", () => {
  test("is undone by dayNumber for any day of a thousand years", () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (day) => {
        expect(dayNumber(isoDay(day))).toBe(day)
      }),
    )
  })
})
