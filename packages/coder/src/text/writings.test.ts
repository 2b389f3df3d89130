import { describe, expect, test } from "vitest"
import { readDoc } from "./read-doc.ts"

/** Words and numbers of a text, without its marks. */
function wordsOf(text: string): readonly string[] {
  const doc = readDoc(text)
  return doc.words.filter((_, i) => doc.kinds[i]! < 2)
}

describe("readDoc reads alike", () => {
  const alike: readonly (readonly [name: string, one: string, other: string])[] = [
    ["several spaces and one", "کارخانه    تعطیل", "کارخانه تعطیل"],
    ["spaces around a text and none", "   کارخانه تعطیل ", "کارخانه تعطیل"],
    ["a number that touches a word and one that does not", "مسیر ۹کیلومتری", "مسیر ۹ کیلومتری"],
    ["a word that touches a number and one that does not", "مسیر۹ کیلومتری", "مسیر ۹ کیلومتری"],
    ["two half-spaces and one", "پتروشیمی‌‌ها", "پتروشیمی‌ها"],
    ["a half-space beside a space and none", "کارگر ‌‌نیشکر", "کارگر نیشکر"],
    ["half-spaces around a word and none", "‌‌نیشکر‌‌", "نیشکر"],
    ["tatweel and none", "کـــارگر", "کارگر"],
    [
      "a plural in one word, with a half-space and apart",
      "کارخانهها کارخانه‌ها کارخانه ها",
      "کارخانه‌ها کارخانه‌ها کارخانه‌ها",
    ],
    ["diacritics and none", "کارگَرانِ نِیشکَر", "کارگران نیشکر"],
    ["a hamza seat and the letter", "مسئول رؤسا تأمین", "مسیول روسا تامین"],
    ["digits of three scripts", "ساعت ۱۸ و ١٨", "ساعت 18 و 18"],
    ["quotation marks of two kinds", '"دست‌نوشته"', "«دست‌نوشته»"],
    ["verbs with می in one word, with a half-space and apart", "نمیدانند می‌گیرند می گیرند", "نمی‌دانند میگیرند میگیرند"],
    ["words that begin with می as they are", "میدان میانه میخ", "میدان میانه میخ"],
    ["Arabic letters and Persian ones", "كارگري", "کارگری"],
    ["presentation forms and letters", "ﻧﻴﺸﻜﺮ", "نیشکر"],
    ["a ligature and its letters", "ﷲ", "الله"],
    ["brackets with spaces and without", "  (سه ماه)   ", "(سه ماه)"],
    ["nothing and spaces", "   ", ""],
  ]
  for (const [name, one, other] of alike) test(name, () => expect(wordsOf(one)).toEqual(wordsOf(other)))
})

describe("readDoc keeps apart what a normaliser would join or change", () => {
  const apart: readonly (readonly [text: string, words: readonly string[], because: string])[] = [
    ["اعتصاااااب", ["اعتصاااااب"], "letters said long may be another word; the lexicon lists what is written so"],
    [
      "زمین لرزه ای",
      ["زمین", "لرزهای"],
      "compounds are two words of a phrase, so that half-space and space are the same",
    ],
    ["زمین‌لرزه", ["زمین", "لرزه"], "the same, from the other side"],
    ["گفته خواهد شد", ["گفته", "خواهد", "شد"], "tenses of several words are phrases of the lexicon's verbs"],
    ["۱۰٫۴۵۰", ["10", "450"], "a decimal mark parts two numbers; only before a scale are they one (readNumber)"],
    ["ماه می سال", ["ماه", "می", "سال"], "may is a month unless a verb follows"],
    ["درود ﷺ", ["درود", "صلیاللهعلیهوسلم"], "a ligature is its letters; nothing is taken away"],
    ["﷽ آغاز", ["اغاز"], "a sign that Unicode gives no letters is a mark"],
    ["کارگر گر", ["کارگر", "گر"], "derivation is no inflection"],
    ["صداوسیما", ["صداوسیما"], "no word is split without a half-space: a dictionary would split names"],
  ]
  for (const [text, words, because] of apart) test(`«${text}»: ${because}`, () => expect(wordsOf(text)).toEqual(words))
})

describe("readDoc gives each token a lasting number", () => {
  test("the same for the same word, in whatever report", () => {
    const [one, other] = [readDoc("کارگران تجمع کردند"), readDoc("تجمع کارگران")]
    expect(one.vocabulary).toBe(other.vocabulary)
    expect([other.ids[0], other.ids[1]]).toEqual([one.ids[1], one.ids[0]])
    expect(one.vocabulary.words[one.ids[0]!]).toBe("کارگران")
  })

  test("but none to handles and to words that are too long to keep", () => {
    const doc = readDoc(`@kanal ${"ک".repeat(65)} ${"ک".repeat(64)}`)
    expect([...doc.ids].map((id) => id > 0)).toEqual([false, false, true])
    expect(doc.words[1]).toBe("ک".repeat(65))
  })

  test("and leaves a document as it was when others are read after it", () => {
    const doc = readDoc("یک دو سه.\nچهار")
    const before = JSON.stringify([doc.words, [...doc.starts], [...doc.ends], [...doc.sentenceOf], doc.sentences])
    for (let i = 0; i < 500; i++) readDoc("هزار و یک شب ".repeat(40 + i))
    expect(JSON.stringify([doc.words, [...doc.starts], [...doc.ends], [...doc.sentenceOf], doc.sentences])).toBe(before)
  })

  test("and goes on when the vocabulary is begun anew", () => {
    const letters = "ابپتجچحخدر"
    const many = (from: number) =>
      Array.from({ length: 60_000 }, (_, i) => [...String(from + i)].map((d) => letters[Number(d)]).join("")).join(" ")
    const first = readDoc("کارگران").vocabulary
    for (const from of [1_000_000, 2_000_000, 3_000_000]) readDoc(many(from))
    const doc = readDoc("کارگران تجمع")
    expect(doc.vocabulary).not.toBe(first)
    expect(doc.words).toEqual(["کارگران", "تجمع"])
  })
})

test("readDoc cuts a stretch that has no end after 256 tokens", () => {
  expect(readDoc("کارگر ".repeat(600)).sentences).toEqual([
    [0, 256],
    [256, 512],
    [512, 600],
  ])
})
