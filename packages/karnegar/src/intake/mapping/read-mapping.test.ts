import { describe, expect, test } from "vitest"
import { MappingError, mappingProblemText } from "./mapping-problem.ts"
import { readMapping } from "./read-mapping.ts"

const HEAD = 'karnegar_mapping: "1"\nname: own\nkey: [ID]\n'
const LEAST = `${HEAD}fields:\n  forms: { value: strike }\n`

/** `line:code:subject` of every fault. */
function faults(yaml: string, beside: Readonly<Record<string, string>> = {}): string[] {
  try {
    readMapping(yaml, (name) => beside[name] ?? null)
    return []
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    return error.problems.map(({ code, line, subject }) => `${line}:${code}:${subject}`)
  }
}

const cases: readonly (readonly [
  name: string,
  yaml: string,
  want: readonly string[],
  beside?: Readonly<Record<string, string>>,
])[] = [
  ["takes the least mapping", LEAST, []],
  ["names the line of broken YAML", `${HEAD}fields: {\n`, ["5:mapping.not_yaml:bad indent"]],
  ["names a key that it doesn't know, with its line", `${LEAST}colums: x\n`, ["6:mapping.unknown_key:colums"]],
  [
    "names an unknown key deep inside",
    `${HEAD}fields:\n  forms:\n    value: strike\n    tabel: x\n`,
    ["6:mapping.unknown_key:tabel"],
  ],
  [
    "names what is missing",
    'karnegar_mapping: "1"\nname: own\nfields:\n  forms: { value: strike }\n',
    ["1:mapping.missing_key:key"],
  ],
  ["needs a form", `${HEAD}fields: {}\n`, ["4:mapping.missing_key:fields.forms"]],
  ["refuses another version", LEAST.replace('"1"', '"2"'), ["1:mapping.wrong_value:karnegar_mapping: 1"]],
  ["tells what is allowed", `${LEAST}calendar: persian\n`, ["6:mapping.wrong_value:calendar: jalali, gregorian, auto"]],
  [
    "refuses a code that the field doesn't have",
    `${HEAD}fields:\n  forms: { value: walkout }\n`,
    ["5:mapping.wrong_value:forms: walkout"],
  ],
  [
    "refuses a table that isn't there",
    `${HEAD}fields:\n  forms: { column: a, table: x }\n`,
    ["5:mapping.unknown_table:x"],
  ],
  [
    "refuses a code of a table that the field doesn't have",
    `${HEAD}tables:\n  x: { values: { Picket: demo } }\nfields:\n  forms: { column: a, table: x }\n`,
    ["7:mapping.table_code:x: demo"],
  ],
  [
    "takes a table that stands beside it",
    `${HEAD}tables:\n  x: { file: x.csv }\nfields:\n  forms: { column: a, table: x }\n`,
    [],
    { "x.csv": "written,codes\nPicket,gathering\n" },
  ],
  [
    "never reads a table elsewhere",
    `${HEAD}tables:\n  x: { file: ../x.csv }\nfields:\n  forms: { column: a, table: x }\n`,
    ["5:mapping.table_unreadable:../x.csv"],
    { "../x.csv": "written,codes\n" },
  ],
  [
    "names the line of a table's fault",
    `${HEAD}tables:\n  x: { file: x.csv }\nfields:\n  forms: { column: a, table: x }\n`,
    ["3:mapping.table_match:x.csv: … pay", "4:mapping.table_match:x.csv: b", "5:mapping.table_twice:x.csv: a"],
    { "x.csv": "written,match,codes\na,whole,strike\n… pay,words,strike\nb,regex,strike\na,whole,march\n" },
  ],
  [
    "needs a column or a value",
    `${HEAD}fields:\n  forms: { table: labels }\n`,
    ["5:mapping.missing_key:fields.forms.column"],
  ],
  [
    "needs both ends of a range in two columns",
    `${LEAST}  participants: { min: a }\n`,
    ["6:mapping.missing_key:fields.participants.column"],
  ],
  [
    "is not unfolded by aliases without end",
    `${LEAST}title: &a { fa: x, en: x }\nleave_out: [${"*a, ".repeat(500)}*a]\n`,
    ["1:mapping.not_yaml:aliases"],
  ],
]

describe("readMapping", () => {
  for (const [name, yaml, want, beside] of cases) test(name, () => expect(faults(yaml, beside)).toEqual(want))

  test("keeps every scalar as it's written", () => {
    const mapping = readMapping(`${LEAST}optional: [1403, no, 35.70]\n`, () => null)
    expect(mapping.optional).toEqual(["1403", "no", "35.70"])
  })
  test("has words in both languages for every fault", () => {
    for (const [, yaml, , beside] of cases) {
      try {
        readMapping(yaml, (name) => beside?.[name] ?? null)
      } catch (error) {
        if (!(error instanceof MappingError)) throw error
        for (const problem of error.problems) {
          expect(mappingProblemText(problem, "en")).toMatch(/[a-z]{3}/)
          expect(mappingProblemText(problem, "fa")).toMatch(/[آ-ی]{2}/)
        }
      }
    }
  })
})
