import { BySentence } from "../by-sentence.ts"
import type { Form, Status } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import type { DiscardCode, Trace } from "../trace.ts"
import { firstAtOrAfter } from "../within.ts"
import type { ClauseWords } from "./clause-words.ts"
import { type OwnVerb, readOwnVerb } from "./reality.ts"

/** A mention of a form of action with what its sentence says of its reality. */
export interface Trigger {
  readonly mention: Mention
  readonly form: Form
  readonly status: Status
  /** Mentions that the status rests on; empty when held by default. */
  readonly statusBy: readonly Mention[]
  /** Refers back («این تجمع», «تجمع‌کنندگان»): never opens an action of its own when one of its form stands. */
  readonly anaphoric: boolean
  /** Said to be an act apart from the one before («در تجمعی دیگر»). */
  readonly apart: boolean
  /** Its sentence adds it to what was told before («نیز», «همچنین»). */
  readonly adds: boolean
  /** Stands in a hashtag, which repeats what the text tells. */
  readonly tag: boolean
  /** The verb it is told with, when it is a finite clause. */
  readonly verb: OwnVerb | null
  /** Told as somebody's words inside quotation marks. */
  readonly quoted: boolean
  /** Told of an earlier time, as history. */
  readonly past: boolean
  /** Named as the reason of something else: «معلمان بازداشتی در تجمع …». */
  readonly reason: boolean
  /** Its sentence sets itself against those before («با این حال …»). */
  readonly against: boolean
  /** Nominal mention without a verb of holding it; weaker evidence than a finite clause. */
  readonly inTitle: boolean
}

/** A trigger whose surroundings tell of another status or time. */
export function retold(trigger: Trigger, status: Status, past: boolean): Trigger {
  const { mention, form, statusBy, anaphoric, apart, adds, tag, verb, quoted, reason, against, inTitle } = trigger
  return { mention, form, status, statusBy, anaphoric, apart, adds, tag, verb, quoted, past, reason, against, inTitle }
}

const quotedBits = new TokenBits()

/**
 * Which tokens stand inside quotation marks, until those of another document are asked for. A pair longer than 60 tokens is
 * taken as a slip and ignored.
 */
export function quotedTokens(doc: Doc): Uint8Array {
  const out = quotedBits.take(doc.count)
  let open = -1
  for (let i = 0; i < doc.count; i++) {
    if (doc.kinds[i] !== TokenKind.mark) continue
    const word = doc.words[i]!
    if (word === "«" || word === "“") open = i
    else if ((word === "»" || word === "”") && open >= 0) {
      if (i - open <= 60 && i - open > 4) for (let k = open + 1; k < i; k++) out[k] = 1
      open = -1
    }
  }
  return out
}

/** Reads every form of action that a document tells of as real, called, threatened or over. Denied ones are left out. */
export function readTriggers(
  doc: Doc,
  mentions: readonly Mention[],
  quoted: Uint8Array,
  words: ClauseWords,
  trace: Trace | null = null,
): Trigger[] {
  const cues = new BySentence(mentions.filter((m) => m.kind === "cue"))
  const punished = new Set(
    mentions.filter((m) => m.kind === "repression" && !m.inName && !m.negated).map((m) => m.sentence),
  )
  const statuses = mentions.filter((m) => m.kind === "status")
  const possible = mentions.filter((m) => m.kind === "cue" && m.code === "hypothetical")
  const ordered = isShutByOrder(mentions)
  const denied =
    mentions.findLast((m) => m.kind === "cue" && (m.code === "denial" || m.code === "refuted"))?.sentence ?? -1
  const forms = new BySentence(mentions.filter((m) => m.kind === "form"))
  const out: Trigger[] = []
  for (const mention of mentions) {
    if (mention.kind !== "form") continue
    const here = cues.in(mention.sentence)
    const verb = readOwnVerb(doc, mention, words) ?? sharedVerb(doc, mention, forms, words)
    const unreal = whyUnreal(doc, { possible, forms, ordered, denied }, mention, here, verb, words)
    if (unreal !== null) {
      trace?.drop(doc, unreal, mention)
      continue
    }
    const [first, past] = doc.sentences[mention.sentence]!
    const status = readStatus(doc, mention, verb, statuses, forms, words)
    if (status === null) {
      trace?.drop(doc, "act.general", mention)
      continue
    }
    const reason =
      isCause(doc, mention, first, words, verb === null && punished.has(mention.sentence)) ||
      isWhereHeld(doc, mention, first, words) ||
      (verb === null && isCharge(doc, mention, first, past, words)) ||
      (verb === null && punished.has(mention.sentence) && isPartakenIn(doc, mention, past, words))
    out.push({
      mention,
      form: mention.code as Form,
      status: status.status,
      statusBy: status.by,
      anaphoric: mention.by.startsWith("next_call.") || isAnaphoric(doc, mention, first, words),
      apart: mention.past < past && words.otherAct.has(doc.words[mention.past]!),
      adds: isAdded(doc, mention, first, words),
      tag: isTag(doc, mention, first),
      verb,
      quoted: quoted[mention.first] === 1,
      past:
        says(here, "history") ||
        says(here, "general_time") ||
        reason ||
        (verb === null && isSubject(doc, mention, words)),
      reason,
      against: opensAgainst(doc, first, words),
      inTitle: isTitle(doc, mention),
    })
  }
  return out
}

