import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Role } from "../../packages/karnegar/src/people/roles.ts"
import type { QueueItem } from "../../packages/karnegar/src/record/queue.ts"
import { type Member, makeMember } from "../support/desk-people.ts"
import { goTo, type ServedForBrowser, serveForBrowser, visitAs } from "./served-site.ts"

let served: ServedForBrowser
const members = new Map<string, Member>()
beforeAll(async () => {
  served = await serveForBrowser()
  for (const [handle, role] of [
    ["نیلوفر", "reviewer"],
    ["شبدر", "reviewer"],
    ["آفتاب", "publisher"],
  ] as const satisfies (readonly [string, Role])[])
    members.set(handle, await makeMember(served.people, served.clock, handle, role))
})
afterAll(() => served?.close())

/** A page of somebody who has signed in; counts what is loaded and typed. */
interface Desk {
  readonly page: Page
  keys(...pressed: string[]): Promise<void>
  readonly counted: { loads: number; keys: number }
}

function desk<T>(handle: string, options: BrowserContextOptions, visit: (desk: Desk) => Promise<T>): Promise<T> {
  return visitAs(served, members.get(handle)!, options, (page) => {
    const counted = { loads: 0, keys: 0 }
    page.on("load", () => counted.loads++)
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) {
        counted.keys++
        // A key that is pressed before the page's script runs is nobody's.
        await page.waitForLoadState("load")
        await page.keyboard.press(key)
      }
    }
    return visit({ page, keys, counted })
  })
}

const waiting = (): Promise<readonly QueueItem[]> =>
  served.record.listQueue({ order: "newest", state: "waiting", limit: 500 })

/** Waiting reports with exactly one action. */
async function singles(): Promise<{ readonly reportId: string; readonly actionId: string }[]> {
  const found = []
  for (const { reportId } of await waiting()) {
    const own = await served.record.reviewReport(reportId)
    if (own.length === 1) found.push({ reportId, actionId: own[0]!.action.id })
  }
  return found
}

const FIELDS = {
  fa: { accept: "بپذیر", when: "کی", changed: "کس دیگری این حرکت را عوض کرده است", day: "۱۳۹۹/۰۸/۱۲" },
  en: { accept: "Accept", when: "When", changed: "Somebody has changed this action", day: "2020-11-02" },
}

