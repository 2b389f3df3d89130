import { fileURLToPath, pathToFileURL } from "node:url"
import { describe, expect, test } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(`${root}${path}`).href)) as T

interface Reliability {
  readonly table: readonly { readonly from: number; readonly actions: number; readonly right: number | null }[]
  readonly sure: { readonly share: number; readonly right: number | null }
}
const { reliability } = await load<{
  reliability(judged: readonly { confidence: number; right: boolean }[]): Reliability
}>("tools/reliability.mjs")
const { fitWeights } = await load<{
  fitWeights(
    examples: readonly { signs: readonly string[]; right: boolean }[],
    names: readonly string[],
    ridge?: number,
  ): Record<string, number>
}>("tools/confidence.mjs")

describe("reliability", () => {
  test("tells how often what is said is so, by band", () => {
    const judged = [0.95, 0.92, 0.91, 0.9, 0.4].map((confidence, i) => ({ confidence, right: i !== 1 && i !== 4 }))
    const { table, sure } = reliability(judged)
    expect(sure).toEqual({ share: 0.8, right: 0.75 })
    expect(table.map((row) => row.actions)).toEqual([1, 0, 0, 0, 0, 4])
    expect(table[1]!.right).toBeNull()
  })
})

describe("fitWeights", () => {
  test("finds the odds that examples were made with", () => {
    const make = (signs: readonly string[], right: number, wrong: number) => [
      ...Array.from({ length: right }, () => ({ signs, right: true })),
      ...Array.from({ length: wrong }, () => ({ signs, right: false })),
    ]
    const weights = fitWeights([...make([], 900, 100), ...make(["bad"], 200, 800)], ["bias", "bad"], 0.001)
    expect(weights.bias).toBeCloseTo(Math.log(9), 1)
    expect(weights.bias! + weights.bad!).toBeCloseTo(Math.log(0.25), 1)
  })

  test("leaves a sign that was never seen at nothing", () => {
    expect(fitWeights([{ signs: [], right: true }], ["bias", "never"]).never).toBe(0)
  })
})