/** In the first line; an English sentence that closes with a full stop opens the text rather than heads it. */
function isTitle(doc: Doc, { sentence, by }: Mention): boolean {
  if (doc.lineOf[sentence] !== 0) return false
  return !by.includes(".en.") || doc.words[doc.sentences[sentence]![1] - 1] !== "."
}

/** «تجمع و راهپیمایی کردند»: the verb of the form that it is coordinated with. */
function sharedVerb(doc: Doc, form: Mention, forms: BySentence<Mention>, words: ClauseWords): OwnVerb | null {
  if (doc.words[form.past] !== "و") return null
  const next = forms.in(form.sentence).find((m) => m.first > form.past && m.first <= form.past + 3)
  return next === undefined ? null : readOwnVerb(doc, next, words)
}

function says(cues: readonly Mention[], code: string): boolean {
  for (const cue of cues) if (cue.code === code) return true
  return false
}

/** Why a form is told of no act; `null` when it may be one. */
function whyUnreal(
  doc: Doc,
  {
    possible,
    forms,
    ordered,
    denied,
  }: {
    readonly possible: readonly Mention[]
    readonly forms: BySentence<Mention>
    readonly ordered: boolean
    readonly denied: number
  },
  mention: Mention,
  cues: readonly Mention[],
  verb: OwnVerb | null,
  words: ClauseWords,
): DiscardCode | null {
  if (mention.inName) return "mention.in_name"
  if (mention.negated || verb?.negated === true) return "mention.negated"
  // «تصادف بود نه تجمع رانندگان».
  if (verb === null && mention.first > doc.sentences[mention.sentence]![0] && doc.words[mention.first - 1] === "نه")
    return "mention.negated"
  if (says(cues, "denial") || isRumour(doc, mention, denied, words)) return "act.denied"
  if (says(cues, "figurative")) return "act.figurative"
  if (says(cues, "sport")) return "act.sport"
  if (says(cues, "hypothetical") && hypothetical(possible, mention)) return "act.possibility"
  if (isGeneral(doc, mention, words) || isHabit(doc, mention, verb, words)) return "act.general"
  if (verb === null && (isEither(doc, mention) || isIncited(doc, mention, words))) return "act.possibility"
  if (isDefined(doc, mention, words)) return "act.general"
  if (BODILY.has(mention.code) && ((verb?.single === true && ofOne(doc, verb)) || isOfOne(doc, mention)))
    return "act.one_person"
  if (verb === null && isBeside(doc, mention, words)) return "act.beside"
  if (OF_AUTHORITY.has(mention.code) && byAuthority(doc, mention, words)) return "act.of_authority"
  if (ordered && isPaused(mention, cues)) return "act.of_authority"
  return outdone(forms.in(mention.sentence), mention) ? "act.outdone" : null
}

