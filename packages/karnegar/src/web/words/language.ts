import { builtInKnowledge } from "@karnegar/coder"
import { en } from "./en.ts"
import { fa, type Words } from "./fa.ts"

/** Languages of the site. */
export type Lang = "fa" | "en"

/** The site's words in a language. */
export function wordsOf(lang: Lang): Words {
  return lang === "fa" ? fa : en
}

/** Kinds of code that have labels in `data/codebook/labels.csv`. */
export type LabelKind =
  | "kinds"
  | "forms"
  | "statuses"
  | "workforces"
  | "demands"
  | "outcomes"
  | "repression"
  | "employment"
  | "character"

/** The codebook's label of a code; the code itself when it has none. */
export function labelOf(kind: LabelKind, code: string, lang: Lang): string {
  return builtInKnowledge().raw.labels[kind]?.[code]?.[lang] ?? code
}

/** All codes of a kind with their labels, in the codebook's order. */
export function labelsOf(kind: LabelKind, lang: Lang): readonly (readonly [code: string, label: string])[] {
  return Object.entries(builtInKnowledge().raw.labels[kind] ?? {}).map(([code, label]) => [code, label[lang]])
}
