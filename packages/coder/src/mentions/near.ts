import type { Mention } from "./mention.ts"

/** No mention of the lexicon is longer, in tokens: phrases are a few words and a few gaps of five. */
const LONGEST = 40

/**
 * Is there one among the mentions of a sentence that may touch or stand just before the one at `at`, a few of however
 * many, that holds what is asked?
 */
export function someNear(here: readonly Mention[], at: number, holds: (one: Mention) => boolean): boolean {
  const m = here[at]!
  for (let i = at - 1; i >= 0 && here[i]!.first >= m.first - LONGEST; i--) if (holds(here[i]!)) return true
  for (let i = at + 1; i < here.length && here[i]!.first < m.past; i++) if (holds(here[i]!)) return true
  return false
}

/** All of those mentions, the nearest before it first. */
export function near(here: readonly Mention[], at: number): Mention[] {
  const out: Mention[] = []
  someNear(here, at, (one) => {
    out.push(one)
    return false
  })
  return out
}
