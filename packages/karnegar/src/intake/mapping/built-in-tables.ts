import { explainReport, foldText, type Knowledge } from "@karnegar/coder"
import { CODES, type CodeField } from "./fields.ts"
import { firstOf, type ValueTable, valueTable } from "./value-table.ts"

/** Letters of a cell that the coder's lexicon is asked about. */
const MOST_LETTERS = 2_000

/** Kinds of labels in the codebook by field; a field without one has codes that the codebook gives no words. */
export const FIELD_LABELS: Readonly<Partial<Record<string, string>>> = {
  forms: "forms",
  status: "statuses",
  workforce: "workforces",
  joint_with: "workforces",
  employment: "employment",
  character: "character",
  demands: "demands",
  outcomes: "outcomes",
  repression: "repression",
}
/** Kinds of mentions in the lexicon by field. */
const MENTION_KINDS: Readonly<Partial<Record<CodeField, string>>> = {
  forms: "form",
  workforce: "workforce",
  joint_with: "workforce",
  employment: "employment",
  demands: "demand",
  outcomes: "outcome",
  repression: "repression",
}

/** Words for codes that the codebook's labels do not hold. */
const OWN_LABELS: Readonly<Record<string, readonly string[]>> = {
  state: ["دولتی", "State"],
  quasi_state: ["شبه‌دولتی", "خصولتی", "Quasi-state"],
  private: ["خصوصی", "Private"],
  cooperative: ["تعاونی", "Co-operative", "Cooperative"],
  municipal: ["شهرداری", "Municipal"],
  foreign_or_joint: ["خارجی یا مشترک", "خارجی", "مشترک", "Foreign or joint"],
  pension_fund: ["صندوق بازنشستگی", "Pension fund"],
}

/** Tables that stand ready without being written. */
export const BUILT_IN_TABLES = ["codes", "labels", "lexicon"] as const
/**
 * `codes`: the codes themselves. `labels`: also their words in the codebook, Persian and English. `lexicon`: what the
 * coder's lexicon finds in the cell's words.
 */
export type BuiltInTable = (typeof BUILT_IN_TABLES)[number]

/** Makes a table that stands ready for every field. */
export function builtInTable(name: BuiltInTable, field: CodeField, knowledge: Knowledge): ValueTable {
  const codes: ValueTable = exact(CODES[field].map((code) => [code, code]))
  if (name === "codes") return codes
  if (name === "labels") {
    const kind = FIELD_LABELS[field]
    const own = Object.entries(kind === undefined ? {} : (knowledge.raw.labels[kind] ?? {})).flatMap(
      ([code, { fa, en }]): [string, string][] => [
        [fa, code],
        [en, code],
      ],
    )
    const other =
      kind !== undefined ? [] : CODES[field].flatMap((code) => (OWN_LABELS[code] ?? []).map((l) => [l, code]))
    return firstOf([codes, exact([...own, ...other] as [string, string][])])
  }
  return lexiconTable(field)
}

function exact(pairs: readonly (readonly [written: string, code: string])[]): ValueTable {
  return valueTable(pairs.map(([written, code]) => ({ written, match: "whole", codes: [code] })))
}

/** The coder's own reading of a cell: what it finds in the words, in their order, without what counts only beside other evidence. */
function lexiconTable(field: CodeField): ValueTable {
  const kind = MENTION_KINDS[field]
  const allowed = new Set<string>(CODES[field])
  const known = new Map<string, readonly string[] | null>()
  return {
    find(written) {
      if (kind === undefined) return null
      const key = foldText(written.slice(0, MOST_LETTERS))
      const had = known.get(key)
      if (had !== undefined) return had
      const { trace } = explainReport({ id: "cell", text: written.slice(0, MOST_LETTERS) })
      const found = trace.found.filter((one) => one.kind === kind && allowed.has(one.what))
      const strong = found.filter((one) => !one.weak)
      const codes = [...new Set((strong.length > 0 ? strong : found).map((one) => one.what))]
      const answer = codes.length === 0 ? null : codes
      if (known.size < 100_000) known.set(key, answer)
      return answer
    },
  }
}
