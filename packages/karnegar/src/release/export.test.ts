import { createHash } from "node:crypto"
import { parse as parseCsv } from "csv-parse/sync"
import ExcelJs from "exceljs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { publishedAction, someActions } from "../../../../tests/support/published-actions.ts"
import type { ActionFields } from "../record/fields.ts"
import type { PublishedAction } from "../record/types.ts"
import { actionJson } from "../web/json.ts"
import { CODE_LISTS, codesOf } from "../web/words/code-words.ts"
import { csvLine, escapeFormula, unescapeFormula } from "../web/words/csv.ts"
import {
  ACTION_COLUMNS,
  type Cell,
  type Column,
  LIST_SIGN,
  OUTCOME_COLUMNS,
  PLACE_COLUMNS,
  QUOTE_COLUMNS,
  SOURCE_COLUMNS,
} from "./columns.ts"
import { csvOf } from "./csv.ts"
import { dictionaryRows } from "./dictionary.ts"
import { geoJsonOf } from "./geojson.ts"
import { jsonLinesOf } from "./json-lines.ts"
import { TABLES, type TableName } from "./table-names.ts"
import { type PlainCell, tableOf } from "./tables.ts"
import { xlsxOf } from "./xlsx.ts"

const ACTIONS = someActions(120, 7)
const SHEETS = TABLES.map((name) => ({ name, table: tableOf(name) }))
const BY_TABLE = {
  actions: ACTION_COLUMNS,
  places: PLACE_COLUMNS,
  sources: SOURCE_COLUMNS,
  outcomes: OUTCOME_COLUMNS,
  quotes: QUOTE_COLUMNS,
}

const parsed = (csv: string): string[][] => parseCsv(csv, { relax_column_count: false, record_delimiter: "\r\n" })

async function bytesOf(actions: readonly PublishedAction[], rightToLeft = true): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of xlsxOf(SHEETS, actions, rightToLeft)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

