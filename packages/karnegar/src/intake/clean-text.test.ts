import { describe, expect, test } from "vitest"
import { cleanText } from "./clean-text.ts"

describe("cleanText", () => {
  const cases: readonly (readonly [written: string, text: string, takenOut: number])[] = [
    ["  الف \r\n ب\rپ\u2029ت\u0000\u0007 ", "الف \n ب\nپ\nت", 0],
    ["\ud800", "\ufffd", 0],
    ["6037991111111112", "[…]", 1],
    ["(۶۰۳۷ ۹۹۱۱ ۱۱۱۱ ۱۱۱۲)", "([…])", 1],
    ["6037-9911-1111-1113", "6037-9911-1111-1113", 0],
    ["60379911111111120", "60379911111111120", 0],
    ["شماره 1234567890123", "شماره 1234567890123", 0],
    ["a.b+c@mail.example.org.", "[…].", 1],
    ["پیام‌رسان @kanal_nemune و x@y و @a.b", "پیام‌رسان @kanal_nemune و x@y و @a.b", 0],
    ["a@b.c@d.e", "[…]@d.e", 1],
    ["«a@b.ir»، c@d.ir", "«[…]»، […]", 2],
  ]
  for (const [written, text, takenOut] of cases) {
    test(JSON.stringify(written), () => expect(cleanText(written)).toEqual({ text, takenOut }))
  }
  test("changes nothing of what it gave", () => {
    for (const [written] of cases) {
      const { text } = cleanText(written)
      expect(cleanText(text).text).toBe(text)
    }
  })
})
