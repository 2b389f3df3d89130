import { type Doc, TokenKind } from "./doc.ts"
import { CharClass, classOf, foldUnit } from "./fold.ts"

/** Inflection that belongs to the word before it when a ZWNJ stands between. */
const SUFFIXES = new Set(
  "ها های هایی هایم هایت هایش هایمان هایتان هایشان هام هات هاش هامون هاشون ی ای ام ات اش مان تان شان مون تون شون اند ایم اید یم ید ند تر تری ترین ان یی است".split(
    " ",
  ),
)
/** Inflection joined even over a plain space: nobody writes these as words. */
const LOOSE_SUFFIXES = new Set("ها های هایی هایم هایت هایش هایمان هایتان هایشان ای اند ایم اید".split(" "))
const PREFIXES = new Set(["می", "نمی"])
const SENTENCE_END = new Set([
  ".",
  "!",
  "?",
  "؟",
  "؛",
  ";",
  "…",
  "•",
  "▪",
  "▫",
  "🔸",
  "🔹",
  "🔻",
  "🔺",
  "◾",
  "◽",
  "✅",
  "*",
])

interface Raw {
  word: string
  start: number
  end: number
  kind: number
  /** 0 nothing, 1 ZWNJ or underscore, 2 space, 3 line break before this token. */
  gap: number
}

/**
 * Folds and splits a report into tokens and sentences. Cost is linear in the text's length.
 *
 * Numbers keep their thousands («۲٬۵۰۰» is `2500`); a handle, e-mail or web address is one token of kind
 * `handle` and matches nothing. A full stop between digits, or inside a Latin abbreviation, ends no sentence.
 */
export function readDoc(text: string): Doc {
  const raw = joinInflection(split(text))
  const count = raw.length
  const words: string[] = new Array(count)
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  const kinds = new Uint8Array(count)
  const sentenceOf = new Int32Array(count)
  const sentences: (readonly [number, number])[] = []
  const lines: number[] = []
  let first = 0
  let line = 0
  const close = (past: number, endLine: number) => {
    if (past > first) {
      for (let i = first; i < past; i++) sentenceOf[i] = sentences.length
      sentences.push([first, past])
      lines.push(endLine)
    }
    first = past
  }
  for (let i = 0; i < count; i++) {
    const token = raw[i]!
    if (token.gap === 3 && i > 0) {
      close(i, line)
      line++
    }
    words[i] = token.word
    starts[i] = token.start
    ends[i] = token.end
    kinds[i] = token.kind
    if (token.kind === TokenKind.mark && SENTENCE_END.has(token.word) && !insideNumber(raw, i)) close(i + 1, line)
  }
  close(count, line)
  return { text, count, words, starts, ends, kinds, sentenceOf, sentences, lineOf: Int32Array.from(lines) }
}

function insideNumber(raw: readonly Raw[], i: number): boolean {
  const next = raw[i + 1]
  if (raw[i]!.word !== "." || next === undefined || next.gap !== 0 || i === 0) return false
  const kind = raw[i - 1]!.kind
  return (kind === TokenKind.number && next.kind === TokenKind.number) || /^[a-z]$/.test(raw[i - 1]!.word)
}

