/** Half-open range [start, end) of UTF-16 code units of the report's ORIGINAL text. */
export type Span = readonly [start: number, end: number]
