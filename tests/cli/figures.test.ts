import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Measures, Tally } from "@karnegar/index"
import { parse as parseCsv } from "csv-parse/sync"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { jsonLines, karnegar } from "./spawn.ts"

const REPORTS: readonly (readonly [published: string, text: string])[] = [
  ["2020-11-02", "۳۰۰ نفر از کارگران نیشکر هفت‌تپه امروز دوشنبه ۱۲ آبان ۱۳۹۹ در شوش دست از کار کشیدند."],
  ["2020-11-20", "کارگران نیشکر هفت‌تپه امروز پنجشنبه ۲۹ آبان ۱۳۹۹ در شوش برای حقوق معوقه دست از کار کشیدند."],
  ["2021-06-20", "کارگران نیشکر هفت‌تپه امروز یکشنبه ۳۰ خرداد ۱۴۰۰ در شوش دست از کار کشیدند."],
  ["2022-12-01", "معلمان امروز پنجشنبه ۱۰ آذر ۱۴۰۱ در سنندج، مریوان و سقز تجمع کردند و خواستار اجرای رتبه‌بندی شدند."],
  ["2023-01-10", "فراخوان: بازنشستگان تأمین اجتماعی روز یکشنبه ۲۵ دی ۱۴۰۱ مقابل استانداری در اهواز تجمع خواهند کرد."],
]

// Some tests start the command line several times.
vi.setConfig({ testTimeout: 90_000 })

const folder = mkdtempSync(join(tmpdir(), "karnegar-figures-"))
const data = join(folder, "record")
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const lines = REPORTS.map(([published, text], i) => JSON.stringify({ id: `r${i}`, published, text, lang: "fa" }))
  expect((await karnegar(["import", "--data", data], "هوا آفتابی است.")).status).toBe(0)
  expect((await karnegar(["rules", "on", "accept-codings", "--data", data])).status).toBe(0)
  expect((await karnegar(["import", "--data", data], `${lines.join("\n")}\n`)).status).toBe(0)
})

interface Told {
  readonly rule: string
  readonly include: readonly string[]
  readonly kind: string
  readonly records: number
  readonly leftOut: Readonly<Record<string, number>>
  readonly tables: readonly Tally[]
  readonly measures: Measures | null
}

const stats = async (...more: string[]) => karnegar(["stats", "--data", data, ...more])
const told = async (...more: string[]): Promise<Told> =>
  JSON.parse((await stats("--format", "json", ...more)).stdout) as Told

describe("karnegar stats", () => {
  test("counts what a person has checked, and says what it left out and how to take it in", async () => {
    const { status, stdout } = await stats()
    expect(status).toBe(0)
    expect(stdout).toContain("counted by action: 0, of 0 actions; including: checked")
    expect(stdout).toContain("left out: 4 not yet reviewed, 1 calls")
    expect(stdout).toContain("--include unreviewed")
    expect(stdout).toContain("شمار بر پایه حرکت: ۰")
  })

  test("names rule, kind, inclusion and period with figures for programs", async () => {
    const figures = await told("--include", "unreviewed", "--from", "1399/01/01", "--to", "2021-12-31")
    expect(figures).toMatchObject({
      rule: "action",
      kind: "actions",
      include: ["unreviewed"],
      from: "2020-03-20",
      to: "2021-12-31",
      records: 3,
      leftOut: { unreviewed: 0, imported: 0, disputed: 0, otherKind: 0, retracted: 0 },
    })
    expect(figures.tables.map((table) => table.by)).toEqual([
      ["workforce"],
      ["form"],
      ["gregorian-month"],
      ["province"],
    ])
    expect(figures.measures).toMatchObject({
      strikes: 3,
      lockouts: 0,
      workers: { known: 1, of: 3, low: 300, high: 300 },
    })
  })

  const RULES: readonly (readonly [rule: string, name: string, total: number])[] = [
    ["action", "action", 4],
    ["place", "place", 6],
    ["place-day", "place-day", 6],
    ["dispute", "dispute:61", 3],
    ["dispute:10", "dispute:10", 4],
    ["dispute:400", "dispute:400", 2],
  ]
  for (const [rule, name, total] of RULES) {
    test(`counts by ${rule}`, async () => {
      const [table] = (await told("--include", "all", "--count", rule, "--by", "workforce")).tables
      expect([table!.rule, table!.total]).toEqual([name, total])
    })
  }

  test("counts calls only where asked", async () => {
    const calls = await told("--include", "unreviewed", "--calls", "--by", "workforce")
    expect(calls).toMatchObject({ kind: "calls", records: 1, measures: null, leftOut: { otherKind: 4 } })
    expect(calls.tables[0]!.rows).toEqual([{ keys: ["retirees"], count: 1 }])
  })

  test("writes a table of combinations as CSV, each row with its rule", async () => {
    const { stdout } = await stats(
      "--include",
      "unreviewed",
      "--by",
      "workforce",
      "--by",
      "jalali-year",
      "--format",
      "csv",
    )
    const rows = parseCsv(stdout, { columns: true }) as Record<string, string>[]
    expect(Object.keys(rows[0]!)).toEqual([
      "rule",
      "kind",
      "included",
      "from",
      "to",
      "workforce",
      "workforce-label",
      "jalali-year",
      "jalali-year-label",
      "count",
    ])
    expect(rows.map((row) => [row.rule, row.included, row.workforce, row["jalali-year"], row.count])).toEqual([
      ["action", "checked+unreviewed", "sugar", "1399", "2"],
      ["action", "checked+unreviewed", "education", "1401", "1"],
      ["action", "checked+unreviewed", "sugar", "1400", "1"],
    ])
  })

  test("speaks one language where asked", async () => {
    const { stdout } = await stats("--include", "unreviewed", "--by", "jalali-month", "--lang", "fa")
    expect(stdout).toMatch(/آبان ۱۳۹۹ +۲/)
    expect(stdout).not.toMatch(/Aban/)
  })

  const WRONG: readonly (readonly [name: string, args: readonly string[], said: string])[] = [
    ["a field that is none", ["--by", "mood"], "workforce, form"],
    ["a field twice", ["--by", "form", "--by", "form"], "once"],
    ["a rule that is none", ["--count", "dispute:x"], "place-day"],
    ["an inclusion that is none", ["--include", "retracted"], "unreviewed"],
    ["a day that is none", ["--from", "1399/13/01"], "1399/12/30"],
    ["a code that is none", ["--workforce", "wizards"], "sugar"],
  ]
  for (const [name, args, said] of WRONG) {
    test(`refuses ${name}`, async () => {
      const { status, stderr, stdout } = await stats(...args)
      expect([status, stdout]).toEqual([2, ""])
      expect(stderr).toContain(said)
    })
  }
})

