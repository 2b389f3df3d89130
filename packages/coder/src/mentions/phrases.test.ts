import { expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { PACKED } from "../lexicon/generated-phrases.ts"
import { compilePhrases, packPhrases } from "./phrases.ts"

// When this fails, the coder's reading of patterns changed after the lexicon was packed: npm run lexicon:build.
test("the packed phrases are what the lexicon's patterns come to", () => {
  expect(packPhrases(RAW)).toEqual(PACKED)
})

test("compilePhrases makes the same list of phrases of packed ones as of their patterns", () => {
  expect(compilePhrases(RAW, PACKED).list).toEqual(compilePhrases(RAW).list)
})
