import type { How } from "../codes.ts"
import type { Span } from "../span.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import type { NumberWords, PeopleCue } from "./number-words.ts"
import { readNumber } from "./read-number.ts"
import { wordsAt, wordsBefore } from "./word-table.ts"

/**
 * What the people counted are to the act: those in it; a plant's whole staff; people something was done to or a claim
 * is about; signers; or not told.
 */
export type ParticipantRole = "taking_part" | "workforce_size" | "affected" | "signatories" | "unclear"

/** A number of people that a text gives (codebook §3 `participants`). */
export interface ParticipantMention {
  readonly min: number
  /** `null` when open: «بیش از ۳۰۰ نفر». */
  readonly max: number | null
  /** Tokens [first, past), from «حدود» to the noun. */
  readonly first: number
  readonly past: number
  readonly span: Span
  /** `inferred` for words that stand for a range («صدها»), else `stated`. */
  readonly how: How
  /** Row of `number-words.csv` of the noun: `people-worker`, `people-person` … */
  readonly noun: string
  readonly role: ParticipantRole
}

const RANGE = new Set(["تا", "الی", "to", "-", "–", "و", "and"])
/** Larger than any crowd a report counts; telephone and money numbers are. */
const MOST = 20_000_000
/** Tokens that are looked at before and behind a number for what it counts. */
const BEHIND = 30
const AHEAD = 6
/** Between a number and its noun in English: "300 striking oil workers". */
const MOST_ADJECTIVES = 3
const NOT_ADJECTIVES = new Set(
  "percent per million billion dollars tomans rials days day months month weeks years year hours cities towns provinces trucks buses tonnes tons of the a and or in at to for from who which were was have had , . ; : ( ) cases points branches factories times km".split(
    " ",
  ),
)
/** «اعتراض به اخراج», «علیه بازداشت»: what is protested was not done to those who are counted. */
const AGAINST = new Set([
  "به",
  "علیه",
  "از",
  "برای",
  "خواستار",
  "خواهان",
  "مخالفت",
  "بدون",
  "against",
  "over",
  "of",
  "for",
  "demand",
  "demanding",
  "after",
])
/** Adjectives unless a verb follows: «۳۰۰ کارگر اخراجی تجمع کردند», but «بیکار شدند». */
const ADJECTIVES = new Set(
  "اخراجی بازداشتی زندانی بیکار آزاد ازاد dismissed fired sacked detained jailed imprisoned injured".split(" "),
)
/** «حدود ۲۰۰ نفر بودیم»: tells the number of the act in the sentence before. */
const WERE = /^(بود|بودند|بودیم|بودن|هستند|هستیم|امدند|امدهبودند)$/
/** «تعدادشان به ۱۲ هزار نفر می‌رسد»: of the act or of all there are, the words don't tell. */
const REACHES = /^(میرسد|میرسید|میرسند|رسید)$/
const SPEECH_BREAKS = new Set(["؛", ";", ".", "!", "؟", "?"])

/**
 * Numbers of people in a document: «حدود ۳۰۰ نفر», «بیش از ۲۰۰ کارگر», «صدها تن از معلمان», "about 300 striking workers".
 * «جمعی از», «گروهی از», «شماری از» give no number. Money, months, percents and vehicles are not people. Every mention
 * tells by `role` whether the people took part; only `taking_part`, and `signatories` of a petition, are participants.
 *
 * @param dates Dates of the document in text order: the year of «۱۲ مهر ۱۴۰۰ کارگران» counts nobody.
 */
export function readParticipants(
  doc: Doc,
  words: NumberWords,
  dates: readonly { readonly first: number; readonly past: number }[] = [],
): ParticipantMention[] {
  const out: ParticipantMention[] = []
  let date = 0
  for (let i = words.openers.next(doc, 0); i < doc.count; i = words.openers.next(doc, i)) {
    while (date < dates.length && dates[date]!.past <= i) date++
    if (date < dates.length && dates[date]!.first <= i && doc.kinds[i] === TokenKind.number) {
      i++
      continue
    }
    const [start, past] = doc.sentences[doc.sentenceOf[i]!]!
    const found = readAt(doc, i, start, past, words)
    if (found.mention !== null) out.push(found.mention)
    i = found.past
  }
  return out
}

