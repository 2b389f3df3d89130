import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import {
  CANARIES,
  type Canary,
  flat,
  latinised,
  leaksIn,
  plantCanaries,
  QUOTED,
} from "../../../../tests/support/canaries.ts"
import { crawlPublic } from "../../../../tests/support/crawl-public.ts"
import { Clock, makeMember } from "../../../../tests/support/desk-people.ts"
import { openJobs } from "../jobs/open-jobs.ts"
import { People } from "../people/people.ts"
import { openPeopleStore } from "../people/store.ts"
import { openRecord, RECORD_FILE } from "../record/open.ts"
import type { PublishedBefore, Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import type { PublishedAction } from "../record/types.ts"
import { setFile } from "../release/set-file.ts"
import { EMPTY_PARCEL } from "../submissions/parcel.ts"
import { newReceipt } from "../submissions/receipt.ts"
import { openSubmissionStore } from "../submissions/store.ts"
import { Submissions } from "../submissions/submissions.ts"
import { createSite } from "./site.tsx"

/* Canaries are planted in every private field of a real record; then everything public is crawled. */

const ASSETS = join(import.meta.dirname, "../../assets/built")
let dir: string
let record: Record
let people: People
let submissions: Submissions
/** Kinds of canaries that a sender sends. */
const KINDS_SENT = ["name", "phone", "address", "file", "national_id", "email"] as const

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-canary-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  const clock = new Clock()
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  await plantCanaries(record)
  // Those who work here, and work that waits, beside the record.
  for (const { token } of CANARIES.filter(({ kind }) => kind === "name").slice(0, 3))
    await makeMember(people, clock, token.replace(" ", ""), "reviewer")
  const jobs = await openJobs({ dataDir: dir })
  const [address, source, key] = ["address", "handle", "email"].map(
    (kind) => CANARIES.find((c) => c.kind === kind)!.token,
  )
  const payload = { address: `https://example.org/${address}`, source: source!, published: null }
  await jobs.add({ kind: "capture", key: key!, payload })
  await jobs.close()
  // What strangers send in: every field, and the names of files.
  writeFileSync(join(dir, "reviewers.txt"), await identityToRecipient(await generateX25519Identity()))
  submissions = new Submissions(await openSubmissionStore({ dataDir: dir }), join(dir, "reviewers.txt"))
  const sent = KINDS_SENT.map((kind) => CANARIES.find((c) => c.kind === kind)!.token)
  await submissions.take(newReceipt(), {
    ...EMPTY_PARCEL,
    text: sent.join("\n"),
    place: sent[0]!,
    source: sent[1]!,
    day: sent[2]!,
    attachments: [{ name: sent[3]!, bytes: new TextEncoder().encode(sent.join(" ")) }],
  })
})
afterAll(async () => {
  await submissions.close()
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Everything that a stranger can reach. */
const crawl = (of: Record) =>
  crawlPublic(createSite({ record: of, people, submissions, origin: null, assetsDir: ASSETS, files: setFile }), of)

describe("everything public", () => {
  test("has ten thousand canaries to look for, all different, of every kind", () => {
    expect(new Set(CANARIES.map((c) => flat(c.token))).size).toBe(10_000)
    expect(new Set(CANARIES.map((c) => c.kind)).size).toBe(9)
  })

  test("hides them: each stands in the record's own file, and nothing of the machine's own words does", () => {
    const file =
      readFileSync(join(dir, RECORD_FILE)).toString("utf8") +
      readFileSync(join(dir, `${RECORD_FILE}-wal`)).toString("utf8")
    // Some are cut in two where a page of the file ends.
    expect(leaksIn(file).length).toBeGreaterThan(9_800)
    expect(leaksIn("کارگران نیشکر هفت‌تپه 6037 0912 @example a@b.invalid")).toEqual([])
  })

  test("holds no planted name, number, address or handle", async () => {
    const pages = await crawl(record)
    for (const wanted of [
      "/fa/",
      "/en/",
      "/fa/about",
      "/fa/actions",
      "/en/actions?kind=calls",
      "/fa/conditions",
      "/fa/counts",
      "/fa/digest",
      "/en/digest.txt",
      "/fa/actions.csv",
      "/fa/actions.jsonl",
      "/fa/actions.geojson",
      "/fa/card.png",
      "/fa/workplaces/own-mill",
      "/en/statements",
      "/fa/solidarity",
      "/en/repression",
      "/fa/method",
    ])
      expect([...pages.keys()]).toContain(wanted)
    expect([...pages.keys()].filter((path) => path.endsWith(".json")).length).toBeGreaterThan(20)
    expect(pages.size).toBeGreaterThan(100)
    const leaks = [...pages].flatMap(([path, page]) => leaksIn(page).map((token) => ({ path, token })))
    expect(leaks).toEqual([])
    // A quote that two people approved is there: those that wait, or were taken down, would be too.
    const quoting = [...pages].filter(([, page]) => page.includes(QUOTED)).map(([path]) => path.replace(/a\w{10}/, "a"))
    expect(quoting.sort()).toEqual([
      "/actions/a.json",
      "/api/v1/actions?limit=500",
      "/en/actions.jsonl",
      "/en/actions/a",
      "/en/actions/a.json",
      "/fa/actions.jsonl",
      "/fa/actions/a",
      "/fa/actions/a.json",
    ])
  })

  test("holds nothing of what strangers sent in: it lies sealed, and its pages name none of it", async () => {
    const [one] = await submissions.list()
    expect(one).toBeDefined()
    const files = readdirSync(dir).filter((file) => file.startsWith("submissions"))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files)
      expect([file, leaksIn(readFileSync(join(dir, file)).toString("utf8"))]).toEqual([file, []])
    const pages = await crawl(record)
    expect([...pages.keys()].filter((path) => /\/send/.test(path)).length).toBeGreaterThan(1)
  })

  test("holds none where it refuses or fails, nor does a line of its log", async () => {
    const tokens = CANARIES.slice(0, 9).map((c) => c.token)
    const broken = new Proxy(record, { get: () => () => Promise.reject(new Error(tokens.join(" "))) })
    const told = vi.spyOn(console, "error").mockImplementation(() => {})
    const statuses: number[] = []
    const visit = async (of: Record, path: string, init: RequestInit = {}) => {
      const site = createSite({ record: of, people, origin: null, assetsDir: ASSETS })
      const answer = await site.request(`http://127.0.0.1${path}`, init)
      statuses.push(answer.status)
      expect([path, leaksIn(`${JSON.stringify([...answer.headers])}\n${await answer.text()}`)]).toEqual([path, []])
    }
    for (const path of ["/fa/", "/en/actions", "/actions/a0000000000.json", "/nowhere"]) await visit(broken, path)
    const body = tokens.join(" ").repeat(2_000)
    await visit(record, "/fa/", { method: "POST", body, headers: { "content-length": String(body.length) } })
    await visit(record, "/en/desk/reports")
    expect(statuses).toEqual([500, 500, 500, 500, 413, 303])
    expect(leaksIn(JSON.stringify(told.mock.calls))).toEqual([])
    told.mockRestore()
  })

  test("would be seen to leak: a canary in one public field is found on its page, in its JSON and in lists", async () => {
    const tokenOf = (kind: Canary["kind"]) => CANARIES.find((c) => c.kind === kind)!.token
    const workplace = { id: "w", fa: `شرکت ${tokenOf("name")}`, en: `Works ${tokenOf("phone")}` }
    const published = await record.listPublished()
    const quotes = [{ text: `«${tokenOf("address")}»`, reportId: "r" }]
    const spoilt = published.findLast(
      (a) => a.state === "unreviewed" && a.origin === "coding" && !a.isCall && a.start !== null,
    )!
    const leak = (more: object): Record =>
      new Proxy(record, {
        get(whole, name) {
          const spoil = (all: readonly PublishedAction[]) =>
            all.map((a) => (a.id === spoilt.id ? { ...a, ...more } : a))
          if (name === "publishedSince")
            return async (before: PublishedBefore | null) => {
              const state = await whole.publishedSince(before)
              return { ...state, actions: spoil(state.actions) }
            }
          const member: unknown = Reflect.get(whole, name)
          return typeof member === "function" ? member.bind(whole) : member
        },
      })
    const leaking = async (more: object) =>
      [...(await crawl(leak(more)))].filter(([, page]) => leaksIn(page).length > 0).map(([path]) => path)
    const found = await leaking({ workplace })
    const kinds = [
      /^\/fa\/actions\/a\w+$/,
      /^\/en\/actions\/a\w+$/,
      /\.json$/,
      /^\/fa\/$/,
      /^\/en\/actions\?/,
      /^\/fa\/workplaces$/,
      /^\/en\/workplaces\/w$/,
      /^\/workplaces\.json$/,
      /^\/fa\/feed\.atom$/,
      /^\/en\/actions\.csv$/,
      /^\/api\/v1\/actions\?/,
    ]
    for (const kind of kinds) expect(found.some((path) => kind.test(path))).toBe(true)
    const quoted = await leaking({ quotes })
    for (const kind of kinds.slice(0, 3)) expect(quoted.some((path) => kind.test(path))).toBe(true)
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
      [latinised(name).toUpperCase(), name],
      [`+98 ${phone.slice(1)}`, phone],
      [JSON.stringify(name).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`), name],
    ] as const)
      expect(leaksIn(`<p>${written}</p>`)).toEqual([token])
  })
})