/** «مدعی شدند کارگران اعتصاب کرده‌اند. … این ادعا را رد کرد»: hearsay that a later sentence denies. */
function isRumour(doc: Doc, form: Mention, denied: number, words: ClauseWords): boolean {
  if (denied <= form.sentence) return false
  for (let i = doc.sentences[form.sentence]![0]; i < form.first; i++) if (words.hearsay.has(doc.words[i]!)) return true
  return false
}

/** What the police does to a road, a shop or a plant is no act of workers. */
const OF_AUTHORITY = new Set(["blockade", "closure", "occupation"])
/** Tokens before a form in which its subject is looked for. */
const SUBJECT = 5

/** «مأموران راه میدان را بستند». */
function byAuthority(doc: Doc, form: Mention, words: ClauseWords): boolean {
  const first = doc.sentences[form.sentence]![0]
  for (let i = form.first - 1; i >= first && i >= form.first - SUBJECT; i--) {
    if (doc.kinds[i] === TokenKind.mark) return false
    if (words.authority.has(doc.words[i]!)) return true
  }
  return false
}

/** Does a text without a word of protest say that something was shut by order, heat, storm or mourning? */
function isShutByOrder(mentions: readonly Mention[]): boolean {
  let ordered = false
  for (const m of mentions) {
    if (m.kind !== "cue") continue
    if (m.code === "protest" || m.code === "complaint") return false
    if (m.code === "shut_by_order") ordered = true
  }
  return ordered
}

/** Shops shut in such a text, and boats kept in port by its sentence («لنج‌ها را به دلیل توفان نگه داشتند»), are no act. */
function isPaused(form: Mention, cues: readonly Mention[]): boolean {
  if (form.code === "closure") return true
  return form.code === "strike" && form.past - form.first > 1 && says(cues, "shut_by_order")
}

/** «حق اعتصاب», «احتمال تجمع»: a possibility told close before the form. */
function hypothetical(possible: readonly Mention[], form: Mention): boolean {
  for (let i = firstAtOrAfter(possible, "first", form.first - 8); i < possible.length; i++) {
    if (possible[i]!.first > form.past) break
    if (form.first - possible[i]!.past <= 4) return true
  }
  return false
}

/** What one person can do with the own body, and many prisoners do. */
const BODILY = new Set(["hunger_strike", "boycott", "sit_in"])
const PASSIVE = new Set(["شد", "شده", "شدهاست", "میشود", "بود"])

/** «یک زندانی … غذا نمی‌خورد»: the verb is one person's, and no passive. */
function ofOne(doc: Doc, verb: OwnVerb): boolean {
  const last = doc.words[verb.past - 1]!
  if (last !== "است") return !PASSIVE.has(last)
  return verb.perfect && !PASSIVE.has(doc.words[verb.past - 2]!)
}

/** «اعتصاب غذای یک معلم», «در اعتصاب غذا به سر می‌برد». */
function isOfOne(doc: Doc, { past, sentence }: Mention): boolean {
  const end = doc.sentences[sentence]![1]
  const next = past + 1 < end ? doc.words[past + 1]! : ""
  if (past < end && doc.words[past] === "یک" && !UNITS.some((unit) => next.startsWith(unit))) return true
  for (let i = past; i < Math.min(end, past + 3); i++) if (doc.words[i] === "میبرد") return true
  return false
}

/** What one may be a length of: «اعتصاب غذای یک هفته‌ای». */
const UNITS = ["روز", "هفته", "ماه", "ساعت", "سال"]

/** Tokens from «همزمان با» to the act that it names, and from that to where it is put. */
const BESIDE = 6

/** «همزمان با چهاردهمین روز اعتصاب بازاریان …», «در آستانه تجمع»: another act, named to say when; put somewhere it is told. */
function isBeside(doc: Doc, form: Mention, words: ClauseWords): boolean {
  const [first, past] = doc.sentences[form.sentence]!
  for (let i = form.first - 1; i >= first && i >= form.first - BESIDE; i--) {
    const word = doc.words[i]!
    if (doc.kinds[i] === TokenKind.mark) return false
    if (words.eve.has(word) || (words.along.has(word) && doc.words[i + 1] === "با"))
      return !isPut(doc, form.past, Math.min(past, form.past + BESIDE))
  }
  return false
}

