import { describe, expect, test } from "vitest"
import type { Signed } from "./decisions.ts"
import { findWords, foldQuotes, isShort, wordsIn } from "./quotable.ts"

describe("wordsIn", () => {
  for (const [text, count] of [
    ["", 0],
    [" — ", 0],
    ["نان، کار، آزادی!", 3],
    ["دست‌ازکارکشیدن را شروع کردند", 4],
    ["۳ ماه\nحقوق", 3],
  ] as const)
    test(`counts ${count} in «${text}»`, () => expect(wordsIn(text)).toBe(count))
})

describe("isShort", () => {
  test("takes one to 25 words, and no long words of many", () => {
    expect(isShort("کار ".repeat(25))).toBe(true)
    expect(isShort("کار ".repeat(26))).toBe(false)
    expect(isShort("…")).toBe(false)
    expect(isShort("کار‌".repeat(100))).toBe(false)
  })
})

describe("findWords", () => {
  test("finds words as they stand, over lines and signs of direction", () => {
    expect(findWords("ما نان\nمی‌خواهیم \u202Eو کار", "نان می‌خواهیم  و")).toBe("نان می‌خواهیم و")
  })
  for (const wanted of ["نان نمی‌خواهیم", "", " \u200f "])
    test(`finds nothing for «${wanted}»`, () => expect(findWords("ما نان می‌خواهیم", wanted)).toBeNull())
})

describe("foldQuotes", () => {
  const chosen = (entry: number, who: string): Signed => ({
    what: "quote.chosen",
    a: "a1",
    body: { text: "نان" },
    entry,
    who,
  })
  const approved = (entry: number, who: string, people = 2): Signed => ({
    what: "quote.approved",
    a: "a1",
    body: { quote: 1, people },
    entry,
    who,
  })
  for (const [name, decisions, want] of [
    ["waits when it was chosen alone", [chosen(1, "x")], [false]],
    ["stands when another approved it", [chosen(1, "x"), approved(2, "y")], [true]],
    ["waits when the one who chose it approved it too", [chosen(1, "x"), approved(2, "x")], [false]],
    ["stands by one hand where the rule asked for one", [chosen(1, "x"), approved(2, "x", 1)], [true]],
    ["is gone when its choice was taken back, whoever had approved it", [approved(2, "y")], []],
    ["does not stand by the approval of another one", [chosen(3, "x"), approved(4, "y")], [false]],
  ] as const)
    test(name, () => {
      expect(foldQuotes(decisions).map((quote) => quote.approved)).toEqual(want)
      expect(foldQuotes([...decisions].reverse())).toEqual(foldQuotes(decisions))
    })
})
