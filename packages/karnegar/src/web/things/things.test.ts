import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fillLinked, type LinkedRecord } from "../../../../../tests/support/linked-record.ts"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import type { PublishedAction } from "../../record/types.ts"
import { createSite } from "../site.tsx"
import { THING_KINDS } from "./kinds.ts"

const ASSETS = join(import.meta.dirname, "../../../assets/built")
let dir: string
let record: Record
let linked: LinkedRecord
let published: readonly PublishedAction[]
let site: ReturnType<typeof createSite>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-things-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  linked = await fillLinked(record)
  published = await record.listPublished()
  site = createSite({ record, people: null, origin: null, assetsDir: ASSETS })
})
afterAll(async () => {
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

const visit = async (path: string) => {
  const answer = await site.request(`http://127.0.0.1${path}`)
  return { status: answer.status, body: await answer.text() }
}
const json = async (path: string) => JSON.parse((await visit(path)).body) as { readonly [field: string]: unknown }
/** Words of a page, without its marks. */
const wordsIn = (body: string) => body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")
const strangers = /href="(\/(?:fa|en)\/(?:workforces|demands|organisations|workplaces|places)\/[^"]+)"/g

describe("a thing's page", () => {
  test("exists for every thing that another page leads to, in both languages", async () => {
    const waiting = ["fa", "en"].flatMap((lang) => [
      `/${lang}/subjects`,
      ...THING_KINDS.map((kind) => `/${lang}/${kind}`),
    ])
    const seen = new Set<string>()
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue
      seen.add(path)
      const { status, body } = await visit(path)
      expect([path, status]).toEqual([path, 200])
      for (const [, address] of body.matchAll(strangers)) waiting.push(address!)
    }
    expect(seen.size).toBeGreaterThan(100)
  })

  test("counts what the record holds, with how many outcomes are known, the same in its JSON", async () => {
    const own = published.filter((a) => a.workforce === "education" && !a.isCall)
    const known = own.filter((a) => a.outcomes.length > 0).length
    const { body } = await visit("/en/workforces/education")
    expect(wordsIn(body)).toContain(`The outcome is known for ${known} of ${own.length} actions.`)
    expect(known).toBeGreaterThan(0)
    const told = await json("/en/workforces/education.json")
    expect(told).toEqual(await json("/workforces/education.json"))
    expect(told).toMatchObject({ actions: own.length, outcomes: { of: own.length, known } })
    expect((told.action_ids as string[]).toSorted()).toEqual(own.map((a) => a.id).toSorted())
    const { counts, unit, undated } = (told.by_time as { gregorian: { counts: object; unit: string; undated: number } })
      .gregorian
    expect(Object.values(counts).reduce((sum: number, n: number) => sum + n, undated)).toBe(own.length)
    expect(unit).toBe("month")
  })

  test("of a province holds the actions of its towns", async () => {
    const { provinceId } = published.flatMap((a) => a.places).find((p) => p.nameEn === "Ahvaz")!
    const towns = published.filter((a) => !a.isCall && a.places.some((p) => p.provinceId === provinceId))
    expect(await json(`/places/${provinceId}.json`)).toMatchObject({ actions: towns.length })
    expect(towns.length).toBeGreaterThan(10)
  })

  test("of an organisation tells whom it supported and who supported it, each linked", async () => {
    const { body } = await visit("/en/organisations/cctsi")
    expect(wordsIn(body)).toContain("Supported Count Haft Tappeh Sugar Cane Workers’ Syndicate 1")
    expect(wordsIn(body)).toContain("Supported by Count Council of Retirees of Iran 1")
  })

  test("of a workforce names those who acted together with it, from both sides", async () => {
    for (const path of ["/en/workforces/education", "/en/workforces/retirees"])
      expect(wordsIn((await visit(path)).body)).toMatch(/Acted together with Count (Retirees|Education)/)
  })

  test("stands empty for what a register knows and no action tells of, and says what that means", async () => {
    const { status, body } = await visit("/en/workforces/lawyers")
    expect(status).toBe(200)
    expect(body).toContain("That does not mean that there was none.")
    expect(await json("/workforces/lawyers.json")).toMatchObject({ actions: 0, outcomes: { of: 0, known: 0 } })
  })

  test("is not found where no register knows it, on a page and in JSON", async () => {
    for (const kind of THING_KINDS) {
      expect((await visit(`/fa/${kind}/nothing`)).status).toBe(404)
      expect(await visit(`/${kind}/nothing.json`)).toEqual({ status: 404, body: '{"error":{"code":"page.not_found"}}' })
    }
    for (const path of ["/fa/places/iran", "/fa/workforces/__proto__", "/fa/organisations/toString"])
      expect((await visit(path)).status).toBe(404)
  })

  test("shows nothing of a retracted action", async () => {
    const [action] = published.filter((a) => a.workforce === "bakers" && !a.isCall)
    const before = (await json("/workforces/bakers.json")).actions as number
    await record.setState(action!.id, "retracted", "wrong")
    const after = await visit("/workforces/bakers.json")
    expect(JSON.parse(after.body)).toMatchObject({ actions: before - 1 })
    expect(after.body).not.toContain(action!.id)
  })

  test("leads to the list with as many as it counts", async () => {
    const { body } = await visit("/en/demands/unpaid_wages")
    const [, address, count] = /href="(\/en\/actions\?[^"]*)">All (\d+) actions/.exec(body)!
    expect((await visit(address!.replaceAll("&amp;", "&"))).body).toContain(`${count} found`)
    expect(Number(count)).toBeGreaterThan(10)
    expect(linked.actionIds.length).toBeGreaterThan(200)
  })
})

