import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Clock, makeMember } from "../../../../../tests/support/desk-people.ts"
import { IDLE_MS, People, PROOF_MS } from "../../people/people.ts"
import { ROLES, type Role } from "../../people/roles.ts"
import { openPeopleStore } from "../../people/store.ts"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import { createSite } from "../site.tsx"
import { deskRoutes, type Weakened } from "./desk.ts"
import type { TurnedAway } from "./guard.ts"
import { Passkeys } from "./passkeys.ts"

/**
 * Every route of the desk with the least role that it is for, written a second time and by hand; `proof`: only with a recent one.
 * A route that stands not here, or a row without a route, fails.
 */
const MATRIX: { readonly [route: string]: "anybody" | Role | `${Role} with proof` } = {
  "GET /": "anybody",
  "GET /sign-in": "anybody",
  "POST /sign-in": "anybody",
  "POST /sign-in/passkey": "anybody",
  "GET /join": "anybody",
  "POST /join": "anybody",
  "POST /sign-out": "reader",
  "POST /prove": "reader",
  "POST /prove/passkey": "reader",
  "GET /account": "reader",
  "POST /account/passkey": "reader with proof",
  "GET /people": "administrator",
  "POST /people/invite": "administrator with proof",
  "POST /people/:id/role": "administrator with proof",
  "POST /people/:id/keys": "administrator with proof",
  "POST /people/:id/remove": "administrator with proof",
  "GET /persons": "reviewer",
  "POST /persons": "reviewer",
  "POST /persons/:id/approve": "publisher with proof",
  "POST /persons/:id/remove": "publisher with proof",
  "GET /sources": "reader",
  "POST /sources/:id/pause": "reviewer",
  "POST /sources/:id/resume": "reviewer",
  "POST /sources/:id/read": "reviewer",
  "GET /jobs": "reader",
  "POST /jobs/retry": "reviewer",
  "POST /jobs/:id/retry": "reviewer",
  "POST /jobs/:id/drop": "reviewer",
  "GET /links": "reviewer",
  "POST /links": "reviewer",
  "GET /reports": "reader",
  "GET /reports/:id": "reader",
  "GET /submissions": "reviewer",
  "GET /submissions/:id": "reviewer",
  "GET /submissions/:id/parts/:n": "reviewer",
  "POST /submissions/:id/state": "reviewer",
  "POST /submissions/:id/take-in": "reviewer",
  "GET /queue": "reader",
  "GET /review/:id": "reader",
  "POST /review/:id/decide": "reviewer",
  "POST /review/:id/publish": "publisher with proof",
  "POST /review/:id/retract": "publisher with proof",
  "GET /actions/:id": "reader",
  "POST /actions/:id/undo": "reviewer",
  "GET /actions/:id/quotes": "reader",
  "POST /actions/:id/quotes": "reviewer",
  "POST /actions/:id/quotes/approve": "publisher with proof",
  "POST /actions/:id/quotes/withdraw": "reviewer",
  "GET /merge": "reader",
  "GET /merge/:id/:other": "reader",
  "POST /merge/:id/:other/join": "reviewer",
  "POST /merge/:id/:other/apart": "reviewer",
  "GET /actions/:id/accounts": "reader",
  "POST /actions/:id/split": "reviewer",
  "GET /actions/:id/links": "reader",
  "POST /actions/:id/links": "reviewer",
  "POST /review/:id/comment": "coder",
  "POST /review/:id/assign": "coder",
  "GET /actions/:id/copies": "reader",
  "POST /actions/:id/copies": "reviewer",
  "POST /actions/:id/copies/undo": "reviewer",
  "GET /double": "reader",
  "GET /double/draw": "reviewer",
  "POST /double/draw": "reviewer",
  "POST /double/:id/mark": "reviewer",
  "GET /double/:id": "reader",
  "POST /double/:id/code": "coder",
  "POST /double/:id/undo": "coder",
  "POST /double/:id/take": "reviewer",
  "POST /double/:id/resolve": "reviewer",
  "GET /agreement": "reader",
  "GET /agreement.json": "reviewer",
  "GET /agreement.csv": "reviewer",
  "GET /agreement-pairs.csv": "reviewer",
}

/** Visitors, and how each of them is let in at a route of some row. */
const VISITORS = ["nobody", "forged", "idle", "removed", "unproven", ...ROLES] as const
type Visitor = (typeof VISITORS)[number]

