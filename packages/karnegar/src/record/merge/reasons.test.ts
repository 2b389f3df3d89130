import { describe, expect, test } from "vitest"
import { REASON_CODES, type Reason, reasonLine, reasonText } from "./reasons.ts"

describe("reasonText", () => {
  const cases: readonly (readonly [Reason, string, string])[] = [
    [{ code: "same_place", points: 2 }, "همان جا", "same place"],
    [{ code: "days_apart", days: 1, points: -1 }, "یک روز فاصله", "one day apart"],
    [{ code: "days_apart", days: 12, points: -1 }, "۱۲ روز فاصله", "12 days apart"],
    [{ code: "words_shared", share: 0.834, points: 3 }, "۸۳ درصد واژه‌ها مشترک", "83 % of words shared"],
    [{ code: "near_town", kilometres: 12.4, points: -2 }, "شهری نزدیک، ۱۲ کیلومتر آن‌سوتر", "a town 12 km away"],
    [{ code: "goes_on", days: 3, points: 1 }, "ادامهٔ همان اقدام، ۳ روز بعد", "told as going on, 3 days later"],
  ]
  for (const [reason, fa, en] of cases) {
    test(`says ${reason.code} as «${fa}»`, () => {
      expect([reasonText(reason, "fa"), reasonText(reason, "en")]).toEqual([fa, en])
    })
  }
  test("has words for every code, in both languages, none left open", () => {
    for (const code of REASON_CODES) {
      for (const lang of ["fa", "en"] as const) {
        const words = reasonText({ code, points: 0, days: 2, share: 0.5, kilometres: 7 } as Reason, lang)
        expect(words).not.toMatch(/[{}]|undefined/)
        expect(words.length).toBeGreaterThan(4)
      }
    }
  })
})

describe("reasonLine", () => {
  test("puts first what weighs most", () => {
    const reasons: Reason[] = [
      { code: "days_apart", days: 1, points: -0.8 },
      { code: "words_shared", share: 0.83, points: 4.4 },
      { code: "same_place", points: 2 },
    ]
    expect(reasonLine(reasons, "fa")).toBe("۸۳ درصد واژه‌ها مشترک، همان جا، یک روز فاصله")
    expect(reasonLine(reasons, "en")).toBe("83 % of words shared, same place, one day apart")
  })
})