describe("a call's page", () => {
  test("says in how many of the announced places it was answered, the same as its JSON and as the record's own", async () => {
    const [id] = linked.callIds as [string]
    const { status, body } = await visit(`/en/calls/${id}`)
    expect(status).toBe(200)
    expect(wordsIn(body)).toContain("An action was seen in 2 of 4 announced places.")
    const told = await json(`/calls/${id}.json`)
    const own = (await record.coverage(id))!
    expect((told.observed as object[]).length).toBe(own.observed.length)
    expect(told.announced).toEqual(own.announced)
    // One more by a person's decision, whatever its workforce and day.
    expect(told.answer_ids).toContain(linked.actionIds[20])
    expect(told.answer_ids).toHaveLength(4)
  })

  test("counts no answer that is not public, and none that a person took away", async () => {
    const [id] = linked.callIds as [string]
    const before = (await json(`/calls/${id}.json`)).answer_ids as string[]
    await record.linkCall(id, linked.actionIds[20]!, false, "another one")
    await record.setState(before.find((a) => a !== linked.actionIds[20])!, "retracted", "wrong")
    expect(((await json(`/calls/${id}.json`)).answer_ids as string[]).length).toBe(before.length - 2)
  })

  test("leads from a call that was found to be another one to the one that stands", async () => {
    const own = mkdtempSync(join(tmpdir(), "karnegar-merged-"))
    const merged = await openRecord({ dataDir: own }, { registers: registersFrom(builtInKnowledge()) })
    const { callIds } = await fillLinked(merged)
    await merged.joinActions(callIds[2]!, callIds[3]!)
    const stands = (await merged.findPublished(callIds[3]!))!.id
    const gone = callIds.slice(2, 4).find((id) => id !== stands)!
    const over = createSite({ record: merged, people: null, origin: null, assetsDir: ASSETS })
    for (const path of [`/fa/calls/${gone}`, `/en/calls/${gone}.json`, `/calls/${gone}.json`]) {
      const { status, headers } = await over.request(`http://127.0.0.1${path}`)
      expect([status, headers.get("location")]).toEqual([301, path.replace(gone, stands)])
    }
    expect((await over.request(`http://127.0.0.1/fa/calls/${stands}`)).status).toBe(200)
    await merged.close()
    rmSync(own, { recursive: true })
  })

  test("is no page for an action, or for what does not stand", async () => {
    for (const id of [linked.actionIds[20], "a0000000000", "nothing"])
      expect([(await visit(`/fa/calls/${id}`)).status, (await visit(`/calls/${id}.json`)).status]).toEqual([404, 404])
  })
})

describe("a campaign's page", () => {
  test("holds the actions and calls that people said belong to it", async () => {
    const { campaigns } = await record.listLinks(await record.listPublished())
    const told = await json("/campaigns/sample-campaign.json")
    expect([...(told.action_ids as string[]), ...(told.call_ids as string[])].toSorted()).toEqual(
      campaigns[0]!.actionIds,
    )
    expect(campaigns[0]!.actionIds.length).toBeGreaterThan(5)
    expect((await visit("/en/campaigns/sample-campaign")).body).toContain("Sample campaign for equal pensions")
  })
})

