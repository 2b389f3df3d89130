import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { axeFaults } from "./axe-faults.ts"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

let served: ServedForBrowser
/** A session at the desk, which public pages take no notice of. */
let token: string
beforeAll(async () => {
  served = await serveForBrowser()
  token = await served.administrator.signIn()
})
afterAll(() => served?.close())

const PHONE = { width: 360, height: 740 }
const DESKTOP = { width: 1280, height: 900 }
const LANGS = ["fa", "en"] as const
const DARK = new Set(["home", "action", "report"])

/** One of each kind of page, without its language. */
function pages(): readonly (readonly [name: string, path: string])[] {
  const many = served.actions.find((a) => a.places.length > 2)!
  return [
    ["home", "/"],
    ["list", "/actions"],
    ["list with a filter and faults", "/actions?workforce=retirees&from=xyz&q=a"],
    ["list counted by place", "/actions?kind=actions&count=place&step=year&outcome=-&q=%D8%AF%D8%B1"],
    ["calls", "/actions?kind=calls"],
    ["conditions", "/conditions?kind=actions"],
    ["counts", "/counts?kind=actions"],
    ["digest", "/digest?kind=actions"],
    ["statistics", "/statistics"],
    ["api", "/api"],
    ["action", `/actions/${many.id}`],
    ["about", "/about"],
    ["message", "/message"],
    ["sign-in", "/desk/sign-in"],
    ["join", "/desk/join"],
    ["people", "/desk/people"],
    ["sources", "/desk/sources"],
    ["jobs", "/desk/jobs"],
    ["links", "/desk/links"],
    ["desk", "/desk/reports"],
    ["report", `/desk/reports/${served.reportId}`],
    ["not found", "/nowhere"],
  ]
}

/** Those of the desk are in desk-axe.test.ts. */
const publicPages = () => pages().filter(([, path]) => !path.startsWith("/desk"))

async function open<T>(options: BrowserContextOptions, visit: (page: Page) => Promise<T>): Promise<T> {
  const context = await served.browser.newContext({ baseURL: served.origin, javaScriptEnabled: false, ...options })
  await context.addCookies([{ name: "karnegar", value: token, url: served.origin }])
  try {
    return await visit(await context.newPage())
  } finally {
    await leave(context)
  }
}

describe("the site without scripts", () => {
  const labels = {
    fa: { all: "همه حرکت‌ها", show: "نشان بده", other: "English", dir: "rtl", action: /^(اعتصاب|تجمع|راهپیمایی|تحصن)/ },
    en: { all: "All actions", show: "Show", other: "فارسی", dir: "ltr", action: /on strike|gathering|marching|sit-in/ },
  }
  for (const lang of LANGS) {
    test(`leads from home over the list and a filter to an action and its other language, from ${lang}`, async () => {
      const words = labels[lang]
      await open({ viewport: PHONE }, async (page) => {
        await page.goto(`/${lang}/`)
        expect(await page.getAttribute("html", "dir")).toBe(words.dir)
        await page.getByRole("link", { name: words.all }).click()
        await page.selectOption("#workforce", "retirees")
        await page.fill("#from", "1396/01/01")
        await page.getByRole("button", { name: words.show }).click()
        const url = new URL(page.url())
        expect(url.searchParams.get("workforce")).toBe("retirees")
        expect(await page.inputValue("#workforce")).toBe("retirees")
        expect(await page.inputValue("#from")).toBe("1396/01/01")
        const first = page.locator("ol.acts li > a").first()
        const title = await first.textContent()
        await first.click()
        expect(await page.locator("h1").textContent()).toBe(title)
        expect(title).toMatch(words.action)
        const path = new URL(page.url()).pathname
        await page.getByRole("link", { name: words.other }).click()
        const other = lang === "fa" ? "en" : "fa"
        expect(new URL(page.url()).pathname).toBe(path.replace(`/${lang}/`, `/${other}/`))
        expect(await page.locator("time").first().getAttribute("datetime")).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      })
    })
  }

  test("opens from a number on the map the list of that province, with the number in the table beside it", async () => {
    await open({ viewport: PHONE }, async (page) => {
      await page.goto("/en/")
      const bubble = page.locator(".map a").first()
      const [name, count] = (await bubble.getAttribute("aria-label"))!.split(": ") as [string, string]
      const cell = page.locator("table.counts tr", {
        has: page.getByRole("link", { name, exact: true, includeHidden: true }),
      })
      expect(await cell.locator(".n").first().textContent()).toBe(count)
      await bubble.click()
      expect(await page.locator("#province option:checked").textContent()).toBe(name)
      expect(await page.locator("ol.acts li").count()).toBeGreaterThan(0)
    })
  })
})

