import { codeReport, type Span } from "@karnegar/coder"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Code, faultOf } from "./faults.ts"
import { knownTexts, noiseTexts, reportsOf } from "./texts.ts"

test("codes 80,000 texts of any code units without a crash, a hang or a false span, the same each time", () => {
  fc.assert(
    fc.property(reportsOf(noiseTexts), (input) => {
      const fault = faultOf(codeReport, input)
      if (fault !== null) expect(fault).toBeNull()
    }),
    { numRuns: 80_000, seed: 1403 },
  )
}, 900_000)

describe("the examination of fuzzed texts finds", () => {
  let calls = 0
  const planted: readonly (readonly [name: string, code: Code])[] = [
    [
      "a crash on one word",
      (input) => {
        if (input.text.includes("مجلس")) throw new Error("planted")
        return codeReport(input)
      },
    ],
    [
      "a hang",
      (input) => {
        const until =
          performance.now() + (input.text.includes("مجلس") ? 210 * Math.max(1, input.text.length / 4096) : 0)
        while (performance.now() < until);
        return codeReport(input)
      },
    ],
    ["an answer that changes from call to call", (input) => ({ ...codeReport(input), id: `${calls++}` })],
    [
      "a span past the end of the text",
      (input) => {
        const coding = codeReport(input)
        const past: Span = [0, input.text.length + 1]
        return coding.actions.length === 0 ? coding : { ...coding, themes: { ...coding.themes, appeals: [past] } }
      },
    ],
    ["a value that is no code", (input) => ({ ...codeReport(input), kind: "rumour" as "report" })],
  ]
  for (const [name, code] of planted) {
    test(name, () => {
      const found = fc.check(
        fc.property(reportsOf(knownTexts), (input) => faultOf(code, input) === null),
        { numRuns: 2_000, seed: 1403, endOnFailure: true },
      )
      expect(found.failed).toBe(true)
    })
  }
})
