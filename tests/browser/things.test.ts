import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fillLinked } from "../support/linked-record.ts"
import { axeFaults } from "./axe-faults.ts"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

/* Pages about things, over a record in which they are full. */

let served: ServedForBrowser
beforeAll(async () => {
  served = await serveForBrowser((record) => fillLinked(record, new Date().toISOString().slice(0, 10)))
}, 120_000)
afterAll(() => served?.close())

const PHONE = { width: 360, height: 740 }
const DESKTOP = { width: 1280, height: 900 }
const LANGS = ["fa", "en"] as const
const DARK = new Set(["workforce", "subjects", "waves", "solidarity"])

/** One of each kind of page, full and empty, without its language. */
function pages(): readonly (readonly [name: string, path: string])[] {
  const { provinceId } = served.actions.flatMap((a) => a.places).find((p) => p.provinceId !== null)!
  const call = served.actions.find((a) => a.isCall && a.places.length > 3)!
  return [
    ["gains", "/gains"],
    ["repression", "/repression"],
    ["statements", "/statements"],
    ["solidarity", "/solidarity"],
    ["waves", "/waves"],
    ["method", "/method"],
    ["calls", "/calls"],
    ["call", `/calls/${call.id}`],
    ["campaign", "/campaigns/sample-campaign"],
    ["subjects", "/subjects"],
    ["workforces", "/workforces"],
    ["places", "/places"],
    ["workforce", "/workforces/education"],
    ["workforce without actions", "/workforces/lawyers"],
    ["demand", "/demands/unpaid_wages"],
    ["organisation", "/organisations/cctsi"],
    ["workplace", "/workplaces/haft-tappeh"],
    ["place", `/places/${provinceId}`],
  ]
}

async function open<T>(options: BrowserContextOptions, visit: (page: Page) => Promise<T>): Promise<T> {
  const context = await served.browser.newContext({ baseURL: served.origin, javaScriptEnabled: false, ...options })
  try {
    return await visit(await context.newPage())
  } finally {
    await leave(context)
  }
}

describe("pages about things", () => {
  for (const lang of LANGS) {
    test(`fit a phone and a desk, and ask nobody but this site, in ${lang}`, async () => {
      for (const viewport of [PHONE, DESKTOP])
        await open({ viewport, javaScriptEnabled: true }, async (page) => {
          const told: string[] = []
          page.on("request", (r) => r.url().startsWith(`${served.origin}/`) || told.push(r.url()))
          page.on("console", (message) => told.push(message.text()))
          for (const [name, path] of pages()) {
            const answer = await page.goto(`/${lang}${path}`)
            const wide = await page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            )
            expect([name, answer!.status(), wide]).toEqual([name, 200, 0])
          }
          expect(told).toEqual([])
        })
    })

    test(`have no serious fault that axe finds, in ${lang}, light and dark`, async () => {
      const faults: string[] = []
      for (const colorScheme of ["light", "dark"] as const)
        await open({ viewport: PHONE, javaScriptEnabled: true, bypassCSP: true, colorScheme }, async (page) => {
          for (const [name, path] of pages().filter(([name]) => colorScheme === "light" || DARK.has(name))) {
            await page.goto(`/${lang}${path}`)
            for (const fault of await axeFaults(page)) faults.push(`${colorScheme} ${name}: ${fault}`)
          }
        })
      expect(faults).toEqual([])
    }, 120_000)
  }

  test("are reached from home without scripts: subjects, a kind, a thing, an action and back to its thing", async () => {
    await open({ viewport: PHONE }, async (page) => {
      await page.goto("/fa/")
      for (const name of ["موضوع‌ها", "گروه‌ها", "معلمان و آموزش"])
        await page.locator("main, header").getByRole("link", { name, exact: true }).first().click()
      expect(new URL(page.url()).pathname).toBe("/fa/workforces/education")
      await page.locator("ol.acts li > a").first().click()
      await page.getByRole("link", { name: "معلمان و آموزش", exact: true }).click()
      expect(new URL(page.url()).pathname).toBe("/fa/workforces/education")
      await page.getByRole("link", { name: "English" }).click()
      expect(await page.locator("h1").textContent()).toBe("Education")
    })
  })

  test("show in the table what their bars show", async () => {
    await open({ viewport: DESKTOP }, async (page) => {
      await page.goto("/en/workforces/education")
      const bars = (await page.evaluate("[...document.querySelectorAll('.bars span')].map((s) => s.title)")) as string[]
      const rows = (await page.evaluate(
        "[...document.querySelectorAll('.timeline tr:has(td)')].map((r) => [r.querySelector('th').textContent, r.querySelector('.n').textContent].join(' '))",
      )) as string[]
      const told = bars.filter((title) => !title.endsWith(": 0")).map((title) => title.replace(": ", " "))
      expect(rows.toReversed()).toEqual(told)
    })
  })
})
