import { type Doc, TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type NumberWord, type NumberWords, restOfNumber } from "./number-words.ts"
import { type Found, wordsAt } from "./word-table.ts"

/** A number as a report writes it, in digits or words. */
export interface NumberRead {
  readonly first: number
  readonly past: number
  readonly value: number
  /** Upper bound of a vague number («صدها»: 200 to 999); null for an exact one. */
  readonly max: number | null
  /** «سوم», «سومین», "third", «۳م». */
  readonly ordinal: boolean
  readonly digits: boolean
}

/** More digits than this are a telephone, card or file number. */
const MOST_DIGITS = 9

/**
 * The number that begins at token `i`: «۲۳», «بیست و سه», «دو هزار و سیصد», «بیست‌وسوم», "twenty-three", «ده‌ها هزار».
 *
 * `null` when none begins there. Looks at a dozen tokens at most.
 */
export function readNumber(doc: Doc, i: number, past: number, words: NumberWords): NumberRead | null {
  if (i >= past || words.openers.at(doc, i) === 0) return null
  return readVague(doc, i, past, words) ?? readExact(doc, i, past, words)
}

function readVague(doc: Doc, i: number, past: number, words: NumberWords): NumberRead | null {
  const found = wordsAt(words.numbers, doc, i, past)
  if (found === null || found.value.role !== "vague") return null
  let end = found.past
  let times = 1
  if (doc.words[end] === "of") end++
  const scale = wordsAt(words.numbers, doc, end, past)
  // "tens of thousands": the second word is vague by itself and a scale here.
  if (doc.words[end] === "thousands") {
    times = 1000
    end++
  } else if (scale?.value.role === "scale") {
    times = scale.value.value
    end = scale.past
  } else end = found.past
  return {
    first: i,
    past: end,
    value: found.value.value * times,
    max: found.value.max === null ? null : (found.value.max + 1) * times - 1,
    ordinal: false,
    digits: false,
  }
}

function readExact(doc: Doc, first: number, past: number, words: NumberWords): NumberRead | null {
  let at = first
  // "a hundred", "a thousand"
  if (doc.words[at] === "a" && wordsAt(words.numbers, doc, at + 1, past)?.value.role === "scale") at++
  let total = 0
  let group = 0
  /** The next part of the group must be smaller than this. */
  let room = Number.POSITIVE_INFINITY
  /** The next scale must be smaller than this. */
  let scaleRoom = Number.POSITIVE_INFINITY
  let end = first
  let ordinal = false
  const digits = doc.kinds[at] === TokenKind.number
  let linked = true
  for (let parts = 0; parts < 8 && at < past; parts++) {
    const part = partAt(doc, at, past, words)
    if (part === null) break
    const { role, value } = part.value
    if (role === "scale") {
      if (value === 100) {
        if (group < 1 && end > first) break
        if (group >= 100) break
        group = (group || 1) * 100
        room = 100
      } else {
        if (value >= scaleRoom || (end > first && group === 0)) break
        total += (group || 1) * value
        group = 0
        room = 1000
        scaleRoom = value
      }
    } else {
      // «هفتاد سومین»: an ordinal behind tens needs no «و».
      const leansOn = role === "ordinal" && room === 10
      if (value >= room || (end > first && (value === 0 || !(linked || leansOn)))) break
      group += value
      room = doc.kinds[at] === TokenKind.number ? 1 : value >= 100 ? 100 : value >= 20 ? 10 : 1
      ordinal = role === "ordinal"
    }
    end = part.past
    if (ordinal) break
    const next = link(doc, end, past)
    linked = next > end || isLatinWord(doc.words[end - 1]!) || doc.text[doc.ends[end - 1]!] === "\u200c"
    at = next
  }
  if (end === first) return null
  if (!ordinal && doc.kinds[end - 1] === TokenKind.number) {
    const mark = wordsAt(words.numbers, doc, end, past)
    if (mark?.value.role === "ordinal_mark" && doc.starts[end]! - doc.ends[end - 1]! <= 1) {
      ordinal = true
      end = mark.past
    }
  }
  const value = total + group
  return Number.isSafeInteger(value) ? { first, past: end, value, max: null, ordinal, digits } : null
}

function partAt(doc: Doc, i: number, past: number, words: NumberWords): Found<NumberWord> | null {
  if (i >= past) return null
  const word = doc.words[i]!
  if (doc.kinds[i] === TokenKind.number) {
    if (word.length > MOST_DIGITS) return null
    return (
      decimalAt(doc, i, past, words) ?? { value: { role: "cardinal", value: Number(word), max: null }, past: i + 1 }
    )
  }
  if (doc.kinds[i] !== TokenKind.word) return null
  const found = wordsAt(words.numbers, doc, i, past)
  if (found !== null) return found.value.role === "vague" || found.value.role === "ordinal_mark" ? null : found
  if (doc.text[doc.starts[i]! - 1] !== "\u200c") return null
  const rest = restOfNumber(word, words.numbers)
  return rest === null ? null : { value: rest, past: i + 1 }
}

/** «۲٫۵ میلیون», «3.5 هزار»: a fraction counts only before a scale; elsewhere the mark parts two numbers. */
function decimalAt(doc: Doc, i: number, past: number, words: NumberWords): Found<NumberWord> | null {
  if (i + 3 >= past || doc.kinds[i + 2] !== TokenKind.number) return null
  const mark = doc.words[i + 1]!
  if ((mark !== "." && mark !== "٫" && mark !== "/") || doc.ends[i]! !== doc.starts[i + 1]!) return null
  const scale = wordsAt(words.numbers, doc, i + 3, past)
  if (scale?.value.role !== "scale") return null
  const value = Math.round(Number(`${doc.words[i]}.${doc.words[i + 2]}`) * scale.value.value)
  return { value: { role: "cardinal", value, max: null }, past: scale.past }
}

/** Past what links two parts of one number: «و», "and", the hyphen of "twenty-three", the «و» of «بیست‌ویک». */
function link(doc: Doc, i: number, past: number): number {
  if (i >= past) return i
  const word = doc.words[i]!
  if (word === "و" || word === "and") return i + 1
  if (word === "-" && isLatinWord(doc.words[i - 1]!) && doc.starts[i] === doc.ends[i - 1]) return i + 1
  return i
}
