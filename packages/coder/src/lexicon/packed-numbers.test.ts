import fc from "fast-check"
import { expect, test } from "vitest"
import { NumberReader, NumberWriter } from "./packed-numbers.ts"

test("NumberReader reads what a NumberWriter wrote", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(64), fc.nat(2 ** 30))), (numbers) => {
      const out = new NumberWriter()
      for (const number of numbers) out.write(number)
      const text = out.text()
      expect(text).toMatch(/^[A-Za-z0-9_-]*$/)
      const back = new NumberReader(text)
      expect(numbers.map(() => back.read())).toEqual(numbers)
    }),
  )
})
