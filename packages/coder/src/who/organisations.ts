import type { Span } from "../coded.ts"
import type { EnglishWords } from "../lexicon/english-words.ts"
import { type RawLexicon, rowsOf } from "../lexicon/raw.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { PerWord } from "../text/per-word.ts"
import { readDoc } from "../text/read-doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { calledByName, readEnglishOrganisations } from "./english-organisations.ts"
import { type PhraseWords, PhraseWord as W } from "./phrase-words.ts"

/**
 * What an organisation is to an act: it called it («به دعوت …»), it signed or issued the text, its members acted, it
 * speaks («رئیس …»), or it is only named.
 */
export type OrganisationPart = "calls" | "issues" | "members" | "speaks" | "named"

/** An organisation as the text names it. */
export interface OrganisationFound {
  readonly name: string
  readonly first: number
  readonly past: number
  readonly sentence: number
  readonly span: Span
  readonly by: string
  readonly part: OrganisationPart
  /** «جمعی از بازنشستگان …» under a text: it signs, but is no organisation. */
  readonly group: boolean
}

/** 1 for words that begin the name of an organisation, `STRICT` where one alone says that it is one («سندیکای»). */
export type OrganisationHeads = PerWord
const STRICT = 2

/** Compiles the single words of `organisation-words.csv`. */
export function compileOrganisationHeads(raw: RawLexicon): OrganisationHeads {
  const heads = new Map<string, number>()
  for (const row of rowsOf(raw.tables, "organisation-words")) {
    if (row.status !== "active" || row.id === "group-of") continue
    for (const wording of row.words!.split("|")) {
      const doc = readDoc(wording)
      if (doc.count === 1) heads.set(doc.words[0]!, row.reach === "strict" ? STRICT : 1)
    }
  }
  return new PerWord((word) => heads.get(word) ?? 0)
}

/** Longest name of an organisation, in tokens, and in letters. */
const LONGEST = 10
const LETTERS = 60
/** Tokens behind an organisation within which it calls, and within which it asks. */
const CALLS = 9
const ASKS = 18

const peopleBits = new TokenBits()

/** The organisations that a document names, registered ones and others, in text order, longest name first. */
export function findOrganisations(
  doc: Doc,
  mentions: readonly Mention[],
  words: PhraseWords,
  heads: OrganisationHeads,
  english: EnglishWords | null = null,
): OrganisationFound[] {
  const people = peopleBits.take(doc.count)
  for (const m of mentions) if (m.kind === "workforce" && m.people) people.fill(1, m.first, m.past)
  const out: OrganisationFound[] = []
  for (const m of mentions)
    if (m.kind === "organisation")
      out.push(found(doc, words, people, m.first, registeredEnd(doc, words, m.first, m.past), m.by))
  const known = out.length
  let at = 0
  /** Where the registered names that begin up to here end. */
  let covered = 0
  for (let i = heads.next(doc, 0); i < doc.count; i = heads.next(doc, i + 1)) {
    if (doc.kinds[i] !== TokenKind.word) continue
    for (; at < known && out[at]!.first <= i; at++) covered = Math.max(covered, out[at]!.past)
    if (i < covered) continue
    const past = nameEnd(doc, words, heads, people, i)
    if (past - i < 2) continue
    // «به فراخوان حزب …»: who calls an act is one, whatever its name says.
    const calls = heads.at(doc, i) === STRICT && i > 0 && words.calls_before.has(doc.words[i - 1]!)
    if (!calls && !isMeant(doc, words, people, i + 1, past)) continue
    out.push(found(doc, words, people, i, past, "reader:organisation"))
    i = past - 1
  }
  if (english !== null) {
    const covered = new Uint8Array(doc.count)
    for (const [n, o] of out.entries()) {
      covered.fill(1, o.first, o.past)
      if (o.part !== "calls" && calledByName(doc, o.first, o.past, english)) out[n] = { ...o, part: "calls" }
    }
    for (const { first, past, calls } of readEnglishOrganisations(doc, english, covered)) {
      const name = found(doc, words, people, first, past, "reader:organisation")
      out.push(calls ? { ...name, part: "calls" } : name)
    }
  }
  const signed = signedGroup(doc)
  if (signed !== null) out.push(signed)
  return out.sort((a, b) => a.first - b.first)
}

