import { describe, expect, test } from "vitest"
import { codeReport, explainReport } from "./code-report.ts"
import { type DiscardCode, discardText } from "./trace.ts"

const cases: readonly [name: string, text: string, code: DiscardCode, words: string][] = [
  ["a phrase that another undoes", "حق اعتصاب در قانون آمده است.", "mention.undone", "اعتصاب"],
  ["a phrase inside a longer one", "کارگران در اعتراض به دستمزد پایین تجمع کردند.", "mention.inside_longer", "اعتراض"],
  ["an act that nobody is said to do", "تجمع ابرها باران آورد.", "act.nobody", "تجمع"],
  ["the month of a wage", "حقوق بهمن ماه کارگران معدن پرداخت نشده است.", "date.aside", "بهمن ماه"],
  ["a word in a name", "سندیکای کارگران شرکت واحد بیانیه داد.", "mention.in_name", "کارگران"],
]

describe("explainReport", () => {
  for (const [name, text, code, words] of cases) {
    test(`says why ${name} did not count`, () => {
      const { trace } = explainReport({ id: "t", text, published: "2021-03-20" })
      const told = trace.discarded.filter((d) => d.code === code).map(({ span }) => text.slice(...span))
      expect(told).toContain(words)
    })
  }

  test("codes as codeReport does", () => {
    const input = { id: "t", text: "کارگران نیشکر هفت‌تپه امروز در شوش تجمع کردند.", published: "2021-03-20" }
    expect(explainReport(input).coding).toEqual(codeReport(input))
  })

  test("names the entry behind each thing that was found", () => {
    const { trace } = explainReport({ id: "t", text: "معلمان در سنندج تحصن کردند." })
    expect(trace.found.map((f) => f.kind)).toEqual(expect.arrayContaining(["workforce", "form", "place"]))
    expect(trace.found.every((f) => f.by !== "")).toBe(true)
  })

  test("has a sentence for each reason in both languages", () => {
    for (const [, text, code] of cases) {
      const discard = explainReport({ id: "t", text }).trace.discarded.find((d) => d.code === code)!
      expect(discardText(discard, "fa")).not.toBe(discardText(discard, "en"))
    }
  })
})
