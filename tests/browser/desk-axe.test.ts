import { codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, expect, test } from "vitest"
import { EMPTY_FIELDS } from "../../packages/karnegar/src/record/fields.ts"
import { EMPTY_PARCEL } from "../../packages/karnegar/src/submissions/parcel.ts"
import { newReceipt } from "../../packages/karnegar/src/submissions/receipt.ts"
import { deskRoutes } from "../../packages/karnegar/src/web/desk/desk.ts"
import { publicPerson } from "../support/public-person.ts"
import { axeFaults } from "./axe-faults.ts"
import { type ServedForBrowser, serveForBrowser, visitAs } from "./served-site.ts"

/* Every page of the desk, and what double coding adds to a public one, before axe: the list is the router's own. */

let served: ServedForBrowser
/** Addresses of each page, in the looks that it has. */
let pages: Readonly<Record<string, readonly string[]>>

/** What the desk answers that is no page. */
const FILES = ["/agreement.json", "/agreement.csv", "/agreement-pairs.csv", "/submissions/:id/parts/:n"]
/** Dark differs in colours only: these have every look. */
const DARK = ["/queue", "/review/:id", "/merge/:id/:other", "/double/:id", "/agreement"]
/** Reports that two people coded: as many as public figures take. */
const DOUBLED = 22

beforeAll(async () => {
  served = await serveForBrowser()
  const { record, reportId } = served
  const text = "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند."
  const added = await record.addAllCoded(
    ["", " شمارشان به ۳۰۰ نفر می‌رسید."].map((more, i) => ({
      report: {
        foreignId: `axe-${i}`,
        text: `${text}${more}`,
        source: "kar",
        url: null,
        published: "2012-05-01",
        lang: "fa",
        sample: true,
      },
      coding: codeReport({ id: `axe-${i}`, text: `${text}${more}`, published: "2012-05-01" }),
    })),
  )
  const [one, other] = added.map(({ actionIds }) => actionIds[0]!).sort() as [string, string]
  await record.comment(added[0]!.reportId, "سنجیده شود")
  const waiting = (await record.listQueue({ order: "newest", state: "waiting", limit: DOUBLED + 4 }))
    .map((item) => item.reportId)
    .filter((id) => id !== reportId && !added.some((own) => own.reportId === id))
  const doubled = waiting.slice(0, DOUBLED + 1)
  await record.markDouble(doubled, { seed: "1", of: "waiting", size: doubled.length }, { who: "p-third" })
  for (const [i, id] of doubled.slice(1).entries())
    for (const who of ["p-first", "p-second"]) {
      const workforce = i % 5 === 0 && who === "p-first" ? "mining" : i % 2 === 0 ? "oil_gas" : "sugar"
      const action = { ...EMPTY_FIELDS, forms: ["strike"], workforce } as const
      await record.codeUnseen(id, { kind: i % 7 === 0 ? "statement" : "report", actions: [action] }, { who })
    }
  await served.submissions.take(newReceipt(), { ...EMPTY_PARCEL, text: "متن" })
  const [submission] = await served.submissions.list()
  await record.proposePerson(publicPerson(new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)), {
    who: "p-first",
  })
  pages = {
    "/": ["/desk"],
    "/sign-in": ["/desk/sign-in"],
    "/join": ["/desk/join"],
    "/account": ["/desk/account"],
    "/people": ["/desk/people"],
    "/persons": ["/desk/persons"],
    "/sources": ["/desk/sources"],
    "/jobs": ["/desk/jobs"],
    "/links": ["/desk/links"],
    "/reports": ["/desk/reports"],
    "/reports/:id": [`/desk/reports/${reportId}`],
    "/submissions": ["/desk/submissions"],
    "/submissions/:id": [`/desk/submissions/${submission!.id}`],
    "/queue": ["/desk/queue", "/desk/queue?order=conflict"],
    "/review/:id": [`/desk/review/${added[0]!.reportId}`],
    "/actions/:id": [`/desk/actions/${one}`],
    "/actions/:id/quotes": [`/desk/actions/${one}/quotes`],
    "/actions/:id/accounts": [`/desk/actions/${one}/accounts`],
    "/actions/:id/links": [`/desk/actions/${one}/links`],
    "/actions/:id/copies": [`/desk/actions/${one}/copies`],
    "/merge": ["/desk/merge"],
    "/merge/:id/:other": [`/desk/merge/${one}/${other}`],
    "/double": ["/desk/double"],
    "/double/draw": ["/desk/double/draw?size=3&seed=1&of=waiting"],
    // One to be coded, and one that two have coded.
    "/double/:id": [`/desk/double/${doubled[0]}`, `/desk/double/${doubled[1]}`],
    "/agreement": ["/desk/agreement"],
  }
}, 120_000)
afterAll(() => served?.close())

test("every page that the desk's router has is looked at", () => {
  const routes = deskRoutes({} as never).flatMap(({ method, path }) => (method === "get" ? path : []))
  expect([...Object.keys(pages), ...FILES].sort()).toEqual(routes.sort())
})

for (const [lang, colorScheme] of [
  ["fa", "light"],
  ["en", "dark"],
] as const)
  test(`no page of the desk has a serious fault that axe finds, in ${lang}, ${colorScheme}`, {
    timeout: 120_000,
  }, async () => {
    const options = { viewport: { width: 360, height: 740 }, bypassCSP: true, colorScheme }
    await visitAs(served, served.administrator, options, async (page) => {
      const faults: string[] = []
      const looked = colorScheme === "light" ? Object.keys(pages) : DARK
      for (const path of [...looked.flatMap((route) => pages[route]!), "/method"]) {
        const answer = await page.goto(`/${lang}${path}`)
        expect([path, answer?.status()]).toEqual([path, 200])
        for (const fault of await axeFaults(page)) faults.push(`${path}: ${fault}`)
      }
      expect(faults).toEqual([])
      await page.goto(`/${lang}/desk/agreement`)
      // A planted fault: a picture without words.
      await page.evaluate("document.querySelector('main').append(new Image())")
      expect((await axeFaults(page)).join()).toContain("image-alt")
    })
  })
