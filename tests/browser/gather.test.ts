import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

let served: ServedForBrowser
let token: string
beforeAll(async () => {
  served = await serveForBrowser()
  token = await served.administrator.signIn()
})
afterAll(() => served?.close())

describe("gathering at the desk, without scripts", () => {
  test("puts links and feeds in the queue once, says what is no address, and takes jobs out again", async () => {
    const context = await served.browser.newContext({ baseURL: served.origin, javaScriptEnabled: false })
    await context.addCookies([{ name: "karnegar", value: token, url: served.origin }])
    const page = await context.newPage()
    await page.goto("/fa/desk/links")
    await page.fill("#addresses", "https://example.org/1\nنشانی")
    await page.getByRole("button", { name: "در صف بگذار" }).click()
    expect(await page.getByRole("alert").textContent()).toContain("این نشانی نیست: نشانی")
    expect(await page.inputValue("#addresses")).toContain("https://example.org/1")
    await page.fill("#addresses", "https://example.org/1\nhttps://example.org/2")
    await page.fill("#published", "۱۴۰۳/۰۵/۱۲")
    await page.selectOption("#source", "kar")
    await page.getByRole("button", { name: "در صف بگذار" }).click()
    expect(await page.getByRole("status").textContent()).toContain("۲ نشانی")
    expect((await served.jobs.list()).map(({ payload }) => payload)).toEqual([
      { address: "https://example.org/1", source: "kar", published: "2024-08-02" },
      { address: "https://example.org/2", source: "kar", published: "2024-08-02" },
    ])
    await page.goto("/en/desk/sources")
    await page.getByRole("button", { name: "Read now" }).click()
    expect(new URL(page.url()).pathname).toBe("/en/desk/jobs")
    expect((await served.jobs.list()).length).toBe(3)
    await page.getByRole("button", { name: "Drop" }).first().click()
    expect((await served.jobs.list()).length).toBe(2)
    await page.goto("/en/desk/sources")
    await page.getByRole("button", { name: "Pause" }).click()
    expect(await page.getByText("paused").count()).toBe(1)
    expect(await page.getByRole("button", { name: "Read now" }).count()).toBe(0)
    await page.getByRole("button", { name: "Resume" }).click()
    expect(await page.getByText("never read yet").count()).toBe(1)
    await leave(context)
  })
})
