import { describe, expect, test } from "vitest"
import { type NamedValue, suggest } from "./names.ts"

const VALUES: readonly NamedValue[] = [
  { field: "province", code: "p6", names: ["خوزستان", "Khuzestan"] },
  { field: "workplace", code: "w1", names: ["نیشکر هفت‌تپه", "Haft Tappeh Sugar Cane"] },
  { field: "place", code: "c1", names: ["هفت‌تپه", "Haft Tappeh"] },
  { field: "place", code: "c2", names: ["هفتکل", "Haftkel"] },
]
const COUNTS: Readonly<{ [code: string]: number }> = { p6: 5, w1: 9, c1: 2, c2: 0 }

describe("suggest", () => {
  const cases: readonly [typed: string, codes: readonly string[]][] = [
    ["هفت", ["c1", "w1"]],
    ["هفت ت", ["c1", "w1"]],
    ["هفتتپه", ["c1", "w1"]],
    ["haft", ["w1", "c1"]],
    ["khuz", ["p6"]],
    ["تپه هفت", []],
    ["هفتکل", []],
    ["", []],
    ["!", []],
  ]
  for (const [typed, codes] of cases)
    test(`suggests for “${typed}” what has it, beginnings first`, () =>
      expect(suggest(typed, VALUES, (value) => COUNTS[value.code]!, 5).map(({ code }) => code)).toEqual(codes))

  test("suggests no more than asked", () =>
    expect(suggest("haft", VALUES, () => 1, 1)).toEqual([{ ...VALUES[2], count: 1 }]))
})
