import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { builtInKnowledge } from "../code-report.ts"
import { readMentions } from "../mentions/read-mentions.ts"
import { readDoc } from "../text/read-doc.ts"

interface Term {
  readonly id: string
  readonly pattern: string
  readonly status?: string
  readonly needs?: readonly string[]
  readonly matches: readonly string[]
  readonly does_not_match?: readonly { readonly text: string; readonly because: string }[]
}

const dir = new URL("../../../../data/lexicon/concepts", import.meta.url).pathname
const knowledge = builtInKnowledge()

/** Says in a sentence what is wrong with a term's examples; an empty list when nothing is. */
function faults(kind: string, code: string, term: Term): string[] {
  const out: string[] = []
  const found = (text: string) => readMentions(readDoc(text), knowledge.phrases)
  for (const text of term.matches) {
    if (!found(text).some((m) => m.kind === kind && m.code === code)) out.push(`${term.id} should match: «${text}»`)
  }
  for (const { text, because } of term.does_not_match ?? []) {
    // A negated verb («بازداشت نشد») leaves a mention that counts for nothing; a demand is often just that («پرداخت نشد»).
    if (found(text).some((m) => m.by === term.id && !(m.negated && kind !== "demand")))
      out.push(`${term.id} should not match: «${text}» — ${because}`)
  }
  return out
}

let terms = 0
const codes = new Set<string>()
for (const kind of readdirSync(dir)) {
  describe(`data/lexicon/concepts/${kind}`, () => {
    for (const file of readdirSync(join(dir, kind)).filter((f) => f.endsWith(".yaml"))) {
      const concept = parse(readFileSync(join(dir, kind, file), "utf8"), { schema: "failsafe" })
      codes.add(`${kind}/${concept.id}`)
      terms += concept.terms.length
      test(`${file}: every example of every term is read as it says`, () => {
        expect(
          concept.terms
            .filter((t: Term) => (t.status ?? "active") === "active")
            .flatMap((t: Term) => faults(kind, concept.id, t)),
        ).toEqual([])
      })
    }
  })
}

describe("the lexicon", () => {
  test("has hundreds of terms, so that this file examined something", () => expect(terms).toBeGreaterThan(400))

  test("has a file with examples for every code of the codebook", () => {
    const codebook = JSON.parse(readFileSync(new URL("../../../../data/codebook/codes.json", import.meta.url), "utf8"))
    const kinds = {
      forms: "form",
      workforces: "workforce",
      demands: "demand",
      outcomes: "outcome",
      repression: "repression",
      employment: "employment",
    }
    const missing = Object.entries(kinds).flatMap(([list, kind]) =>
      codebook[list].filter((code: string) => !codes.has(`${kind}/${code}`)).map((code: string) => `${kind}/${code}`),
    )
    expect(missing).toEqual([])
  })

  test("notices an example that its term does not match", () => {
    expect(faults("form", "strike", { id: "planted.fa.1", pattern: "اعتصاب", matches: ["باران آمد."] })).toEqual([
      "planted.fa.1 should match: «باران آمد.»",
    ])
  })
})
