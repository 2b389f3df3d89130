import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { action, place } from "../../../tests/support/example-action.ts"
import { buildIndex } from "./build-index.ts"

const FRAME = { west: 43, east: 64, south: 24, north: 40 }
const degrees = (from: number, to: number) => fc.option(fc.double({ min: from, max: to, noNaN: true }))

describe("grid", () => {
  test("holds every local action once, at any fineness, in the cell that plain reckoning gives", () => {
    const spots = fc.array(fc.array(fc.record({ lat: degrees(20, 45), lon: degrees(40, 70) }), { maxLength: 3 }))
    fc.assert(
      fc.property(spots, fc.constantFrom(1, 2, 16, 256), (all, across) => {
        const index = buildIndex(
          all.map((places, i) => ({
            ...action(`a${i}`),
            places: places.map((spot, n) => ({ ...place(String(n)), ...spot })),
            words: [],
          })),
        )
        const grid = index.grid(index.select({}), FRAME, across)
        const want = new Map<string, number>()
        let unplaced = all.filter((places) => places.length === 0).length
        for (const { lat, lon } of all.flat()) {
          const column = lon === null ? -1 : Math.floor(((lon - FRAME.west) / 21) * across)
          const row = lat === null ? -1 : Math.floor(((FRAME.north - lat) / 16) * across)
          const inside = column >= 0 && column < across && row >= 0 && row < across
          if (inside) want.set(`${row} ${column}`, (want.get(`${row} ${column}`) ?? 0) + 1)
          else unplaced++
        }
        expect(new Map(grid.cells.map((cell) => [`${cell.row} ${cell.column}`, cell.count]))).toEqual(want)
        expect(grid.unplaced).toBe(unplaced)
      }),
    )
  })

  test("refuses a fineness that is no power of two up to 256", () => {
    const index = buildIndex([])
    for (const across of [0, 3, 512, 1.5]) expect(() => index.grid(index.select({}), FRAME, across)).toThrow(RangeError)
  })
})
