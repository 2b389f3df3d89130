import type { PublishedAction } from "../../record/types.ts"
import { figureWords } from "../words/counting.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { titleOf } from "../words/title.ts"

/** Forms in which a set can be followed, with the type that each is answered as. */
export const FEED_TYPES = {
  atom: "application/atom+xml; charset=utf-8",
  rss: "application/rss+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
} as const

/** A form in which a set can be followed. */
export type FeedFormat = keyof typeof FEED_TYPES

/** Every such form. */
export const FEED_FORMATS = Object.keys(FEED_TYPES) as readonly FeedFormat[]

/** Entries of a feed: the newest. */
export const MOST_ENTRIES = 50

/** A feed, in whatever form. */
export interface Feed {
  readonly title: string
  readonly lang: Lang
  /** Whole addresses of the list and of the feed itself. */
  readonly list: string
  readonly self: string
  readonly origin: string
  readonly actions: readonly PublishedAction[]
}

/** Writes a feed. Built from typed fields, as pages are. */
export function feedOf(format: FeedFormat, feed: Feed): string {
  return { atom, rss, json }[format](feed)
}

interface Entry {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly summary: string
  /** ISO instant: the day on which the newest source told of it, else its own first day. */
  readonly at: string
}

/** The beginning of time, for what has no day at all: a feed without a date is none. */
const NEVER = "1970-01-01"

function entryOf(action: PublishedAction, { lang, origin }: Feed): Entry {
  const told = action.sources.flatMap((source) => source.published ?? []).sort()
  const comma = lang === "fa" ? "، " : ", "
  const words = wordsOf(lang)
  const list = (name: string, labels: readonly string[]) =>
    labels.length === 0 ? [] : [`${name}: ${labels.join(comma)}`]
  const summary = [
    ...list(
      words.demands,
      action.demands.map((code) => labelOf("demands", code, lang)),
    ),
    ...list(
      words.outcomes,
      action.outcomes.map((code) => labelOf("outcomes", code, lang)),
    ),
    ...list(
      words.repression,
      action.repression.map((code) => labelOf("repression", code, lang)),
    ),
    figureWords({ kind: "action" }, [action], lang)
      .split(lang === "fa" ? "؛ " : "; ")
      .at(-1)!,
  ]
  const url = `${origin}/${lang}/actions/${action.id}`
  return {
    id: `${origin}/actions/${action.id}`,
    url,
    title: titleOf(action, lang),
    summary: `${summary.join(". ")}.`,
    at: `${told.at(-1) ?? action.start ?? NEVER}T00:00:00Z`,
  }
}

function newest(entries: readonly Entry[]): string {
  return [`${NEVER}T00:00:00Z`, ...entries.map(({ at }) => at)].sort().at(-1)!
}

/** Source: RFC 4287. */
function atom(feed: Feed): string {
  const entries = feed.actions.map((action) => entryOf(action, feed))
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.lang}">`,
    `<title>${xml(feed.title)}</title><id>${xml(feed.self)}</id><updated>${newest(entries)}</updated>`,
    `<link rel="self" href="${xml(feed.self)}"/><link rel="alternate" type="text/html" href="${xml(feed.list)}"/>`,
    `<author><name>${xml(wordsOf(feed.lang).name)}</name></author><rights>CC BY 4.0</rights>`,
    ...entries.map(
      ({ id, url, title, summary, at }) =>
        `<entry><id>${xml(id)}</id><title>${xml(title)}</title><updated>${at}</updated><link rel="alternate" type="text/html" href="${xml(url)}"/><summary>${xml(summary)}</summary></entry>`,
    ),
    "</feed>\n",
  ].join("\n")
}

/** Source: RSS 2.0. */
function rss(feed: Feed): string {
  const entries = feed.actions.map((action) => entryOf(action, feed))
  const rfc822 = (at: string) => new Date(at).toUTCString().replace("GMT", "+0000")
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    `<title>${xml(feed.title)}</title><link>${xml(feed.list)}</link><description>${xml(wordsOf(feed.lang).tagline)}</description>`,
    `<language>${feed.lang}</language><copyright>CC BY 4.0</copyright><lastBuildDate>${rfc822(newest(entries))}</lastBuildDate>`,
    `<atom:link rel="self" type="application/rss+xml" href="${xml(feed.self)}"/>`,
    ...entries.map(
      ({ id, url, title, summary, at }) =>
        `<item><title>${xml(title)}</title><link>${xml(url)}</link><guid isPermaLink="false">${xml(id)}</guid><pubDate>${rfc822(at)}</pubDate><description>${xml(summary)}</description></item>`,
    ),
    "</channel></rss>\n",
  ].join("\n")
}

/** Source: JSON Feed 1.1. */
function json(feed: Feed): string {
  return `${JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.list,
    feed_url: feed.self,
    language: feed.lang,
    items: feed.actions
      .map((action) => entryOf(action, feed))
      .map(({ id, url, title, summary, at }) => ({ id, url, title, content_text: summary, date_published: at })),
  })}\n`
}

/** A text inside XML: its own signs written out, controls that XML has no place for left out. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
}
