import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, type CodedDocument, codeReport } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openRecord } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { createSite } from "./site.tsx"

/*
 * Invented names, numbers and handles are planted in every private field of a real record; then everything public is
 * crawled and no byte of it may hold one, however it is spelt. Names here are syllables drawn by a seed.
 */

const ASSETS = join(import.meta.dirname, "../../assets/built")
const TEXTS: readonly (readonly [published: string, text: string])[] = [
  ["2020-11-02", "کارگران نیشکر هفت‌تپه امروز دوشنبه ۱۲ آبان ۱۳۹۹ در شوش برای پنج ماه حقوق معوقه دست از کار کشیدند."],
  ["2022-12-01", "معلمان امروز در سنندج، مریوان، سقز و بانه تجمع کردند و خواستار اجرای رتبه‌بندی شدند."],
  ["2023-01-10", "فراخوان: بازنشستگان تأمین اجتماعی روز یکشنبه ۲۵ دی ۱۴۰۱ مقابل استانداری در اهواز تجمع خواهند کرد."],
  ["2021-06-20", "Oil workers in Asaluyeh went on strike on 19 June 2021 over unpaid wages and contractors."],
  ["2019-05-04", "جمعی از رانندگان کامیون امروز شنبه در بندرعباس در اعتراض به کرایه پایین اعتصاب کردند."],
]
/** Fields that a report and its coding hold back; each report plants one canary in each. */
const FIELDS = 24

interface Canary {
  readonly kind: "name" | "phone" | "handle" | "email" | "number"
  readonly token: string
}

const CANARIES: readonly Canary[] = makeCanaries(TEXTS.length * 2 * FIELDS)

let dir: string
let record: Record

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-canary-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await record.setRules({ acceptCodings: true })
  let next = 0
  const plant = () => CANARIES[next++]!.token
  for (let round = 0; round < 2; round++) {
    for (const [i, [published, text]] of TEXTS.entries()) {
      const start = next
      const foreignId = `n-${plant()}`
      const coding = spoil(codeReport({ id: foreignId, text, published }), plant)
      const source = plant()
      const url = `https://${plantInUrl(plant())}@example.org/${round}${i}?by=${encodeURIComponent(plant())}#${encodeURIComponent(plant())}`
      const lang = plant()
      const own = CANARIES.slice(start, start + FIELDS).map((c) => c.token)
      next = start + FIELDS
      const report = { foreignId, text: `${text}\n${own.join("\n")}`, source, url, published, lang, sample: i === 0 }
      const { actionIds } = await record.addCoded(report, coding)
      expect(actionIds.length).toBeGreaterThan(0)
      if (round === 1 && i < 2) await record.setState(actionIds[0]!, i === 0 ? "retracted" : "disputed", own.join(" "))
    }
  }
})
afterAll(async () => {
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Only letters and digits may stand before an address's host. */
function plantInUrl(token: string): string {
  return encodeURIComponent(token.replace(/[@.+ ]/g, ""))
}

/** A coding with a canary in every string that is written freely. */
function spoil(coding: CodedDocument, plant: () => string): CodedDocument {
  const employer = plant()
  const organisers = [plant(), plant()]
  const written = plant()
  const site = plant()
  const village = { name: plant(), province: plant() }
  const supports = { by: plant(), value: plant() }
  return {
    ...coding,
    id: plant(),
    lang: plant(),
    actions: coding.actions.map((action) => ({
      ...action,
      employer,
      organisers,
      date: { ...action.date, written },
      places: [
        ...action.places.map((place) => ({ ...place, site, name: village.name })),
        { id: null, ...village, type: "village" as const, lat: null, lon: null, site },
      ],
      support: action.support.map((s) => ({ ...s, ...supports })),
    })),
    themes: {
      ...coding.themes,
      organisations: [plant()],
      workplaces: [plant()],
      context_events: [{ name: plant(), date: null }],
      solidarity: [{ from: plant(), to: plant() }],
    },
    problems: [...coding.problems, { code: "place.many" as const, span: [0, 3] as const, candidates: [plant()] }],
  }
}

/** Everything that a stranger can reach: from the front door by every link, and addresses that people try. */
async function crawl(of: Record): Promise<ReadonlyMap<string, string>> {
  const site = createSite({ record: of, assetsDir: ASSETS })
  const waiting = ["/", "/nowhere", "/en/nowhere", "/fa/desk/reports", "/en/desk/reports"]
  for (const action of await of.listPublished()) {
    waiting.push(`/actions/${action.id}.json`)
    for (const source of action.sources) waiting.push(`/fa/desk/reports/${source.reportId}`)
  }
  const seen = new Map<string, string>()
  while (waiting.length > 0) {
    const path = waiting.pop()!
    if (seen.has(path)) continue
    const answer = await site.request(`http://127.0.0.1${path}`, { headers: { host: "karnegar.example" } }, {
      incoming: { socket: { remoteAddress: "203.0.113.9" } },
    } as never)
    const body = new TextDecoder().decode(await answer.arrayBuffer())
    seen.set(path, `${JSON.stringify([...answer.headers])}\n${body}`)
    for (const [, address] of body.matchAll(/(?:href|src|srcset|action)="(\/[^"#]*)/g))
      waiting.push(address!.replaceAll("&amp;", "&"))
    const moved = answer.headers.get("location")
    if (moved !== null) waiting.push(moved)
  }
  return seen
}

/** As a name-hunter would compare: letters folded, marks and joiners gone, digits Latin, case lowered. */
function flat(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[يىئ]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[أإآ]/g, "ا")
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\p{M}\p{Cf}\s_.+-]/gu, "")
    .toLowerCase()
}

/** Canaries in a page, also where they stand percent-encoded or as entities. */
function leaksIn(page: string): string[] {
  const decoded = page
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes)
      } catch {
        return bytes
      }
    })
  const one = flat(page)
  const two = flat(decoded)
  return CANARIES.filter(({ token }) => one.includes(flat(token)) || two.includes(flat(token))).map((c) => c.token)
}