describe("an action's page", () => {
  const pageOf = async (id: string) => wordsIn((await visit(`/en/actions/${id}`)).body)

  test("says who else raised its demand, with how many outcomes are known", async () => {
    const own = published.filter((a) => !a.isCall && a.demands.includes("wage_increase"))
    const others = own.length - 1
    // An outcome that is tied to other demands alone says nothing of this one.
    const answers = (a: PublishedAction, outcome: string) => {
      const events = a.outcomeEvents.filter((e) => e.outcome === outcome)
      return events.length === 0 || events.some((e) => e.demand === null || e.demand === "wage_increase")
    }
    const known = own.slice(1).filter((a) => a.outcomes.some((o) => answers(a, o))).length
    const page = await pageOf(own[0]!.id)
    expect(page).toContain(`Other actions with the same demand: ${others}.`)
    expect(page).toContain(`The outcome is known for ${known} of ${others} actions`)
  })

  test("leads to its campaign and to the call that it answers", async () => {
    const { campaigns } = await record.listLinks(await record.listPublished())
    const member = campaigns[0]!.actionIds.find((id) => !linked.callIds.includes(id))!
    expect((await visit(`/en/actions/${member}`)).body).toContain('href="/en/campaigns/sample-campaign"')
    const told = await json(`/calls/${linked.callIds[1]}.json`)
    const [answer] = told.answer_ids as [string]
    expect((await visit(`/en/actions/${answer}`)).body).toContain(`href="/en/calls/${linked.callIds[1]}"`)
  })

  test("tells of cases in bands where ten persons or more are known", async () => {
    expect(await pageOf(linked.actionIds[0]!)).toContain("10 to 19 cases, 20 to 49 persons")
    expect(await pageOf(linked.actionIds[30]!)).not.toContain("Cases that this action led to")
  })

  test("tells the states that people put it into, with the day and nothing more", async () => {
    const id = linked.actionIds[40]!
    expect(await pageOf(id)).not.toContain("History of review")
    await record.setState(id, "reviewed", "a private reason", { who: "somebody" })
    const page = await pageOf(id)
    expect(page).toMatch(/History of review \d{1,2} \w+ \d{4} · reviewed/)
    expect(page).not.toMatch(/private reason|somebody|\d\d:\d\d/)
  })
})

describe("the home page", () => {
  test("of an empty record says that it is empty, and counts nothing", async () => {
    const own = mkdtempSync(join(tmpdir(), "karnegar-empty-"))
    const empty = await openRecord({ dataDir: own }, { registers: registersFrom(builtInKnowledge()) })
    const bare = createSite({ record: empty, people: null, origin: null, assetsDir: ASSETS })
    const body = await (await bare.request("http://127.0.0.1/en/")).text()
    expect(body).toContain("This record is still empty.")
    expect(body).not.toMatch(/<table|class="map"|By province/)
    await empty.close()
    rmSync(own, { recursive: true })
  })

  test("says that the record is old and takes its newest day for now", async () => {
    const page = wordsIn((await visit("/en/")).body)
    expect(page).toContain("The newest day of this record is")
    expect(page).toMatch(/Begun or gone on in the last 30 days: \d+(; ongoing: [1-9]\d*)?\./)
    expect(page).toMatch(/Of the actions of the past year: the outcome is known for \d+ of \d+ actions\./)
    expect(page).toContain("Call for a gathering by teachers in Sanandaj, Rasht and Tabriz")
  })

  test("says of the latest gains what was won", async () => {
    const page = wordsIn((await visit("/en/")).body)
    const won = page.slice(page.indexOf("Won lately"), page.indexOf("Of the actions of the past year"))
    expect(won).toContain("Arrears paid")
  })
})

