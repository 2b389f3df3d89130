import type { Span } from "../coded.ts"
import type { How, Precision } from "../codes.ts"

/** A resolved date of an act with the words it rests on. */
export interface DateFound {
  readonly start: string | null
  readonly end: string | null
  readonly precision: Precision
  readonly written: string | null
  readonly how: How
  readonly spans: readonly Span[]
  readonly by: string
  /** The text says the act goes on since `start` («چهارمین روز متوالی»). */
  readonly running: boolean
}

/** A date that the text names, ready to be resolved for a held act or for a call. */
export interface DateHere {
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** False for what cannot date an act: bare years, spans of unpaid months. */
  readonly acts: boolean
  /** 0 for a day, 1 for a period, 2 for vague words: lower is preferred. */
  readonly rank: number
  /** Counts the days of an act: «چهارمین روز متوالی», «یازده روز است». */
  readonly counts: boolean
  /** Opens a stretch: «از دی‌ماه». */
  readonly since: boolean
  readonly resolve: (called: boolean) => DateFound | null
}
