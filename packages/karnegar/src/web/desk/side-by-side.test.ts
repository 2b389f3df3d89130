import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { EMPTY_FIELDS } from "../../record/fields.ts"
import { registersFrom } from "../../record/registers.ts"
import { DeskNames } from "./names.ts"
import { sideBySide } from "./side-by-side.ts"

const names = new DeskNames(registersFrom(builtInKnowledge()), "en")
const STRIKE = {
  ...EMPTY_FIELDS,
  forms: ["strike"],
  workforce: "sugar",
  start: "2024-05-05",
  precision: "day",
} as const

describe("sideBySide", () => {
  test("marks what one alone tells, value by value, and leaves out what neither tells", () => {
    const rows = sideBySide(
      { ...STRIKE, demands: ["unpaid_wages", "insurance"], participants: { min: 200, max: 300 } },
      { ...STRIKE, demands: ["insurance"], end: "2024-05-06" },
      "en",
      names,
    )
    const row = (name: string) => rows.find((r) => r.name === name)
    expect(row("forms")).toMatchObject({ differs: false })
    expect(row("demands")!.one.map((value) => value.shared)).toEqual([false, true])
    expect(row("demands")!.other).toEqual([row("demands")!.one[1]])
    expect(row("when")!.one[0]!.text).toMatch(/5 May 2024/)
    expect(row("when")!.differs).toBe(true)
    expect(row("participants")).toMatchObject({ differs: true, other: [] })
    expect(row("establishments")).toBeUndefined()
  })

  test("marks nothing of two that tell the same", () => {
    expect(sideBySide(STRIKE, { ...STRIKE }, "fa", names).some((row) => row.differs)).toBe(false)
  })
})
