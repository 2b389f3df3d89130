import { Matcher } from "../lexicon/matcher.ts"
import { type RawLexicon, rowsOf } from "../lexicon/raw.ts"
import { foldText } from "../text/fold.ts"

/** What a phrase of the matcher means. */
export interface Phrase {
  readonly kind: string
  readonly code: string
  readonly by: string
  readonly weak: boolean
  /** Kinds of which one must be mentioned in the same sentence; empty for none. */
  readonly needs: readonly string[]
  /** Numbers of the phrases that undo this one where they overlap it. */
  readonly unless: readonly number[]
  /** An institution of which there is only one: parliament, a ministry. */
  readonly fixed: boolean
}

/** A phrase the gazetteer adds: kind, row id and one wording in the pattern language. */
export interface NamePhrase {
  readonly kind: string
  readonly code: string
  readonly pattern: string
  readonly fixed?: boolean
}

/** All phrases of a lexicon and a gazetteer, and the matcher that finds them. */
export interface Phrases {
  readonly matcher: Matcher
  readonly list: readonly Phrase[]
}

/** Compiles a lexicon and the gazetteer's names into one matcher. */
export function compilePhrases(raw: RawLexicon, names: readonly NamePhrase[]): Phrases {
  const stems = new Map(
    rowsOf(raw.tables, "verbs").map((row) => [
      foldText(row.id!),
      { past: foldText(row.past!), present: row.present!.split("|").map(foldText) },
    ]),
  )
  const irregular = new Map(rowsOf(raw.tables, "en-irregular").map((row) => [row.id!, row.lemma!]))
  const matcher = new Matcher(stems, irregular)
  const list: Phrase[] = []
  const undo = new Map<string, number>()
  const undoPhrase = (pattern: string): number => {
    let number = undo.get(pattern)
    if (number === undefined) {
      number = list.length
      list.push({ kind: "unless", code: "", by: "", weak: false, needs: [], unless: [], fixed: false })
      matcher.add(number, pattern)
      undo.set(pattern, number)
    }
    return number
  }
  for (const [id, kind, code, , pattern, weight, needs, unless] of raw.terms) {
    const undoneBy = unless.map(undoPhrase)
    matcher.add(list.length, pattern)
    list.push({ kind, code, by: id, weak: weight === "weak", needs, unless: undoneBy, fixed: false })
  }
  const named = new Map<string, number>()
  for (const { kind, code, pattern, fixed = false } of names) {
    const key = `${kind} ${code}`
    let number = named.get(key)
    if (number === undefined) {
      number = list.length
      list.push({ kind, code, by: `${kind}:${code}`, weak: false, needs: [], unless: [], fixed })
      named.set(key, number)
    }
    matcher.add(number, pattern, true)
  }
  return { matcher, list }
}
