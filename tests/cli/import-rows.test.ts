import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, test } from "vitest"
import { workbookParts, zipOf } from "../support/xlsx.ts"
import { jsonLines, karnegar } from "./spawn.ts"

const folder = mkdtempSync(join(tmpdir(), "karnegar-import-cli-"))
const at = (name: string) => join(folder, name)
const data = at("data")
afterAll(() => rmSync(folder, { recursive: true }))

cpSync(fileURLToPath(new URL("../imports/labor-action-tracker-twin.csv", import.meta.url)), at("twin.csv"))
cpSync(fileURLToPath(new URL("../imports/spreadsheet-fa.csv", import.meta.url)), at("fa.csv"))

/** `code` at the head of the last message, with a Persian sentence under it. */
function refusal(stderr: string): string | undefined {
  expect(stderr).toMatch(/[آ-ی]{3}/)
  return /^karnegar: ([a-z_0-9.]+): /m.exec(stderr)?.[1]
}

describe("karnegar import --mapping", () => {
  test("previews, imports, imports again without a change, lists and undoes", async () => {
    const preview = await karnegar([
      "import",
      at("twin.csv"),
      "--mapping",
      "labor-action-tracker",
      "--dry-run",
      "--data",
      data,
    ])
    expect(preview.status).toBe(0)
    expect(preview.stdout).toContain("row 2 · سطر · 112")
    expect(preview.stdout).toMatch(/demands · خواسته: \d+ coded/)
    expect(preview.stdout).toContain("1 × Bring back the aquarium")
    expect(preview.stderr).toContain("dry run: 12 rows read; 12 would be added")
    expect(existsSync(data)).toBe(false)

    const first = await karnegar([
      "import",
      at("twin.csv"),
      "--mapping",
      "labor-action-tracker",
      "--data",
      data,
      "--format",
      "json",
    ])
    const counts = JSON.parse(first.stdout)
    expect([first.status, counts]).toEqual([
      0,
      expect.objectContaining({ rows: 12, added: 12, refused: 0, name: "labor-action-tracker" }),
    ])

    const again = await karnegar(["import", at("twin.csv"), "--mapping", "labor-action-tracker", "--data", data])
    expect([again.status, again.stdout]).toEqual([0, ""])
    expect(again.stderr).toContain("0 added, 0 changed, 12 stood already")

    const list = await karnegar(["imports", "--data", data, "--format", "json"])
    expect(JSON.parse(list.stdout)).toEqual([expect.objectContaining({ id: counts.importId, rows: 12, undone: false })])
    const undone = await karnegar(["imports", "undo", counts.importId, "--data", data])
    expect(undone.stderr).toContain("12 rows are back to what stood before it")
    const stats = await karnegar(["stats", "--data", data, "--include", "all", "--format", "json"])
    expect(JSON.parse(stats.stdout).records).toBe(0)
    expect((await karnegar(["verify", "--data", data])).status).toBe(0)
    const twice = await karnegar(["imports", "undo", counts.importId, "--data", data])
    expect([twice.status, twice.stderr]).toEqual([0, expect.stringContaining("undone before")])
    const unknown = await karnegar(["imports", "undo", "i000", "--data", data])
    expect([unknown.status, refusal(unknown.stderr)]).toEqual([1, "record.not_found"])
  })

  test("writes refused rows to a file that can be corrected and imported", async () => {
    const own = at("own")
    const { status, stderr } = await karnegar(["import", at("fa.csv"), "--mapping", "spreadsheet-fa", "--data", own])
    expect(status).toBe(1)
    expect(stderr).toContain("fa.csv:5: date.impossible: column “تاریخ”: There is no such day")
    expect(stderr).toContain("5 rows read; 4 added, 0 changed, 0 stood already; 1 refused")
    expect(stderr).not.toContain("کارانه")
    const refused = `${at("fa.csv")}.refused.csv`
    expect(statSync(refused).mode & 0o777).toBe(0o600)
    const text = readFileSync(refused, "utf8")
    expect(text.split("\r\n")[1]).toMatch(/^5,date\.impossible,تاریخ,.*,الف-۴,/)
    writeFileSync(refused, text.replace("1401/13/01", "1401/12/01"))
    const corrected = await karnegar(["import", refused, "--mapping", "spreadsheet-fa", "--data", own])
    expect([corrected.status, corrected.stderr]).toEqual([0, expect.stringContaining("1 rows read; 1 added")])

    // What somebody may be correcting is never written over.
    await karnegar(["import", at("fa.csv"), "--mapping", "spreadsheet-fa", "--data", own])
    expect(readFileSync(refused, "utf8")).toContain("1401/12/01")
    expect(existsSync(`${at("fa.csv")}.refused-2.csv`)).toBe(true)
  })

  test("gives back a cell that a spreadsheet program would run as it was", async () => {
    writeFileSync(
      at("m.yaml"),
      'karnegar_mapping: "1"\nname: m\nkey: [k]\nfields:\n  forms: { value: strike }\n  start: { column: d }\n  note: { column: n }\n',
    )
    writeFileSync(at("f.csv"), "k,d,n\n1,soon,=1+1\n2,soon,'-x\n")
    await karnegar(["import", at("f.csv"), "--mapping", at("m.yaml"), "--data", at("f")])
    const refused = `${at("f.csv")}.refused.csv`
    const text = readFileSync(refused, "utf8")
    expect(text).toContain(",'=1+1\r\n")
    writeFileSync(refused, text.replaceAll("soon", "2022"))
    const preview = await karnegar([
      "import",
      refused,
      "--mapping",
      at("m.yaml"),
      "--data",
      at("f"),
      "--dry-run",
      "--format",
      "json",
    ])
    expect(JSON.parse(preview.stdout).preview.map((row: { words: { note: string } }) => row.words.note)).toEqual([
      "=1+1",
      "'-x",
    ])
  })

  test("takes a spreadsheet and JSON, and writes refused JSON as JSON", async () => {
    const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
    const rows = `<row r="1">${cell("A1", "k")}${cell("B1", "d")}${cell("C1", "n")}</row><row r="2">${cell("A2", "1")}<c r="B2" s="1"><v>44256</v></c><c r="C2" t="str"><f>1+1</f><v>two</v></c></row>`
    writeFileSync(at("s.xlsx"), zipOf(workbookParts(rows)))
    const sheet = await karnegar([
      "import",
      at("s.xlsx"),
      "--mapping",
      at("m.yaml"),
      "--data",
      at("s"),
      "--dry-run",
      "--format",
      "json",
    ])
    expect(JSON.parse(sheet.stdout).preview).toEqual([
      expect.objectContaining({
        key: "1",
        fields: expect.objectContaining({ start: "2021-03-01" }),
        words: expect.objectContaining({ note: "two" }),
      }),
    ])
    writeFileSync(at("j.json"), JSON.stringify([{ k: 1, d: "2022-05", n: "x" }, { k: 2, d: "soon" }, 7]))
    const json = await karnegar(["import", at("j.json"), "--mapping", at("m.yaml"), "--data", at("s")])
    expect([json.status, json.stderr]).toEqual([
      1,
      expect.stringContaining("3 rows read; 1 added, 0 changed, 0 stood already; 2 refused"),
    ])
    expect(jsonLines(readFileSync(`${at("j.json")}.refused.jsonl`, "utf8"))).toEqual([
      {
        k: 2,
        d: "soon",
        karnegar_refused: { row: 2, why: [expect.objectContaining({ code: "date.unreadable", column: "d" })] },
      },
      {
        unread: 7,
        karnegar_refused: { row: 3, why: [expect.objectContaining({ code: "row.not_object", column: null })] },
      },
    ])
  })

  test("keeps keys of two names apart", async () => {
    for (const name of ["one", "two"]) {
      const { stderr } = await karnegar([
        "import",
        at("twin.csv"),
        "--mapping",
        "labor-action-tracker",
        "--name",
        name,
        "--data",
        at("names"),
      ])
      expect(stderr).toContain("12 added")
    }
  })

  test("imports the others when the refused rows can't be written", async () => {
    const own = mkdtempSync(at("locked-"))
    cpSync(at("fa.csv"), join(own, "fa.csv"))
    chmodSync(own, 0o500)
    const { status, stderr } = await karnegar([
      "import",
      join(own, "fa.csv"),
      "--mapping",
      "spreadsheet-fa",
      "--data",
      at("locked"),
    ])
    chmodSync(own, 0o700)
    expect([status, stderr]).toEqual([1, expect.stringContaining("4 added")])
    // Root writes anywhere; then the file is there.
    if (process.getuid?.() !== 0) expect(stderr).toContain("could not be written beside the file (EACCES")
  })

  const wrong: readonly (readonly [name: string, args: readonly string[], status: number, code: string])[] = [
    ["a spreadsheet without a mapping", ["import", at("twin.csv")], 2, "import.needs_mapping"],
    ["a mapping that isn't there", ["import", at("twin.csv"), "--mapping", "nobody"], 2, "mapping.missing"],
    ["a mapping that is none", ["import", at("twin.csv"), "--mapping", at("twin.csv")], 2, "mapping.faults"],
    ["a file that isn't there", ["import", at("no.csv"), "--mapping", "spreadsheet-fa"], 1, "table.unreadable"],
    ["standard input", ["import", "--mapping", "spreadsheet-fa"], 2, "import.no_file"],
    [
      "a table without the mapping's columns",
      ["import", at("twin.csv"), "--mapping", "spreadsheet-fa"],
      1,
      "table.column_missing",
    ],
    [
      "a source that isn't registered",
      ["import", at("twin.csv"), "--mapping", "labor-action-tracker", "--source", "x"],
      1,
      "import.source_unknown",
    ],
  ]
  for (const [name, args, status, code] of wrong) {
    test(`refuses ${name}`, async () => {
      const ran = await karnegar([...args, "--data", at("wrong")])
      expect([ran.status, ran.stdout, refusal(ran.stderr)]).toEqual([status, "", code])
    })
  }
})

describe("karnegar mappings", () => {
  test("lists what is shipped, and prints one that can be used as a file", async () => {
    const { stdout } = await karnegar(["mappings"])
    expect(stdout).toMatch(/^labor-action-tracker {2}.* · .*[آ-ی]/m)
    const shown = await karnegar(["mappings", "--show", "karnegar"])
    writeFileSync(at("shown.yaml"), shown.stdout)
    const { stderr } = await karnegar(["import", at("twin.csv"), "--mapping", at("shown.yaml"), "--data", at("wrong")])
    expect(refusal(stderr)).toBe("table.column_missing")
  })
})
