import { wordsAt } from "../numbers/word-table.ts"
import { type DateMention, makeMention } from "./date-mention.ts"
import { cueBefore } from "./lead.ts"
import type { Scope } from "./scope.ts"

/**
 * A day by its name, said as the day of something: «در روز جهانی کارگر», «همزمان با روز معلم», "on May Day".
 *
 * «در آستانه روز کارگر» or «قطعنامه روز کارگر» name it without dating anything: `aside` is `history`.
 */
export function readOccasion(scope: Scope, i: number): DateMention | null {
  const { doc, words, past } = scope
  const found = wordsAt(words.occasions, doc, i, past)
  if (found === null) return null
  const { calendar, month, day } = found.value
  return makeMention(doc, i, found.past, "absolute", {
    calendar,
    month,
    day,
    occasion: true,
    aside: cueBefore(scope, "held_on", i) === null ? "history" : null,
  })
}
