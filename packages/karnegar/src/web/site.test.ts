import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openRecord } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { HEADERS } from "./headers.ts"
import { isLocalVisit } from "./loopback.ts"
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
/** Invented names, numbers, handles: planted in every private field, never to be seen outside. */
const CANARIES = [
  "قناریانی",
  "زرین‌پرنده",
  "canarybird77",
  "09120001234",
  "0012345678",
  "canary@example.net",
  "@canary_handle",
]
const ASSETS = join(import.meta.dirname, "../../assets/built")

let dir: string
let record: Record
let site: ReturnType<typeof createSite>
let ids: string[]

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-site-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await record.setRules({ acceptCodings: true })
  const results = await record.addAllCoded(
    REPORTS.map(([id, published, text], i) => {
      const coding = codeReport({ id, text, published })
      const spoiled = {
        ...coding,
        actions: coding.actions.map((a) => ({
          ...a,
          employer: CANARIES[0]!,
          organisers: [CANARIES[1]!],
          date: { ...a.date, written: CANARIES[2]! },
          places: [
            ...a.places.map((p) => ({ ...p, site: CANARIES[3]! })),
            {
              id: null,
              name: CANARIES[4]!,
              type: "village" as const,
              province: CANARIES[5]!,
              lat: null,
              lon: null,
              site: null,
            },
          ],
        })),
        themes: { ...coding.themes, organisations: [...CANARIES], workplaces: [...CANARIES] },
      }
      return {
        report: {
          foreignId: `${id}-${CANARIES[2]}`,
          text: `${text} ${CANARIES.join(" ")}`,
          source: CANARIES[5]!,
          url: `https://example.org/${id}?by=${CANARIES[2]}#${CANARIES[4]}`,
          published,
          lang: "fa",
          sample: i === 0,
        },
        coding: spoiled,
      }
    }),
  )
  ids = results.flatMap((r) => r.actionIds)
  site = createSite({ record, assetsDir: ASSETS })
})
afterAll(async () => {
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

const visit = (path: string, headers: { [name: string]: string } = {}) =>
  site.request(`http://127.0.0.1:7310${path}`, { headers: { host: "127.0.0.1:7310", ...headers } }, {
    incoming: { socket: { remoteAddress: "127.0.0.1" } },
  } as never)
const stranger = (path: string) =>
  site.request(`http://127.0.0.1:7310${path}`, { headers: { host: "karnegar.example" } }, {
    incoming: { socket: { remoteAddress: "203.0.113.9" } },
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

/** As a name-hunter would compare: letters folded, marks and joiners gone, digits Latin, case lowered. */
function normalised(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[يى]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/[\u200c\u200e\u200f\s_\-.]/g, "")
    .toLowerCase()
}

function leaks(text: string): string[] {
  const flat = normalised(text)
  return CANARIES.filter((c) => flat.includes(normalised(c)))
}

describe("the site", () => {
  const pages: readonly [name: string, path: () => string, wanted: readonly string[]][] = [
    [
      "home in Persian",
      () => "/fa/",
      ['lang="fa" dir="rtl"', "اعتصاب کارگران نیشکر و قند در شوش", "داده‌های این صفحه نمونه", 'aria-label="خوزستان: ۱"'],
    ],
    [
      "home in English",
      () => "/en/",
      ['lang="en" dir="ltr"', "Sugar workers on strike in Shush", "Sample data, invented"],
    ],
    ["list with a filter", () => "/fa/actions?workforce=education", ["۱ مورد", "سنندج، مریوان و ۲ جای دیگر"]],
    [
      "list by a search over a place typed with Arabic letters",
      () => "/en/actions?q=%D9%85%D8%B1%D9%8A%D9%88%D8%A7%D9%86",
      ["1 found", "Teachers gathering in protest"],
    ],
    ["calls apart from actions", () => "/fa/actions?kind=calls", ["۱ مورد", "بازنشستگان"]],
    [
      "action in both calendars",
      () => `/fa/actions/${ids[0]}`,
      ["۱۲ آبان ۱۳۹۹", "۲ نوامبر ۲۰۲۰", "هنوز بررسی نشده", "https://example.org/a1<"],
    ],
    ["a bad day, said so", () => "/en/actions?from=1399/13/40", ["is not a day", "3 found"]],
    ["an unknown code, escaped", () => "/en/actions?form=%3Cscript%3E", ["“&lt;script&gt;” is not known"]],
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
      start: "2020-11-02",
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
      "/en/actions/a0000000000.json",
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

  test("lets no planted name, number or handle into any public byte", async () => {
    for (const path of publicPaths()) {
      const answer = await stranger(path)
      const body = new TextDecoder().decode(await answer.arrayBuffer())
      expect({ path, leaks: leaks(`${body} ${JSON.stringify([...answer.headers])}`) }).toEqual({ path, leaks: [] })
    }
  })

  test("would find a leak: the review page, seen from this machine, shows the text with every canary", async () => {
    const list = await (await visit("/fa/desk/reports")).text()
    const id = /\/fa\/desk\/reports\/(r[0-9a-z]+)/.exec(list)?.[1]
    const page = await (await visit(`/fa/desk/reports/${id}`)).text()
    expect(leaks(page)).toEqual(CANARIES)
    expect(page).toContain("<mark>")
  })

  test("hides the review page from everybody who is not on this machine", async () => {
    for (const path of ["/fa/desk/reports", "/en/desk/reports"]) {
      expect((await stranger(path)).status).toBe(404)
      expect((await visit(path, { "x-forwarded-for": "203.0.113.9" })).status).toBe(404)
      expect((await visit(path, { host: "rebound.example:7310" })).status).toBe(404)
      expect((await visit(path)).status).toBe(200)
    }
  })

  test("rebuilds what it shows when the record changes", async () => {
    const before = await (await visit("/en/actions")).text()
    expect(before).toContain("3 found")
    await record.setState(ids[1]!, "retracted", "test")
    const page = await (await visit(`/en/actions/${ids[1]}`)).text()
    expect(page).toContain("was retracted")
    expect(page).not.toContain("Sanandaj")
  })
})

describe("isLocalVisit", () => {
  const cases: readonly [
    remoteAddress: string | undefined,
    host: string | undefined,
    forwarded: boolean,
    want: boolean,
  ][] = [
    ["127.0.0.1", "localhost:7310", false, true],
    ["::1", "[::1]:7310", false, true],
    ["::ffff:127.0.0.1", "127.0.0.1:7310", false, true],
    ["127.0.0.1", "evil.example", false, false],
    ["127.0.0.1", "localhost.evil.example:7310", false, false],
    ["127.0.0.1", "localhost:7310", true, false],
    ["10.0.0.5", "localhost:7310", false, false],
    [undefined, "localhost:7310", false, false],
    ["127.0.0.1", undefined, false, false],
  ]
  for (const [remoteAddress, host, forwarded, want] of cases) {
    test(`${remoteAddress} asking for ${host}${forwarded ? ", forwarded," : ""} is ${want ? "" : "not "}local`, () =>
      expect(isLocalVisit({ remoteAddress, host, forwarded })).toBe(want))
  }
})
