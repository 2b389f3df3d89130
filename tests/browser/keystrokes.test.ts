import { readFileSync } from "node:fs"
import { join } from "node:path"
import { codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

/*
 * What ten ordinary reports cost a reviewer, in keys and page loads, with scripts on. Seven are right as the coder read them; in
 * three one value is put right: a number, twice, by selecting it in the text, a day by typing it.
 */

let served: ServedForBrowser
let reviewer: Member
const SOURCE = "ten"
const PLACES = ["شوش", "اهواز", "تبریز", "اراک", "کرمان", "رشت", "سنندج", "یزد", "قزوین", "همدان"]
const TYPED = "1399/08/12"

/** What is put right in the n-th report of ten: words that are selected and the number of their field, or a day that is typed. */
const CORRECTIONS: Readonly<
  Record<number, { readonly select: string; readonly field: string } | { readonly type: string }>
> = {
  2: { select: "۱۵۰", field: "5" },
  5: { select: "۱۵۰", field: "5" },
  8: { type: TYPED },
}

beforeAll(async () => {
  served = await serveForBrowser()
  reviewer = await makeMember(served.people, served.clock, "نیلوفر", "reviewer")
  await served.record.putSource({ key: SOURCE, nameFa: "ده گزارش", nameEn: "Ten reports" })
  for (const [i, place] of PLACES.entries()) {
    const text = `کارگران شهرداری ${place} امروز مقابل ساختمان شهرداری برای سه ماه حقوق معوقه تجمع کردند. شمارشان نزدیک به ۱۵۰ نفر بود و از بیمه تکمیلی هم گفتند.`
    const [id, published] = [`ten-${i}`, `2020-11-${String(3 + i).padStart(2, "0")}`]
    const report = { foreignId: id, text, source: SOURCE, url: null, published, lang: "fa", sample: true }
    const { actionIds } = await served.record.addCoded(report, codeReport({ id, text, published }))
    // The queue begins with the newest: two of them lack the number that their text tells.
    if ("select" in (CORRECTIONS[PLACES.length - 1 - i] ?? {}))
      await served.record.setValues(actionIds[0]!, { fields: { participants: null } }, "")
  }
}, 120_000)
afterAll(() => served?.close())

test("ten ordinary reports take as many keys and page loads as docs/desk.md says", { timeout: 240_000 }, async () => {
  const token = await reviewer.signIn()
  const context = await served.browser.newContext({ baseURL: served.origin })
  await context.addCookies([{ name: "karnegar", value: token, url: served.origin }])
  const page = await context.newPage()
  const costs: { keys: number; selections: number; loads: number; ms: number }[] = []
  let now = { keys: 0, selections: 0, loads: 0, ms: 0 }
  page.on("load", () => now.loads++)
  const press = async (key: string) => {
    now.keys++
    await page.keyboard.press(key)
  }
  await page.goto(`/fa/desk/queue?source=${SOURCE}`)
  await page.keyboard.press("j")
  await page.waitForURL("**/desk/review/**")
  await page.waitForLoadState("load")
  for (let n = 0; n < PLACES.length; n++) {
    now = { keys: 0, selections: 0, loads: 0, ms: 0 }
    const started = performance.now()
    const reportId = new URL(page.url()).pathname.split("/").at(-1)!
    const [own] = await served.record.reviewReport(reportId)
    const correction = CORRECTIONS[n]
    if (correction !== undefined && "select" in correction) {
      await page.evaluate<void>(
        `(() => { const want = ${JSON.stringify(correction.select)}; const walk = document.createTreeWalker(document.querySelector(".report"), 4);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) { const at = node.data.indexOf(want.split(" ")[0]);
            if (at >= 0 && !node.parentElement.closest("small")) { getSelection().setBaseAndExtent(node, at, node, Math.min(node.data.length, at + want.length)); return } } })()`,
      )
      now.selections++
      await press(correction.field)
      await press("Enter")
    } else if (correction !== undefined) {
      await press("e")
      for (const letter of correction.type) await press(letter)
      await press("Enter")
    } else await press("a")
    await expect.poll(async () => (await served.record.review(own!.action.id)).state).toBe("reviewed")
    if (correction !== undefined && "select" in correction)
      expect((await served.record.review(own!.action.id)).fields.participants).toEqual({ min: 150, max: 150 })
    await page.waitForURL((url) => !url.pathname.endsWith(reportId))
    await page.waitForLoadState("load")
    costs.push({ ...now, ms: Math.round(performance.now() - started) })
  }
  await leave(context)
  const sum = (of: "keys" | "selections" | "loads") => costs.reduce((all, cost) => all + cost[of], 0)
  console.log(costs.map((c, i) => `${i + 1}: ${c.keys} keys, ${c.selections} selections, ${c.loads} loads`).join("\n"))
  // Seven by one key; two by a selection and two keys; one by e, ten letters and Enter.
  expect(costs.map((cost) => cost.keys)).toEqual([1, 1, 2, 1, 1, 2, 1, 1, 12, 1])
  expect(costs.map((cost) => cost.loads)).toEqual(PLACES.map(() => 1))
  for (const [file, total] of [
    ["docs/desk.md", `**${sum("keys")}** | **${sum("selections")}** | **${sum("loads")}**`],
    [
      "docs/desk.fa.md",
      `**${sum("keys").toLocaleString("fa")}** | **${sum("selections").toLocaleString("fa")}** | **${sum("loads").toLocaleString("fa")}**`,
    ],
  ] as const)
    expect(readFileSync(join(import.meta.dirname, "../..", file), "utf8")).toContain(total)
  expect((await served.record.listQueue({ order: "newest", state: "waiting", source: SOURCE, limit: 9 })).length).toBe(
    0,
  )
})
