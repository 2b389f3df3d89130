const SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/** Years in which a report on paper or on screen can have been published; 1399 is a Jalali year, not one of these. */
const FIRST_YEAR = 1800
const LAST_YEAR = 2199

/**
 * Checks an ISO 8601 day or instant.
 *
 * `unreadable`: not of that shape. `impossible`: of that shape, but no such day or hour exists, or the year shows
 * that the day was written in another calendar.
 */
export function checkPublished(value: string): "ok" | "unreadable" | "impossible" {
  const match = SHAPE.exec(value)
  if (match === null) return "unreadable"
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return "impossible"
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return "impossible"
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return "impossible"
  return "ok"
}