describe("pages across the record", () => {
  test("of gains hold what the things' own pages hold, and never a gain without what is known", async () => {
    const told = await json("/gains.json")
    const own = await json("/workforces/retirees.json")
    expect((told.by_workforce as { readonly [code: string]: unknown }).retirees).toEqual(own.outcomes)
    const { of, known, won } = told.all as { of: number; known: number; won: number }
    expect(wordsIn((await visit("/en/gains")).body)).toContain(`The outcome is known for ${known} of ${of} actions.`)
    expect([won <= known, known <= of, won > 0]).toEqual([true, true, true])
    const years = Object.values(told.by_jalali_year as { readonly [year: string]: { of: number } })
    expect(years.reduce((sum, year) => sum + year.of, 0)).toBe(of)
  })

  test("of repression count actions, and cases as bands alone", async () => {
    const told = await json("/repression.json")
    const own = (await record.listPublished()).filter((a) => !a.isCall && a.state !== "retracted")
    expect(told.all).toEqual({ of: own.length, repressed: own.filter((a) => a.repression.length > 0).length })
    expect(told.cases).toEqual({
      by_repression: [{ code: "arrest", cases: { min: 20, max: 49 }, persons: { min: 20, max: 49 } }],
      by_stage: [{ code: "arrested", cases: { min: 20, max: 49 }, persons: { min: 20, max: 49 } }],
    })
    const page = wordsIn((await visit("/en/repression")).body)
    expect(page).toContain("Arrest 20 to 49 20 to 49")
    expect(page).not.toContain("Flogging 1")
  })

  test("of statements and solidarity name registered organisations alone, the same as their JSON", async () => {
    const statements = (await json("/statements.json")).statements as { readonly id: string }[]
    expect(statements.length).toBe(5)
    const { body } = await visit("/en/statements")
    for (const { id } of statements) expect(body).toContain(`id="${id}"`)
    const { supports, together } = await json("/solidarity.json")
    expect(supports).toHaveLength(5)
    expect(together).toEqual([{ workforces: ["education", "retirees"], actions: 2 }])
    const page = wordsIn((await visit("/en/solidarity")).body)
    expect(page).toContain("Education · Retirees 2")
    expect(page).toContain("Education Retirees Education 2 Retirees 2")
  })

  test("of waves show the same weeks as their table and JSON, and take anything for a question", async () => {
    const { body } = await visit("/en/waves?leader=workforces/retirees&follower=workforces/education")
    const told = await json("/waves.json?leader=workforces/retirees&follower=workforces/education")
    expect(told).toMatchObject({
      leader: { id: "retirees" },
      follower: { id: "education" },
      event: { id: "sample-event" },
    })
    const bars = [...body.matchAll(/<span class="h\d+[^"]*" title="[^"]*: (\d+)"/g)].map(([, n]) => Number(n))
    const { workforces } = told.weeks as { workforces: { readonly [code: string]: readonly number[] } }
    expect(bars).toEqual(Object.values(workforces).flat())
    expect(bars.length).toBeGreaterThan(24 * 4)
    for (const { of, followed, p } of told.lags as { of: number; followed: number; p: number }[])
      expect([followed <= of, p > 0, p <= 1]).toEqual([true, true, true])
    for (const query of ["?leader=x", "?leader=places/__proto__&event=%00", "?follower=workforces/retirees"])
      expect((await visit(`/fa/waves${query}`)).status).toBe(200)
  })

  test("of how we work hold every code of the codebook, in both languages, from its source", async () => {
    const source = readFileSync(join(import.meta.dirname, "../../../../../data/codebook/codes.json"), "utf8")
    const lists = JSON.parse(source) as { readonly [kind: string]: readonly string[] }
    const kinds = [
      "kinds",
      "statuses",
      "forms",
      "workforces",
      "demands",
      "outcomes",
      "repression",
      "employment",
      "character",
    ]
    const codes = kinds.flatMap((kind) => lists[kind]!)
    for (const lang of ["fa", "en"]) {
      const { body } = await visit(`/${lang}/method`)
      const shown = new Set([...body.matchAll(/<code dir="ltr">([^<]*)</g)].map(([, code]) => code))
      expect(codes.filter((code) => !shown.has(code))).toEqual([])
    }
    expect(codes.length).toBeGreaterThan(120)
    expect((await visit("/fa/method")).body).toContain("کارگران خط تولید از صبح شنبه کار را خواباندند.")
  })

  test("are found from the page of subjects, and stand empty over an empty record", async () => {
    const paths = ["calls", "gains", "repression", "statements", "solidarity", "waves", "method"]
    const { body } = await visit("/fa/subjects")
    for (const path of paths) expect(body).toContain(`href="/fa/${path}"`)
    const own = mkdtempSync(join(tmpdir(), "karnegar-empty-"))
    const empty = await openRecord({ dataDir: own }, { registers: registersFrom(builtInKnowledge()) })
    const bare = createSite({ record: empty, people: null, origin: null, assetsDir: ASSETS })
    for (const path of [...paths, "subjects", ...THING_KINDS])
      for (const lang of ["fa", "en"])
        expect([path, (await bare.request(`http://127.0.0.1/${lang}/${path}`)).status]).toEqual([path, 200])
    for (const path of ["gains", "repression", "statements", "solidarity", "waves"])
      expect([path, (await bare.request(`http://127.0.0.1/${path}.json`)).status]).toEqual([path, 200])
    await empty.close()
    rmSync(own, { recursive: true })
  })
})
