/** What the index needs to know of one published action. The record's `PublishedAction` fits as it is. */
export interface IndexRow {
  readonly id: string
  readonly forms: readonly string[]
  readonly status: string
  readonly isCall: boolean
  /** ISO Gregorian days; null when unknown. */
  readonly start: string | null
  readonly end: string | null
  readonly workforce: string
  readonly demands: readonly string[]
  readonly outcomes: readonly string[]
  readonly repression: readonly string[]
  readonly places: readonly {
    readonly id: string
    readonly placeId: string | null
    readonly provinceId: string | null
    readonly lat: number | null
    readonly lon: number | null
  }[]
  /** Titles and other public words, any language, that text search looks in. */
  readonly words: readonly string[]
}
