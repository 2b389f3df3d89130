import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { Clock, type Member, makeMember } from "../../../../tests/support/desk-people.ts"
import { codedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { People } from "../people/people.ts"
import { openPeopleStore } from "../people/store.ts"
import { openRecord } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { setFile } from "../release/set-file.ts"
import { Budget } from "./budget.ts"
import { createSite } from "./site.tsx"

/* Every route of the router, asked in every way that gives another status; what each answer must carry is written here a second time. */

const ALWAYS: Readonly<{ [header: string]: string }> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
}
const POLICY = [
  "default-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
]
const OWN_SOURCES = /^(img|style|font|script)-src 'self'$/

const ASSETS = join(import.meta.dirname, "../../assets/built")
let dir: string
let record: Record
let people: People
let member: Member
let token: string
let ids: readonly string[]
const clock = new Clock()

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-headers-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await record.setRules({ acceptCodings: true })
  const added = await record.addAllCoded([
    codedPair("1", STRIKE),
    codedPair("2", TOWNS),
    codedPair("3", "کارگران فولاد امروز در اهواز برای حقوق معوقه تجمع کردند."),
  ])
  ids = added.flatMap((a) => a.actionIds)
  await record.joinActions(ids[1]!, ids[2]!)
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  member = await makeMember(people, clock, "سپیدار", "administrator")
  token = await member.signIn()
})
afterAll(async () => {
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

type Site = ReturnType<typeof createSite>
const siteOf = (of: Record, origin: string | null = null) =>
  createSite({ record: of, people, origin, assetsDir: ASSETS, files: setFile })

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string
}

interface Answered {
  readonly what: string
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

async function ask(site: Site, { method, path, headers = {}, body }: Asked): Promise<Answered> {
  const answer = await site.request(
    `http://localhost${path}`,
    { method, headers: { host: "localhost", ...headers }, ...(body === undefined ? {} : { body }) },
    { incoming: { socket: { remoteAddress: "127.0.0.1" } } } as never,
  )
  const text = new TextDecoder().decode(await answer.arrayBuffer())
  return {
    what: `${method} ${path} → ${answer.status}`,
    path,
    status: answer.status,
    headers: answer.headers,
    body: text,
  }
}

/** Ids of things that have pages of their own, one of each kind. */
const THINGS = ["sugar", "unpaid_wages", "cctsi", "haft-tappeh", "p1"]

/** Every route with its parameters filled: with what stands, and with what does not. */
function routesOf(site: Site): readonly Asked[] {
  const out = new Map<string, Asked>()
  for (const { method, path } of site.routes) {
    if (method === "ALL") continue
    const filled = path.includes("/assets/:name")
      ? ["site.css", "none.css"].map((name) => path.replace(":name", name))
      : path.includes("sitemap-")
        ? ["/sitemap-1.xml", "/sitemap-2.xml"]
        : path.includes("json")
          ? [...ids, "a0000000000", ...THINGS].map((id) => path.replace(/:id\{[^}]*\}/, `${id}.json`))
          : path.includes(":id")
            ? [...ids, "r1", ...(path.includes("/desk") ? [] : THINGS)].map((id) => path.replace(":id", id))
            : [path]
    for (const one of filled) out.set(`${method} ${one}`, { method, path: one })
  }
  return [...out.values()]
}

/** Whatever the site can be made to answer. */
async function everyAnswer(): Promise<readonly Answered[]> {
  const site = siteOf(record)
  const cookie = { cookie: `karnegar=${token}` }
  const foreign = { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" }
  const answers: Answered[] = []
  for (const route of routesOf(site)) {
    answers.push(await ask(site, route))
    if (route.path.includes("/desk")) {
      if (!route.path.endsWith("/sign-out")) answers.push(await ask(site, { ...route, headers: cookie }))
      answers.push(await ask(site, { ...route, headers: foreign }))
    }
    const big = { method: "POST", path: route.path, body: "x".repeat(1_200_000) }
    answers.push(await ask(site, { ...big, headers: { "content-length": "1200000" } }))
  }
  for (const path of ["/fa/", "/en/actions", `/fa/actions/${ids[0]}`, `/actions/${ids[0]}.json`]) {
    const etag = answers.find((a) => a.path === path && a.status === 200)!.headers.get("etag")!
    answers.push(await ask(site, { method: "GET", path, headers: { "if-none-match": etag } }))
    answers.push(await ask(site, { method: "HEAD", path }))
    answers.push(await ask(site, { method: "DELETE", path }))
  }
  const mark = (await people.session(token))!.forms.make()
  const form = { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost", ...cookie }
  for (const path of ["/fa/desk/persons", "/fa/desk/people/nobody/role", "/fa/desk/persons/p1/approve"])
    answers.push(await ask(site, { method: "POST", path, headers: form, body: `form_mark=${mark}&role=reader` }))
  const day = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)
  const bare = `form_mark=${mark}&adult=yes&basis=office_holder&review_day=${day}`
  answers.push(await ask(site, { method: "POST", path: "/fa/desk/persons", headers: form, body: bare }))
  clock.pass(16 * 60_000)
  const late = { method: "POST", path: "/en/desk/people/invite", headers: form, body: `form_mark=${mark}` }
  answers.push(await ask(site, late))
  for (const path of ["/nowhere", "/fa/nowhere", "/fa/desk/nowhere", "/desk", "/desk/", "/fa/actions/%E0%A4%A"])
    answers.push(await ask(site, { method: "GET", path }))
  const broken = new Proxy(record, { get: () => () => Promise.reject(new Error("broken")) })
  const told = vi.spyOn(console, "error").mockImplementation(() => {})
  for (const path of ["/fa/", "/en/actions", "/actions/a0000000000.json", "/nowhere"])
    answers.push(await ask(siteOf(broken), { method: "GET", path }))
  told.mockRestore()
  const busy = createSite({ record, people, origin: null, assetsDir: ASSETS, lists: new Budget(0, 1) })
  for (let i = 0; i < 2; i++) answers.push(await ask(busy, { method: "GET", path: "/en/actions?q=shush" }))
  return answers
}

/** What is wrong with an answer's headers. */
function faultsOf({ what, path, headers }: Answered): string[] {
  const faults: string[] = []
  for (const [name, value] of Object.entries(ALWAYS)) if (headers.get(name) !== value) faults.push(`${what}: ${name}`)
  const policy = (headers.get("content-security-policy") ?? "").split("; ")
  for (const part of POLICY) if (!policy.includes(part)) faults.push(`${what}: no ${part}`)
  for (const part of policy) if (!POLICY.includes(part) && !OWN_SOURCES.test(part)) faults.push(`${what}: ${part}`)
  const desk = path.includes("/desk")
  if (!desk && policy.some((part) => part.startsWith("script-src"))) faults.push(`${what}: scripts on a public page`)
  if (desk && headers.get("cache-control") !== "no-store") faults.push(`${what}: is kept by browsers`)
  if (!/camera=\(\).*geolocation=\(\).*microphone=\(\)/.test(headers.get("permissions-policy") ?? ""))
    faults.push(`${what}: permissions`)
  for (const name of ["server", "x-powered-by"]) if (headers.has(name)) faults.push(`${what}: ${name}`)
  return faults
}

/** What a page must not have: inline scripts and styles, handlers in attributes, anything fetched from another host. */
function inlineOf({ what, headers, body }: Answered): string[] {
  if (!(headers.get("content-type") ?? "").includes("html")) return []
  const faults: string[] = []
  if (/<script(?![^>]*\ssrc="\/)/i.test(body)) faults.push(`${what}: a script in the page`)
  if (/<style|\sstyle=/i.test(body)) faults.push(`${what}: a style in the page`)
  if (/<[^>]+\son[a-z]+=/i.test(body)) faults.push(`${what}: a handler in an attribute`)
  if (
    /<(?:link|img|script|source|iframe|form|object|embed)\b[^>]*\s(?:href|src|srcset|action|data)="(?!\/(?!\/))/i.test(
      body,
    )
  )
    faults.push(`${what}: something from another host`)
  return faults
}

describe("every answer", () => {
  let answers: readonly Answered[]
  beforeAll(async () => {
    answers = await everyAnswer()
  })

  test("is seen with every status that the site gives, on more than a hundred ways", () => {
    const statuses = new Set(answers.map((a) => a.status))
    for (const status of [200, 301, 302, 303, 304, 401, 403, 404, 409, 413, 422, 500, 503])
      expect([...statuses]).toContain(status)
    expect(answers.length).toBeGreaterThan(100)
  })

  test("carries every header, closed as SAFETY S-8 has them", () => {
    expect(answers.flatMap(faultsOf)).toEqual([])
  })

  test("was asked of a thing of each kind, as a page and as JSON", () => {
    const found = answers.filter((a) => a.status === 200).map((a) => a.path)
    const kinds = ["workforces", "demands", "organisations", "workplaces", "places"]
    for (const [i, kind] of kinds.entries())
      for (const path of [`/fa/${kind}`, `/en/${kind}/${THINGS[i]}`, `/${kind}/${THINGS[i]}.json`, `/${kind}.json`])
        expect(found).toContain(path)
  })

  test("holds nothing inline and nothing of another host", () => {
    expect(answers.flatMap(inlineOf)).toEqual([])
  })

  test("takes back what the browser kept, on signing out", async () => {
    const mark = (await people.session(token))!.forms.make()
    const out = await ask(siteOf(record), {
      method: "POST",
      path: "/fa/desk/sign-out",
      headers: { cookie: `karnegar=${token}`, "content-type": "application/x-www-form-urlencoded" },
      body: `form_mark=${mark}`,
    })
    expect([out.status, out.headers.get("clear-site-data")]).toEqual([303, '"cache", "storage"'])
  })

  test("the API of a site with a public address may be read from other sites, and nothing else", async () => {
    const named = siteOf(record, "https://karnegar.example")
    const allowed = async (site: Site, path: string, method = "GET") => {
      const { headers } = await ask(site, { method, path })
      return [headers.get("access-control-allow-origin"), headers.get("cross-origin-resource-policy")]
    }
    expect(await allowed(named, "/api/v1/actions?limit=1")).toEqual(["*", "cross-origin"])
    expect(await allowed(named, "/api/v1/actions?limit=no")).toEqual(["*", "cross-origin"])
    for (const path of ["/fa/", "/fa/api", "/fa/actions", "/en/desk/queue", "/fa/send", "/api/v1x"])
      expect(await allowed(named, path), path).toEqual([null, "same-origin"])
    // A group's own site, with what is not public yet.
    expect(await allowed(siteOf(record), "/api/v1/actions?limit=1")).toEqual([null, "same-origin"])
    const { headers } = await ask(named, { method: "GET", path: "/api/v1/actions?limit=1" })
    expect(headers.has("access-control-allow-credentials")).toBe(false)
  })

  test("asks for https only where the operator named it, and never of an onion address", async () => {
    const seen = async (origin: string | null, host: string) =>
      (await ask(siteOf(record, origin), { method: "GET", path: "/fa/", headers: { host } })).headers.has(
        "strict-transport-security",
      )
    const onion = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion"
    expect(await seen("https://karnegar.example", "karnegar.example")).toBe(true)
    expect(await seen("https://karnegar.example", onion)).toBe(false)
    expect(await seen(null, "localhost")).toBe(false)
    expect(await seen(`http://${onion}`, onion)).toBe(false)
  })

  test("would be seen to lack a header, to be kept, or to hold something inline", () => {
    const good = answers.find((a) => a.status === 200 && a.path === "/fa/")!
    for (const name of [...Object.keys(ALWAYS), "content-security-policy", "permissions-policy"]) {
      const headers = new Headers(good.headers)
      headers.delete(name)
      expect(faultsOf({ ...good, headers })).not.toEqual([])
    }
    const loose = new Headers(good.headers)
    loose.set("content-security-policy", `${good.headers.get("content-security-policy")}; script-src 'unsafe-inline'`)
    expect(faultsOf({ ...good, headers: loose })).not.toEqual([])
    expect(faultsOf({ ...good, path: "/fa/desk/x" })).not.toEqual([])
    for (const more of [
      "<script>1</script>",
      '<p style="color:red">',
      "<style>p{}</style>",
      '<p onclick="x()">',
      '<img src="https://example.org/x.png">',
      '<img src="//example.org/x.png">',
    ])
      expect(inlineOf({ ...good, body: good.body + more })).not.toEqual([])
  })
})
