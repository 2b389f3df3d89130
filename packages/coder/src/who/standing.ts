import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { isVerb, type PhraseWords } from "./phrase-words.ts"

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
  if (first - 2 >= start && doc.words[first - 1] === "از" && words.one.has(doc.words[first - 2]!)) return "one"
  let k = beforeQuantity(doc, first, start, words)
  if (k < start) return "subject"
  while (k >= start && acts[k] === 0 && words.act_adjective.has(doc.words[k]!)) k--
  if (k < start) return "subject"
  if (acts[k] === 1) return "act"
  const word = doc.words[k]!
  if (doc.kinds[k] !== TokenKind.word) return "subject"
  if (words.oblique.has(word)) return word === "از" || !isSince(doc, k, words) ? "oblique" : "subject"
  if (words.act.has(word)) return "act"
  if (words.speech.has(word)) return "one"
  if (words.possessed.has(word)) return "possessed"
  if (words.stop.has(word) || words.time.has(word) || isVerb(word, words)) return "subject"
  for (let i = k - 1, n = 0; i >= start && n < REACH; i--, n++) {
    const left = doc.words[i]!
    if (doc.kinds[i] !== TokenKind.word || words.stop.has(left) || words.time.has(left) || isVerb(left, words)) break
    if (words.speech.has(left)) return "subject"
    // «گروهی از معلمان و جمعی از رانندگان»: counted out of a group, not hanging on it.
    if (left === "از" && i > start && isQuantity(doc, i - 1, words)) return "subject"
    if (words.oblique.has(left)) return i + 1 < k && words.speech.has(doc.words[i + 1]!) ? "subject" : "possessed"
  }
  return "subject"
}

/** «به جمعی از کارگران» hangs on «به»: steps over «حدود ۳۰۰ نفر از», «جمعی از», «صدها تن». */
function beforeQuantity(doc: Doc, first: number, start: number, words: PhraseWords): number {
  let k = first - 1
  if (k > start && doc.words[k] === "از" && isQuantity(doc, k - 1, words)) k--
  while (k >= start && isQuantity(doc, k, words)) k--
  while (k >= start && words.approximate.has(doc.words[k]!)) k--
  if (k < first - 1) {
    while (k > start && doc.words[k] === "از" && words.approximate.has(doc.words[k - 1]!)) k -= 2
    while (k > start && doc.words[k] === "به" && words.approximate.has(doc.words[k - 1]!)) k -= 2
  }
  return k
}

function isQuantity(doc: Doc, i: number, words: PhraseWords): boolean {
  return doc.kinds[i] === TokenKind.number || words.quantifier.has(doc.words[i]!) || words.one.has(doc.words[i]!)
}

function isSince(doc: Doc, i: number, words: PhraseWords): boolean {
  return i + 1 < doc.count && words.time.has(doc.words[i + 1]!)
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
