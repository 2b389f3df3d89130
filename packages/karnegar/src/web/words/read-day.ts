import { foldText, isoDay, jalaliDay } from "@karnegar/coder"

/** Years that a typed day may lie in, by calendar. */
const GREGORIAN = { from: 1900, to: 2200 }
const JALALI = { from: 1250, to: 1499 }

/**
 * Reads a day that a reader typed: `2020-11-02`, `1399/08/12`, with Persian digits or not.
 *
 * @returns ISO Gregorian day, or `null` when there is no such day.
 */
export function readDay(typed: string): string | null {
  const parts = foldText(typed).split(" ")
  if (parts.length !== 3 || !parts.every((p) => p.length <= 4 && [...p].every((c) => c >= "0" && c <= "9"))) return null
  const [year, month, day] = parts.map(Number) as [number, number, number]
  if (year >= JALALI.from && year <= JALALI.to) {
    const number = jalaliDay(year, month, day)
    return number === null ? null : isoDay(number)
  }
  if (year < GREGORIAN.from || year > GREGORIAN.to || month < 1 || month > 12 || day < 1 || day > 31) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : null
}
