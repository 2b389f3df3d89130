import { existsSync, readFileSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { codeReport } from "./code-report.ts"
import type { CodedDocument, ReportInput, Span } from "./coded.ts"
import { MOST_SPAN } from "./text/spans.ts"

const data = new URL("../../../data/", import.meta.url).pathname
const SHARED = process.env.KARNEGAR_SHARED ?? new URL("../../../../shared", import.meta.url).pathname

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const valid = ajv.compile(JSON.parse(readFileSync(`${data}codebook/coding.schema.json`, "utf8")))

function reports(path: string): ReportInput[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))
}

/** What is wrong with an output: schema errors, spans outside the text, values without support. */
function faults(input: ReportInput, coded: CodedDocument): string[] {
  const out: string[] = []
  if (!valid(JSON.parse(JSON.stringify(coded)))) out.push(ajv.errorsText(valid.errors))
  const check = ([start, end]: Span, what: string) => {
    if (!(start >= 0 && start < end && end <= input.text.length))
      out.push(`${what}: span ${start}..${end} of ${input.text.length}`)
  }
  for (const action of coded.actions) {
    const values = new Set(action.support.map((s) => `${s.field} ${typeof s.value === "string" ? s.value : ""}`))
    for (const [field, list] of [
      ["forms", action.forms],
      ["demands", action.demands],
      ["outcomes", action.outcomes],
      ["repression", action.repression],
      ["employment", action.employment],
      ["joint_with", action.joint_with],
      ["organisers", action.organisers],
      ["workforce", [action.workforce]],
      ["status", [action.status]],
      ["character", [action.character]],
      ["places", action.places.map((p) => p.name)],
      ["employer", action.employer === null ? [] : [action.employer]],
    ] as const) {
      for (const value of list) if (!values.has(`${field} ${value}`)) out.push(`${field} ${value} has no support`)
    }
    for (const s of action.support) {
      if (s.spans.length === 0 && s.how !== "assumed") out.push(`${s.field} is ${s.how} without words`)
      for (const span of s.spans) {
        check(span, s.field)
        // A value rests on a few words, not on a sentence.
        if (span[1] - span[0] > MOST_SPAN) out.push(`${s.field}: span of ${span[1] - span[0]} letters`)
      }
    }
    for (const event of action.outcome_events) check(event.span, "outcome_events")
  }
  for (const act of coded.themes.mentioned_actions) check(act.span, "mentioned_actions")
  for (const span of coded.themes.appeals) check(span, "appeals")
  return out
}

describe("codeReport", () => {
  const sets = [
    `${data}gold/written/reports.jsonl`,
    `${data}gold/english/reports.jsonl`,
    `${data}sample/reports.jsonl`,
    `${SHARED}/gold/dev/reports.jsonl`,
  ].filter((path) => existsSync(path))
  for (const path of sets) {
    test(`gives valid, supported output for every report of ${path.split("/").slice(-3).join("/")}`, () => {
      const all = reports(path)
      expect(all.length).toBeGreaterThan(40)
      expect(all.flatMap((input) => faults(input, codeReport(input)).map((f) => `${input.id}: ${f}`))).toEqual([])
    })
  }

  test("says so when an output is not valid", () => {
    const input = { id: "x", text: "کارگران معدن امروز تجمع کردند." }
    const coded = codeReport(input)
    expect(faults(input, coded)).toEqual([])
    expect(
      faults(input, { ...coded, actions: coded.actions.map((a) => ({ ...a, demands: ["safety" as const] })) }),
    ).toEqual(["demands safety has no support"])
    expect(faults({ ...input, text: "کم" }, coded).length).toBeGreaterThan(0)
    const wide = coded.actions.map((a) => ({
      ...a,
      support: a.support.map((s) => ({ ...s, spans: [[0, 61] as const] })),
    }))
    expect(faults({ ...input, text: input.text.repeat(3) }, { ...coded, actions: wide }).join()).toContain(
      "span of 61 letters",
    )
    expect(faults(input, { ...coded, kind: "news" as never }).join()).toContain(
      "must be equal to one of the allowed values",
    )
  })

  test("codes the same whatever was coded before, and the same each time", () => {
    const all = reports(`${data}sample/reports.jsonl`)
    const once = all.map((r) => JSON.stringify(codeReport(r)))
    expect(
      [...all]
        .reverse()
        .map((r) => JSON.stringify(codeReport(r)))
        .reverse(),
    ).toEqual(once)
  })

  const pieces = fc.constantFrom(
    "کارگران ",
    "معلمان ",
    "دست از کار کشیدند ",
    "تجمع ",
    "اعتصاب ",
    "در اهواز ",
    "، ",
    ". ",
    "\n",
    "🔹 ",
    "#",
    "«",
    "»",
    "دیروز ",
    "۱۲ آبان ۱۳۹۹ ",
    "سومین روز ",
    "مقابل مجلس ",
    "حقوق ",
    "پرداخت نشده ",
    "\u200c",
    "\u202e",
    "\ud83d",
    "ﻻ",
    "10/10/10",
    "شورای کارگران ",
    "فراخوان ",
    "تکذیب کرد ",
    "strike ",
    "workers ",
    "(",
    ")",
    "۵۰ نفر ",
    "از ",
    "تا ",
    "و ",
  )
  test("accepts any text, and its spans lie in it", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            { weight: 6, arbitrary: pieces },
            { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
          ),
          { maxLength: 60 },
        ),
        fc.constantFrom("2024-02-29", null),
        (parts, published) => {
          const input = { id: "f", text: parts.join(""), published }
          expect(faults(input, codeReport(input))).toEqual([])
        },
      ),
      { numRuns: 1500 },
    )
  })

  const problems: readonly [name: string, text: string, codes: readonly string[]][] = [
    ["an empty text", "", ["text.empty"]],
    ["a script that it does not read", "工人在广场集会要求支付工资", ["text.language_unknown"]],
    ["Arabic", "اعتصم العمال في المصنع من أجل الأجور التي لم تدفع منذ شهر", ["text.language_unknown"]],
    [
      "a weekday that is not the date's",
      "کارگران معدن روز جمعه ۱۲ آبان ۱۳۹۹ در کرمان تجمع کردند.",
      ["date.weekday_conflict"],
    ],
    ["a broken character", "کارگران معدن \ud800 تجمع کردند.", ["text.lone_surrogate"]],
  ]
  for (const [name, text, codes] of problems) {
    test(`says what stood in the way of ${name}`, () => {
      const found = codeReport({ id: "p", text, published: "2020-11-08" }).problems.map((p) => p.code)
      expect(found).toEqual(expect.arrayContaining([...codes]))
    })
  }
})
