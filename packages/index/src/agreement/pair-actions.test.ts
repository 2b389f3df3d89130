import { describe, expect, test } from "vitest"
import { type PairedBy, pairActions } from "./pair-actions.ts"

const ONE: PairedBy = { forms: ["strike"], workforce: "mining", places: ["p1"], day: "2026-01-02", status: "held" }

describe("pairActions", () => {
  const cases: readonly (readonly [string, readonly PairedBy[], readonly PairedBy[], unknown])[] = [
    ["pairs what is the same", [ONE], [ONE], [[0, 0]]],
    ["finds nothing in two empty codings", [], [], []],
    ["leaves alone what the other has not", [ONE], [], [[0, null]]],
    ["pairs in spite of another place when the day is one", [ONE], [{ ...ONE, places: ["p2"] }], [[0, 0]]],
    [
      "never pairs another place on another day",
      [ONE],
      [{ ...ONE, places: ["p2"], day: "2026-01-03" }],
      [
        [0, null],
        [null, 0],
      ],
    ],
    [
      "never pairs what shares a day alone",
      [ONE],
      [{ ...ONE, places: ["p2"], forms: ["gathering"], workforce: "oil" }],
      [
        [0, null],
        [null, 0],
      ],
    ],
    [
      "takes the most alike first, whatever the order",
      [{ ...ONE, forms: ["gathering"] }, ONE],
      [ONE, { ...ONE, status: "ended" }],
      [
        [0, 1],
        [1, 0],
      ],
    ],
  ]
  for (const [name, ones, others, want] of cases) test(name, () => expect(pairActions(ones, others)).toEqual(want))
})
