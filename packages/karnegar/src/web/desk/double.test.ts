import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Clock, type Member, makeMember } from "../../../../../tests/support/desk-people.ts"
import { codedPair, newReport, STRIKE } from "../../../../../tests/support/reports.ts"
import { People } from "../../people/people.ts"
import { openPeopleStore } from "../../people/store.ts"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import { createSite } from "../site.tsx"
import { deskRoutes, type Weakened } from "./desk.ts"
import { Passkeys } from "./passkeys.ts"

const ASSETS = join(import.meta.dirname, "../../../assets/built")
/** Codes that only the first coder gives, and their words on a page. */
const FIRST_ALONE = ["blockade", "بستن راه", "bakers", "نانوایان"]

let dir: string
let record: Record
let people: People
let report: string
let action: string
const clock = new Clock()
const members: { [name: string]: Member } = {}
const tokens: { [name: string]: string } = {}
const site = (weakened?: Weakened) =>
  createSite({ record, people, origin: null, assetsDir: ASSETS, ...(weakened && { weakened }) }) as unknown as Hono

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-double-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  for (const [name, role] of [
    ["یکم", "coder"],
    ["دوم", "coder"],
    ["سوم", "administrator"],
    ["چهارم", "reader"],
  ] as const) {
    members[name] = await makeMember(people, clock, name, role)
    tokens[name] = await members[name].signIn()
  }
  await record.setRules({ acceptCodings: true })
  const { report: own, coding } = codedPair("1", STRIKE)
  report = (await record.addCoded(own, coding)).reportId
  action = (await record.listPublished())[0]!.id
})
afterAll(async () => {
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

async function ask(app: Hono, who: string, path: string, fields?: readonly (readonly [string, string])[]) {
  const headers: { [name: string]: string } = { host: "localhost", cookie: `karnegar=${tokens[who]}` }
  let body: string | null = null
  if (fields !== undefined) {
    headers["content-type"] = "application/x-www-form-urlencoded"
    headers.origin = "http://localhost"
    const form = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]))
    form.set("form_mark", (await people.session(tokens[who]!))!.forms.make())
    body = form.toString()
  }
  const answer = await app.request(
    `http://localhost/fa/desk${path}`,
    { method: fields === undefined ? "GET" : "POST", headers, body },
    { incoming: { socket: { remoteAddress: "127.0.0.1" } } } as never,
  )
  return { status: answer.status, text: await answer.text(), to: answer.headers.get("location") }
}

/** A finished form. */
const coded = (workforce: string, form: string): readonly (readonly [string, string])[] => [
  ["do", "send"],
  ["actions", "1"],
  ["document_kind", "report"],
  ["0.when.here", "1"],
  ["0.when", "1403/02/16"],
  ["0.places.here", "1"],
  ["0.places", "شوش (خوزستان)"],
  ["0.workforce.here", "1"],
  ["0.workforce", workforce],
  ["0.forms.here", "1"],
  ["0.forms", form],
  ["0.status.here", "1"],
  ["0.status", "held"],
]

/** Pages of the desk about the report or its action, by the list of routes; also lists that it stands in. */
const pages = () => {
  const none = { lang: "fa" as const, rest: "/", sample: false, asset: () => "" }
  const tools = { record, people, origin: null, jobs: null, passkeys: new Passkeys(people), page: () => none }
  return deskRoutes({ ...tools, failureWords: (code) => ({ fa: code, en: code }) }).flatMap(
    ({ method, path }, route) => {
      if (method !== "get" || path.startsWith("/submissions/")) return []
      const own = path.startsWith("/actions/") || path.startsWith("/merge/") ? action : report
      return [{ route, path, at: path.replace(":id", own).replace(":other", own) }]
    },
  )
}

