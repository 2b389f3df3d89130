import type { MergeFacts } from "./facts.ts"

/** Kilometres between the nearest two of their towns; null where coordinates of one are not known. */
export function kilometresBetween(a: MergeFacts, b: MergeFacts): number | null {
  let nearest: number | null = null
  for (const one of a.coordinates) {
    for (const other of b.coordinates) {
      const middle = ((one.lat + other.lat) / 2) * (Math.PI / 180)
      const north = 111.2 * (one.lat - other.lat)
      const east = 111.2 * Math.cos(middle) * (one.lon - other.lon)
      const far = Math.hypot(north, east)
      if (nearest === null || far < nearest) nearest = far
    }
  }
  return nearest
}

/** The places named more exactly than by their province. */
export function townsOf(facts: MergeFacts): readonly string[] {
  return facts.placeIds.filter((id) => !facts.provinceIds.includes(id))
}
