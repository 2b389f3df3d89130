import { expect, test } from "vitest"
import { gainsSentence } from "./parts.tsx"

const sentence = (known: number, won: number, promised: number, lang: "fa" | "en") =>
  gainsSentence({ of: 21, known, won, promised, byOutcome: [] }, lang)

test.each([
  [8, 5, 3, "از این ۸ حرکت، در ۵ حرکت چیزی به دست آمد و در ۳ حرکت فقط وعده یا توافق گزارش شده است."],
  [8, 5, 0, "از این ۸ حرکت، در ۵ حرکت چیزی به دست آمد."],
  [8, 0, 3, "از این ۸ حرکت، در ۳ حرکت فقط وعده یا توافق گزارش شده است و در هیچ‌یک دستاوردی."],
  [8, 0, 0, "در هیچ‌یک از آنها نه دستاوردی گزارش شده و نه وعده‌ای."],
  [1, 1, 0, "در آن چیزی به دست آمد."],
  [1, 0, 1, "در آن فقط وعده یا توافق گزارش شده است."],
  [1, 0, 0, "در آن نه دستاوردی گزارش شده و نه وعده‌ای."],
])("of %i known, %i won and %i promised are told without a zero", (known, won, promised, told) => {
  expect(sentence(known, won, promised, "fa")).toMatch(new RegExp(`^نتیجه .* حرکت از ۲۱ حرکت دانسته است\\. ${told}$`))
  const english = sentence(known, won, promised, "en")
  expect(english).toMatch(/^The outcome is known for \d of 21 actions\. /)
  expect(english).not.toMatch(/\b0\b|Of these 1\b/)
})
