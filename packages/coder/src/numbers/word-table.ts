import type { Doc } from "../text/doc.ts"
import { PerWord } from "../text/per-word.ts"
import { readDoc } from "../text/read-doc.ts"

/** A row of a CSV table: column → cell, "" for unknown. */
export type Row = Readonly<Record<string, string>>

/** Phrases by their first token. */
export interface WordTable<T> {
  /** The words that its phrases begin with. */
  readonly heads: readonly string[]
  /** Phrases of each head, longest first. */
  readonly lists: readonly (readonly { readonly words: readonly string[]; readonly value: T }[])[]
  /** Place of a word among the heads, and 1; 0 for most words. */
  readonly headOf: PerWord
  /** 1 for the words that its phrases end with. */
  readonly ends: PerWord
}

/** What stood at a token. */
export interface Found<T> {
  readonly value: T
  readonly past: number
}

/** The wordings of a row: its names in both scripts and the alternatives, parted by `|`. */
export function wordingsOf(row: Row): string[] {
  return [row.name_fa, row.name_en, row.alt_fa, row.alt_en]
    .flatMap((cell) => (cell ?? "").split("|"))
    .filter((wording) => wording !== "")
}

/** The active rows whose `role` is one of those named. */
export function rowsOfRole(rows: readonly Row[], ...roles: readonly string[]): Row[] {
  return rows.filter((row) => row.status === "active" && roles.includes(row.role ?? ""))
}

/**
 * Makes a table of phrases. Each is folded and split by the tokeniser itself, so it meets a report's tokens however
 * either was typed.
 *
 * @throws when one phrase is given two values that differ: a table may not contradict itself.
 */
export function compileWordTable<T>(phrases: Iterable<readonly [wording: string, value: T]>): WordTable<T> {
  const table = new Map<string, { words: readonly string[]; value: T }[]>()
  const seen = new Map<string, string>()
  for (const [wording, value] of phrases) {
    const words = readDoc(wording).words
    const head = words[0]
    if (head === undefined) continue
    const key = words.join(" ")
    const meaning = JSON.stringify(value)
    const had = seen.get(key)
    if (had !== undefined && had !== meaning) {
      throw new Error(`couldn't compile the word table: «${wording}» means ${had} and ${meaning}`)
    }
    if (had !== undefined) continue
    seen.set(key, meaning)
    const list = table.get(head) ?? []
    list.push({ words, value })
    table.set(head, list)
  }
  for (const list of table.values()) list.sort((a, b) => b.words.length - a.words.length)
  const heads = [...table.keys()]
  const places = new Map(heads.map((head, at) => [head, at + 1]))
  const lists = [...table.values()]
  const ends = new Set(lists.flatMap((list) => list.map(({ words }) => words.at(-1)!)))
  return { heads, lists, headOf: new PerWord((word) => places.get(word) ?? 0), ends: PerWord.among(ends) }
}

/** What a table's phrase of one word means; `null` when it has no such phrase. */
export function meaningOf<T>(table: WordTable<T>, word: string): T | null {
  const list = table.lists[table.heads.indexOf(word)]
  return list?.find(({ words }) => words.length === 1)?.value ?? null
}

/** The longest phrase of a table that begins at token `i` and ends before `past`; `null` when none does. */
export function wordsAt<T>(table: WordTable<T>, doc: Doc, i: number, past: number): Found<T> | null {
  if (i < 0 || i >= past) return null
  const head = table.headOf.at(doc, i)
  if (head === 0) return null
  for (const { words, value } of table.lists[head - 1]!) {
    if (i + words.length > past) continue
    let k = 1
    while (k < words.length && doc.words[i + k] === words[k]) k++
    if (k === words.length) return { value, past: i + k }
  }
  return null
}

/** The phrase of a table that ends right before token `i`, not reaching back over `start`; `null` when none does. */
export function wordsBefore<T>(
  table: WordTable<T>,
  doc: Doc,
  i: number,
  start: number,
): { value: T; first: number } | null {
  if (i <= start || table.ends.at(doc, i - 1) === 0) return null
  for (let first = Math.max(start, i - 4); first < i; first++) {
    const found = wordsAt(table, doc, first, i)
    if (found !== null && found.past === i) return { value: found.value, first }
  }
  return null
}
