import { personLike } from "@karnegar/coder"

/** Do words look like a person? As in any name of a register, a word of no list alone tells nothing (`PublicNames.stopsName`). */
export function looksLikePerson(words: string): boolean {
  return personLike(words).some(({ sign }) => sign !== "unknown")
}
