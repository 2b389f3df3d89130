import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { type PhraseWords, PhraseWord as W } from "./phrase-words.ts"

/** What the mentions of a document say of its tokens, for finding where noun phrases end. */
export interface TokenMarks {
  /** Inside a trade, plant, place, name or tie: such a token ends no phrase. */
  readonly held: Uint8Array
  /** First token of an act or a claim: what comes is no more of the phrase. */
  readonly opens: Uint8Array
  /** First token of a mention of people. */
  readonly heads: Uint8Array
}

/** Longest noun phrase, in tokens behind its head. */
const LONGEST = 14
/** Marks that stand inside a phrase. */
const INSIDE = '«»“”"#-–‑ـ'

const heldBits = new TokenBits()
const openBits = new TokenBits()
const headBits = new TokenBits()

/** Marks the tokens of a document by its mentions, once; the marks stand until those of another are made. */
export function markTokens(doc: Doc, mentions: readonly Mention[], words: PhraseWords): TokenMarks {
  const held = heldBits.take(doc.count)
  const opens = openBits.take(doc.count)
  const heads = headBits.take(doc.count)
  for (const m of mentions) {
    switch (m.kind) {
      case "workforce":
        if (isHead(doc, m, words)) heads[m.first] = 1
        for (let i = m.first; i < m.past; i++) held[i] = 1
        break
      case "workplace":
      case "place":
      case "organisation":
      case "employment":
        for (let i = m.first; i < m.past; i++) held[i] = 1
        break
      case "institution":
        // A ministry's name holds itself together; a spot such as «مقابل زندان» begins with what ends a phrase.
        for (let i = m.first + 1; i < m.past; i++) held[i] = 1
        break
      case "form":
      case "demand":
      case "outcome":
        opens[m.first] = 1
    }
  }
  return { held, opens, heads }
}

/**
 * Where the noun phrase ends that a head of people opens: «کارگران پیمانی شرکت فولاد اکسین | در اهواز».
 *
 * Ezafe strings its words together unwritten, so the phrase runs on to a preposition, a verb, a word of time or a
 * mark. «و» goes on only where a trade, plant or tie follows («خدماتی و فضای سبز شهرداری»), not where another group does.
 *
 * @param from First token behind the head.
 */
export function phraseEnd(doc: Doc, from: number, words: PhraseWords, marks: TokenMarks): number {
  const past = Math.min(from < doc.count ? doc.sentences[doc.sentenceOf[from]!]![1] : from, from + LONGEST)
  if (from > 0 && from < doc.count && doc.sentenceOf[from] !== doc.sentenceOf[from - 1]) return from
  let i = from
  let end = from
  while (i < past) {
    const word = doc.words[i]!
    const kind = doc.kinds[i]!
    if (kind === TokenKind.handle) break
    if (kind >= TokenKind.mark) {
      if (!INSIDE.includes(word) && marks.held[i] === 0) break
    } else if (marks.held[i] === 0) {
      const building = word === "در" ? underConstruction(doc, i, past) : i
      if (building > i) {
        i = building
        continue
      }
      // «کارگران شاغل در پروژه سد …»: where they work, not where they act.
      if (
        word === "در" &&
        i > from &&
        (words.bits.at(doc, i - 1) & W.at_work) !== 0 &&
        employs(doc, i + 1, past, words, marks)
      ) {
        i++
        continue
      }
      if (word === "و") {
        if (!goesOn(doc, i + 1, past, words, marks)) break
      } else {
        if (marks.opens[i] === 1 || (kind === TokenKind.number && !closesName(doc, i, past, words))) break
        const bits = words.bits.at(doc, i)
        if ((bits & W.ends) !== 0) {
          if ((bits & W.completes) !== 0 && end === i && i > from && marks.held[i - 1] === 0) end = i - 1
          break
        }
        end = i + 1
      }
    } else end = i + 1
    i++
  }
  return end
}

/**
 * Is a mention the head noun of a group: a plural («معلمان»), a collective («کادر درمان»), or a counted singular («۴۷
 * کارگر»)? Any other singular is an adjective («بازنشستگان فرهنگی») or no group («کارگر می‌میرد»).
 */
export function isHead(doc: Doc, m: Mention, words: PhraseWords): boolean {
  if (m.kind !== "workforce" || !m.people || m.inName) return false
  for (let i = m.first; i < m.past; i++) if ((words.bits.at(doc, i) & W.plural) !== 0) return true
  if (m.first === 0) return false
  return (
    doc.kinds[m.first - 1] === TokenKind.number || (words.bits.at(doc, m.first - 1) & (W.quantifier | W.counted)) !== 0
  )
}

/** Does a plant, or a word that firms are named with, stand here? */
function employs(doc: Doc, i: number, past: number, words: PhraseWords, marks: TokenMarks): boolean {
  return i < past && (marks.held[i] === 1 || (words.bits.at(doc, i) & W.employer) !== 0)
}

/** After «و»: does a held word come before anything that ends the phrase, and no other group of people? */
function goesOn(doc: Doc, from: number, past: number, words: PhraseWords, marks: TokenMarks): boolean {
  for (let i = from; i < past && i < from + 3; i++) {
    if (marks.heads[i] === 1) return false
    const bits = words.bits.at(doc, i)
    if (marks.held[i] === 1 || (bits & W.employer) !== 0) return true
    if (doc.kinds[i] !== TokenKind.word || marks.opens[i] === 1 || (bits & W.ends) !== 0) return false
  }
  return false
}

/** «اورژانس ۱۱۵ در …», «منطقه ۳»: a number that nothing counted follows. */
function closesName(doc: Doc, i: number, past: number, words: PhraseWords): boolean {
  if (i + 1 >= past) return true
  return doc.kinds[i + 1]! >= TokenKind.mark || (words.bits.at(doc, i + 1) & W.stop) !== 0
}

/** «پالایشگاه در حال ساخت بیدبلند»: the token behind «در حال ساخت», or `i` where it doesn't stand. */
export function underConstruction(doc: Doc, i: number, past: number): number {
  if (i + 3 > past || (doc.words[i + 1] !== "حال" && doc.words[i + 1] !== "دست")) return i
  return BUILDING.has(doc.words[i + 2]!) ? i + 3 : i
}

const BUILDING = new Set(["ساخت", "احداث", "تکمیل"])
