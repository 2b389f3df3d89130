/** Longest thing that may begin before a stretch and reach into it, in tokens. */
const LONGEST = 24

/**
 * Those of a list in text order that touch the tokens [from, past), found by halving: for sentences so long that looking at
 * all of their mentions for each act would cost the square of the text.
 */
export function within<T extends { readonly first: number; readonly past: number }>(
  list: readonly T[],
  from: number,
  past: number,
): readonly T[] {
  if (list.length <= 8) return list.filter((one) => one.first < past && one.past > from)
  const out: T[] = []
  for (let i = firstAtOrAfter(list, "first", from - LONGEST); i < list.length && list[i]!.first < past; i++)
    if (list[i]!.past > from) out.push(list[i]!)
  return out
}

/** Index of the first of a list, rising by `key`, whose `key` is `least` or more; the list's length when none is. */
export function firstAtOrAfter<K extends string>(
  list: readonly { readonly [key in K]: number }[],
  key: K,
  least: number,
): number {
  return firstOf(list.length, (i) => list[i]![key] >= least)
}

/** The first number below `count` from which on `holds` is true, found by halving; `count` when it never is. */
export function firstOf(count: number, holds: (i: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const mid = (low + high) >> 1
    if (holds(mid)) high = mid
    else low = mid + 1
  }
  return low
}
