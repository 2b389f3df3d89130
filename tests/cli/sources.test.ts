import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-sources-"))
afterAll(() => rmSync(root, { recursive: true }))
const data = join(root, "record")
const NAMES = ["--name-fa", "خبرگزاری کار", "--name-en", "Labour News"]
const sources = (...args: readonly string[]) => karnegar(["sources", ...args, "--data", data])
const shown = async (key: string) =>
  JSON.parse((await sources("show", key, "--format", "json")).stdout) as { [field: string]: unknown }

describe("karnegar sources", () => {
  test("says what to do where no record and where no source is", async () => {
    expect((await sources("list")).stderr).toContain("record.missing")
    await sources("add", "first", ...NAMES)
    await karnegar(["rules", "on", "accept-codings", "--data", data])
    const unknown = await sources("pause", "nobody")
    expect(unknown.status).toBe(1)
    expect(unknown.stderr).toContain("karnegar: source.unknown: ")
    expect((await sources("add", "nameless")).status).toBe(2)
    expect((await sources("add", "Unfit Key", ...NAMES)).stderr).toContain("register.row")
  })

  test("adds by the old form and by the new one, and changes only what is named", async () => {
    expect((await sources("old-form", ...NAMES)).status).toBe(0)
    await sources("add", "kar-news", ...NAMES, "--kind", "feed", "--reach", "https://example.org/feed", "--group", "g1")
    await sources("set", "kar-news", "--redistribution", "quotes", "--group", "none")
    expect(await shown("kar-news")).toMatchObject({
      nameEn: "Labour News",
      kind: "feed",
      reach: "https://example.org/feed",
      independenceGroup: null,
      redistribution: "quotes",
      paused: false,
    })
    // A second adding of a source that stands renames it and keeps the rest.
    await sources("kar-news", "--name-fa", "خبر کار", "--name-en", "News of Labour")
    expect(await shown("kar-news")).toMatchObject({ nameEn: "News of Labour", kind: "feed" })
    const listed = JSON.parse((await karnegar(["sources", "--data", data, "list", "--format", "json"])).stdout)
    expect(listed.map((one: { key: string }) => one.key)).toEqual(["first", "kar-news", "old-form"])
  })

  test("lets a source rest and reads it again", async () => {
    await sources("pause", "kar-news")
    expect((await sources("list")).stdout).toContain("feed; paused;")
    expect((await sources("list")).stdout).toContain("خوراک؛ متوقف؛")
    await sources("resume", "kar-news")
    expect(await shown("kar-news")).toMatchObject({ paused: false })
  })

  test("tells the yield and what was refused in plain words of both languages", async () => {
    const table = join(root, "reports.csv")
    writeFileSync(table, "متن,تاریخ\nکارگران نیشکر در شوش تجمع کردند,۱۴۰۱/۰۵/۱۲\nبی‌روز,فردا\n")
    await karnegar(["import", table, "--source", "first", "--data", data])
    const { stdout } = await sources("show", "first")
    expect(stdout).toContain("reports that stand · گزارش‌های پابرجا: 1 · ۱")
    expect(stdout).toContain("actions and calls · حرکت‌ها و فراخوان‌ها: 1 · ۱")
    expect(stdout).toContain("1 × a row that does not fit (input.row) · سطر نامناسب (input.row)")
    const list = await sources()
    expect(list.stdout).toMatch(/first .*\n {4}brought by hand; well; last success .*; 1 reports → 1 actions\n/)
    expect(list.stdout).toMatch(/\n {4}دستی؛ سالم؛ آخرین موفقیت ۱۴.*؛ ۱ گزارش ← ۱ حرکت\n/)
  })
})
