import { TokenKind } from "../text/doc.ts"
import { gregorianMonthLength } from "./calendar.ts"
import { type Calendar, type DateDraft, makeMention } from "./date-mention.ts"
import type { Scope } from "./scope.ts"
import { yearOf } from "./years.ts"

/** «۱۴۰۳/۱۱/۲۸», «1403.11.28», «98/7/23», «28-11-1403», "26/06/2021", "2021-06-26". */
export function readNumeric(scope: Scope, i: number): DateDraft | null {
  const { doc, past } = scope
  if (doc.kinds[i] !== TokenKind.number || i + 4 >= past) return null
  const mark = doc.words[i + 1]!
  if ((mark !== "/" && mark !== "." && mark !== "-" && mark !== "–") || doc.words[i + 3] !== mark) return null
  if (doc.kinds[i + 2] !== TokenKind.number || doc.kinds[i + 4] !== TokenKind.number) return null
  for (let k = i; k < i + 4; k++) if (doc.starts[k + 1]! - doc.ends[k]! > 1) return null
  if (goesOn(scope, i)) return null
  const [a, b, c] = [doc.words[i]!, doc.words[i + 2]!, doc.words[i + 4]!]
  if (a.length > 4 || b.length > 2 || c.length > 4) return null
  const said = yearFirst(a, b, c) ?? yearLast(a, b, c)
  if (said === null) return null
  const mention = makeMention(doc, i, i + 5, "absolute")
  mention.calendar = said.calendar
  mention.year = said.year
  mention.month = said.month
  mention.day = said.day
  return mention
}

interface Fields {
  readonly calendar: Calendar
  readonly year: number
  readonly month: number
  readonly day: number
}

/** A fourth number behind the same mark: an address on a network, a telephone, a clause of a law. */
function goesOn(scope: Scope, i: number): boolean {
  const { doc, start, past } = scope
  const mark = doc.words[i + 1]
  const after =
    i + 6 < past &&
    doc.words[i + 5] === mark &&
    doc.kinds[i + 6] === TokenKind.number &&
    doc.starts[i + 6] === doc.ends[i + 5]
  const before =
    i - 2 >= start &&
    doc.words[i - 1] === mark &&
    doc.kinds[i - 2] === TokenKind.number &&
    doc.starts[i] === doc.ends[i - 1]
  return after || before
}

function yearFirst(a: string, b: string, c: string): Fields | null {
  if (c.length > 2) return null
  const [month, day] = [Number(b), Number(c)]
  for (const calendar of ["jalali", "gregorian"] as const) {
    const year = yearOf(a, calendar)
    if (year !== null && fits(calendar, year, month, day)) return { calendar, year, month, day }
  }
  return null
}

function yearLast(a: string, b: string, c: string): Fields | null {
  if (a.length > 2) return null
  for (const calendar of ["jalali", "gregorian"] as const) {
    // «02/07/23» is a Jalali year first; a short year stands last only when it can be nothing else.
    const year = c.length === 2 && Number(c) < 40 ? null : yearOf(c, calendar)
    if (year === null) continue
    const [x, y] = [Number(a), Number(b)]
    if (fits(calendar, year, y, x)) return { calendar, year, month: y, day: x }
    if (fits(calendar, year, x, y)) return { calendar, year, month: x, day: y }
  }
  return null
}

function fits(calendar: Calendar, year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= (calendar === "gregorian" ? gregorianMonthLength(year, month) : month <= 6 ? 31 : 30)
}
