import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Browser, launch, type Page } from "puppeteer-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember, PASSPHRASE } from "../support/desk-people.ts"
import { type ServedRecord, serveRecord } from "./served-site.ts"

/* Firefox as Tor Browser sets it at its safest level: no scripts, no SVG, no typefaces from the web. */

const SAFEST = {
  "javascript.enabled": false,
  "svg.disabled": true,
  "gfx.downloadable_fonts.enabled": false,
  "network.proxy.type": 0,
}

let served: ServedRecord
let browser: Browser
let reviewer: Member
let downloads: string
beforeAll(async () => {
  const executablePath = process.env.FIREFOX_PATH ?? "/usr/bin/firefox-esr"
  if (!existsSync(executablePath))
    throw new Error("Firefox not found; on Debian: apt-get install firefox-esr, or set FIREFOX_PATH")
  downloads = mkdtempSync(join(tmpdir(), "karnegar-firefox-"))
  const started = launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      ...SAFEST,
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.always_ask_before_handling_new_types": false,
      // A panel that tells of a table taken away would hear the keys of the next test.
      "browser.download.alwaysOpenPanel": false,
    },
  })
  ;[browser, served] = await Promise.all([started, serveRecord()])
  reviewer = await makeMember(served.people, served.clock, "نسترن", "reviewer")
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
  if (downloads !== undefined) rmSync(downloads, { recursive: true, force: true })
})

/** A phone's page; closed after the visit. */
async function visit(task: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage()
  try {
    await page.setViewport({ width: 360, height: 740 })
    await task(page)
  } finally {
    await page.close()
  }
}

const go = (page: Page, path: string) => page.goto(new URL(path, served.origin).href)

const pause = (ms: number) => new Promise<null>((done) => setTimeout(done, ms, null))

/** Waits by asking again: `waitForSelector`, `waitForNavigation` and events of loading never come where scripts are off. */
async function until<T>(what: string, ask: () => Promise<T | null | false>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    // A page that is on its way has nothing to be asked, or never answers.
    const answer = await Promise.race([ask().catch(() => null), pause(2_000)])
    if (answer !== null && answer !== false) return answer
    await pause(150)
  }
  throw new Error(`waited in vain for ${what}`)
}

/** A property of the first that a selector finds, once there is one. */
const told = (page: Page, selector: string, property = "textContent") =>
  until(selector, async () => {
    const value = await page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.${property} ?? null`)
    return value === null ? null : String(value).trim()
  })

/** Goes to where a link leads. */
async function follow(page: Page, selector: string): Promise<void> {
  await page.goto(await told(page, selector, "href"))
}

/** Presses a button of a form by the keyboard, and waits until the page that follows is there. */
async function press(page: Page, button: string): Promise<void> {
  await page.evaluate("document.documentElement.dataset.before = 'yes'")
  await page.focus(button)
  await page.keyboard.press("Enter")
  // A form that is being sent is broken off by questions.
  await pause(400)
  await until("the next page", async () => {
    const state = await page.evaluate("document.documentElement.dataset.before ?? document.readyState")
    return state === "complete"
  })
}

describe("Firefox at Tor's safest level", () => {
  test("is what it is said to be: scripts, SVG and typefaces of a page do nothing", async () => {
    const server: Server = createServer((_, answer) => {
      answer.setHeader("Content-Type", "text/html")
      answer.end(
        `<!doctype html><p id="told">none</p><svg width="90" height="90"></svg><script>document.querySelector("#told").textContent = "made by a script"</script>`,
      )
    })
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    try {
      await visit(async (page) => {
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
        expect(await told(page, "#told")).toBe("none")
        expect(await told(page, "svg", "getBoundingClientRect().height")).not.toBe("90")
        await go(page, "/fa/")
        expect(
          await page.evaluate("document.fonts.size === 0 || [...document.fonts].every((f) => f.status !== 'loaded')"),
        ).toBe(true)
      })
    } finally {
      server.close()
    }
  })

  for (const lang of ["fa", "en"] as const)
    test(`finds the last strike of a town in three steps, narrows the list, reads an action, in ${lang}`, async () => {
      await visit(async (page) => {
        await go(page, `/${lang}/`)
        expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(
          0,
        )
        await page.type("form.find [name=q]", lang === "fa" ? "اعتصاب اهواز" : "strike Ahvaz")
        await press(page, "form.find button")
        const title = await told(page, "ol.acts li > a")
        await follow(page, "ol.acts li > a")
        expect(await told(page, "h1")).toBe(title)
        expect(title).toMatch(lang === "fa" ? /اعتصاب.*اهواز/ : /strike.*Ahvaz/i)
        await go(page, `/${lang}/actions`)
        await page.select("#workforce", "retirees")
        await page.type("#from", "1396/01/01")
        await press(page, "form.filter button")
        expect(new URL(page.url()).searchParams.get("workforce")).toBe("retirees")
        expect(await told(page, "#workforce", "value")).toBe("retirees")
        await follow(page, "ol.acts li > a")
        expect(await told(page, "time", "dateTime")).toMatch(/^\d{4}-\d\d-\d\d$/)
        expect(await told(page, "main")).toContain(lang === "fa" ? "منبع" : "ource")
      })
    })

  test("takes the table of a set away, and reads the statistics of it", async () => {
    await visit(async (page) => {
      await go(page, "/fa/statistics")
      const [size] = /[۰-۹]+/.exec(await told(page, ".ways a"))!
      await page.focus('a[href*="actions.csv"]')
      await page.keyboard.press("Enter")
      const csv = await until("the table", async () => {
        const [name] = readdirSync(downloads).filter((one) => one.endsWith(".csv"))
        return name === undefined ? null : readFileSync(join(downloads, name), "utf8") || null
      })
      const rows = csv.split("\r\n").filter((row) => row !== "").length - 1
      expect(rows.toLocaleString("fa", { useGrouping: false })).toBe(size)
      expect(await told(page, "table.figures td")).toMatch(/^[۰-۹]+$/)
    })
  })

  test("sends a report and is given a receipt", async () => {
    await visit(async (page) => {
      await go(page, "/fa/send")
      await page.type("#text", "دیروز دستگاه‌های سالن سه خاموش شد.")
      await press(page, "form.send button")
      expect((await told(page, ".receipt")).replace(/\s/g, "")).toMatch(/^[۰-۹]{32}$/)
      expect(await served.submissions.list()).toHaveLength(1)
    })
  })

  test("signs in at the desk and accepts a report", async () => {
    const [item] = await served.record.listQueue({ order: "newest", state: "waiting", limit: 1 })
    const ids = (await served.record.reviewReport(item!.reportId)).map(({ action }) => action.id)
    await visit(async (page) => {
      await go(page, "/fa/desk/sign-in")
      await page.type("#handle", "نسترن")
      await page.type("#passphrase", PASSPHRASE)
      await page.type("#code", reviewer.code())
      await press(page, "main form button")
      await go(page, `/fa/desk/review/${item!.reportId}`)
      await press(page, 'button[name="do"][value="accept"]')
      const states = await Promise.all(ids.map(async (id) => (await served.record.review(id)).state))
      expect(states).toContain("reviewed")
    })
  })
})
