/** How far apart two values of a field are: the squared differences that alpha is made of. */

/** Differences between values of one kind; 0 where they are the same, never negative, the same both ways. */
export interface Scale<V> {
  /** Name under which tables say how a field was measured. */
  readonly name: "nominal" | "ordinal" | "interval" | "ratio" | "masi"
  /**
   * @param values Each that was given, once.
   * @param counts How often each was: ordinal differences rest on them.
   * @returns the difference of two values by their numbers in `values`.
   */
  readonly between: (values: readonly V[], counts: readonly number[]) => (a: number, b: number) => number
}

const plain = <V>(name: Scale<V>["name"], difference: (a: V, b: V) => number): Scale<V> => ({
  name,
  between: (values) => (a, b) => difference(values[a]!, values[b]!),
})

/** The same or not. */
export const NOMINAL: Scale<string> = plain("nominal", (a, b) => (a === b ? 0 : 1))

/** Sets by MASI (Passonneau 2006): one less Jaccard's share, which counts less where neither set holds the other. */
export const MASI: Scale<readonly string[]> = plain("masi", (a, b) => {
  const [one, other] = [new Set(a), new Set(b)]
  const both = [...one].filter((value) => other.has(value)).length
  const either = one.size + other.size - both
  if (either === 0) return 0
  const [oneInside, otherInside] = [both === one.size, both === other.size]
  const monotony = oneInside && otherInside ? 1 : both > 0 && (oneInside || otherInside) ? 2 / 3 : both > 0 ? 1 / 3 : 0
  return 1 - (both / either) * monotony
})

/** A stretch on a line: its two ends; the end is null where it is open. */
export type Stretch = readonly [from: number, to: number | null]

/** Both ends of a stretch, each by its own difference; an open end is as far from a closed one as can be told apart. */
const ends = (difference: (a: number, b: number) => number, open: number) => (a: Stretch, b: Stretch) => {
  const last = a[1] === null || b[1] === null ? (a[1] === b[1] ? 0 : open) : difference(a[1], b[1])
  return (difference(a[0], b[0]) + last) / 2
}

/** Squared difference of two numbers. */
const squared = (a: number, b: number) => (a - b) ** 2
/** Krippendorff's ratio difference: twice as many is as far from many as from few. */
const relative = (a: number, b: number) => (a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2)

/** First and last day, by day numbers. */
export const INTERVAL: Scale<Stretch> = plain("interval", ends(squared, 1))

/** Numbers of persons or places, or ranges of them. */
export const RATIO: Scale<Stretch> = plain("ratio", ends(relative, 1))

/** Steps of an order, lowest first: the difference is how many values lie between. @param order Every value there is. */
export function ordinal(order: readonly string[]): Scale<string> {
  return {
    name: "ordinal",
    between: (values, counts) => {
      const place = values.map((value) => order.indexOf(value))
      return (a, b) => {
        const [low, high] = [Math.min(place[a]!, place[b]!), Math.max(place[a]!, place[b]!)]
        if (low === high) return 0
        let within = 0
        for (const [i, at] of place.entries()) if (at >= low && at <= high) within += counts[i]!
        return (within - (counts[a]! + counts[b]!) / 2) ** 2
      }
    },
  }
}
