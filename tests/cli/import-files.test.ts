import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { makeExport } from "../support/telegram-exports.ts"
import { karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-import-files-"))
afterAll(() => rmSync(root, { recursive: true }))

const NAMES = "--name-fa منبع --name-en Source".split(" ")
const counts = (stdout: string) =>
  JSON.parse(stdout) as {
    kind: string
    read: number
    added: number
    known: number
    aside: number
    refused: number
  }

describe("karnegar import recognises", () => {
  const made = makeExport(5, { messages: 40, account: true })
  const folder = join(root, "ChatExport")
  mkdirSync(folder)
  writeFileSync(join(folder, "result.json"), made.json)
  const data = join(root, "record")

  test("a Telegram export by its folder, stores a channel's posts once, and keeps no person's field", async () => {
    const first = await karnegar(["import", folder, "--data", data, "--format", "json"])
    const { added, aside } = counts(first.stdout)
    expect(counts(first.stdout)).toMatchObject({ kind: "telegram_json", refused: 0 })
    // What of them tells of no labour matter is kept as hash.
    expect(added + aside).toBe(made.wanted.length)
    expect(aside).toBeLessThan(added)
    const again = await karnegar(["import", folder, "--data", data, "--format", "json"])
    expect(counts(again.stdout)).toMatchObject({ added: 0, known: made.wanted.length })
    for (const file of readdirSync(data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      const bytes = readFileSync(join(file.parentPath, file.name)).toString("latin1")
      for (const canary of made.canaries) if (bytes.includes(canary)) expect.fail(`${file.name} holds ${canary}`)
    }
    expect(`${first.stdout}${first.stderr}${again.stderr}`).not.toContain("Canary")
  })

  test("pages of HTML, which double nothing that the JSON export brought", async () => {
    const pages = join(root, "Pages")
    mkdirSync(pages)
    for (const [i, html] of made.html.entries())
      writeFileSync(join(pages, `messages${i === 0 ? "" : i + 1}.html`), html)
    const key = `telegram-${1_000_000_005}`
    const unnamed = await karnegar(["import", pages, "--data", data, "--source", key])
    expect(unnamed.stderr).toContain("--chat")
    const named = await karnegar([
      "import",
      pages,
      "--data",
      data,
      "--source",
      key,
      "--chat",
      "کانال نمونه 5",
      "--format",
      "json",
    ])
    expect(counts(named.stdout)).toMatchObject({ kind: "telegram_html", added: 0, known: made.wanted.length })
  })

  test("a spreadsheet of reports, which needs a source on the register", async () => {
    const table = join(root, "reports.csv")
    writeFileSync(table, "متن,تاریخ\nکارگران در اراک تجمع کردند,۱۴۰۱/۰۵/۱۲\nبی‌روز,فردا\n")
    const without = await karnegar(["import", table, "--data", data])
    expect(without.status).toBe(1)
    expect(without.stderr).toContain("import.source_needed")
    await karnegar(["sources", "manba", ...NAMES, "--data", data])
    const stored = await karnegar(["import", table, "--data", data, "--source", "manba", "--format", "json"])
    expect(stored.status).toBe(1)
    expect(stored.stderr).toContain("reports.csv:3: input.row")
    expect(counts(stored.stdout)).toMatchObject({ kind: "table", added: 1, refused: 1 })
  })

  test("a mail, and stores nothing in a dry run", async () => {
    const mail = join(root, "news")
    writeFileSync(
      mail,
      "From: x <canary@example.org>\nDate: Sat, 20 Mar 2021 21:30:00 +0000\nSubject: خبر\n\nکارگران تجمع کردند.\n",
    )
    const place = join(root, "nothing")
    const dry = await karnegar(["import", mail, "--data", place, "--dry-run", "--format", "json"])
    expect(counts(dry.stdout)).toMatchObject({ kind: "mail", read: 1, added: 0 })
    expect(() => readdirSync(place)).toThrow("ENOENT")
  })

  test("tells in both languages what is known already, in a dry run too", async () => {
    const first = await karnegar(["import", folder, "--data", join(root, "told"), "--dry-run"])
    expect(first.stderr).toContain("0 known already, ")
    expect(first.stderr).toMatch(/, labour news by their look: \d+ of \d+/)
    await karnegar(["import", folder, "--data", join(root, "told")])
    const again = await karnegar(["import", folder, "--data", join(root, "told"), "--dry-run"])
    const all = made.wanted.length
    expect(again.stderr).toContain(`${all} known already; 0 refused.`)
    expect(again.stderr).toContain("nothing was stored")
    const persian = again.stderr.split("\n").find((line) => line.includes("از پیش بود"))
    expect(persian).toMatch(/از ۱[۳۴][۰-۹]{2}\/[۰-۹]{2}\/[۰-۹]{2} تا/u)
    expect(again.stderr).toContain("پیام خودکار تلگرام: ")
    expect(again.stderr).not.toMatch(/fromUnknown|takenOut|withoutText/)
  })
})