describe("everything public", () => {
  test("has more than two hundred canaries to look for, all different, of every kind", () => {
    expect(new Set(CANARIES.map((c) => flat(c.token))).size).toBeGreaterThanOrEqual(200)
    expect(new Set(CANARIES.map((c) => c.kind)).size).toBe(5)
  })

  test("holds no planted name, number, address or handle", async () => {
    const pages = await crawl(record)
    for (const wanted of ["/fa/", "/en/", "/fa/about", "/fa/actions", "/en/actions?kind=calls"])
      expect([...pages.keys()]).toContain(wanted)
    expect([...pages.keys()].filter((path) => path.endsWith(".json")).length).toBeGreaterThan(20)
    expect(pages.size).toBeGreaterThan(100)
    const leaks = [...pages].flatMap(([path, page]) => leaksIn(page).map((token) => ({ path, token })))
    expect(leaks).toEqual([])
  })

  test("would be seen to leak: a canary in one public field is found on its page, in its JSON and in lists", async () => {
    const tokenOf = (kind: Canary["kind"]) => CANARIES.find((c) => c.kind === kind)!.token
    const workplace = { id: "w", fa: `شرکت ${tokenOf("name")}`, en: `Works ${tokenOf("phone")}` }
    const published = await record.listPublished()
    const spoilt = published.find((a) => a.state === "unreviewed" && !a.isCall)!
    const leaky: Record = new Proxy(record, {
      get(whole, name) {
        if (name === "listPublished")
          return async () => published.map((a) => (a.id === spoilt.id ? { ...a, workplace } : a))
        const member: unknown = Reflect.get(whole, name)
        return typeof member === "function" ? member.bind(whole) : member
      },
    })
    const pages = await crawl(leaky)
    const found = [...pages].filter(([, page]) => leaksIn(page).length > 0).map(([path]) => path)
    const kinds = [/^\/fa\/actions\/a\w+$/, /^\/en\/actions\/a\w+$/, /\.json$/, /^\/fa\/$/, /^\/en\/actions\?/]
    for (const kind of kinds) expect(found.some((path) => kind.test(path))).toBe(true)
  })

  test("would be found when spelt otherwise: Arabic letters, joiners, digits, case, percent signs", () => {
    const name = CANARIES.find((c) => c.kind === "name" && c.token.includes("ی"))!.token
    const phone = CANARIES.find((c) => c.kind === "phone")!.token
    const email = CANARIES.find((c) => c.kind === "email")!.token
    const persian = [...phone].map((d) => String.fromCharCode(0x6f0 + Number(d))).join("")
    for (const [written, token] of [
      [name.replaceAll("ی", "ي"), name],
      [[...name].join("\u200c"), name],
      [persian, phone],
      [`${phone.slice(0, 4)} ${phone.slice(4)}`, phone],
      [email.toUpperCase(), email],
      [encodeURIComponent(name), name],
    ] as const)
      expect(leaksIn(`<p>${written}</p>`)).toEqual([token])
  })
})

/** Canaries drawn by a seed, so that a failure can be repeated. */
function makeCanaries(count: number): Canary[] {
  let state = 0x5eed
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
  const pick = (from: readonly string[]) => from[draw(from.length)]!
  const persian = ["غژ", "ضم", "ثیغ", "ظو", "ژاث", "صغی", "ذژو", "طیض", "غیظ", "ثوژ", "ضیذ"]
  const latin = ["qax", "zvu", "xiq", "wyj", "jux", "vqo", "kzy", "oxq"]
  const syllables = (from: readonly string[], n: number) => Array.from({ length: n }, () => pick(from)).join("")
  const digits = (n: number) => Array.from({ length: n }, () => String(draw(10))).join("")
  const kinds = ["name", "phone", "handle", "email", "number"] as const
  const makers: { readonly [kind in Canary["kind"]]: () => string } = {
    name: () => `${syllables(persian, 3)} ${syllables(persian, 4)}`,
    phone: () => `09${digits(9)}`,
    handle: () => `@${syllables(latin, 4)}_${digits(3)}`,
    email: () => `${syllables(latin, 4)}@${syllables(latin, 2)}.invalid`,
    number: () => digits(16),
  }
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length]!
    return { kind, token: makers[kind]() }
  })
}
