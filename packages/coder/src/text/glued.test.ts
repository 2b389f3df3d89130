import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { GLUED } from "../lexicon/generated-glued.ts"
import { foldText } from "./fold.ts"
import { readDoc } from "./read-doc.ts"

/** Words that stand in some pattern of the lexicon. */
const inPatterns = new Set(RAW.terms.flatMap(([, , , , pattern]) => foldText(pattern).split(" ")))
/** Letters that join no letter behind them. */
const NEVER_JOINS = /[اآدذرزژو]$/

/** What is wrong with a pair of `glued-words.csv`; null: nothing. */
function faultOf(first: string, behind: string): string | null {
  if (!NEVER_JOINS.test(first)) return `«${first}» ends in a letter that joins the next`
  if (inPatterns.has(foldText(first + behind))) return `«${first}${behind}» is a word of the lexicon`
  return null
}

describe("glued-words.csv", () => {
  for (const [first, behind] of GLUED) {
    test(`«${first}» is parted from each word behind it`, () => {
      for (const word of behind)
        expect(readDoc(`${first}${word} شنبه`).words).toEqual(readDoc(`${first} ${word} شنبه`).words)
    })
    test(`«${first}» makes no word of its own with any of them`, () =>
      expect(behind.flatMap((word) => faultOf(first, word) ?? [])).toEqual([]))
  }

  const planted: readonly (readonly [first: string, behind: string, told: string])[] = [
    ["در", "مان", "«درمان» is a word of the lexicon"],
    ["به", "کار", "«به» ends in a letter that joins the next"],
  ]
  for (const [first, behind, told] of planted)
    test(`would be told of «${first}${behind}»`, () => expect(faultOf(first, behind)).toBe(told))
})
