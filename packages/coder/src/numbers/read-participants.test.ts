import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { rowsOf } from "../lexicon/raw.ts"
import { readDoc } from "../text/read-doc.ts"
import { compileNumberWords } from "./number-words.ts"
import { readParticipants } from "./read-participants.ts"
import { readPlacesCount } from "./read-places-count.ts"

const words = compileNumberWords(rowsOf(RAW.tables, "number-words"))

function people(text: string): string[] {
  return readParticipants(readDoc(text), words).map((p) => `${p.min}-${p.max ?? "∞"} ${p.noun.slice(7)} ${p.role}`)
}

describe("readParticipants", () => {
  const cases: readonly [text: string, want: readonly string[]][] = [
    ["حدود ۳۰۰ نفر تجمع کردند.", ["300-300 person taking_part"]],
    ["بیش از ۳۰۰ نفر تجمع کردند.", ["300-∞ person taking_part"]],
    ["دست‌کم ۳۰۰ نفر تجمع کردند.", ["300-∞ person taking_part"]],
    ["حداقل دویست کارگر اعتصاب کردند.", ["200-∞ worker taking_part"]],
    ["نزدیک به ۳۰۰ معلم در تجمع بودند.", ["300-300 teacher taking_part"]],
    ["۲۰۰ تا ۳۰۰ نفر تجمع کردند.", ["200-300 person taking_part"]],
    ["بین ۲۰۰ و ۳۰۰ نفر تجمع کردند.", ["200-300 person taking_part"]],
    ["دویست سیصد نفر جمع شدند.", ["200-300 person taking_part"]],
    ["ده‌ها نفر از بازنشستگان تجمع کردند.", ["20-99 retiree taking_part"]],
    ["صدها کارگر دست از کار کشیدند.", ["200-999 worker taking_part"]],
    ["هزاران معلم به خیابان آمدند.", ["2000-9999 teacher taking_part"]],
    ["چند صد نفر تجمع کردند.", ["200-999 person taking_part"]],
    ["صدها تن از پرستاران تجمع کردند.", ["200-999 nurse taking_part"]],
    ["۲٬۵۰۰ نفر در راهپیمایی بودند.", ["2500-2500 person taking_part"]],
    ["دو هزار و سیصد کارگر اعتصاب کردند.", ["2300-2300 worker taking_part"]],
    ["تجمع ۱۵۰ کارگر شهرداری.", ["150-150 worker taking_part"]],
    ["تجمع ۳۰۰ کارگر اخراجی در برابر فرمانداری.", ["300-300 worker taking_part"]],
    ["۳۰۰ کارگر در اعتراض به اخراج همکاران خود گرد آمدند.", ["300-300 worker taking_part"]],
    ["۵۰ راننده کامیون تجمع کردند.", ["50-50 driver taking_part"]],
    ["۱۲۰۰ خشت‌زن دست از کار کشیدند.", ["1200-1200 trade taking_part"]],
    ["همه در حیاط جمع شدند. حدود ۲۰۰ نفر بودیم.", ["200-200 person taking_part"]],
    ["about 300 workers rallied", ["300-300 worker taking_part"]],
    ["more than 300 striking oil workers gathered", ["300-∞ worker taking_part"]],
    ["at least 200 drivers joined the strike", ["200-∞ driver taking_part"]],
    ["hundreds of teachers marched", ["200-999 teacher taking_part"]],
    ["tens of thousands of people protested", ["20000-99999 person taking_part"]],
    ["200 to 300 nurses rallied", ["200-300 nurse taking_part"]],
    ["۹ نفر بازداشت شدند.", ["9-9 person affected"]],
    ["بازداشت ۹ نفر از کارگران.", ["9-9 worker affected"]],
    ["در پی اخراج ۲۳ راننده.", ["23-23 driver affected"]],
    ["۱۵ کارگر اخراج شدند.", ["15-15 worker affected"]],
    ["سه نفر از کارگران معدن کشته شدند.", ["3-3 worker affected"]],
    ["پنج معلم به زندان محکوم شدند.", ["5-5 teacher affected"]],
    ["حقوق ۲۰۰ کارگر پرداخت نشده است.", ["200-200 worker affected"]],
    ["آزادی ۵ معلم را خواستند.", ["5-5 teacher affected"]],
    ["15 workers were arrested", ["15-15 worker affected"]],
    ["کارخانه‌ای با ۵۰۰ کارگر.", ["500-500 worker workforce_size"]],
    ["این معدن ۵۰۰ کارگر دارد.", ["500-500 worker workforce_size"]],
    ["۵۰۰ کارگر در این کارخانه شاغل‌اند.", ["500-500 worker unclear"]],
    ["۵۰۰ کارگر در این کارخانه مشغول کارند.", ["500-500 worker workforce_size"]],
    ["از ۴۰۰ کارگر ۵۰ نفر مانده‌اند.", ["400-400 worker workforce_size", "50-50 person unclear"]],
    ["نامه سرگشاده ۱۲۰۰ پرستار.", ["1200-1200 nurse signatories"]],
    ["طوماری با ۴۲۰ امضا.", ["420-420 signature signatories"]],
    ["بیش از ۱۰۰۰ نفر کارزار را امضا کردند.", ["1000-∞ person signatories"]],
    ["کمتر از ۳۰۰ نفر تجمع کردند.", ["300-300 person unclear"]],
    ["شمارشان به ۱۲۰ نفر می‌رسد.", ["120-120 person unclear"]],
    ["جمعی از کارگران تجمع کردند.", []],
    ["گروهی از معلمان تجمع کردند.", []],
    ["شماری از رانندگان اعتصاب کردند.", []],
    ["تعدادی از پرستاران تجمع کردند.", []],
    ["چند نفر تجمع کردند.", []],
    ["یک کارگر اعتصاب غذا کرد.", []],
    ["سومین نفر.", []],
    ["۵۰ دستگاه کامیون.", []],
    ["۲۰۰ کامیون ایستادند.", []],
    ["۱۲ میلیون تومان.", []],
    ["۳۰ درصد کارگران.", []],
    ["سه ماه حقوق کارگران.", []],
    ["۵۰۰ تن نیشکر.", []],
    ["تولید ۵۰۰ تن.", []],
    ["در سال ۱۴۰۰ کارگران تجمع کردند.", []],
    ["۲۰ شهر.", []],
    ["ساعت ۱۰ کارگران تجمع کردند.", []],
    ["30 percent of workers", []],
    ["3 days workers", []],
    ["", []],
  ]
  for (const [text, want] of cases) test(`reads «${text}»`, () => expect(people(text)).toEqual(want))

  test("quotes from the word that bends the number to the noun", () => {
    const text = "روز گذشته بیش از ۳۰۰ نفر از کارگران تجمع کردند."
    const [found] = readParticipants(readDoc(text), words)
    expect(text.slice(...found!.span)).toBe("بیش از ۳۰۰ نفر")
  })

  test("says how a range was got", () => {
    const how = (text: string) => readParticipants(readDoc(text), words)[0]?.how
    expect([how("صدها کارگر"), how("۳۰۰ کارگر")]).toEqual(["inferred", "stated"])
  })

  test("counts nobody by the year of a date", () => {
    const doc = readDoc("June 2021 workers rallied")
    expect(readParticipants(doc, words, [{ first: 0, past: 2 }])).toEqual([])
    expect(readParticipants(doc, words).length).toBe(1)
  })
})

