import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { loadStarterRecord } from "../../packages/karnegar/src/cli/starter-record.ts"
import { importedId } from "../../packages/karnegar/src/record/imports.ts"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { type Claim, readClaims } from "../../packages/karnegar/src/web/message.ts"
import { createSite } from "../../packages/karnegar/src/web/site.tsx"
import { MESSAGE_WORDS } from "../../packages/karnegar/src/web/words/message.ts"
import { looksLikePerson } from "../support/looks-like-person.ts"
import { starterRows } from "../support/starter.ts"

/*
 * The message held against the record: claims that are whole in both languages, and links that lead to actions.
 */

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const text = readFileSync(at("../../data/message/claims.yaml"), "utf8")
const claims = readClaims(text)
const keys = new Set(starterRows().map(({ id }) => id!))

/** Actions that a claim names and the starter record lacks, or names twice. */
function strayKeys(claim: Claim): readonly string[] {
  const named = claim.records.map(({ action }) => action)
  return named.filter((key, i) => !keys.has(key) || named.indexOf(key) !== i)
}

describe("the claims of the message", () => {
  test("have ids of their own, and name actions of the starter record once each", () => {
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length)
    expect(claims.flatMap(strayKeys)).toEqual([])
    expect(claims.filter(({ records }) => records.length > 0).length).toBeGreaterThan(15)
  })

  test("name nobody", () => {
    const said = claims.flatMap(({ title, claim, unknown }) =>
      [title, claim, unknown].flatMap(({ fa, en }) => [fa, en]),
    )
    expect(said.filter(looksLikePerson)).toEqual([])
  })

  test("would not pass with an action that the record lacks, twice the same, or without a language", () => {
    const [first] = claims.filter(({ records }) => records.length > 0)
    const [one] = first!.records
    expect(strayKeys({ ...first!, records: [{ ...one!, action: "nowhere-1399" }] })).toEqual(["nowhere-1399"])
    expect(strayKeys({ ...first!, records: [one!, one!] })).toEqual([one!.action])
    expect(() => readClaims(text.replace(/^ {6}en: .*$/m, ""))).toThrow()
    expect(() => readClaims(text.replace("relation: dates", "relation: proves"))).toThrow()
  })
})

describe("the page of the message", () => {
  const assetsDir = at("../../packages/karnegar/assets/built")
  let dir: string
  let record: Record
  let site: ReturnType<typeof createSite>
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "karnegar-message-"))
    record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
    site = createSite({ record, people: null, origin: null, assetsDir })
  })
  afterAll(async () => {
    await record.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const visit = async (path: string) => {
    const answer = await site.request(`http://127.0.0.1:7310${path}`, { headers: { host: "127.0.0.1:7310" } })
    return { status: answer.status, page: await answer.text() }
  }

  for (const lang of ["fa", "en"] as const) {
    test(`says that an empty record holds none of it, links to nothing, and stands behind the about page, in ${lang}`, async () => {
      const { status, page } = await visit(`/${lang}/message`)
      expect(status).toBe(200)
      expect(page.includes(`href="/${lang}/actions/`)).toBe(false)
      const none = MESSAGE_WORDS[lang].missing(1, 1)
      expect(page.split(none).length - 1).toBe(claims.filter(({ records }) => records.length > 0).length)
      expect((await visit(`/${lang}/about`)).page).toContain(`href="/${lang}/message"`)
    })
  }

  for (const lang of ["fa", "en"] as const) {
    test(`links every claim to its actions, and every link leads to a page, in ${lang}`, async () => {
      await loadStarterRecord(record)
      const { status, page } = await visit(`/${lang}/message`)
      expect(status).toBe(200)
      for (const claim of claims) {
        const from = page.indexOf(`<section id="${claim.id}"`)
        const section = page.slice(from, page.indexOf("</section>", from))
        const links = [...section.matchAll(/href="(\/[a-z]+\/actions\/[a-z0-9]+)"/g)].map(([, path]) => path!)
        const want = claim.records.map(({ action }) => `/${lang}/actions/${importedId("starter", action)}`)
        expect(links.sort()).toEqual(want.sort())
        if (links[0] !== undefined) expect((await visit(links[0])).status).toBe(200)
      }
    })
  }

  test("leaves an action out that was retracted here", async () => {
    const id = importedId("starter", claims.find(({ records }) => records.length > 0)!.records[0]!.action)
    await record.setState(id, "retracted", "a mistake")
    const { page } = await visit("/en/message")
    expect(page.includes(`/en/actions/${id}"`)).toBe(false)
    expect(page).toContain("are not in this record")
  })
})
