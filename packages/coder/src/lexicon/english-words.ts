import { type RawLexicon, rowsOf } from "./raw.ts"

const ROLES = [
  "address",
  "calling_after",
  "calling_before",
  "employer_bare",
  "employer_head",
  "employer_stop",
  "organisation_head",
  "organisation_loose",
  "organisation_office",
  "separate",
  "we",
] as const

/** Words by which English readers know names, callers and speakers, by role: `data/lexicon/tables/english-words.csv`. */
export type EnglishWords = Readonly<Record<(typeof ROLES)[number], ReadonlySet<string>>>

/** Compiles the table. */
export function compileEnglishWords(raw: RawLexicon): EnglishWords {
  const rows = rowsOf(raw.tables, "english-words").filter((row) => row.status === "active")
  const words = (role: string) =>
    new Set(rows.filter((row) => row.role === role).flatMap((row) => row.words!.split("|")))
  return Object.fromEntries(ROLES.map((role) => [role, words(role)])) as unknown as EnglishWords
}
