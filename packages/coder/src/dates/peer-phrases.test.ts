import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { readNumber } from "../numbers/read-number.ts"
import { readDoc } from "../text/read-doc.ts"
import { dateWordsOf } from "./date-words.ts"
import { readDates } from "./read-dates.ts"
import { resolveDate } from "./resolve-date.ts"

/** What another Persian date parser's tests hold (its facts, not its code), against our readers. */
const words = dateWordsOf(RAW)
const PUBLISHED = "2023-12-01"

const days: readonly [text: string, day: string][] = [
  ["سه شنبه سوم شهریور ۱۳۹۴", "2015-08-25"],
  ["پنجشنبه چهارم تیر ۱۳۹۴", "2015-06-25"],
  ["شنبه یکم فروردین ۱۳۹۴", "2015-03-21"],
  ["یکشنبه شانزدهم آذر ۱۳۹۳", "2014-12-07"],
  ["دوشنبه دوازدهم آبان ۱۳۹۳", "2014-11-03"],
  ["یکشنبه سیزدهم مهر ۱۳۹۳", "2014-10-05"],
  ["دوشنبه دوم تیر ۱۳۹۳", "2014-06-23"],
  ["یکشنبه سوم فروردین ۱۳۹۳", "2014-03-23"],
  ["پنجشنبه دهم بهمن ۱۳۹۲", "2014-01-30"],
  ["شنبه چهاردهم دی ۱۳۹۲", "2014-01-04"],
  ["جمعه بیستم خرداد ۱۳۹۰", "2011-06-10"],
  ["شنبه نهم مرداد ۱۳۸۹", "2010-07-31"],
  ["پنجشنبه بیست و سوم اردیبهشت ۱۳۸۹", "2010-05-13"],
  ["جمعه سی ام اسفند ۱۳۸۷", "2009-03-20"],
  ["پنجشنبه ۲۶ شهريور ۱۳۹۴ ساعت ۹:۳۲", "2015-09-17"],
  ["دوشنبه ۲۳ شهريور ۱۳۹۴ ساعت ۱۹:۱۱", "2015-09-14"],
  ["جمعه سی ام اسفند ۱۳۸۷ساعت 19:47", "2009-03-20"],
  ["شنبه چهاردهم دی ۱۳۹۲ساعت 12:1", "2014-01-04"],
  ["پنجشنبه 26 شهریور 1394 ساعت ساعت 11 و 01 دقیقه و 47 ثانیه", "2015-09-17"],
  ["پنجشنبه 26 شهریور 1394 ساعت ساعت 10 و 58 دقیقه و 04 ثانیه", "2015-09-17"],
  ["سه شنبه 17 شهریور 1394 ساعت ساعت 18 و 21 دقیقه و 44 ثانیه", "2015-09-08"],
  ["پنجشنبه 11 تیر 1394", "2015-07-02"],
  ["پنجشنبه 26 شهریور 1394 ساعت ساعت 11 و 01 دقیقه", "2015-09-17"],
  ["پنجشنبه 26 شهریور 94 ساعت ساعت 11 و 01 دقیقه", "2015-09-17"],
  ["چهارشنبه 22 شهریور 02 ساعت ساعت 11 و 01 دقیقه", "2023-09-13"],
]
const weekdays: readonly [text: string, weekday: number][] = [
  ["یکشنبه", 1],
  ["روز شنبه", 0],
  ["دوشنبه", 2],
  ["سهشنبه", 3],
  ["چهار شنبه", 4],
  ["پنج شنبه", 5],
  ["جمعه", 6],
]
const months: readonly [text: string, month: number][] = [
  ["فروردین", 1],
  ["اردیبهشت", 2],
  ["خرداد", 3],
  ["مرداد", 5],
  ["شهریور", 6],
  ["آبان", 8],
  ["اسفند", 12],
]
/** Where we differ on purpose. */
const apart: readonly [text: string, why: string][] = [
  ["تیر", "alone it is a bullet or a pole as often as a month: it needs a day, a year or «ماه»"],
  ["مهر", "alone it is affection, or a news agency"],
  ["آذر", "alone it is a given name"],
  ["دی", "alone it is too short to be sure of"],
  ["بهمن", "alone it is an avalanche, or a given name"],
]

describe("a peer's phrases", () => {
  for (const [text, day] of days) {
    test(`give the same day for «${text}», the weekday agreeing; the hour we leave`, () => {
      const found = readDates(readDoc(text), words)
      expect(found.length).toBe(1)
      const resolved = resolveDate(found[0]!, PUBLISHED)
      expect([resolved.start, resolved.problems]).toEqual([day, []])
    })
  }
  for (const [text, weekday] of weekdays) {
    test(`give the same weekday for «${text}»`, () => expect(readDates(readDoc(text), words)[0]?.weekday).toBe(weekday))
  }
  for (const [text, month] of months) {
    test(`give the same month for «${text}»`, () => expect(readDates(readDoc(text), words)[0]?.month).toBe(month))
  }
  for (const [text, why] of apart) {
    test(`differ on «${text}»: ${why}`, () => {
      expect(readDates(readDoc(text), words)).toEqual([])
      expect(readDates(readDoc(`${text}ماه`), words).length).toBe(1)
    })
  }

  test("give the same numbers, but for ten digits, which are a telephone", () => {
    const value = (text: string) => readNumber(readDoc(text), 0, 1, words.numbers)?.value ?? null
    expect(["۰۱", "۲۵", "۶۷۴", "۰۵۶۱۲۷۳۸۹۴"].map(value)).toEqual([1, 25, 674, null])
  })
})
