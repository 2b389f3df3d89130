import { type Doc, TokenKind } from "./doc.ts"
import { CharClass, UNITS, unfoldUnit } from "./fold.ts"
import { gluedLetters } from "./glued.ts"
import { flagsOf, HASH_FACTOR, HASH_START, Vocabulary, WordFlag, wordOf } from "./vocabulary.ts"

/** What stood before a token: nothing, a ZWNJ or underscore, a space, a line break. */
const Gap = { none: 0, joiner: 1, space: 2, line: 3 } as const

/** More words than this and a new vocabulary is begun: memory stays flat on endless input. */
const MOST_WORDS = 100_000
/** Digits up to which another group of three may follow behind a thousands sign. */
const MOST_GROUPED = 15
/** A stretch longer than any real sentence is cut, so that what looks over a sentence stays linear in the text. */
const MOST_IN_SENTENCE = 256
/** Handles and addresses are kept up to this length. */
const MOST_HANDLE = 200

let vocabulary = new Vocabulary()

/** Room for the tokens of some hundred reports. */
const PAGE = 1 << 16
/**
 * Pages that reports' tokens are written on, one behind the other, so that a report costs a few views and no memory of
 * its own. A document keeps the pages it stands on; what stands on them never changes.
 */
let starts = new Int32Array(0)
let ends = new Int32Array(0)
let ids = new Int32Array(0)
let kinds = new Uint8Array(0)
let sentenceOf = new Int32Array(0)
/** Where on the pages the next report begins. */
let base = 0
/** What stood before each token on the page. */
let gaps = new Uint8Array(0)
/** Words of the report at hand. */
const wordsHere: string[] = []
/** Code units of the text at hand, closed by zeros; an array, since V8 looks a string's `charCodeAt` up at each call. */
let units = new Uint16Array(0)
/** Zeros behind the text, so that looking ahead needs no asking where it ends. */
const AHEAD = 4
/** Folded letters of the word at hand, and behind them those of the token that may be joined to it. */
let letters = new Uint16Array(0)

const unitOf = String.prototype.charCodeAt

/** Copies a text's code units to `units`; answers their number. */
function takeUnits(text: string): number {
  const length = text.length
  if (units.length < length + AHEAD) units = new Uint16Array(2 * (length + AHEAD))
  const out = units
  for (let i = 0; i < length; i++) out[i] = unitOf.call(text, i)
  out.fill(0, length, length + AHEAD)
  return length
}

function makeRoom(length: number): void {
  if (letters.length < length) letters = new Uint16Array(2 ** Math.ceil(Math.log2(length)))
  if (base + length <= starts.length) return
  const room = Math.max(PAGE, length)
  starts = new Int32Array(room)
  ends = new Int32Array(room)
  ids = new Int32Array(room)
  kinds = new Uint8Array(room)
  sentenceOf = new Int32Array(room)
  gaps = new Uint8Array(room)
  base = 0
}

/**
 * Folds and splits a report into tokens and sentences, in one pass over its code units.
 *
 * Numbers keep their thousands («۲٬۵۰۰» is `2500`); a handle, e-mail or web address is one token of kind
 * `handle` and matches nothing. A full stop between digits, or inside a Latin abbreviation, ends no sentence.
 */
export function readDoc(text: string): Doc {
  if (vocabulary.size > MOST_WORDS) vocabulary = new Vocabulary()
  makeRoom(text.length + 1)
  const count = readTokens(text)
  const words = wordsHere.slice(0, count)
  const from = base
  const past = from + count
  const sentences: (readonly [number, number])[] = []
  const lineOf: number[] = []
  readSentences(words, sentences, lineOf)
  base = past
  return {
    text,
    count,
    ids: ids.subarray(from, past),
    vocabulary,
    words,
    starts: starts.subarray(from, past),
    ends: ends.subarray(from, past),
    kinds: kinds.subarray(from, past),
    sentenceOf: sentenceOf.subarray(from, past),
    sentences,
    lineOf,
  }
}

/** The words and numbers of a wording, folded as those of reports are; for the tens of thousands of a lexicon. */
export function readWords(wording: string): string[] {
  makeRoom(wording.length + 1)
  const count = readTokens(wording)
  const out: string[] = []
  for (let i = 0; i < count; i++) if (kinds[base + i]! <= TokenKind.number) out.push(wordsHere[i]!)
  return out
}

