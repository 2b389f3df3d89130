import type { CountedAction } from "./counting/counted-action.ts"

/** What the index needs to know of one published action. The record's `PublishedAction` fits, with words to search in. */
export interface IndexRow extends CountedAction {
  /** Titles and other public words, any language, that text search looks in. */
  readonly words: readonly string[]
}
