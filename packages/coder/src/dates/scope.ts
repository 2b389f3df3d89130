import type { Doc } from "../text/doc.ts"
import type { DateWords } from "./date-words.ts"

/** Where a reader looks: one sentence of a document. */
export interface Scope {
  readonly doc: Doc
  readonly words: DateWords
  readonly start: number
  readonly past: number
}
