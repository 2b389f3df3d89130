import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Clock, makeMember } from "../../../../../tests/support/desk-people.ts"
import { People } from "../../people/people.ts"
import { openPeopleStore } from "../../people/store.ts"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import { openSealed } from "../../submissions/open-sealed.ts"
import { EMPTY_PARCEL } from "../../submissions/parcel.ts"
import { newReceipt } from "../../submissions/receipt.ts"
import { openSubmissionStore } from "../../submissions/store.ts"
import { Submissions } from "../../submissions/submissions.ts"
import { createSite } from "../site.tsx"

const TEXT = "کارگران نیشکر هفت‌تپه دیروز در شوش برای حقوق معوقه دست از کار کشیدند."
let dir: string
let record: Record
let people: People
let submissions: Submissions
let identity: string
let visit: (path: string, form?: { readonly [name: string]: string }) => Promise<Response>
let id: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-desk-sent-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  const clock = new Clock()
  people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  identity = await generateX25519Identity()
  writeFileSync(join(dir, "reviewers.txt"), await identityToRecipient(identity))
  submissions = new Submissions(await openSubmissionStore({ dataDir: dir }), join(dir, "reviewers.txt"))
  await submissions.take(newReceipt(), { ...EMPTY_PARCEL, text: TEXT })
  id = (await submissions.list())[0]!.id
  const assetsDir = join(import.meta.dirname, "../../../assets/built")
  const site = createSite({ record, people, submissions, origin: null, assetsDir })
  const reviewer = await makeMember(people, clock, "بررس", "reviewer")
  const token = await reviewer.signIn()
  visit = async (path, form) => {
    const headers: { [name: string]: string } = { host: "localhost", cookie: `karnegar=${token}` }
    const signedIn = (await people.session(token))!
    if (form === undefined) return site.request(`http://localhost/en/desk${path}`, { headers })
    const body = new URLSearchParams({ ...form, form_mark: signedIn.forms.make() })
    return site.request(`http://localhost/en/desk${path}`, { method: "POST", headers, body })
  }
})
afterAll(async () => {
  await submissions.close()
  await people.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

describe("the desk's pages of what was sent in", () => {
  test("list it by day, state and size, and never a word of it", async () => {
    const page = await (await visit("/submissions")).text()
    for (const wanted of [id, "not opened", "8 KiB"]) expect(page).toContain(wanted)
    expect(page).not.toContain("نیشکر")
  })

  test("give its sealed file, which the key opens", async () => {
    const answer = await visit(`/submissions/${id}/parts/1`)
    expect(answer.headers.get("content-disposition")).toContain(`${id}-1.age`)
    const sealed = new Uint8Array(await answer.arrayBuffer())
    expect((await openSealed(sealed, [identity])).text).toBe(TEXT)
    for (const missing of ["/parts/2", "/parts/x", "/parts/1e9"])
      expect((await visit(`/submissions/${id}${missing}`)).status).toBe(404)
    expect((await visit("/submissions/s0000000000")).status).toBe(404)
  })

  test("let their own script fetch, and no other page's", async () => {
    const policyOf = async (path: string) => (await visit(path)).headers.get("content-security-policy")!
    expect(await policyOf(`/submissions/${id}`)).toContain("connect-src 'self'")
    for (const other of ["/submissions", "/reports", `/submissions/${id}/parts/1`])
      expect(await policyOf(other)).not.toContain("connect-src")
  })

  test("ask again for a report without a text or a day, and keep what was typed", async () => {
    for (const form of [
      { text: "", published: "2023-01-01" },
      { text: TEXT, published: "yesterday" },
    ]) {
      const answer = await visit(`/submissions/${id}/take-in`, form)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(form.published)
    }
    expect((await record.counts()).reports).toBe(0)
  })

  test("make a report of it, once, from which nothing leads back to its receipt or id", async () => {
    const form = { text: TEXT, published: "۱۴۰۱/۱۱/۰۲" }
    const answers = [await visit(`/submissions/${id}/take-in`, form), await visit(`/submissions/${id}/take-in`, form)]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const [own, ...more] = await record.listReports({ limit: 10 })
    expect(more).toEqual([])
    expect(own!.report).toMatchObject({ text: TEXT, source: "submission", published: "2023-01-22", url: null })
    expect(JSON.stringify(own)).not.toContain(id)
    expect(answers[0]!.headers.get("location")).toBe(`/en/desk/reports/${own!.report.id}`)
    expect(await submissions.find(id)).toMatchObject({ state: "taken_in", report: own!.report.id })
    expect(await record.verify()).toEqual([])
  })

  test("close it", async () => {
    await visit(`/submissions/${id}/state`, { state: "opened" })
    expect((await submissions.find(id))!.state).toBe("taken_in")
    await visit(`/submissions/${id}/state`, { state: "closed" })
    expect((await submissions.find(id))!.state).toBe("closed")
  })
})
