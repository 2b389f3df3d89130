import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { registersFrom } from "../../record/registers.ts"
import type { Cell } from "../tables/table.ts"
import { type MappedRow, RowMapper } from "./map-row.ts"
import { readMapping } from "./read-mapping.ts"
import { ROW_PROBLEM_CODES, type RowProblem, rowProblemText } from "./row-problem.ts"

const knowledge = builtInKnowledge()
const registers = registersFrom(knowledge)

const MAPPING = `
karnegar_mapping: "1"
name: own
key: [ID]
leave_out: [{ column: State, is: draft }]
tables:
  what:
    values: { Walkout: strike, Picket: gathering, Meeting: "-" }
  demands:
    values: { Pay: wage_increase }
  trades:
    values: { Nurses: health, Teachers: education }
fields:
  forms: { column: What, split: ";", table: what }
  status: { column: Status, table: labels }
  start: { column: Start, calendar: auto }
  end: { column: End, calendar: auto }
  workforce:
    - { column: Who, split: ";", table: trades, unknown: ignore }
    - { column: Who, table: lexicon, unknown: keep }
  participants: { column: People, zero: unknown }
  workers_direct: { min: Low, max: High }
  places_count: { column: Sites }
  demands: { column: Demands, split: ";", table: demands, unknown: keep }
  outcomes: { column: Outcome, table: labels, unknown: leave_out }
  employer: { column: Employer }
  organisers: [{ column: Union, split: ";" }, { column: Local, before: Local }]
  places: { split: ";", city: City, province: Province, lat_lon: Where, written: [City, Spot], country_id: iran }
  urls: { column: Link, split: ";", unknown: keep }
  note: { column: Note }
`

const map = (cells: Readonly<Record<string, Cell>>, yaml = MAPPING): MappedRow =>
  new RowMapper(
    readMapping(yaml, () => null),
    knowledge,
    registers,
  ).map(new Map(Object.entries(cells)))

/** The row's fields and words that differ from a bare strike with key 1; or `column:code` of the reasons. */
function short(cells: Readonly<Record<string, Cell>>, yaml = MAPPING): unknown {
  const mapped = map({ ID: "1", What: "Walkout", ...cells }, yaml)
  if ("left" in mapped) return "left out"
  if ("refused" in mapped) return mapped.refused.map(({ column, problem }) => `${column}:${problem.code}`)
  const bare = map({ ID: "1", What: "Walkout" }, yaml)
  if (!("row" in bare)) throw new Error("the bare row must be taken")
  const differ = (own: object, other: object) =>
    Object.fromEntries(
      Object.entries(own).filter(
        ([key, value]) =>
          value !== undefined && JSON.stringify(value) !== JSON.stringify((other as Record<string, unknown>)[key]),
      ),
    )
  return {
    ...differ(mapped.row.fields, bare.row.fields),
    ...differ({ ...mapped.row.words, demands: undefined }, bare.row.words),
    ...(mapped.row.words.demands.length > 0 ? { asWritten: mapped.row.words.demands } : {}),
    ...(mapped.row.urls.length > 0 ? { urls: mapped.row.urls } : {}),
  }
}

