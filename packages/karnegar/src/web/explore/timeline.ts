import { dayNumber, isoDay, jalaliDay, toJalali } from "@karnegar/coder"
import type { Facet, Field } from "@karnegar/index"
import { STEPS, type Step } from "../query.ts"
import type { Calendar } from "../words/dates.ts"
import type { ActionSet } from "./set.ts"

/** Columns that a timeline has at most; where there are more the newest are shown. */
export const MOST_COLUMNS = 24

/** Days that a step takes, roughly. */
const LENGTHS: Readonly<Record<Step, number>> = { day: 1, week: 7, month: 30, year: 365 }

/** A column of a timeline. */
export interface TimeColumn {
  /** Key of the index, such as `1399-08`. */
  readonly key: string
  readonly count: number
}

/** The field that a timeline counts by. */
export function timeField(calendar: Calendar, step: Step): Field {
  return `${calendar}-${step}`
}

/** The finest step by which a set still fits into one timeline. */
export function fittingStep({ index, selection }: ActionSet): Step {
  const days = Array.from(selection, (i) => index.rows[i]!.start).filter((day) => day !== null)
  const [newest, oldest] = [days[0], days.at(-1)]
  if (newest === undefined || oldest === undefined) return "month"
  const span = dayNumber(newest)! - dayNumber(oldest)!
  return STEPS.find((step) => span / LENGTHS[step] < MOST_COLUMNS) ?? "year"
}

/** Columns of a timeline, oldest first, the empty ones between them too: a time in which nothing is known is seen as one. */
export function timeColumns({ counts }: Facet, calendar: Calendar, step: Step): readonly TimeColumn[] {
  const keys = [...counts.keys()].sort()
  const [first, last] = [keys[0], keys.at(-1)]
  if (first === undefined || last === undefined) return []
  const columns: TimeColumn[] = []
  for (let key = last; columns.length < MOST_COLUMNS; key = before(key, calendar, step)) {
    columns.unshift({ key, count: counts.get(key) ?? 0 })
    if (key <= first) break
  }
  return columns
}

/** Key of the step before. */
function before(key: string, calendar: Calendar, step: Step): string {
  const [year, month, day] = key.split("-").map(Number) as [number, number, number]
  const two = (n: number) => String(n).padStart(2, "0")
  if (step === "year") return String(year - 1)
  if (step === "month") return month === 1 ? `${year - 1}-12` : `${year}-${two(month - 1)}`
  const back = LENGTHS[step]
  if (calendar === "gregorian") return isoDay(dayNumber(key)! - back)
  const jalali = toJalali(jalaliDay(year, month, day)! - back)
  return `${jalali.year}-${two(jalali.month)}-${two(jalali.day)}`
}
