import type { Mention } from "./mention.ts"

/** No mention of the lexicon is longer, in tokens: phrases are a few words and a few gaps of five. */
const LONGEST = 40

/** The mentions of a sentence, in text order, that may touch or stand just before the one at `at`; a few of however many. */
export function* near(here: readonly Mention[], at: number): Generator<Mention> {
  const m = here[at]!
  for (let i = at - 1; i >= 0 && here[i]!.first >= m.first - LONGEST; i--) yield here[i]!
  for (let i = at + 1; i < here.length && here[i]!.first < m.past; i++) yield here[i]!
}

/** Is there one among the near mentions that holds what is asked? */
export function someNear(here: readonly Mention[], at: number, holds: (one: Mention) => boolean): boolean {
  for (const one of near(here, at)) if (holds(one)) return true
  return false
}