function split(text: string): Raw[] {
  const out: Raw[] = []
  const length = text.length
  let gap = 0
  let i = 0
  while (i < length) {
    const unit = text.charCodeAt(i)
    const kind = classOf(unit)
    if (kind === CharClass.drop) {
      i++
    } else if (kind === CharClass.space) {
      if (gap < 2) gap = 2
      i++
    } else if (kind === CharClass.newline) {
      gap = 3
      i++
    } else if (kind === CharClass.joiner || unit === 0x5f) {
      if (gap < 1) gap = 1
      i++
    } else if (kind === CharClass.letter) {
      const start = i
      const past = addressEnd(text, i)
      if (past > i) {
        out.push({
          word: text.slice(start, Math.min(past, start + 200)),
          start,
          end: past,
          kind: TokenKind.handle,
          gap,
        })
        i = past
      } else {
        let word = ""
        let end = i
        while (i < length) {
          const u = text.charCodeAt(i)
          const k = classOf(u)
          if (k === CharClass.letter) {
            word += foldUnit(u)
            end = ++i
          } else if (k === CharClass.drop) i++
          else if (
            (u === 0x27 || u === 0x2019) &&
            i + 1 < length &&
            classOf(text.charCodeAt(i + 1)) === CharClass.letter &&
            isLatin(word)
          ) {
            // An apostrophe inside an English word: workers' and don't stay one token without it.
            i++
          } else break
        }
        out.push({ word, start, end, kind: TokenKind.word, gap })
      }
      gap = 0
    } else if (kind === CharClass.digit) {
      const start = i
      let word = ""
      let end = i
      while (i < length) {
        const u = text.charCodeAt(i)
        const k = classOf(u)
        if (k === CharClass.digit) {
          word += foldUnit(u)
          end = ++i
        } else if (k === CharClass.drop && classOf(text.charCodeAt(i + 1)) === CharClass.digit) i++
        else if (isThousands(u) && word.length <= 3 + 4 * 3 && threeDigits(text, i + 1)) i++
        else break
      }
      out.push({ word, start, end, kind: TokenKind.number, gap })
      gap = 0
    } else {
      const wide = unit >= 0xd800 && unit <= 0xdbff && i + 1 < length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00
      const end = i + (wide ? 2 : 1)
      const at = unit === 0x40 ? handleEnd(text, i) : 0
      if (at > end) {
        out.push({ word: text.slice(i, Math.min(at, i + 200)), start: i, end: at, kind: TokenKind.handle, gap })
        i = at
      } else {
        out.push({
          word: text.slice(i, end),
          start: i,
          end,
          kind: unit === 0x23 ? TokenKind.hash : TokenKind.mark,
          gap,
        })
        i = end
      }
      gap = 0
    }
  }
  return out
}

function isLatin(word: string): boolean {
  const c = word.charCodeAt(0)
  return c >= 0x61 && c <= 0x7a
}

function isThousands(unit: number): boolean {
  return unit === 0x2c || unit === 0x66c || unit === 0x60c
}

function threeDigits(text: string, i: number): boolean {
  for (let k = 0; k < 3; k++)
    if (i + k >= text.length || classOf(text.charCodeAt(i + k)) !== CharClass.digit) return false
  return i + 3 >= text.length || classOf(text.charCodeAt(i + 3)) !== CharClass.digit
}

function asciiWord(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit === 0x5f
  )
}

function handleEnd(text: string, i: number): number {
  let k = i + 1
  while (k < text.length && asciiWord(text.charCodeAt(k))) k++
  return k
}

/** End of a web or e-mail address that starts at `i`, or `i`. Looks at ASCII only, each unit once. */
function addressEnd(text: string, i: number): number {
  const scheme = text.startsWith("http", i) || text.startsWith("www.", i) || text.startsWith("t.me/", i)
  if (!scheme) return i
  let k = i
  while (k < text.length) {
    const unit = text.charCodeAt(k)
    if (unit <= 0x20 || unit > 0x7e || unit === 0x29 || unit === 0x22) break
    k++
  }
  return k
}

function joinInflection(raw: Raw[]): Raw[] {
  const out: Raw[] = []
  for (let i = 0; i < raw.length; i++) {
    const token = raw[i]!
    const before = out[out.length - 1]
    if (
      before !== undefined &&
      before.kind === TokenKind.word &&
      token.kind === TokenKind.word &&
      (token.gap === 1 || token.gap === 2)
    ) {
      const zwnj = token.gap === 1
      if (PREFIXES.has(before.word) && token.word.length > 1 && isVerbLike(token.word)) {
        before.word += token.word
        before.end = token.end
        continue
      }
      if (zwnj ? SUFFIXES.has(token.word) : LOOSE_SUFFIXES.has(token.word)) {
        // «خانه‌ی» is the ezafe of خانه; nothing is added.
        if (!(token.word === "ی" && before.word.endsWith("ه"))) before.word += token.word
        before.end = token.end
        continue
      }
    }
    out.push(token)
  }
  return out
}

function isVerbLike(word: string): boolean {
  const last = word.charCodeAt(word.length - 1)
  // م ی د ن ه ت ش ر: endings that a Persian verb form can have.
  return (
    last === 0x645 ||
    last === 0x6cc ||
    last === 0x62f ||
    last === 0x646 ||
    last === 0x647 ||
    last === 0x62a ||
    last === 0x634 ||
    last === 0x631
  )
}
