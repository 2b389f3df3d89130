import type { BySentence } from "../by-sentence.ts"
import type { Span } from "../coded.ts"
import type { Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { spanOf } from "../text/spans.ts"
import { within } from "../within.ts"
import type { Actor } from "./actor.ts"
import { underConstruction } from "./noun-phrase.ts"
import { type PhraseWords, PhraseWord as W } from "./phrase-words.ts"

/** An employer as the text writes it. */
export interface EmployerFound {
  readonly name: string
  readonly span: Span
  readonly by: string
}

/** What employers are read from. */
export interface EmployerSource {
  readonly doc: Doc
  readonly words: PhraseWords
  readonly mentions: BySentence<Mention>
  /** Gazetteer id of the town of a workplace row, or null. */
  readonly workplaceTown: (id: string) => string | null
}

/** Groups that nobody employs: a firm named beside them is a third party. */
const OWN_MASTERS = new Set<Workforce>([
  "non_labour",
  "students",
  "traders",
  "bakers",
  "farmers",
  "kolbars",
  "fuel_carriers",
  "informal",
  "marginalised",
  "lawyers",
  "trucking",
])
/** Tokens of a sentence, and sentences, that are searched for who answers. */
const MOST_TOKENS = 160
const MOST_SENTENCES = 40
/** Longest name of an employer, in tokens. */
const LONGEST = 9

/**
 * The employer of an act's people: what their noun phrase names («کارگران شهرداری اهواز»), in the fullest wording that the
 * act's item has; else whom the item says to employ them or to answer for it («مدیر آبفای ایذه گفت»).
 *
 * @param actor The group that acts.
 * @param same Groups of the same item, in text order.
 * @param all Sentences of the item, those that tell of the act itself first.
 */
export function readEmployer(
  source: EmployerSource,
  actor: Actor,
  same: readonly Actor[],
  all: readonly number[],
): EmployerFound | null {
  if (OWN_MASTERS.has(actor.workforce)) return null
  const sentences = all.slice(0, MOST_SENTENCES)
  const own = employerOf(source, actor)
  const retired = actor.workforce === "retirees"
  if (retired && (own === null || own.bare)) {
    const fund = fundIn(source, sentences)
    if (fund !== null) return fund
  }
  let best = own
  for (const a of same) {
    // Another group of the trade in the same breath has an employer of its own.
    if (a === actor || a.workforce !== actor.workforce || a.weak || a.sentence === actor.sentence) continue
    const other = employerOf(source, a)
    if (other !== null && (best === null ? !retired || !other.bare : fuller(other, best))) best = other
  }
  if (best !== null) return best.bare ? null : best
  return meantByThis(source, actor, sentences) ?? answering(source, sentences, actor.workforce === "unemployed")
}

/** «پرستاران این بیمارستان»: the plant of that kind which the item names. */
function meantByThis(source: EmployerSource, actor: Actor, sentences: readonly number[]): EmployerFound | null {
  const { doc, words } = source
  const kind = doc.words[actor.past + 1]
  if (kind === undefined || doc.words[actor.past] !== "این" || (words.bits.at(doc, actor.past + 1) & W.employer) === 0)
    return null
  for (const s of sentences.filter((n) => n <= actor.sentence).sort((a, b) => b - a)) {
    const [first, end] = doc.sentences[s]!
    const past = Math.min(end, first + MOST_TOKENS)
    for (let i = first; i < past; i++) {
      if (doc.words[i] !== kind || doc.words[i - 1] === "این") continue
      const name = nameIn(source, s, i, past)
      if (name !== null && !name.bare) return name
    }
  }
  return null
}

interface Named extends EmployerFound {
  /** Only the word for a trade or kind of plant («فولاد», «معدن»): no name, but a sign of one. */
  readonly bare: boolean
}

/** The employer that a group's own noun phrase names; `null` for none and for «یک شرکت» that the text does not name. */
function employerOf(source: EmployerSource, actor: Actor): Named | null {
  // A plant that stands for its people is the name itself, where the register or a hashtag says that it is a name.
  const alone = actor.weak && actor.how === "inferred"
  if (alone && actor.workplace === null && source.doc.words[actor.first - 1] !== "#") return null
  const from = alone ? actor.first : actor.first + 1
  return nameIn(source, actor.sentence, from, actor.past)
}

function nameIn(source: EmployerSource, sentence: number, from: number, past: number): Named | null {
  const { doc, words, mentions } = source
  const here = within(mentions.in(sentence), from - 2, past + LONGEST)
  for (let i = from; i < past; i++) {
    const known = here.find(
      (m) =>
        (m.kind === "workplace" ||
          (m.kind === "institution" && (words.bits.at(doc, m.first) & (W.employer | W.employer_alone)) !== 0)) &&
        m.first <= i &&
        i < m.past,
    )
    if (known === undefined && (words.bits.at(doc, i) & W.employer) === 0) continue
    if (i > 0 && (doc.words[i - 1] === "یک" || doc.words[i - 1] === "چند")) return null
    // «کشتی‌سازی صدرا»: the trade right before a registered name is part of it.
    let first = i
    if (known?.kind === "workplace") {
      const trade = here.find((m) => m.kind === "workforce" && !m.people && m.past === i && m.first >= from)
      if (trade !== undefined && doc.words[i - 1] === "سازی") first = trade.first
    }
    const end = nameEnd(source, here, i, past, known ?? null)
    const bare = known === undefined && end - first < 2 && (words.bits.at(doc, i) & W.employer_alone) === 0
    return found(doc, first, end, known?.by ?? "reader:employer", bare)
  }
  return null
}

/** Where a name ends: before a tie («پیمانی»), a word such as «کشور», or the own town behind a registered name. */
function nameEnd(
  source: EmployerSource,
  here: readonly Mention[],
  first: number,
  past: number,
  known: Mention | null,
): number {
  const { doc, words } = source
  const [, last] = doc.sentences[doc.sentenceOf[first]!]!
  let end = Math.max(first + 1, known?.past ?? 0)
  let limit = past
  while (end < last && end < first + LONGEST) {
    const word = doc.words[end]!
    if ((word === "،" || word === ",") && LISTED.has(doc.words[first]!) && listGoesOn(doc, words, end + 1, last)) {
      end += 2
      limit = last
      continue
    }
    if (end >= limit) break
    const building = underConstruction(doc, end, last)
    if (building > end) {
      end = building
      continue
    }
    if (!isCovered(here, end)) {
      if (doc.kinds[end]! > TokenKind.number && !INSIDE.includes(word)) break
      const bits = words.bits.at(doc, end)
      if ((bits & W.employer_end) !== 0 || (word !== "و" && (bits & W.ends) !== 0)) {
        if (end > first + 2 && (bits & W.completes) !== 0 && !isCovered(here, end - 1)) end--
        break
      }
    }
    const tie = here.find((m) => m.kind === "employment" && m.first === end)
    if (tie !== undefined) {
      // «شرکت پیمانکاری «…»»: the kind of firm; behind a name it is the tie of its people.
      if (end > first + 1 || doc.words[tie.past] !== "«") break
      end = tie.past
      continue
    }
    if (known?.kind === "workplace" && doc.words[end - 1] !== "شهر") {
      const town = source.workplaceTown(known.code)
      if (here.some((m) => m.kind === "place" && m.first === end && m.code === town)) break
    }
    end++
  }
  while (end > first + 1 && (doc.words[end - 1] === "و" || doc.kinds[end - 1]! > TokenKind.number)) end--
  return end
}

/** Inside a name of the gazetteer, whose words end nothing. */
function isCovered(here: readonly Mention[], i: number): boolean {
  return here.some(
    (m) => m.first <= i && i < m.past && (m.kind === "workplace" || m.kind === "place" || m.kind === "institution"),
  )
}

/** Offices named by what they see to: «وزارت صنعت، معدن و تجارت», «سازمان ترویج، آموزش و تحقیقات کشاورزی». */
const LISTED = new Set(["وزارت", "سازمان", "اداره", "وزارتخانه"])

function listGoesOn(doc: Doc, words: PhraseWords, from: number, past: number): boolean {
  for (let i = from; i < past && i < from + 4; i++) {
    if (doc.words[i] === "و") return true
    if (doc.kinds[i]! > TokenKind.number || (words.bits.at(doc, i) & W.ends) !== 0) return false
  }
  return false
}

/** Marks that stand inside a name. */
const INSIDE = '«»"-–ـ#'

/** «صندوق بازنشستگی فولاد», «تأمین اجتماعی»: the fund that retirees' sentences name. */
function fundIn({ doc }: EmployerSource, sentences: readonly number[]): EmployerFound | null {
  for (const s of sentences) {
    const [first, end] = doc.sentences[s]!
    const past = Math.min(end, first + MOST_TOKENS)
    for (let i = first; i < past; i++) {
      const word = doc.words[i]
      if (word !== "صندوق" && !(word === "تامین" && doc.words[i + 1] === "اجتماعی")) continue
      let end = i + 1
      while (end < past && end < i + 4 && FUND.has(doc.words[end]!)) end++
      if (end - i >= 2) return found(doc, i, end, "reader:employer")
    }
  }
  return null
}

/** Words that funds are named with. */
const FUND = new Set(
  "بازنشستگی کشوری لشکری فولاد نفت اجتماعی فرهنگیان کارکنان صنعت مخابرات هما بانکها روستاییان عشایر".split(" "),
)

/**
 * Whom the text names as employing or answering: «مدیر X گفت», «استخدام در X», «زیر نظر X».
 *
 * @param any Any plant named will do: job seekers gather where they want to work.
 */
function answering(source: EmployerSource, sentences: readonly number[], any: boolean): EmployerFound | null {
  const { doc, words } = source
  for (const s of sentences) {
    const [first, end] = doc.sentences[s]!
    const past = Math.min(end, first + MOST_TOKENS)
    for (let i = first; i < past; i++) {
      const bits = words.bits.at(doc, i)
      if (any ? (bits & (W.employer | W.office)) !== W.employer : (bits & (W.employs | W.official)) === 0) continue
      let at = any ? i : i + 1
      while (at < past && at < i + 4 && LINKS.has(doc.words[at]!)) at++
      if (at >= past) continue
      const known = within(source.mentions.in(s), at, at + 1).find(
        (m) => (m.kind === "workplace" || m.kind === "institution") && m.first === at,
      )
      const there = words.bits.at(doc, at)
      if (known === undefined && (there & W.employer) === 0) continue
      if ((there & W.office) !== 0 && (bits & W.employs) === 0) continue
      const name = nameIn(source, s, at, past)
      if (name !== null && !name.bare && name.span[0] === doc.starts[at]) return name
    }
  }
  return null
}

/** Words that may stand between an official or a tie and the employer. */
const LINKS = new Set(
  "در با کل روابط عمومی خود مستقیم انها توسعه اموزشی درمان پرستاری خدمات شهری از سوی منابع انسانی رسمی دایم".split(" "),
)

/** Of two wordings the one that says all the other says and more. */
function fuller(a: EmployerFound, b: EmployerFound): boolean {
  if (a.name.length <= b.name.length) return false
  const words = new Set(a.name.split(/[\s،,]+/))
  return b.name.split(/[\s،,]+/).every((word) => words.has(word))
}

function found(doc: Doc, first: number, past: number, by: string, bare = false): Named {
  const [start, end] = spanOf(doc, first, past)
  const written = doc.text.slice(start, end)
  // «شرکت تولیدی «سفال هگمتان»»: what is quoted is the name.
  const quote = written.indexOf("«")
  const inner = quote >= 0 ? written.slice(quote + 1).split("»")[0]! : written
  const name = withoutEzafe(PLAIN.test(inner) ? inner : cleaned(inner))
  return { name, span: [start, end], by, bare }
}

/** Words parted by single blanks, with nothing in or between them that is left out of a name; none begins «در …». */
const PLAIN = /^(?!.*در )[^\s_«»"#يكۀ\u0654]+(?: [^\s_«»"#يكۀ\u0654]+)*$/

/** A name without quotation marks and what a building site adds, in Persian letters. */
function cleaned(written: string): string {
  return written
    .replace(/در (حال|دست) (ساخت|احداث|تکمیل) /, "")
    .replace(/[«»"#]/g, "")
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .replace(/هٔ|ۀ/g, "ه")
    .replace(/[\s_]+/g, " ")
    .trim()
}

/** «کارگران هپکوی اراک»: the ezafe of a name alone. */
function withoutEzafe(name: string): string {
  return name.endsWith("ی") ? name.replace(/^(\S+[اآو])ی$/, "$1") : name
}
