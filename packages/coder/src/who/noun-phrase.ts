import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { isVerb, type PhraseWords } from "./phrase-words.ts"

/** What the mentions of a document say of its tokens, for finding where noun phrases end. */
export interface TokenMarks {
  /** Inside a trade, plant, place, name or tie: such a token ends no phrase. */
  readonly held: Uint8Array
  /** First token of an act or a claim: what comes is no more of the phrase. */
  readonly opens: Uint8Array
  /** First token of a mention of people. */
  readonly heads: Uint8Array
}

const HELD = new Set(["workforce", "workplace", "place", "organisation", "employment"])
const OPENS = new Set(["form", "demand", "outcome"])
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
    if (HELD.has(m.kind)) for (let i = m.first; i < m.past; i++) held[i] = 1
    // A ministry's name holds itself together; a spot such as «مقابل زندان» begins with what ends a phrase.
    else if (m.kind === "institution") for (let i = m.first + 1; i < m.past; i++) held[i] = 1
    else if (OPENS.has(m.kind)) opens[m.first] = 1
    if (isHead(doc, m, words)) heads[m.first] = 1
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
        words.at_work.has(doc.words[i - 1]!) &&
        employs(doc, i + 1, past, words, marks)
      ) {
        i++
        continue
      }
      if (word === "و") {
        if (!goesOn(doc, i + 1, past, words, marks)) break
      } else {
        if (marks.opens[i] === 1 || (kind === TokenKind.number && !closesName(doc, i, past, words))) break
        if (words.ends.at(doc, i) === 1) {
          if (completes(word, words) && end === i && i > from && marks.held[i - 1] === 0) end = i - 1
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
  for (let i = m.first; i < m.past; i++)
    if (PLURAL.test(doc.words[i]!) || words.collective.has(doc.words[i]!)) return true
  if (m.first === 0) return false
  const before = doc.words[m.first - 1]!
  return doc.kinds[m.first - 1] === TokenKind.number || words.quantifier.has(before) || words.counted.has(before)
}

const PLURAL = /(ان|ین|ون|ها|های|هایی|انی|هاشان|شان|مان)$/

/** «شرکت نورد | تجمع کردند»: the noun before a full verb belongs to it, as that before «بودند» need not. */
export function completes(word: string, words: PhraseWords): boolean {
  if (words.light.has(word)) return true
  return !word.startsWith("بود") && !word.startsWith("نبود") && isVerb(word, words)
}

/** Does a plant, or a word that firms are named with, stand here? */
function employs(doc: Doc, i: number, past: number, words: PhraseWords, marks: TokenMarks): boolean {
  return i < past && (marks.held[i] === 1 || words.employer.has(doc.words[i]!))
}

/** After «و»: does a held word come before anything that ends the phrase, and no other group of people? */
function goesOn(doc: Doc, from: number, past: number, words: PhraseWords, marks: TokenMarks): boolean {
  for (let i = from; i < past && i < from + 3; i++) {
    if (marks.heads[i] === 1) return false
    if (marks.held[i] === 1 || words.employer.has(doc.words[i]!)) return true
    if (doc.kinds[i] !== TokenKind.word || marks.opens[i] === 1 || words.ends.at(doc, i) === 1) return false
  }
  return false
}

/** «اورژانس ۱۱۵ در …», «منطقه ۳»: a number that nothing counted follows. */
function closesName(doc: Doc, i: number, past: number, words: PhraseWords): boolean {
  if (i + 1 >= past) return true
  return doc.kinds[i + 1]! >= TokenKind.mark || words.stop.has(doc.words[i + 1]!)
}

/** «پالایشگاه در حال ساخت بیدبلند»: the token behind «در حال ساخت», or `i` where it doesn't stand. */
export function underConstruction(doc: Doc, i: number, past: number): number {
  if (i + 3 > past || (doc.words[i + 1] !== "حال" && doc.words[i + 1] !== "دست")) return i
  return BUILDING.has(doc.words[i + 2]!) ? i + 3 : i
}

const BUILDING = new Set(["ساخت", "احداث", "تکمیل"])
