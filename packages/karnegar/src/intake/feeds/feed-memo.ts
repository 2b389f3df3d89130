import { createHash } from "node:crypto"
import { z } from "zod"
import type { FeedItem } from "./read-feed.ts"

const MEMO = z.object({
  /** Address that it is about: another one begins anew. */
  url: z.string(),
  /** What the feed said of its newest copy; null where it must come whole. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Readings in a row that brought nothing new. */
  quiet: z.number().int().nonnegative(),
  /** Items that stand in the feed and were taken, by a hash of their key: hash of what they said. */
  seen: z.record(z.string(), z.string()),
  /** Items without id or text at the last reading. */
  left: z.number().int().nonnegative(),
  /** Why it did not answer the last time, for people; null: it did. */
  failure: z.looseObject({ code: z.string() }).nullable(),
})

/** What is remembered of a feed from one reading to the next; none of it is needed for a right record, only for a polite one. */
export type FeedMemo = z.infer<typeof MEMO>

/** What stands in a source's account; anew where nothing fit does. */
export function feedMemo(memo: unknown, url: string): FeedMemo {
  const read = MEMO.safeParse(memo)
  if (read.success && read.data.url === url) return read.data
  return { url, etag: null, lastModified: null, quiet: 0, seen: {}, left: 0, failure: null }
}

/** Stands for an item's key in the memo. */
export function keyMark(item: FeedItem): string {
  return mark(item.key)
}

/** Stands for what an item says: another one means that it was edited. */
export function contentMark({ title, text, link, published, edited }: FeedItem): string {
  return mark(JSON.stringify([title, text, link, published, edited]))
}

function mark(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16)
}
