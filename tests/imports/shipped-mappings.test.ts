import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { builtInKnowledge, DEMANDS } from "@karnegar/coder"
import { parse } from "csv-parse/sync"
import { beforeAll, describe, expect, test } from "vitest"
import type { ReadRow } from "../../packages/karnegar/src/intake/mapping/read-rows.ts"
import { ROW_PROBLEM_CODES } from "../../packages/karnegar/src/intake/mapping/row-problem.ts"
import { escapeCell, unescapeCell } from "../../packages/karnegar/src/intake/tables/table.ts"
import type { ImportedRow } from "../../packages/karnegar/src/record/fields.ts"
import { importable, readMapped, shippedMapping } from "../support/mapped-rows.ts"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = at("../../data/mappings/")
const TWIN = at("labor-action-tracker-twin.csv")
/** The tracker's own file is not part of the project; where it lies beside the clone, all of it is read. */
const SHARED = at("../../../shared/external/labor_action_tracker.csv")

const readings = (rows: readonly ReadRow[]) => rows.flatMap((row) => ("imported" in row ? row.readings : []))
const told = (rows: readonly ReadRow[]) => rows.flatMap((row) => ("imported" in row ? row.told : []))

describe("the mapping labor-action-tracker", () => {
  let rows: ReadRow[] = []
  let byKey: ReadonlyMap<string, ImportedRow> = new Map()
  beforeAll(async () => {
    rows = await readMapped(TWIN, shippedMapping("labor-action-tracker"))
    byKey = new Map(importable(rows).map((row) => [row.key, row]))
  })
  const fields = (key: string) => byKey.get(key)!.fields

  test("takes every row of the invented twin", () => {
    expect(rows.filter((row) => !("imported" in row))).toEqual([])
    expect(byKey.size).toBe(12)
  })
  test("makes a local action of every location, each with its own coordinates", () => {
    expect(importable(rows).reduce((sum, row) => sum + row.fields.places.length, 0)).toBe(15)
    expect(fields("111").places.map((p) => [p.placeId, p.nameEn, p.provinceId, p.lat])).toEqual([
      ["us-oh", "Ohio", "us-oh", 40.1],
      ["us-oh", "Ohio", "us-oh", 40.11],
      ["us-ny", "New York", "us-ny", 40.71],
    ])
    expect(byKey.get("111")!.words.places[0]).toBe("Millford · 2 Elm St")
  })
  test("takes the country where a state isn't one, and tells it", () => {
    expect(fields("105").places.map((p) => [p.placeId, p.type])).toEqual([
      ["w-usa", "country"],
      ["us-dc", "province"],
    ])
    expect(fields("109").places.map((p) => p.placeId)).toEqual(["w-usa"])
    expect(told(rows).filter(({ problem }) => problem.code === "place.unknown")).toHaveLength(1)
  })
  test("reads territories, and no coordinates from 0,0", () => {
    expect(["103", "102", "110"].map((key) => fields(key).places[0]!.placeId)).toEqual(["us-gu", "us-vi", "us-pr"])
    expect(fields("107").places[0]).toMatchObject({ placeId: "us-tx", lat: null, lon: null })
  })
  test("reads days, ends and what has none", () => {
    expect(fields("111")).toMatchObject({ start: "2024-02-01", end: "2024-02-03", precision: "day" })
    expect(fields("110")).toMatchObject({ start: "2024-01-20", end: null })
    expect(fields("102")).toMatchObject({ start: null, end: null, precision: "unknown" })
    expect(byKey.get("107")).toMatchObject({
      fields: { end: null },
      words: { note: expect.stringContaining("2023-11-10") },
    })
  })
  test("reads forms, numbers of people and the bargaining unit, 0 as unknown", () => {
    expect(["112", "110", "109"].map((key) => fields(key).forms)).toEqual([["strike"], ["gathering"], ["other"]])
    expect([fields("108").participants, fields("108").workforceSize]).toEqual([{ min: 1400, max: 1400 }, 1400])
    expect([fields("110").participants, fields("110").workforceSize]).toEqual([null, null])
  })
  test("takes workforces from industries, and from names where an industry holds several", () => {
    const of = (key: string) => [fields(key).workforce, fields(key).jointWith]
    expect(of("112")).toEqual(["education", []])
    expect(of("108")).toEqual(["transit", []])
    expect(of("107")).toEqual(["media_arts", ["education"]])
    expect(of("103")).toEqual(["services_other", []])
    expect(of("101")).toEqual(["workers_other", []])
  })
  test("codes demands and keeps the others as written", () => {
    expect(fields("112").demands).toEqual(["wage_increase", "health_care", "working_conditions"])
    expect(fields("103").demands).toEqual(["job_security", "reinstatement", "right_to_organise"])
    expect(fields("105").demands).toEqual(["other", "law_reform", "end_repression"])
    expect(byKey.get("110")!.words.demands).toEqual(["Bring back the aquarium"])
  })
  test("tells lockouts and sympathy", () => {
    expect(fields("106").employerResponse).toEqual(["lockout"])
    expect(fields("112").employerResponse).toEqual([])
    expect([fields("109").character, fields("112").character]).toEqual(["sympathy", "economic"])
  })
  test("keeps organisers, employer and what else it says inside, and takes addresses once", () => {
    expect(byKey.get("111")).toMatchObject({
      words: {
        employer: "Blue Lantern Coffee",
        organisers: ["Lantern Workers United", "United Service Union", "Local 12"],
        note: "Authorized: N",
      },
    })
    expect(byKey.get("112")!.urls).toEqual(["https://example.org/a", "https://example.org/b"])
    expect(byKey.get("110")).toMatchObject({ urls: ["https://example.org/d"], words: { note: "Source: no address" } })
  })

  if (existsSync(SHARED)) {
    test("takes all 4,550 rows and 6,309 locations of the tracker's file, with 95 % of the demands coded", async () => {
      const all = await readMapped(SHARED, shippedMapping("labor-action-tracker"))
      expect(all.filter((row) => "refused" in row)).toEqual([])
      expect(importable(all)).toHaveLength(4550)
      expect(importable(all).reduce((sum, row) => sum + row.fields.places.length, 0)).toBe(6309)
      const demands = readings(all).filter(({ field }) => field === "demands")
      const coded = demands.filter(({ came }) => came === "coded").length
      expect(demands).toHaveLength(10_167)
      expect(coded / demands.length).toBeGreaterThanOrEqual(0.95)
      expect(told(all).length).toBeLessThan(demands.length - coded + 100)
    })
  }
})

