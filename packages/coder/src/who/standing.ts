import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { type PhraseWords, PhraseWord as W } from "./phrase-words.ts"

/**
 * How a group stands in its sentence: doing the act («تجمع کارگران»), as a subject, as one who speaks for it («یکی از
 * کارگران»), owning something spoken of («مطالبات کارگران»), behind a preposition («حمایت از کارگران»), or named for comparison («همچون کارگران»).
 */
export type Standing = "act" | "subject" | "one" | "possessed" | "oblique" | "likened"

/** Tokens that are looked at left of a noun for the preposition that governs it. */
const REACH = 4

/** Reads how the noun phrase that begins at `first` stands, from the words left of it. */
export function readStanding(doc: Doc, first: number, words: PhraseWords, acts: Uint8Array): Standing {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  if (first - 2 >= start && doc.words[first - 1] === "از" && (words.bits.at(doc, first - 2) & W.one) !== 0) return "one"
  let k = beforeQuantity(doc, first, start, words)
  if (k < start) return "subject"
  while (k >= start && acts[k] === 0 && (words.bits.at(doc, k) & W.act_adjective) !== 0) k--
  if (k < start) return "subject"
  if (acts[k] === 1) return "act"
  if (doc.kinds[k] !== TokenKind.word) return "subject"
  const bits = words.bits.at(doc, k)
  if ((bits & W.oblique) !== 0) return doc.words[k] === "از" || !isSince(doc, k, words) ? "oblique" : "subject"
  if ((bits & W.act) !== 0) return "act"
  if ((bits & W.speech) !== 0) return "one"
  if ((bits & W.possessed) !== 0) return "possessed"
  if ((bits & CLOSES) !== 0) return "subject"
  for (let i = k - 1, n = 0; i >= start && n < REACH; i--, n++) {
    const left = words.bits.at(doc, i)
    if (doc.kinds[i] !== TokenKind.word || (left & CLOSES) !== 0) break
    if ((left & W.speech) !== 0) return "subject"
    // «گروهی از معلمان و جمعی از رانندگان»: counted out of a group, not hanging on it.
    if (doc.words[i] === "از" && i > start && isQuantity(doc, i - 1, words)) return "subject"
    if ((left & W.oblique) !== 0)
      return i + 1 < k && (words.bits.at(doc, i + 1) & W.speech) !== 0 ? "subject" : "possessed"
  }
  return "subject"
}

/** Words that part a noun from what stands left of them. */
const CLOSES = W.stop | W.time | W.verb

/** «به جمعی از کارگران» hangs on «به»: steps over «حدود ۳۰۰ نفر از», «جمعی از», «صدها تن». */
function beforeQuantity(doc: Doc, first: number, start: number, words: PhraseWords): number {
  let k = first - 1
  if (k > start && doc.words[k] === "از" && isQuantity(doc, k - 1, words)) k--
  while (k >= start && isQuantity(doc, k, words)) k--
  while (k >= start && isAbout(doc, k, words)) k--
  if (k < first - 1) {
    while (k > start && doc.words[k] === "از" && isAbout(doc, k - 1, words)) k -= 2
    while (k > start && doc.words[k] === "به" && isAbout(doc, k - 1, words)) k -= 2
  }
  return k
}

function isQuantity(doc: Doc, i: number, words: PhraseWords): boolean {
  return doc.kinds[i] === TokenKind.number || (words.bits.at(doc, i) & (W.quantifier | W.one)) !== 0
}

function isAbout(doc: Doc, i: number, words: PhraseWords): boolean {
  return (words.bits.at(doc, i) & W.approximate) !== 0
}

function isSince(doc: Doc, i: number, words: PhraseWords): boolean {
  return (words.bits.at(doc, i + 1) & W.time) !== 0
}

const actBits = new TokenBits()

/**
 * Tokens that stand in a mention of an act, so that what follows may be those who do it; until those of another document
 * are asked for.
 */
export function actTokens(doc: Doc, mentions: readonly Mention[]): Uint8Array {
  const out = actBits.take(doc.count)
  for (const m of mentions) if (m.kind === "form" && !m.inName) for (let i = m.first; i < m.past; i++) out[i] = 1
  return out
}
