import { builtInKnowledge } from "@karnegar/coder"
import { Apart } from "../intake/apart/apart.ts"
import type { Pace } from "../intake/fetch/pace.ts"
import type { FetchPolicy } from "../intake/fetch/policy.ts"
import { type Coder, codeHere } from "../intake/take-in.ts"
import { type CalendarWords, calendarWordsOf } from "../written/date-cell.ts"

/** How a command asks for pages and feeds. */
export interface Asking {
  readonly policy: FetchPolicy
  readonly pace: Pace
  /** Program and version, for the evidence. */
  readonly software: string
}

/** What reads that which comes. */
export interface Readers extends Asking {
  readonly apart: Apart
  readonly words: CalendarWords
  readonly code: Coder
}

/** Lets work be done with readers on a thread of their own, which ends with it. */
export async function withReaders<T>(
  { policy, pace, software }: Asking,
  work: (readers: Readers) => Promise<T>,
): Promise<T> {
  const apart = new Apart()
  try {
    return await work({ policy, pace, software, apart, words: calendarWordsOf(builtInKnowledge()), code: codeHere })
  } finally {
    await apart.close()
  }
}
