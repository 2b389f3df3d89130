import { readFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import { describe, expect, test } from "vitest"
import { quotedTokens, readTriggers } from "./actions/triggers.ts"
import { builtInKnowledge, codeReport } from "./code-report.ts"
import { readMentions } from "./mentions/read-mentions.ts"
import { readDoc } from "./text/read-doc.ts"

interface Label {
  readonly kind: string
  readonly code: string
  readonly example_fa: string
}

const MENTIONED: { readonly [list: string]: string } = {
  forms: "form",
  workforces: "workforce",
  demands: "demand",
  outcomes: "outcome",
  repression: "repression",
  employment: "employment",
}

/** Whether the coder reads a code of the codebook out of a text. */
function reads(kind: string, code: string, text: string): boolean {
  const mentioned = MENTIONED[kind]
  const doc = readDoc(text)
  const mentions = readMentions(doc, builtInKnowledge().phrases)
  if (mentioned !== undefined)
    return mentions.some((m) => m.kind === mentioned && m.code === code && !(m.negated && mentioned !== "demand"))
  const coded = codeReport({ id: "label", text, published: "2024-06-01" })
  if (kind === "kinds") return coded.kind === code
  if (kind === "character") return coded.actions.some((a) => a.character === code)
  // Some examples name nobody, so that no action comes of them: then what the clause says decides.
  return (
    coded.actions.some((a) => a.status === code) ||
    readTriggers(doc, mentions, quotedTokens(doc), builtInKnowledge().clauseWords).some((t) => t.status === code)
  )
}

const labels = parse(readFileSync(new URL("../../../data/codebook/labels.csv", import.meta.url), "utf8"), {
  columns: true,
}) as Label[]

describe("the codebook's own example", () => {
  for (const { kind, code, example_fa } of labels) {
    test(`of ${kind}/${code} is read as ${code}`, () => expect(reads(kind, code, example_fa)).toBe(true))
  }

  test("stands for every code", () => expect(labels.length).toBe(145))

  test("would be missed if a text said something else", () => {
    expect(reads("forms", "strike", "باران بارید.")).toBe(false)
    expect(reads("kinds", "call", "باران بارید.")).toBe(false)
    expect(reads("statuses", "ended", "کارگران معدن تجمع کردند.")).toBe(false)
  })
})
