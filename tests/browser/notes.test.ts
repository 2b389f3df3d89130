import { codeReport } from "@karnegar/coder"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { goTo, type ServedForBrowser, serveForBrowser, shot, visitAs } from "./served-site.ts"

let served: ServedForBrowser
const members = new Map<string, Member>()
beforeAll(async () => {
  served = await serveForBrowser()
  members.set("نیلوفر", await makeMember(served.people, served.clock, "نیلوفر", "reviewer"))
  members.set("شبدر", await makeMember(served.people, served.clock, "شبدر", "coder"))
}, 120_000)
afterAll(() => served?.close())

const TEXT =
  "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند. آنان می‌گویند که از آغاز سال هیچ‌کس پاسخ روشنی نداده و نماینده کارفرما تنها وعده داده است."
async function report(day: string, n: number): Promise<{ reportId: string; actionId: string }> {
  const text = n === 0 ? TEXT : `${TEXT} رونوشت ${n}`
  const id = `${day}-${n}`
  const told = await served.record.addCoded(
    { foreignId: id, text, source: null, url: null, published: day, lang: "fa", sample: true },
    codeReport({ id, text, published: day }),
  )
  return { reportId: told.reportId, actionId: told.actionIds[0]! }
}

function desk<T>(handle: string, scripts: boolean, visit: (page: Page) => Promise<T>): Promise<T> {
  const viewport = scripts ? { width: 1200, height: 900 } : { width: 360, height: 740 }
  return visitAs(served, members.get(handle)!, { javaScriptEnabled: scripts, viewport }, visit)
}

const WORDS = {
  fa: {
    add: "بنویس",
    takeOn: "من برمی‌دارم",
    accept: "نشان‌خورده‌ها را بپذیر",
    undo: "همه را برگردان",
    mine: "فقط آنچه با من است",
    show: "نشان بده",
    year: 2012,
  },
  en: {
    add: "Add",
    takeOn: "I take it on",
    accept: "Accept those ticked",
    undo: "Take all back",
    mine: "mine only",
    show: "Show",
    year: 2014,
  },
}

for (const lang of ["fa", "en"] as const)
  for (const scripts of [false, true])
    describe(`in ${lang}, with scripts ${scripts ? "on" : "off"}`, () => {
      const words = WORDS[lang]
      const day = `${words.year + (scripts ? 1 : 0)}-03-03`

      test("a coder comments and takes a report on, and finds it by «mine»", async () => {
        const { reportId, actionId } = await report(day, 0)
        const own = members.get("شبدر")!.account.id
        await desk("شبدر", scripts, async (page) => {
          await goTo(page, `/${lang}/desk/review/${reportId}?state=unreviewed`)
          await page.locator("#notes summary").click()
          await page.fill("#comment", "همان حرکت دیروز است؟")
          await page.getByRole("button", { name: words.add, exact: true }).click()
          await page.locator("#notes li", { hasText: "همان حرکت دیروز است؟" }).waitFor()
          await page.getByRole("button", { name: words.takeOn }).click()
          await expect.poll(async () => (await served.record.notes(reportId)).assignee).toBe(own)
          await shot(page, `notes-${lang}-${scripts}`)
          await goTo(page, `/${lang}/desk/queue`)
          await page.selectOption("select[name=mine]", { label: words.mine })
          await page.getByRole("button", { name: words.show }).click()
          await page.waitForURL("**mine=yes**")
          expect(await page.locator("ol.queue > li").count()).toBe(1)
          expect(await page.locator("ol.queue").textContent()).toContain("شبدر")
          await goTo(page, `/${lang}/desk/actions/${actionId}`)
          expect(await page.locator("ol.history").textContent()).toContain("همان حرکت دیروز است؟")
          expect(await page.locator("ol.history ins").textContent()).toContain("شبدر")
        })
        await served.record.assign(reportId, null)
      })

      test("a reviewer sees the copies of a reviewed report, accepts them together and takes that back", async () => {
        const at = `${words.year + (scripts ? 1 : 0)}-06-06`
        const [{ reportId, actionId }, one, two] = [await report(at, 0), await report(at, 1), await report(at, 2)]
        await served.record.setState(actionId, "reviewed", "", { who: members.get("نیلوفر")!.account.id })
        const stand = async () => (await served.record.review(two.actionId)).reportIds.length
        await desk("نیلوفر", scripts, async (page) => {
          await goTo(page, `/${lang}/desk/review/${reportId}`)
          if (scripts) {
            await page.waitForLoadState("load")
            await page.keyboard.press("c")
          } else await page.click('form.action a[href$="/copies"]')
          await page.locator("input[name=copy]").first().waitFor()
          expect(await page.locator("input[name=copy]").count()).toBe(2)
          await shot(page, `copies-${lang}-${scripts}`)
          await page.locator(`input[value="${one.actionId}"]`).uncheck()
          await page.getByRole("button", { name: words.accept }).click()
          await expect.poll(stand).toBe(2)
          await page.getByRole("button", { name: words.undo }).click()
          await expect.poll(stand).toBe(1)
        })
      })
    })
