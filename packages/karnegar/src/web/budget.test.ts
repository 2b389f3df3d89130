import { describe, expect, test } from "vitest"
import { Budget } from "./budget.ts"

describe("Budget", () => {
  let ms = 0
  const taken = (budget: Budget, asked: number) =>
    Array.from({ length: asked }, () => budget.take()).filter(Boolean).length

  test("gives what is there at once, then so many a second, and saves up no more than the most", () => {
    ms = 0
    const budget = new Budget(10, 40, () => ms)
    expect(taken(budget, 100)).toBe(40)
    expect(budget.take()).toBe(false)
    ms = 1_000
    expect(taken(budget, 100)).toBe(10)
    ms = 3_600_000
    expect(taken(budget, 100)).toBe(40)
  })
})
