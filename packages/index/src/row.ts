import type { CountedAction, CountedPlace } from "./counting/counted-action.ts"

/** One place of an action, as maps see it. */
export interface IndexedPlace extends CountedPlace {
  /** Degrees WGS 84; null or left out where unknown. */
  readonly lat?: number | null
  readonly lon?: number | null
}

/** What the index needs to know of one published action. The record's `PublishedAction` fits, with words to search in. */
export interface IndexRow extends CountedAction {
  readonly places: readonly IndexedPlace[]
  /** Titles and other public words, any language, that text search looks in. */
  readonly words: readonly string[]
}
