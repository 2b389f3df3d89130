import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { type FeedSite, startFeedSite, WHOLE } from "../support/feed-site.ts"
import { jsonLines, karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-feeds-"))
let site: FeedSite
let data: string
let made = 0

beforeAll(async () => {
  site = await startFeedSite()
})
afterAll(async () => {
  await site.close()
  rmSync(root, { recursive: true })
})
beforeEach(() => {
  data = join(root, `record-${made++}`)
  site.reset()
})

interface Line {
  readonly source: string
  readonly failure: { readonly code: string } | null
  readonly changed: boolean
  readonly items: number
  readonly fresh: number
  readonly pages: number
  readonly waiting: number
  readonly added: number
  readonly versions: number
  readonly known: number
  readonly aside: number
  readonly nextDue: string
}
interface Account {
  readonly key: string
  readonly reports: number
  readonly versions: number
  readonly aside: number
  readonly failures: number
  readonly lastFailure: string | null
  readonly refusals: { readonly [code: string]: number }
  readonly nextDue: string | null
  readonly failure: { readonly code: string } | null
}

const reach = () => ["--allow-network", "127.0.0.1", "--port", String(site.port), "--gap", "0"]
const add = (key: string, path: string, ...more: readonly string[]) => {
  const names = ["--name-fa", "منبع", "--name-en", `Source ${key}`]
  return karnegar(["feeds", "add", site.address(path), "--source", key, ...names, ...reach(), "--data", data, ...more])
}
const read = async (...args: readonly string[]) => {
  const ran = await karnegar(["feeds", "read", ...args, ...reach(), "--format", "json", "--data", data])
  return { ...ran, lines: jsonLines<Line>(ran.stdout) }
}
const accounts = async () =>
  jsonLines<Account>((await karnegar(["feeds", "list", "--format", "json", "--data", data])).stdout)
const evidence = () => {
  const dir = join(data, "evidence")
  return existsSync(dir) ? readdirSync(dir).flatMap((folder) => readdirSync(join(dir, folder))) : []
}
const holds = async () => (await karnegar(["verify", "--data", data])).status === 0

describe("karnegar feeds add", () => {
  test("puts a feed on the register once it was seen to be one", async () => {
    const { status, stderr } = await add("kar", "/rss")
    expect(status).toBe(0)
    expect(stderr).toContain(`a feed of ${site.items.length} items`)
    expect(await accounts()).toMatchObject([{ key: "kar", kind: "feed", reach: site.address("/rss"), reports: 0 }])
  })

  for (const [path, code] of [
    ["/page/0", "feed.unreadable"],
    ["/nowhere", "fetch.gone"],
  ] as const) {
    test(`refuses what is none by ${code}, in both languages`, async () => {
      const { status, stderr } = await add("kar", path)
      expect(status).toBe(1)
      expect(stderr).toContain(`karnegar: ${code}: `)
      expect(stderr).toContain("خوراک افزوده نشد")
      expect((await add("kar", path, "--no-check")).status).toBe(0)
    })
  }

  test("asks for both names of a source that is not on the register, and for none of one that is", async () => {
    const args = ["feeds", "add", site.address("/rss"), "--source", "kar", ...reach(), "--data", data]
    expect((await karnegar(args)).stderr).toContain("karnegar: feeds.names_needed: ")
    await karnegar(["sources", "kar", "--name-fa", "منبع", "--name-en", "Source", "--data", data])
    expect((await karnegar(args)).status).toBe(0)
    expect((await accounts())[0]).toMatchObject({ nameEn: "Source", kind: "feed" })
  })

  test("reaches nothing inside unless it is told to", async () => {
    const args = ["feeds", "add", "http://127.0.0.1:9/", "--source", "k", "--name-fa", "م", "--name-en", "S"]
    expect((await karnegar([...args, "--data", data])).stderr).toMatch(/karnegar: fetch\.(port|not_public): /)
  })
})

describe("karnegar feeds read", () => {
  for (const path of ["/rss", "/atom", "/json"]) {
    test(`takes in ${path}, pages of short items too, and the same again changes nothing`, async () => {
      await add("kar", path)
      const { status, lines } = await read()
      expect(status).toBe(0)
      expect(lines).toMatchObject([{ failure: null, items: 4, fresh: 4, pages: 2, added: 3, aside: 1, waiting: 0 }])
      const [account] = await accounts()
      expect(account).toMatchObject({ reports: 3, aside: 1, failures: 0 })
      // Of the page that tells of no labour matter nothing is kept.
      expect(evidence()).toHaveLength(1)
      site.forget()
      const again = await read("kar")
      expect(again.lines).toMatchObject([{ failure: null, changed: false, fresh: 0, added: 0, pages: 0 }])
      expect(site.heard).toEqual([{ path, status: 304 }])
      expect(await holds()).toBe(true)
    })
  }

  test("reads the whole text from the page where the feed tells the beginning", async () => {
    await add("kar", "/rss")
    await read()
    const { stdout } = await karnegar(["feeds", "list", "--format", "json", "--data", data])
    expect(stdout).not.toContain(WHOLE)
    expect(site.heard.map(({ path }) => path)).toContain("/page/1")
    expect(site.heard.map(({ path }) => path)).not.toContain("/page/0")
  })

  test("does not ask before a feed is due, and asks one that is named", async () => {
    await add("kar", "/rss")
    const { lines } = await read()
    const minutes = (Date.parse(lines[0]!.nextDue) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(20)
    site.forget()
    const { stderr, lines: none } = await read("--all-due")
    expect(none).toEqual([])
    expect(stderr).toContain("no feed is due")
    expect(site.heard).toEqual([])
    expect((await read("kar")).lines).toHaveLength(1)
  })

  test("takes an item that changed as a version, and what is new", async () => {
    await add("kar", "/rss")
    await read()
    site.edit(0, " این خبر تکمیل شد.")
    site.add()
    const { lines } = await read("kar")
    expect(lines).toMatchObject([{ fresh: 2, added: 1, versions: 1, changed: true }])
    expect(await accounts()).toMatchObject([{ reports: 4, versions: 1 }])
    expect(await holds()).toBe(true)
  })

  test("counts what fails on its source, says it in words, and tries again later and later", async () => {
    await add("kar", "/rss")
    site.break("/rss", "500 Internal Server Error")
    const waits: number[] = []
    for (let i = 1; i <= 3; i++) {
      const { status, lines, stderr } = await read("kar")
      expect(status).toBe(1)
      expect(stderr).toContain("kar: fetch.site_failed: ")
      waits.push(Date.parse(lines[0]!.nextDue) - Date.now())
      expect(await accounts()).toMatchObject([{ failures: i, lastFailure: "fetch.site_failed" }])
    }
    expect(waits[1]! / waits[0]!).toBeGreaterThan(1.3)
    expect(waits[2]! / waits[1]!).toBeGreaterThan(1.3)
    const { stdout } = await karnegar(["feeds", "list", "--data", data])
    expect(stdout).toContain("failed 3 times in a row (fetch.site_failed): The site has a fault of its own (500)")
    expect(stdout).toContain("۳ بار پیاپی خوانده نشد: خود سایت ایراد دارد")
    site.mend("/rss")
    await read("kar")
    expect(await accounts()).toMatchObject([{ failures: 0, lastFailure: null, failure: null, reports: 3 }])
  })

  test("goes on to the next feed when one fails", async () => {
    await add("a", "/rss")
    await add("b", "/atom")
    site.break("/rss", "404 Not Found")
    const { status, lines } = await read()
    expect(status).toBe(1)
    expect(lines.map(({ source, failure }) => [source, failure?.code ?? null])).toEqual([
      ["a", "fetch.gone"],
      ["b", null],
    ])
  })

  test("takes the beginning where a page fails for a while, and the rest when it answers", async () => {
    await add("kar", "/rss")
    site.break("/page/1", "503 Service Unavailable")
    const first = await read("kar")
    expect(first.status).toBe(0)
    expect(first.lines).toMatchObject([{ added: 3, waiting: 1 }])
    expect(first.stderr).toContain("/page/1: fetch.site_failed: ")
    expect(await accounts()).toMatchObject([{ reports: 3, versions: 0, refusals: { "fetch.site_failed": 1 } }])
    site.mend("/page/1")
    expect((await read("kar")).lines).toMatchObject([{ added: 0, versions: 1, waiting: 0 }])
    expect((await read("kar")).lines).toMatchObject([{ changed: false }])
  })

  test("takes the beginning where a page is gone, and does not ask again", async () => {
    await add("kar", "/rss")
    site.break("/page/1", "410 Gone")
    expect((await read("kar")).lines).toMatchObject([{ added: 3, waiting: 0 }])
    site.mend("/page/1")
    expect((await read("kar")).lines).toMatchObject([{ changed: false }])
  })

  test("keeps nothing and asks for no page in a dry run", async () => {
    await add("kar", "/rss")
    site.forget()
    const { lines } = await read("--dry-run")
    expect(lines).toMatchObject([{ items: 4, fresh: 4, pages: 0 }])
    expect(site.heard.map(({ path }) => path)).toEqual(["/rss"])
    expect(await accounts()).toMatchObject([{ reports: 0, nextDue: null, lastAttempt: null }])
    expect(evidence()).toEqual([])
  })

  test("passes over an item without words and counts it on the source, once", async () => {
    site.addWordless()
    await add("kar", "/rss")
    await read("kar")
    site.add()
    await read("kar")
    expect(await accounts()).toMatchObject([{ refusals: { "feed.item_unfit": 1 } }])
  })

  test("passes over a source that is paused", async () => {
    await add("kar", "/rss")
    const record = await openRecord({ dataDir: data }, { registers: registersFrom(builtInKnowledge()) })
    await record.putSource({ ...(await record.listSources())[0]!, paused: true })
    await record.close()
    site.forget()
    expect((await read()).lines).toEqual([])
    const named = await read("kar")
    expect(named.lines).toEqual([])
    expect(named.stderr).toContain("kar is paused")
    expect(site.heard).toEqual([])
  })

  test("keeps no author of an item", async () => {
    await add("kar", "/rss")
    const { stdout, stderr } = await read()
    for (const file of readdirSync(data).filter((name) => name.startsWith("record.sqlite")))
      expect(readFileSync(join(data, file)).includes("canary")).toBe(false)
    expect(`${stdout}${stderr}`).not.toContain("canary")
  })

  test("refuses a key that no feed has", async () => {
    await add("kar", "/rss")
    expect((await read("nobody")).stderr).toContain("karnegar: import.source_unknown: ")
  })
})