const cases: readonly (readonly [name: string, cells: Readonly<Record<string, Cell>>, want: unknown])[] = [
  ["cuts a cell into codes, each once", { What: "Picket; Walkout;picket" }, { forms: ["gathering", "strike"] }],
  ["takes a list as it's cut already", { What: ["Picket", "Walkout"] }, { forms: ["gathering", "strike"] }],
  ["refuses an unknown form", { What: "Dance" }, ["What:value.unknown"]],
  ["refuses a row without a form", { What: "" }, ["What:row.no_form"]],
  ["refuses a row whose form is known to be none", { What: "Meeting" }, ["What:row.no_form"]],
  ["reads a label of the codebook in either language", { Status: "ادامه دارد" }, { status: "ongoing" }],
  ["refuses a row without a key", { ID: " " }, ["ID:row.no_key"]],
  ["passes over rows that the mapping leaves out", { State: "Draft" }, "left out"],
  ["reads a month as a month", { Start: "1401/05" }, { start: "2022-07-23", precision: "month" }],
  [
    "ends a month with its last day",
    { Start: "1401/05", End: "1401/06" },
    { start: "2022-07-23", end: "2022-09-22", precision: "month" },
  ],
  [
    "gives an act of one day no end",
    { Start: "2022-08-03", End: "2022-08-03" },
    { start: "2022-08-03", precision: "day" },
  ],
  [
    "takes a day that a spreadsheet stores as a number",
    { Start: { day: "2022-08-03" } },
    { start: "2022-08-03", precision: "day" },
  ],
  ["refuses an end before the start", { Start: "2022-08-03", End: "2022-08-01" }, ["End:date.end_before_start"]],
  ["refuses an end without a start", { End: "2022-08-01" }, ["End:date.end_without_start"]],
  [
    "tells all that is wrong with a row",
    { ID: "", What: "Dance", Start: "soon", People: "x" },
    ["ID:row.no_key", "What:value.unknown", "Start:date.unreadable", "People:number.unreadable"],
  ],
  ["takes further workforces as joint", { Who: "Teachers;Nurses" }, { workforce: "education", jointWith: ["health"] }],
  ["asks a later source only where the first is silent", { Who: "معلمان" }, { workforce: "education" }],
  ["keeps an unknown workforce in the note", { Who: "Zzz" }, { note: "Who: Zzz" }],
  ["takes 0 for unknown where the mapping says so", { People: "0" }, {}],
  ["reads an open number", { People: "more than 300" }, { participants: { min: 300, max: null } }],
  ["reads either end from its column", { Low: "۱۰", High: "20" }, { workersDirect: { min: 10, max: 20 } }],
  ["leaves an end that isn't told open", { Low: "10" }, { workersDirect: { min: 10, max: null } }],
  ["refuses ends that are swapped", { Low: "20", High: "10" }, ["High:number.unreadable"]],
  [
    "keeps unknown demands as written",
    { Demands: "Pay; More parks " },
    { demands: ["wage_increase"], asWritten: ["More parks"] },
  ],
  ["lets an unknown outcome go", { Outcome: "Zzz" }, {}],
  ["writes a word before another", { Union: "A; B", Local: "12" }, { organisers: ["A", "B", "Local 12"] }],
  [
    "links an employer that the register has",
    { Employer: "شرکت نیشکر هفت تپه" },
    expect.objectContaining({ employer: "شرکت نیشکر هفت تپه", workplaceId: expect.any(String) }),
  ],
  [
    "takes addresses and keeps what isn't one",
    { Link: "https://a.example/x;\u200bhttp://b.example;see there;javascript:alert(1)" },
    { urls: ["https://a.example/x", "http://b.example"], note: "Link: see there\nLink: javascript:alert(1)" },
  ],
  ["composes letters", { Note: "cafe\u0301" }, { note: "café" }],
  ["refuses the null character", { Note: "a\u0000b" }, ["null:row.null_character"]],
  ["refuses endless words", { Note: "x".repeat(30_000) }, ["Note:text.too_long"]],
  ["refuses endless lists", { Demands: "Pay;".repeat(600) }, ["Demands:list.too_long"]],
]

describe("RowMapper.map", () => {
  for (const [name, cells, want] of cases) test(name, () => expect(short(cells)).toEqual(want))

  test("makes one local action for each of the aligned pieces", () => {
    const mapped = map({
      ID: "1",
      What: "Walkout",
      City: "اهواز;شوش;ناکجا",
      Province: "خوزستان",
      Where: "31.3,48.6;0,0;30,48",
      Spot: "a;;c",
    })
    if (!("row" in mapped)) throw new Error(JSON.stringify(mapped))
    expect(mapped.row.fields.places.map((p) => [p.type, p.nameFa, p.lat === 31.3 || p.lat === 30])).toEqual([
      ["city", "اهواز", true],
      ["city", "شوش", false],
      ["province", "خوزستان", true],
    ])
    expect(mapped.row.words.places).toEqual(["اهواز · a", "شوش", "ناکجا · c"])
    expect(mapped.told).toEqual([{ column: "City", problem: { code: "place.unknown" } }])
  })
  test("refuses pieces that don't stand side by side", () => {
    expect(short({ City: "اهواز;شوش;تهران", Province: "خوزستان;تهران" })).toEqual(["Province:row.lists_uneven"])
  })
  test("takes the number of places as it's told", () => {
    expect(short({ City: "اهواز;تهران", Sites: "70" })).toMatchObject({ placesCount: 70 })
  })
  for (const [name, where] of [
    ["a latitude that there isn't", "91,0"],
    ["words", "north,west"],
    ["one number", "31.3"],
  ] as const) {
    test(`takes no coordinates from ${name}, and tells it`, () => {
      const mapped = map({ ID: "1", What: "Walkout", City: "مهاباد", Where: where })
      if (!("row" in mapped)) throw new Error("the row must be taken")
      expect(mapped.row.fields.places[0]?.lat).not.toBe(91)
      expect(mapped.told.map(({ problem }) => problem.code)).toContain("place.coordinates")
    })
  }
  test("tells apart keys of several columns", () => {
    const two = MAPPING.replace("key: [ID]", "key: [A, B]")
    const key = (a: string, b: string) => {
      const mapped = map({ A: a, B: b, What: "Walkout" }, two)
      return "row" in mapped ? mapped.row.key : null
    }
    expect(key("x|y", "z")).not.toBe(key("x", "y|z"))
    expect(key("x\\", "y")).not.toBe(key("x", "\\y"))
    expect(key("x", "y")).toBe("x|y")
  })
})

describe("rowProblemText", () => {
  test("has words in both languages, with what to do, for every code", () => {
    for (const code of ROW_PROBLEM_CODES) {
      const problem = { code, found: 1, columns: 2, most: 3, first: 4, wanted: 5 } as RowProblem
      expect(rowProblemText(problem, "en"), code).toMatch(/^[\x20-\x7e“”]{12,}$/)
      expect(rowProblemText(problem, "fa"), code).toMatch(/[آ-ی]{2}/)
    }
  })
})
