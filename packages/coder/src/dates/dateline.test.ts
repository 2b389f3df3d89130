import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { readDoc } from "../text/read-doc.ts"
import { dateWordsOf } from "./date-words.ts"
import { readDateline } from "./dateline.ts"

const words = dateWordsOf(RAW)

describe("readDateline", () => {
  const cases: readonly [name: string, text: string, want: string | null][] = [
    ["at the foot", "کارگران تجمع کردند.\n\n۱۴۰۳/۱۱/۲۸", "2025-02-16 line"],
    ["at the head", "۲۳ مهر ۹۸\nکارگران تجمع کردند.", "2019-10-15 line"],
    ["with a weekday", "سه‌شنبه ۲۳ مهر ۱۳۹۸\nکارگران تجمع کردند.", "2019-10-15 line"],
    ["with a label and an hour", "تاریخ انتشار: ۱۴۰۳/۱۱/۲۸ ساعت ۱۰:۳۰\nکارگران تجمع کردند.", "2025-02-16 line"],
    ["in English", "Workers rallied.\n26 June 2021", "2021-06-26 line"],
    ["said as today", "امروز سه‌شنبه ۲۳ مهر ۱۳۹۸ کارگران تجمع کردند.", "2019-10-15 today"],
    ["in brackets", "(۱۴۰۳/۱۱/۲۸)\nکارگران تجمع کردند.", "2025-02-16 line"],
    ["not without a year", "۲۳ مهر\nکارگران تجمع کردند.", null],
    ["not inside a sentence", "کارگران در ۲۳ مهر ۹۸ در برابر فرمانداری تجمع کردند.", null],
    ["not a month", "مهر ۹۸\nکارگران تجمع کردند.", null],
    ["not a stretch", "از ۲۳ مهر ۹۸\nکارگران تجمع کردند.", null],
    ["not in the middle of a long text", `${"یک خط.\n".repeat(6)}۱۴۰۳/۱۱/۲۸\n${"یک خط.\n".repeat(6)}`, null],
    ["not yesterday", "دیروز ۲۳ مهر ۹۸ کارگران در برابر فرمانداری تجمع کردند.", null],
    ["not in an empty text", "", null],
  ]
  for (const [name, text, want] of cases) {
    test(`finds the day ${name}`, () => {
      const found = readDateline(readDoc(text), words)
      expect(found === null ? null : `${found.day} ${found.by}`).toBe(want)
      if (found !== null) expect(readDoc(text).text.slice(...found.span)).not.toBe("")
    })
  }
})
