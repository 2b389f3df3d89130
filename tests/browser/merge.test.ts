import { codeReport } from "@karnegar/coder"
import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { goTo, type ServedForBrowser, serveForBrowser, shot, visitAs } from "./served-site.ts"

let served: ServedForBrowser
const members = new Map<string, Member>()
const TEXTS = [
  "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند. شمارشان به ۲۰۰ نفر می‌رسید.",
  "به گزارش کانال نمونه کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه و بیمه دست از کار کشیدند. شمارشان به ۳۰۰ نفر می‌رسید.",
]

beforeAll(async () => {
  served = await serveForBrowser()
  for (const handle of ["نیلوفر", "شبدر"])
    members.set(handle, await makeMember(served.people, served.clock, handle, "reviewer"))
})
afterAll(() => served?.close())

/** Two accounts of one strike, on a day of their own; ids of their actions. */
async function twoAlike(day: string): Promise<readonly [string, string]> {
  const ids = []
  for (const [i, text] of TEXTS.entries()) {
    const foreignId = `${day}-${i}`
    const report = { foreignId, text, source: null, url: null, published: day, lang: "fa", sample: true }
    ids.push((await served.record.addCoded(report, codeReport({ id: foreignId, text, published: day }))).actionIds[0]!)
  }
  return ids.sort() as [string, string]
}

const desk = <T>(handle: string, options: BrowserContextOptions, visit: (page: Page) => Promise<T>) =>
  visitAs(served, members.get(handle)!, options, visit)

const isProposed = async (one: string, other: string) =>
  (await served.record.listProposals({ limit: 200 })).some((p) => p.actionId === one && p.otherId === other)
const stands = async (id: string) => (await served.record.review(id)).id

const WORDS = {
  fa: {
    join: "یکی است: یکی کن",
    apart: "دو تاست: جدا نگه‌دار",
    part: "جدا کن",
    unmerge: "این یکی کردن را برگردان",
    undo: "برگردان",
    day: "2012-05-0",
  },
  en: {
    join: "One: join them",
    apart: "Two: keep them apart",
    part: "Part them",
    unmerge: "Take this join back",
    undo: "Undo",
    day: "2013-05-0",
  },
}

for (const lang of ["fa", "en"] as const)
  describe(`merging in ${lang}`, () => {
    const words = WORDS[lang]

    test("shows two side by side with what differs marked, joins, un-merges, parts and keeps apart, with scripts off", async () => {
      const [one, other] = await twoAlike(`${words.day}1`)
      await desk("نیلوفر", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page) => {
        await goTo(page, `/${lang}/desk/merge`)
        await shot(page, `merge-list-${lang}`)
        await page.click(`a[href$="/merge/${one}/${other}"]`)
        await page.locator(".sides mark").first().waitFor()
        const marked = (await page.locator(".sides mark").allTextContents()).join(" ")
        expect(marked).toMatch(lang === "fa" ? /۲۰۰[^۳]*۳۰۰|۳۰۰[^۲]*۲۰۰/ : /200.*300|300.*200/)
        expect(await page.locator(".sides tr:not(.differs)").count()).toBeGreaterThan(3)
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true)
        await shot(page, `merge-pair-${lang}-360`)
        await page.getByRole("button", { name: words.join }).click()
        await expect.poll(() => stands(other)).toBe(one)
        // Taken back from the accounts of the joined action.
        await goTo(page, `/${lang}/desk/actions/${one}/accounts`)
        await page.locator("input[name=part]").nth(1).waitFor()
        await shot(page, `accounts-${lang}-360`)
        await page.getByRole("button", { name: words.unmerge }).click()
        await expect.poll(() => stands(other)).toBe(other)
        await served.record.joinActions(one, other)
        await goTo(page, `/${lang}/desk/actions/${one}/accounts`)
        await page.getByRole("button", { name: words.part }).click()
        await page.getByRole("alert").waitFor()
        await page.locator(`input[value="${other}"]`).check()
        await page.getByRole("button", { name: words.part }).click()
        await expect.poll(() => stands(other)).toBe(other)
        await page.getByRole("button", { name: words.undo, exact: true }).first().click()
        await expect.poll(() => stands(other)).toBe(one)
        await served.record.undo((await served.record.listDecisions(one)).at(-1)!.entry)
        await goTo(page, `/${lang}/desk/merge?one=${one}&other=${other}`)
        await page.getByRole("button", { name: words.apart }).click()
        await expect.poll(() => isProposed(one, other)).toBe(false)
      })
    })

    test("goes by keys, with scripts on: next, join, undo, keep apart", async () => {
      const [one, other] = await twoAlike(`${words.day}4`)
      await desk("نیلوفر", {}, async (page) => {
        const key = async (letter: string) => {
          await page.waitForLoadState("load")
          // What is gone to while a form is on its way breaks that off, or is broken off by it.
          const loaded = page.waitForEvent("load")
          await page.keyboard.press(letter)
          await loaded
        }
        await goTo(page, `/${lang}/desk/merge`)
        await key("j")
        await page.waitForURL("**/merge/*/*")
        await goTo(page, `/${lang}/desk/merge/${one}/${other}`)
        await shot(page, `merge-pair-${lang}-wide`)
        await key("a")
        await expect.poll(() => stands(other)).toBe(one)
        await page.waitForURL("**done=*")
        await key("u")
        await expect.poll(() => stands(other)).toBe(other)
        await goTo(page, `/${lang}/desk/merge/${one}/${other}`)
        await key("x")
        await expect.poll(() => isProposed(one, other)).toBe(false)
      })
    })

    test("writes nothing when one of the two was changed by another meanwhile", async () => {
      const [one, other] = await twoAlike(`${words.day}7`)
      await desk("شبدر", { javaScriptEnabled: false }, async (page) => {
        await goTo(page, `/${lang}/desk/merge/${one}/${other}`)
        await served.record.setState(other, "reviewed", "", { who: members.get("نیلوفر")!.account.id })
        await page.getByRole("button", { name: words.join }).click()
        await page.getByRole("alert").waitFor()
        await expect.poll(() => stands(other)).toBe(other)
        await page.getByRole("button", { name: words.join }).click()
        await expect.poll(() => stands(other)).toBe(one)
      })
    })
  })
