import { codeReport } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { HOSTILE } from "../../bench/hostile.mjs"
import { growthOf, MOST_GROWTH } from "./growth.ts"

const LETTERS = 24_000
const PUBLISHED = "2021-03-20"

const code = (text: string) => {
  codeReport({ id: "hostile", text, published: PUBLISHED })
}

describe("coding costs at most 2.6 times more for twice the text of", () => {
  const shapes = Object.entries(HOSTILE)
  test("at least twenty shapes", () => expect(shapes.length).toBeGreaterThanOrEqual(20))
  for (const [name, make] of shapes) test(name, () => expect(growthOf(code, make, LETTERS)).toBeLessThan(MOST_GROWTH))

  test("no coder that looks over all words for each", () => {
    const planted = (text: string) => {
      code(text)
      const words = text.split(" ")
      let same = 0
      for (const a of words) for (const b of words) if (a === b) same++
      expect(same).toBeGreaterThan(0)
    }
    // Of a short text coding, which is linear, costs more than what was planted, and would hide it.
    expect(growthOf(planted, HOSTILE["one word for an act"]!, 16_000)).toBeGreaterThan(MOST_GROWTH)
  })
})