for (const lang of ["fa", "en"] as const) {
  const words = FIELDS[lang]
  describe(`reviewing in ${lang}`, () => {
    test("goes through the queue by keys, with scripts on", async () => {
      const before = (await waiting()).length
      await desk("نیلوفر", {}, async ({ page, keys, counted }) => {
        await goTo(page, `/${lang}/desk/queue`)
        await keys("j")
        await page.waitForURL("**/desk/review/**")
        const first = new URL(page.url()).pathname
        await keys("j")
        await page.waitForURL((url) => url.pathname !== first)
        await keys("k")
        await page.waitForURL((url) => url.pathname === first)
        const own = (await served.record.reviewReport(first.split("/").at(-1)!)).map(({ action }) => action.id)
        for (const id of own) {
          await keys("a")
          await page.waitForURL((url) => url.searchParams.get("of") === id)
          await expect.poll(async () => (await served.record.review(id)).state).toBe("reviewed")
        }
        expect(counted.keys).toBe(3 + own.length)
        expect(new URL(page.url()).pathname).not.toBe(first)
        // Taken back by one key: it waits again.
        await keys("u")
        await expect.poll(async () => (await served.record.review(own.at(-1)!)).state).toBe("unreviewed")
        await page.waitForURL((url) => url.search === "")
        await goTo(page, first)
        await keys("a")
        await page.waitForURL((url) => url.searchParams.get("of") === own.at(-1))
        await expect.poll(async () => (await waiting()).length).toBe(before - 1)
      })
    })

    test("puts selected words into a field by its number", async () => {
      const [one] = await singles()
      await desk("نیلوفر", {}, async ({ page, keys }) => {
        await goTo(page, `/${lang}/desk/review/${one!.reportId}`)
        const selected = await page.evaluate<string>(
          'getSelection().selectAllChildren(document.querySelector(".report mark")); document.querySelector(".report mark").textContent',
        )
        await keys("6")
        const name = `${one!.actionId}-demands`
        expect(await page.inputValue(`#${name}`)).toBe(selected)
        expect(await page.evaluate("document.activeElement.id")).toBe(name)
      })
    })

    test("changes values and accepts, with scripts off, and asks what a name means", async () => {
      const [one] = await singles()
      const { reportId, actionId } = one!
      await desk("نیلوفر", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async ({ page }) => {
        await goTo(page, `/${lang}/desk/review/${reportId}`)
        await page.getByLabel(words.when, { exact: false }).first().fill("آبان ۱۳۹۹")
        await page.fill(`#${actionId}-participants`, "۲۰۰ تا ۳۰۰")
        await page.fill(`#${actionId}-places`, "سردشت")
        await page.fill(`#${actionId}-demands`, "unpaid_wages")
        await page.getByRole("button", { name: words.accept, exact: true }).click()
        // «سردشت» is four towns: it is asked, and what was typed stands.
        expect(await page.inputValue(`#${actionId}-participants`)).toBe("۲۰۰ تا ۳۰۰")
        expect((await served.record.review(actionId)).state).toBe("unreviewed")
        const choices = page.locator(`input[name="places.pick.0"]`)
        expect(await choices.count()).toBeGreaterThan(2)
        await choices.first().check()
        await page.getByRole("button", { name: words.accept, exact: true }).click()
        const now = await served.record.review(actionId)
        expect(now).toMatchObject({
          state: "reviewed",
          fields: { participants: { min: 200, max: 300 }, precision: "month", start: "2020-10-22" },
        })
        expect(now.fields.demands).toContain("unpaid_wages")
      })
    })

    test("shows one reviewer what the other changed, keeps what was typed, and overwrites nothing", async () => {
      const [one] = await singles()
      const { reportId, actionId } = one!
      await desk("نیلوفر", { javaScriptEnabled: false }, async ({ page: mine }) =>
        desk("شبدر", { javaScriptEnabled: false }, async ({ page: other }) => {
          const address = `/${lang}/desk/review/${reportId}`
          await mine.goto(address)
          await other.goto(address)
          await other.fill(`#${actionId}-participants`, "70")
          await other.getByRole("button", { name: words.accept, exact: true }).click()
          await mine.fill(`#${actionId}-when`, words.day)
          await mine.getByRole("button", { name: words.accept, exact: true }).click()
          expect(await mine.getByRole("alert").textContent()).toContain(words.changed)
          expect(await mine.getByRole("alert").textContent()).toContain("شبدر")
          expect(await mine.inputValue(`#${actionId}-when`)).toBe(words.day)
          expect(await mine.inputValue(`#${actionId}-participants`)).toBe(lang === "fa" ? "۷۰" : "70")
          expect((await served.record.review(actionId)).fields.start).not.toBe("2020-11-02")
          await mine.locator("button[value=accept]").click()
          expect((await served.record.review(actionId)).fields).toMatchObject({
            start: "2020-11-02",
            participants: { min: 70, max: 70 },
          })
        }),
      )
    })

    test("publishes after another’s review, shows the history, and takes a decision back", async () => {
      const [one] = await singles()
      const { reportId, actionId } = one!
      await desk("آفتاب", { javaScriptEnabled: false }, async ({ page }) => {
        await goTo(page, `/${lang}/desk/review/${reportId}`)
        expect(await page.locator("button[formaction$=publish]").count()).toBe(0)
        await served.record.setState(actionId, "reviewed", "", { who: members.get("نیلوفر")!.account.id })
        await page.reload()
        await page.locator("button[formaction$=publish]").click()
        expect((await served.record.findPublished(actionId))!).toMatchObject({ state: "published", reviewers: 2 })
        await goTo(page, `/${lang}/desk/actions/${actionId}`)
        const text = (await page.locator("main").textContent())!
        for (const name of ["نیلوفر", "آفتاب"]) expect(text).toContain(name)
        await page.locator("ol.history li:last-child button").click()
        expect((await served.record.review(actionId)).state).toBe("reviewed")
      })
    })
  })
}
