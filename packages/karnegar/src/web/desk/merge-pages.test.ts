import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import type { Hono } from "hono"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Clock, makeMember } from "../../../../../tests/support/desk-people.ts"
import { dayNumber, newReport, STRIKE } from "../../../../../tests/support/reports.ts"
import { People } from "../../people/people.ts"
import { openPeopleStore } from "../../people/store.ts"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import { createSite } from "../site.tsx"
import { MARK } from "./guard.ts"

/* More pairs than one page of the merge list has: each is found, once, by plain links, and walked through across the edge. */

const PAIRS = 63
const ON_PAGE = 60
/** Between two days of pairs: far enough that none of one pair is like one of another. */
const DAYS_APART = 40

let dir: string
let record: Record
let people: People
let site: Hono
let token: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-merge-pages-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await record.setRules({ acceptCodings: true })
  const texts = [STRIKE, `به گزارش کانال نمونه ${STRIKE} شمارشان به ۳۰۰ نفر می‌رسید.`]
  await record.addAllCoded(
    Array.from({ length: PAIRS }, (_, n) => dayNumber(n * DAYS_APART)).flatMap((published) =>
      texts.map((text, i) => {
        const id = `${published}-${i}`
        return { report: newReport(id, text, { published }), coding: codeReport({ id, text, published }) }
      }),
    ),
  )
  const clock = new Clock()
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  token = await (await makeMember(people, clock, "یکم", "reviewer")).signIn()
  const assetsDir = join(import.meta.dirname, "../../../assets/built")
  site = createSite({ record, people, origin: null, assetsDir }) as unknown as Hono
})
afterAll(async () => {
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

const ask = async (path: string, form?: URLSearchParams): Promise<Response> =>
  site.request(
    `http://localhost${path}`,
    {
      method: form === undefined ? "GET" : "POST",
      headers: { host: "localhost", cookie: `karnegar=${token}`, origin: "http://localhost" },
      ...(form === undefined ? {} : { body: form }),
    },
    { incoming: { socket: { remoteAddress: "127.0.0.1" } } } as never,
  )
const page = async (path: string) => (await (await ask(path)).text()).replaceAll("&amp;", "&")
const pairsIn = (html: string) =>
  [...html.matchAll(/href="(\/fa\/desk\/merge\/a\w+\/a\w+[^"]*)"/g)].map(([, to]) => to!)
const way = (html: string, rel: "prev" | "next") => new RegExp(`<a href="([^"]+)" rel="${rel}"`).exec(html)?.[1] ?? null

test("shows every pair once over its pages, which lead to each other", async () => {
  const first = await page("/fa/desk/merge")
  expect([pairsIn(first).length, way(first, "prev"), way(first, "next")]).toEqual([
    ON_PAGE,
    null,
    "/fa/desk/merge?page=2",
  ])
  const second = await page("/fa/desk/merge?page=2")
  expect([pairsIn(second).length, way(second, "prev"), way(second, "next")]).toEqual([
    PAIRS - ON_PAGE,
    "/fa/desk/merge",
    null,
  ])
  const all = [...pairsIn(first), ...pairsIn(second)]
  expect(new Set(all.map((to) => to.split("?")[0])).size).toBe(PAIRS)
  for (const odd of ["0", "x", "-1", "1.5"])
    expect(pairsIn(await page(`/fa/desk/merge?page=${odd}`)).length).toBe(ON_PAGE)
  expect(pairsIn(await page("/fa/desk/merge?page=99"))).toEqual([])
})

test("leads from the last pair of a page to the first of the next and back, and stays there after a decision", async () => {
  const last = pairsIn(await page("/fa/desk/merge")).at(-1)!
  const [beyond, after] = pairsIn(await page("/fa/desk/merge?page=2"))
  expect(way(await page(last), "next")).toBe(beyond)
  const html = await page(beyond!)
  expect([way(html, "prev"), way(html, "next")]).toEqual([last, after])
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!
  const form = new URLSearchParams()
  for (const name of [MARK, "version", "other_version"]) form.set(name, hidden(name))
  const answer = await ask(/formaction="([^"]+)"/.exec(html)![1]!, form)
  expect(answer.status).toBe(303)
  expect(answer.headers.get("location")).toMatch(new RegExp(`^${after!.replace("?", "\\?")}&done=\\d+&of=`))
})
