/**
 * A tripwire for persons in a text: names, and numbers and handles that lead to one.
 *
 * It stops what looks like a person; that it finds nothing proves nothing. What may become public is decided by typed fields,
 * registers and people: this is never the gate. It reads no clock and no file; the same text gives the same spans anywhere.
 */
import { type Doc, TokenKind } from "../text/doc.ts"
import { readDoc } from "../text/read-doc.ts"
import { readIdentifiers } from "./identifiers.ts"
import { isKnownWord, isListedWord } from "./known-words.ts"
import type { PersonSign, PersonSpan } from "./person-span.ts"
import { type PersonWords, personWords } from "./person-words.ts"

/** Tokens between a person's noun and «به نام» at most. */
const NAMED_REACH = 3
const ZWNJ = 0x200c
/** Tokens between a name and what somebody says or suffers at most. */
const SAID_REACH = 5
/** Letters of a word of no list at least. */
const SHORTEST_UNKNOWN = 3

/**
 * What in a text looks like a person: in the order of the text, none inside another. Linear in the text.
 *
 * Made for names of registers and quotes of a few dozen words, in Persian, with the Latin spelling of Persian names.
 */
export function personLike(text: string): readonly PersonSpan[] {
  const doc = readDoc(text)
  const found: PersonSpan[] = [...readIdentifiers(doc)]
  for (let i = 0; i < doc.count; i++) {
    const read =
      readTitle(doc, i) ??
      readKin(doc, i) ??
      readNamed(doc, i) ??
      readName(doc, i) ??
      readSaid(doc, i) ??
      readUnknown(doc, i)
    if (read !== null) found.push({ span: [doc.starts[i]!, doc.ends[read.past - 1]!], sign: read.sign })
  }
  return outermost(found)
}

/** A find: its sign and the token behind it. */
type Read = { readonly sign: PersonSign; readonly past: number } | null

function readTitle(doc: Doc, i: number): Read {
  const words = personWords()
  let next = i
  for (let title = lengthOf(doc, i, words.titles); title > 0; title = lengthOf(doc, next, words.titles)) next += title
  // «Mr.»
  if (next > i && isLatin(doc, i) && doc.words[next] === "." && doc.kinds[next] === TokenKind.mark) next++
  if (next === i || isCalledAfter(doc, i)) return null
  if (isNameWord(doc, next)) return { sign: "title", past: nameEnd(doc, next) }
  return null
}

function readKin(doc: Doc, i: number): Read {
  const words = personWords()
  const length = lengthOf(doc, i, words.kin)
  const next = i + length
  if (length === 0 || !isNameWord(doc, next)) return null
  const named = givenAt(doc, next, words) > 0 || surnameBehind(doc, i - 1) > 0 || (i > 1 && surnameAt(doc, i - 2) === 2)
  return named && !isPlaceOf(doc, next) ? { sign: "kin", past: nameEnd(doc, next) } : null
}

/** «کارگری به نام …». */
function readNamed(doc: Doc, i: number): Read {
  const words = personWords()
  const length = lengthOf(doc, i, words.named)
  if (length === 0 || !isNameWord(doc, i + length)) return null
  for (let k = i - 1; k >= Math.max(0, i - NAMED_REACH); k--)
    if (words.persons.has(doc.words[k]!)) return { sign: "name", past: nameEnd(doc, i + length) }
  return null
}

function readName(doc: Doc, i: number): Read {
  if (!isWord(doc, i)) return null
  const words = personWords()
  const length = givenAt(doc, i, words)
  if (length === 0) {
    const surname = surnameAt(doc, i)
    return surname === 0 || isCalledAfter(doc, i) ? null : { sign: "name", past: i + surname }
  }
  const next = i + length
  if (isPlaceOf(doc, i)) return null
  if (surnameBehind(doc, next) > 0 || givenAt(doc, next, words) > 0) return { sign: "name", past: nameEnd(doc, next) }
  // Alone, a name of faith, of history or of a street, and a word that is also something else, is no person.
  const apart = words.ordinary.has(doc.words[i]!) || isCalledAfter(doc, i) || isHoly(doc, i) || isEponym(doc, i - 1)
  return apart ? null : { sign: "name", past: next }
}

/**
 * A common surname before what somebody says or suffers: «بخشی گفت»; a first name that is also a word, with that or a person's noun
 * not far behind: «امید … بازداشت شد», «بهار … معلم است».
 */
function readSaid(doc: Doc, i: number): Read {
  if (!isWord(doc, i) || isSmallLatin(doc, i)) return null
  const { surnamesKnown, said, ordinary, persons } = personWords()
  const word = doc.words[i]!
  const isGiven = ordinary.has(word)
  if ((!isGiven && !surnamesKnown.has(word)) || isCalledAfter(doc, i)) return null
  for (let k = i + 1; k <= i + (isGiven ? SAID_REACH : 1) && isWord(doc, k); k++)
    if (said.has(doc.words[k]!) || (isGiven && persons.has(doc.words[k]!))) return { sign: "name", past: i + 1 }
  return null
}

/** A word of no list. In Latin letters: one with a capital, behind another word, or two of them. */
function readUnknown(doc: Doc, i: number): Read {
  if (!isUnknown(doc, i) || isCalledAfter(doc, i) || isHoly(doc, i)) return null
  let past = i + 1
  while (isUnknown(doc, past)) past++
  if (isLatin(doc, i) && past === i + 1 && isFirst(doc, i) && !personWords().said.has(doc.words[past] ?? ""))
    return null
  return { sign: "unknown", past }
}

