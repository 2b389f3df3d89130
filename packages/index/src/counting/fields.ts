import { isoDay, toJalali } from "@karnegar/coder"
import type { CountedAction, CountedPlace, Range } from "./counted-action.ts"

/** How values of a field are read: of the action, of a place, or of a day. A unit has the values of its own places and day. */
export type FieldReader =
  | { readonly of: "action"; readonly codes: (action: CountedAction) => readonly string[] }
  | { readonly of: "place"; readonly codes: (place: CountedPlace) => readonly string[] }
  | { readonly of: "day"; readonly code: (day: number, precision: string) => string | null }

const one = (value: string | null): readonly string[] => (value === null ? [] : [value])

/**
 * Everything that records can be counted by, with the values as lasting codes and ids.
 *
 * An action has no value in a field where nothing is told; figures count those apart. A unit counts once for each
 * value that it has, so the rows of a field with several values add up to more than the total.
 */
const READERS = {
  workforce: { of: "action", codes: (a) => [a.workforce] },
  form: { of: "action", codes: (a) => a.forms },
  demand: { of: "action", codes: (a) => a.demands },
  outcome: { of: "action", codes: (a) => a.outcomes },
  repression: { of: "action", codes: (a) => a.repression },
  status: { of: "action", codes: (a) => [a.status] },
  character: { of: "action", codes: (a) => [a.character] },
  employment: { of: "action", codes: (a) => a.employment },
  /** Workforces that took part together with the first. */
  "joint-with": { of: "action", codes: (a) => a.jointWith },
  "enterprise-type": { of: "action", codes: (a) => one(a.enterpriseType) },
  settlement: { of: "action", codes: (a) => one(a.settlement) },
  "state-response": { of: "action", codes: (a) => a.stateResponse },
  "employer-response": { of: "action", codes: (a) => a.employerResponse },
  /** Id on the register of workplaces. */
  workplace: { of: "action", codes: (a) => one(a.workplace?.id ?? null) },
  /** Id on the register of organisations. */
  organisation: { of: "action", codes: (a) => a.organisations.map((o) => o.id) },
  participants: { of: "action", codes: (a) => one(bandOf(a.participants)) },
  /** Key of a registered source. */
  source: { of: "action", codes: (a) => a.sources.flatMap((line) => one(line.source?.key ?? null)) },
  state: { of: "action", codes: (a) => [a.state] },
  origin: { of: "action", codes: (a) => [a.origin] },
  evidence: { of: "action", codes: (a) => [a.evidence] },
  /** How exactly its days are known. */
  precision: { of: "action", codes: (a) => [a.precision] },
  /** Gazetteer id of the province. */
  province: { of: "place", codes: (p) => one(p.provinceId) },
  /** Gazetteer id of the place. */
  place: { of: "place", codes: (p) => one(p.placeId) },
  "place-type": { of: "place", codes: (p) => [p.type] },
  "jalali-year": { of: "day", code: (day) => String(toJalali(day).year) },
  "jalali-month": { of: "day", code: (day, precision) => (precision === "year" ? null : jalaliMonthOf(day)) },
  "gregorian-year": { of: "day", code: (day) => isoDay(day).slice(0, 4) },
  "gregorian-month": { of: "day", code: (day, precision) => (precision === "year" ? null : isoDay(day).slice(0, 7)) },
  "jalali-week": {
    of: "day",
    code: (day, precision) => (isWide(precision) ? null : jalaliDayOf(weekOf(day, SATURDAY))),
  },
  "jalali-day": { of: "day", code: (day, precision) => (precision === "day" ? jalaliDayOf(day) : null) },
  "gregorian-week": { of: "day", code: (day, precision) => (isWide(precision) ? null : isoDay(weekOf(day, MONDAY))) },
  "gregorian-day": { of: "day", code: (day, precision) => (precision === "day" ? isoDay(day) : null) },
} as const satisfies Readonly<{ [field: string]: FieldReader }>

/**
 * What records can be counted by. Days, weeks, months and years are those of the first day (of each day, by place-day), as
 * keys that sort: `1399-08`, `2020-11-02`. A week has the key of its first day, Saturday in the Jalali calendar and Monday
 * in the Gregorian one. What is known to the year only is in no month, to the month only in no week, to the week only in
 * no day.
 */
export type Field = keyof typeof READERS

/** Every field that records can be counted by. */
export const FIELDS = Object.keys(READERS) as readonly Field[]

/** How the values of a field are read. */
export function readerOf(field: Field): FieldReader {
  return READERS[field]
}

/**
 * Bands of numbers of participants, by the least number told: they follow the magnitudes of the codebook (tens: 20 to
 * 99, hundreds: 200 to 999, thousands: 2000 to 9999).
 */
export const BANDS = ["1-19", "20-99", "100-199", "200-999", "1000-1999", "2000-9999", "10000+"] as const

function bandOf(range: Range | null): string | null {
  if (range === null) return null
  return BANDS.findLast((band) => range.min >= Number.parseInt(band, 10)) ?? BANDS[0]
}

function jalaliMonthOf(day: number): string {
  const { year, month } = toJalali(day)
  return `${year}-${String(month).padStart(2, "0")}`
}

function jalaliDayOf(n: number): string {
  return `${jalaliMonthOf(n)}-${String(toJalali(n).day).padStart(2, "0")}`
}

/** Days from Thursday, the first of January 1970, to the first such day of the week. */
const SATURDAY = 2
const MONDAY = 4

/** First day of the week that a day lies in. */
function weekOf(day: number, first: number): number {
  return day - ((((day - first) % 7) + 7) % 7)
}

function isWide(precision: string): boolean {
  return precision !== "day" && precision !== "week"
}