function readAt(
  doc: Doc,
  i: number,
  start: number,
  past: number,
  words: NumberWords,
): { mention: ParticipantMention | null; past: number } {
  const none = (end: number) => ({ mention: null, past: Math.max(i + 1, end) })
  if (doc.kinds[i] !== TokenKind.word && doc.kinds[i] !== TokenKind.number) return none(i)
  const number = readNumber(doc, i, past, words)
  if (number === null) return none(i)
  if (number.ordinal || number.value < 2 || number.value > MOST) return none(number.past)
  const min = number.value
  let max: number | null = number.max ?? number.value
  let end = number.past
  const second = secondOf(doc, i, end, start, past, words)
  if (second !== null && number.max === null && second.value > min) {
    max = second.value
    end = second.past
  }
  const bend = wordsBefore(words.bends, doc, i, start)
  if (bend?.value === "at_least" || (end < past && doc.words[end] === "+")) max = null
  if (end < past && doc.words[end] === "+") end++
  const noun = nounAt(doc, end, past, words)
  if (noun !== null && !noun.singular && (isYear(doc, i, end) || isHour(doc, i, start))) return none(noun.past)
  if (noun === null) return none(second === null ? number.past : second.past)
  if (isWeight(doc, i, noun, start, past, words)) return none(noun.past)
  const first = bend?.first ?? i
  const role =
    noun.id === "people-signature"
      ? "signatories"
      : bend?.value === "at_most"
        ? "unclear"
        : roleOf(doc, noun.id, first, noun.past, start, past, words)
  return {
    mention: {
      min,
      max,
      first,
      past: noun.past,
      span: [doc.starts[first]!, doc.ends[noun.past - 1]!],
      how: number.max === null ? "stated" : "inferred",
      noun: noun.id,
      role,
    },
    past: noun.past,
  }
}

/** The upper number of «۲۰۰ تا ۳۰۰ نفر», «بین ۲۰۰ و ۳۰۰», «دویست سیصد نفر». */
function secondOf(
  doc: Doc,
  first: number,
  end: number,
  start: number,
  past: number,
  words: NumberWords,
): { value: number; past: number } | null {
  if (end >= past) return null
  const word = doc.words[end]!
  const between = first > start && (doc.words[first - 1] === "بین" || doc.words[first - 1] === "between")
  const linked = RANGE.has(word)
  if (linked && (word === "و" || word === "and") && !between) return null
  const at = linked ? end + 1 : end
  // Two numbers side by side make a range in words only: digits would be two numbers.
  if (!linked && (doc.kinds[first] === TokenKind.number || /^[a-z]/.test(word))) return null
  const next = readNumber(doc, at, past, words)
  return next === null || next.ordinal || next.max !== null ? null : { value: next.value, past: next.past }
}

/** «سال ۱۴۰۰ کارگران»: a count takes the singular in Persian, so four digits before a plural are a year. */
function isYear(doc: Doc, i: number, end: number): boolean {
  if (
    end !== i + 1 ||
    doc.words[i]!.length !== 4 ||
    doc.kinds[i] !== TokenKind.number ||
    isLatinWord(doc.words[end] ?? "")
  )
    return false
  const n = Number(doc.words[i])
  return (n >= 1250 && n <= 1450) || (n >= 1900 && n <= 2100)
}

/** «از ساعت ۹ کارگران …»: an hour, and people behind it. */
function isHour(doc: Doc, i: number, start: number): boolean {
  return i > start && doc.words[i - 1] === "ساعت"
}

interface Noun {
  readonly id: string
  readonly singular: boolean
  readonly past: number
}