/** Does «در» stand among tokens, before a mark? */
function isPut(doc: Doc, first: number, past: number): boolean {
  for (let i = first; i < past && doc.kinds[i] !== TokenKind.mark; i++) if (doc.words[i] === "در") return true
  return false
}

/** Spoken of in general: at any time, by anybody, or acts in the plural that stand behind a word for holding them. */
function isGeneral(doc: Doc, form: Mention, words: ClauseWords): boolean {
  const [first, past] = doc.sentences[form.sentence]!
  for (let i = form.first - 1; i >= first && i >= form.first - 10; i--) {
    if (words.whenever.has(doc.words[i]!) && i >= form.first - 6) return true
    if (doc.words[i] === "هر" && words.everyTime.has(doc.words[i + 1]!)) return true
    // «هیچ تجمعی», «هر نوع گردهمایی و تجمع».
    if (
      words.general.has(doc.words[i]!) &&
      (i >= form.first - 1 || (i >= form.first - 4 && words.count.has(doc.words[i + 1]!)))
    )
      return true
  }
  if (isWholeTime(doc, form.past, words)) return true
  if (!words.pluralAct.has(doc.words[form.first]!)) return false
  if (isOfLate(doc, form.past, past, words) || isWholeTime(doc, first + 1, words)) return true
  if (form.past - form.first > 1) return false
  const before = doc.words[form.first - 1]
  return form.first > first && (before === "برگزاری" || before === "حق") && past - form.first > 1
}

/** Tokens behind acts in the plural in which it stands that they were of late. */
const OF_LATE = 4

/** «اعتراض یا توقف کار»: one of several that it might be. */
function isEither(doc: Doc, form: Mention): boolean {
  const [first, past] = doc.sentences[form.sentence]!
  return (
    (form.first > first && doc.words[form.first - 1] === "یا") || (form.past < past && doc.words[form.past] === "یا")
  )
}

/** Tokens between «تشویق» and «به». */
const INCITED = 4

/** «تشویق رانندگان به اعتصاب»: what others urge or blame people to do. */
function isIncited(doc: Doc, form: Mention, words: ClauseWords): boolean {
  const first = doc.sentences[form.sentence]![0]
  if (form.first - 2 < first || doc.words[form.first - 1] !== "به") return false
  for (let i = form.first - 2; i >= first && i >= form.first - 1 - INCITED; i--)
    if (words.incites.has(doc.words[i]!)) return true
  return false
}

/** Adjectives that may stand between a form and what it is said to be. */
const ADJECTIVES = 2
const COPULA = new Set(["است", "هستند", "نیست", "نیستند", "میباشد", "میباشند"])

/** «اعتصاب یعنی …», «اعتصاب سراسری یکی از شیوه‌های … است»: what such an act is, wherever it is held. */
function isDefined(doc: Doc, form: Mention, words: ClauseWords): boolean {
  const past = doc.sentences[form.sentence]![1]
  let at = form.past
  // «تجمع و تحصن راه حل نیست».
  if (doc.words[at] === "و" && at + 2 < past && words.predicate.has(doc.words[at + 2]!)) at += 2
  while (at < past && at < form.past + ADJECTIVES && words.between.has(doc.words[at]!) && doc.words[at] !== "به") at++
  if (at + 1 >= past) return false
  const word = doc.words[at]!
  if (word === "به" ? words.meaning.has(doc.words[at + 1]!) : words.defines.has(word)) return true
  if (!words.predicate.has(word) || (word === "یک" && UNITS.some((unit) => doc.words[at + 1]!.startsWith(unit))))
    return false
  if (doc.words[form.first - 1] === "این") return false
  let last = at
  while (last + 1 < past && doc.kinds[last + 1] !== TokenKind.mark) last++
  return COPULA.has(doc.words[last]!)
}

/** Named as a subject to speak about. */
function isSubject(doc: Doc, form: Mention, words: ClauseWords): boolean {
  if (isTopic(doc, form, words)) return true
  return words.pluralAct.has(doc.words[form.first]!) && (isConcept(doc, form, words) || isUnlawful(doc, form, words))
}

