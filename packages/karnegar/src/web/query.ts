import {
  ASKED,
  BANDS,
  BY_ACTION,
  type CountingRule,
  FIELDS,
  type Field,
  type Filter,
  NOT_TOLD,
  readRule,
} from "@karnegar/index"
import { SHOWN } from "./catalogue.ts"
import { codesOf } from "./words/code-words.ts"
import { fieldList } from "./words/counting.ts"
import { type Calendar, firstCalendar } from "./words/dates.ts"
import { firstLetters } from "./words/first-letters.ts"
import { type Lang, wordsOf } from "./words/language.ts"
import { provinces } from "./words/provinces.ts"
import { readDay } from "./words/read-day.ts"

/** Steps that a timeline may have. */
export const STEPS = ["day", "week", "month", "year"] as const
/** A step of a timeline. */
export type Step = (typeof STEPS)[number]

/** A filter read from an address, with what could not be read said in words. */
export interface Query {
  readonly filter: Filter
  /** How the filtered records are counted. */
  readonly rule: CountingRule
  /** Step of the timeline; null: as fits the time that it spans. */
  readonly step: Step | null
  /** Calendar of the timeline. */
  readonly calendar: Calendar
  /** The values as they go back into the form and into links; several values of one field with commas between them. */
  readonly given: Readonly<Record<string, string>>
  readonly page: number
  readonly notices: readonly string[]
  /** Names of the parameters that the notices are about, for programs. */
  readonly faults: readonly string[]
}

const MOST_TEXT = 100
/** Values of one field that are looked at. */
const MOST_VALUES = 20
/** Ids on registers, keys of sources, ids of places. */
const ID = /^[\p{L}\p{N}_.:-]{1,80}$/u
const TIME_KEYS: Readonly<Partial<Record<Field, RegExp>>> = {
  "jalali-year": /^\d{4}$/,
  "gregorian-year": /^\d{4}$/,
  "jalali-month": /^\d{4}-\d\d$/,
  "gregorian-month": /^\d{4}-\d\d$/,
  "jalali-week": /^\d{4}-\d\d-\d\d$/,
  "gregorian-week": /^\d{4}-\d\d-\d\d$/,
  "jalali-day": /^\d{4}-\d\d-\d\d$/,
  "gregorian-day": /^\d{4}-\d\d-\d\d$/,
}

/** Reads a list's filter from an address. Unknown values are left out and named; nothing here throws. */
export function readQuery(params: URLSearchParams, lang: Lang): Query {
  const words = wordsOf(lang)
  const notices: string[] = []
  const faults: string[] = []
  const notice = (parameter: string, words: string) => {
    notices.push(words)
    faults.push(parameter)
  }
  const given: Record<string, string> = {}
  const filter: { -readonly [K in keyof Filter]: Filter[K] } = { include: SHOWN }
  const take = (name: string) => (params.get(name) ?? "").trim()
  const unknown = (parameter: string, value: string) => notice(parameter, words.badCode(firstLetters(value, 40)))
  for (const field of FIELDS) {
    const values = params
      .getAll(field)
      .flatMap((value) => value.split(","))
      .map((value) => value.trim())
      .filter((value) => value !== "")
      .slice(0, MOST_VALUES)
    const known = values.filter((value) => isValue(field, value))
    for (const value of values) if (!known.includes(value)) unknown(field, value)
    if (known.length === 0) continue
    filter[field] = known.length === 1 ? known[0]! : known
    given[field] = known.join(",")
  }
  for (const name of ["from", "to"] as const) {
    const value = take(name)
    if (value === "") continue
    const day = readDay(value)
    if (day === null) notice(name, words.badDay(firstLetters(value, 40)))
    else {
      filter[name] = day
      given[name] = firstLetters(value, 20)
    }
  }
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
    ;[filter.from, filter.to] = [filter.to, filter.from]
    ;[given.from, given.to] = [given.to!, given.from!]
    notice("from", words.turnedPeriod)
  }
  const choice = <T extends string>(name: string, choices: readonly T[]): T | null => {
    const value = take(name)
    if (value === "") return null
    const known = choices.find((one) => one === value)
    if (known === undefined) unknown(name, value)
    else given[name] = known
    return known ?? null
  }
  const kind = choice("kind", ["actions", "calls"])
  if (kind !== null) filter.calls = kind === "calls"
  const review = choice("review", ["checked", "all"])
  if (review !== null) filter.include = review === "all" ? ASKED : []
  const text = take("q")
  if (text !== "") {
    if (text.length > MOST_TEXT) notice("q", words.longText)
    filter.text = firstLetters(text, MOST_TEXT)
    given.q = filter.text
  }
  const count = take("count")
  const rule = count === "" ? BY_ACTION : readRule(count)
  if (rule === null) unknown("count", count)
  else if (rule.kind !== "action") given.count = count
  const step = choice("step", STEPS)
  const calendar = choice("calendar", ["jalali", "gregorian"]) ?? firstCalendar(lang)
  return {
    filter,
    rule: rule ?? BY_ACTION,
    step,
    calendar,
    given,
    page: pageNumber(take("page")),
    notices,
    faults,
  }
}

/** The address of a list with given values. */
export function listAddress(lang: Lang, given: Readonly<Record<string, string>>): string {
  return addressWith(`/${lang}/actions`, given)
}

/** The page of a list that an address names; the first for whatever is no number of one. */
export function pageNumber(asked: string | undefined): number {
  const page = Number(asked)
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
}

/** An address with given values behind it. */
export function addressWith(path: string, given: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams(given).toString()
  return `${path}${params === "" ? "" : `?${params}`}`
}

/** Can an action have this value in a field? Of registers only the shape of ids is known here. */
function isValue(field: Field, value: string): boolean {
  if (value === NOT_TOLD) return true
  const list = fieldList(field)
  if (list !== null) return codesOf(list).some(({ code }) => code === value)
  if (field === "participants") return (BANDS as readonly string[]).includes(value)
  if (field === "province") return provinces("fa").some(([id]) => id === value)
  return (TIME_KEYS[field] ?? ID).test(value)
}
