import { type Context, Hono } from "hono"
import type { ExploreParts } from "../explore/routes.tsx"
import { document } from "../pages/layout.tsx"
import { Failed } from "../pages/problem-pages.tsx"
import { readQuery } from "../query.ts"
import type { Lang } from "../words/language.ts"
import { StatisticsPage } from "./statistics-page.tsx"

/** The statistics of any set of actions, in one language. */
export function createStatistics(lang: Lang, { catalogue, contextOf, page, lists, files }: ExploreParts): Hono {
  return new Hono().get("/statistics", async (c: Context) => {
    if (!lists.take()) {
      c.header("Retry-After", "2")
      return c.html(document(<Failed context={page(lang, "/statistics")} status={503} />), 503)
    }
    const params = new URL(c.req.url).searchParams
    // Calls are no actions: nothing has taken place.
    params.set("kind", "actions")
    const query = readQuery(params, lang)
    return c.html(
      document(
        <StatisticsPage
          context={await contextOf(c, lang)}
          catalogue={await catalogue()}
          query={query}
          files={files !== null}
        />,
      ),
    )
  })
}
