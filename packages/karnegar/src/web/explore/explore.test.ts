import { readFileSync } from "node:fs"
import { join } from "node:path"
import { FIELDS, readRule, tally } from "@karnegar/index"
import fc from "fast-check"
import { Hono } from "hono"
import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { publishedAction, someActions } from "../../../../../tests/support/published-actions.ts"
import { setFile } from "../../release/set-file.ts"
import { Budget } from "../budget.ts"
import { catalogueFrom } from "../catalogue.ts"
import { readQuery } from "../query.ts"
import { fieldList } from "../words/counting.ts"
import { CARD, cardOf } from "./card.ts"
import { createExplore } from "./routes.tsx"
import { setOf } from "./set.ts"
import { fittingStep, MOST_COLUMNS, timeColumns, timeField } from "./timeline.ts"

const ASSETS = join(import.meta.dirname, "../../../assets/built")

/** The pages of some actions, in one language. */
function pagesOf(actions: Parameters<typeof catalogueFrom>[0], lang: "fa" | "en", lists = new Budget(1e6, 1e6)) {
  const catalogue = catalogueFrom(actions, false, "1")
  const context = (rest: string) => ({ lang, rest, sample: false, asset: (name: string) => `/assets/${name}` })
  const app = new Hono().route(
    `/${lang}`,
    createExplore(lang, {
      catalogue: async () => catalogue,
      contextOf: async () => context("/actions"),
      page: (_, rest) => context(rest),
      lists,
      files: setFile,
      origin: "https://karnegar.example",
      assetsDir: ASSETS,
    }),
  )
  const get = async (path: string) => app.request(`http://localhost/${lang}${path}`)
  return { catalogue, get, text: async (path: string) => (await get(path)).text() }
}

/** Numbers of a page's map, columns and tables, by their links. */
function numbersOf(html: string) {
  const of = (pattern: RegExp) =>
    new Map([...html.matchAll(pattern)].map(([, href, n]) => [href!, Number(n!.replaceAll(",", ""))]))
  return {
    map: of(/<a class="(?:one|few|many)" href="([^"]+)"[^>]*>([\d,]+)<\/a>/g),
    columns: of(/<a href="([^"]+)" title="[^"]*: ([\d,]+)" tabindex="-1">/g),
    tables: of(
      /<th scope="row"><a href="([^"]+)">[^<]*<\/a><\/th><td class="bar"><meter[^>]*><\/meter><\/td><td class="n">([\d,]+)</g,
    ),
  }
}

const CONDITIONS = ["", "form=strike", "kind=actions", "province=p6", "workforce=sugar,education,rail", "outcome=-"]
const found = (html: string) => Number(/<h2 id="found">([\d,]+) found/.exec(html)![1]!.replaceAll(",", ""))

describe("the form", () => {
  for (const lang of ["fa", "en"] as const) {
    test(`offers every field that has a list of values, and keeps what was chosen in it, in ${lang}`, async () => {
      const listed = FIELDS.filter(
        (field) => fieldList(field) !== null || field === "participants" || field === "province",
      )
      expect(listed.length).toBeGreaterThan(18)
      const { text } = pagesOf(someActions(20, 3), lang)
      const offered = (html: string) => [...html.matchAll(/<select id="([^"]+)"/g)].map(([, name]) => name)
      expect(offered(await text("/conditions"))).toEqual(expect.arrayContaining(listed))
      expect(await text("/actions?workplace=w1")).toContain(`href="/${lang}/conditions?workplace=w1"`)
      const asked = await text("/conditions?settlement=-&source=kar&demand=unpaid_wages,insurance")
      expect(asked).toContain('<option value="unpaid_wages,insurance" selected="">')
      expect(asked).toContain('<input type="hidden" name="source" value="kar"/>')
      expect(/<select id="settlement".*?<\/select>/.exec(asked)![0]).toContain('<option value="-" selected="">')
    })
  }
})

