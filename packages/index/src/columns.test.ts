import { describe, expect, test } from "vitest"
import { packColumn } from "./columns.ts"

describe("packColumn", () => {
  const given = [["a", "b", "a"], [], ["b"]]
  const column = packColumn(given.length, (i) => given[i]!)

  test("keeps each row's codes once, in their order", () => {
    const back = given.map((_, i) => [...column.values.slice(column.starts[i], column.starts[i + 1])])
    expect(back.map((numbers) => numbers.map((n) => column.codes[n]))).toEqual([["a", "b"], [], ["b"]])
  })

  test("knows the number of a code that some row has, and of no other", () =>
    expect(["a", "b", "c"].map(column.numberOf)).toEqual([0, 1, -1]))
})
