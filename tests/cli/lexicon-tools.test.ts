import { fileURLToPath, pathToFileURL } from "node:url"
import { type CodedDocument, codeReport } from "@karnegar/coder"
import { describe, expect, test } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(`${root}${path}`).href)) as T

const { sortedTerms } = await load<{ sortedTerms(text: string): string }>("tools/lexicon/sort.mjs")
const { changedTerms, differences } = await load<{
  changedTerms(before: readonly object[], after: readonly object[]): { id: string; change: string }[]
  differences(before: CodedDocument, after: CodedDocument): string[]
}>("tools/lexicon/preview.mjs")

const coded = (text: string) => codeReport({ id: "t", text, published: "2021-03-20" })

describe("lexicon:sort", () => {
  test("moves whole terms, Persian first, numbers rising, and nothing else", () => {
    const head = "id: x\nterms:\n"
    const [en1, fa2, fa10] = ["en.1", "fa.2", "fa.10"].map((id) => `  - id: x.${id}\n    why: "… - id: no"\n`)
    expect(sortedTerms(head + fa10 + en1 + fa2)).toBe(head + fa2 + fa10 + en1)
    expect(sortedTerms(head)).toBe(head)
  })
})

describe("lexicon:preview", () => {
  test("tells fields that changed, actions gained and lost", () => {
    const one = coded("کارگران نیشکر هفت‌تپه امروز در شوش تجمع کردند.")
    const two = coded("کارگران نیشکر هفت‌تپه امروز در شوش اعتصاب کردند.")
    expect(differences(one, one)).toEqual([])
    expect(differences(one, two)).toContain("forms: gathering → strike")
    const none = coded("امروز باران آمد.")
    expect(differences(one, none).join("\n")).toMatch(/action lost: sugar/)
    expect(differences(none, one).join("\n")).toMatch(/action gained: sugar/)
  })

  test("tells terms that are new, changed and gone", () => {
    const concept = (terms: readonly object[]) => [{ kind: "form", id: "strike", terms }]
    const before = concept([
      { id: "a", pattern: "x" },
      { id: "b", pattern: "y" },
    ])
    const after = concept([
      { id: "a", pattern: "x", unless: ["z"] },
      { id: "c", pattern: "y" },
    ])
    expect(changedTerms(before, after).map(({ id, change }) => `${id} ${change.split(" ")[0]}`)).toEqual([
      "a changed",
      "c new",
      "b gone",
    ])
    expect(changedTerms(before, before)).toEqual([])
  })
})
