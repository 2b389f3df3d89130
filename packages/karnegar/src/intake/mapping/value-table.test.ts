import { describe, expect, test } from "vitest"
import { patternOf, type ValueRow, valueTable } from "./value-table.ts"

const row = (written: string, codes: string, match: ValueRow["match"] = "words"): ValueRow => ({
  written,
  match,
  codes: codes.split("|").filter((code) => code !== ""),
})

const table = valueTable([
  row("pay", "wage"),
  row("pay", "pay-alone", "whole"),
  row("sexual harassment|abuse", "women"),
  row("harassment", "conditions"),
  row("reinstat*", "back"),
  row("reinstat* … union activist|activists", "back|union"),
  row("union", "union"),
  row("covid-19", "epidemic"),
  row("sick|ill pay", "wage"),
  row("sick pay", "ill"),
  row("sick leave", ""),
  row("حقوق معوقه", "arrears"),
])

const cases: readonly (readonly [name: string, value: string, want: readonly string[] | null])[] = [
  ["lets a row for the whole value go first", "PAY ", ["pay-alone"]],
  ["finds words in a longer value", "Better pay for all", ["wage"]],
  ["finds words, not letters within words", "payroll", null],
  ["gives the codes of all patterns in the order of the words", "union and pay", ["union", "wage"]],
  ["lets the longer pattern stand for the words it takes", "end sexual harassment", ["women"]],
  ["counts a shorter pattern where it stands by itself", "sexual abuse, harassment", ["women", "conditions"]],
  ["takes any ending behind an asterisk", "reinstatement of all", ["back"]],
  ["takes up to five words in a gap", "reinstate the two fired young union activists", ["back", "union"]],
  ["gives the codes of two patterns that take the same words", "sick pay", ["wage", "ill"]],
  ["takes no more than five", "reinstate one two three four five six union activists", ["back", "union"]],
  ["folds punctuation in patterns and values alike", "Covid 19 rules", ["epidemic"]],
  ["tells what is known to have no code from what isn't known", "sick leave", []],
  ["knows nothing of other words", "parking", null],
  ["folds Persian letters", "حقوق‌ معوقة", ["arrears"]],
  ["finds nothing in nothing", "", null],
]

describe("valueTable", () => {
  for (const [name, value, want] of cases) test(name, () => expect(table.find(value)).toEqual(want))
  test("takes a value of endless words in its stride", () => {
    const started = performance.now()
    table.find("reinstate ".repeat(200_000))
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe("patternOf", () => {
  for (const bad of ["", "…", "pay …", "… pay", "a-b|c", "!"])
    test(`refuses «${bad}»`, () => expect(() => patternOf(bad)).toThrow(RangeError))
})