describe("double coding at the desk", () => {
  test("draws by a seed, shows what is drawn first, and marks nothing else", async () => {
    const app = site()
    const shown = await ask(app, "سوم", "/double/draw?of=waiting&size=5&seed=x")
    expect(shown.text).toContain(report)
    expect(await record.listDoublings()).toEqual([])
    const other = await ask(app, "سوم", "/double/draw", [
      ["of", "waiting"],
      ["size", "5"],
      ["seed", "x"],
      ["report", "r0"],
    ])
    expect([other.status, (await record.listDoublings()).length]).toEqual([409, 0])
    const done = await ask(app, "سوم", "/double/draw", [
      ["of", "waiting"],
      ["size", "5"],
      ["seed", "x"],
      ["report", report],
    ])
    expect(done.status).toBe(303)
    expect((await record.listDoublings())[0]).toMatchObject({ draw: { seed: "x", of: "waiting", size: 5 }, open: true })
  })

  test("fills in nothing, and asks for what was not chosen", async () => {
    const page = await ask(site(), "یکم", `/double/${report}`, undefined)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain("<mark>")
    const one = await ask(site(), "یکم", `/double/${report}/code`, [
      ["do", "add"],
      ["actions", "0"],
    ])
    expect(one.text).toContain('name="0.workforce"')
    // No code but the empty one is chosen.
    expect([...one.text.matchAll(/<option value="([^"]+)" selected/g)].map((m) => m[1])).toEqual([])
    const empty = await ask(site(), "یکم", `/double/${report}/code`, [
      ["do", "send"],
      ["actions", "1"],
      ["document_kind", "report"],
    ])
    expect(empty.status).toBe(422)
    expect((await record.listDoublings())[0]!.codings).toEqual([])
  })

  test("gives nobody a value of the first, the machine's or what stands, at any route, before the second is in", async () => {
    const app = site()
    const sent = await ask(app, "یکم", `/double/${report}/code`, coded("bakers", "blockade"))
    expect([sent.status, sent.to]).toEqual([303, `/fa/desk/double/${report}?done=1`])
    for (const who of Object.keys(members))
      for (const { path, at } of pages()) {
        const { status, text } = await ask(app, who, at)
        if (/^\/(review|reports|actions|merge)\/:/.test(path)) expect([path, status]).toEqual([path, 403])
        // The blank form and the filters of lists offer every code: only what is chosen or told counts.
        const told = text.replaceAll(/<(datalist|select|form method="get")[\s\S]*?<\/(datalist|select|form)>/g, "")
        for (const word of FIRST_ALONE) expect(`${who} ${path} ${told.includes(word)}`).toBe(`${who} ${path} false`)
      }
    // The same person is not the second, and a form sent past the page is refused too.
    expect((await ask(app, "یکم", `/double/${report}/code`, coded("bakers", "strike"))).status).toBe(422)
    expect((await ask(app, "سوم", `/review/${report}/decide`, [["action", action]])).status).toBe(403)
  })

  test("is told when a route is left unclosed", async () => {
    const missed: string[] = []
    for (const { route, path, at } of pages()) {
      if (!/^\/(review|reports|actions|merge)\/:/.test(path)) continue
      const { status } = await ask(site({ route, without: "closed" }), "دوم", at)
      if (status === 403) missed.push(path)
    }
    expect(missed).toEqual([])
  })

  test("shows both side by side once two are in, and lets a person take values into the review", async () => {
    const app = site()
    expect((await ask(app, "دوم", `/double/${report}/code`, coded("sugar", "strike"))).status).toBe(303)
    const page = await ask(app, "سوم", `/double/${report}`)
    expect(page.text).toContain('class="differs"')
    const before = await record.review(action)
    const taken = await ask(app, "سوم", `/double/${report}/take`, [
      ["pair", "0"],
      ["action", `${action} ${before.version}`],
      ["take.workforce", "1"],
      ["reason", "both were heard"],
    ])
    expect(taken.status).toBe(303)
    expect((await record.review(action)).fields.workforce).not.toBe(before.fields.workforce)
    expect((await record.history(action)).at(-1)).toMatchObject({ what: "action.value", reason: "both were heard" })
    // Made on what no longer stands: nothing is overwritten.
    const late = await ask(app, "سوم", `/double/${report}/take`, [
      ["pair", "0"],
      ["action", `${action} ${before.version}`],
      ["take.forms", "1"],
    ])
    expect(late.status).toBe(422)
    expect((await ask(app, "سوم", `/double/${report}/resolve`, [])).status).toBe(303)
    expect((await record.listDoublings())[0]!.resolved).not.toBeNull()
  })

  test("tells no figure of too few, and files without anybody's key", async () => {
    const app = site()
    const { text } = await ask(app, "چهارم", "/agreement")
    expect(text).toContain("کمتر از ۱۰")
    expect((await ask(app, "چهارم", "/agreement.json")).status).toBe(403)
    for (const name of ["agreement.json", "agreement.csv", "agreement-pairs.csv"]) {
      const file = await ask(app, "سوم", `/${name}`)
      expect(file.status).toBe(200)
      for (const { account } of Object.values(members)) {
        expect(file.text).not.toContain(account.id)
        expect(file.text).not.toContain(account.handle)
      }
    }
    const json = JSON.parse((await ask(app, "سوم", "/agreement.json")).text)
    expect(json.pairs.find((one: { field: string }) => one.field === "workforce").units).toEqual([
      { report, coder_1: "bakers", coder_2: "sugar" },
    ])
  })

  test("tells the public of no field before twenty units, and of no person ever", async () => {
    const app = site()
    const publicPage = async () => (await app.request("http://localhost/en/method")).text()
    expect(await publicPage()).toContain("No field has 20 units coded twice yet")
    for (let i = 0; i < 20; i++) {
      const own = newReport(`d${i}`, `${STRIKE} شماره ${i}`)
      const { reportId } = await record.addCoded(own, { ...codedPair(`d${i}`, own.text).coding })
      await record.markDouble([reportId], { seed: "s", of: "all", size: 20 })
      for (const [who, kind] of [
        ["p-x", i % 2 === 0 ? "report" : "other"],
        ["p-y", i % 3 === 0 || i % 2 === 0 ? "report" : "other"],
      ] as const)
        await record.codeUnseen(reportId, { kind, actions: [] }, { who })
    }
    const text = await publicPage()
    expect(text).toContain("Kind of document")
    expect(text).not.toContain("No field has 20 units")
    expect(text).not.toContain("p-x")
  })
})
