/**
 * One letter, however it was typed: Arabic yeh and kaf, hamza seats, presentation forms, diacritics,
 * digits of three scripts, Latin capitals. Folding works on code units so that offsets survive.
 */

/** What a folded code unit is to the tokeniser. */
export const CharClass = { letter: 1, digit: 2, space: 3, newline: 4, joiner: 5, drop: 6, mark: 7 } as const

/** Letters that stand for another letter. Kept in step with `data/lexicon/tables/chars.csv` by a test. */
export const LETTER_FOLDS: readonly (readonly [from: string, to: string])[] = [
  ["ي", "ی"],
  ["ى", "ی"],
  ["ې", "ی"],
  ["ۍ", "ی"],
  ["ێ", "ی"],
  ["ئ", "ی"],
  ["ك", "ک"],
  ["ڪ", "ک"],
  ["ة", "ه"],
  ["ۀ", "ه"],
  ["ە", "ه"],
  ["ھ", "ه"],
  ["ہ", "ه"],
  ["ؤ", "و"],
  ["ۆ", "و"],
  ["أ", "ا"],
  ["إ", "ا"],
  ["آ", "ا"],
  ["ٱ", "ا"],
  ["ڕ", "ر"],
  ["ڵ", "ل"],
]

const classes = new Uint8Array(65536).fill(CharClass.mark)
const folded = new Uint16Array(65536)
for (let c = 0; c < 65536; c++) folded[c] = c

function letters(from: number, to: number): void {
  for (let c = from; c <= to; c++) classes[c] = CharClass.letter
}
letters(0x61, 0x7a)
letters(0xc0, 0x24f)
letters(0x370, 0x52f)
letters(0x5d0, 0x5ea)
letters(0x620, 0x64a)
letters(0x66e, 0x6d3)
letters(0x6fa, 0x6ff)
letters(0x750, 0x77f)
letters(0x8a0, 0x8b4)
classes[0x6d5] = CharClass.letter
for (let c = 0x41; c <= 0x5a; c++) {
  classes[c] = CharClass.letter
  folded[c] = c + 32
}
for (let c = 0xc0; c <= 0x24f; c++) {
  const base = String.fromCharCode(c).normalize("NFD").charCodeAt(0)
  const lower = String.fromCharCode(base).toLowerCase()
  folded[c] = lower.length === 1 ? lower.charCodeAt(0) : c
}
classes[0xd7] = CharClass.mark
classes[0xf7] = CharClass.mark
for (const [zero, count] of [
  [0x30, 10],
  [0x660, 10],
  [0x6f0, 10],
] as const) {
  for (let i = 0; i < count; i++) {
    classes[zero + i] = CharClass.digit
    folded[zero + i] = 0x30 + i
  }
}
for (const [from, to] of LETTER_FOLDS) {
  classes[from.charCodeAt(0)] = CharClass.letter
  folded[from.charCodeAt(0)] = to.charCodeAt(0)
}
// Diacritics, tatweel, a lone hamza, Quranic marks; bidi controls, joiners that show nothing, soft hyphen, selectors.
for (const [from, to] of [
  [0x610, 0x61a],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6dc],
  [0x6df, 0x6e8],
  [0x6ea, 0x6ed],
  [0x621, 0x621],
  [0x300, 0x36f],
  [0x200b, 0x200b],
  [0x200d, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0x61c, 0x61c],
  [0xad, 0xad],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const) {
  for (let c = from; c <= to; c++) classes[c] = CharClass.drop
}
classes[0x200c] = CharClass.joiner
for (const c of [0x20, 0x09, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0x0b, 0x0c]) classes[c] = CharClass.space
for (let c = 0x2000; c <= 0x200a; c++) classes[c] = CharClass.space
for (const c of [0x0a, 0x0d, 0x85, 0x2028, 0x2029]) classes[c] = CharClass.newline

/** Presentation forms (ﻻ, ﷲ, ﯽ …): what each unfolds to. */
const presentation = new Map<number, string>()
for (const [from, to] of [
  [0xfb50, 0xfdff],
  [0xfe70, 0xfefc],
] as const) {
  for (let c = from; c <= to; c++) {
    const plain = String.fromCharCode(c).normalize("NFKC")
    let out = ""
    for (let i = 0; i < plain.length; i++) {
      const unit = plain.charCodeAt(i)
      if (classes[unit] === CharClass.letter) out += String.fromCharCode(folded[unit]!)
    }
    if (out !== "" && plain.charCodeAt(0) !== c) {
      presentation.set(c, out)
      classes[c] = CharClass.letter
    }
  }
}

/**
 * What the tokeniser needs to know of each UTF-16 code unit in one look: its class times 65,536, plus the letter it
 * folds to. That letter is 0 where it unfolds to several, which `unfoldUnit` gives.
 */
export const UNITS: Int32Array = new Int32Array(65536)
for (let c = 0; c < 65536; c++) {
  const out = presentation.get(c)
  const letter = out === undefined ? folded[c]! : out.length === 1 ? out.charCodeAt(0) : 0
  UNITS[c] = (classes[c]! << 16) | letter
}

/** The letters that one code unit of class letter or digit unfolds to. */
export function unfoldUnit(unit: number): string {
  return presentation.get(unit) ?? String.fromCharCode(folded[unit]!)
}

/**
 * A text with every letter folded, words parted by single spaces, marks left out: what search compares.
 * ZWNJ parts words too, so «هفت‌تپه» and «هفت تپه» fold to the same.
 */
export function foldText(text: string): string {
  let out = ""
  let gap = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const kind = classes[unit]
    if (kind === CharClass.letter || kind === CharClass.digit) {
      if (gap && out !== "") out += " "
      gap = false
      out += unfoldUnit(unit)
    } else if (kind !== CharClass.drop) gap = true
  }
  return out
}

/** Is a folded word written in Latin letters? */
export function isLatinWord(word: string): boolean {
  const unit = word.charCodeAt(0)
  return unit >= 0x61 && unit <= 0x7a
}
