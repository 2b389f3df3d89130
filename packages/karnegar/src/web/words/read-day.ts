import { foldText } from "@karnegar/coder"

const UTC_DAY = 86_400_000
const JALALI = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  timeZone: "UTC",
  year: "numeric",
  month: "numeric",
  day: "numeric",
})

/**
 * Reads a day that a reader typed: `2020-11-02`, `1399/08/12`, with Persian digits or not.
 *
 * @returns ISO Gregorian day, or `null` when there is no such day.
 */
export function readDay(typed: string): string | null {
  const parts = foldText(typed).split(" ")
  if (parts.length !== 3 || !parts.every((p) => p.length <= 4 && [...p].every((c) => c >= "0" && c <= "9"))) return null
  const [year, month, day] = parts.map(Number) as [number, number, number]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  if (year > 1900 && year < 2200) {
    const date = new Date(Date.UTC(year, month - 1, day))
    return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : null
  }
  if (year < 1200 || year > 1500) return null
  // Nowruz falls on 19 to 22 March: the guess is at most two days off, and the calendar itself decides.
  const guess =
    Date.UTC(year + 621, 2, 21) +
    (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) * UTC_DAY +
    (day - 1) * UTC_DAY
  for (const shift of [0, -1, 1, -2, 2]) {
    const date = new Date(guess + shift * UTC_DAY)
    const found = Object.fromEntries(JALALI.formatToParts(date).map((p) => [p.type, Number(p.value)]))
    if (found.year === year && found.month === month && found.day === day) return date.toISOString().slice(0, 10)
  }
  return null
}
