import type { EnglishWords } from "../lexicon/english-words.ts"
import type { Mention } from "../mentions/mention.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import type { ClauseWords } from "./clause-words.ts"

/** Lines of a text's head in which it says that it is a statement, and sentences of its foot where it is signed. */
const HEAD = 3
const FOOT = 4
/** A signature holds no more tokens. */
const SIGNATURE = 9

/**
 * Is the document a text that an organisation or persons sign (codebook §2)?
 *
 * A word of statements opens or closes it and somebody says «ما» in it, outside what a report quotes.
 *
 * @param said Of this and what follows: `speakingTokens` of the document.
 */
export function issuesStatement(
  doc: Doc,
  mentions: readonly Mention[],
  said: readonly number[],
  words: ClauseWords,
): boolean {
  const lines = doc.lineOf
  const opens = mentions.some(
    (m) =>
      ((m.kind === "cue" && m.code === "statement_issuer") || (m.kind === "form" && m.code === "petition")) &&
      lines[m.sentence]! <= 1,
  )
  const closes = mentions.some(
    (m) => m.kind === "cue" && m.code === "statement_issuer" && m.sentence >= doc.sentences.length - FOOT,
  )
  return (opens && said.length >= 2) || (closes && said.length >= 3) || isTitled(doc, mentions, words)
}

/** Tokens (a sign, a number) that may stand before what a title begins with. */
const TITLE_BEGINS = 1

/** «قطعنامه تشکل‌های کارگری به مناسبت …»: a title that names what the text is and tells nothing that was done with it. */
function isTitled(doc: Doc, mentions: readonly Mention[], words: ClauseWords): boolean {
  const title = mentions.find((m) => m.kind === "cue" && m.code === "statement_issuer")
  if (title === undefined || title.first > TITLE_BEGINS || doc.lineOf[doc.sentences.length - 1] === 0) return false
  if (!words.document.has(doc.words[title.first]!)) return false
  for (let i = title.past; i < doc.sentences[title.sentence]![1]; i++) {
    const verb = words.verbs.get(doc.words[i]!)
    if (verb !== undefined && !verb.negated) return false
  }
  return true
}

/** An organisation takes a stand in the first sentences: «سندیکا این بازداشت‌ها را محکوم می‌کند». */
export function takesStand(mentions: readonly Mention[]): boolean {
  const stand = mentions.find((m) => m.kind === "cue" && m.code === "condemns")
  if (stand === undefined || stand.sentence >= HEAD) return false
  return mentions.some((m) => m.kind === "organisation" && m.sentence <= stand.sentence)
}

/** Says that its text is a statement («متن آن را می‌خوانید», «بدین‌وسیله …»), which may tell of acts like a report. */
export function saysStatement(doc: Doc, mentions: readonly Mention[]): boolean {
  return mentions.some((m) => m.kind === "cue" && m.code === "statement_text" && doc.lineOf[m.sentence]! <= HEAD)
}

/** Without a word for it: the heading speaks as «ما», or an organisation signs what «ما» say. */
export function speaksAsWe(doc: Doc, mentions: readonly Mention[], said: readonly number[]): boolean {
  return said.length >= 2 && (headingSpeaks(doc, said) || signed(doc, mentions))
}

/** Nobody but «ما» speaks, to people who are addressed: «همکاران، …». */
export function addressesAsWe(doc: Doc, said: readonly number[], english: EnglishWords | null): boolean {
  return said.length >= 3 && addresses(doc, english)
}

/** «از مطالبات آنان حمایت می‌کنیم»: the first of several lines speaks. */
function headingSpeaks(doc: Doc, said: readonly number[]): boolean {
  const heading = doc.lineOf[doc.sentences.length - 1]! > 0
  return heading && doc.lineOf[doc.sentenceOf[said[0]!]!] === 0 && doc.lineOf[doc.sentenceOf[said.at(-1)!]!]! > 0
}

/** A line of the foot that holds little but the name of an organisation. */
function signed(doc: Doc, mentions: readonly Mention[]): boolean {
  const from = Math.max(1, doc.sentences.length - FOOT)
  return mentions.some((m) => {
    if (m.kind !== "organisation" || m.sentence < from || doc.lineOf[m.sentence] === doc.lineOf[m.sentence - 1])
      return false
    const [first, past] = doc.sentences[m.sentence]!
    return m.first - first <= 1 && past - first <= SIGNATURE
  })
}

/** Tokens of «we» and verbs of the first person plural, outside quotation marks and what somebody is said to say. */
export function speakingTokens(doc: Doc, quoted: Uint8Array, words: ClauseWords): number[] {
  const said: number[] = []
  for (let i = 0; i < doc.count; i++) if (words.speaks.at(doc, i) === 1) said.push(i)
  if (said.length === 0) return said
  const told = toldTokens(doc, words)
  return said.filter((i) => quoted[i] === 0 && told[i] === 0)
}

/** Tokens before a colon in which the verb of saying stands. */
const VERB_OF_SAYING = 5

/** What follows «گفت:», «می‌گویند:» on its line. */
function toldTokens(doc: Doc, words: ClauseWords): Uint8Array {
  const out = new Uint8Array(doc.count)
  let line = -1
  let telling = false
  doc.sentences.forEach(([first, past], s) => {
    if (doc.lineOf[s] !== line) telling = false
    line = doc.lineOf[s]!
    for (let i = first; i < past; i++) {
      if (doc.kinds[i] === TokenKind.mark && doc.words[i] === ":" && says(doc, i, first, words)) telling = true
      if (telling) out[i] = 1
    }
  })
  return out
}

function says(doc: Doc, colon: number, first: number, words: ClauseWords): boolean {
  for (let i = colon - 1; i >= first && i >= colon - VERB_OF_SAYING; i--) if (words.says.has(doc.words[i]!)) return true
  return false
}

const ADDRESS = new Set("همکاران رفقا دوستان کارگران مردم هموطنان معلمان زحمتکشان".split(" "))

function addresses(doc: Doc, english: EnglishWords | null): boolean {
  for (let i = 0; i < Math.min(doc.count, 14); i++)
    if (ADDRESS.has(doc.words[i]!) || english?.address.has(doc.words[i]!) === true) return true
  return false
}
