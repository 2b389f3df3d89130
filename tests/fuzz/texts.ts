import { builtInKnowledge, type ReportInput } from "@karnegar/coder"
import fc from "fast-check"

/** Words of the lexicon and names of the gazetteer, every so many of them. */
function knownWords(): string[] {
  const knowledge = builtInKnowledge()
  const words = new Set<string>()
  for (const [, , , , pattern] of knowledge.raw.terms) {
    for (const word of pattern.split(/[ (){}|…]/)) if (word !== "") words.add(word)
  }
  let n = 0
  for (const { name, nameEn } of knowledge.places.values()) {
    if (n++ % 4 !== 0) continue
    words.add(name)
    if (nameEn !== "") words.add(nameEn)
  }
  for (const { name } of knowledge.workplaces.values()) words.add(name)
  for (const { name } of knowledge.organisations.values()) words.add(name)
  return [...words]
}

const SAID = [
  "کارگران نیشکر",
  "معلمان",
  "بازنشستگان تأمین اجتماعی",
  "تجمع کردند",
  "دست از کار کشیدند",
  "اعتصاب خواهند کرد",
  "تجمع نکردند",
  "اگر تا شنبه",
  "در اعتراض به",
  "پرداخت نشدن حقوق",
  "مقابل مجلس",
  "در اهواز، شوش و",
  "۲۳ مهر ۱۴۰۰",
  "سه‌شنبه گذشته",
  "برای چهارمین روز متوالی",
  "از اول مهر تا ۱۵ آبان",
  "حدود ۳۰۰ نفر",
  "در حمایت از",
  "به دعوت شورای هماهنگی",
  "بازداشت شدند",
  "workers went on strike",
  "on 12 June 2021",
  "about 300 people",
  "did not gather",
]
const MARKS = [..."«»()[]:؛،.!؟?#@/-–…\"'*•🔹✊🏽"]
const ODD = [
  "\u200c",
  "\u200d",
  "\u200e",
  "\u202e",
  "\u2066",
  "\u2069",
  "\ufeff",
  "\u00ad",
  "\u0640",
  "\u064b",
  "\u0654",
  "\ud83d",
  "\ude00",
  "👩‍🏭",
  "🇮🇷",
  "ﷺ",
  "ﻻ",
  "ﮐ",
  "\u0000",
  "\u001b[2J",
  "\u2028",
  "工人",
  "עובדים",
  "ي",
  "ك",
  "ة",
]
const TAILS = ["ها", "های", "ی", "‌ها", "‌ای", "شان", "_", "می", "ن", "s", "ing", "'s"]

const piece = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...knownWords()) },
  { weight: 8, arbitrary: fc.constantFrom(...SAID) },
  { weight: 3, arbitrary: fc.constantFrom(...MARKS) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: fc.constantFrom(...TAILS) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 99_999 }).map((n) => n.toLocaleString("fa", { useGrouping: false })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000_000 }).map((n) => n.toLocaleString("en")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
)
const between = fc.constantFrom(" ", " ", " ", " ", " ", " ", "", "\u200c", "\n", "\n\n", ". ", "، ", "_", "\t", "\r\n")

/** Texts of words that the coder knows, bent and parted in every way. */
export const knownTexts = fc
  .array(fc.tuple(piece, between), { maxLength: 60, size: "max" })
  .map((pieces) => pieces.flat().join(""))

/** Texts of any code units, and tokens without end. */
export const noiseTexts = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: "binary", maxLength: 200, size: "max" }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...ODD, ...MARKS, ...TAILS), { maxLength: 120, size: "max" })
      .map((all) => all.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(piece, fc.integer({ min: 1, max: 600 })).map(([one, n]) => one.repeat(n).slice(0, 4096)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(piece, piece, fc.integer({ min: 1, max: 200 }))
      .map(([a, b, n]) => `${a} ${b} `.repeat(n).slice(0, 4096)),
  },
)

/** A report with such a text, with or without its day and language. */
export function reportsOf(texts: fc.Arbitrary<string>): fc.Arbitrary<ReportInput> {
  return fc.record({
    id: fc.constant("fuzz"),
    text: texts,
    published: fc.constantFrom(null, "2017-03-21", "2020-02-29", "2021-10-16", "2024-12-31"),
    lang: fc.constantFrom(null, null, null, "fa", "en", "prs"),
  })
}