/** Does a name hold a word for workers or for their organisations? */
function isMeant(doc: Doc, words: PhraseWords, people: Uint8Array, from: number, past: number): boolean {
  for (let i = from; i < past; i++) if (people[i] === 1 || (words.bits.at(doc, i) & W.organisation) !== 0) return true
  return false
}

/** A registered name may go on («… فرهنگیان ایران»), but only by words that names of organisations are made of. */
function registeredEnd(doc: Doc, words: PhraseWords, first: number, from: number): number {
  const [, past] = doc.sentences[doc.sentenceOf[first]!]!
  let i = from
  while (
    i < past &&
    doc.kinds[i] === TokenKind.word &&
    ((words.bits.at(doc, i) & W.organisation) !== 0 || doc.words[i] === "ایران")
  )
    i++
  return i
}

function nameEnd(doc: Doc, words: PhraseWords, heads: OrganisationHeads, people: Uint8Array, first: number): number {
  const [, past] = doc.sentences[doc.sentenceOf[first]!]!
  const from = first + 1
  let i = from
  const ends = (k: number) => k >= past || endsName(words.bits.at(doc, k))
  while (i < past && i < first + LONGEST) {
    if (doc.kinds[i] === TokenKind.mark) {
      const inside = '«"-–'.includes(doc.words[i]!) && i + 1 < past && doc.kinds[i + 1] === TokenKind.word
      if (!inside) break
      i++
      continue
    }
    if (doc.kinds[i] !== TokenKind.word || ends(i)) break
    if (doc.words[i] === "و" && (ends(i + 1) || heads.at(doc, i + 1) !== 0)) break
    i++
  }
  while (i > from && doc.words[i - 1] === "و") i--
  // «شورای بازنشستگان ایران | بازنشستگان را دعوت کرد»: whom it speaks to, told a second time.
  if (i > from + 1 && doc.words[i] === "را" && people[i - 1] === 1 && people[i - 2] !== 1) i--
  return i
}

/** Does a word stand outside any name of an organisation: a preposition, a verb, or the noun half of one? */
function endsName(bits: number): boolean {
  return (bits & (W.organisation_end | W.verb)) !== 0 || (bits & (W.stop | W.organisation)) === W.stop
}

/** «جمعی از کارگران …» alone on one of the last lines. */
function signedGroup(doc: Doc): OrganisationFound | null {
  const last = doc.sentences.length - 1
  for (let s = last; s > 0 && s >= last - 4; s--) {
    const [start, past] = doc.sentences[s]!
    const first = doc.kinds[start] === TokenKind.word ? start : start + 1
    if (first + 2 >= past || doc.words[first + 1] !== "از" || !GROUPS.has(doc.words[first]!)) continue
    if (doc.lineOf[s] === doc.lineOf[s - 1] || past - first > LONGEST) continue
    const span: Span = [doc.starts[first]!, doc.ends[past - 1]!]
    if (span[1] - span[0] > LETTERS) continue
    const name = doc.text.slice(span[0], span[1])
    if (/[.!:؛،]/.test(name)) continue
    return { name: clean(name), first, past, sentence: s, span, by: "reader:signature", part: "issues", group: true }
  }
  return null
}

const GROUPS = new Set(["جمعی", "گروهی", "شماری", "تعدادی"])

function found(
  doc: Doc,
  words: PhraseWords,
  people: Uint8Array,
  first: number,
  past: number,
  by: string,
): OrganisationFound {
  const span: Span = [doc.starts[first]!, doc.ends[past - 1]!]
  return {
    name: clean(doc.text.slice(span[0], span[1])),
    first,
    past,
    sentence: doc.sentenceOf[first]!,
    span,
    by,
    part: span[1] - span[0] > LETTERS ? "named" : partOf(doc, words, people, first, past),
    group: false,
  }
}

