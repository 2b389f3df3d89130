import { type AddressInfo, connect, createServer } from "node:net"
import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openSealed } from "../../packages/karnegar/src/submissions/open-sealed.ts"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

const TEXT = "دیروز دستگاه‌های سالن سه خاموش شد."
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

let served: ServedForBrowser
beforeAll(async () => {
  served = await serveForBrowser()
})
afterAll(() => served?.close())

/** Visits through a wire that is listened to: all that is sent, files too; nothing may be forbidden by the policy. */
async function open<T>(options: BrowserContextOptions, visit: (page: Page, sent: Buffer[]) => Promise<T>): Promise<T> {
  const sent: Buffer[] = []
  const wire = createServer((near) => {
    const far = connect(Number(new URL(served.origin).port), "127.0.0.1")
    near.on("data", (bytes) => sent.push(bytes))
    near.pipe(far).pipe(near)
    for (const end of [near, far]) end.on("error", () => [near, far].map((one) => one.destroy()))
  })
  await new Promise<void>((done) => wire.listen(0, "127.0.0.1", done))
  const baseURL = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`
  const context = await served.browser.newContext({ baseURL, ...options })
  const forbidden: string[] = []
  try {
    const page = await context.newPage()
    page.on("console", (line) => line.type() === "error" && forbidden.push(line.text()))
    page.on("pageerror", (error) => forbidden.push(error.message))
    const answer = await visit(page, sent)
    expect(forbidden).toEqual([])
    return answer
  } finally {
    await leave(context)
    wire.close()
  }
}

const fill = async (page: Page, text: string) => {
  await page.fill("#text", text)
  await page.setInputFiles("#files", { name: "عکس.png", mimeType: "image/png", buffer: PICTURE })
}
const codeOf = async (page: Page) => (await page.locator(".receipt").textContent())!.replace(/\s/g, "")
async function openNewest(text: string) {
  for (const { id, parts } of await served.submissions.list())
    for (const { n } of parts) {
      const parcel = await openSealed((await served.submissions.sealed(id, n))!, [served.identity])
      if (parcel.text === text) return { id, parcel }
    }
  throw new Error("nothing of this text was sent")
}

describe("sending a report", () => {
  for (const lang of ["fa", "en"] as const) {
    test(`without scripts, on a phone: sent, looked up, added to, in ${lang}`, { timeout: 60_000 }, async () => {
      await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page) => {
        await page.goto(`/${lang}/send`)
        expect(await page.locator('[data-where="server"]').isVisible()).toBe(true)
        expect(await page.locator('[data-where="browser"]').isVisible()).toBe(false)
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
        await fill(page, `${TEXT} ${lang}`)
        await page.locator("form.send button").first().click()
        const code = await codeOf(page)
        expect(code).toMatch(lang === "fa" ? /^[۰-۹]{32}$/ : /^\d{32}$/)
        await page.goto(`/${lang}/send/receipt`)
        await page.fill("#code", code)
        await page.locator("form.send button").click()
        await page.fill("#text", `افزوده ${lang}`)
        await page.locator("form.send button").click()
        expect(await codeOf(page)).toBe(code)
      })
      const { id, parcel } = await openNewest(`${TEXT} ${lang}`)
      expect(parcel.attachments.map(({ name, bytes }) => [name, bytes.length])).toEqual([["عکس.png", PICTURE.length]])
      expect((await openNewest(`افزوده ${lang}`)).id).toBe(id)
    })
  }

  test("with scripts: sealed in the browser, so that the server never gets a word of it", {
    timeout: 60_000,
  }, async () => {
    await open({}, async (page, sent) => {
      await page.goto("/fa/send")
      expect(await page.locator('[data-where="browser"]').isVisible()).toBe(true)
      await fill(page, TEXT)
      await page.click("details:first-of-type summary")
      await page.fill("#place", "شوش")
      await page.locator("form.send button").first().click()
      await page.waitForSelector(".receipt")
      const all = Buffer.concat(sent)
      expect(all.includes("age-encryption.org/v1")).toBe(true)
      for (const word of [TEXT, "شوش", "عکس", PICTURE.subarray(8, 40)]) expect(all.includes(word)).toBe(false)
    })
    const { parcel } = await openNewest(TEXT)
    expect(parcel).toMatchObject({ place: "شوش", attachments: [{ name: "عکس.png" }] })
  })

  test("would be seen to leak, were it not sealed: the same look finds a text that is posted without scripts", async () => {
    await open({ javaScriptEnabled: false }, async (page, sent) => {
      await page.goto("/fa/send")
      await page.fill("#text", TEXT)
      await page.locator("form.send button").first().click()
      expect(Buffer.concat(sent).includes(TEXT)).toBe(true)
    })
  })
})

describe("a reviewer", () => {
  test("opens it in the browser with a key file that goes nowhere", { timeout: 60_000 }, async () => {
    const text = "برای باز کردن در مرورگر"
    await open({ javaScriptEnabled: false }, async (page) => {
      await page.goto("/fa/send")
      await fill(page, text)
      await page.locator("form.send button").first().click()
    })
    const { id } = await openNewest(text)
    const token = await served.administrator.signIn()
    await open({}, async (page, sent) => {
      await page.context().addCookies([{ name: "karnegar", value: token, url: served.origin }])
      await page.goto("/fa/desk/submissions")
      await page.click(`a[href$="${id}"]`)
      const keyFile = { name: "key.txt", mimeType: "text/plain" }
      await page.setInputFiles("#key", { ...keyFile, buffer: Buffer.from("# no key\n") })
      await page.click("[data-open] button")
      await page.waitForSelector('[data-says="noKey"]:visible')
      await page.setInputFiles("#key", { ...keyFile, buffer: Buffer.from(`# made today\n${served.identity}\n`) })
      await page.click("[data-open] button")
      await page.waitForSelector("[data-texts] article")
      expect(await page.locator("[data-texts] [data-text]").textContent()).toBe(text)
      expect(await page.inputValue("#text")).toBe(text)
      const copy = page.locator("[data-texts] a[download]")
      expect(await copy.getAttribute("download")).toBe("copy-1.jpg")
      await expect.poll(async () => (await served.submissions.find(id))?.state).toBe("opened")
      const all = Buffer.concat(sent)
      for (const secret of [served.identity, served.identity.slice(20, 40), text])
        expect(all.includes(secret)).toBe(false)
    })
  })
})