/** The noun that a number counts: «۳۰۰ نفر از کارگران» are workers, «صدها معلم» teachers. */
function nounAt(doc: Doc, i: number, past: number, words: NumberWords): Noun | null {
  if (i >= past) return null
  let at = i
  if (doc.words[at] === "of" || doc.words[at] === "از") at++
  if (doc.words[at] === "the" || doc.words[at] === "our") at++
  const found = wordsAt(words.people, doc, at, past)
  if (found !== null) {
    if (doc.words[i] === "از") return null
    // «۳۰۰ نفر از کارگران», «۳۰۰ نفر کارگر»: the second noun says more.
    const general =
      found.value.id === "people-person" || found.value.id === "people-body" || found.value.id === "people-force"
    if (!general) return { id: found.value.id, singular: found.value.singular, past: found.past }
    const more = wordsAt(words.people, doc, doc.words[found.past] === "از" ? found.past + 1 : found.past, past)
    return { id: more?.value.id ?? found.value.id, singular: found.value.singular, past: found.past }
  }
  // «خشت‌زن», «گوجه‌کار»: a trade that the table need not list.
  const tail = doc.words[i] === "از" ? null : wordsAt(words.tradeTails, doc, at + 1, past)
  if (tail !== null && doc.text[doc.ends[at]!] === "\u200c")
    return { id: "people-trade", singular: true, past: tail.past }
  if (!isLatinWord(doc.words[at] ?? "")) return null
  for (let k = at; k < past && k < at + MOST_ADJECTIVES; k++) {
    if (doc.kinds[k] !== TokenKind.word || NOT_ADJECTIVES.has(doc.words[k]!)) return null
    const noun = wordsAt(words.people, doc, k + 1, past)
    if (noun !== null) return { id: noun.value.id, singular: noun.value.singular, past: noun.past }
  }
  return null
}

/** «۵۰۰ تن نیشکر», «تولید ۵۰۰ تن»: a tonne, not a body. */
function isWeight(doc: Doc, i: number, noun: Noun, start: number, past: number, words: NumberWords): boolean {
  if (doc.words[noun.past - 1] !== "تن") return false
  if (wordsAt(words.cues, doc, noun.past, past)?.value === "commodity") return true
  for (let k = Math.max(start, i - 3); k < i; k++)
    if (wordsAt(words.cues, doc, k, i)?.value === "commodity") return true
  return false
}

function roleOf(
  doc: Doc,
  noun: string,
  first: number,
  past: number,
  start: number,
  end: number,
  words: NumberWords,
): ParticipantRole {
  if (noun === "people-manager") return "unclear"
  if (past < end && REACHES.test(doc.words[past]!)) return reaches(doc, first, past, start, words)
  if ((past < end && isWe(doc, past)) || countsThem(doc, first, start)) return "taking_part"
  // «دو نفر از آنان»: some of those in the act, not all of them.
  if (past + 2 < end && doc.words[past] === "از" && isSomeOf(doc, past + 1)) return "unclear"
  if (past < end && first > start && doc.words[first - 1] === "که" && WERE.test(doc.words[past]!)) return "taking_part"
  // «در جریان اعتصاب شش نماینده احضار شدند»: officials and delegates are told of by what stands behind them.
  const delegates = noun === "people-official" ? roleBehind(doc, past, end, words) : null
  if (delegates !== null) return delegates
  const governing = roleBefore(doc, first, start, words)
  if (governing !== null) return governing
  const told = roleBehind(doc, past, end, words)
  if (told !== null) return told
  for (let k = first - 1, steps = 0; k >= start && steps < BEHIND; k--, steps++) {
    if (SPEECH_BREAKS.has(doc.words[k]!)) break
    if (wordsAt(words.cues, doc, k, first)?.value === "act") return "taking_part"
  }
  if (past < end && WERE.test(doc.words[past]!)) {
    for (let k = start - 1, steps = 0; k >= 0 && steps < BEHIND; k--, steps++) {
      if (wordsAt(words.cues, doc, k, start)?.value === "act") return "taking_part"
    }
  }
  return "unclear"
}

/** «۳۵۰ نفر از ما», «۲۰۰ نفر بودیم»: told by those who act. */
function isWe(doc: Doc, past: number): boolean {
  return doc.words[past] === "بودیم" || (doc.words[past] === "از" && doc.words[past + 1] === "ما")
}

/** «تجمع‌کنندگان که تعدادشان به ۲۰۰ نفر می‌رسد», and what was so then («می‌رسید»), count those in the act. */
function reaches(doc: Doc, first: number, past: number, start: number, words: NumberWords): ParticipantRole {
  if (doc.words[past] === "میرسید") return "taking_part"
  for (let k = first - 1, steps = 0; k >= start && steps < AHEAD + 2; k--, steps++) {
    if (ACTING.test(doc.words[k]!) || wordsAt(words.cues, doc, k, first)?.value === "act") return "taking_part"
  }
  return "unclear"
}

