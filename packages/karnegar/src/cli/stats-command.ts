import {
  type CountingRule,
  type Field,
  type Inclusion,
  type Measures,
  measure,
  type Period,
  type Sum,
  type Tally,
  tally,
} from "@karnegar/index"
import type { Record } from "../record/record.ts"
import { type Choice, type Chosen, choose, type LeftOut } from "../release/choose.ts"
import { fieldWord, inclusionWords, type Names, noteSentences, ruleWords, valueWord } from "../web/words/counting.ts"
import { csvLine } from "../web/words/csv.ts"
import { type Lang, numberInWords } from "./field-words.ts"
import { leftOutSentence, nothingChosenSentence } from "./left-out.ts"
import { columnsOf, safeLine } from "./terminal-text.ts"

/** Fields that are counted one by one where none is asked for. */
const USUAL: readonly Field[] = ["workforce", "form", "gregorian-month", "province"]

/** What figures are asked for. */
export interface Question extends Choice {
  readonly rule: CountingRule
  /** One field for a plain table, several for every combination; none: a table for each usual field. */
  readonly by: readonly Field[]
}

/** Figures with everything that they need to be understood: rule, inclusion, period, what was left out and what is not known. */
export interface Stats {
  /** Name of the counting rule: `action`, `place`, `place-day`, `dispute:61`. */
  readonly rule: string
  readonly kind: Choice["kind"]
  /** What counts beside records that a person has checked. */
  readonly include: Inclusion
  readonly from: string | null
  readonly to: string | null
  /** Actions, or calls, that the figures are made of. */
  readonly records: number
  readonly leftOut: LeftOut
  readonly tables: readonly Tally[]
  /** Of calls there are none: nothing has taken place. */
  readonly measures: Measures | null
}

/** Counts what the public may see. */
export async function statsOf(record: Record, question: Question): Promise<{ stats: Stats; chosen: Chosen }> {
  const chosen = choose(await record.listPublished(), question)
  const { rule, by, kind, include, filter } = question
  const period: Period = { from: filter.from ?? null, to: filter.to ?? null }
  const tables = (by.length > 0 ? [by] : USUAL.map((field) => [field])).map((fields) =>
    tally(chosen.records, rule, fields, period),
  )
  const stats: Stats = {
    rule: tables[0]!.rule,
    kind,
    include,
    ...period,
    records: chosen.records.length,
    leftOut: chosen.leftOut,
    tables,
    measures: kind === "calls" ? null : measure(chosen.records),
  }
  return { stats, chosen }
}

/**
 * The figures as CSV, one row a count. Each row names the rule, the kind, the inclusion and the period that it holds for.
 * By fields that were asked for, each has its value and the value's words; else `field`, `value` and words.
 */
export function statsCsv(stats: Stats, by: readonly Field[], names: Names, lang: Lang): string {
  const about = [stats.rule, stats.kind, ["checked", ...stats.include].join("+"), stats.from, stats.to]
  const own = by.length > 0 ? by.flatMap((field) => [field, `${field}-label`]) : ["field", "value", "label"]
  const lines = [csvLine(["rule", "kind", "included", "from", "to", ...own, "count"])]
  for (const table of stats.tables) {
    for (const { keys, count } of table.rows) {
      const cells = keys.flatMap((key, i) => [key, key === null ? null : valueWord(table.by[i]!, key, names, lang)])
      lines.push(csvLine([...about, ...(by.length > 0 ? [] : [table.by[0]!]), ...cells, count]))
    }
  }
  return lines.join("")
}

/** The figures as a page for people, in one language or in both. */
export function statsTable(stats: Stats, chosen: Chosen, question: Question, names: Names, lang: Lang | null): string {
  const langs: readonly Lang[] = lang === null ? ["fa", "en"] : [lang]
  const both = (words: (lang: Lang) => string, sign = " · ") => langs.map(words).join(sign)
  const head = langs.flatMap((l) => headOf(stats, chosen, question, l))
  const notes = langs.flatMap((l) => noteSentences(stats.tables[0]!.notes, question.rule, l))
  if (stats.records === 0) return `${head.join("\n")}\n`
  const sections = stats.tables.map((table) => {
    const title = table.by.map((field) => both((l) => fieldWord(field, l))).join(" × ")
    const rows = table.rows
      .filter((row) => row.keys.length > 1 || row.keys[0] !== null)
      .map(({ keys, count }) => {
        const label = keys
          .map((key, i) => (key === null ? "–" : both((l) => valueWord(table.by[i]!, key, names, l))))
          .join(" × ")
        return [safeLine(label), count] as const
      })
    const wide = Math.max(0, ...rows.map(([label]) => columnsOf(label)))
    const number = (n: number) => (lang === "fa" ? numberInWords(n, "fa") : String(n)).padStart(7)
    const lines = rows.map(([label, n]) => `  ${label}${" ".repeat(wide - columnsOf(label))}  ${number(n)}`)
    return [
      `${title}  [${both((l) => ruleWords(question.rule, l))}]`,
      ...withoutValueLines(table, langs),
      ...lines,
    ].join("\n")
  })
  const measures = stats.measures === null ? [] : langs.map((l) => measureLines(stats.measures!, l).join("\n"))
  return `${[[...head, ...notes].join("\n"), ...sections, ...measures].join("\n\n")}\n`
}