/** Writes the tokens of a text on the pages and their words into `wordsHere`; answers their number. */
function readTokens(text: string): number {
  const length = takeUnits(text)
  const unitAt = units
  const known = vocabulary
  const words = wordsHere
  const startOf = starts
  const endOf = ends
  const idOf = ids
  const kindOf = kinds
  const gapOf = gaps
  let folded = letters
  /** Where the next token stands on the pages. */
  let at = base
  const begin = base
  let gap: number = Gap.none
  /** Letters [wordFrom, wordTo) and hash of the last token, where it is a word. */
  let wordFrom = 0
  let wordTo = 0
  let wordHash = 0
  /** The last token was joined to another: which word it is now is found when it is whole. */
  let joined = false
  let i = 0
  while (i < length) {
    const unit = unitAt[i]!
    const what = UNITS[unit]! >> 16
    const start = i
    let end: number
    let kind: number
    // Letters stand behind those of the word before, which this token may yet be joined to.
    const from = wordTo
    let to = from
    let hash = HASH_START
    if (what === CharClass.letter) {
      const past = addressEnd(text, i, unit)
      if (past > i) {
        kind = TokenKind.handle
        end = i = past
      } else {
        kind = TokenKind.word
        end = i
        let latin = false
        while (i < length) {
          const u = unitAt[i]!
          const here = UNITS[u]!
          if (here >> 16 === CharClass.letter) {
            const letter = here & 0xffff
            if (letter === 0) {
              for (const c of unfoldUnit(u)) {
                if (to + length - i >= folded.length) folded = widenLetters()
                folded[to++] = c.charCodeAt(0)
                hash = Math.imul(hash ^ c.charCodeAt(0), HASH_FACTOR)
              }
            } else {
              if (to === from) latin = isLatin(letter)
              folded[to++] = letter
              hash = Math.imul(hash ^ letter, HASH_FACTOR)
            }
            end = ++i
          } else if (here >> 16 === CharClass.drop) i++
          // An apostrophe inside an English word: workers' and don't stay one token without it.
          else if (latin && (u === 0x27 || u === 0x2019) && classAt(i + 1) === CharClass.letter) i++
          else break
        }
      }
    } else if (what === CharClass.space) {
      if (gap < Gap.space) gap = Gap.space
      i++
      continue
    } else if (what === CharClass.joiner || unit === 0x5f) {
      if (gap < Gap.joiner) gap = Gap.joiner
      i++
      continue
    } else if (what === CharClass.newline) {
      gap = Gap.line
      i++
      continue
    } else if (what === CharClass.drop) {
      i++
      continue
    } else if (what === CharClass.digit) {
      kind = TokenKind.number
      end = i
      while (i < length) {
        const u = unitAt[i]!
        const here = UNITS[u]!
        if (here >> 16 === CharClass.digit) {
          folded[to++] = here & 0xffff
          hash = Math.imul(hash ^ (here & 0xffff), HASH_FACTOR)
          end = ++i
        } else if (here >> 16 === CharClass.drop && classAt(i + 1) === CharClass.digit) i++
        else if (isThousands(u) && to - from <= MOST_GROUPED && threeDigits(i + 1)) i++
        else break
      }
    } else {
      const past = unit === 0x40 ? handleEnd(i) : 0
      if (past > i + 1) {
        kind = TokenKind.handle
        end = i = past
      } else {
        kind = unit === 0x23 ? TokenKind.hash : TokenKind.mark
        folded[to++] = unit
        hash = Math.imul(hash ^ unit, HASH_FACTOR)
        if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < length && (unitAt[i + 1]! & 0xfc00) === 0xdc00) {
          folded[to++] = unitAt[++i]!
          hash = Math.imul(hash ^ folded[to - 1]!, HASH_FACTOR)
        }
        end = ++i
      }
    }
    let id = kind === TokenKind.handle ? 0 : known.idOf(folded, from, to, hash)
    if ((known.flags[id]! & WordFlag.glued) !== 0) {
      // «دراعتراض» is two words; what stands behind the first is read next.
      const first = gluedLetters(known.words[id]!)
      to = from + first
      end = i = pastLetters(start, first)
      hash = HASH_START
      for (let k = from; k < to; k++) hash = Math.imul(hash ^ folded[k]!, HASH_FACTOR)
      id = known.idOf(folded, from, to, hash)
    }
    if (
      kind === TokenKind.word &&
      (gap === Gap.joiner || gap === Gap.space) &&
      from > 0 &&
      joins(id, from, to, gap, wordFrom)
    ) {
      // «خانه‌ی» is the ezafe of خانه; nothing is added.
      if (!(to - from === 1 && folded[from] === YE && folded[from - 1] === HE)) {
        for (let k = from; k < to; k++) wordHash = Math.imul(wordHash ^ folded[k]!, HASH_FACTOR)
        wordTo = to
        joined = true
      }
      endOf[at - 1] = end
      gap = Gap.none
      continue
    }
    if (joined) {
      settle(at - 1, wordFrom, wordTo, wordHash)
      joined = false
    }
    words[at - begin] =
      id > 0
        ? known.words[id]!
        : kind === TokenKind.handle
          ? text.slice(start, Math.min(end, start + MOST_HANDLE))
          : wordOf(folded, from, to)
    idOf[at] = id
    startOf[at] = start
    endOf[at] = end
    kindOf[at] = kind
    gapOf[at++] = gap
    gap = Gap.none
    wordFrom = from
    wordTo = kind === TokenKind.word ? to : 0
    wordHash = hash
  }
  if (joined) settle(at - 1, wordFrom, wordTo, wordHash)
  return at - begin
}

