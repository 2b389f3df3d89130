import { describe, expect, test } from "vitest"
import { packColumn, rowHas } from "./columns.ts"

describe("packColumn", () => {
  const given = [["a", "b", "a"], [], ["b"]]
  const column = packColumn(given.length, (i) => given[i]!)

  test("keeps each row's codes once, in their order", () => {
    const back = given.map((_, i) => [...column.values.slice(column.starts[i], column.starts[i + 1])])
    expect(back.map((numbers) => numbers.map((n) => column.codes[n]))).toEqual([["a", "b"], [], ["b"]])
  })

  test("tells which row has which code", () => {
    expect(given.map((_, i) => rowHas(column, i, column.numberOf("b")))).toEqual([true, false, true])
    expect(given.map((_, i) => rowHas(column, i, column.numberOf("c")))).toEqual([false, false, false])
  })
})
