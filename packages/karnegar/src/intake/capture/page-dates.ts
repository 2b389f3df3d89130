import { type CalendarWords, type CellDate, readDateCell } from "../../written/date-cell.ts"
import { IRAN, ZoneTime } from "../zone-time.ts"
import { type WrittenDates, YEAR } from "./written-dates.ts"

/** When a page was published, and what said so. */
export interface PublishedAt {
  /** ISO instant on Iran's clock, or a day. */
  readonly at: string
  readonly by: "metadata" | "linked-data" | "time" | "date-line"
}

/**
 * The day or instant of publication: metadata before what the page shows, and nothing guessed. A day after `now` (by more than
 * one, for clocks that go wrong) and one before 1995 is no day of a page's publication.
 */
export function publishedAt(written: WrittenDates, words: CalendarWords, now: Date): PublishedAt | null {
  const last = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)
  const fits = (at: string | null): at is string => at !== null && at.slice(0, 10) <= last && at >= "1995"
  for (const [values, by] of [
    [written.metadata, "metadata"],
    [written.linkedData, "linked-data"],
    [written.times, "time"],
  ] as const) {
    for (const value of values) {
      const at = readStamp(value, words)
      if (fits(at)) return { at, by }
    }
  }
  for (const line of written.lines) {
    const at = readDateLine(line, words)
    if (fits(at)) return { at, by: "date-line" }
  }
  return null
}

const iran = ZoneTime.of(IRAN)
const STAMP = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)? ?(Z|[+-]\d\d:?\d\d)?)?$/i

/**
 * Reads an instant or a day as metadata and feeds write it: ISO 8601, the form of e-mail, or as people do in either calendar.
 *
 * @returns an instant on Iran's clock where a zone is told, else a day; null for what is no date.
 */
export function readStamp(written: string, words: CalendarWords): string | null {
  const text = latinDigits(written.slice(0, 100)).trim()
  const stamp = STAMP.exec(text)
  if (stamp !== null && Number(stamp[1]) >= 1900) {
    const [, year, month, day, hour, minute, second = "00", zone] = stamp
    const iso = `${year}-${month}-${day}`
    if (!isDay(iso)) return null
    if (hour === undefined || zone === undefined) return iso
    const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`
    return instant(Date.parse(`${iso}T${hour}:${minute}:${second}${offset}`))
  }
  // `Fri, 02 Aug 2024 09:30:00 +0330`; a Jalali year in it would be read as one of the Middle Ages.
  if (/^(?:[A-Z][a-z]{2,8}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[A-Z]{1,4}|[+-]\d{4})$/.test(text)) {
    const ms = Date.parse(text)
    if (!Number.isNaN(ms) && new Date(ms).getUTCFullYear() >= 1900) return instant(ms)
  }
  // An hour of a Jalali stamp has no zone that could be trusted.
  return readDateLine(text.replace(/[T ]\d\d:\d\d.{0,20}$/, ""), words)
}

/** Day that a line of a page names, in either calendar; null for a line without one. */
export function readDateLine(line: string, words: CalendarWords): string | null {
  const marks = latinDigits(line)
    .replace(/[|•،,؛;()[\]«»ـ]/g, " ")
    .split(/\s/)
    .map((word) => word.replace(/^[:.\-–—]{1,3}|[:.\-–—]{1,3}$/g, ""))
    .filter((word) => word !== "" && !/^\d{1,2}:\d\d/.test(word))
    .slice(0, 40)
  let jalali: string | null = null
  let gregorian: string | null = null
  for (let from = 0; from < marks.length; from++) {
    for (let length = Math.min(4, marks.length - from); length > 0; length--) {
      const tried = marks.slice(from, from + length).join(" ")
      if (!YEAR.test(tried)) continue
      const read = readDateCell(tried, { calendar: "auto", order: "ymd" }, words)
      if (typeof read === "string" || !isOneDay(read)) continue
      // A line that gives both calendars: the Jalali day is the one that an Iranian page is sure of.
      if (/(?:^|\D)1[34]\d\d(?:\D|$)/.test(tried)) jalali ??= read.start
      else gregorian ??= read.start
    }
  }
  return jalali ?? gregorian
}

function isOneDay(read: CellDate): boolean {
  return read.precision === "day" && read.end === null
}

function instant(ms: number): string | null {
  return Number.isNaN(ms) ? null : iran.iso(Math.floor(ms / 1000))
}

function isDay(iso: string): boolean {
  const ms = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso)
}

function latinDigits(text: string): string {
  return text
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x0660))
}
