import { codeReport } from "@karnegar/coder"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { goTo, type ServedForBrowser, serveForBrowser, shot, visitAs } from "./served-site.ts"

let served: ServedForBrowser
const members = new Map<string, Member>()
beforeAll(async () => {
  served = await serveForBrowser()
  for (const [handle, role] of [
    ["نیلوفر", "reviewer"],
    ["شبدر", "coder"],
    ["ریحان", "coder"],
  ] as const)
    members.set(handle, await makeMember(served.people, served.clock, handle, role))
}, 120_000)
afterAll(() => served?.close())

const TEXT = "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند. دو کارگر بازداشت شدند."

function desk<T>(handle: string, scripts: boolean, visit: (page: Page) => Promise<T>): Promise<T> {
  const viewport = scripts ? { width: 1280, height: 900 } : { width: 360, height: 740 }
  return visitAs(served, members.get(handle)!, { javaScriptEnabled: scripts, viewport }, visit)
}
/** Nothing is wider than the screen. */
const fits = async (page: Page) => {
  // After a click the next page may have come and hold nothing yet.
  await page.waitForLoadState()
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0)
}

for (const [lang, scripts, day] of [
  ["fa", false, "2012-03-04"],
  ["en", true, "2014-03-04"],
] as const)
  describe(`double coding in ${lang}, scripts ${scripts ? "on" : "off"}`, () => {
    test("goes from a draw over two blank forms to values taken into the review", { timeout: 120_000 }, async () => {
      const { reportId } = await served.record.addCoded(
        { foreignId: day, text: `${TEXT} ${day}`, source: null, url: null, published: day, lang: "fa", sample: true },
        codeReport({ id: day, text: TEXT, published: day }),
      )
      await desk("نیلوفر", scripts, async (page) => {
        await goTo(page, `/${lang}/desk/double`)
        await shot(page, `double-list-${lang}`)
        await fits(page)
        await page.locator("#size").fill("200")
        await page.locator("form[method=get] button.own").click()
        await shot(page, `double-draw-${lang}`)
        await fits(page)
        await page.locator("form[method=post] button.own").click()
        await page.locator("[role=status]").waitFor()
        // What is coded unseen is closed.
        expect((await page.goto(`/${lang}/desk/review/${reportId}`))?.status()).toBe(403)
        await shot(page, `double-closed-${lang}`)
      })
      for (const [handle, workforce, people] of [
        ["شبدر", "sugar", "200"],
        ["ریحان", "farmers", "200 تا 300"],
      ] as const)
        await desk(handle, scripts, async (page) => {
          await goTo(page, `/${lang}/desk/double/${reportId}`)
          await page.locator("#document_kind").selectOption("report")
          await page.locator("button[value=add]").click()
          await page.locator("[name='0.workforce']").waitFor()
          expect(await page.locator("#document_kind").inputValue()).toBe("report")
          expect(await page.locator("[name='0.workforce']").inputValue()).toBe("")
          await page.locator("[name='0.workforce']").selectOption(workforce)
          await page.locator("[name='0.when']").fill(day)
          await page.locator("[name='0.forms']").fill(lang === "fa" ? "اعتصاب" : "Strike")
          await page.locator("[name='0.participants']").fill(people)
          // Something is missing: it is said, and nothing that was typed is lost.
          await page.locator("button[value=send]").click()
          await page.locator("[role=alert]").waitFor()
          expect(await page.locator("[name='0.participants']").inputValue()).not.toBe("")
          await page.locator("[name='0.status']").selectOption("held")
          await shot(page, `double-code-${lang}`)
          await fits(page)
          await page.locator("button[value=send]").click()
          await page.locator("[role=status]").waitFor()
        })
      await desk("نیلوفر", scripts, async (page) => {
        await goTo(page, `/${lang}/desk/double/${reportId}`)
        await shot(page, `double-compare-${lang}`)
        await fits(page)
        expect(await page.locator("tr.differs").count()).toBe(2)
        await page.locator("[name='take.workforce']").selectOption("2")
        await page.locator("form[action$='/take'] button.own").click()
        await page.locator("[role=status]").waitFor()
        const [told] = await served.record.reviewReport(reportId)
        expect(told!.action.fields.workforce).toBe("farmers")
        await goTo(page, `/${lang}/desk/agreement`)
        await shot(page, `agreement-${lang}`)
        await fits(page)
        // The next language draws what is left over.
        for (const { decision, open } of await served.record.listDoublings())
          if (open) await served.record.undo(decision)
      })
    })
  })