describe("the mapping spreadsheet-fa", () => {
  test("reads the sample of docs/mappings.md", async () => {
    const rows = await readMapped(at("spreadsheet-fa.csv"), shippedMapping("spreadsheet-fa"))
    const [first, second, third, fourth, fifth] = rows
    expect(first).toMatchObject({
      imported: {
        key: "الف-۱",
        fields: {
          forms: ["gathering"],
          start: "2022-08-03",
          precision: "day",
          workforce: "sugar",
          workplaceId: "haft-tappeh",
          participants: { min: 300, max: 300 },
          demands: ["unpaid_wages", "reinstatement"],
          outcomes: ["promised"],
          places: [{ type: "city", nameFa: "شوش", provinceId: expect.any(String) }],
        },
        words: { places: ["شوش · جلوی فرمانداری"] },
        urls: ["https://example.org/1"],
      },
    })
    expect(second).toMatchObject({
      imported: {
        fields: {
          forms: ["sit_in"],
          status: "ongoing",
          start: "2022-09-23",
          precision: "month",
          workforce: "education",
          organisationIds: ["cctsi"],
          participants: { min: 2000, max: null },
          repression: ["arrest"],
          places: [{ nameFa: "تهران" }, { nameFa: "اصفهان" }, { nameFa: "شیراز" }],
        },
      },
    })
    expect(third).toMatchObject({
      imported: {
        fields: {
          start: "2021-03-21",
          precision: "year",
          workforce: "retirees",
          places: [],
          demands: ["pension_increase"],
        },
        words: { demands: ["باغ‌وحش تازه"], note: expect.stringContaining("سایت یک") },
      },
    })
    expect(fourth).toMatchObject({ refused: { problems: [{ column: "تاریخ", problem: { code: "date.impossible" } }] } })
    expect(fifth).toMatchObject({
      imported: {
        fields: {
          start: "2022-08-24",
          end: "2022-08-27",
          places: [{ type: "country", nameFa: "ایران" }],
          participants: null,
        },
        words: { note: expect.stringContaining("کم") },
      },
      told: expect.arrayContaining([{ column: "شهر", problem: { code: "place.ambiguous" } }]),
    })
  })
})

