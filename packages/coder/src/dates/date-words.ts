import { type RawLexicon, rowsOf } from "../lexicon/raw.ts"
import { compileNumberWords, type NumberWords } from "../numbers/number-words.ts"
import { compileWordTable, type Row, rowsOfRole, type WordTable, wordingsOf } from "../numbers/word-table.ts"
import { PerWord } from "../text/per-word.ts"
import type { DateUnit } from "./date-mention.ts"

/** A month's name. */
export interface MonthWord {
  readonly calendar: "jalali" | "gregorian" | "hijri"
  readonly number: number
  /** An ordinary word too: alone it names no month. */
  readonly marked: boolean
  /** Written with «ماه» in one word: never an ordinary word. */
  readonly withMonth: boolean
}

/** A weekday's name and the neighbours that make it another thing («امام جمعه», «چهارشنبه سوری»). */
export interface WeekdayWord {
  /** 0 Saturday … 6 Friday. */
  readonly number: number
  readonly unlessBefore: readonly string[]
  readonly unlessAfter: readonly string[]
}

/** A phrase that names a day, a year or a vague stretch by its distance from publication. */
export interface RelativeWord {
  readonly role: "day" | "year" | "vague" | "span"
  readonly unit: DateUnit
  /** In `unit`s from publication; null for vague ones. */
  readonly shift: number | null
}

/** Words that bend or hinder a date. */
export type DateCue =
  | "past"
  | "recent"
  | "next"
  | "this"
  | "running"
  | "consecutive"
  | "part"
  | "edge"
  | "pay"
  | "law"
  | "history"
  | "not_counted"
  | "not_today"

/** What the date readers know: months, weekdays, relative days and number words, compiled. */
export interface DateWords {
  readonly months: WordTable<MonthWord>
  readonly weekdays: WordTable<WeekdayWord>
  readonly relative: WordTable<RelativeWord>
  readonly units: WordTable<DateUnit>
  readonly cues: Readonly<Record<DateCue, WordTable<true>>>
  readonly numbers: NumberWords
  /** Every word that a date can begin with: what most words of a report are not. */
  readonly openers: PerWord
}

/** Words outside the tables that open a date: «روز چهارم», «ماه مهر», «سال ۹۸», "since 2019". */
const OPENERS: readonly string[] = "روز day ماه سال سالهای in since of year by during from a".split(" ")

/** The rows of `data/lexicon/tables/` that the readers need. */
export interface DateRows {
  readonly months: readonly Row[]
  readonly weekdays: readonly Row[]
  readonly relativeDays: readonly Row[]
  readonly numberWords: readonly Row[]
}

const CUES: readonly DateCue[] = [
  "past",
  "recent",
  "next",
  "this",
  "running",
  "consecutive",
  "part",
  "edge",
  "pay",
  "law",
  "history",
  "not_counted",
  "not_today",
]

/** Compiles the tables. Throws when a phrase is given two meanings. */
export function compileDateWords(rows: DateRows): DateWords {
  const tables = {
    months: compileWordTable(active(rows.months).flatMap(monthPhrases)),
    weekdays: compileWordTable(
      active(rows.weekdays).flatMap((row) => {
        const value: WeekdayWord = {
          number: Number(row.number),
          unlessBefore: cell(row.unless_before),
          unlessAfter: cell(row.unless_after),
        }
        return wordingsOf(row).map((wording) => [wording, value] as const)
      }),
    ),
    relative: compileWordTable(
      rowsOfRole(rows.relativeDays, "day", "year", "vague", "span").flatMap((row) => {
        const value: RelativeWord = {
          role: row.role as RelativeWord["role"],
          unit: row.unit as DateUnit,
          shift: row.shift ? Number(row.shift) : null,
        }
        return wordingsOf(row).map((wording) => [wording, value] as const)
      }),
    ),
    units: compileWordTable(
      rowsOfRole(rows.relativeDays, "unit").flatMap((row) =>
        wordingsOf(row).map((wording) => [wording, row.unit as DateUnit] as const),
      ),
    ),
    cues: Object.fromEntries(
      CUES.map((role) => [
        role,
        compileWordTable(
          rowsOfRole(rows.relativeDays, role).flatMap((row) =>
            wordingsOf(row).map((wording) => [wording, true] as const),
          ),
        ),
      ]),
    ) as Record<DateCue, WordTable<true>>,
    numbers: compileNumberWords(rows.numberWords),
  }
  const { months, weekdays, relative, units, numbers } = tables
  const openers = new Set(OPENERS)
  for (const table of [months, weekdays, relative, units, numbers.numbers])
    for (const word of table.keys()) openers.add(word)
  return { ...tables, openers: PerWord.among(openers) }
}

/** The tables as the build embedded them, compiled. */
export function dateWordsOf(raw: RawLexicon): DateWords {
  return compileDateWords({
    months: rowsOf(raw.tables, "months"),
    weekdays: rowsOf(raw.tables, "weekdays"),
    relativeDays: rowsOf(raw.tables, "relative-days"),
    numberWords: rowsOf(raw.tables, "number-words"),
  })
}

function active(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.status === "active")
}

function cell(text: string | undefined): string[] {
  return (text ?? "").split("|").filter((word) => word !== "")
}

/** «مهر» and, always a month, «مهرماه»; Kurdish months are the Jalali ones under names of their own. */
function monthPhrases(row: Row): (readonly [string, MonthWord])[] {
  const calendar = row.calendar === "kurdish" ? "jalali" : (row.calendar as MonthWord["calendar"])
  const plain: MonthWord = { calendar, number: Number(row.number), marked: row.marked === "yes", withMonth: false }
  return wordingsOf(row).flatMap((wording) =>
    /[a-z]/i.test(wording)
      ? [[wording, plain] as const]
      : [[wording, plain] as const, [`${wording}ماه`, { ...plain, withMonth: true }] as const],
  )
}