/** «تجمع‌های غیرقانونی را تحمل نمی‌کنیم»: how those speak who forbid them. */
function isUnlawful(doc: Doc, form: Mention, words: ClauseWords): boolean {
  return form.past < doc.sentences[form.sentence]![1] && words.unlawful.has(doc.words[form.past]!)
}

/** «نقش اعتصاب», «درس‌های اعتصاب». */
function isTopic(doc: Doc, form: Mention, words: ClauseWords): boolean {
  return form.first > doc.sentences[form.sentence]![0] && words.topic.has(doc.words[form.first - 1]!)
}

/** What a noun phrase ends before. */
const CLOSES = new Set(["و", "که", "را", "از", "به", "با", "بر"])

/** «اعتراضات و اعتصابات کارگری»: acts in the plural, of nobody and nowhere in particular. */
function isConcept(doc: Doc, form: Mention, words: ClauseWords): boolean {
  const past = doc.sentences[form.sentence]![1]
  let at = form.past
  while (at < past && words.ofAKind.has(doc.words[at]!)) at++
  // «با اعتصاب‌های خود نشان دادند».
  if (at < past && doc.words[at] === "خود") at++
  return (
    at === past || doc.kinds[at] !== TokenKind.word || words.verbs.has(doc.words[at]!) || CLOSES.has(doc.words[at]!)
  )
}

/** «تجمع‌های صنفی اخیر», «اعتراضات ماه‌های گذشته»: acts of a whole time. */
function isOfLate(doc: Doc, from: number, past: number, words: ClauseWords): boolean {
  for (let i = from; i < Math.min(past, from + OF_LATE); i++) {
    const word = doc.words[i]!
    if (doc.kinds[i] === TokenKind.mark || words.verbs.has(word)) return false
    if (words.recent.has(word) || isWholeTime(doc, i, words)) return true
  }
  return false
}

/** «روزهای گذشته», «هفته‌های اخیر» at a token. */
function isWholeTime(doc: Doc, i: number, words: ClauseWords): boolean {
  const next = doc.words[i + 1] ?? ""
  return words.periods.has(doc.words[i] ?? "") && (words.ago.has(next) || words.recent.has(next))
}

/** Tokens before a form in which the word of its habit is looked for. */
const HABIT = 24

/** «بارها تجمع کرده‌اند», «شنبه هر هفته تجمع می‌کنند», «در ماه‌های اخیر اعتصاب کرده‌اند», «برخی تجمع می‌کنند»: what people do or did time and again. */
function isHabit(doc: Doc, form: Mention, verb: OwnVerb | null, words: ClauseWords): boolean {
  if (verb === null || (verb.mood !== "present" && !verb.perfect)) return false
  const first = doc.sentences[form.sentence]![0]
  for (let i = form.first - 1; i >= first && i >= form.first - HABIT; i--) {
    const word = doc.words[i]!
    if (word === "؛" || word === ":") return false
    if (words.repeated.has(word) || (word === "هاست" && words.period.has(doc.words[i - 1]!))) return true
    if (words.months.has(word) && verb.perfect && isWholeTime(doc, i, words)) return true
    if (words.someOf.has(word) && verb.mood === "present" && doc.words[i + 1] !== "از") return true
    if (word === "هر" && verb.mood === "present" && words.period.has(doc.words[i + 1]!)) return true
  }
  return false
}

/** A weak reading gives way to a sure form in its sentence, and standing before a spot to the march that led there. */
function outdone(forms: readonly Mention[], form: Mention): boolean {
  for (const m of forms) {
    if (m === form || m.inName || m.negated || m.weak) continue
    if (form.weak && m.code !== form.code && !form.by.startsWith("reader:")) return true
    if (
      form.code === "gathering" &&
      m.code === "march" &&
      form.past - form.first > 2 &&
      m.first < form.past &&
      form.first < m.past
    )
      return true
  }
  return false
}