const ASSETS = join(import.meta.dirname, "../../../assets/built")
let dir: string
let record: Record
let people: People
const clock = new Clock()
/** A visitor's token, kept while it is what it is to be. */
let token: (visitor: Visitor) => Promise<string | null>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-matrix-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  // One who stays whatever the routes do to the others.
  await makeMember(people, clock, "پایدار", "administrator")
  let n = 0
  const kept = new Map<Visitor, string>()
  const isGood = async (visitor: Visitor, own: string) => {
    const session = await people.session(own)
    if (visitor === "idle" || visitor === "removed") return session === null
    return session !== null && session.proven === (visitor !== "unproven")
  }
  token = async (visitor) => {
    if (visitor === "nobody") return null
    if (visitor === "forged") return "A".repeat(43)
    const before = kept.get(visitor)
    if (before !== undefined && (await isGood(visitor, before))) return before
    const role = ROLES.includes(visitor as Role) ? (visitor as Role) : "administrator"
    const member = await makeMember(people, clock, `کس${n++}`, role)
    const own = await member.signIn()
    if (visitor === "idle") clock.pass(IDLE_MS + 1)
    if (visitor === "idle") await people.session(own)
    if (visitor === "removed") await people.remove(member.account.id)
    if (visitor === "unproven") clock.pass(PROOF_MS + 1)
    kept.set(visitor, own)
    return own
  }
})
afterAll(async () => {
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

const parts = () => ({ record, people, origin: null })
const tools = () => ({
  ...parts(),
  passkeys: new Passkeys(people),
  jobs: null,
  failureWords: (code: string) => ({ fa: code, en: code }),
  page: () => ({ lang: "fa" as const, rest: "/", sample: false, asset: () => "" }),
})
const routes = () => deskRoutes(tools()).map(({ method, path }) => `${method.toUpperCase()} ${path}`)

/** Was a visitor turned away? */
async function isTurnedAway(
  site: Hono,
  route: string,
  own: string | null,
  mark: "own" | "none" | "foreign",
): Promise<boolean> {
  const [method, path] = route.split(" ") as [string, string]
  const signedIn = own === null ? null : await people.session(own)
  const headers: { [name: string]: string } = { host: "localhost" }
  if (own !== null) headers.cookie = `karnegar=${own}`
  let body: string | null = null
  if (method === "POST") {
    headers["content-type"] = "application/x-www-form-urlencoded"
    headers.origin = mark === "foreign" ? "http://elsewhere.example" : "http://localhost"
    const form = new URLSearchParams({ role: "reader" })
    if (signedIn !== null && mark !== "none") form.set("form_mark", signedIn.forms.make())
    body = form.toString()
  }
  const answer = await site.request(`http://localhost/fa/desk${path.replace(":id", "r1")}`, { method, headers, body }, {
    incoming: { socket: { remoteAddress: "127.0.0.1" } },
  } as never)
  const to = answer.headers.get("location") ?? ""
  const ownWay = path === "/sign-out" ? "/fa/desk/sign-in?" : "/fa/desk/sign-in"
  return answer.status === 403 || answer.status === 401 || to.startsWith(ownWay)
}

function isLetIn(row: string, visitor: Visitor): boolean {
  if (row === "anybody") return true
  const [least, proof] = row.split(" with ")
  if (visitor === "nobody" || visitor === "forged" || visitor === "idle" || visitor === "removed") return false
  if (visitor === "unproven") return proof === undefined
  return ROLES.indexOf(visitor) >= ROLES.indexOf(least as Role)
}

/** Cells of a route that are not as the matrix has them. */
async function wrongCells(site: Hono, route: string): Promise<string[]> {
  const row = MATRIX[route]!
  const wrong: string[] = []
  for (const visitor of VISITORS) {
    if (row === "anybody") continue
    const away = await isTurnedAway(site, route, await token(visitor), "own")
    if (away === isLetIn(row, visitor)) wrong.push(`${route}: ${visitor} ${away ? "turned away" : "let in"}`)
  }
  if (route.startsWith("POST") && row !== "anybody")
    for (const mark of ["none", "foreign"] as const)
      if (!(await isTurnedAway(site, route, await token("administrator"), mark)))
        wrong.push(`${route}: a form ${mark === "none" ? "without a mark" : "from elsewhere"} let in`)
  return wrong
}

describe("the matrix of roles", () => {
  test("has a row for every route of the desk, and none besides", () => {
    expect(Object.keys(MATRIX).sort()).toEqual(routes().sort())
  })

  test("holds in every cell", { timeout: 600_000 }, async () => {
    const site = createSite({ ...parts(), assetsDir: ASSETS }) as unknown as Hono
    for (const route of Object.keys(MATRIX)) expect(await wrongCells(site, route)).toEqual([])
  })

  test("misses any guard that is taken away", { timeout: 1_800_000 }, async () => {
    const missed: string[] = []
    for (const [i, route] of routes().entries()) {
      const row = MATRIX[route]!
      if (row === "anybody") continue
      const checks: TurnedAway[] = ["sign_in", ...(row.startsWith("reader") ? [] : ["role" as const])]
      if (route.startsWith("POST")) checks.push("form")
      if (row.endsWith("with proof")) checks.push("proof")
      for (const without of checks) {
        const weakened: Weakened = { route: i, without }
        const site = createSite({ ...parts(), assetsDir: ASSETS, weakened }) as unknown as Hono
        if ((await wrongCells(site, route)).length === 0) missed.push(`${route} without ${without}`)
      }
    }
    expect(missed).toEqual([])
  })

  test("turns everybody away from an address where passphrases could be read", async () => {
    const site = createSite({ ...parts(), assetsDir: ASSETS }) as unknown as Hono
    for (const [host, status] of [
      ["karnegar.example", 403],
      ["192.0.2.7", 403],
      ["localhost:7310", 200],
      ["abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion", 200],
    ] as const) {
      const answer = await site.request("http://x/fa/desk/sign-in", { headers: { host } })
      expect([host, answer.status]).toEqual([host, status])
    }
    const secure = createSite({ ...parts(), origin: "https://karnegar.example", assetsDir: ASSETS }) as unknown as Hono
    expect((await secure.request("http://x/fa/desk/sign-in", { headers: { host: "karnegar.example" } })).status).toBe(
      200,
    )
  })
})
