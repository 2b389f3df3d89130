import { parseFeed } from "feedsmith"
import { decodeText } from "../fetch/charset.ts"
import { textOfHtml } from "../html-text.ts"

/** An item of a feed, no more of it than a record needs: no author, no category, no comment. */
export interface FeedItem {
  /** What the feed says stands for it for ever: guid, id, or its address. */
  readonly key: string
  readonly title: string | null
  /** Its text without markup; "" where it has none. */
  readonly text: string
  /** As the feed writes it. */
  readonly published: string | null
  readonly edited: string | null
  /** As the feed writes it, relative to the feed's own address. */
  readonly link: string | null
  /** Host of the site that it says it was taken from; null for none. */
  readonly origin: string | null
}

/** A feed as it can be read. */
export interface ReadFeed {
  readonly title: string | null
  readonly lang: string | null
  readonly items: readonly FeedItem[]
  /** Items that have neither a key nor a text. */
  readonly left: number
}

/** Items of one feed; more are let go, the last ones first. */
export const MOST_ITEMS = 2_000
const MOST_TEXT = 200_000
const MOST_KEY = 500

/**
 * Reads RSS, RDF, Atom or a JSON Feed. Entities that a document declares for itself are not replaced, and nothing that it names
 * elsewhere is fetched.
 *
 * @returns null for what is no feed.
 */
export function readFeed(bytes: Uint8Array, contentType: string): ReadFeed | null {
  const { text } = decodeText(bytes, contentType)
  const parsed = parsedFeed(text)
  if (parsed === null) return null
  const all = itemsOf(parsed)
  const items = all.slice(0, MOST_ITEMS).flatMap((item) => item ?? [])
  const { feed } = parsed
  const lang = "language" in feed ? feed.language : "lang" in feed ? feed.lang : null
  return {
    title: plain(feed.title),
    lang: typeof lang === "string" ? lang.trim().toLowerCase().slice(0, 20) || null : null,
    items,
    left: Math.min(all.length, MOST_ITEMS) - items.length,
  }
}

type Parsed = ReturnType<typeof parseFeed>

function parsedFeed(text: string): Parsed | null {
  const start = text.trimStart()
  if (!start.startsWith("<") && !start.startsWith("{")) return null
  try {
    return parseFeed(start)
  } catch (error) {
    // Whatever the parser stumbles over is no feed: deep, broken or hostile.
    if (error instanceof Error) return null
    throw error
  }
}

function itemsOf(parsed: Parsed): (FeedItem | null)[] {
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).map((item) =>
        made({
          key: item.guid?.value ?? item.link,
          title: item.title,
          texts: [item.content?.encoded, item.description],
          published: item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.issued?.[0],
          edited: item.atom?.updated ?? item.dcterms?.modified?.[0],
          link: item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
          origin: item.source?.url,
        }),
      )
    case "rdf":
      return (parsed.feed.items ?? []).map((item) =>
        made({
          key: item.rdf?.about ?? item.link,
          title: item.title,
          texts: [item.content?.encoded, item.description],
          published: item.dc?.dates?.[0],
          link: item.link,
        }),
      )
    case "atom":
      return (parsed.feed.entries ?? []).map((entry) => {
        const link = entry.links?.find(({ rel }) => rel === undefined || rel === "alternate") ?? entry.links?.[0]
        return made({
          key: entry.id ?? link?.href,
          title: textOf(entry.title),
          texts: [textOf(entry.content), textOf(entry.summary)],
          published: entry.published ?? entry.dc?.dates?.[0] ?? entry.updated,
          edited: entry.updated,
          link: link?.href,
          origin: entry.source?.links?.[0]?.href ?? entry.source?.id,
        })
      })
    case "json":
      return (parsed.feed.items ?? []).map((item) =>
        made({
          key: item.id === undefined ? item.url : String(item.id),
          title: item.title,
          texts: [item.content_html, item.content_text, item.summary],
          published: item.date_published,
          edited: item.date_modified,
          link: item.url ?? item.external_url,
        }),
      )
    default:
      return parsed satisfies never
  }
}

/** Text of what Atom may write as a string or with its type beside. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value
  if (typeof value === "object" && value !== null && "value" in value && typeof value.value === "string")
    return value.value
}

interface Raw {
  readonly key: unknown
  readonly title: unknown
  /** The fullest is taken. */
  readonly texts: readonly unknown[]
  readonly published: unknown
  readonly edited?: unknown
  readonly link: unknown
  readonly origin?: unknown
}

/** Null for an item without anything that stands for it, and for one without a word. */
function made(raw: Raw): FeedItem | null {
  const key = short(raw.key, MOST_KEY)
  const title = plain(raw.title)
  const text = raw.texts
    .map((written) => (typeof written === "string" ? (textOfHtml(written.slice(0, MOST_TEXT)) ?? "") : ""))
    .reduce((a, b) => (b.length > a.length ? b : a), "")
  if (key === null || (text === "" && title === null)) return null
  const origin = short(raw.origin, 2_000)
  return {
    key,
    title,
    text,
    published: short(raw.published, 100),
    edited: short(raw.edited, 100),
    link: short(raw.link, 2_000),
    origin: origin !== null && URL.canParse(origin) ? new URL(origin).hostname || null : null,
  }
}

/** A title on one line without markup; null where there is none. */
function plain(written: unknown): string | null {
  const text = textOf(written)
  if (text === undefined) return null
  return (
    (textOfHtml(text.slice(0, 2_000)) ?? "")
      .split(/\s/)
      .filter((word) => word !== "")
      .join(" ")
      .slice(0, 500) || null
  )
}

function short(written: unknown, most: number): string | null {
  if (typeof written !== "string") return null
  const text = written.trim()
  return text === "" || text.length > most ? null : text
}
