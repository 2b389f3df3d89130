import { wordsAt } from "../numbers/word-table.ts"
import { type DateDraft, makeMention } from "./date-mention.ts"
import { cueBefore } from "./lead.ts"
import type { Scope } from "./scope.ts"

/**
 * A day by its name, said as the day of something: «در روز جهانی کارگر», «همزمان با روز معلم», "on May Day".
 *
 * «در آستانه روز کارگر» or «قطعنامه روز کارگر» name it without dating anything: `aside` is `history`.
 */
export function readOccasion(scope: Scope, i: number): DateDraft | null {
  const { doc, words, past } = scope
  const found = wordsAt(words.occasions, doc, i, past)
  if (found === null) return null
  const mention = makeMention(doc, i, found.past, "absolute")
  mention.calendar = found.value.calendar
  mention.month = found.value.month
  mention.day = found.value.day
  mention.occasion = true
  if (cueBefore(scope, "held_on", i) === null) mention.aside = "history"
  return mention
}
