import { codeReport } from "@karnegar/coder"
import fc from "fast-check"
import { expect, test } from "vitest"
import { faultOf } from "./faults.ts"
import { knownTexts, reportsOf } from "./texts.ts"

test("codes 120,000 texts of known words without a crash, a hang or a false span, the same each time", () => {
  fc.assert(
    fc.property(reportsOf(knownTexts), (input) => {
      const fault = faultOf(codeReport, input)
      if (fault !== null) expect(fault).toBeNull()
    }),
    { numRuns: 120_000, seed: 1403 },
  )
}, 900_000)
