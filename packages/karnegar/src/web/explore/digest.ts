import type { Field } from "@karnegar/index"
import { addressWith, listAddress } from "../query.ts"
import { type Names, noteSentences, ruleWords, standingCounts } from "../words/counting.ts"
import { firstCalendar, formatWhen } from "../words/dates.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { deedOf } from "../words/title.ts"
import { headlineOf, meaningOf } from "./describe.ts"
import type { ActionSet } from "./set.ts"

/** Actions that a digest names one by one, and values that it counts of a field. */
const MOST_ACTIONS = 12
const MOST_VALUES = 4

/** A digest of a set, as text and as picture make it. */
export interface Digest {
  readonly title: string
  /** «۱۲ حرکت» or «۱۲ به شمارش …»; what is in it. */
  readonly total: string
  readonly standing: string
  /** «شکل: اعتصاب ۷، تجمع ۵». */
  readonly figures: readonly string[]
  readonly actions: readonly { readonly id: string; readonly deed: string; readonly when: string }[]
  /** How many more there are. */
  readonly more: number
  readonly notes: readonly string[]
  /** Whole address of the list where the operator named one, else its path. */
  readonly address: string
}

/** Fields that a digest counts, with what they are called in it. */
const COUNTED: readonly (readonly [field: Field, fa: string, en: string])[] = [
  ["form", "شکل", "Forms"],
  ["workforce", "گروه‌ها", "Who"],
  ["province", "استان‌ها", "Provinces"],
  ["demand", "خواسته‌ها", "Demands"],
  ["outcome", "نتیجه‌ها", "Outcomes"],
  ["repression", "سرکوب", "Repression"],
]

/** Makes the digest of a set: typed fields and registered names only. */
export function digestOf(set: ActionSet, names: Names, lang: Lang, origin: string | null): Digest {
  const { query, size } = set
  const words = wordsOf(lang)
  const { by, total, notes } = set.facets(COUNTED.map(([field]) => field))
  const n = (count: number) => formatNumber(count, lang)
  const comma = lang === "fa" ? "، " : ", "
  const figures = COUNTED.flatMap(([field, fa, en]) => {
    // A field that was asked for says nothing new.
    if (query.filter[field] !== undefined) return []
    const { counts, withoutValue } = by.get(field)!
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    if (sorted.length === 0) return []
    const shown = sorted
      .slice(0, MOST_VALUES)
      .map(([code, count]) => `${meaningOf(field, code, names, lang)} ${n(count)}`)
    const known =
      lang === "fa"
        ? `دانسته در ${n(total - withoutValue)} از ${n(total)}`
        : `known for ${n(total - withoutValue)} of ${n(total)}`
    const coverage = field === "outcome" ? ` (${known})` : ""
    return [`${lang === "fa" ? fa : en}${coverage}: ${shown.join(comma)}${sorted.length > MOST_VALUES ? " …" : ""}`]
  })
  const rule = ruleWords(query.rule, lang)
  const plain = query.rule.kind === "action"
  return {
    title: headlineOf(query, names, lang),
    total: plain ? words.found(n(size)) : `${words.found(n(size))}${lang === "fa" ? "؛ " : "; "}${n(total)} ${rule}`,
    standing: standingCounts(set.all(), lang),
    figures,
    actions: set.part(0, MOST_ACTIONS).map((action) => ({
      id: action.id,
      deed: deedOf(action, lang),
      when: action.start === null ? words.noDay : formatWhen(action, lang, firstCalendar(lang)),
    })),
    more: Math.max(0, size - MOST_ACTIONS),
    notes: noteSentences(notes, query.rule, lang),
    address: `${origin ?? ""}${listAddress(lang, query.given)}`,
  }
}

/** A digest as text for a channel: plain lines, no markup, nothing that another program would run. */
export function digestText(digest: Digest, lang: Lang, origin: string | null): string {
  const n = (count: number) => formatNumber(count, lang)
  const fa = lang === "fa"
  const lines = [
    digest.title,
    `${digest.total}${digest.standing === "" ? "" : ` (${digest.standing})`}`,
    "",
    ...digest.figures,
    ...(digest.figures.length > 0 && digest.actions.length > 0 ? [""] : []),
    ...digest.actions.flatMap(({ id, deed, when }) => [
      `• ${deed}${fa ? "؛ " : "; "}${when}`,
      ...(origin === null ? [] : [`${origin}${addressWith(`/${lang}/actions/${id}`, {})}`]),
    ]),
    ...(digest.more > 0 ? [fa ? `… و ${n(digest.more)} مورد دیگر` : `… and ${n(digest.more)} more`] : []),
    ...(digest.notes.length > 0 ? ["", ...digest.notes] : []),
    "",
    fa ? "کارنگار، بایگانی باز حرکت‌های کارگری · CC BY 4.0" : "Karnegar, an open record of labour action · CC BY 4.0",
    ...(origin === null ? [] : [digest.address]),
  ]
  return `${lines.join("\n").trim()}\n`
}
