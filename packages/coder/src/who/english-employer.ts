import type { EnglishWords } from "../lexicon/english-words.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { spanOf } from "../text/spans.ts"
import type { Actor } from "./actor.ts"
import type { EmployerFound } from "./employer.ts"

/** Prepositions that lead from people to those who employ them. */
const LEADS = new Set(["of", "at", "by", "for", "with"])
/** Tokens behind a group's noun phrase in which its employer may stand. */
const REACH = 8

/** The employer that a group's noun phrase names in English: a plant on the register, else what the phrase itself says. */
export function englishEmployer(doc: Doc, actor: Actor, words: EnglishWords): EmployerFound | null {
  const plant = actor.workplace
  const range = plant ?? phraseOf(doc, actor, words)
  if (range === null) return null
  const span = spanOf(doc, range.first, range.past)
  return { name: doc.text.slice(span[0], span[1]).replace(/[\s_]+/g, " "), span, by: plant?.by ?? "reader:employer" }
}

/**
 * Token range of the employer that an English noun phrase names: "water company staff", "drivers of Tehran’s city bus
 * company". An indefinite one ("a tile factory") names nobody.
 */
function phraseOf(doc: Doc, actor: Actor, words: EnglishWords): { first: number; past: number } | null {
  const [start, end] = doc.sentences[actor.sentence]!
  for (let i = actor.first; i < Math.min(end, actor.past + REACH); i++) {
    if (doc.kinds[i] === TokenKind.mark && i >= actor.past && doc.words[i] !== "’") return null
    if (!words.employer_head.has(doc.words[i]!)) continue
    let first = i
    while (first > start && doc.kinds[first - 1] === TokenKind.word && !words.employer_stop.has(doc.words[first - 1]!))
      first--
    first = behindPossessive(doc, first, i)
    const before = doc.words[first - 1]
    if (first > start && (before === "a" || before === "an" || before === "in" || before === "outside")) return null
    const leads = before === "the" ? doc.words[first - 2] : before
    if (i >= actor.past && !LEADS.has(leads ?? "")) return null
    // A bare "company" or "hospital" names nobody.
    if (first === i && !words.employer_bare.has(doc.words[i]!)) return null
    return { first, past: i + 1 }
  }
  return null
}

/** "Iran’s Social Security Organization": the name begins behind whose it is. */
function behindPossessive(doc: Doc, first: number, head: number): number {
  for (let i = first; i < head; i++) {
    const word = doc.words[i]!
    if (word.endsWith("’s") || word.endsWith("'s")) return i + 1
    if (word === "s" && i > first && (doc.words[i - 1] === "’" || doc.words[i - 1] === "'")) return i + 1
  }
  return first
}