describe("karnegar export", () => {
  const written = async (...args: string[]) => karnegar(["export", "--data", data, "--include", "unreviewed", ...args])

  test("writes nothing unchecked unless asked, and says how to ask", async () => {
    const { status, stdout, stderr } = await karnegar(["export", "--data", data, "--format", "jsonl"])
    expect([status, stdout]).toEqual([0, ""])
    expect(stderr).toContain("left out: 4 not yet reviewed, 1 calls")
    expect(stderr).toContain("--include unreviewed")
  })

  test("writes the same actions in every form, oldest first", async () => {
    const json = jsonLines<{ id: string; places: { id: string }[] }>((await written("--format", "jsonl")).stdout)
    const rows = parseCsv((await written("--format", "csv")).stdout, { columns: true }) as Record<string, string>[]
    const geo = JSON.parse((await written("--format", "geojson")).stdout) as { features: { id: string }[] }
    expect(json.length).toBe(4)
    expect(rows.map((row) => row.id)).toEqual(json.map((one) => one.id))
    expect(geo.features.map((feature) => feature.id)).toEqual(json.flatMap((one) => one.places.map((p) => p.id)))
    expect(rows.map((row) => row.start_jalali)).toEqual(["1399-08-12", "1399-08-29", "1400-03-30", "1401-09-10"])
  })

  test("narrows by conditions and by kind", async () => {
    const ids = async (...args: string[]) => jsonLines((await written("--format", "jsonl", ...args)).stdout).length
    expect(await ids("--kind", "all")).toBe(5)
    expect(await ids("--kind", "calls")).toBe(1)
    expect(await ids("--workforce", "sugar", "--to", "2020-12-31")).toBe(2)
    expect(await ids("--form", "gathering")).toBe(1)
  })

  test("writes tables and the dictionary", async () => {
    const rows = async (table: string) =>
      parseCsv((await written("--format", "csv", "--table", table)).stdout, { columns: true }) as Record<
        string,
        string
      >[]
    expect((await rows("places")).length).toBe(6)
    expect((await rows("sources")).length).toBe(4)
    const dictionary = await rows("dictionary")
    expect(dictionary.some((row) => row.table === "actions" && row.column === "start_jalali")).toBe(true)
  })

  test("writes a file whole: a workbook, the same bytes twice", async () => {
    const [one, two] = ["یک.xlsx", "two.xlsx"].map((name) => join(folder, name)) as [string, string]
    for (const path of [one, two]) expect((await written("--format", "xlsx", "--out", path)).status).toBe(0)
    expect(readFileSync(one).subarray(0, 2).toString("latin1")).toBe("PK")
    expect(readFileSync(two).equals(readFileSync(one))).toBe(true)
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([])
  })

  test("begins with a byte order mark where Excel is to read it", async () => {
    expect((await written("--format", "csv", "--bom")).stdout.charCodeAt(0)).toBe(0xfeff)
  })

  test("leaves what stood there when the file cannot be written, and says why and what to do", async () => {
    const taken = join(folder, "taken")
    mkdirSync(taken, { recursive: true })
    const inside = join(taken, "kept.csv")
    writeFileSync(inside, "kept")
    for (const [path, why] of [
      [join(folder, "no", "such.csv"), "ENOENT"],
      [taken, "EISDIR"],
      ["/dev/full", "ENOSPC"],
    ] as const) {
      const { status, stderr } = await written("--format", "csv", "--out", path)
      expect(status).toBe(1)
      expect(stderr).toContain(`output.failed: could not write ${path} (${why}`)
      expect(stderr).toContain("نوشتن")
    }
    expect(readFileSync(inside, "utf8")).toBe("kept")
    expect(existsSync(join(folder, "no"))).toBe(false)
  })

  test("refuses a format that is none, and none at all", async () => {
    expect((await written("--format", "pdf")).status).toBe(2)
    expect((await written()).status).toBe(2)
  })
})
