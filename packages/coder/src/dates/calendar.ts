import * as jalaali from "jalaali-js"

/**
 * Days and calendars, exact and without a clock. A day is an ISO 8601 Gregorian day («2019-10-15») or a day number
 * (days since 1970-01-01).
 *
 * Jalali years 1206 to 1498 agree with the official table of leap years (`data/calendar/jalali-years.csv`, tested).
 * Hijri is the tabular civil calendar: up to two days off the one that the moon and the authorities keep.
 */

const EPOCH = jalaali.g2d(1970, 1, 1)

/** Year, month and day of some calendar. */
export interface YearMonthDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Day number of an ISO day, or of the day of an ISO instant; `null` when there is no such day. */
export function dayNumber(iso: string): number | null {
  if (iso.charCodeAt(4) !== HYPHEN || iso.charCodeAt(7) !== HYPHEN || isDigit(iso.charCodeAt(10))) return null
  const year = digitsAt(iso, 0, 4)
  const month = digitsAt(iso, 5, 7)
  const day = digitsAt(iso, 8, 10)
  return year < 0 || month < 0 || day < 0 ? null : gregorianDay(year, month, day)
}

const HYPHEN = 0x2d

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

/** The number that the digits [from, to) write; -1 where one is no digit. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    if (!isDigit(unit)) return -1
    value = value * 10 + unit - 0x30
  }
  return value
}

/** ISO day of a day number. */
export function isoDay(day: number): string {
  const { gy, gm, gd } = jalaali.d2g(day + EPOCH)
  return `${gy < 1000 ? String(gy).padStart(4, "0") : gy}-${TWO_DIGITS[gm]}-${TWO_DIGITS[gd]}`
}

/** Numbers of months and days as ISO writes them. */
const TWO_DIGITS = Array.from({ length: 32 }, (_, n) => String(n).padStart(2, "0"))

/** Day of the Iranian week of a day number: 0 Saturday … 6 Friday. */
export function weekdayOf(day: number): number {
  return (((day + 5) % 7) + 7) % 7
}

/** Saturday of the week that a day number lies in. */
export function saturdayOf(day: number): number {
  return day - weekdayOf(day)
}

/** Day number of a Gregorian date; `null` when there is no such day or the year is outside 1000 to 3000. */
export function gregorianDay(year: number, month: number, day: number): number | null {
  if (year < 1000 || year > 3000 || month < 1 || month > 12 || day < 1 || day > gregorianMonthLength(year, month))
    return null
  return jalaali.g2d(year, month, day) - EPOCH
}

/** Gregorian date of a day number. */
export function toGregorian(day: number): YearMonthDay {
  const { gy, gm, gd } = jalaali.d2g(day + EPOCH)
  return { year: gy, month: gm, day: gd }
}

/** Days of a Gregorian month. */
export function gregorianMonthLength(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Day number of a Jalali date; `null` when there is no such day or the year is outside 1000 to 1700. */
export function jalaliDay(year: number, month: number, day: number): number | null {
  if (year < 1000 || year > 1700 || month < 1 || month > 12 || day < 1 || day > jalaliMonthLength(year, month))
    return null
  return newYear(year) + (month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7)) + day - 1
}

/** The first day of a Jalali year, worked out once. */
function newYear(year: number): number {
  let day = newYears.get(year)
  if (day === undefined) {
    day = jalaali.j2d(year, 1, 1) - EPOCH
    newYears.set(year, day)
  }
  return day
}

const newYears = new Map<number, number>()

/** Jalali date of a day number. */
export function toJalali(day: number): YearMonthDay {
  const { jy, jm, jd } = jalaali.d2j(day + EPOCH)
  return { year: jy, month: jm, day: jd }
}

/** Days of a Jalali month. */
export function jalaliMonthLength(year: number, month: number): number {
  if (month < 12) return month < 7 ? 31 : 30
  return newYear(year + 1) - newYear(year) === 366 ? 30 : 29
}

/** Day number of a tabular Hijri date, at most two days off; `null` when there is no such day. */
export function hijriDay(year: number, month: number, day: number): number | null {
  if (year < 1 || year > 2000 || month < 1 || month > 12 || day < 1 || day > hijriMonthLength(year, month)) return null
  const julian =
    Math.floor((11 * year + 3) / 30) + 354 * year + 30 * month - Math.floor((month - 1) / 2) + day + 1948440 - 385
  return julian - EPOCH
}

/** Days of a tabular Hijri month: 30 and 29 by turns, the twelfth 30 in a leap year. */
export function hijriMonthLength(year: number, month: number): number {
  if (month === 12) return (11 * year + 14) % 30 < 11 ? 30 : 29
  return month % 2 === 1 ? 30 : 29
}

/** Tabular Hijri date of a day number, at most two days off. */
export function toHijri(day: number): YearMonthDay {
  const sinceEpoch = day + EPOCH - 1948440
  const year = Math.floor((30 * sinceEpoch + 10646) / 10631)
  const inYear = day - hijriDay(year, 1, 1)!
  const month = Math.min(12, Math.ceil((inYear - 29) / 29.5) + 1)
  return { year, month, day: day - hijriDay(year, month, 1)! + 1 }
}

/** Jalali year of a year of the imperial calendar (2581 is 1401). */
export function fromImperial(year: number): number {
  return year - 1180
}

/** Jalali year of a Kurdish year (2718 is 1397). */
export function fromKurdish(year: number): number {
  return year - 1321
}
