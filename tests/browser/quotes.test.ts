import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { goTo, type ServedForBrowser, serveForBrowser, shot, visitAs } from "./served-site.ts"

let served: ServedForBrowser
const members = new Map<string, Member>()
/** A report whose source lets a few of its words be passed on, and its action. */
let reportId: string
let actionId: string
const TEXT =
  "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند. «نان سفره‌مان را گرفته‌اند» را همه با هم خواندند.\nهژار کوهیارپور گفت: برمی‌گردیم."

beforeAll(async () => {
  served = await serveForBrowser()
  members.set("نیلوفر", await makeMember(served.people, served.clock, "نیلوفر", "reviewer"))
  members.set("آفتاب", await makeMember(served.people, served.clock, "آفتاب", "publisher"))
  const [source] = await served.record.listSources()
  await served.record.putSource({ ...source!, redistribution: "quotes" })
  const { codeReport } = await import("@karnegar/coder")
  const told = await served.record.addCoded(
    { foreignId: "q", text: TEXT, source: source!.key, url: null, published: "2024-05-05", lang: "fa", sample: true },
    codeReport({ id: "q", text: TEXT, published: "2024-05-05" }),
  )
  reportId = told.reportId
  actionId = told.actionIds[0]!
  await served.record.setState(actionId, "reviewed", "", { who: members.get("نیلوفر")!.account.id })
})
afterAll(() => served?.close())

const desk = <T>(handle: string, options: BrowserContextOptions, visit: (page: Page) => Promise<T>) =>
  visitAs(served, members.get(handle)!, options, visit)

const WORDS = {
  fa: { send: "برای نقل پیشنهاد کن", person: "نام آدم", approve: "تأیید و انتشار نقل", down: "بردار" },
  en: {
    send: "Put forward as a quote",
    person: "a person’s name",
    approve: "Approve and publish the quote",
    down: "Take down",
  },
}
const public_ = async () => (await served.record.findPublished(actionId))!.quotes.map((quote) => quote.text)

for (const lang of ["fa", "en"] as const)
  describe(`quotes in ${lang}`, () => {
    const words = WORDS[lang]
    test("are chosen by one and approved by another with scripts off at 360 pixels, shown, and taken down", async () => {
      const phone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }
      await desk("نیلوفر", phone, async (page) => {
        await goTo(page, `/${lang}/desk/review/${reportId}`)
        await page.click(`a[href$="/quotes"]`)
        await page.locator(".report mark.person").waitFor()
        // What looks like a person is marked in the text, and stops.
        expect(await page.locator(".report mark.person").allTextContents()).toEqual(["هژار کوهیارپور"])
        await page.locator('label:has-text("برمی‌گردیم") input').check()
        await page.getByRole("button", { name: words.send }).click()
        expect(await page.getByRole("alert").textContent()).toContain(words.person)
        await page.fill("input[name=words]", "نان سفره‌مان را گرفته‌اند")
        await page.getByRole("button", { name: words.send }).click()
        expect(await page.locator("main blockquote").textContent()).toBe("نان سفره‌مان را گرفته‌اند")
        expect(await page.getByRole("button", { name: words.approve }).count()).toBe(0)
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true)
        await shot(page, `quotes-${lang}-360`)
      })
      expect(await public_()).toEqual([])
      await desk("آفتاب", phone, async (page) => {
        await goTo(page, `/${lang}/desk/actions/${actionId}/quotes`)
        await page.getByRole("button", { name: words.approve }).click()
        await expect.poll(public_).toEqual(["نان سفره‌مان را گرفته‌اند"])
        await shot(page, `quotes-pub-${lang}`)
        await goTo(page, `/${lang}/actions/${actionId}`)
        expect(await page.locator(".quotes blockquote").textContent()).toBe("نان سفره‌مان را گرفته‌اند")
        await shot(page, `action-${lang}-360`)
        await goTo(page, `/${lang}/desk/actions/${actionId}/quotes`)
        await page.getByRole("button", { name: words.down }).click()
        await expect.poll(public_).toEqual([])
        await goTo(page, `/${lang}/desk/actions/${actionId}`)
        expect(await page.locator(".history li").last().textContent()).toContain("نان سفره‌مان را گرفته‌اند")
        await shot(page, `history-${lang}`)
      })
    })

    test("are put forward by keys, from what is selected, with scripts on", async () => {
      await desk("نیلوفر", {}, async (page) => {
        await goTo(page, `/${lang}/desk/review/${reportId}`)
        await page.keyboard.press("q")
        await page.waitForURL("**/quotes")
        await page.waitForLoadState("load")
        const selected = await page.evaluate<string>(
          `(() => { const node = document.querySelector(".report").firstChild; const at = node.data.indexOf("همه با هم");
            getSelection().setBaseAndExtent(node, at, node, at + 16); return node.data.slice(at, at + 16) })()`,
        )
        await page.keyboard.press("1")
        expect(await page.inputValue("input[name=words]")).toBe(selected.trim())
        const loaded = page.waitForEvent("load")
        await page.keyboard.press("Enter")
        await loaded
        await expect
          .poll(async () => (await served.record.review(actionId)).quotes.map((q) => q.text))
          .toContain(selected.trim())
        await shot(page, `quotes-${lang}-wide`)
        const [own] = (await served.record.review(actionId)).quotes
        await served.record.undo(own!.decision, { who: members.get("نیلوفر")!.account.id })
      })
    })
  })