describe("columns", () => {
  /** Each field that an import takes, and the columns that it is read back from. A field without any does not compile. */
  const READ_FROM: Readonly<Record<keyof ActionFields, readonly string[]>> = {
    forms: ["forms"],
    status: ["status"],
    start: ["start"],
    end: ["end"],
    precision: ["precision"],
    places: [
      "place_ids",
      "place_names_fa",
      "place_names_en",
      "place_types",
      "place_province_ids",
      "place_lats",
      "place_lons",
    ],
    placesCount: ["places_count"],
    workforce: ["workforce"],
    employment: ["employment"],
    character: ["character"],
    jointWith: ["joint_with"],
    workplaceId: ["workplace_id"],
    organisationIds: ["organisation_ids"],
    participants: ["participants_min", "participants_max"],
    demands: ["demands"],
    outcomes: ["outcomes"],
    repression: ["repression"],
    enterpriseType: ["enterprise_type"],
    workersDirect: ["workers_direct_min", "workers_direct_max"],
    workersIndirect: ["workers_indirect_min", "workers_indirect_max"],
    establishments: ["establishments"],
    workforceSize: ["workforce_size"],
    daysNotWorked: ["days_not_worked_min", "days_not_worked_max", "days_not_worked_how"],
    stateResponse: ["state_response"],
    employerResponse: ["employer_response"],
    settlement: ["settlement"],
    lastSeenOngoing: ["last_seen_ongoing"],
  }

  test("marked as read are those that fields come from, the key and the addresses", () => {
    const marked = ACTION_COLUMNS.filter((column) => column.read === true).map((column) => column.name)
    expect([...marked].sort()).toEqual(["id", "urls", ...Object.values(READ_FROM).flat()].sort())
  })

  test("give back every field as it was, whatever the action", () => {
    fc.assert(
      fc.property(publishedAction, (action) => {
        const [row] = [...tableOf("actions").rows([action])]
        const cells = new Map(tableOf("actions").columns.map((name, i) => [name, row![i]!]))
        expect(readBack(cells)).toEqual(fieldsOf(action))
      }),
      { numRuns: 300 },
    )
  })

  test("have names of their own in a table, in lower case with low lines", () => {
    for (const columns of Object.values(BY_TABLE)) {
      const names = columns.map((column) => column.name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    }
  })

  test("hold codes of their list only, lists without a repeat, and no code without words", () => {
    const known = new Map(CODE_LISTS.map((list) => [list, new Set(codesOf(list).map((one) => one.code))]))
    for (const list of CODE_LISTS) {
      expect(known.get(list)!.size).toBeGreaterThan(1)
      for (const { fa, en } of codesOf(list)) {
        expect(fa).toMatch(/[\u0600-\u06ff]/)
        expect(en).toMatch(/^[^\u0600-\u06ff]+$/)
      }
    }
    for (const action of ACTIONS)
      for (const { name, codes, value } of ACTION_COLUMNS) {
        if (codes === undefined) continue
        const held = [value(action)].flat().filter((code) => code !== null)
        for (const code of held) expect([name, known.get(codes)!.has(String(code))]).toEqual([name, true])
      }
  })
})

/** What an import must end up with: the typed fields, days not worked only where a source reports them. */
function fieldsOf(action: PublishedAction): ActionFields {
  const { workplace, organisations, places, daysNotWorked } = action
  const name = (text: string) => text.replaceAll(LIST_SIGN, "¦")
  const reported = daysNotWorked?.how === "reported"
  return {
    forms: action.forms,
    status: action.status,
    start: action.start,
    end: action.end,
    precision: action.precision,
    places: places.map(({ id: _, nameFa, nameEn, ...place }) => ({
      ...place,
      nameFa: name(nameFa),
      nameEn: name(nameEn),
    })),
    placesCount: action.placesCount,
    workforce: action.workforce,
    employment: action.employment,
    character: action.character,
    jointWith: action.jointWith,
    workplaceId: workplace?.id ?? null,
    organisationIds: organisations.map((o) => o.id),
    participants: action.participants,
    demands: action.demands,
    outcomes: action.outcomes,
    repression: action.repression,
    enterpriseType: action.enterpriseType,
    workersDirect: action.workersDirect,
    workersIndirect: action.workersIndirect,
    establishments: action.establishments,
    workforceSize: action.workforceSize,
    daysNotWorked: reported ? { min: daysNotWorked.min, max: daysNotWorked.max } : null,
    stateResponse: action.stateResponse,
    employerResponse: action.employerResponse,
    settlement: action.settlement,
    lastSeenOngoing: action.lastSeenOngoing,
  }
}

/** The plainest reader of one row there is. */
function readBack(cells: ReadonlyMap<string, PlainCell>): ActionFields {
  const one = (name: string) => cells.get(name) as never
  const list = (name: string) => (cells.get(name) == null ? [] : String(cells.get(name)).split(LIST_SIGN)) as never[]
  const range = (name: string) => {
    const min = cells.get(`${name}_min`) as number | null
    return min === null ? null : { min, max: cells.get(`${name}_max`) as number | null }
  }
  const piece = (name: string, i: number) => (list(name)[i] as string | undefined) ?? ""
  const known = (text: string) => (text === "" ? null : text)
  const degrees = (text: string) => (text === "" ? null : Number(text))
  return {
    forms: list("forms"),
    status: one("status"),
    start: one("start"),
    end: one("end"),
    precision: one("precision"),
    places: list("place_types").map((type, i) => ({
      placeId: known(piece("place_ids", i)),
      nameFa: piece("place_names_fa", i),
      nameEn: piece("place_names_en", i),
      type,
      provinceId: known(piece("place_province_ids", i)),
      lat: degrees(piece("place_lats", i)),
      lon: degrees(piece("place_lons", i)),
    })),
    placesCount: one("places_count"),
    workforce: one("workforce"),
    employment: list("employment"),
    character: one("character"),
    jointWith: list("joint_with"),
    workplaceId: one("workplace_id"),
    organisationIds: list("organisation_ids"),
    participants: range("participants"),
    demands: list("demands"),
    outcomes: list("outcomes"),
    repression: list("repression"),
    enterpriseType: one("enterprise_type"),
    workersDirect: range("workers_direct"),
    workersIndirect: range("workers_indirect"),
    establishments: one("establishments"),
    workforceSize: one("workforce_size"),
    daysNotWorked: cells.get("days_not_worked_how") === "reported" ? range("days_not_worked") : null,
    stateResponse: list("state_response"),
    employerResponse: list("employer_response"),
    settlement: one("settlement"),
    lastSeenOngoing: one("last_seen_ongoing"),
  }
}

describe("the dictionary", () => {
  /** `table.column` of everything that a file may hold and the dictionary does not explain in both languages. */
  const undocumented = (tables: Readonly<Record<string, readonly string[]>>): string[] => {
    const [head, ...rows] = dictionaryRows()
    const at = (row: readonly (string | null)[], name: string) => row[head!.indexOf(name)] ?? ""
    const explained = new Set(
      rows
        .filter(
          (row) =>
            /[\u0600-\u06ff]/.test(at(row, "label_fa")) &&
            /[\u0600-\u06ff]/.test(at(row, "meaning_fa")) &&
            /^[^\u0600-\u06ff]{2,}$/.test(at(row, "label_en")) &&
            /^[^\u0600-\u06ff]{3,}$/.test(at(row, "meaning_en")),
        )
        .map((row) => `${at(row, "table")}.${at(row, "column")}`),
    )
    return Object.entries(tables).flatMap(([table, columns]) =>
      columns.map((name) => `${table}.${name}`).filter((name) => !explained.has(name)),
    )
  }
  const written = Object.fromEntries(Object.keys(BY_TABLE).map((name) => [name, tableOf(name as TableName).columns]))

  test("explains every column of every table in both languages", () => {
    expect(Object.values(written).flat().length).toBeGreaterThan(80)
    expect(undocumented(written)).toEqual([])
  })

  test("would be found without a column", () => {
    expect(undocumented({ ...written, places: [...written.places!, "mood"] })).toEqual(["places.mood"])
  })

  test("explains each type of cell that a column has, and names lists that the table codes has", () => {
    const types = new Set(dictionaryRows().map((row) => row[2]))
    const lists = new Set<string>(CODE_LISTS)
    for (const { type, codes } of Object.values(BY_TABLE).flat() as Column<never>[]) {
      expect(types.has(type)).toBe(true)
      if (type === "code" || type === "codes") expect(lists.has(codes ?? "none")).toBe(true)
    }
    expect(tableOf("codes").columns).toEqual(["list", "code", "label_fa", "label_en"])
  })
})

describe("escapeFormula", () => {
  const RUN = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u200f=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    '=cmd|"/C calc"!A0',
    '=HYPERLINK("http://x.invalid","y")',
    "-73.9|-80.1",
    "\ttext",
  ]
  for (const text of RUN)
    test(`puts an apostrophe before ${JSON.stringify(text)}`, () => expect(escapeFormula(text)).toBe(`'${text}`))

  for (const text of ["1=1", "هفت‌تپه", "a-b", "'quoted'", "", "12", "–", "٪", "a\tb", "«=»"])
    test(`leaves ${JSON.stringify(text)} as it is`, () => expect(escapeFormula(text)).toBe(text))

  test("is undone by unescapeFormula, whatever the text", () => {
    const signs = fc.string({ unit: fc.constantFrom("'", "=", "-", "@", "\t", " ", "a", "＝", "\r", "\u200f") })
    fc.assert(
      fc.property(fc.oneof(signs, fc.string({ unit: "binary" })), (text) => {
        expect(unescapeFormula(escapeFormula(text))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe("CSV", () => {
  test("gives back every cell of every table, by another program's reader", () => {
    for (const name of TABLES) {
      const table = tableOf(name)
      const [head, ...rows] = parsed([...csvOf(table, ACTIONS, false)].join(""))
      expect(head).toEqual(table.columns)
      expect(rows.map((row) => row.map(unescapeFormula))).toEqual(
        [...table.rows(ACTIONS)].map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
      )
    }
  })

  test("holds no cell that a spreadsheet program would run, but numbers", () => {
    const rows = parsed([...csvOf(tableOf("actions"), ACTIONS, false)].join(""))
    const dangerous = rows.flat().filter((cell) => /^[\s\u200e\u200f\ufeff]*[=+\-@＝＋－＠]/.test(cell))
    expect(dangerous.filter((cell) => !/^-?\d+(\.\d+)?(e-\d+)?$/.test(cell))).toEqual([])
    const unsafe = rows
      .flat()
      .map(unescapeFormula)
      .filter((cell) => cell.startsWith("="))
    expect(unsafe.length).toBeGreaterThan(5)
  })

  test("writes numbers plain, so that a longitude stays one", () => {
    expect(csvLine([-73.9, 12, true, null, "-73.9"])).toBe("-73.9,12,true,,'-73.9\r\n")
  })

  test("begins with a byte order mark only where asked", () => {
    const first = (bom: boolean) => [...csvOf(tableOf("codes"), [], bom)][0]!.charCodeAt(0)
    expect([first(true), first(false)]).toEqual([0xfeff, "l".charCodeAt(0)])
  })
})

describe("JSON Lines", () => {
  test("is the site's own form of each action", () => {
    const lines = [...jsonLinesOf(ACTIONS)]
    expect(lines.every((line) => line.endsWith("}\n") && line.indexOf("\n") === line.length - 1)).toBe(true)
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      ACTIONS.map((action) => JSON.parse(JSON.stringify(actionJson(action)))),
    )
  })
})

describe("GeoJSON", () => {
  const made = JSON.parse([...geoJsonOf(ACTIONS)].join(""))

  test("has one feature for each local action, longitude first, null geometry without coordinates", () => {
    const places = ACTIONS.flatMap((action) => action.places)
    expect(made.type).toBe("FeatureCollection")
    expect(made.features.length).toBe(places.length)
    expect(places.some((place) => place.lat === null)).toBe(true)
    for (const [i, place] of places.entries()) {
      const { type, id, geometry, properties } = made.features[i]
      expect([type, id, properties.action_id]).toEqual(["Feature", place.id, place.id.split(".")[0]])
      const placed = place.lat !== null && place.lon !== null
      expect(geometry).toEqual(placed ? { type: "Point", coordinates: [place.lon, place.lat] } : null)
    }
  })

  test("is an empty collection for nothing", () =>
    expect(JSON.parse([...geoJsonOf([])].join(""))).toEqual({ type: "FeatureCollection", features: [] }))
})

describe("xlsx", () => {
  const opened = async (bytes: Buffer) => {
    const book = new ExcelJs.Workbook()
    await book.xlsx.load(bytes as unknown as ArrayBuffer)
    return book
  }
  /** A cell as exceljs gives it; it does not undo `_xHHHH_`, as spreadsheet programs do. */
  const cellOf = (value: ExcelJs.CellValue): Cell => {
    if (value === null || value === undefined) return null
    if (typeof value !== "string") return value as number
    return value.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  }

  test("is read back by another program with every value of every table", async () => {
    const book = await opened(await bytesOf(ACTIONS))
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(TABLES)
    for (const { name, table } of SHEETS) {
      const sheet = book.getWorksheet(name)!
      const want = [table.columns, ...table.rows(ACTIONS)]
      expect(sheet.rowCount).toBe(want.length)
      for (const [i, cells] of want.entries()) {
        const got = cells.map((_, k) => cellOf(sheet.getRow(i + 1).getCell(k + 1).value))
        const written = (cell: PlainCell) => (cell === null || typeof cell === "number" ? cell : String(cell))
        expect(got).toEqual(cells.map((cell) => (cell === "" ? null : written(cell))))
      }
    }
  })

  test("holds no formula, keeps the header in sight and runs from the right for Persian", async () => {
    const book = await opened(await bytesOf(ACTIONS))
    let cells = 0
    for (const sheet of book.worksheets) {
      expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 1, rightToLeft: true })
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          cells++
          expect(cell.formula).toBeUndefined()
        })
      })
    }
    expect(cells).toBeGreaterThan(3000)
    const english = await opened(await bytesOf(ACTIONS, false))
    expect(english.worksheets[0]!.views[0]!.rightToLeft).not.toBe(true)
  })

  test("is the same bytes each time, in whatever time zone, and others for other actions", async () => {
    const mark = async (actions: readonly PublishedAction[]) =>
      createHash("sha256")
        .update(await bytesOf(actions))
        .digest("hex")
    const first = await mark(ACTIONS)
    const zone = process.env.TZ
    process.env.TZ = "Asia/Tehran"
    const second = await mark(ACTIONS)
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    expect(second).toBe(first)
    expect(await mark(ACTIONS.slice(1))).not.toBe(first)
  })

  test("refuses a cell that no sheet holds, and names its row", async () => {
    const url = `https://example.org/${"x".repeat(33_000)}`
    const [action] = ACTIONS
    const long = { ...action!, sources: [{ reportId: "r", source: null, url, published: null, sha256: "" }] }
    await expect(bytesOf([long])).rejects.toMatchObject({
      code: "export.cell_too_long",
      subject: `actions ${long.id}`,
    })
  })
})
