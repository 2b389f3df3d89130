import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { type ActionIndex, buildIndex, type Filter } from "@karnegar/index"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { mirrorRecord } from "../../packages/karnegar/src/cli/mirror-command.ts"
import type { PublishedAction } from "../../packages/karnegar/src/record/types.ts"
import { indexRowOf } from "../../packages/karnegar/src/web/index-row.ts"
import { axeFaults } from "./axe-faults.ts"
import { serveForBrowser } from "./served-site.ts"

/* The copy that opens anywhere, as it is opened: from a disk, in Chromium, with nothing served. */

let dir: string
let browser: Browser
let close: () => Promise<void>
let actions: readonly PublishedAction[]
let index: ActionIndex
/** The address of a file, with what stands behind its `#`. */
const at = (name: string) => new URL(name, pathToFileURL(join(dir, "copy/"))).href

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-mirror-"))
  const served = await serveForBrowser()
  ;({ browser, close } = served)
  await mirrorRecord(served.record, { folder: join(dir, "copy"), include: ["unreviewed"], origin: null })
  actions = served.actions.filter(({ state }) => state !== "retracted")
  index = buildIndex(actions.map(indexRowOf))
})
afterAll(async () => {
  await close()
  rmSync(dir, { recursive: true, force: true })
})

/** A page of the copy, and every address that it asked for. */
async function opened(name: string, options: { readonly javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, ...options })
  const page = await context.newPage()
  const asked: string[] = []
  const wrong: string[] = []
  page.on("request", (request) => asked.push(request.url()))
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()))
  page.on("pageerror", (error) => wrong.push(error.message))
  await page.goto(at(name))
  return { page, asked, wrong, end: () => context.close() }
}

const shownIds = (page: Page) =>
  page.$$eval("#found ol a", (links) =>
    links.map((link) => (link as unknown as { readonly hash: string }).hash.slice(1)),
  )
const shownCount = async (page: Page) => Number((await page.textContent("#found h2"))!.split(" ")[0])

/** What the index answers in this process. */
function answered(filter: Filter): { readonly ids: readonly string[]; readonly count: number } {
  const plain = index.select(filter)
  const ranked = filter.text === undefined ? plain : index.rank(plain, filter.text, 50)
  return { ids: Array.from(ranked.subarray(0, 50), (i) => index.rows[i]!.id), count: plain.length }
}

describe("a copy on a disk", () => {
  test.each([
    {},
    { text: "اعتصاب" },
    { text: "هفت تپه" },
    { text: "هفت‌تپه" },
    { workforce: "education" },
    { form: "strike", province: "p6" },
    { text: "strike", "gregorian-year": "2021" },
    { demand: "unpaid_wages", text: "کارگران" },
    { text: "چیزی‌که‌نیست" },
  ] satisfies Filter[])("finds what the site finds: %j", async (filter) => {
    const { text, ...conditions } = filter as Filter & { readonly text?: string }
    const query = new URLSearchParams({ ...(text === undefined ? {} : { q: text }), ...(conditions as object) })
    const { page, wrong, end } = await opened(`en.html#${query}`)
    const want = answered(filter)
    expect(await shownCount(page)).toBe(want.count)
    expect(await shownIds(page)).toEqual(want.ids)
    expect(wrong).toEqual([])
    await end()
  })

  test("is searched in Persian, narrowed by a number, and leads to what is known of an action", async () => {
    const { page, asked, wrong, end } = await opened("index.html")
    await page.fill("#q", "اعتصاب")
    const all = answered({ text: "اعتصاب" }).count
    expect(await page.textContent("#found h2")).toBe(
      `${all.toLocaleString("fa-IR")} از ${actions.length.toLocaleString("fa-IR")}`,
    )
    await page.click("#found .counts a")
    expect(decodeURIComponent(new URL(page.url()).hash)).toMatch(/^#q=اعتصاب&workforce=/)
    expect((await shownIds(page)).length).toBeLessThan(all)
    await page.goBack()
    expect((await shownIds(page)).length).toBe(Math.min(50, all))
    const [id] = await shownIds(page)
    await page.click("#found ol a")
    expect(new URL(page.url()).pathname).toMatch(/\/fa-\d{4}\.html$/)
    expect(await page.$(`article[id="${id}"] h2`)).not.toBeNull()
    expect(asked.filter((address) => !address.startsWith("file:"))).toEqual([])
    expect(wrong).toEqual([])
    await end()
  })

  test("without scripts lists every action year by year, and shows no form that would do nothing", async () => {
    const { page, asked, end } = await opened("index.html", { javaScriptEnabled: false })
    expect(await page.isVisible("#search")).toBe(false)
    const years = await page.$$eval('a[href^="fa-"]', (links) => links.map((link) => link.getAttribute("href")!))
    const ids: string[] = []
    for (const year of years) {
      await page.goto(at(year))
      ids.push(...(await page.$$eval("article", (all) => all.map(({ id }) => id))))
    }
    expect(ids.sort()).toEqual(actions.map(({ id }) => id).sort())
    expect(asked.filter((address) => !address.startsWith("file:"))).toEqual([])
    await end()
  })

  test.each(["index.html", "en.html"])("%s and a page of a year have no fault that axe finds", async (name) => {
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 800 } })
    const page = await context.newPage()
    await page.goto(at(name))
    const found = await axeFaults(page)
    await page.click(`a[href^="${name === "index.html" ? "fa" : "en"}-"]`)
    expect([...found, ...(await axeFaults(page))]).toEqual([])
    await context.close()
  })

  test("lets a script of another place neither in nor out", async () => {
    const { page, wrong, end } = await opened("index.html")
    // As text: these tests are no program of a browser.
    await page.evaluate(`
      document.head.append(Object.assign(document.createElement("script"), { src: "https://example.org/a.js" }))
      fetch("https://example.org/").catch(() => {})`)
    const refused = (directive: string) => wrong.some((text) => text.includes(directive))
    await expect.poll(() => [refused("script-src"), refused("connect-src")]).toEqual([true, true])
    expect(readFileSync(join(dir, "copy", "index.html"), "utf8")).not.toMatch(/<script>|style=|onclick=/)
    await end()
  })
})