function partOf(doc: Doc, words: PhraseWords, people: Uint8Array, first: number, past: number): OrganisationPart {
  const sentence = doc.sentenceOf[first]!
  const [start, end] = doc.sentences[sentence]!
  for (let i = Math.max(start, first - 2); i < first; i++)
    if (words.calls_before.has(doc.words[i]!)) {
      // «فراخوان کانون …» as a title is the text's own, «به فراخوان کانون …» an act's.
      return i === start && words.issuer.has(doc.words[i]!) ? "issues" : "calls"
    }
  // «فراخوانی که از سوی شورا منتشر شد»
  if (first - 2 >= start && BY_WHOM.has(doc.words[first - 1]!))
    for (let i = Math.max(start, first - CALLS); i < first - 1; i++)
      if (words.calls_after.has(doc.words[i]!) || words.calls_before.has(doc.words[i]!)) return "calls"
  let spoken = false
  for (let i = past; i < Math.min(end, past + ASKS); i++) {
    const word = doc.words[i]!
    if (i < past + CALLS && words.calls_after.has(word)) return "calls"
    if (i < past + CALLS && words.asks_for.has(word) && asksForAct(doc, words, i + 1, end)) return "calls"
    if (people[i] === 1 || word === "همه" || word === "همگان" || word === "مردم") spoken = true
    if (spoken && words.asks.has(word)) return "calls"
  }
  if (isAlone(doc, start, end, first, past) && sentence > 0) return "issues"
  if (sentence <= 1) for (let i = start; i < first; i++) if (words.issuer.has(doc.words[i]!)) return "issues"
  const before = first > start ? doc.words[first - 1]! : ""
  if (words.members.has(before) && !doc.words[first]!.endsWith("های")) return "members"
  if (words.voice.has(before) || first - start <= 1) return "speaks"
  return "named"
}

const BY_WHOM = new Set(["سوی", "جانب", "توسط", "طرف"])

/** «خواستار برگزاری تحصن شد»: the act itself is what was asked for. */
function asksForAct(doc: Doc, words: PhraseWords, from: number, end: number): boolean {
  let i = from
  if (i < end && (doc.words[i] === "برگزاری" || doc.words[i] === "برپایی")) i++
  return i < end && words.act.has(doc.words[i]!) && doc.words[i] !== "ادامه" && doc.words[i] !== "دست"
}

/** A signature: nothing else in the sentence but marks, hashtags and handles. */
function isAlone(doc: Doc, start: number, end: number, first: number, past: number): boolean {
  for (let i = start; i < end; i++) {
    if (i >= first && i < past) continue
    if (doc.kinds[i]! <= TokenKind.number) return false
  }
  return true
}

/**
 * Those who called or led an act (codebook §3, §9 rule 12): who is said to call it, whose members held it; for an act yet to
 * come also who issues the text or speaks of it. A channel's signature is no organiser.
 *
 * @param own Organisations of each of the act's own sentences.
 * @param all All of the document.
 * @param ahead The act is called, threatened or cancelled.
 */
export function organisersOf(
  own: readonly (readonly OrganisationFound[])[],
  all: readonly OrganisationFound[],
  ahead: boolean,
): OrganisationFound[] {
  const chosen: OrganisationFound[] = []
  for (const here of own)
    for (const o of here)
      if (o.part === "calls" || o.part === "members" || (ahead && o.part === "speaks")) chosen.push(o)
  if (ahead) for (const o of all) if (o.part === "issues" && !chosen.includes(o)) chosen.push(o)
  if (chosen.length === 0) return chosen
  const names = chosen.filter((o) => !CHANNEL.test(o.name))
  const bodies = names.some((o) => !o.group) ? names.filter((o) => !o.group) : names
  // «شورای هماهنگی» in the title and its full name below are one.
  return bodies.filter(
    (o, i) => !bodies.some((p, k) => p !== o && p.name.startsWith(o.name) && (p.name.length > o.name.length || k < i)),
  )
}

const CHANNEL = /^(کانال|پیج|صفحه|رسانه|سایت|تارنمای)/

function clean(written: string): string {
  return written
    .replace(/[\s_]+/g, " ")
    .replace(/[«»"#]/g, "")
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .trim()
}
