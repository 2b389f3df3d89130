import { DEMANDS, FORMS, WORKFORCES } from "@karnegar/coder"
import { ASKED, type Filter } from "@karnegar/index"
import { provinces, SHOWN } from "./catalogue.ts"
import { firstLetters } from "./words/first-letters.ts"
import { type Lang, wordsOf } from "./words/language.ts"
import { readDay } from "./words/read-day.ts"

/** A filter read from an address, with what could not be read said in words. */
export interface Query {
  readonly filter: Filter
  /** The values as they go back into the form and into links. */
  readonly given: Readonly<Record<string, string>>
  readonly page: number
  readonly notices: readonly string[]
}

const MOST_TEXT = 100

/** Reads the list's filter from an address. Unknown values are left out and named; nothing here throws. */
export function readQuery(params: URLSearchParams, lang: Lang): Query {
  const words = wordsOf(lang)
  const notices: string[] = []
  const given: Record<string, string> = {}
  const filter: { -readonly [K in keyof Filter]: Filter[K] } = { include: SHOWN }
  const take = (name: string) => (params.get(name) ?? "").trim()
  const code = (name: "workforce" | "form" | "demand" | "province", known: readonly string[]) => {
    const value = take(name)
    if (value === "") return
    if (!known.includes(value)) {
      notices.push(words.badCode(firstLetters(value, 40)))
      return
    }
    filter[name] = value
    given[name] = value
  }
  code("workforce", WORKFORCES)
  code("form", FORMS)
  code("demand", DEMANDS)
  code(
    "province",
    provinces(lang).map(([id]) => id),
  )
  for (const name of ["from", "to"] as const) {
    const value = take(name)
    if (value === "") continue
    const day = readDay(value)
    if (day === null) notices.push(words.badDay(firstLetters(value, 40)))
    else {
      filter[name] = day
      given[name] = firstLetters(value, 20)
    }
  }
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
    ;[filter.from, filter.to] = [filter.to, filter.from]
    ;[given.from, given.to] = [given.to!, given.from!]
    notices.push(words.turnedPeriod)
  }
  const kind = take("kind")
  if (kind === "calls" || kind === "actions") {
    filter.calls = kind === "calls"
    given.kind = kind
  } else if (kind !== "") notices.push(words.badCode(firstLetters(kind, 40)))
  const review = take("review")
  if (review === "checked" || review === "all") {
    filter.include = review === "all" ? ASKED : []
    given.review = review
  } else if (review !== "") notices.push(words.badCode(firstLetters(review, 40)))
  const text = take("q")
  if (text !== "") {
    if (text.length > MOST_TEXT) notices.push(words.longText)
    filter.text = firstLetters(text, MOST_TEXT)
    given.q = filter.text
  }
  const page = Number(take("page"))
  return { filter, given, page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1, notices }
}

/** The address of a list with given values. */
export function listAddress(lang: Lang, given: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams(given).toString()
  return `/${lang}/actions${params === "" ? "" : `?${params}`}`
}