/** «تعداد آنها را حدود ۲۰ تن اعلام کرد», «شمار معترضان به ۲۰۰ نفر رسید». */
function countsThem(doc: Doc, first: number, start: number): boolean {
  for (let k = first - 1; k >= start && k >= first - AHEAD; k--) {
    const word = doc.words[k]!
    if (SPEECH_BREAKS.has(word)) return false
    if (word === "تعداد" || word === "شمار") return isSomeOf(doc, k + 1)
    if (word === "تعدادشان" || word === "شمارشان") return true
  }
  return false
}

/** Those in the act, by a pronoun or by what they do: «آنان», «معترضان», «تجمع‌کنندگان». */
function isSomeOf(doc: Doc, i: number): boolean {
  return SOME_OF.test(doc.words[i]!) || (ACTING.test(doc.words[i + 1] ?? "") && doc.words[i] !== "و")
}

const SOME_OF = /^(انان|انها|ایشان|معترضان|معترضین|حاضران|حاضرین|(تجمع|شرکت|اعتصاب|تحصن)کنندگان)$/
const ACTING = /^(کنندگان|کننده|معترضان|معترضین|اعتصابیون|متحصنان)$/

/** What governs the number from before: «اخراج ۲۳ راننده», «تجمع ۳۰۰ کارگر», «کارخانه‌ای با ۵۰۰ کارگر», «از ۴۰۰ کارگر». */
function roleBefore(doc: Doc, first: number, start: number, words: NumberWords): ParticipantRole | null {
  const before = first > start ? doc.words[first - 1]! : ""
  for (let k = first - 1; k >= Math.max(start, first - AHEAD); k--) {
    const word = doc.words[k]!
    if (SPEECH_BREAKS.has(word) || word === "،" || word === ",") break
    // «به تجمع‌کنندگان یورش بردند و ۱۲ معلم …»: another clause.
    if (word === "و" && k > start && CLAUSE_END.test(doc.words[k - 1]!)) break
    const cue = wordsAt(words.cues, doc, k, first)
    if (cue === null || cue.value === "commodity") continue
    if (cue.value === "act") return "taking_part"
    if (cue.value === "signatures") return "signatories"
    if (cue.value === "workforce") return "workforce_size"
    // «بازداشت دیروز ۹ نفر»: near only; «حقوق … به ۵۰۰ نفر» may be far from it.
    if (first - k <= 4) return "affected"
  }
  if (before === "با" || before === "with") return "workforce_size"
  if (before === "از") return "workforce_size"
  return null
}

/** A finite verb of many persons. */
const CLAUSE_END = /^.{2,}ند$/

/** What is told of the people behind their noun; the first decisive word wins. */
function roleBehind(doc: Doc, past: number, end: number, words: NumberWords): ParticipantRole | null {
  let told: ParticipantRole | null = null
  for (let k = past, steps = 0; k < end && steps < BEHIND; k++, steps++) {
    const word = doc.words[k]!
    if (SPEECH_BREAKS.has(word)) return told
    const cue: PeopleCue | undefined = wordsAt(words.cues, doc, k, end)?.value
    if (cue === undefined) continue
    // «ده‌ها تن در تجمع‌های امروز بازداشت شدند»: the occasion, until the verb says what was done.
    if (told !== null) {
      if (cue === "affected" && isDone(doc, k + 1, end)) return "affected"
      if (cue === "act") return told
      continue
    }
    if (cue === "act" && (doc.words[k - 1] === "در" || doc.words[k - 1] === "جریان")) {
      told = "taking_part"
      continue
    }
    if (cue === "act") return "taking_part"
    if (cue === "signatures") return "signatories"
    if (cue === "workforce") return "workforce_size"
    if (cue === "affected") {
      if (AGAINST.has(doc.words[k - 1]!) || (ADJECTIVES.has(word) && !isDone(doc, k + 1, end))) continue
      return "affected"
    }
  }
  return told
}

/** «بیکار شدند», «زندانی شده‌اند»: what looks like an adjective is the verb. */
function isDone(doc: Doc, i: number, end: number): boolean {
  return i < end && /^(شد|شدند|شده|شدهاند|کرد|کردند|گردید|گردیدند|میشوند|by)$/.test(doc.words[i]!)
}
