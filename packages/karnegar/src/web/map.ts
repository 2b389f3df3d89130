import type { PublishedAction } from "../record/types.ts"

/** Frame of the base map, degrees WGS 84; `tools/assets/map.mjs` draws to the same. */
export const BOUNDS = { west: 43.6, east: 63.8, north: 40.1, south: 24.7 } as const

/** Width and height of the base map in its own pixels. */
export const MAP_SIZE = { width: 1000, height: 904 } as const

/** A bubble on the map: local actions of one province. */
export interface Bubble {
  readonly provinceId: string
  readonly count: number
  /** Place in half percents of the map's width and height, 0 to 200. */
  readonly x: number
  readonly y: number
}

/**
 * Local actions counted by province, each bubble at the middle of its places, pushed apart until fingers can hit them.
 *
 * An action counts once for each of its places; places without a province or coordinates are in no bubble.
 */
export function bubblesOf(actions: readonly PublishedAction[]): Bubble[] {
  const sums = new Map<string, { count: number; lat: number; lon: number; located: number }>()
  for (const action of actions) {
    for (const place of action.places) {
      if (place.provinceId === null) continue
      const sum = sums.get(place.provinceId) ?? { count: 0, lat: 0, lon: 0, located: 0 }
      sum.count++
      if (place.lat !== null && place.lon !== null) {
        sum.lat += place.lat
        sum.lon += place.lon
        sum.located++
      }
      sums.set(place.provinceId, sum)
    }
  }
  const points = [...sums.entries()]
    .filter(([, s]) => s.located > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([provinceId, s]) => ({
      provinceId,
      count: s.count,
      x: ((s.lon / s.located - BOUNDS.west) / (BOUNDS.east - BOUNDS.west)) * 100,
      y: ((BOUNDS.north - s.lat / s.located) / (BOUNDS.north - BOUNDS.south)) * 100,
    }))
  pushApart(points)
  return points.map((p) => ({ provinceId: p.provinceId, count: p.count, x: halves(p.x), y: halves(p.y) }))
}

/** Least distance of two bubbles, percent of the map's width: 32 CSS pixels on a phone of 360. */
const APART = 9.4

function pushApart(points: { x: number; y: number }[]): void {
  for (let round = 0; round < 60; round++) {
    let moved = false
    for (let i = 0; i < points.length; i++) {
      for (let j = i + 1; j < points.length; j++) {
        const [a, b] = [points[i]!, points[j]!]
        const dx = b.x - a.x || 0.01 * (j - i)
        const dy = (b.y - a.y) * (MAP_SIZE.height / MAP_SIZE.width)
        const distance = Math.hypot(dx, dy)
        if (distance >= APART) continue
        const push = (APART - distance) / 2 + 0.05
        a.x -= (dx / distance) * push
        b.x += (dx / distance) * push
        a.y -= (dy / distance) * push
        b.y += (dy / distance) * push
        moved = true
      }
    }
    if (!moved) return
  }
}

function halves(percent: number): number {
  return Math.max(4, Math.min(196, Math.round(percent * 2)))
}
