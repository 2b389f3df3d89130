import type { FetchRefusal } from "./fetch-refusal.ts"

/** Carries a refusal out of the depths of a connection; the fetcher catches it and gives the refusal back. */
export class FetchError extends Error {
  readonly refusal: FetchRefusal

  constructor(refusal: FetchRefusal, cause?: unknown) {
    super(`couldn't fetch: ${refusal.code}`, { cause })
    this.refusal = refusal
  }
}
