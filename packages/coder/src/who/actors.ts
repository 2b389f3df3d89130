import type { Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import type { Actor } from "./actor.ts"
import { readEnglishActors } from "./english-actors.ts"
import { isHead, markTokens, phraseEnd, type TokenMarks } from "./noun-phrase.ts"
import { type PhraseWords, PhraseWord as W } from "./phrase-words.ts"
import { actTokens, readStanding } from "./standing.ts"
import { tradeAs, tradeOf } from "./trade.ts"

/** Tokens of a relative clause that may name the plant: «کارگرانی که قراردادشان با کارخانه سیمان تمدید نشده». */
const CLAUSE = 9

/**
 * The groups of people that a document names, in text order.
 *
 * A group is a head noun for people with what ezafe hangs on it. A trade or plant with no people before it («اعتصاب در
 * پالایشگاه») makes a weak group, where it is no spot and nobody's object.
 *
 * @param workplaceWorkforce Workforce of a workplace row of the gazetteer, or null.
 */
export function readActors(
  doc: Doc,
  mentions: readonly Mention[],
  words: PhraseWords,
  workplaceWorkforce: (id: string) => Workforce | null,
): Actor[] {
  const persian: Mention[] = []
  const english: Mention[] = []
  for (const m of mentions) {
    if (m.kind !== "workforce" && !(m.kind === "workplace" && workplaceWorkforce(m.code) !== null)) continue
    if (!isLatinWord(doc.words[m.first]!)) persian.push(m)
    else if (!m.inName) english.push(m)
  }
  const out = readPersianActors(doc, mentions, persian, words, workplaceWorkforce)
  if (english.length === 0) return out
  return [...out, ...readEnglishActors(doc, english, workplaceWorkforce)].sort((a, b) => a.first - b.first)
}

function readPersianActors(
  doc: Doc,
  mentions: readonly Mention[],
  parts: readonly Mention[],
  words: PhraseWords,
  workplaceWorkforce: (id: string) => Workforce | null,
): Actor[] {
  const marks = markTokens(doc, mentions, words)
  const acts = actTokens(doc, mentions)
  const out: Actor[] = []
  let reached = 0
  /** Where the last group ends that somebody is likened to. */
  let likened = -1
  for (let p = 0; p < parts.length; p++) {
    const head = parts[p]!
    if (head.past <= reached) continue
    if (isHead(doc, head, words)) {
      let past = phraseEnd(doc, head.past, words, marks)
      past = joined(doc, parts, p, past, words, marks)
      const inner = partsUntil(parts, p + 1, past)
      let trade = tradeOf(doc, head, inner, workplaceWorkforce)
      if (trade.weak || trade.code === "non_labour") {
        const clause = partsUntil(parts, p + 1, clauseEnd(doc, past, words))
        const told = clause.length > inner.length ? tradeOf(doc, head, clause, workplaceWorkforce) : trade
        if (!told.weak && (trade.weak || told.code === "unemployed"))
          trade = tradeAs(told, told.code, told.basis, told.workplace)
      }
      const label = trade.minor ? labelBefore(doc, out, head) : null
      if (label !== null) trade = tradeAs(trade, label.workforce, [...label.mentions, head], label.workplace)
      const compared = isLikened(doc, head.first, likened, words)
      if (compared) likened = past
      const stands = compared ? "likened" : readStanding(doc, head.first, words, acts)
      // «از رانندگان خواست اعتصاب کنند»: who is asked to act acts.
      const standing = stands === "oblique" && isAsked(doc, head.first, past, words) ? "subject" : stands
      out.push({
        workforce: trade.code,
        mentions: trade.basis,
        first: head.first,
        past,
        sentence: head.sentence,
        weak: trade.weak,
        how: trade.how,
        standing,
        oblique: standing === "oblique",
        workplace: trade.workplace,
      })
      reached = past
    } else {
      const alone = readHeadless(doc, head, words, marks, acts, workplaceWorkforce)
      if (alone !== null) out.push(alone)
    }
  }
  return out
}

function partsUntil(parts: readonly Mention[], from: number, past: number): Mention[] {
  const out: Mention[] = []
  for (let i = from; i < parts.length && parts[i]!.first < past; i++) out.push(parts[i]!)
  return out
}

/** «کارگران و بازنشستگان نساجی»: one crowd, named by its first; a bare head shares what hangs on the second. */
function joined(
  doc: Doc,
  parts: readonly Mention[],
  at: number,
  past: number,
  words: PhraseWords,
  marks: TokenMarks,
): number {
  const head = parts[at]!
  if (past + 1 >= doc.count || doc.words[past] !== "و" || marks.heads[past + 1] === 0) return past
  if (partsUntil(parts, at + 1, past).length > 0) return past
  const second = parts.slice(at + 1, at + 4).find((m) => m.people && !m.inName && m.first === past + 1)
  if (second === undefined) return past
  // «دانشجویان و اساتید مامایی»: students named first make it a students' act.
  if (head.code === "students") return phraseEnd(doc, second.past, words, marks)
  const workers = (m: Mention) => m.weak && m.code === "workers_other"
  if (
    !(workers(head) && (workers(second) || second.code === "retirees")) &&
    !(head.code === "retirees" && workers(second))
  )
    return past
  return phraseEnd(doc, second.past, words, marks)
}

/** Where a clause ends that says where bare workers work: «کارگرانی که در معدن …», «کارگران شاغل در پتروشیمی». */
function clauseEnd(doc: Doc, past: number, words: PhraseWords): number {
  if (past >= doc.count) return past
  const end = doc.sentences[doc.sentenceOf[past]!]![1]
  const opener = doc.words[past]
  if (opener === "در") {
    let i = past + 1
    while (i < end && i < past + 4 && !SPOTS.has(doc.words[i]!)) i++
    return i
  }
  if (opener !== "که") return past
  let i = past + 1
  while (i < end && i < past + CLAUSE && doc.words[i] !== "،" && (words.bits.at(doc, i) & W.act) === 0) i++
  return i
}

/** Prepositions and nouns behind which a plant is a spot, an object or somebody's office. */
const SPOTS = new Set("مقابل جلوی جلو روبروی برابر جنب محوطه محل درب ورودی حیاط پشت داخل نزدیکی ساختمان".split(" "))

/** A trade or plant that stands for its people: «هپکو اعتصاب کرد», «اعتصاب در نیشکر هفت‌تپه». */
function readHeadless(
  doc: Doc,
  m: Mention,
  words: PhraseWords,
  marks: TokenMarks,
  acts: Uint8Array,
  workplaceWorkforce: (id: string) => Workforce | null,
): Actor | null {
  if (m.inName || m.weak || m.people) return null
  const code = m.kind === "workplace" ? workplaceWorkforce(m.code) : (m.code as Workforce)
  if (code === null || code === "public_service" || code === "services_other" || code === "unemployed") return null
  // «خبرگزاری ایلنا», «روزنامه شرق»: who tells of the act.
  if (code === "media_arts" && m.kind !== "workplace") return null
  if (isObject(doc, m)) return null
  const start = doc.sentences[m.sentence]![0]
  let k = m.first - 1
  if (k >= start && (words.bits.at(doc, k) & W.employer) !== 0) k--
  for (let i = k; i >= start && i >= k - 1; i--) if (SPOTS.has(doc.words[i]!)) return null
  const standing = readStanding(doc, k + 1, words, acts)
  if (standing === "oblique" || standing === "one") return null
  // «بیمه درمان», «حقوق نفت»: what is claimed, not where anybody works.
  if (standing === "possessed" && m.kind !== "workplace") return null
  const answers = k >= start && (words.bits.at(doc, k) & W.official) !== 0
  const middle = standing === "subject" && !answers && !opensClause(doc, k, start, words)
  return {
    workforce: code,
    mentions: [m],
    first: k + 1,
    past: untilPeople(marks, m.past, phraseEnd(doc, m.past, words, marks)),
    sentence: m.sentence,
    weak: true,
    how: "inferred",
    standing: middle ? "possessed" : standing,
    oblique: false,
    workplace: m.kind === "workplace" ? m : null,
  }
}

/** «مانع رفت و آمد کامیون‌ها شدند»: a trade in the middle of a clause is no subject; one that opens it may be. */
function opensClause(doc: Doc, before: number, start: number, words: PhraseWords): boolean {
  let k = before
  while (k >= start && (words.bits.at(doc, k) & W.time) !== 0) k--
  if (k < start) return true
  const word = doc.words[k]!
  return (doc.kinds[k]! >= TokenKind.mark && word !== "،" && word !== ",") || word === "در" || word === "که"
}

function isAsked(doc: Doc, first: number, past: number, words: PhraseWords): boolean {
  if (first === 0 || doc.words[first - 1] !== "از") return false
  return past < doc.count && (words.asks.has(doc.words[past]!) || doc.words[past] === "دعوت")
}

/** «رانندگان همچون کارگران، معلمان و نانوایان …»: in a list of those whom somebody is likened to. */
function isLikened(doc: Doc, first: number, likened: number, words: PhraseWords): boolean {
  if (first === 0) return false
  if ((words.bits.at(doc, first - 1) & W.compares) !== 0) return true
  const before = doc.words[first - 1]
  return first - 1 === likened && (before === "،" || before === "," || before === "و")
}

/** «#پتروشیمی_ایلام: کارکنان حراست …»: the plant that a label before a group names. */
function labelBefore(doc: Doc, out: readonly Actor[], head: Mention): Actor | null {
  const last = out.at(-1)
  if (last === undefined || last.sentence !== head.sentence || !last.weak || last.how !== "inferred") return null
  const mark = doc.words[last.past]
  return mark === ":" || mark === "(" || mark === "|" ? last : null
}

/** «ریل راه‌آهن را مسدود کردند»: what something was done to. */
function isObject(doc: Doc, m: Mention): boolean {
  const end = doc.sentences[m.sentence]![1]
  for (let i = m.past; i < end && i < m.past + 5; i++) if (doc.words[i] === "را") return true
  return false
}

/** The name of a plant ends where people are named: «در فرودگاه شهر | مهمانداران». */
function untilPeople(marks: TokenMarks, from: number, past: number): number {
  for (let i = from; i < past; i++) if (marks.heads[i] === 1) return i
  return past
}
