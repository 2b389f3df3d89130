import { ASKED, FIELDS, type Field, NOT_TOLD } from "@karnegar/index"
import type { Query } from "../query.ts"
import { fieldWord, type Names, valueWord } from "../words/counting.ts"
import { formatWhen } from "../words/dates.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { exploreWords } from "./words.ts"

/** A condition of a query in words. */
export interface ConditionWords {
  /** Names of the address's values that make it. */
  readonly keys: readonly string[]
  readonly label: string
  readonly value: string
}

/** A value of a field in words, also the one of actions of which none is told. */
export function meaningOf(field: Field, value: string, names: Names, lang: Lang): string {
  return value === NOT_TOLD ? exploreWords(lang).notTold : valueWord(field, value, names, lang)
}

/** Every condition that a query has, in words, in the order of the form. */
export function conditionsOf({ filter, given, calendar }: Query, names: Names, lang: Lang): readonly ConditionWords[] {
  const words = wordsOf(lang)
  const out: ConditionWords[] = []
  if (filter.text !== undefined) out.push({ keys: ["q"], label: words.search, value: filter.text })
  if (filter.calls !== undefined)
    out.push({ keys: ["kind"], label: words.kind, value: filter.calls ? words.kindCalls : words.kindActions })
  for (const field of FIELDS) {
    const wanted = filter[field]
    if (wanted === undefined) continue
    const values = (typeof wanted === "string" ? [wanted] : wanted).map((value) => meaningOf(field, value, names, lang))
    out.push({ keys: [field], label: fieldWord(field, lang), value: values.join(lang === "fa" ? " یا " : " or ") })
  }
  const { from, to } = filter
  if (from !== undefined || to !== undefined) {
    const day = (start: string) => formatWhen({ start, end: null, precision: "day" }, lang, calendar)
    const value =
      from !== undefined && to !== undefined
        ? formatWhen({ start: from, end: to, precision: "day" }, lang, calendar)
        : from !== undefined
          ? `${words.from} ${day(from)}`
          : `${words.to} ${day(to!)}`
    out.push({ keys: ["from", "to"], label: words.period, value })
  }
  if (given.review !== undefined)
    out.push({
      keys: ["review"],
      label: words.review,
      value: filter.include === ASKED ? words.reviewAll : words.reviewChecked,
    })
  return out
}

/** A set in one line: «اعتصاب · خوزستان · ۱ تا ۷ آبان ۱۳۹۹»; all of it where nothing is asked. */
export function headlineOf(query: Query, names: Names, lang: Lang): string {
  const conditions = conditionsOf(query, names, lang)
  return conditions.length === 0 ? exploreWords(lang).wholeRecord : conditions.map(({ value }) => value).join(" · ")
}
