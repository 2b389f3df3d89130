import type { Kind } from "../codes.ts"
import type { EnglishWords } from "../lexicon/english-words.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Draft } from "./assemble.ts"
import type { ClauseWords } from "./clause-words.ts"
import { addressesAsWe, issuesStatement, saysStatement, speaksAsWe, takesStand } from "./statement.ts"

const REAL = new Set(["held", "ongoing", "ended"])

/**
 * Kind of document (codebook §2), from its acts, its opening and who speaks.
 *
 * @param said Tokens of those who speak as «ما»: `speakingTokens`.
 * @param labour True when the text speaks of work and workers at all.
 */
export function readKind(
  doc: Doc,
  drafts: readonly Draft[],
  mentions: readonly Mention[],
  labour: boolean,
  said: readonly number[],
  words: ClauseWords,
  english: EnglishWords | null = null,
): Kind {
  const opening = Math.min(doc.sentences.length, 2)
  const called = drafts.filter((d) => d.status === "called" || d.status === "cancelled")
  const real = drafts.filter((d) => REAL.has(d.status))
  if (!labour && drafts.length === 0) return "other"
  if (real.length + called.length >= 3 && real.length >= 2) return "roundup"
  if (real.length === 2 && (saysSeparate(doc, words, english) || new Set(real.map((d) => d.item)).size === 2))
    return "roundup"
  if (issuesStatement(doc, mentions, said, words) && real.length <= 2)
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
  if (called.length === 0) {
    if (saysStatement(doc, mentions)) return "statement"
    if (real.every((d) => d.date === null) && speaksAsWe(doc, mentions, said)) return "statement"
  }
  if (drafts.length === 0 && takesStand(mentions)) return "statement"
  if (real.length === 0 && called.length === 0 && labour && addressesAsWe(doc, said, english)) return "statement"
  if (labour && drafts.every(ofWorkers)) {
    if (punishmentLeads(doc, mentions)) return "repression"
    const dealt = mentions.some((m) => isDealt(doc, m, drafts.length > 0) && m.sentence < opening)
    if (dealt && !formLeads(doc, drafts, opening, words) && !isLayoff(mentions, drafts)) return "repression"
  }
  if (drafts.length > 0) return "report"
  if (!labour) return "other"
  if (mentions.some((m) => isDealt(doc, m, false) && m.sentence < 3) && !isLayoff(mentions, drafts)) return "repression"
  return "background"
}

function isStatementWord(doc: Doc, m: Mention): boolean {
  const word = doc.words[m.first]!
  return word.startsWith("بیانیه") || word.startsWith("قطعنامه") || word === "پیام"
}

/** What befalls an act while it is held: beside one it is no document about repression. */
const BEFALLS = new Set(["attack", "injury", "prevented", "threat"])

function isDealt(doc: Doc, m: Mention, withAct: boolean): boolean {
  if (m.kind !== "repression" || m.inName || m.negated || (withAct && BEFALLS.has(m.code))) return false
  // «کارگران اخراج شده معدن»: who they are, not what is told of them.
  return m.code !== "dismissal" || doc.words[m.past - 1] !== "شده"
}

/** «بازداشت چند فعال در تجمع …»: a title that begins with the punishment, whatever act it names behind it. */
function punishmentLeads(doc: Doc, mentions: readonly Mention[]): boolean {
  return mentions.some(
    (m) =>
      isDealt(doc, m, true) && !m.weak && doc.lineOf[m.sentence] === 0 && m.first <= TITLE_BEGINS && opensTitle(doc, m),
  )
}

/** Tokens (a sign, a number) that may stand before what a title begins with. */
const TITLE_BEGINS = 1

/** A title stands on a line of its own, above others. */
function opensTitle(doc: Doc, m: Mention): boolean {
  return doc.lineOf[m.sentence]! < doc.lineOf[doc.sentences.length - 1]!
}

/** Dismissals for want of work, or of which people were taken back, are news about labour and no repression. */
function isLayoff(mentions: readonly Mention[], drafts: readonly Draft[]): boolean {
  if (drafts.length > 0) return false
  let punished = false
  for (const m of mentions) {
    if (m.kind === "outcome" && m.code === "reinstated" && m.sentence < 2 && !m.negated) return true
    if (m.kind === "repression" && !m.inName && m.code !== "dismissal") return false
    if (m.kind === "cue" && (m.code === "punished" || m.code === "advocate")) punished = true
  }
  return !punished
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
      if ((t.inTitle && manyLines(doc)) || (t.mention.by.includes(".en.") && doc.lineOf[t.mention.sentence] === 0))
        return t.mention.first === 0 || !words.because.has(doc.words[t.mention.first - 1]!)
      return REAL.has(d.status) && t.verb?.mood === "past" && !t.verb.earlier && !t.anaphoric
    }),
  )
}

/** A text of one line has no title. */
function manyLines(doc: Doc): boolean {
  return doc.lineOf[doc.sentences.length - 1]! > 0
}

function saysSeparate(doc: Doc, words: ClauseWords, english: EnglishWords | null): boolean {
  return (
    (english !== null &&
      doc.words.some(
        (w, i) =>
          english.separate.has(w) ||
          (w === "two" && /^(ralli|gatherin|protest|strike|action|sit)/.test(doc.words[i + 1] ?? "")),
      )) ||
    doc.words.some((w) => words.separate.has(w)) ||
    doc.words.some(
      (w, i) =>
        w === "دو" && (doc.words[i + 1] === "تجمع" || doc.words[i + 1] === "اعتراض" || doc.words[i + 1] === "اعتصاب"),
    )
  )
}
