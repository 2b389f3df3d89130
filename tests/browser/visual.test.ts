import { readdirSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { fillLinked } from "../support/linked-record.ts"
import { difference, hold, kept, SHARE_ALLOWED, shrink } from "./pictures.ts"
import { type ServedForBrowser, serveForBrowser } from "./served-site.ts"

/* Every kind of public page as it was when somebody last looked at it and said yes. */

/** The day on which the record's newest report came out is today, so that pages that tell of now always tell the same. */
const TODAY = "2024-05-05"
/** What pages name as the address of the site: the port is another one in each run. */
const ORIGIN = "http://karnegar.example"

let served: ServedForBrowser
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(`${TODAY}T09:00:00Z`) })
  served = await serveForBrowser((record) => fillLinked(record, TODAY), ORIGIN)
}, 120_000)
afterAll(async () => {
  vi.useRealTimers()
  await served?.close()
})

const LANGS = ["fa", "en"] as const
const WIDTHS = [360, 768, 1280] as const
/** What of a page is looked at: its beginning, in which all its parts are met. */
const HEIGHT = 1400

/** One of each kind of public page, without its language. */
function pages(): readonly (readonly [name: string, path: string])[] {
  const action = served.actions.find((a) => !a.isCall && a.organisations.length > 0 && a.places.length > 0)!
  const call = served.actions.find((a) => a.isCall && a.places.length > 3)!
  const { provinceId } = served.actions.flatMap((a) => a.places).find((p) => p.provinceId !== null)!
  return [
    ["home", "/"],
    ["list", "/actions"],
    ["list-faults", "/actions?workforce=retirees&from=xyz&q=a"],
    ["list-counted", "/actions?kind=actions&count=place&step=year&outcome=-"],
    ["action", `/actions/${action.id}`],
    ["calls", "/calls"],
    ["call", `/calls/${call.id}`],
    ["campaign", "/campaigns/sample-campaign"],
    ["subjects", "/subjects"],
    ["workforces", "/workforces"],
    ["workforce", "/workforces/education"],
    ["workforce-empty", "/workforces/lawyers"],
    ["demand", "/demands/unpaid_wages"],
    ["organisation", "/organisations/cctsi"],
    ["workplace", "/workplaces/haft-tappeh"],
    ["place", `/places/${provinceId}`],
    ["gains", "/gains"],
    ["repression", "/repression"],
    ["statements", "/statements"],
    ["solidarity", "/solidarity"],
    ["waves", "/waves"],
    ["statistics", "/statistics"],
    ["conditions", "/conditions"],
    ["counts", "/counts?kind=actions"],
    ["digest", "/digest?kind=actions"],
    ["message", "/message"],
    ["send", "/send"],
    ["method", "/method"],
    ["about", "/about"],
    ["api", "/api"],
    ["not-found", "/nowhere"],
  ]
}

async function open<T>(width: number, visit: (page: Page) => Promise<T>): Promise<T> {
  const context = await served.browser.newContext({
    baseURL: served.origin,
    javaScriptEnabled: false,
    viewport: { width, height: HEIGHT },
    deviceScaleFactor: 1,
    colorScheme: "light",
    reducedMotion: "reduce",
  })
  try {
    return await visit(await context.newPage())
  } finally {
    await context.close()
  }
}

for (const width of WIDTHS)
  describe(`every kind of public page looks at ${width} px as it was accepted`, () => {
    // Two at a time: one for each core that CI has.
    for (const lang of LANGS)
      test.concurrent(`in ${lang}`, async () => {
        const wrong: string[] = []
        await open(width, async (page) => {
          for (const [name, path] of pages()) {
            await page.goto(`/${lang}${path}`)
            const told = await hold(`${lang}-${width}/${name}`, await page.screenshot())
            if (told !== null) wrong.push(told)
          }
        })
        expect(wrong).toEqual([])
      })
  })

describe("the folder of pictures", () => {
  test("holds one of each page, and none of a page that is no more", () => {
    const folder = join(import.meta.dirname, "pictures")
    const names = pages().map(([name]) => `${name}.webp`)
    const wanted = LANGS.flatMap((lang) => WIDTHS.flatMap((width) => names.map((name) => `${lang}-${width}/${name}`)))
    const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".webp"))
    expect(found.sort()).toEqual(wanted.sort())
  })
})

/** Makes one page other than it was. What is done in the page is text: no script of the page's own runs. */
type Change = readonly [name: string, change: (page: Page) => Promise<unknown>]

const style = (selector: string, css: string) => (page: Page) =>
  page.evaluate(
    `for (const one of [...document.querySelectorAll(${JSON.stringify(selector)})].slice(0, 1)) one.style.cssText += ${JSON.stringify(`;${css}`)}`,
  )

const FAULTS: readonly Change[] = [
  ["a block that cannot be seen", style("main h2 ~ *", "visibility: hidden")],
  ["a heading that is gone", style("h1", "display: none")],
  ["a column that moved", style("main", "position: relative; inset-inline-start: 24px")],
  [
    "another direction",
    (page) => page.evaluate("{ const h = document.documentElement; h.dir = h.dir === 'rtl' ? 'ltr' : 'rtl' }"),
  ],
  [
    "no stylesheet",
    (page) => page.evaluate("for (const one of document.querySelectorAll('link[rel=stylesheet]')) one.remove()"),
  ],
  ["dark instead of light", (page) => page.emulateMedia({ colorScheme: "dark" })],
  ["text that is much larger", style("main", "font-size: 112%")],
]

const NO_FAULTS: readonly Change[] = [
  ["nothing", () => Promise.resolve()],
  ["everything a third of a pixel aside", style("body", "transform: translate(0.34px, 0.34px)")],
  ["letters drawn a little heavier", style("body", "-webkit-text-stroke: 0.15px currentColor")],
]

describe("a picture tells", () => {
  const seen = (width: number, change: Change[1]) =>
    open(width, async (page) => {
      await page.goto("/fa/workforces/education")
      await change(page)
      return difference(kept(`fa-${width}/workforce`)!, await shrink(await page.screenshot()))
    })
  // The wider the page, the smaller a part of it is one block.
  test.each(FAULTS)("%s", async (_, change) => {
    expect(await seen(1280, change)).toBeGreaterThan(SHARE_ALLOWED)
  })
  test.each(NO_FAULTS)("not %s", async (_, change) => {
    for (const width of [360, 1280]) expect(await seen(width, change)).toBeLessThanOrEqual(SHARE_ALLOWED)
  })
})
