import type { Field } from "./counting/fields.ts"
import { wordsOf } from "./words.ts"

/** A value of a field with what people call it, in any language. */
export interface NamedValue {
  readonly field: Field
  readonly code: string
  readonly names: readonly string[]
}

/** A value that a reader may mean, and how many of the actions have it. */
export interface Suggestion extends NamedValue {
  readonly count: number
}

/**
 * Values whose names hold words that begin with those typed, in their order: «هفت ت» means «هفت‌تپه».
 *
 * @param countOf Actions that have a value; values that none has are not suggested.
 * @returns The most frequent first; names that begin with what was typed before the others.
 */
export function suggest(
  typed: string,
  values: readonly NamedValue[],
  countOf: (value: NamedValue) => number,
  most: number,
): readonly Suggestion[] {
  const asked = wordsOf(typed)
  if (asked.length === 0) return []
  const fits: { readonly suggestion: Suggestion; readonly at: number }[] = []
  for (const value of values) {
    const places = value.names.map((name) => placeIn(wordsOf(name), asked)).filter((at) => at >= 0)
    if (places.length === 0) continue
    const count = countOf(value)
    if (count > 0) fits.push({ suggestion: { ...value, count }, at: Math.min(1, ...places) })
  }
  return fits
    .sort((a, b) => a.at - b.at || b.suggestion.count - a.suggestion.count || compare(a.suggestion, b.suggestion))
    .slice(0, most)
    .map(({ suggestion }) => suggestion)
}

/** Where in a name the words stand one after the other, the last one by its beginning; also where they are written as one. */
function placeIn(name: readonly string[], asked: readonly string[]): number {
  const whole = asked.join("")
  for (let at = 0; at < name.length; at++) if (name.slice(at).join("").startsWith(whole)) return at
  return -1
}

function compare(a: Suggestion, b: Suggestion): number {
  const [one, two] = [`${a.field} ${a.code}`, `${b.field} ${b.code}`]
  return one < two ? -1 : one > two ? 1 : 0
}
