import type { MiddlewareHandler } from "hono"
import type { Catalogue } from "./catalogue.ts"

/** Letters of all pages that are kept; beyond them what was asked for longest ago goes. */
const MOST_LETTERS = 16 * 1024 * 1024

/**
 * Keeps public pages as they were made until the record changes: some count over all that is public.
 *
 * Only addresses without a query, so that nothing is held of what a visitor typed, and no stranger fills the memory.
 */
export function keptPages(catalogue: () => Promise<Catalogue>): MiddlewareHandler {
  let mark = ""
  let letters = 0
  const pages = new Map<string, string>()
  return async (c, next) => {
    if (c.req.method !== "GET" || new URL(c.req.url).search !== "") return next()
    const path = c.req.path
    const now = (await catalogue()).mark
    if (now !== mark) {
      pages.clear()
      letters = 0
      mark = now
    }
    const kept = pages.get(path)
    if (kept !== undefined) {
      // Asked for last.
      pages.delete(path)
      pages.set(path, kept)
      return c.html(kept)
    }
    await next()
    if (c.res.status !== 200 || !c.res.headers.get("Content-Type")?.startsWith("text/html")) return
    const made = await c.res.clone().text()
    // The record may have changed while it was made.
    if ((await catalogue()).mark !== now || mark !== now || pages.has(path)) return
    pages.set(path, made)
    letters += made.length
    for (const [oldest, page] of pages) {
      if (letters <= MOST_LETTERS) break
      pages.delete(oldest)
      letters -= page.length
    }
  }
}
