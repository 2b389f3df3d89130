import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { HOSTILE } from "../../../../../bench/hostile.mjs"
import { COPIES, NOT_NEAR, OTHER, REPORT } from "../../../../../tests/support/near-copies.ts"
import { sharedWords } from "./shared-words.ts"

describe("sharedWords", () => {
  const cases: readonly (readonly [name: string, a: string, b: string, shared: number, contained: number])[] = [
    ["is all for equal texts", REPORT, REPORT, 1, 1],
    ["is nothing for texts without a common run", REPORT, OTHER, 0, 0],
    ["counts words, not runs", "یک دو سه چهار پنج", "یک دو سه شش هفت", 0.6, 0.6],
    ["takes no account of where a run stands", "یک دو سه چهار پنج شش", "چهار پنج شش یک دو سه", 1, 1],
    ["needs three words in order", "یک دو سه چهار", "چهار سه دو یک", 0, 0],
    ["says how much of the shorter text the longer one holds", "یک دو سه", "یک دو سه چهار پنج شش", 6 / 9, 1],
    ["leaves out marks, handles and addresses", "یک، دو! سه.", "«یک» دو @k سه https://t.me/x", 1, 1],
    ["tells numbers apart", "یک ۲ سه", "یک ۳ سه", 0, 0],
    ["is all for equal texts of two words", "اعتصاب سراسری", "اعتصاب  سراسری", 1, 1],
    ["is nothing for two words within more", "اعتصاب سراسری", "اعتصاب سراسری معلمان", 0, 0],
    ["is nothing for empty texts", "", "", 0, 0],
    ["is nothing for an empty text and another", "", REPORT, 0, 0],
    ["counts a word once where runs overlap", "یک یک یک یک", "یک یک یک", 1, 1],
  ]
  for (const [name, a, b, shared, contained] of cases)
    test(name, () => {
      expect(sharedWords(a, b)).toEqual({ shared, contained })
      expect(sharedWords(b, a)).toEqual({ shared, contained })
    })

  for (const [name, edit] of COPIES)
    test(`is more than 0.7 for a copy ${name}`, () =>
      expect(sharedWords(REPORT, edit(REPORT)).shared).toBeGreaterThan(0.7))
  for (const [name, one, other] of NOT_NEAR)
    if (one !== other)
      test(`is less than 0.4 for reports ${name}`, () => expect(sharedWords(one, other).shared).toBeLessThan(0.4))

  test("is the same both ways round, and from 0 to 1", () => {
    const words = fc.array(fc.constantFrom("یک", "دو", "سه", "چهار"), { maxLength: 30 }).map((list) => list.join(" "))
    fc.assert(
      fc.property(words, words, (a, b) => {
        const one = sharedWords(a, b)
        const other = sharedWords(b, a)
        expect(one).toEqual(other)
        for (const share of [one.shared, one.contained]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 500 },
    )
  })

  for (const [name, make] of Object.entries(HOSTILE))
    test(`takes ${name}`, () => {
      const text = make(65_536)
      const share = sharedWords(text, text).shared
      expect(share === 0 || share === 1).toBe(true)
    })

  test("takes a million letters of different words", () => {
    const text = Array.from({ length: 150_000 }, (_, i) => i.toString(36)).join(" ")
    expect(sharedWords(text, text)).toEqual({ shared: 1, contained: 1 })
  })
})
