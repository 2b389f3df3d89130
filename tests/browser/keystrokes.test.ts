import { readFileSync } from "node:fs"
import { join } from "node:path"
import { codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Member, makeMember } from "../support/desk-people.ts"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

/*
 * What ten ordinary reports cost a reviewer, in keys and page loads. Seven are right as the coder read them; in three one value is
 * put right: a number, twice, by selecting it in the text, a day by typing it. Without scripts nothing can be taken from the text and
 * buttons and fields are reached by a click; access keys, which reach them too, are not counted.
 */

let served: ServedForBrowser
let reviewer: Member
/** The ways of reviewing that are measured, each on ten reports of its own, and the day that is typed in each. */
const WAYS = [
  { lang: "fa", scripts: true, year: 2020, typed: "1399/08/12" },
  { lang: "en", scripts: true, year: 2021, typed: "2021-11-02" },
  { lang: "fa", scripts: false, year: 2022, typed: "1401/08/12" },
] as const
const sourceOf = ({ year }: (typeof WAYS)[number]) => `ten-${year}`
const PLACES = ["شوش", "اهواز", "تبریز", "اراک", "کرمان", "رشت", "سنندج", "یزد", "قزوین", "همدان"]

/** What is put right in the n-th report of ten: a number that its text tells, or its day. */
const CORRECTIONS: Readonly<Record<number, "number" | "day">> = { 2: "number", 5: "number", 8: "day" }
/** The number as the text has it, as it is typed, and the key of its field. */
const NUMBER = { told: "۱۵۰", typed: "150", key: "5" }

beforeAll(async () => {
  served = await serveForBrowser()
  reviewer = await makeMember(served.people, served.clock, "نیلوفر", "reviewer")
  for (const way of WAYS) {
    const key = sourceOf(way)
    await served.record.putSource({ key, nameFa: "ده گزارش", nameEn: "Ten reports" })
    for (const [i, place] of PLACES.entries()) {
      const text = `کارگران شهرداری ${place} امروز مقابل ساختمان شهرداری برای سه ماه حقوق معوقه تجمع کردند. شمارشان نزدیک به ۱۵۰ نفر بود و از بیمه تکمیلی هم گفتند.`
      const [id, published] = [`${key}-${i}`, `${way.year}-11-${String(3 + i).padStart(2, "0")}`]
      const report = { foreignId: id, text, source: key, url: null, published, lang: "fa", sample: true }
      const { actionIds } = await served.record.addCoded(report, codeReport({ id, text, published }))
      // The queue begins with the newest: two of them lack the number that their text tells.
      if (CORRECTIONS[PLACES.length - 1 - i] === "number")
        await served.record.setValues(actionIds[0]!, { fields: { participants: null } }, "")
    }
  }
}, 120_000)
afterAll(() => served?.close())

/** Reviews ten reports in one way; what each of them cost. */
async function reviewTen(way: (typeof WAYS)[number]) {
  const { lang, scripts, typed } = way
  const context = await served.browser.newContext({ baseURL: served.origin, javaScriptEnabled: scripts })
  await context.addCookies([{ name: "karnegar", value: await reviewer.signIn(), url: served.origin }])
  const page = await context.newPage()
  const costs: { keys: number; pointed: number; loads: number }[] = []
  let now = { keys: 0, pointed: 0, loads: 0 }
  page.on("load", () => now.loads++)
  const press = async (key: string) => {
    now.keys++
    await page.keyboard.press(key)
  }
  const typeIn = async (text: string) => {
    for (const letter of text) await press(letter)
    await press("Enter")
  }
  await page.goto(`/${lang}/desk/queue?source=${sourceOf(way)}`)
  if (scripts) await page.keyboard.press("j")
  else await page.locator("main ol a").first().click()
  await page.waitForURL("**/desk/review/**")
  await page.waitForLoadState("load")
  for (let n = 0; n < PLACES.length; n++) {
    now = { keys: 0, pointed: 0, loads: 0 }
    const reportId = new URL(page.url()).pathname.split("/").at(-1)!
    const [own] = await served.record.reviewReport(reportId)
    const correction = CORRECTIONS[n]
    if (correction === undefined && scripts) await press("a")
    else if (correction === undefined) {
      await page.locator("[data-key=a]").first().click()
      now.pointed++
    } else if (!scripts) {
      await page
        .locator(correction === "number" ? "[name=participants]" : "[name=when]")
        .first()
        .click()
      now.pointed++
      if (correction === "day") await press("Control+a")
      await typeIn(correction === "number" ? NUMBER.typed : typed)
    } else if (correction === "number") {
      await page.evaluate<void>(
        `(() => { const want = ${JSON.stringify(NUMBER.told)}; const walk = document.createTreeWalker(document.querySelector(".report"), 4);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) { const at = node.data.indexOf(want);
            if (at >= 0 && !node.parentElement.closest("small")) { getSelection().setBaseAndExtent(node, at, node, at + want.length); return } } })()`,
      )
      now.pointed++
      await press(NUMBER.key)
      await press("Enter")
    } else {
      await press("e")
      await typeIn(typed)
    }
    await expect.poll(async () => (await served.record.review(own!.action.id)).state).toBe("reviewed")
    if (correction === "number")
      expect((await served.record.review(own!.action.id)).fields.participants).toEqual({ min: 150, max: 150 })
    await page.waitForURL((url) => !url.pathname.endsWith(reportId))
    await page.waitForLoadState("load")
    costs.push(now)
  }
  await leave(context)
  expect(await served.record.listQueue({ order: "newest", state: "waiting", source: sourceOf(way), limit: 9 })).toEqual(
    [],
  )
  return costs
}

/** Seven by one key; two by a selection and two keys; one by e, ten letters and Enter. Without scripts: by a click; a click, three digits and Enter; a click, Control+a, ten letters and Enter. */
const KEYS = { on: [1, 1, 2, 1, 1, 2, 1, 1, 12, 1], off: [0, 0, 4, 0, 0, 4, 0, 0, 12, 0] }

for (const way of WAYS)
  test(`ten ordinary reports take as many keys and page loads as docs/desk.md says, in ${way.lang}, scripts ${way.scripts ? "on" : "off"}`, {
    timeout: 240_000,
  }, async () => {
    const costs = await reviewTen(way)
    const sum = (of: "keys" | "pointed" | "loads") => costs.reduce((all, cost) => all + cost[of], 0)
    console.log(costs.map((c, i) => `${i + 1}: ${c.keys} keys, ${c.pointed} pointed, ${c.loads} loads`).join("\n"))
    expect(costs.map(({ keys }) => keys)).toEqual(KEYS[way.scripts ? "on" : "off"])
    expect(costs.map(({ loads }) => loads)).toEqual(PLACES.map(() => 1))
    for (const [file, write] of [
      ["docs/desk.md", String],
      ["docs/desk.fa.md", (n: number) => n.toLocaleString("fa")],
    ] as const) {
      const total = (["keys", "pointed", "loads"] as const).map((of) => `**${write(sum(of))}**`).join(" | ")
      expect(readFileSync(join(import.meta.dirname, "../..", file), "utf8")).toContain(total)
    }
  })
