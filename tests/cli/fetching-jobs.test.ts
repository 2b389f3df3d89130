import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type FeedSite, startFeedSite } from "../support/feed-site.ts"
import { karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-fetching-jobs-"))
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
beforeEach(async () => {
  data = join(root, `record-${made++}`)
  site.reset()
  const names = ["--name-fa", "منبع", "--name-en", "Source"]
  await karnegar(["sources", "add", "kar", ...names, "--kind", "feed", "--reach", site.address("/rss"), "--data", data])
})

const reach = () => ["--allow-network", "127.0.0.1", "--port", String(site.port), "--gap", "0"]
const worker = async () => {
  const ran = await karnegar(["worker", "--once", ...reach(), "--data", data, "--format", "json"])
  return { ...ran, counts: JSON.parse(ran.stdout) as { done: number; failed: number } }
}
const account = async () =>
  JSON.parse((await karnegar(["sources", "show", "kar", "--data", data, "--format", "json"])).stdout) as {
    reports: number
    lastFailure: string | null
    nextDue: string | null
  }
const queued = async () =>
  JSON.parse((await karnegar(["jobs", "--data", data, "--format", "json"])).stdout) as unknown[]

describe("karnegar worker", () => {
  test("reads a feed that is due, and not again before its time", async () => {
    const first = await worker()
    expect(first.counts).toEqual({ done: 1, failed: 0 })
    expect(first.stderr).toContain("reading of a feed: kar: done in")
    expect((await account()).reports).toBeGreaterThan(0)
    site.forget()
    expect((await worker()).counts).toEqual({ done: 0, failed: 0 })
    expect(site.heard).toEqual([])
    expect(await queued()).toEqual([])
  })

  test("lets a paused feed rest", async () => {
    await karnegar(["sources", "pause", "kar", "--data", data])
    expect((await worker()).counts).toEqual({ done: 0, failed: 0 })
    expect(site.heard).toEqual([])
  })

  test("leaves a feed that does not answer to its account, which says why and when it is due again", async () => {
    site.break("/rss", "503 down")
    expect((await worker()).counts).toEqual({ done: 1, failed: 0 })
    const { lastFailure, nextDue } = await account()
    expect(lastFailure).toBe("fetch.site_failed")
    expect(Date.parse(nextDue!)).toBeGreaterThan(Date.now())
    expect(await queued()).toEqual([])
    const { stdout } = await karnegar(["sources", "list", "--data", data])
    expect(stdout).toContain("failing, once since it last answered")
    expect(stdout).toContain("a fault of the site (fetch.site_failed)")
    expect(stdout).toContain("خود سایت ایراد دارد (fetch.site_failed)")
  })

  test("captures pages that were put in the queue, and keeps those that fail", async () => {
    await karnegar(["sources", "pause", "kar", "--data", data])
    const capture = (...args: readonly string[]) =>
      karnegar([
        "capture",
        ...args,
        "--later",
        "--port",
        String(site.port),
        "--allow-network",
        "127.0.0.1",
        "--data",
        data,
      ])
    const later = await capture(site.address("/page/0"), site.address("/page/99"), "--source", "kar")
    expect(later.stderr).toContain("2 of 2 pages put in the queue")
    expect((await capture(site.address("/page/0"))).stderr).toContain("0 of 1 pages put in the queue")
    expect((await capture("ftp://example.org/a")).stderr).toContain("karnegar: capture.unfit: ")
    expect(site.heard).toEqual([])
    const { counts, stderr, status } = await worker()
    expect(counts).toEqual({ done: 1, failed: 1 })
    expect(status).toBe(1)
    expect(stderr).toContain("not done, no such page (fetch.gone)")
    // Of an address the host alone is told.
    expect(stderr).not.toContain("/page/")
    expect((await account()).reports).toBe(1)
    expect(await queued()).toMatchObject([{ kind: "capture", state: "waits", failure: "fetch.gone" }])
  })
})
