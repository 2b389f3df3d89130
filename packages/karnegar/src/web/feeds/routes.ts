import { type Context, Hono } from "hono"
import type { Budget } from "../budget.ts"
import type { Catalogue } from "../catalogue.ts"
import { headlineOf } from "../explore/describe.ts"
import { namesIn } from "../explore/named.ts"
import { setOf } from "../explore/set.ts"
import { addressWith, listAddress, readQuery } from "../query.ts"
import { wordsOf } from "../words/language.ts"
import { FEED_FORMATS, FEED_TYPES, feedOf, MOST_ENTRIES } from "./feeds.ts"
import { datasetOf, robotsText, siteMap, siteMapPart } from "./for-programs.ts"

/** What feeds and maps of the site need of it. */
export interface FeedParts {
  readonly catalogue: () => Promise<Catalogue>
  readonly lists: Budget
  readonly origin: string | null
}

/** Feeds of any set, the map of the site, what gatherers may visit, and the record as a dataset. */
export function createFeeds({ catalogue, lists, origin }: FeedParts): Hono {
  const app = new Hono()
  /** Whole addresses begin with what the operator named; else with what this visitor came by. */
  const originOf = (c: Context) => origin ?? new URL(c.req.url).origin
  const busy = (c: Context) => c.text("busy · شلوغ است\n", 503, { "Retry-After": "2" })
  for (const lang of ["fa", "en"] as const) {
    for (const format of FEED_FORMATS) {
      app.get(`/${lang}/feed.${format}`, async (c) => {
        if (!lists.take()) return busy(c)
        const stands = await catalogue()
        const query = readQuery(new URL(c.req.url).searchParams, lang)
        const set = setOf(stands, query)
        const body = feedOf(format, {
          title: `${wordsOf(lang).name} · ${headlineOf(query, namesIn(stands), lang)}`,
          lang,
          origin: originOf(c),
          list: `${originOf(c)}${listAddress(lang, query.given)}`,
          self: `${originOf(c)}${addressWith(`/${lang}/feed.${format}`, query.given)}`,
          actions: set.all().slice(0, MOST_ENTRIES),
        })
        return c.body(body, 200, { "Content-Type": FEED_TYPES[format] })
      })
    }
  }
  const xmlType = { "Content-Type": "application/xml; charset=utf-8" }
  app.get("/sitemap.xml", async (c) => c.body(siteMap(await catalogue(), originOf(c)), 200, xmlType))
  app.get("/:part{sitemap-[0-9]+\\.xml}", async (c) => {
    const part = siteMapPart(await catalogue(), originOf(c), Number(/\d+/.exec(c.req.param("part"))![0]))
    return part === null ? c.notFound() : c.body(part, 200, xmlType)
  })
  app.get("/robots.txt", (c) => c.text(robotsText(originOf(c))))
  app.get("/dataset.jsonld", async (c) =>
    c.body(`${JSON.stringify(datasetOf(await catalogue(), originOf(c)))}\n`, 200, {
      "Content-Type": "application/ld+json",
    }),
  )
  return app
}
