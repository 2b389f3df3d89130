import type { EnglishWords } from "../lexicon/english-words.ts"
import { type Doc, TokenKind } from "../text/doc.ts"

/** An organisation's name in English: token range and whether its clause says that it called. */
export interface EnglishName {
  readonly first: number
  readonly past: number
  readonly calls: boolean
}

const JOINTS = new Set(["of", "for", "and", "the", "in"])
const LONGEST = 12
/** Ordinary words too: heads of a name only with a capital. */
const PROPER = new Set(["house", "front", "party", "campaign", "society"])

/**
 * Names of organisations in English text: a head such as "union" or "council" with the capitalised words, and those
 * that names are made of, around it ("Coordinating Council of Iranian Teachers’ Trade Associations").
 */
export function readEnglishOrganisations(doc: Doc, words: EnglishWords, covered: Uint8Array): EnglishName[] {
  const out: EnglishName[] = []
  for (let i = 0; i < doc.count; i++) {
    if (covered[i] === 1 || !words.organisation_head.has(doc.words[i]!)) continue
    if (PROPER.has(doc.words[i]!) && !isCapital(doc, i)) continue
    const [start, end] = doc.sentences[doc.sentenceOf[i]!]!
    const named = (k: number) =>
      k >= start &&
      k < end &&
      covered[k] === 0 &&
      doc.kinds[k] === TokenKind.word &&
      (isCapital(doc, k) || words.organisation_loose.has(doc.words[k]!))
    let first = i
    while (i - first < LONGEST && named(apostrophe(doc, first - 1))) first = apostrophe(doc, first - 1)
    let past = i + 1
    while (past - i < LONGEST) {
      let next = apostrophe(doc, past, 1)
      while (next < end && JOINTS.has(doc.words[next]!)) next++
      if (next >= end || next - past > 3 || !named(next)) break
      past = next + 1
    }
    if (past - first < 2) continue
    if (words.organisation_office.has(doc.words[first]!) && past - first === 2) continue
    out.push({ first, past, calls: callsAct(doc, first, past, start, end, words) })
    i = past - 1
  }
  return out
}

function callsAct(doc: Doc, first: number, past: number, start: number, end: number, words: EnglishWords): boolean {
  for (let k = Math.max(start, first - 4); k < first; k++) if (words.calling_before.has(doc.words[k]!)) return true
  for (let k = past; k < Math.min(end, past + 3); k++) if (words.calling_after.has(doc.words[k]!)) return true
  return false
}

/** Steps over the apostrophe of a plural ("Teachers’ Association"). */
function apostrophe(doc: Doc, at: number, step = -1): number {
  return doc.words[at] === "’" || doc.words[at] === "'" ? at + step : at
}

function isCapital(doc: Doc, i: number): boolean {
  const unit = doc.text.charCodeAt(doc.starts[i]!)
  return unit >= 0x41 && unit <= 0x5a
}

/** The same test for a registered name, which the lexicon found. */
export function calledByName(doc: Doc, first: number, past: number, words: EnglishWords): boolean {
  const [start, end] = doc.sentences[doc.sentenceOf[first]!]!
  return callsAct(doc, first, past, start, end, words)
}
