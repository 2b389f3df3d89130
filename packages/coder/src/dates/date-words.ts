import { type RawLexicon, rowsOf } from "../lexicon/raw.ts"
import { compileNumberWords, type NumberWords } from "../numbers/number-words.ts"
import { compileWordTable, type Row, rowsOfRole, type WordTable, wordingsOf } from "../numbers/word-table.ts"
import type { PerWord } from "../text/per-word.ts"
import type { DateUnit } from "./date-mention.ts"
import { Opens, openersOf } from "./openers.ts"

/** A month's name. */
export interface MonthWord {
  readonly calendar: "jalali" | "gregorian" | "hijri"
  readonly number: number
  /** An ordinary word too: alone it names no month. */
  readonly marked: boolean
  /** Mostly another word («میزان», «سرطان»): a month only with a year, a weekday or «ماه» beside its day. */
  readonly rare: boolean
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
  readonly role: "day" | "year" | "vague" | "span" | "lasts"
  readonly unit: DateUnit
  /** In `unit`s from publication; null for vague ones. */
  readonly shift: number | null
}

/** A day of the year that goes by a name: «روز جهانی کارگر». */
export interface Occasion {
  readonly calendar: "jalali" | "gregorian" | "hijri"
  readonly month: number
  readonly day: number
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
  | "name_of"
  | "held_on"
  | "times"

/** What the date readers know: months, weekdays, relative days and number words, compiled. */
export interface DateWords {
  readonly months: WordTable<MonthWord>
  readonly weekdays: WordTable<WeekdayWord>
  readonly relative: WordTable<RelativeWord>
  readonly units: WordTable<DateUnit>
  readonly cues: Readonly<Record<DateCue, WordTable<true>>>
  readonly occasions: WordTable<Occasion>
  readonly numbers: NumberWords
  /** What a date can begin with: most words of a report are not in it. */
  readonly openers: PerWord
}

/** The rows of `data/lexicon/tables/` that the readers need. */
export interface DateRows {
  readonly months: readonly Row[]
  readonly weekdays: readonly Row[]
  readonly relativeDays: readonly Row[]
  readonly numberWords: readonly Row[]
  readonly occasions: readonly Row[]
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
  "name_of",
  "held_on",
  "times",
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
      rowsOfRole(rows.relativeDays, "day", "year", "vague", "span", "lasts").flatMap((row) => {
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
    occasions: compileWordTable(
      active(rows.occasions).flatMap((row) => {
        const { calendar, month, day } = row
        const value = { calendar: calendar as Occasion["calendar"], month: Number(month), day: Number(day) }
        return wordingsOf(row).map((wording) => [wording, value] as const)
      }),
    ),
    numbers: compileNumberWords(rows.numberWords),
  }
  const { months, weekdays, relative, units, occasions, numbers } = tables
  const openers = openersOf([
    [numbers.numbers.heads, Opens.number],
    [months.heads, Opens.month],
    [weekdays.heads, Opens.weekday],
    [relative.heads, Opens.relative],
    [units.heads, Opens.period],
    [occasions.heads, Opens.occasion],
  ])
  return { ...tables, openers }
}

/** The tables as the build embedded them, compiled. */
export function dateWordsOf(raw: RawLexicon): DateWords {
  return compileDateWords({
    months: rowsOf(raw.tables, "months"),
    weekdays: rowsOf(raw.tables, "weekdays"),
    relativeDays: rowsOf(raw.tables, "relative-days"),
    numberWords: rowsOf(raw.tables, "number-words"),
    occasions: rowsOf(raw.tables, "occasions"),
  })
}

function active(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.status === "active")
}

function cell(text: string | undefined): string[] {
  return (text ?? "").split("|").filter((word) => word !== "")
}

/** «مهر» and, always a month, «مهرماه»; Kurdish and Afghan months are the Jalali ones under names of their own. */
function monthPhrases(row: Row): (readonly [string, MonthWord])[] {
  const other = row.calendar === "kurdish" || row.calendar === "afghan"
  const calendar = other ? "jalali" : (row.calendar as MonthWord["calendar"])
  const plain: MonthWord = {
    calendar,
    number: Number(row.number),
    marked: row.marked !== "",
    rare: row.marked === "rare",
    withMonth: false,
  }
  return wordingsOf(row).flatMap((wording) =>
    /[a-z]/i.test(wording)
      ? [[wording, plain] as const]
      : [[wording, plain] as const, [`${wording}ماه`, { ...plain, withMonth: true }] as const],
  )
}