describe("readPlacesCount", () => {
  const cases: readonly [text: string, want: readonly string[]][] = [
    ["در بیش از ۷۰ شهر تجمع شد.", ["70+ town"]],
    ["تهران و ۱۴ شهر دیگر.", ["14 town others"]],
    ["معلمان در ۲۵ شهر تجمع کردند.", ["25 town"]],
    ["در ۲۵ شهر و ۱۰ استان.", ["25 town"]],
    ["در شش استان تجمع شد.", ["6 province"]],
    ["در بیست و پنج شهرستان.", ["25 town"]],
    ["دست‌کم ۳۰ نقطه.", ["30+ spot"]],
    ["in more than 80 cities", ["80+ town"]],
    ["Tehran and 14 other cities", ["14 town others"]],
    ["سومین شهر کشور.", []],
    ["ده‌ها شهر.", []],
    ["یک شهر.", []],
    ["۲۵ شهرک.", []],
    ["۲۵ نفر.", []],
    ["", []],
  ]
  for (const [text, want] of cases) {
    test(`reads «${text}»`, () => {
      const found = readPlacesCount(readDoc(text), words)
      expect(found.map((p) => `${p.count}${p.open ? "+" : ""} ${p.kind}${p.others ? " others" : ""}`)).toEqual(want)
    })
  }
})

describe("readParticipants and readPlacesCount on any text", () => {
  const PIECES =
    "حدود بیش از دست‌کم ۳۰۰ صدها ده‌ها هزار و تا بین نفر تن کارگر کارگران شهر استان دیگر بازداشت تجمع شدند با of workers more than 20 - + . ( به".split(
      " ",
    )
  test("give spans that lie in the text, in order, and bounds in order", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((p) => p.join(" ")),
          fc.string({ unit: "binary", maxLength: 100 }),
        ),
        (text) => {
          const doc = readDoc(text)
          for (const list of [readParticipants(doc, words), readPlacesCount(doc, words)]) {
            let last = 0
            for (const m of list) {
              expect(m.first).toBeGreaterThanOrEqual(last)
              expect(m.past).toBeGreaterThan(m.first)
              expect(m.span[1]).toBeGreaterThan(m.span[0])
              expect(m.span[1]).toBeLessThanOrEqual(text.length)
              last = m.first
            }
          }
          for (const p of readParticipants(doc, words))
            expect(p.min >= 2 && (p.max === null || p.max >= p.min)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
