/** Which action of one coding is which of another: one rule for everybody, the one that `tools/score.mjs` scores by. */

/** What tells whether two codings of a report mean one action. */
export interface PairedBy {
  readonly forms: readonly string[]
  readonly workforce: string
  /** Ids or names. */
  readonly places: readonly string[]
  /** First day; null where none is told. */
  readonly day: string | null
  readonly status: string
}

/** Two actions pair when they are so alike, and share a place or the day. */
const LEAST_ALIKE = 0.5

/**
 * Pairs actions one to one, the most alike first; of equally alike pairs the earlier ones.
 *
 * @returns a pair of numbers for each action of either coding; null on one side: the other coder found no such action.
 */
export function pairActions(
  ones: readonly PairedBy[],
  others: readonly PairedBy[],
): readonly (readonly [one: number | null, other: number | null])[] {
  const possible: { readonly a: number; readonly b: number; readonly likeness: number }[] = []
  for (const [a, one] of ones.entries())
    for (const [b, other] of others.entries()) {
      const [places, day] = [shared(one.places, other.places), one.day === other.day ? 1 : 0]
      if (places === 0 && day === 0) continue
      const likeness =
        0.2 * shared(one.forms, other.forms) +
        0.2 * (one.workforce === other.workforce ? 1 : 0) +
        0.25 * places +
        0.2 * day +
        0.15 * (one.status === other.status ? 1 : 0)
      if (likeness >= LEAST_ALIKE) possible.push({ a, b, likeness })
    }
  possible.sort((x, y) => y.likeness - x.likeness || x.a - y.a || x.b - y.b)
  const [pairOf, taken] = [new Map<number, number>(), new Set<number>()]
  for (const { a, b } of possible)
    if (!pairOf.has(a) && !taken.has(b)) {
      pairOf.set(a, b)
      taken.add(b)
    }
  return [
    ...ones.map((_, a) => [a, pairOf.get(a) ?? null] as const),
    ...others.flatMap((_, b) => (taken.has(b) ? [] : [[null, b] as const])),
  ]
}

/** Jaccard's share of values in common; two empty lists are wholly alike. */
function shared(a: readonly string[], b: readonly string[]): number {
  const [one, other] = [new Set(a), new Set(b)]
  const both = [...one].filter((value) => other.has(value)).length
  const either = one.size + other.size - both
  return either === 0 ? 1 : both / either
}