describe("every page", () => {
  for (const lang of LANGS) {
    for (const viewport of [PHONE, DESKTOP]) {
      test(`asks nobody but this site, breaks no rule of its policy and fits ${viewport.width} px in ${lang}`, async () => {
        await open({ viewport, javaScriptEnabled: true }, async (page) => {
          const foreign: string[] = []
          const told: string[] = []
          page.on("request", (request) => {
            if (!request.url().startsWith(`${served.origin}/`)) foreign.push(request.url())
          })
          page.on("requestfailed", (request) => {
            // A font that is still on its way when the next page is asked for is broken off; nothing refused it.
            const why = request.failure()?.errorText ?? ""
            if (why !== "net::ERR_ABORTED") told.push(`failed ${request.url()} ${why}`)
          })
          page.on("console", (message) => {
            if (!message.text().includes("404 (Not Found)")) told.push(message.text())
          })
          for (const [name, path] of pages()) {
            await page.goto(`/${lang}${path}`)
            const wide = await page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            )
            expect(`${name}: ${wide} px too wide`).toBe(`${name}: 0 px too wide`)
            const text = lang === "fa" ? "این داده‌ها نمونه و ساختگی‌اند" : "Sample data, invented"
            expect(await page.locator(".sample").textContent()).toContain(text)
          }
          expect(foreign).toEqual([])
          expect(told).toEqual([])
        })
      })
    }

    test(`has no serious fault that axe finds, in ${lang}, light and dark`, async () => {
      const faults: string[] = []
      for (const colorScheme of ["light", "dark"] as const) {
        await open({ viewport: PHONE, javaScriptEnabled: true, bypassCSP: true, colorScheme }, async (page) => {
          // Dark differs in colours only: one page of each look is enough.
          const looked = colorScheme === "light" ? publicPages() : pages().filter(([name]) => DARK.has(name))
          for (const [name, path] of looked) {
            await page.goto(`/${lang}${path}`)
            for (const fault of await axeFaults(page)) faults.push(`${colorScheme} ${name}: ${fault}`)
          }
        })
      }
      expect(faults).toEqual([])
    })
  }
})

describe("the first view of every public page", () => {
  for (const lang of LANGS) {
    test(`weighs at most 70 kB on the wire, everything included, in ${lang}`, async () => {
      const heavy: string[] = []
      for (const [name, path] of publicPages()) {
        await open({ viewport: PHONE }, async (page) => {
          const session = await page.context().newCDPSession(page)
          await session.send("Network.enable")
          let bytes = 0
          session.on("Network.loadingFinished", (event) => {
            bytes += event.encodedDataLength
          })
          await page.goto(`/${lang}${path}`, { waitUntil: "networkidle" })
          // The last bytes are told of after the page says that it is still: the typeface alone is 40 kB.
          await expect.poll(() => bytes, { timeout: 10_000, message: name }).toBeGreaterThan(41_000)
          await page.waitForTimeout(200)
          if (bytes > 70_000) heavy.push(`${name}: ${bytes}`)
        })
      }
      expect(heavy).toEqual([])
    }, 120_000)
  }
})

describe("the list, opened", () => {
  for (const lang of LANGS) {
    test(`keeps its tables inside 360 px and leads from a column, a chip and a count to their part, in ${lang}`, async () => {
      await open({ viewport: PHONE, javaScriptEnabled: true }, async (page) => {
        await page.goto(`/${lang}/actions?kind=actions&step=year`)
        for (const summary of await page.locator("main summary").all()) await summary.click()
        const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        expect(wide).toBe(0)
        const found = async () => (await page.locator("#found").textContent())!.replace(/[^\d۰-۹]/g, "")
        const column = page.locator(".columns a").first()
        const count = (await column.getAttribute("title"))!.split(": ")[1]!
        await column.click()
        expect(await found()).toBe(count)
        await page.locator(".chips a[aria-label]").last().click()
        const row = page.locator(".facets tr", { has: page.locator('a[href*="form="]') }).first()
        await page.locator("main details", { has: row }).locator("summary").first().click()
        const told = await row.locator(".n").textContent()
        await row.locator("a").click()
        expect(await found()).toBe(told)
      })
    })
  }
})

describe("the home page on a phone", () => {
  for (const lang of LANGS) {
    test(`lets a finger hit every number on the map, in ${lang}`, async () => {
      await open({ viewport: PHONE, javaScriptEnabled: true }, async (page) => {
        await page.goto(`/${lang}/`)
        const missed = await page.evaluate(`[...document.querySelectorAll(".map a")].filter((a) => {
          a.scrollIntoView({ block: "center" })
          const box = a.getBoundingClientRect()
          if (box.width < 24 || box.height < 24) return true
          const spots = [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.2], [0.5, 0.8]]
          return !spots.every(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y) === a)
        }).map((a) => a.title)`)
        expect(missed).toEqual([])
      })
    })
  }

  test("loads the dark map only where the reader’s screen is dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await open({ viewport: PHONE, colorScheme }, async (page) => {
        const maps: string[] = []
        page.on("request", (request) => {
          const name = /map-(light|dark)/.exec(request.url())
          if (name !== null) maps.push(name[1]!)
        })
        await page.goto("/fa/")
        expect(maps).toEqual([colorScheme])
      })
    }
  })

  test("takes the keyboard past the navigation with one key", async () => {
    await open({ viewport: DESKTOP }, async (page) => {
      await page.goto("/fa/")
      await page.keyboard.press("Tab")
      const skip = page.getByRole("link", { name: "رفتن به متن" })
      expect(await skip.evaluate((link) => link.matches(":focus-visible"))).toBe(true)
      await page.keyboard.press("Enter")
      expect(new URL(page.url()).hash).toBe("#main")
    })
  })
})
