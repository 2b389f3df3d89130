type Page = readonly [name: string, path: string]

/** One of each kind of page. */
export function pagesOf(ids: { readonly actionId: string; readonly callId: string; readonly campaignId: string }): Page[]

/** The value that a share of all stays below. */
export function at(all: readonly number[], share: number): number

/** Readers who each ask for one page after the other; the milliseconds of each view, and what went wrong. */
export function crowd(
  port: number,
  pages: readonly Page[],
  readers: number,
  seconds: number,
): Promise<{ readonly taken: readonly number[]; readonly errors: readonly Error[] }>
