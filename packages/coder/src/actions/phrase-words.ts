import { type Row, rowsOfRole, wordingsOf } from "../numbers/word-table.ts"
import { readDoc } from "../text/read-doc.ts"

/** What a word does to the noun phrase of a group of people: the roles of `phrase-words.csv`. */
export type PhraseRole =
  | "act"
  | "act_adjective"
  | "approximate"
  | "asks"
  | "calls_after"
  | "calls_before"
  | "collective"
  | "counted"
  | "employer"
  | "employer_alone"
  | "employer_end"
  | "employs"
  | "issuer"
  | "members"
  | "oblique"
  | "office"
  | "official"
  | "one"
  | "organisation"
  | "organisation_end"
  | "possessed"
  | "quantifier"
  | "speech"
  | "stop"
  | "time"
  | "voice"

/** The words of each role, folded. */
export type PhraseWords = Readonly<Record<PhraseRole, ReadonlySet<string>>>

const ROLES: readonly PhraseRole[] = [
  "act",
  "act_adjective",
  "approximate",
  "asks",
  "calls_after",
  "calls_before",
  "collective",
  "counted",
  "employer",
  "employer_alone",
  "employer_end",
  "employs",
  "issuer",
  "members",
  "oblique",
  "office",
  "official",
  "one",
  "organisation",
  "organisation_end",
  "possessed",
  "quantifier",
  "speech",
  "stop",
  "time",
  "voice",
]

/**
 * Compiles the rows of `phrase-words.csv`.
 *
 * @param verbs Rows of `verbs.csv`.
 * @throws when a wording is not one token: a role is asked of one word at a time.
 */
export function compilePhraseWords(rows: readonly Row[], verbs: readonly Row[]): PhraseWords {
  const words = (role: PhraseRole): ReadonlySet<string> =>
    new Set(
      rowsOfRole(rows, role)
        .flatMap((row) => wordingsOf({ name_fa: row.name_fa ?? "", alt_fa: row.alt_fa ?? "" }))
        .map((wording) => {
          const doc = readDoc(wording)
          if (doc.count !== 1) throw new Error(`couldn't compile phrase-words.csv: «${wording}» is not one word`)
          return doc.words[0]!
        }),
    )
  const made = Object.fromEntries(ROLES.map((role) => [role, words(role)])) as Record<PhraseRole, ReadonlySet<string>>
  // «که به شهر آمده»: a participle ends a phrase as a finite verb does.
  const participles = verbs.flatMap((row) => readDoc(`${row.past}ه`).words)
  return { ...made, stop: new Set([...made.stop, ...participles]) }
}