function isAnaphoric(doc: Doc, mention: Mention, sentenceFirst: number, words: ClauseWords): boolean {
  let before = mention.first - 1
  // «این دو تجمع»: a number may stand between; «در این شهر جمع شدند» speaks of the town.
  if (before > sentenceFirst && (words.count.has(doc.words[before]!) || doc.kinds[before] === TokenKind.number))
    before--
  if (before >= sentenceFirst && words.demonstrative.has(doc.words[before]!)) return true
  return isActPeople(doc, mention, words)
}

/** Tokens of a sentence's beginning in which it says that it adds to what was told. */
const ADDED = 30

function isAdded(doc: Doc, mention: Mention, first: number, words: ClauseWords): boolean {
  for (let i = first; i < mention.first && i < first + ADDED; i++) {
    if (words.additive.has(doc.words[i]!)) return true
    // «از سوی دیگر».
    if (words.side.has(doc.words[i]!) && words.otherAct.has(doc.words[i + 1]!)) return true
  }
  return false
}

/** «اما …», «با این حال …», «با وجود این …». */
function opensAgainst(doc: Doc, sentenceFirst: number, words: ClauseWords): boolean {
  if (words.against.has(doc.words[sentenceFirst]!)) return true
  return doc.words[sentenceFirst] === "با" && words.despite.has(doc.words[sentenceFirst + 2] ?? "")
}

/** Tokens before a form in which the cause that it is told as stands. */
const CAUSE = 9

/** «به دلیل شرکت در تجمع احضار شد»: told as what people are punished for, so of an earlier time. */
function isCause(doc: Doc, mention: Mention, sentenceFirst: number, words: ClauseWords, punished: boolean): boolean {
  let partaking = false
  for (let i = mention.first - 1; i >= sentenceFirst && i >= mention.first - 2 * CAUSE; i--) {
    if (i >= mention.first - CAUSE && words.partaking.has(doc.words[i]!)) partaking = true
    // «به دلیل اعتصاب بازداشت شد»: right before the act no word of taking part is needed.
    if (words.because.has(doc.words[i]!)) return partaking || (punished && i >= mention.first - 2)
  }
  return false
}

/** «در اعتصاب شرکت داشتند», «در جریان تجمع بازداشت شده بودند»: what people had done before they were punished. */
function isPartakenIn(doc: Doc, mention: Mention, past: number, words: ClauseWords): boolean {
  const before = doc.words[mention.first - 1]
  if (before !== "در" && before !== "جریان" && before !== "حین" && before !== "از") return false
  for (let i = mention.past; i < past && i < mention.past + CAUSE; i++) {
    const word = doc.words[i]!
    if (words.partaking.has(word) && word !== "برگزاری") return true
    if (words.verbs.get(word)?.perfect === true)
      return doc.words[i + 1]?.startsWith("بود") === true || words.pluralAct.has(doc.words[mention.first]!)
  }
  return false
}

/** Tokens between «شرکت» and «در», and from the act to the word that makes it a charge. */
const PARTAKERS = 3
const CHARGE = 16

/** «شرکت معلمان در تجمع … را مصداق جرم دانست»: what a court holds against people. */
function isCharge(
  doc: Doc,
  { first: at, past: from }: Mention,
  first: number,
  past: number,
  words: ClauseWords,
): boolean {
  if (doc.words[at - 1] !== "در") return false
  let i = at - 2
  while (i >= first && i >= at - 2 - PARTAKERS && !words.partaking.has(doc.words[i]!)) i--
  if (i < first || i < at - 2 - PARTAKERS || doc.words[i - 1] === "با") return false
  for (let k = from; k < past && k < from + CHARGE; k++) if (words.charge.has(doc.words[k]!)) return true
  return false
}

/** Tokens between those who were punished and the act that it was at. */
const HELD_AT = 3

/** «معلمان بازداشتی در تجمع ۵ اسفند»: says of people where they were seized. */
function isWhereHeld(doc: Doc, mention: Mention, sentenceFirst: number, words: ClauseWords): boolean {
  if (doc.words[mention.first - 1] !== "در") return false
  for (let i = mention.first - 2; i >= sentenceFirst && i >= mention.first - 1 - HELD_AT; i--)
    if (words.detained.has(doc.words[i]!)) return true
  return false
}

