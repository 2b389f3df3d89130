import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { karnegar } from "../cli/spawn.ts"
import { type FeedSite, startFeedSite } from "../support/feed-site.ts"
import { random } from "../support/telegram-exports.ts"
import { killWhen } from "./kill-when.ts"

/*
 * Programs that fetch are killed with SIGKILL while the network, the evidence folder and the record are at work: a little after
 * the site heard some request of theirs. Each run goes on from what the one before left, as it would in life.
 */

/** Kills of each command. */
const KILLS = 10
/** Items of the feed; every other is told shortly, and one tells of no labour matter. */
const ITEMS = 30
/** Longest time between what the site hears and the kill. */
const MOST_AFTER_MS = 120

/** Moments of the kills: random, and the same again. */
const next = random(5)
const root = mkdtempSync(join(tmpdir(), "karnegar-killed-"))
let site: FeedSite

beforeAll(async () => {
  site = await startFeedSite({ slowMs: 10, count: ITEMS / 2 })
})
afterAll(async () => {
  await site.close()
  rmSync(root, { recursive: true })
})

/** Runs the command until the site has heard so many requests, and a little longer. @returns was it killed before its end? */
function killed(args: readonly string[], requests: number): Promise<boolean> {
  site.forget()
  return killWhen(args, () => site.heard.length >= requests, next() * MOST_AFTER_MS)
}

async function inRecord<T>(data: string, work: (record: Record) => Promise<T>): Promise<T> {
  const record = await openRecord({ dataDir: data }, { registers: registersFrom(builtInKnowledge()) })
  try {
    return await work(record)
  } finally {
    await record.close()
  }
}

/** What stands: reports by source's key of theirs, their evidence, and what is wrong with the record. */
const stands = (data: string) =>
  inRecord(data, async (record) => {
    const { reports, aside } = await record.counts()
    const kept = await record.listEvidence()
    const faults = (await record.verify()).map(({ code }) => code)
    const accounts = await record.listSourceAccounts()
    return { reports, aside, kept, faults, versions: accounts.reduce((all, { versions }) => all + versions, 0) }
  })

async function begin(name: string): Promise<string> {
  const data = join(root, name)
  await karnegar(["sources", "kar", "--name-fa", "منبع", "--name-en", "Source", "--data", data])
  return data
}

/** Kills the command again and again, judges what each kill left, then lets it come to its end and judges that. */
async function torture(data: string, args: readonly string[], reports: number, pages: number): Promise<void> {
  let kills = 0
  let before = 0
  for (let i = 0; kills < KILLS && i < 3 * KILLS; i++) {
    if (await killed(args, 1 + Math.floor(next() * 12))) kills++
    const now = await stands(data)
    expect(now.faults).toEqual([])
    expect(now.versions).toBe(0)
    expect(now.reports).toBeGreaterThanOrEqual(before)
    expect(now.reports).toBeLessThanOrEqual(reports)
    before = now.reports
  }
  expect(kills).toBe(KILLS)
  const { status, stderr } = await karnegar(args)
  expect(status, stderr).toBe(0)
  const after = await stands(data)
  expect(after).toMatchObject({ reports, aside: 1, versions: 0, faults: [] })
  expect(after.kept).toHaveLength(pages)
  // A killed program may leave bytes that no report names; they are known, and go.
  await karnegar(["evidence", "sweep", "--data", data])
  await inRecord(data, async (record) => {
    expect((await record.evidenceStore()!.count()).files).toBe(pages)
    expect(await record.verify()).toEqual([])
  })
}

const reach = () => ["--allow-network", "127.0.0.1", "--port", String(site.port), "--gap", "0"]

describe(`${KILLS} kills lose nothing and double nothing:`, () => {
  test("karnegar capture", async () => {
    const data = await begin("capture")
    const urls = Array.from({ length: 12 }, (_, i) => site.address(`/page/${i}`))
    await torture(data, ["capture", ...urls, "--no-screenshot", "--source", "kar", ...reach(), "--data", data], 11, 11)
  })

  test("karnegar feeds read", async () => {
    const data = await begin("feeds")
    await karnegar(["feeds", "add", site.address("/rss"), "--source", "kar", ...reach(), "--data", data])
    // Short items but the one about the weather have a page each.
    await torture(data, ["feeds", "read", "kar", ...reach(), "--data", data], ITEMS - 1, ITEMS / 2 - 1)
  })

  test("a sum that is short is seen", async () => {
    const data = await begin("planted")
    await karnegar([
      "capture",
      site.address("/page/0"),
      "--no-screenshot",
      "--source",
      "kar",
      ...reach(),
      "--data",
      data,
    ])
    const { reports, faults, kept } = await stands(data)
    expect([reports, faults]).toEqual([1, []])
    rmSync(join(data, "evidence", kept[0]!.sha256.slice(0, 2)), { recursive: true })
    expect((await stands(data)).faults).toEqual(["evidence.missing"])
  })
})
