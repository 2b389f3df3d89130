import type { BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember, PASSPHRASE } from "../support/desk-people.ts"
import { type ServedForBrowser, serveForBrowser } from "./served-site.ts"

let served: ServedForBrowser
let [first, second] = [null as unknown as Member, null as unknown as Member]
beforeAll(async () => {
  served = await serveForBrowser()
  first = await makeMember(served.people, served.clock, "نارون", "reviewer")
  second = await makeMember(served.people, served.clock, "بلوط", "publisher")
})
afterAll(() => served?.close())

const WORDS = {
  fa: { enter: "وارد شو", send: "پیشنهاد کن", approve: "تأیید", remove: "بردار", waits: "در انتظار تأیید نفر دوم" },
  en: { enter: "Sign in", send: "Propose", approve: "Approve", remove: "Take off", waits: "Waits for a second person" },
}

/** A phone without scripts on which somebody has signed in. */
async function signedIn(lang: "fa" | "en", member: Member, handle: string): Promise<[BrowserContext, Page]> {
  const context = await served.browser.newContext({
    baseURL: served.origin,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const page = await context.newPage()
  await page.goto(`/${lang}/desk/sign-in`)
  await page.fill("#handle", handle)
  await page.fill("#passphrase", PASSPHRASE)
  await page.fill("#code", member.code())
  await page.getByRole("button", { name: WORDS[lang].enter, exact: true }).click()
  return [context, page]
}

describe("the register of public persons on a phone, without scripts", () => {
  for (const lang of ["fa", "en"] as const)
    test(`takes a proposal by one and an approval by another, in ${lang}`, { timeout: 60_000 }, async () => {
      const words = WORDS[lang]
      const [one, page] = await signedIn(lang, first, "نارون")
      await page.goto(`/${lang}/desk/persons`)
      await page.fill("#name_fa", `ژرفان سنگ‌نوردپور ${lang === "fa" ? "یک" : "دو"}`)
      await page.fill("#name_en", "Zharfan Sangnavardpour")
      await page.fill("#office_fa", "وزیر نمونه")
      await page.fill("#office_en", "Sample minister")
      await page.fill("#reason", "holds this office since last year; see the gazette")
      await page.fill("#review_day", new Date(Date.now() + 90 * 864e5).toISOString().slice(0, 10))
      await page.getByRole("button", { name: words.send }).click()
      // Not said to be an adult: refused, with all that was typed.
      expect(await page.locator('[role="alert"]').count()).toBe(1)
      expect(await page.inputValue("#name_en")).toBe("Zharfan Sangnavardpour")
      await page.check('input[name="adult"]')
      await page.getByRole("button", { name: words.send }).click()
      const main = () => page.locator("main").textContent()
      expect(await main()).toContain(words.waits)
      expect(await page.getByRole("button", { name: words.approve }).count()).toBe(0)
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
      await one.close()

      const [two, other] = await signedIn(lang, second, "بلوط")
      await other.goto(`/${lang}/desk/persons`)
      await other.getByRole("button", { name: words.approve, exact: true }).first().click()
      expect(await other.locator("main").textContent()).not.toContain(words.waits)
      await other.getByRole("button", { name: words.remove, exact: true }).first().click()
      expect(await other.getByRole("button", { name: words.remove, exact: true }).count()).toBe(0)
      await two.close()
    })
})
