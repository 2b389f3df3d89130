import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { rowsOf } from "../lexicon/raw.ts"
import { readDoc } from "../text/read-doc.ts"
import { compileNumberWords } from "./number-words.ts"
import { readNumber } from "./read-number.ts"
import { compileWordTable } from "./word-table.ts"

const words = compileNumberWords(rowsOf(RAW.tables, "number-words"))

/** `value[..max][th]` and the words left over. */
function read(text: string): string | null {
  const doc = readDoc(text)
  const found = readNumber(doc, 0, doc.count, words)
  if (found === null) return null
  const rest = doc.words.slice(found.past).join(" ")
  return `${found.value}${found.max === null ? "" : `..${found.max}`}${found.ordinal ? "th" : ""}${rest === "" ? "" : ` + ${rest}`}`
}

describe("readNumber", () => {
  const cases: readonly [text: string, want: string | null][] = [
    ["سه", "3"],
    ["بیست و سه", "23"],
    ["بیست‌وسه", "23"],
    ["بیست‌و‌سه", "23"],
    ["هفتاد سومین روز", "73th + روز"],
    ["بیست سه روز", "20 + سه روز"],
    ["صد و بیست و پنج", "125"],
    ["یکصد", "100"],
    ["دویست", "200"],
    ["پانصد و پنجاه", "550"],
    ["هزار", "1000"],
    ["هزار و پانصد", "1500"],
    ["دو هزار و سیصد", "2300"],
    ["دو هزار و سیصد و چهل و پنج", "2345"],
    ["صد هزار", "100000"],
    ["یک میلیون و دویست هزار", "1200000"],
    ["۲ هزار", "2000"],
    ["۲ هزار و ۵۰۰", "2500"],
    ["۲٫۵ میلیون", "2500000"],
    ["۲٬۵۰۰", "2500"],
    ["2,500", "2500"],
    ["٣٠٠", "300"],
    ["سوم", "3th"],
    ["سومین", "3th"],
    ["بیست و سوم", "23th"],
    ["بیست‌ویکم", "21th"],
    ["سی‌ام", "30th"],
    ["سی ام", "30th"],
    ["سی و یکم", "31th"],
    ["صدمین", "100th"],
    ["۲۳م", "23th"],
    ["۴مین", "4th"],
    ["ده‌ها", "20..99"],
    ["دهها", "20..99"],
    ["ده ها", "20..99"],
    ["صدها", "200..999"],
    ["هزاران", "2000..9999"],
    ["چند صد", "200..999"],
    ["چند هزار", "2000..9999"],
    ["ده‌ها هزار", "20000..99999"],
    ["twenty-three", "23"],
    ["twenty three", "23"],
    ["two hundred and fifty", "250"],
    ["a hundred", "100"],
    ["three thousand five hundred", "3500"],
    ["23rd", "23th"],
    ["twenty-third", "23th"],
    ["hundreds", "200..999"],
    ["tens of thousands", "20000..99999"],
    ["سه و چهار", "3 + و چهار"],
    ["سیصد و دویست", "300 + و دویست"],
    ["۳۰۰ و ۲۰۰", "300 + و 200"],
    ["دویست سیصد", "200 + سیصد"],
    ["بیست سه", "20 + سه"],
    ["سه نفر", "3 + نفر"],
    ["یک و نیم", "1 + و نیم"],
    ["1403.11.28", "1403 + . 11 . 28"],
    ["چند نفر", null],
    ["کارگر", null],
    ["۰۲۱۸۸۷۷۶۶۵۵", null],
    ["و سه", null],
    ["میلیونر", null],
  ]
  for (const [text, want] of cases) test(`reads «${text}» as ${want}`, () => expect(read(text)).toBe(want))

  const ones = "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split(" ")
  const tens = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split(" ")
  const hundreds = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split(" ")
  const below = (n: number): string[] => {
    if (n === 0) return []
    if (n < 20) return [ones[n - 1]!]
    if (n < 100) return [tens[Math.floor(n / 10) - 2]!, ...below(n % 10)]
    return [hundreds[Math.floor(n / 100) - 1]!, ...below(n % 100)]
  }

  test("reads every number up to a million as it is spelled out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom(" و ", "‌و‌"), (n, link) => {
        const thousands = Math.floor(n / 1000)
        const head = thousands === 0 ? [] : [`${below(thousands).join(link)} هزار`]
        expect(read([...head, ...below(n % 1000)].join(link))).toBe(String(n))
      }),
      { numRuns: 2000 },
    )
  })
})

describe("compileWordTable", () => {
  test("refuses a phrase with two values", () => {
    expect(() =>
      compileWordTable([
        ["ده", 10],
        ["ده", 11],
      ]),
    ).toThrow("«ده» means 10 and 11")
  })

  test("takes a phrase twice with one value", () => {
    expect(
      compileWordTable([
        ["ده", 10],
        ["ده", 10],
      ]).lists.map((list) => list.length),
    ).toEqual([1])
  })
})
