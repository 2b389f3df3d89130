import type { Kind } from "../codes.ts"
import type { EnglishWords } from "../lexicon/english-words.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Draft } from "./assemble.ts"
import type { ClauseWords } from "./clause-words.ts"
import { quotedTokens } from "./triggers.ts"

const SEPARATE = new Set(["جداگانه", "مجزا"])
const REAL = new Set(["held", "ongoing", "ended"])

/**
 * Kind of document (codebook §2), from its acts, its opening and who speaks.
 *
 * @param labour True when the text speaks of work and workers at all.
 */
export function readKind(
  doc: Doc,
  drafts: readonly Draft[],
  mentions: readonly Mention[],
  labour: boolean,
  words: ClauseWords,
  english: EnglishWords | null = null,
): Kind {
  const opening = Math.min(doc.sentences.length, 2)
  const inOpening = (kind: string, code?: string) =>
    mentions.some(
      (m) =>
        m.kind === kind && m.sentence < opening && !m.inName && !m.negated && (code === undefined || m.code === code),
    )
  const called = drafts.filter((d) => d.status === "called" || d.status === "cancelled")
  const real = drafts.filter((d) => REAL.has(d.status))
  if (!labour && drafts.length === 0) return "other"
  if (real.length + called.length >= 3 && real.length >= 2) return "roundup"
  if (real.length === 2 && (saysSeparate(doc, english) || new Set(real.map((d) => d.item)).size === 2)) return "roundup"
  if (issuesStatement(doc, mentions, words) && real.length <= 2)
    return called.length > 0 &&
      !mentions.some(
        (m) => m.kind === "cue" && m.code === "statement_issuer" && m.sentence < 2 && isStatementWord(doc, m),
      )
      ? "call"
      : "statement"
  if (
    called.length > 0 &&
    (real.length === 0 || called.some((d) => firstSentence(d) < Math.min(...real.map(firstSentence))))
  )
    return "call"
  if (real.length === 0 && called.length === 0 && labour && addresses(doc, english) && weSpeak(doc, words))
    return "statement"
  if (inOpening("repression") && labour && drafts.every(ofWorkers) && !formLeads(doc, drafts, opening, words))
    return "repression"
  if (drafts.length > 0) return "report"
  if (!labour) return "other"
  if (mentions.some((m) => m.kind === "repression" && !m.inName && m.sentence < 3)) return "repression"
  return "background"
}

/** A statement speaks: its word stands in the opening («بیانیه …», «قطعنامه …», «پیام …») and somebody says «ما». */
export function issuesStatement(doc: Doc, mentions: readonly Mention[], words: ClauseWords): boolean {
  const lines = doc.lineOf
  const opens = mentions.some(
    (m) =>
      ((m.kind === "cue" && m.code === "statement_issuer") || (m.kind === "form" && m.code === "petition")) &&
      lines[m.sentence]! <= 1,
  )
  const closes = mentions.some(
    (m) => m.kind === "cue" && m.code === "statement_issuer" && m.sentence >= doc.sentences.length - 4,
  )
  return (opens && countWe(doc, words) >= 2) || (closes && countWe(doc, words) >= 3)
}

function isStatementWord(doc: Doc, m: Mention): boolean {
  const word = doc.words[m.first]!
  return word.startsWith("بیانیه") || word.startsWith("قطعنامه") || word === "پیام"
}

function ofWorkers(draft: Draft): boolean {
  return draft.actor?.workforce !== "non_labour"
}

function firstSentence(draft: Draft): number {
  return Math.min(...draft.sentences)
}

/**
 * A form of action in the first line outweighs a word of repression there («بازداشت در تجمع امروز» is a report), unless it
 * is what people are punished for («اخراج به جرم اعتصاب»); so does an act that the opening tells with a verb of its own.
 */
function formLeads(doc: Doc, drafts: readonly Draft[], opening: number, words: ClauseWords): boolean {
  return drafts.some((d) =>
    d.triggers.some((t) => {
      if (t.mention.sentence >= opening) return false
      if (t.inTitle) return t.mention.first === 0 || !words.because.has(doc.words[t.mention.first - 1]!)
      return REAL.has(d.status) && t.verb?.mood === "past" && !t.verb.earlier && !t.anaphoric
    }),
  )
}

function saysSeparate(doc: Doc, english: EnglishWords | null): boolean {
  return (
    (english !== null &&
      doc.words.some(
        (w, i) =>
          english.separate.has(w) ||
          (w === "two" && /^(ralli|gatherin|protest|strike|action|sit)/.test(doc.words[i + 1] ?? "")),
      )) ||
    doc.words.some((w) => SEPARATE.has(w)) ||
    doc.words.some(
      (w, i) =>
        w === "دو" && (doc.words[i + 1] === "تجمع" || doc.words[i + 1] === "اعتراض" || doc.words[i + 1] === "اعتصاب"),
    )
  )
}

function weSpeak(doc: Doc, words: ClauseWords): boolean {
  return countWe(doc, words) >= 3
}

/** Words of «we» and verbs of the first person plural, outside quotation marks. */
function countWe(doc: Doc, words: ClauseWords): number {
  const said: number[] = []
  for (let i = 0; i < doc.count; i++) if (words.speaks.at(doc, i) === 1) said.push(i)
  if (said.length === 0) return 0
  const quoted = quotedTokens(doc)
  return said.filter((i) => quoted[i] === 0).length
}

const ADDRESS = new Set("همکاران رفقا دوستان کارگران مردم هموطنان معلمان زحمتکشان".split(" "))

function addresses(doc: Doc, english: EnglishWords | null): boolean {
  for (let i = 0; i < Math.min(doc.count, 14); i++)
    if (ADDRESS.has(doc.words[i]!) || english?.address.has(doc.words[i]!) === true) return true
  return false
}