/** Where the first `count` letters of the word that begins at `i` end, marks over them skipped. */
function pastLetters(i: number, count: number): number {
  let left = count
  let at = i
  while (left > 0) if (classAt(at++) === CharClass.letter) left--
  return at
}

/** Finds the word that a token has become by joining. */
function settle(at: number, from: number, to: number, hash: number): void {
  const id = vocabulary.idOf(letters, from, to, hash)
  ids[at] = id
  wordsHere[at - base] = id === 0 ? wordOf(letters, from, to) : vocabulary.words[id]!
}

const YE = 0x6cc
const HE = 0x647
const MIM = 0x645
const NUN = 0x646
const ALEF = 0x627
const BE = 0x628
const RE = 0x631
const ZE = 0x632

/** Does the word [from, to) belong to the one right before it, which begins at `before`? */
function joins(id: number, from: number, to: number, gap: number, before: number): boolean {
  if (to - from > 1 && isPrefix(before, from) && isVerbEnd(letters[to - 1]!)) return true
  const flags = id === 0 ? (to - from > 8 ? 0 : flagsOf(wordOf(letters, from, to))) : vocabulary.flags[id]!
  return (flags & (gap === Gap.joiner ? WordFlag.suffix : WordFlag.looseSuffix)) !== 0
}

/** «می», «نمی», also behind a preverb: «برمی‌گردند», «بازنمی‌گردیم». */
function isPrefix(from: number, to: number): boolean {
  if (letters[to - 1] !== YE || letters[to - 2] !== MIM) return false
  let past = to - 2
  if (past > from && letters[past - 1] === NUN) past--
  switch (past - from) {
    case 0:
      return true
    case 2:
      return letters[from] === BE && letters[from + 1] === RE
    case 3:
      return letters[from] === BE && letters[from + 1] === ALEF && letters[from + 2] === ZE
    default:
      return false
  }
}

/** م ی د ن ه ت ش ر: endings that a Persian verb form can have. */
function isVerbEnd(letter: number): boolean {
  switch (letter) {
    case MIM:
    case YE:
    case NUN:
    case HE:
    case 0x62f:
    case 0x62a:
    case 0x634:
    case 0x631:
      return true
    default:
      return false
  }
}

function widenLetters(): Uint16Array<ArrayBuffer> {
  const wider = new Uint16Array(letters.length * 2)
  wider.set(letters)
  letters = wider
  return wider
}

function readSentences(words: readonly string[], sentences: (readonly [number, number])[], lines: number[]): void {
  const count = words.length
  let first = 0
  let line = 0
  const close = (past: number) => {
    if (past === first) return
    for (let at = base + first; at < base + past; at++) sentenceOf[at] = sentences.length
    sentences.push([first, past])
    lines.push(line)
    first = past
  }
  for (let i = 0; i < count; i++) {
    if (gaps[base + i] === Gap.line && i > 0) {
      close(i)
      line++
    }
    if (kinds[base + i] === TokenKind.mark && endsSentence(words, i)) close(i + 1)
    else if (i - first + 1 === MOST_IN_SENTENCE) close(i + 1)
  }
  close(count)
}

function endsSentence(words: readonly string[], i: number): boolean {
  const at = base + i
  const id = ids[at]!
  const flags = id === 0 ? flagsOf(words[i]!) : vocabulary.flags[id]!
  if ((flags & WordFlag.sentenceEnd) === 0) return false
  if (words[i] !== "." || i === 0 || i + 1 === words.length || gaps[at + 1] !== Gap.none) return true
  if (kinds[at - 1] === TokenKind.number && kinds[at + 1] === TokenKind.number) return false
  const before = words[i - 1]!
  return !(before.length === 1 && isLatin(before.charCodeAt(0)))
}

function isLatin(letter: number): boolean {
  return letter >= 0x61 && letter <= 0x7a
}

function classAt(i: number): number {
  return UNITS[units[i]!]! >> 16
}

function isThousands(unit: number): boolean {
  return unit === 0x2c || unit === 0x66c || unit === 0x60c
}

function threeDigits(i: number): boolean {
  for (let k = 0; k < 3; k++) if (classAt(i + k) !== CharClass.digit) return false
  return classAt(i + 3) !== CharClass.digit
}

function asciiWord(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit === 0x5f
  )
}

function handleEnd(i: number): number {
  let k = i + 1
  while (asciiWord(units[k]!)) k++
  return k
}

/** End of a web or e-mail address that starts at `i`, or `i`. Looks at ASCII only, each unit once. */
function addressEnd(text: string, i: number, unit: number): number {
  const scheme =
    unit === 0x68
      ? text.startsWith("http", i)
      : unit === 0x77
        ? text.startsWith("www.", i)
        : unit === 0x74 && text.startsWith("t.me/", i)
  if (!scheme) return i
  let k = i
  while (units[k]! > 0x20 && units[k]! <= 0x7e && units[k] !== 0x29 && units[k] !== 0x22) k++
  return k
}
