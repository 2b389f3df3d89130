import { foldText } from "@karnegar/coder"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { BM25, packWords } from "./words.ts"

const NAMES = [
  ["اعتصاب کارگران نیشکر هفت‌تپه در شوش"],
  ["تجمع بازنشستگان در اهواز"],
  ["تپه‌ای در هفت‌کل", "Haft Kel"],
  ["اعتصاب در اهواز", "Strike in Ahvaz", "اعتصاب"],
]

describe("packWords", () => {
  const words = packWords(NAMES)
  const found = (query: string) => [...(words.find(query)?.rows ?? [])]

  test("finds the same however a name was written", () => {
    for (const query of ["اعتصاب هفت تپه", "اعتصاب هفت‌تپه", "اعتصاب هفتتپه", "إعتصاب هفت تپة", "تپه هفت اعتصاب"])
      expect([query, found(query)]).toEqual([query, [0]])
    expect(found("نيشكر")).toEqual([0])
    expect(found("STRIKE ahv")).toEqual([3])
  })

  test("finds a word that was written apart and stands as one", () =>
    expect([...packWords([["هفتتپه"], ["هفت"]]).find("هفت تپه")!.rows]).toEqual([0]))

  test("takes one letter for itself, never for a beginning", () => {
    expect(found("ا")).toEqual([])
    expect(found("اع")).toEqual([0, 3])
  })

  test("finds nothing where one word is nowhere, and has no condition without words", () => {
    expect(found("اعتصاب زاهدان")).toEqual([])
    expect(words.find("«!» \u200c")).toBeNull()
    expect(found("constructor __proto__")).toEqual([])
  })

  test("puts before others what says a rare word, or says it more often", () => {
    const { rows, scores } = words.find("اعتصاب")!
    expect([...rows]).toEqual([0, 3])
    expect(scores[1]!).toBeGreaterThan(scores[0]!)
  })

  test("agrees with BM25 reckoned the plain way, whatever the rows", () => {
    const word = fc.constantFrom("کار", "کارگر", "کارگران", "نفت", "نفتگران", "شرکت", "oil", "a")
    const text = fc.array(word, { maxLength: 6 }).map((all) => all.join(" "))
    const rows = fc.array(fc.array(text, { maxLength: 3 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.constantFrom("کار", "نفت", "شرک", "a", "oil"), { minLength: 1, maxLength: 3 }),
        (all, asked) => {
          const split = all.map((texts) => texts.flatMap((one) => foldText(one).split(" ")).filter((one) => one !== ""))
          // Words that are written as one are tested above; here none may be, by accident.
          fc.pre(
            asked.every((one) =>
              split.flat().some((other) => other === one || (one.length > 1 && other.startsWith(one))),
            ),
          )
          const mean = split.flat().length / all.length
          const times = (row: readonly string[], one: string) =>
            row.reduce(
              (sum, other) =>
                sum + (one === other || (one.length > 1 && other.startsWith(one)) ? one.length / other.length : 0),
              0,
            )
          const want = split.map((row) => {
            if (!asked.every((one) => times(row, one) > 0)) return 0
            return asked.reduce((sum, one) => {
              const begun = new Set(
                split.flat().filter((other) => one === other || (one.length > 1 && other.startsWith(one))),
              )
              const each = [...begun].map((other) => split.filter((row) => row.includes(other)).length)
              const df = Math.min(
                all.length,
                each.reduce((sum, n) => sum + n, 0),
              )
              const tf = times(row, one)
              const damped = BM25.k1 * (1 - BM25.b + (BM25.b * row.length) / Math.max(1, mean))
              return sum + (Math.log(1 + (all.length - df + 0.5) / (df + 0.5)) * tf * (BM25.k1 + 1)) / (tf + damped)
            }, 0)
          })
          const { scores, rows: found } = packWords(all).find(asked.join(" "))!
          expect([...found]).toEqual(want.flatMap((score, i) => (score > 0 ? [i] : [])))
          found.forEach((row, n) => {
            expect(scores[n]).toBeCloseTo(want[row]!, 4)
          })
        },
      ),
    )
  })
})
