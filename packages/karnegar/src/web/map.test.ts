import { readFileSync } from "node:fs"
import { join } from "node:path"
import { tally } from "@karnegar/index"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { publishedAction } from "../../../../tests/support/published-actions.ts"
import type { LocalAction, PublishedAction } from "../record/types.ts"
import { BOUNDS, type Bubble, bubblesOf, dotsOf, MAP_SIZE, unplacedIn } from "./map.ts"

const place = (provinceId: string | null, lat: number | null, lon: number | null): LocalAction => ({
  id: "a.1",
  placeId: null,
  nameFa: "شوش",
  nameEn: "Shush",
  type: "city",
  provinceId,
  lat,
  lon,
})
const actionAt = (places: readonly LocalAction[]) => ({ places }) as PublishedAction

/** Least distance of two bubbles in CSS pixels on a phone of 360. */
function nearest(bubbles: readonly Bubble[]): number {
  const pairs = bubbles.flatMap((a, i) => bubbles.slice(i + 1).map((b) => [a, b] as const))
  const percent = 326 / 100
  return Math.min(
    ...pairs.map(([a, b]) =>
      Math.hypot((a.x - b.x) * percent, (a.y - b.y) * percent * (MAP_SIZE.height / MAP_SIZE.width)),
    ),
  )
}

describe("bubblesOf", () => {
  test("counts as the rule `place` does, whatever the actions", () => {
    fc.assert(
      fc.property(fc.array(publishedAction, { maxLength: 12 }), (actions) => {
        const placed = actions.map((a) => ({
          ...a,
          places: a.places.map((p) => ({ ...p, lat: p.lat ?? 30, lon: p.lon ?? 50 })),
        }))
        const { rows } = tally(placed, { kind: "place" }, ["province"])
        const wanted = rows.flatMap(({ keys: [id], count }) => (id == null ? [] : [[id, count] as const]))
        const bubbles = bubblesOf(placed).map((bubble) => [bubble.provinceId, bubble.count] as const)
        expect(new Map(bubbles)).toEqual(new Map(wanted))
      }),
    )
  })

  const places = fc.array(
    fc.oneof(
      fc
        .tuple(
          fc.integer({ min: 1, max: 31 }),
          fc.double({ min: 25, max: 39.8, noNaN: true }),
          fc.double({ min: 44, max: 63, noNaN: true }),
        )
        .map(([n, lat, lon]) => place(`p${n}`, lat, lon)),
      fc.constant(place(null, 32, 53)),
      fc.constant(place("p6", null, null)),
    ),
    { maxLength: 5 },
  )

  test("shows or names as unplaced every local action, each once, and keeps every bubble on the map", () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 30 }), (made) => {
        const actions = made.map(actionAt)
        const bubbles = bubblesOf(actions)
        const shown = bubbles.reduce((sum, b) => sum + b.count, 0)
        expect(shown + unplacedIn(actions)).toBe(actions.reduce((sum, a) => sum + Math.max(1, a.places.length), 0))
        for (const b of bubbles) {
          expect(b.x).toBeGreaterThanOrEqual(0)
          expect(b.x).toBeLessThanOrEqual(100)
          expect(b.y).toBeGreaterThanOrEqual(0)
          expect(b.y).toBeLessThanOrEqual(100)
        }
      }),
    )
  })

  test("keeps thirty-one provinces apart that crowd in one corner", () => {
    const crowd = Array.from({ length: 31 }, (_, n) => place(`p${n + 1}`, 37 + (n % 6) * 0.4, 45 + (n % 5) * 0.4))
    expect(nearest(bubblesOf([actionAt(crowd)]))).toBeGreaterThan(30.6)
  })

  test("keeps the bubbles of neighbours apart so that a finger can hit each", () => {
    const near = [place("p1", 35.7, 51.4), place("p2", 35.8, 51.5), place("p3", 35.7, 51.5), place("p4", 35.6, 51.4)]
    expect(nearest(bubblesOf([actionAt(near)]))).toBeGreaterThan(30.6)
  })

  test("does not depend on the order of actions", () => {
    const actions = [actionAt([place("p1", 30, 50)]), actionAt([place("p2", 36, 52), place("p1", 31, 49)])]
    expect(bubblesOf([...actions].reverse())).toEqual(bubblesOf(actions))
  })
})

describe("dotsOf", () => {
  test("puts a place where the base map has it", () => {
    const [dot] = dotsOf(actionAt([place("p6", (BOUNDS.north + BOUNDS.south) / 2, (BOUNDS.west + BOUNDS.east) / 2)]))
    expect(dot).toMatchObject({ x: 50, y: 50 })
  })

  test("shows no place that has no coordinates, and no country", () => {
    expect(dotsOf(actionAt([place("p6", null, null), place(null, 32, 53)]))).toEqual([])
  })
})

describe("the base map", () => {
  test("is drawn to the frame that places are put in", () => {
    const script = readFileSync(join(import.meta.dirname, "../../../../tools/assets/map.mjs"), "utf8")
    const { west, east, north, south } = BOUNDS
    expect(script).toContain(`{ west: ${west}, east: ${east}, north: ${north}, south: ${south} }`)
    const png = readFileSync(join(import.meta.dirname, "../../assets/built/map-light.png"))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([MAP_SIZE.width, MAP_SIZE.height])
  })
})
