import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readDoc } from "./read-doc.ts"

describe("readDoc", () => {
  const cases: readonly [name: string, text: string, words: readonly string[]][] = [
    ["joins می over a ZWNJ and over a space", "می‌کنند می کنند", ["میکنند", "میکنند"]],
    ["joins a plural written apart", "کارگر ها و کارگر‌های ما", ["کارگرها", "و", "کارگرهای", "ما"]],
    ["drops the ezafe after ه", "خانه‌ی ما", ["خانه", "ما"]],
    ["parts compounds at a ZWNJ", "هفت‌تپه", ["هفت", "تپه"]],
    ["folds digits of three scripts", "۱۲ ١٢ 12", ["12", "12", "12"]],
    ["keeps thousands together", "۲٬۵۰۰ نفر 12,000", ["2500", "نفر", "12000"]],
    ["keeps a list of numbers apart", "3,4 و ۵،۶", ["3", ",", "4", "و", "5", "،", "6"]],
    ["unfolds presentation forms", "ﻛﺎﺭﮔﺮ", ["کارگر"]],
    ["removes bidi controls inside a word", "کار\u202bگر", ["کارگر"]],
    ["keeps a handle in one token", "@kanal_kar پیام", ["@kanal_kar", "پیام"]],
    ["keeps an address in one token", "https://t.me/x?y=1 را", ["https://t.me/x?y=1", "را"]],
    ["survives a lone surrogate", "\ud800کار", ["\ud800", "کار"]],
    ["parts what is glued behind a letter that never joins", "دراعتراض وحق بیمه", ["در", "اعتراض", "و", "حق", "بیمه"]],
    ["parts a glued weekday whatever follows it", "روزسه‌شنبه", ["روز", "سه", "شنبه"]],
    ["parts glued words under diacritics", "دَراعتراض", ["در", "اعتراض"]],
    ["leaves words whole that only begin so", "درمان وزارت ازدحام درمیان", ["درمان", "وزارت", "ازدحام", "درمیان"]],
    ["has no token for an empty text", "", []],
  ]
  for (const [name, text, words] of cases) test(name, () => expect(readDoc(text).words).toEqual(words))

  test("gives each of two glued words its own letters", () => {
    const { text, starts, ends, count } = readDoc("شنبه دَراعتراض")
    expect(Array.from({ length: count }, (_, i) => text.slice(starts[i], ends[i]))).toEqual(["شنبه", "دَر", "اعتراض"])
  })

  test("ends sentences at marks and line breaks but not inside numbers", () => {
    expect(readDoc("یک. دو؟ سه\nچهار 1403.11.28 پنج").sentences.length).toBe(4)
  })

  test("gives offsets that lie in the text, in order, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const doc = readDoc(text)
        let last = 0
        for (let i = 0; i < doc.count; i++) {
          expect(doc.starts[i]!).toBeGreaterThanOrEqual(last)
          expect(doc.ends[i]!).toBeGreaterThan(doc.starts[i]!)
          last = doc.ends[i]!
        }
        expect(last).toBeLessThanOrEqual(text.length)
        expect(doc.sentences.reduce((n, [a, b]) => n + b - a, 0)).toBe(doc.count)
      }),
      { numRuns: 500 },
    )
  })
})
