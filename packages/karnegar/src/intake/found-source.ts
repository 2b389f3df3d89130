import type { Arrived } from "./arrival.ts"

/** A source as a file itself tells it; the arrivals behind it are of this source. */
export interface FoundSource {
  /** Key that it stands under unless the operator gives another; null where the file tells none. */
  readonly key: string | null
  /** Its public name; null where the file tells none, or where it may be a person's. */
  readonly name: string | null
}

/** What a reader of a file gives that may hold several sources. */
export type Read = { readonly source: FoundSource } | Arrived