/** «#اعتصاب», «#اعتصاب_کامیونداران» — but not the words of a sentence that begins with one. */
function isTag(doc: Doc, mention: Mention, sentenceFirst: number): boolean {
  for (let i = mention.first - 1; i >= sentenceFirst && i >= mention.first - 3; i--) {
    if (doc.kinds[i] === TokenKind.hash)
      return doc.starts[i + 1]! === doc.ends[i]! && joinedTag(doc, i + 1, mention.first)
    if (doc.kinds[i] !== TokenKind.word) return false
  }
  return false
}

/** Are the tokens of [from, to] one hashtag, held together by underscores? */
function joinedTag(doc: Doc, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (doc.text[doc.ends[i]!] !== "_" && doc.text[doc.ends[i]!] !== "\u200c") return false
  return true
}

function isActPeople(doc: Doc, mention: Mention, words: ClauseWords): boolean {
  for (let i = mention.first; i < Math.min(mention.past + 1, doc.count); i++)
    if (words.actPeople.has(doc.words[i]!)) return true
  return false
}

/** Strongest first: a strike that was called off is no call any more. */
const RANK: Readonly<Record<string, number>> = { cancelled: 6, threatened: 5, called: 4, ended: 3, ongoing: 2 }
/** Most tokens between a form and a word that tells its status, and the longest such phrase. */
const REACH = 16
/** «اعتصابی که … راه افتاده بود … تمام شد»: the verb that ends an act may stand far behind it. */
const REACH_OF_END = 34
const LONGEST = 12

const PLANNED = new Set(["cancelled", "threatened", "called"])

/**
 * The strongest status cue near a form in its sentence, as far as the form's own verb lets it be.
 *
 * What a verb tells in the past was held, whatever the sentence says of plans; what it tells as a wish is no act
 * unless somebody is said to plan it.
 *
 * @param statuses All status mentions, in text order.
 * @returns `null` for a wish of nobody.
 */
function readStatus(
  doc: Doc,
  mention: Mention,
  verb: OwnVerb | null,
  statuses: readonly Mention[],
  forms: BySentence<Mention>,
  words: ClauseWords,
): { status: Status; by: readonly Mention[] } | null {
  const [first, past] = doc.sentences[mention.sentence]!
  const done = verb?.mood === "past"
  let best: Mention | null = null
  let bestRank = -1
  const from = Math.max(first, mention.first - REACH - LONGEST)
  for (let i = firstAtOrAfter(statuses, "first", from); i < statuses.length; i++) {
    const cue = statuses[i]!
    if (cue.first >= past || cue.first > mention.past + REACH_OF_END) break
    if (cue.first > mention.past + REACH && cue.code !== "ended") continue
    if (mention.first - cue.past > REACH) continue
    if (PLANNED.has(cue.code) && done && !isGiven(doc, mention, cue, verb)) continue
    if (cue.code === "called" && isActPeople(doc, mention, words)) continue
    if (isOfOther(cue, mention, forms)) continue
    if (cue.code === "called" && cue.first > mention.past && isEvery(doc, mention.past, cue.first, words)) continue
    if (cue.code === "ended" && !endsIt(doc, mention, cue, statuses)) continue
    if (cue.code === "ongoing" && (isWave(doc, mention, cue, forms, words) || behindColon(doc, mention, cue))) continue
    // «هشدار دادند که به اعتصاب ادامه می‌دهند», «در اعتصاب هستند»: whatever they threaten, they are at it.
    if (cue.code === "ongoing" && cue.first < mention.first && cue.past > mention.past)
      return { status: "ongoing", by: [cue] }
    const rank = RANK[cue.code] ?? 0
    if (rank > bestRank) {
      best = cue
      bestRank = rank
    }
  }
  if (best !== null && best.code !== "held") return { status: best.code as Status, by: [best] }
  if (done) return { status: "held", by: [] }
  for (let i = mention.first - 1; i >= first && i >= mention.first - 40; i--) {
    if (words.condition.has(doc.words[i]!)) return verb === null ? null : { status: "threatened", by: [] }
  }
  if (verb?.mood === "future" || (verb === null && futureNear(doc, mention, words, first, past)))
    return { status: "called", by: [mention] }
  if (verb?.mood === "wish") return callsAll(doc, mention, first, words) ? { status: "called", by: [mention] } : null
  return { status: "held", by: [] }
}

