import { Readable } from "node:stream"
import { isoDay } from "@karnegar/coder"
import { type Context, Hono } from "hono"
import type { Budget } from "../budget.ts"
import type { Catalogue } from "../catalogue.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { Failed } from "../pages/problem-pages.tsx"
import { type Query, readQuery } from "../query.ts"
import type { Lang } from "../words/language.ts"
import { ConditionsPage } from "./conditions-page.tsx"
import { CountsPage } from "./counts-page.tsx"
import { digestOf, digestText } from "./digest.ts"
import { DigestPage } from "./digest-page.tsx"
import { ExplorePage } from "./explore-page.tsx"
import { FILE_FORMATS, FILE_TYPES, type SetFile } from "./files.ts"
import { namesIn } from "./named.ts"
import { setOf } from "./set.ts"
import { exploreWords } from "./words.ts"

/** What exploring needs of the site. */
export interface ExploreParts {
  readonly catalogue: () => Promise<Catalogue>
  readonly contextOf: (c: Context, lang: Lang) => Promise<PageContext>
  /** Context of a page that must not ask the record. */
  readonly page: (lang: Lang, rest: string) => PageContext
  /** How many sets are searched and laid out for all readers together. */
  readonly lists: Budget
  /** Writes files of a set; null: none are given. */
  readonly files: SetFile | null
  /** Public address that the operator named; null where there is none. */
  readonly origin: string | null
  readonly assetsDir: string
}

/** Periods that a digest offers, days back from today. */
const PERIODS = [
  ["lastWeek", 7],
  ["lastMonth", 30],
  ["lastYear", 365],
] as const

/** The list with its figures, files, digest and card, in one language. */
export function createExplore(lang: Lang, parts: ExploreParts): Hono {
  const app = new Hono()
  const { catalogue, contextOf, lists, files, origin } = parts
  const queryOf = (c: Context): Query => readQuery(new URL(c.req.url).searchParams, lang)
  /** Answers by what stands under a budget that all readers share. */
  const route = (path: string, answer: (c: Context, query: Query, stands: Catalogue) => Response | Promise<Response>) =>
    app.get(path, async (c) => {
      if (lists.take()) return answer(c, queryOf(c), await catalogue())
      c.header("Retry-After", "2")
      return c.html(document(<Failed context={parts.page(lang, "/actions")} status={503} />), 503)
    })

  route("/actions", async (c, query, stands) =>
    c.html(
      document(
        <ExplorePage context={await contextOf(c, lang)} catalogue={stands} query={query} files={files !== null} />,
      ),
    ),
  )
  route("/counts", async (c, query, stands) =>
    c.html(document(<CountsPage context={await contextOf(c, lang)} catalogue={stands} query={query} />)),
  )
  route("/conditions", async (c, query, stands) =>
    c.html(document(<ConditionsPage context={await contextOf(c, lang)} catalogue={stands} query={query} />)),
  )
  for (const format of files === null ? [] : FILE_FORMATS) {
    route(`/actions.${format}`, (c, query, stands) => {
      const records = setOf(stands, query).all().toReversed()
      c.header("Content-Type", FILE_TYPES[format])
      c.header("Content-Disposition", `attachment; filename="karnegar.${format}"`)
      return c.body(Readable.toWeb(files!(format, records, lang)) as ReadableStream)
    })
  }
  route("/digest", async (c, query, stands) => {
    const own = exploreWords(lang)
    const today = Math.floor(Date.now() / 864e5)
    const periods = PERIODS.map(([name, days]) => ({ label: own[name], from: isoDay(today - days), to: isoDay(today) }))
    const digest = digestOf(setOf(stands, query), namesIn(stands), lang, origin)
    return c.html(
      document(
        <DigestPage
          context={await contextOf(c, lang)}
          query={query}
          digest={digest}
          origin={origin}
          periods={[...periods, { label: own.anyTime, from: null, to: null }]}
        />,
      ),
    )
  })
  route("/digest.txt", (c, query, stands) =>
    c.text(digestText(digestOf(setOf(stands, query), namesIn(stands), lang, origin), lang, origin)),
  )
  route("/card.png", async (c, query, stands) => {
    const { cardOf } = await import("./card.ts")
    const digest = digestOf(setOf(stands, query), namesIn(stands), lang, origin)
    const png = await cardOf(digest, lang, parts.assetsDir)
    return c.body(Uint8Array.from(png), 200, { "Content-Type": "image/png" })
  })
  return app
}
