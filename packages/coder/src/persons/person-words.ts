import { PERSONS } from "../lexicon/generated-persons.ts"
import { activeRows, listOf, type RawTable } from "../lexicon/raw.ts"
import { readWords } from "../text/read-doc.ts"

/** `data/persons`, folded as tokens are; two tokens of a wording are joined by a space. */
export interface PersonWords {
  /** First names, in Persian and Latin letters. */
  readonly given: ReadonlySet<string>
  /** Those that are also an ordinary word, a place or a thing. */
  readonly ordinary: ReadonlySet<string>
  readonly titles: ReadonlySet<string>
  readonly notBehindTitle: ReadonlySet<string>
  readonly kin: ReadonlySet<string>
  readonly named: ReadonlySet<string>
  readonly persons: ReadonlySet<string>
  readonly eponyms: ReadonlySet<string>
  readonly honoured: ReadonlySet<string>
  readonly holy: ReadonlySet<string>
  readonly placeEnds: ReadonlySet<string>
  /** Endings that make a surname of a first name, and those that only surnames have. */
  readonly surnameEnds: ReadonlySet<string>
  readonly surnames: ReadonlySet<string>
  /** Those that make a surname of any word that a half-space joins them to. */
  readonly surnameParts: ReadonlySet<string>
  readonly notSurnames: ReadonlySet<string>
  readonly longestEnding: number
  /** Common surnames that are also another word. */
  readonly surnamesKnown: ReadonlySet<string>
  /** What stands behind the name of somebody who says or suffers something. */
  readonly said: ReadonlySet<string>
  /** Every word of these tables but the names, and others that stand in no dictionary. */
  readonly known: ReadonlySet<string>
  /** What makes one ordinary word of another. */
  readonly knownEnds: readonly string[]
  readonly knownStarts: readonly string[]
}

let made: PersonWords | null = null

/** The words of the tripwire; made once. */
export function personWords(): PersonWords {
  made ??= compilePersonWords(PERSONS)
  return made
}

/** Puts the tables of `data/persons` into sets. */
function compilePersonWords(tables: Readonly<Record<string, RawTable>>): PersonWords {
  const given = new Set<string>()
  const ordinary = new Set<string>()
  for (const row of activeRows(tables, "given-names"))
    for (const wording of [row.name_fa!, ...listOf(row.name_en)])
      for (const form of formsOf(wording)) {
        given.add(form)
        if (row.use === "word") ordinary.add(form)
      }
  const rows = activeRows(tables, "words")
  const of = (kind: string) =>
    new Set(rows.filter((row) => row.kind === kind).flatMap((row) => listOf(row.words).flatMap(formsOf)))
  const surnameEnds = of("surname_end")
  return {
    given,
    ordinary,
    titles: of("title"),
    notBehindTitle: of("not_behind_title"),
    kin: of("kin"),
    named: of("named"),
    persons: of("person"),
    eponyms: of("eponym"),
    honoured: of("honoured"),
    holy: of("holy"),
    placeEnds: of("not_behind_name"),
    surnameEnds,
    surnames: of("surname"),
    surnameParts: of("surname_part"),
    notSurnames: of("not_surname"),
    longestEnding: Math.max(...[...surnameEnds].map((end) => end.length)),
    surnamesKnown: of("surname_known"),
    said: of("said"),
    known: new Set(
      rows
        .filter(({ kind }) => !kind!.startsWith("surname") && !kind!.startsWith("known_"))
        .flatMap((row) => listOf(row.words).flatMap(readWords)),
    ),
    knownEnds: [...of("known_end")],
    knownStarts: [...of("known_start")],
  }
}

/** «روح‌الله» is written in two, with a half-space and in one. */
function formsOf(wording: string): string[] {
  const words = readWords(wording)
  return words.length === 1 ? words : [words.join(" "), words.join("")]
}
