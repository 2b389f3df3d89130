import { parseFeed } from "feedsmith"
import { describe, expect, test } from "vitest"
import { someActions } from "../../../../../tests/support/published-actions.ts"
import { Budget } from "../budget.ts"
import { catalogueFrom } from "../catalogue.ts"
import { setOf } from "../explore/set.ts"
import { readQuery } from "../query.ts"
import { titleOf } from "../words/title.ts"
import { FEED_FORMATS, FEED_TYPES, MOST_ENTRIES, xml } from "./feeds.ts"
import { createFeeds } from "./routes.ts"

const ACTIONS = someActions(150, 4).map((one, i) => ({ ...one, id: `a${String(i).padStart(10, "0")}`, mergedIds: [] }))
const catalogue = catalogueFrom(ACTIONS, false, "1")
const siteOf = (lists: Budget, origin: string | null) =>
  createFeeds({ catalogue: async () => catalogue, lists, origin })
const app = siteOf(new Budget(1e6, 1e6), "https://karnegar.example")
const get = (path: string) => app.request(`http://localhost${path}`)

describe("feeds", () => {
  const query = "form=strike&kind=actions"
  const set = setOf(catalogue, readQuery(new URLSearchParams(query), "fa"))

  for (const format of FEED_FORMATS) {
    test(`as ${format} hold the newest of any set, with titles and addresses`, async () => {
      const answer = await get(`/fa/feed.${format}?${query}`)
      expect(answer.headers.get("content-type")).toBe(FEED_TYPES[format])
      const parsed = parseFeed(await answer.text())
      expect(parsed.format).toBe(format)
      const feed = parsed.feed as { items?: unknown[]; entries?: unknown[]; title?: string | { value?: string } }
      const items = (feed.items ?? feed.entries)!
      expect(items).toHaveLength(Math.min(MOST_ENTRIES, set.size))
      const text = JSON.stringify(items[0])
      const first = set.all()[0]!
      expect(text).toContain(`https://karnegar.example/fa/actions/${first.id}`)
      // Names may hold signs and controls that the parser tidies; the plain letters stand.
      expect(text.replace(/\W/g, "").length).toBeGreaterThan(20)
      expect(titleOf(first, "fa")).not.toBe("")
    })
  }

  test("hold no sign that XML would take for its own, and no control", () => {
    expect(xml('<b a="1">&\u0000\u0008\ud800 x\u200c</b>')).toBe("&lt;b a=&quot;1&quot;&gt;&amp; x\u200c&lt;/b&gt;")
  })

  test("name the set in their title, and say when too many ask", async () => {
    expect(await (await get("/en/feed.atom?form=strike")).text()).toContain("<title>Karnegar · Strike</title>")
    expect((await siteOf(new Budget(0, 0), null).request("http://localhost/fa/feed.rss")).status).toBe(503)
  })
})

describe("the map of the site", () => {
  test("names every record in both languages, under the address that the operator named", async () => {
    expect(await (await get("/sitemap.xml")).text()).toContain("<loc>https://karnegar.example/sitemap-1.xml</loc>")
    const part = await (await get("/sitemap-1.xml")).text()
    for (const { id } of ACTIONS)
      for (const lang of ["fa", "en"])
        expect(part).toContain(`<loc>https://karnegar.example/${lang}/actions/${id}</loc>`)
    expect((await get("/sitemap-2.xml")).status).toBe(404)
    expect(await (await siteOf(new Budget(1, 1), null).request("http://localhost/sitemap.xml")).text()).toContain(
      "<loc>http://localhost/sitemap-1.xml</loc>",
    )
  })

  test("leaves the desk and the endless parts of sets out of what gatherers visit", async () => {
    const robots = await (await get("/robots.txt")).text()
    for (const line of ["Disallow: /fa/desk", "Disallow: /*?", "Sitemap: https://karnegar.example/sitemap.xml"])
      expect(robots).toContain(line)
  })

  test("describes the record as a dataset with its files, days and licence", async () => {
    const dataset = (await (await get("/dataset.jsonld")).json()) as { [key: string]: unknown }
    expect(dataset).toMatchObject({ "@type": "Dataset", license: "https://creativecommons.org/licenses/by/4.0/" })
    expect(dataset.temporalCoverage).toMatch(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/)
    expect(JSON.stringify(dataset.distribution)).toContain("https://karnegar.example/en/actions.csv")
  })
})
