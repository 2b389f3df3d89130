import { builtInKnowledge } from "@karnegar/coder"
import type { LocalAction, PublishedAction } from "../record/types.ts"
import { placeName } from "./words/title.ts"

/** Frame of the base map, degrees WGS 84; `tools/assets/map.mjs` draws to the same. */
export const BOUNDS = { west: 43.6, east: 63.8, north: 40.1, south: 24.7 } as const

/** Width and height of the base map in its own pixels. */
export const MAP_SIZE = { width: 900, height: 814 } as const

/** A place on the map, in percents of its width and height, 0 to 100: each has a class of the style sheet. */
interface Spot {
  readonly x: number
  readonly y: number
}

/** A bubble on the map: local actions of one province. */
export interface Bubble extends Spot {
  readonly provinceId: string
  readonly count: number
}

/** A place of one action. */
export interface Dot extends Spot {
  readonly name: { readonly fa: string; readonly en: string }
}

/**
 * Local actions counted by province, each bubble at the middle of its places, pushed apart until fingers can hit them.
 *
 * An action counts once for each of its places; places without a province or coordinates are in no bubble.
 */
export function bubblesOf(actions: readonly PublishedAction[]): Bubble[] {
  const sums = new Map<string, { count: number; lat: number; lon: number }>()
  for (const action of actions) {
    for (const place of action.places) {
      if (!isPlaced(place)) continue
      const sum = sums.get(place.provinceId) ?? { count: 0, lat: 0, lon: 0 }
      sums.set(place.provinceId, { count: sum.count + 1, lat: sum.lat + place.lat, lon: sum.lon + place.lon })
    }
  }
  const points = [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([provinceId, s]) => ({ provinceId, count: s.count, ...percentOf(s.lat / s.count, s.lon / s.count) }))
  pushApart(points)
  return points.map((p) => ({ provinceId: p.provinceId, count: p.count, x: whole(p.x), y: whole(p.y) }))
}

/** Counts of provinces by whatever rule, each bubble at the middle of its province, pushed apart in the same way. */
export function bubblesAt(counts: ReadonlyMap<string, number>): Bubble[] {
  const { places } = builtInKnowledge()
  const points = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([provinceId, count]) => {
      const { lat, lon } = places.get(provinceId) ?? { lat: null, lon: null }
      return lat === null || lon === null ? [] : [{ provinceId, count, ...percentOf(lat, lon) }]
    })
  pushApart(points)
  return points.map((p) => ({ provinceId: p.provinceId, count: p.count, x: whole(p.x), y: whole(p.y) }))
}

/** Number of local actions that no bubble holds; an action without any place is one. */
export function unplacedIn(actions: readonly PublishedAction[]): number {
  return actions.reduce((sum, a) => sum + Math.max(1, a.places.length) - a.places.filter(isPlaced).length, 0)
}

/** The places of one action that have coordinates; a country's middle is none of them. */
export function dotsOf(action: PublishedAction): Dot[] {
  return action.places.filter(isPlaced).map((p) => {
    const { x, y } = percentOf(p.lat, p.lon)
    return { x: whole(x), y: whole(y), name: { fa: placeName(p, "fa"), en: placeName(p, "en") } }
  })
}

type PlacedAction = LocalAction & { readonly provinceId: string; readonly lat: number; readonly lon: number }

function isPlaced(place: LocalAction): place is PlacedAction {
  return place.provinceId !== null && place.lat !== null && place.lon !== null
}

/** Equirectangular, as the base map is drawn: percent of width and height. */
function percentOf(lat: number, lon: number): { x: number; y: number } {
  return {
    x: ((lon - BOUNDS.west) / (BOUNDS.east - BOUNDS.west)) * 100,
    y: ((BOUNDS.north - lat) / (BOUNDS.north - BOUNDS.south)) * 100,
  }
}

/** Least distance of two bubbles, percent of the map's width: 36 CSS pixels on a phone of 360, so that a wide count leaves its neighbour 24. */
const APART = 11

/** Least distance of a bubble's middle from the map's edges, percent. */
const EDGE = 4

/** Each round moves every pair that is too near by half of what it lacks; a whole country settles within a few dozen. */
const MOST_ROUNDS = 500

function pushApart(points: { x: number; y: number }[]): void {
  const ratio = MAP_SIZE.height / MAP_SIZE.width
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = false
    for (const point of points) {
      point.x = Math.max(EDGE, Math.min(100 - EDGE, point.x))
      point.y = Math.max(EDGE, Math.min(100 - EDGE, point.y))
    }
    for (let i = 0; i < points.length; i++) {
      for (let j = i + 1; j < points.length; j++) {
        const [a, b] = [points[i]!, points[j]!]
        const dx = b.x - a.x || 0.01 * (j - i)
        const dy = (b.y - a.y) * ratio
        const distance = Math.hypot(dx, dy)
        if (distance >= APART) continue
        const push = (APART - distance) / 2 + 0.05
        a.x -= (dx / distance) * push
        b.x += (dx / distance) * push
        a.y -= ((dy / distance) * push) / ratio
        b.y += ((dy / distance) * push) / ratio
        moved = true
      }
    }
    if (!moved) return
  }
}

function whole(percent: number): number {
  return Math.round(percent)
}
