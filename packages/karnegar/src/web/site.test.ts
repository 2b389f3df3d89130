import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { Clock, makeMember } from "../../../../tests/support/desk-people.ts"
import { People } from "../people/people.ts"
import { openPeopleStore } from "../people/store.ts"
import { EMPTY_FIELDS, NO_WORDS } from "../record/fields.ts"
import { openRecord } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { HEADERS } from "./headers.ts"
import { JSON_FIELDS } from "./json.ts"
import { createSite } from "./site.tsx"

const REPORTS: readonly [id: string, published: string, text: string][] = [
  [
    "a1",
    "2020-11-02",
    "کارگران نیشکر هفت‌تپه امروز دوشنبه ۱۲ آبان ۱۳۹۹ در شوش برای پنج ماه حقوق معوقه دست از کار کشیدند.",
  ],
  [
    "a2",
    "2022-12-01",
    "معلمان امروز در سنندج، مریوان، سقز و بانه مقابل ادارات آموزش و پرورش تجمع کردند و خواستار اجرای رتبه‌بندی شدند.",
  ],
  [
    "a3",
    "2023-01-10",
    "فراخوان: بازنشستگان تأمین اجتماعی روز یکشنبه ۲۵ دی ۱۴۰۱ مقابل استانداری در اهواز تجمع خواهند کرد. خواسته: همسان‌سازی.",
  ],
]
const ASSETS = join(import.meta.dirname, "../../assets/built")