describe("the value tables of shipped mappings", () => {
  const tables = readdirSync(folder).filter((file) => file.endsWith(".csv"))
  const rowsOf = (file: string) =>
    parse(readFileSync(folder + file, "utf8"), { columns: true }) as Record<string, string>[]

  test("have their columns and stand in order", () => {
    expect(tables.length).toBeGreaterThan(5)
    for (const file of tables) {
      const rows = rowsOf(file)
      expect(Object.keys(rows[0]!), file).toEqual(["written", "match", "codes", "source", "why"])
      const keys = rows.map(({ written, match }) => `${written}\t${match}`)
      expect(keys, file).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      for (const row of rows) expect(row.source, `${file}: ${row.written}`).not.toBe("")
    }
  })
  test("give every demand of the codebook that people abroad raise", () => {
    const used = new Set(rowsOf("labor-action-tracker.demands.csv").flatMap(({ codes }) => codes!.split("|")))
    const never = DEMANDS.filter((code) => !used.has(code))
    expect(never).toEqual(["special_zones", "end_executions"])
  })
  test("are all read by a mapping", () => {
    const yaml = readdirSync(folder)
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => readFileSync(folder + file, "utf8"))
      .join("\n")
    expect(tables.filter((file) => !yaml.includes(`file: ${file}`))).toEqual([])
  })
})

describe("docs/mappings.md", () => {
  const page = readFileSync(at("../../docs/mappings.md"), "utf8")
  test("explains every part of a mapping, every field and every code of a refusal", () => {
    const schema = readFileSync(at("../../packages/karnegar/src/intake/mapping/read-mapping.ts"), "utf8")
    const parts = [
      ...schema.matchAll(
        /^ {2}(?: {2,4})?([a-z_]+): (?:z|words|conditions?|unknown|yesNo|calendar|order|code|word|fields|placesSource)/gm,
      ),
    ].map((m) => m[1]!)
    expect(parts.length).toBeGreaterThan(25)
    expect([...new Set(parts)].filter((part) => !page.includes(`\`${part}\``) && !page.includes(`${part}:`))).toEqual(
      [],
    )
    expect(ROW_PROBLEM_CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([])
  })
  test("shows the sample that the test above reads", () => {
    for (const line of readFileSync(at("spreadsheet-fa.csv"), "utf8").trim().split("\n").slice(0, 2))
      expect(page).toContain(line)
  })
})

describe("escaped cells", () => {
  test("are written by refused rows and exports alike", async () => {
    const path = at("../../packages/karnegar/src/web/words/csv.ts")
    if (!existsSync(path)) return
    const { escapeFormula, unescapeFormula } = (await import(path)) as {
      escapeFormula(text: string): string
      unescapeFormula(text: string): string
    }
    for (const cell of ["=1", "'=x", " =1", "＝1", "\t1", "x", "'x", "", "@x", "-a", "''-a"]) {
      expect(escapeCell(cell)).toBe(escapeFormula(cell))
      expect(unescapeCell(escapeFormula(cell))).toBe(cell)
      expect(unescapeFormula(escapeCell(cell))).toBe(cell)
    }
  })
})

test("the registers know every region", () => {
  const { regions } = builtInKnowledge()
  expect(regions.size).toBe(56)
  for (const region of regions.values()) expect(region.iso).toBe(region.id.toUpperCase())
})
