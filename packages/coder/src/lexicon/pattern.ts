import { readWords } from "../text/read-doc.ts"

/** A word, or a lemma that stands for any inflection of it. */
export interface WordElement {
  readonly is: "word" | "lemma"
  readonly word: string
}

/** Any one of several words or lemmas. */
export interface AnyElement {
  readonly is: "any"
  readonly of: readonly WordElement[]
}

/** One element of a pattern: a word or lemma, any one of several, or a gap of up to five words. */
export type Element = WordElement | AnyElement | { readonly is: "gap" }

/** Most sequences that the alternatives of one pattern may expand to; more is a mistake in the file. */
const MOST_SEQUENCES = 6000

/**
 * Reads a pattern of the lexicon's little language into the sequences it stands for.
 *
 * `word` is a word, `{lemma}` any inflection, `(a|b)` either, `…` up to five words between.
 * See `data/lexicon/SCHEMA.en.md`.
 *
 * @throws Error on unbalanced signs, an empty pattern, a gap at an end, or too many alternatives: the file is wrong.
 */
export function parsePattern(pattern: string): readonly (readonly Element[])[] {
  const reader = { text: pattern, at: 0 }
  const sequences = readAlternatives(reader, "")
  if (reader.at < pattern.length) throw new Error(`pattern «${pattern}»: unexpected «${pattern[reader.at]}»`)
  for (const sequence of sequences) {
    if (sequence.length === 0) throw new Error(`pattern «${pattern}»: nothing to match`)
    if (sequence[0]!.is === "gap" || sequence[sequence.length - 1]!.is === "gap")
      throw new Error(`pattern «${pattern}»: a gap needs words on both sides`)
  }
  return sequences
}

function readAlternatives(reader: { text: string; at: number }, close: string): (readonly Element[])[] {
  const all: (readonly Element[])[] = []
  /** Sequences so far, none of which anybody else holds. */
  let current: Element[][] = [[]]
  const append = (parts: readonly (readonly Element[])[]) => {
    if (parts.length === 1) {
      for (const head of current) head.push(...parts[0]!)
      return
    }
    const next: Element[][] = []
    for (const head of current) for (const tail of parts) next.push([...head, ...tail])
    if (next.length > MOST_SEQUENCES) throw new Error(`pattern «${reader.text}»: too many alternatives`)
    current = next
  }
  while (reader.at < reader.text.length) {
    const c = reader.text[reader.at]!
    if (c === close) break
    if (c === "|") {
      reader.at++
      all.push(...current)
      current = [[]]
    } else if (c === "(") {
      reader.at++
      const inner = readAlternatives(reader, ")")
      if (reader.text[reader.at] !== ")") throw new Error(`pattern «${reader.text}»: a bracket is not closed`)
      reader.at++
      append(gathered(inner))
    } else if (c === "{") {
      const end = reader.text.indexOf("}", reader.at)
      if (end < 0) throw new Error(`pattern «${reader.text}»: a brace is not closed`)
      const words = readWords(reader.text.slice(reader.at + 1, end))
      if (words.length === 0) throw new Error(`pattern «${reader.text}»: empty braces`)
      // «{هفت تپه}»: only the last word of several inflects.
      append([words.map((word, i) => ({ is: i === words.length - 1 ? ("lemma" as const) : ("word" as const), word }))])
      reader.at = end + 1
    } else if (c === "…") {
      append([[{ is: "gap" }]])
      reader.at++
    } else if (c === ")" || c === "}") {
      throw new Error(`pattern «${reader.text}»: «${c}» opens nowhere`)
    } else {
      let end = reader.at
      while (end < reader.text.length && !"(|){}…".includes(reader.text[end]!)) end++
      append([readWords(reader.text.slice(reader.at, end)).map((word) => ({ is: "word" as const, word }))])
      reader.at = end
    }
  }
  all.push(...current)
  return all
}

/** Alternatives of one word each become one element, so that their number multiplies nothing. */
function gathered(alternatives: readonly (readonly Element[])[]): (readonly Element[])[] {
  const single: WordElement[] = []
  const rest: (readonly Element[])[] = []
  for (const sequence of alternatives) {
    const only = sequence.length === 1 ? sequence[0]! : null
    if (only === null || only.is === "gap") rest.push(sequence)
    else if (only.is === "any") single.push(...only.of)
    else single.push(only)
  }
  if (single.length === 1) rest.push([single[0]!])
  else if (single.length > 1) rest.push([{ is: "any", of: single }])
  return rest
}
