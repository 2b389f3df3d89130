import type { Refusal } from "./refusal.ts"

/** Bytes that were received with a text and are kept as they came. */
export interface ArrivedEvidence {
  /** SHA-256 of the bytes as received, lower-case hex. */
  readonly sha256: string
  readonly mediaType: string
  /** Length in bytes. */
  readonly bytes: number
  /** ISO instant of capture. */
  readonly captured: string
  /** Address that they came from; none where they were not fetched. */
  readonly url?: string
  /** Name and version of the program that captured them. */
  readonly tool?: string
  /** Where the bytes lie now, for the record to take in; null where they are kept nowhere. */
  readonly path: string | null
}

/** One text as a source brought it, before anyone looked at it. */
export interface Arrival {
  /** Stands for it within its source for ever: a message's number, a feed item's guid, a page's address. */
  readonly key: string
  /** ISO instant of its last edit; null when it was never edited. An edited text is a new version of the same key. */
  readonly edited: string | null
  readonly text: string
  /** ISO instant or day of publication; null when not told. */
  readonly published: string | null
  /** https address of the publication; null when it has none. */
  readonly url: string | null
  readonly lang: string | null
  /** Channel or site it was taken over from (forwarded, syndicated): copies of one origin count once; null where none is told. Channels only, never a person. */
  readonly origin: string | null
  /** Key, within the same source, of the text that it answers; left out or null where none is told. */
  readonly replyTo?: string | null
  /** What was received, byte by byte; empty where nothing is kept. */
  readonly evidence: readonly ArrivedEvidence[]
}

/** What a reader of a source gives: arrivals and refusals, in order; `at` is a line, a message number or an address. */
export type Arrived =
  | { readonly at: string; readonly arrival: Arrival }
  | { readonly at: string; readonly refusal: Refusal }
