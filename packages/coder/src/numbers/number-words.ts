import { PerWord } from "../text/per-word.ts"
import { compileWordTable, meaningOf, type Row, rowsOfRole, type WordTable, wordingsOf } from "./word-table.ts"

/** A word that is, or makes, a number. */
export interface NumberWord {
  readonly role: "cardinal" | "ordinal" | "scale" | "vague" | "ordinal_mark"
  readonly value: number
  /** Upper bound of a vague word («ده‌ها» is 20 to 99), else null. */
  readonly max: number | null
}

/** How a word before a number bends it. */
export type Bend = "about" | "at_least" | "at_most"

/** What a word near a number of people says about them. */
export type PeopleCue = "act" | "affected" | "owed" | "workforce" | "signatures" | "commodity"

/** A noun for people. A Persian noun after a number stands in the singular: «۱۴۰۰ کارگر», not «۱۴۰۰ کارگران». */
export interface PersonNoun {
  readonly id: string
  readonly singular: boolean
}

/** What a counted place is: `town` also takes counties, `spot` any other place, `workplace` places of work. */
export type CountedPlace = "town" | "spot" | "province" | "workplace"

/** `data/lexicon/tables/number-words.csv`, ready for reading. */
export interface NumberWords {
  readonly numbers: WordTable<NumberWord>
  /** 1 for words that a number can begin with. */
  readonly openers: PerWord
  readonly bends: WordTable<Bend>
  readonly cues: WordTable<PeopleCue>
  readonly people: WordTable<PersonNoun>
  readonly places: WordTable<CountedPlace>
  /** Second halves of trades: «زن» in «خشت‌زن». */
  readonly tradeTails: WordTable<true>
}

const PLURAL = /(ان|ین|ها|های|انی|ات|یون|کسبه|وکلا|اعضا|اعضای|پرسنل|اهالی)$/

/** Compiles the rows of `number-words.csv`. Throws when one word is given two values. */
export function compileNumberWords(rows: readonly Row[]): NumberWords {
  const numbers = compileWordTable(
    rowsOfRole(rows, "cardinal", "ordinal", "scale", "vague", "ordinal_mark").flatMap((row) =>
      wordingsOf(row).map((wording) => [wording, numberWord(row)] as const),
    ),
  )
  return {
    numbers,
    openers: new PerWord((word) => (opensNumber(word, numbers) ? 1 : 0)),
    bends: compileWordTable(byRole<Bend>(rows, "about", "at_least", "at_most")),
    cues: compileWordTable(byRole<PeopleCue>(rows, "act", "affected", "owed", "workforce", "signatures", "commodity")),
    people: compileWordTable(
      rowsOfRole(rows, "people").flatMap((row) =>
        wordingsOf(row).map((wording) => [wording, { id: row.id!, singular: !PLURAL.test(wording) }] as const),
      ),
    ),
    places: compileWordTable(byRole<CountedPlace>(rows, "town", "spot", "province", "workplace")),
    tradeTails: compileWordTable(
      rowsOfRole(rows, "trade_tail").flatMap((row) => wordingsOf(row).map((w) => [w, true] as const)),
    ),
  }
}

function opensNumber(word: string, numbers: WordTable<NumberWord>): boolean {
  if (word === "a" || isDigit(word.charCodeAt(0)) || numbers.heads.includes(word)) return true
  return restOfNumber(word, numbers) !== null
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

/** «بیست‌ویکم» leaves «ویکم» in a token of its own: what stands behind the «و»; `null` for other words. */
export function restOfNumber(word: string, numbers: WordTable<NumberWord>): NumberWord | null {
  return word.length > 2 && word.startsWith("و") ? meaningOf(numbers, word.slice(1)) : null
}

function byRole<T extends string>(rows: readonly Row[], ...roles: readonly T[]): (readonly [string, T])[] {
  return rowsOfRole(rows, ...roles).flatMap((row) =>
    wordingsOf(row).map((wording) => [wording, row.role as T] as const),
  )
}

function numberWord(row: Row): NumberWord {
  return {
    role: row.role as NumberWord["role"],
    value: Number(row.value || "0"),
    max: row.max ? Number(row.max) : null,
  }
}