/** «فراخوان تجمع داد», «فراخوان به اعتصاب دادند»: the verb is the call's. */
function isGiven(doc: Doc, mention: Mention, cue: Mention, verb: OwnVerb): boolean {
  if (cue.code !== "called" || mention.first < cue.past || mention.first > cue.past + 1) return false
  for (let i = mention.past; i < verb.past; i++) if (GIVEN.has(doc.words[i]!)) return true
  return false
}

const GIVEN = new Set(["داد", "دادند", "داده", "دادهاند"])

/** «تجمع‌هایی که هر هفته برگزار می‌شود»: a habit told in a relative clause is no plan. */
function isEvery(doc: Doc, from: number, to: number, words: ClauseWords): boolean {
  for (let i = from; i + 1 < to; i++) if (doc.words[i] === "هر" && words.period.has(doc.words[i + 1]!)) return true
  return false
}

/** «همکاران همه جلوی شهرداری باشند»: a wish that is told to all is a call. */
function callsAll(doc: Doc, mention: Mention, first: number, words: ClauseWords): boolean {
  for (let i = mention.first - 1; i >= first && i >= mention.first - HABIT; i--)
    if (words.everybody.has(doc.words[i]!)) return true
  return false
}

/** Acts that go on until somebody stops them; a gathering always disperses, and is over only where that is the point. */
export const LASTING: ReadonlySet<string> = new Set([
  "strike",
  "sit_in",
  "hunger_strike",
  "closure",
  "occupation",
  "blockade",
  "slowdown",
  "lockout",
])
/** Sentences of an opening or of a list's item in which the point of a report stands. */
const OPENING = 2

function endsIt(doc: Doc, mention: Mention, cue: Mention, statuses: readonly Mention[]): boolean {
  if (LASTING.has(mention.code)) return true
  if (doc.lineOf[mention.sentence]! < OPENING && cue.first <= mention.first) return true
  // «پایان تجمع دوروزه …»: the title's first word makes an end the point.
  const first = statuses[0]
  return first !== undefined && first.code === "ended" && first.first <= 1 && doc.lineOf[first.sentence] === 0
}

/** «تجمعات ادامه یافت»: that people keep gathering says of no one gathering that it goes on. */
function isWave(doc: Doc, form: Mention, cue: Mention, forms: BySentence<Mention>, words: ClauseWords): boolean {
  let nearest = form
  for (const f of forms.in(form.sentence)) if (f.first < cue.past && f.first > nearest.first) nearest = f
  if (cue.past <= form.first) for (const f of forms.in(form.sentence)) if (f.past <= cue.first) nearest = f
  return nearest.code === "gathering" && words.pluralAct.has(doc.words[nearest.first]!)
}

/** «یکی از تجمع‌کنندگان گفت: مدت‌هاست که …»: what somebody tells behind a colon goes on, not the act before it. */
function behindColon(doc: Doc, form: Mention, cue: Mention): boolean {
  for (let i = form.past; i < cue.first; i++) if (doc.words[i] === ":") return true
  return false
}

/** "will strike": a phrase of plans that holds a form tells of that form, not of another beside it. */
function isOfOther(cue: Mention, form: Mention, forms: BySentence<Mention>): boolean {
  if (!cue.by.includes(".en.") || (form.first < cue.past && cue.first < form.past)) return false
  return forms.in(cue.sentence).some((f) => f.first >= cue.first && f.past <= cue.past && f.code !== form.code)
}

/** A future verb not far behind a form that is only named: «تجمع بازنشستگان در تهران برگزار خواهد شد». */
function futureNear(doc: Doc, mention: Mention, words: ClauseWords, first: number, past: number): boolean {
  for (let i = Math.max(first, mention.first - 1); i < Math.min(past, mention.past + 12); i++)
    if (words.verbs.get(doc.words[i]!)?.mood === "future") return true
  return false
}
