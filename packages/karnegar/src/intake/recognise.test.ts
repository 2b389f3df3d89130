import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { makeExport } from "../../../../tests/support/telegram-exports.ts"
import { kindOf, recognise } from "./recognise.ts"

const MAIL = "Received: from x\r\n\tby y\r\nFrom: a\r\nSubject: b\r\n\r\nwords"

describe("kindOf", () => {
  const cases: readonly (readonly [name: string, head: string, kind: string])[] = [
    ["result.json", makeExport(5).json, "telegram_json"],
    ["anything.txt", `\ufeff${makeExport(4).json}`, "telegram_json"],
    ["account", makeExport(3, { account: true }).json, "telegram_json"],
    ["one line", JSON.stringify(JSON.parse(makeExport(5).json)), "telegram_json"],
    ["empty chat", '{"name":"x","type":"public_channel","id":1,"messages":[]}', "telegram_json"],
    ["messages.html", makeExport(2).html[0]!, "telegram_html"],
    ["page.html", "<!DOCTYPE html><html><body>سلام</body></html>", "reports"],
    ["a.eml", MAIL, "mail"],
    ["no-ending", MAIL, "mail"],
    ["box", "From a@example.org Sat Mar 20 21:30:00 2021\nSubject: x\n\nx", "mail"],
    ["text", "From here on, words: none", "reports"],
    ["text", "تاریخ: امروز\nfrom: ما\n", "reports"],
    ["reports.jsonl", '{"id":"1","text":"\\"messages\\": [{}]"}\n{"id":"2","text":"x"}', "reports"],
    ["reports.jsonl", '{"id":"1","text":"x","messages":"x"}', "reports"],
    ["a.xlsx", "PK\u0003\u0004", "table"],
    ["a.csv", "متن,تاریخ\n", "table"],
    ["a.txt", "متن,تاریخ\n", "reports"],
    ["empty", "", "reports"],
  ]
  for (const [name, head, kind] of cases) {
    test(`${name}: ${head.slice(0, 30).replaceAll("\n", " ")} → ${kind}`, () =>
      expect(kindOf(Buffer.from(head).subarray(0, 1 << 16), name)).toBe(kind))
  }
})

describe("recognise", () => {
  const root = mkdtempSync(join(tmpdir(), "karnegar-recognise-"))
  afterAll(() => rmSync(root, { recursive: true }))
  test("looks into the folder that an export made", async () => {
    const [one, other] = [join(root, "ChatExport"), join(root, "Pages")]
    mkdirSync(one)
    mkdirSync(other)
    writeFileSync(join(one, "result.json"), makeExport(5).json)
    writeFileSync(join(other, "messages.html"), makeExport(5).html[0]!)
    expect(await recognise(one)).toEqual({ kind: "telegram_json", path: join(one, "result.json") })
    expect(await recognise(other)).toEqual({ kind: "telegram_html", path: join(other, "messages.html") })
    expect(await recognise(root)).toEqual({ kind: "reports", path: root })
    await expect(recognise(join(root, "none"))).rejects.toThrow("ENOENT")
  })
})
