import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Clock, makeMember } from "../../../../../tests/support/desk-people.ts"
import { preparedPair, STRIKE, TOWNS } from "../../../../../tests/support/reports.ts"
import { People } from "../../people/people.ts"
import { openPeopleStore } from "../../people/store.ts"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import { createSite } from "../site.tsx"

const ASSETS = join(import.meta.dirname, "../../../assets/built")

let dir: string
let record: Record
let people: People
let token: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-replies-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  const clock = new Clock()
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  token = await (await makeMember(people, clock, "یکم", "reader")).signIn()
})
afterAll(async () => {
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

async function bring(...told: Parameters<typeof preparedPair>): Promise<string> {
  const [taken] = await record.takeIn([preparedPair(...told)], "coder 1")
  return taken!.reportId!
}

/** What stands about answers in the head of a report's page, without its marks. */
async function lineOf(reportId: string, lang: "fa" | "en"): Promise<{ text: string; to: string | null } | null> {
  const site = createSite({ record, people, origin: null, assetsDir: ASSETS }) as unknown as Hono
  const answer = await site.request(
    `http://localhost/${lang}/desk/review/${reportId}`,
    { headers: { host: "localhost", cookie: `karnegar=${token}` } },
    { incoming: { socket: { remoteAddress: "127.0.0.1" } } } as never,
  )
  expect(answer.status).toBe(200)
  const head = /<p class="when">(.*?)<\/p>/s.exec(await answer.text())![1]!
  const line = /<(a href="([^"]+)"|span class="soft")>([^<]*<bdi>[^<]*<\/bdi>)<\/(?:a|span)>/.exec(head)
  return line === null ? null : { text: line[3]!.replace(/<[^>]+>/g, ""), to: line[2] ?? null }
}

describe("the page of a report at the desk", () => {
  test("leads to the message that it answers, in the version that stands", async () => {
    const first = await bring("1", STRIKE)
    const answer = await bring("2", TOWNS, { replyTo: "1" })
    expect(await lineOf(first, "fa")).toBeNull()
    expect(await lineOf(answer, "fa")).toEqual({ text: "پاسخ به پیام 1", to: `/fa/desk/review/${first}` })
    expect(await lineOf(answer, "en")).toEqual({ text: "Answers message 1", to: `/en/desk/review/${first}` })
    const edited = await bring("1", `${STRIKE} آنان ۳۰۰ نفر بودند.`, { edited: "2024-05-06T10:00:00Z" })
    expect(await lineOf(answer, "fa")).toMatchObject({ to: `/fa/desk/review/${edited}` })
  })

  test("says that the message is not held where it never came, or was withdrawn", async () => {
    const answer = await bring("4", `${TOWNS} باز هم`, { replyTo: "3" })
    const missing = { text: "پاسخ به پیامی که در کارنامه نیست: 3", to: null }
    expect(await lineOf(answer, "fa")).toEqual(missing)
    expect(await lineOf(answer, "en")).toEqual({ text: "Answers a message that the record does not hold: 3", to: null })
    const late = await bring("3", `${STRIKE} دیروز هم`)
    expect(await lineOf(answer, "fa")).toMatchObject({ to: `/fa/desk/review/${late}` })
    await record.withdrawReport(late, "asked for")
    expect(await lineOf(answer, "fa")).toEqual(missing)
  })

  test("takes no message of another source for it", async () => {
    await bring("9", STRIKE, { source: "other_union" })
    const answer = await bring("10", `${TOWNS} و باز`, { replyTo: "9" })
    expect(await lineOf(answer, "fa")).toMatchObject({ to: null })
  })
})