describe("the list of a set", () => {
  test("has on its map and in its columns the numbers of its tables, whatever the actions, conditions and rule", async () => {
    const rules = fc.constantFrom("action", "place", "place-day", "dispute")
    await fc.assert(
      fc.asyncProperty(
        fc.array(publishedAction, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...CONDITIONS),
        rules,
        async (drawn, conditions, rule) => {
          const actions = drawn.map((one, i) => ({ ...one, id: `a${String(i).padStart(10, "0")}` }))
          const html = await pagesOf(actions, "en").text(`/actions?${conditions}&count=${rule}&review=all`)
          const { map, columns, tables } = numbersOf(html)
          for (const [href, count] of map) expect([href, tables.get(href)]).toEqual([href, count])
          for (const [href, count] of columns) if (count > 0) expect([href, tables.get(href)]).toEqual([href, count])
          const shown = [...columns.values()].filter((count) => count > 0).length
          expect(shown).toBe(
            [...tables.keys()].filter((href) => /(jalali|gregorian)-(day|week|month|year)=/.test(href)).length,
          )
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  test("leads from every number to a list of as many", async () => {
    const { text } = pagesOf(someActions(60, 5), "en")
    const { map, columns, tables: own } = numbersOf(await text("/actions?kind=actions"))
    const tables = new Map([...own, ...numbersOf(await text("/counts?kind=actions")).tables])
    expect(map.size).toBeGreaterThan(1)
    expect(tables.size).toBeGreaterThan(50)
    for (const [href, count] of [...map, ...columns, ...tables]) {
      if (count === 0) continue
      expect([href, found(await text(href.replace("/en", "").replaceAll("&amp;", "&")))]).toEqual([href, count])
    }
  }, 60_000)

  test("counts as the figures of the command line do, by every rule", () => {
    const { catalogue } = pagesOf(someActions(80, 3), "en")
    for (const rule of ["action", "place", "place-day", "dispute:30"]) {
      const set = setOf(catalogue, readQuery(new URLSearchParams({ count: rule, from: "2005-01-01" }), "en"))
      const facets = set.facets(FIELDS)
      for (const field of FIELDS) {
        const plain = tally(set.all(), readRule(rule)!, [field], { from: "2005-01-01", to: null })
        const rows = plain.rows.flatMap(({ keys: [key], count }) => (key == null ? [] : [[key, count]]))
        expect([...facets.by.get(field)!.counts].sort()).toEqual(rows.sort())
      }
    }
  })

  test("gives its files exactly the records that it has", async () => {
    const { get, text } = pagesOf(someActions(60, 7), "en")
    const wanted = found(await text("/actions?form=strike"))
    expect(wanted).toBeGreaterThan(3)
    const lines = (await text("/actions.jsonl?form=strike")).trimEnd().split("\n")
    expect(lines.map((line) => (JSON.parse(line) as { forms: string[] }).forms.includes("strike"))).toEqual(
      Array(wanted).fill(true),
    )
    const csv = await get("/actions.csv?form=strike")
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="karnegar.csv"')
    expect([...(await csv.text()).matchAll(/^'?a[a-z0-9]{4,10},/gm)]).toHaveLength(wanted)
    const geo = JSON.parse(await text("/actions.geojson?form=strike")) as {
      features: { properties: { action_id?: string } }[]
    }
    expect(geo.features.length).toBeGreaterThan(0)
    const xlsx = new Uint8Array(await (await get("/actions.xlsx?form=strike")).arrayBuffer())
    expect(String.fromCharCode(...xlsx.slice(0, 2))).toBe("PK")
  })

  test("is a page that says so when too many ask at once, files and pictures too", async () => {
    const { get } = pagesOf(someActions(3, 1), "fa", new Budget(0, 1))
    expect((await get("/actions")).status).toBe(200)
    for (const path of ["/actions", "/conditions", "/counts", "/actions.csv", "/digest", "/digest.txt", "/card.png"]) {
      const answer = await get(path)
      expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "2"])
    }
  })

  test("keeps in its form what it was asked for", async () => {
    const { text } = pagesOf(someActions(20, 2), "en")
    const html = await text("/actions?workforce=sugar,rail&outcome=-&count=dispute:30&jalali-year=1399&q=x")
    expect(html).toMatch(/<option value="sugar,rail" selected="">[^<]+ \+ [^<]+</)
    expect(html).toMatch(/<select id="outcome"[^>]*>.*?<option value="-" selected="">not told</s)
    expect(html).toMatch(/<option value="dispute" selected="">/)
    expect(html).toContain('<input type="hidden" name="jalali-year" value="1399"/>')
  })
})

describe("timeColumns", () => {
  const counts = (...keys: readonly string[]) => ({ counts: new Map(keys.map((key) => [key, 1])), withoutValue: 0 })
  const cases = [
    ["year", "jalali", ["1399", "1401"], ["1399", "1400", "1401"]],
    ["month", "jalali", ["1399-11", "1400-01"], ["1399-11", "1399-12", "1400-01"]],
    ["month", "gregorian", ["2020-12", "2021-01"], ["2020-12", "2021-01"]],
    ["week", "gregorian", ["2020-12-21", "2021-01-04"], ["2020-12-21", "2020-12-28", "2021-01-04"]],
    ["week", "jalali", ["1399-12-23", "1400-01-07"], ["1399-12-23", "1399-12-30", "1400-01-07"]],
    ["day", "jalali", ["1399-12-29", "1400-01-01"], ["1399-12-29", "1399-12-30", "1400-01-01"]],
  ] as const
  for (const [step, calendar, given, want] of cases)
    test(`fills the empty ${step}s of the ${calendar} calendar`, () =>
      expect(timeColumns(counts(...given), calendar, step).map(({ key }) => key)).toEqual(want))

  test("has no column for nothing, and no more than fit", () => {
    expect(timeColumns(counts(), "jalali", "day")).toEqual([])
    expect(timeColumns(counts("1300", "1404"), "jalali", "year")).toHaveLength(MOST_COLUMNS)
  })

  test("shows all of a set by the step that fits it", () => {
    const { catalogue } = pagesOf(someActions(40, 11), "fa")
    const set = setOf(catalogue, readQuery(new URLSearchParams({ from: "2010-01-01", to: "2010-12-31" }), "fa"))
    const field = timeField("jalali", fittingStep(set))
    expect(field).toMatch(/^jalali-(day|week|month|year)$/)
  })
})

describe("the digest of a set", () => {
  const { get, text, catalogue } = pagesOf(someActions(60, 7), "fa")

  test("is text without markup, with the set's own numbers, names of actions, and its address", async () => {
    const plain = await text("/digest.txt?form=strike")
    const size = setOf(catalogue, readQuery(new URLSearchParams({ form: "strike" }), "fa")).size
    expect(plain).toContain(`${new Intl.NumberFormat("fa-IR").format(size)} مورد`)
    expect(plain.split("\n").filter((line) => line.startsWith("• "))).toHaveLength(Math.min(12, size))
    expect(plain).toContain("https://karnegar.example/fa/actions?form=strike")
    expect(plain).toMatch(/نتیجه‌ها \(دانسته در [۰-۹]+ از [۰-۹]+\)/)
    expect(await text("/digest?form=strike")).toContain("<textarea")
  })

  test("is said of nothing, too", async () => expect(await text("/digest.txt?q=چیزی‌که‌نیست")).toContain("۰ مورد"))

  test("has a picture of the right size that holds ink, more of it where there is more to say", async () => {
    const ink = async (path: string) => {
      const answer = await get(path)
      expect(answer.headers.get("content-type")).toBe("image/png")
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const { info, data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([CARD.width, CARD.height])
      return data.reduce((sum, grey) => sum + (grey < 128 ? 1 : 0), 0)
    }
    const [much, none] = [await ink("/card.png?form=strike"), await ink("/card.png?q=چیزی‌که‌نیست")]
    expect(none).toBeGreaterThan(14_000)
    expect(much).toBeGreaterThan(none + 2_000)
  })

  test("has a picture that tells a long line to its end", async () => {
    const long = Array.from({ length: 12 }, (_, i) => `خواسته‌ای دراز ${i}`).join("، ")
    const digest = (figures: readonly string[]) => ({
      title: "همه حرکت‌ها",
      total: "۱۲ مورد",
      standing: "",
      figures,
      actions: [],
      more: 0,
      notes: [],
      address: "/fa/actions",
    })
    const ink = async (figures: readonly string[]) => {
      const { data } = await sharp(await cardOf(digest(figures), "fa", ASSETS))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true })
      return data.reduce((sum, grey) => sum + (grey < 128 ? 1 : 0), 0)
    }
    const [none, whole, cut] = [await ink([]), await ink([long]), await ink([long.slice(0, 88)])]
    expect(whole - none).toBeGreaterThan((cut - none) * 1.7)
    const five = await ink([long, long, long, long, long])
    expect(five - none).toBeGreaterThan((whole - none) * 2.4)
  })

  test("is drawn with the typeface that the build makes", () => {
    for (const name of ["vazirmatn-regular.ttf", "vazirmatn-bold.ttf"])
      expect(readFileSync(join(ASSETS, name)).length).toBeGreaterThan(20_000)
  })
})