function isUnknown(doc: Doc, i: number): boolean {
  return (
    isWord(doc, i) && doc.words[i]!.length >= SHORTEST_UNKNOWN && !isSmallLatin(doc, i) && !isKnownWord(doc.words[i]!)
  )
}

function isFirst(doc: Doc, i: number): boolean {
  return i === 0 || doc.sentenceOf[i] !== doc.sentenceOf[i - 1]
}

function isLatin(doc: Doc, i: number): boolean {
  return doc.words[i]!.charCodeAt(0) < 0x250
}

/** Tokens that the longest wording of a set takes up at `i`; 0 where none does. */
function lengthOf(doc: Doc, i: number, wordings: ReadonlySet<string>): number {
  if (!isWord(doc, i)) return 0
  if (isWord(doc, i + 1) && wordings.has(`${doc.words[i]} ${doc.words[i + 1]}`)) return 2
  return wordings.has(doc.words[i]!) ? 1 : 0
}

/** Tokens of a first name at `i`. One in Latin letters counts only with a capital. */
function givenAt(doc: Doc, i: number, words: PersonWords): number {
  const length = lengthOf(doc, i, words.given)
  return length > 0 && !isSmallLatin(doc, i) ? length : 0
}

/** A word that may be a name behind a title. */
function isNameWord(doc: Doc, i: number): boolean {
  return (
    isWord(doc, i) &&
    doc.words[i]!.length > 1 &&
    !personWords().notBehindTitle.has(doc.words[i]!) &&
    !isSmallLatin(doc, i)
  )
}

/** Token behind a name that begins at `i`: its surname, or one more first name, goes with it. */
function nameEnd(doc: Doc, i: number): number {
  const words = personWords()
  let past = i + Math.max(1, givenAt(doc, i, words), surnameAt(doc, i))
  for (let k = 0; k < 2; k++) past += Math.max(givenAt(doc, past, words), surnameBehind(doc, past))
  return past
}

/** Tokens of a surname at `i`: «احمدی», «حسن‌زاده», whose halves may stand apart; 0 where none is. */
function surnameAt(doc: Doc, i: number): number {
  if (!isWord(doc, i) || isSmallLatin(doc, i)) return 0
  const words = personWords()
  const word = doc.words[i]!
  const next = isWord(doc, i + 1) ? doc.words[i + 1]! : ""
  if (words.surnames.has(next) || (words.surnameParts.has(next) && isJoined(doc, i)))
    return word.length > 1 && !words.notSurnames.has(word + doc.words[i + 1]) ? 2 : 0
  if (words.notSurnames.has(word)) return 0
  for (const end of words.surnames) if (word.endsWith(end) && word.length > end.length + 2) return 1
  return 0
}

/** As `surnameAt`, also where a first name with an ending makes one: only behind a first name. */
function surnameBehind(doc: Doc, i: number): number {
  const alone = surnameAt(doc, i)
  if (alone > 0 || !isWord(doc, i) || isSmallLatin(doc, i)) return alone
  const words = personWords()
  const word = doc.words[i]!
  if (words.notSurnames.has(word)) return 0
  if (words.surnamesKnown.has(word) || !isKnownWord(word)) return 1
  for (let cut = 1; cut <= words.longestEnding && cut < word.length - 1; cut++)
    if (words.surnameEnds.has(word.slice(-cut)) && (words.given.has(word.slice(0, -cut)) || !isListedWord(word)))
      return 1
  return 0
}

/** Does a half-space stand between a token and the next? */
function isJoined(doc: Doc, i: number): boolean {
  return isWord(doc, i + 1) && doc.text.charCodeAt(doc.ends[i]!) === ZWNJ
}

/** «علی‌آباد»: a place that is named so. */
function isPlaceOf(doc: Doc, i: number): boolean {
  const words = personWords()
  const next = i + lengthOf(doc, i, words.given)
  return isWord(doc, next) && words.placeEnds.has(doc.words[next]!)
}

/** «بیمارستان شهید …», «خیابان دکتر …»: a place called after the dead. */
function isCalledAfter(doc: Doc, i: number): boolean {
  const words = personWords()
  return isEponym(doc, i - 1) || (i > 1 && words.honoured.has(doc.words[i - 1]!) && isEponym(doc, i - 2))
}

function isEponym(doc: Doc, i: number): boolean {
  return i >= 0 && personWords().eponyms.has(doc.words[i]!)
}

function isHoly(doc: Doc, i: number): boolean {
  return i > 0 && personWords().holy.has(doc.words[i - 1]!)
}

function isWord(doc: Doc, i: number): boolean {
  return i >= 0 && i < doc.count && doc.kinds[i] === TokenKind.word
}

/** Latin letters without a capital: an English word, not a name. */
function isSmallLatin(doc: Doc, i: number): boolean {
  const unit = doc.text.charCodeAt(doc.starts[i]!)
  return unit >= 0x61 && unit <= 0x7a
}

/** In the order of the text; of finds that overlap, what begins first and is longest. */
function outermost(found: PersonSpan[]): readonly PersonSpan[] {
  found.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])
  const out: PersonSpan[] = []
  let past = 0
  for (const one of found) {
    if (one.span[0] < past) continue
    out.push(one)
    past = one.span[1]
  }
  return out
}