let dir: string
let record: Record
let people: People
const clock = new Clock()
let site: ReturnType<typeof createSite>
let ids: string[]

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-site-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await record.setRules({ acceptCodings: true })
  const results = await record.addAllCoded(
    REPORTS.map(([id, published, text], i) => ({
      report: {
        foreignId: id,
        text,
        source: null,
        url: `https://example.org/${id}`,
        published,
        lang: "fa",
        sample: i === 0,
      },
      coding: codeReport({ id, text, published }),
    })),
  )
  ids = results.flatMap((r) => r.actionIds)
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  site = createSite({ record, people, origin: null, assetsDir: ASSETS })
})
afterAll(async () => {
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

const visit = (path: string, headers: { [name: string]: string } = {}) =>
  site.request(`http://127.0.0.1:7310${path}`, { headers: { host: "127.0.0.1:7310", ...headers } }, {
    incoming: { socket: { remoteAddress: "127.0.0.1" } },
  } as never)

function publicPaths(): string[] {
  const out = ["/", "/assets/site.css", "/assets/map-light.png", "/nowhere", "/fa/nowhere"]
  for (const lang of ["fa", "en"]) {
    out.push(
      `/${lang}/`,
      `/${lang}/about`,
      `/${lang}/actions`,
      `/${lang}/actions?kind=calls`,
      `/${lang}/actions?q=هفت تپه`,
      `/${lang}/actions?from=1399/08/01&to=2021-01-01&workforce=sugar`,
    )
    for (const id of ids) out.push(`/${lang}/actions/${id}`, `/${lang}/actions/${id}.json`)
  }
  return out
}

describe("other people's records", () => {
  test("are listed and counted only where asked for, and have a page that says where they come from", async () => {
    const own = mkdtempSync(join(tmpdir(), "karnegar-imported-"))
    const other = await openRecord({ dataDir: own }, { registers: registersFrom(builtInKnowledge()) })
    const fields = {
      ...EMPTY_FIELDS,
      forms: ["strike"],
      start: "2021-05-01",
      precision: "day",
      workforce: "rail",
    } as const
    const rows = [{ key: "1", fields, words: NO_WORDS, urls: ["https://example.org/one"] }]
    await other.importRows({ name: "theirs", source: null, sha256: "0".repeat(64), rows })
    const [action] = await other.listPublished()
    const page = async (path: string) =>
      (
        await createSite({ record: other, people: null, origin: null, assetsDir: ASSETS }).request(
          `http://127.0.0.1${path}`,
        )
      ).text()
    expect(await page("/en/actions")).toContain("0 found")
    expect(await page("/en/actions?review=all")).toContain("1 imported from other records")
    expect(await page("/en/")).not.toContain(action!.id)
    expect(await page(`/en/actions/${action!.id}`)).toContain("Taken over from somebody else’s record")
    await other.close()
    rmSync(own, { recursive: true })
  })
})

describe("the site", () => {
  const pages: readonly [name: string, path: () => string, wanted: readonly string[]][] = [
    [
      "home in Persian",
      () => "/fa/",
      [
        'lang="fa" dir="rtl"',
        "اعتصاب کارگران نیشکر هفت‌تپه در شوش",
        "این داده‌ها نمونه و ساختگی‌اند",
        'aria-label="خوزستان: ۱"',
      ],
    ],
    [
      "home in English",
      () => "/en/",
      ['lang="en" dir="ltr"', "Workers of Haft Tappeh Sugar", "on strike in Shush", "Sample data, invented"],
    ],
    ["list with a filter", () => "/fa/actions?workforce=education", ["۱ مورد", "سنندج، مریوان و ۲ شهر دیگر"]],
    [
      "list by a search over a place typed with Arabic letters",
      () => "/en/actions?q=%D9%85%D8%B1%D9%8A%D9%88%D8%A7%D9%86",
      ["1 found", "Teachers gathering in protest"],
    ],
    [
      "each figure with its rule and what is in it",
      () => "/fa/",
      ["شمارش بر پایه حرکت؛ بررسی‌نشده", "شمارش بر پایه جا (حرکت محلی)؛ بررسی‌نشده"],
    ],
    [
      "figures of actions and calls together as such",
      () => "/en/actions",
      ["3 not yet reviewed", "Counted by action; actions and calls; not yet reviewed"],
    ],
    ["only what a person has checked, where asked", () => "/en/actions?review=checked", ["0 found"]],
    ["calls apart from actions", () => "/fa/actions?kind=calls", ["۱ مورد", "بازنشستگان"]],
    [
      "action in both calendars",
      () => `/fa/actions/${ids[0]}`,
      ["۱۲ آبان ۱۳۹۹", "۲ نوامبر ۲۰۲۰", "هنوز بررسی نشده", "https://example.org/a1<"],
    ],
    ["a bad day, said so", () => "/en/actions?from=1399/13/40", ["is not a day", "3 found"]],
    ["an unknown code, escaped", () => "/en/actions?form=%3Cscript%3E", ["&lt;script&gt;", "is not known"]],
  ]
  for (const [name, path, wanted] of pages) {
    test(`shows ${name}`, async () => {
      const answer = await visit(path())
      const body = await answer.text()
      expect(answer.status).toBe(200)
      for (const want of wanted) expect(body).toContain(want)
      expect(body.startsWith("<!doctype html>")).toBe(true)
      expect(body).not.toContain("<script")
      expect(body).not.toMatch(/ style="/)
    })
  }

  test("keeps the visitor on the page when the language is switched", async () => {
    const body = await (await visit("/fa/actions?workforce=sugar&q=%D8%B4%D9%88%D8%B4")).text()
    expect(body).toContain('href="/en/actions?workforce=sugar&amp;q=%D8%B4%D9%88%D8%B4"')
  })

  test("gives an action as JSON with typed fields only", async () => {
    const json = await (await visit(`/en/actions/${ids[0]}.json`)).json()
    expect(json).toMatchObject({
      id: ids[0],
      codebook: 2,
      forms: ["strike"],
      workforce: "sugar",
      date: { start: "2020-11-02", start_jalali: "1399-08-12", precision: "day" },
      state: "unreviewed",
    })
  })

  test("shows the same number on the map as in the table under it", async () => {
    const body = await (await visit("/en/")).text()
    for (const [, name, count] of body.matchAll(/aria-label="([^":]+): (\d+)"/g)) {
      expect(body).toMatch(
        new RegExp(`${name}</a></th><td class="bar"><meter[^>]*></meter></td><td class="n">${count}<`),
      )
    }
    expect(body).toMatch(/aria-label="Kurdistan: \d"/)
  })

  test("answers 404 for what is not there, on a designed page", async () => {
    for (const path of [
      "/nowhere",
      "/fa/actions/a000",
      "/en/actions/a0000000000",
      "/assets/none.css",
      "/fa/actions/%E0%A4%A",
    ]) {
      const answer = await visit(path)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain("<main")
    }
  })

  test("puts every header on every answer, whatever its status", async () => {
    for (const path of publicPaths()) {
      const answer = await visit(path)
      for (const [name, value] of Object.entries(HEADERS))
        expect(`${path} ${name}: ${answer.headers.get(name)}`).toBe(`${path} ${name}: ${value}`)
      expect(answer.headers.get("set-cookie")).toBeNull()
    }
  })

  test("gives one shape of error to machines, with or without a language before it", async () => {
    for (const path of ["/en/actions/a0000000000.json", "/actions/a0000000000.json", "/fa/actions/..json"]) {
      const answer = await visit(path)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toEqual({ error: { code: "action.not_found" } })
    }
    expect(await (await visit(`/actions/${ids[0]}.json`)).json()).toMatchObject({ id: ids[0] })
  })

  test("names every field of the machine-readable form on the page about us, and no other", async () => {
    const json = (await (await visit(`/actions/${ids[0]}.json`)).json()) as object
    expect(Object.keys(json).sort()).toEqual(Object.keys(JSON_FIELDS).sort())
    const body = (await (await visit("/en/about")).text()).replaceAll("<wbr/>", "")
    for (const field of Object.keys(json)) expect(body).toContain(`>${field}</code>`)
  })

  test("answers a second visit with 304 and the same headers", async () => {
    const first = await visit("/fa/")
    const again = await visit("/fa/", { "if-none-match": first.headers.get("etag")! })
    expect(again.status).toBe(304)
    for (const [name, value] of Object.entries(HEADERS)) expect(again.headers.get(name)).toBe(value)
  })

  test("lets an asset be kept for ever only by the address that marks its content", async () => {
    const body = await (await visit("/fa/")).text()
    const marked = /href="(\/assets\/site\.css\?v=[0-9a-f]{10})"/.exec(body)![1]!
    expect((await visit(marked)).headers.get("cache-control")).toContain("immutable")
    expect((await visit("/assets/site.css?v=other")).headers.get("cache-control")).toBe("no-cache")
  })

  test("chooses the language of the front door by what the browser prefers, Persian otherwise", async () => {
    for (const [accept, want] of [
      ["en-GB,en;q=0.9,fa;q=0.5", "/en/"],
      ["fa-IR,en;q=0.9", "/fa/"],
      ["ku, en;q=0.3", "/en/"],
      ["de", "/fa/"],
    ] as const)
      expect((await visit("/", { "accept-language": accept })).headers.get("location")).toBe(want)
    expect((await visit("/")).headers.get("location")).toBe("/fa/")
  })

  test("answers a broken record with a designed page, all headers and nothing of the fault", async () => {
    const broken: Record = new Proxy(record, {
      get: (whole, name) => () =>
        name === "version"
          ? Promise.resolve(1)
          : Promise.reject(new Error(`secret detail ${String(name)} ${typeof whole}`)),
    })
    const told = vi.spyOn(console, "error").mockImplementation(() => {})
    const app = createSite({ record: broken, people: null, origin: null, assetsDir: ASSETS })
    for (const path of ["/fa/", "/en/actions?q=secret-words", "/actions/a0000000000.json", "/nowhere"]) {
      const answer = await app.request(`http://127.0.0.1${path}`)
      expect(answer.status).toBe(500)
      expect(await answer.text()).not.toContain("secret")
      for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers.get(name)).toBe(value)
    }
    expect(JSON.stringify(told.mock.calls)).not.toContain("secret")
    told.mockRestore()
  })

  test("shows the words that values rest on, marked and named, at the desk", async () => {
    const sarv = await makeMember(people, clock, "سرو", "reader")
    const cookie = { cookie: `karnegar=${await sarv.signIn()}` }
    const list = await (await visit("/fa/desk/reports", cookie)).text()
    const id = [...list.matchAll(/\/fa\/desk\/reports\/(r[0-9a-z]+)/g)].at(-1)![1]
    const page = await (await visit(`/fa/desk/reports/${id}`, cookie)).text()
    expect(page).toContain("<mark>دست از کار کشیدند</mark><small")
    expect(page).toContain("گفته شده")
    expect(await (await visit(`/en/desk/reports/${id}`, cookie)).text()).toContain('dir="auto" lang="fa"')
  })

  test("rebuilds what it shows when the record changes", async () => {
    const before = await (await visit("/en/actions")).text()
    expect(before).toContain("3 found")
    await record.setState(ids[1]!, "retracted", "test")
    const page = await (await visit(`/en/actions/${ids[1]}`)).text()
    expect(page).toContain("was retracted")
    expect(page).not.toContain("Sanandaj")
    expect(await (await visit("/en/actions")).text()).toContain("2 found")
  })
})
