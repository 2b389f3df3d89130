import { PerWord } from "../text/per-word.ts"

/** What a word may open, and so which readers look at it; bits. */
export const Opens = {
  digits: 1,
  number: 2,
  weekday: 4,
  relative: 8,
  month: 16,
  period: 32,
  year: 64,
  dayFirst: 128,
  counted: 256,
  occasion: 512,
} as const

/** Words outside the tables that open a date: «روز چهارم», «چندمین روز», «ماه مهر», «سال ۹۸», "since 2019", "a week ago". */
const WORDS: readonly (readonly [words: string, opens: number])[] = [
  ["روز day چندمین", Opens.dayFirst],
  ["ماه", Opens.month],
  ["سال سالهای in since of year by during from", Opens.year],
  ["a an", Opens.counted],
]

/** Tells for each word of a report which dates it may open (`Opens`): none for most words. */
export function openersOf(lists: readonly (readonly [words: Iterable<string>, opens: number])[]): PerWord {
  const opens = new Map<string, number>()
  const add = (word: string, bit: number) => opens.set(word, (opens.get(word) ?? 0) | bit)
  for (const [words, bit] of lists) for (const word of words) add(word, bit)
  for (const [words, bit] of WORDS) for (const word of words.split(" ")) add(word, bit)
  return new PerWord((word) => {
    const unit = word.charCodeAt(0)
    const digit = unit >= 0x30 && unit <= 0x39
    return (opens.get(word) ?? 0) | (digit ? Opens.digits | Opens.number : 0)
  })
}