function headOf(stats: Stats, chosen: Chosen, { rule }: Question, lang: Lang): string[] {
  const n = (value: number) => numberInWords(value, lang)
  const fa = lang === "fa"
  const kinds = {
    actions: fa ? "حرکت" : "actions",
    calls: fa ? "فراخوان" : "calls",
    all: fa ? "حرکت و فراخوان" : "actions and calls",
  }
  const period =
    stats.from === null && stats.to === null
      ? fa
        ? "همه روزها"
        : "any day"
      : fa
        ? `از ${stats.from ?? "آغاز"} تا ${stats.to ?? "امروز"} (میلادی)`
        : `${stats.from ?? "the beginning"} to ${stats.to ?? "now"}`
  const total = stats.tables[0]!.total
  const counted = fa
    ? `شمار ${ruleWords(rule, "fa")}: ${n(total)}، از ${n(stats.records)} ${kinds[stats.kind]}`
    : `counted ${ruleWords(rule, "en")}: ${n(total)}, of ${n(stats.records)} ${kinds[stats.kind]}`
  const included = `${fa ? "دربردارنده" : "including"}: ${inclusionWords(stats.include, lang)}`
  return [
    `${counted}${fa ? "؛ " : "; "}${included}${fa ? "؛ " : "; "}${period}`,
    leftOutSentence(chosen, stats.kind, lang),
    nothingChosenSentence(chosen, lang),
  ].filter((line) => line !== "")
}

function withoutValueLines(table: Tally, langs: readonly Lang[]): string[] {
  return table.by.flatMap((field, i) => {
    const without = table.withoutValue[i]!
    if (without === 0) return []
    return langs.map((lang) => {
      const n = (value: number) => numberInWords(value, lang)
      return lang === "fa"
        ? `  (${fieldWord(field, "fa")}: در ${n(without)} از ${n(table.total)} گفته نشده)`
        : `  (${fieldWord(field, "en")}: not told for ${n(without)} of ${n(table.total)})`
    })
  })
}

function measureLines({ strikes, lockouts, workers, workersIndirect, daysNotWorked }: Measures, lang: Lang): string[] {
  const n = (value: number) => numberInWords(value, lang)
  const fa = lang === "fa"
  const line = (name: string, sum: Sum, more = "") => {
    const range =
      sum.low === null
        ? fa
          ? "دانسته نیست"
          : "not known"
        : sum.high === null
          ? fa
            ? `دست‌کم ${n(sum.low)}`
            : `at least ${n(sum.low)}`
          : sum.high === sum.low
            ? n(sum.low)
            : fa
              ? `${n(sum.low)} تا ${n(sum.high)}`
              : `${n(sum.low)} to ${n(sum.high)}`
    const known = fa ? `دانسته در ${n(sum.known)} از ${n(sum.of)}` : `known for ${n(sum.known)} of ${n(sum.of)}`
    return `  ${name}: ${range} (${known}${more})`
  }
  const some = (count: number, words: string) => (count > 0 ? `${fa ? "، " : ", "}${n(count)} ${words}` : "")
  return [
    fa
      ? `سنجه‌های سازمان بین‌المللی کار (بر پایه حرکت): ${n(strikes)} اعتصاب، ${n(lockouts)} تعطیلی از سوی کارفرما`
      : `measures of the ILO (by action): ${n(strikes)} strikes, ${n(lockouts)} lockouts`,
    line(
      fa ? "کارگران دست‌ازکارکشیده" : "workers directly involved",
      workers,
      some(workers.fromParticipants, fa ? "از روی شمار شرکت‌کنندگان" : "from the number of participants"),
    ),
    line(fa ? "کارگران بازمانده از کار" : "workers indirectly involved", workersIndirect),
    line(
      fa ? "روزهای کار نکرده (کارگر × روز)" : "days not worked (workers × days)",
      daysNotWorked,
      some(daysNotWorked.reported, fa ? "به گفته منبع" : "as reported"),
    ),
  ]
}
