import { codeReport } from "@karnegar/coder"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { goTo, leave, type ServedForBrowser, serveForBrowser, shot } from "./served-site.ts"

let served: ServedForBrowser
let reviewer: Member
const TEXT = "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند."

beforeAll(async () => {
  served = await serveForBrowser()
  reviewer = await makeMember(served.people, served.clock, "نیلوفر", "reviewer")
}, 120_000)
afterAll(() => served?.close())

async function strike(day: string, more = ""): Promise<string> {
  const report = {
    foreignId: day,
    text: TEXT + more,
    source: null,
    url: null,
    published: day,
    lang: "fa",
    sample: true,
  }
  return (await served.record.addCoded(report, codeReport({ id: day, text: TEXT + more, published: day })))
    .actionIds[0]!
}

const WORDS = {
  fa: {
    tell: "ثبت نتیجه",
    earlier: "حرکت پیشین",
    event: "رخداد",
    undo: "برگردان",
    day: "۱۳۹۹/۰۸/۱۲",
    bad: "روز خوانده نشد",
    years: ["2011", "گرانی نان"],
  },
  en: {
    tell: "Add the outcome",
    earlier: "An earlier action",
    event: "Event",
    undo: "Undo",
    day: "2020-11-02",
    bad: "No day could be read",
    years: ["2015", "گرانی آب"],
  },
} as const

for (const lang of ["fa", "en"] as const)
  describe(`links in ${lang}`, () => {
    const words = WORDS[lang]

    for (const scripts of [false, true])
      test(`are added and taken back, with an outcome and its day, with scripts ${scripts ? "on" : "off"}`, async () => {
        const year = `${Number(words.years[0]) + (scripts ? 1 : 0)}`
        const [early, late] = [await strike(`${year}-05-05`), await strike(`${year}-05-15`, " باز هم.")]
        const token = await reviewer.signIn()
        const viewport = scripts ? { width: 1200, height: 900 } : { width: 360, height: 740 }
        const context = await served.browser.newContext({
          baseURL: served.origin,
          javaScriptEnabled: scripts,
          viewport,
        })
        await context.addCookies([{ name: "karnegar", value: token, url: served.origin }])
        const page: Page = await context.newPage()
        const send = async (kind: string) => page.locator(`form:has(input[value="${kind}"]) button`).last().click()
        try {
          const [reportId] = (await served.record.review(late)).reportIds
          await goTo(page, `/${lang}/desk/review/${reportId}`)
          if (scripts) {
            await page.waitForLoadState("load")
            await page.keyboard.press("l")
          } else await page.click('form.action a[href$="/links"]')
          await page.waitForURL("**/actions/*/links")
          await page.locator(`summary:text-is("${words.earlier}")`).click()
          await page.selectOption("#suggested-earlier", early)
          await send("earlier")
          await page.locator(`main .acts a[href$="${early}/links"]`).waitFor()
          await page.locator(`summary:text-is("${words.event}")`).click()
          await page.fill("#name_fa-event", words.years[1])
          await page.fill("#name_en-event", "Prices")
          await page.fill("#day-event", words.day)
          await page.selectOption("#event_kind-event", "price_rise")
          await send("event")
          await page.locator(".acts", { hasText: lang === "fa" ? words.years[1] : "Prices" }).waitFor()
          await page.locator(`summary:text-is("${words.tell}")`).click()
          await page.selectOption("#outcome-outcome", "promised")
          await page.fill("#day-outcome", "some day")
          await send("outcome")
          expect(await page.getByRole("alert").textContent()).toContain(words.bad)
          await page.selectOption("#outcome-outcome", "promised")
          await page.fill("#day-outcome", words.day)
          await send("outcome")
          await expect
            .poll(async () => (await served.record.findPublished(late))!.outcomeEvents)
            .toEqual([{ outcome: "promised", demand: null, day: "2020-11-02" }])
          await page.getByRole("status").waitFor()
          expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true)
          await shot(page, `links-${lang}-${scripts}`)
          // The status line takes the last one back.
          await page.getByRole("status").getByRole("button", { name: words.undo }).click()
          await expect.poll(async () => (await served.record.findPublished(late))!.outcomeEvents).toEqual([])
          await goTo(page, `/${lang}/desk/actions/${late}`)
          expect(await page.locator(".history > li").count()).toBe(4)
          await shot(page, `links-history-${lang}`)
        } finally {
          await leave(context)
        }
      }, 60_000)
  })
