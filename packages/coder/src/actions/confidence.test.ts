import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"
import { confidenceOf, type Setting, signsOf } from "./confidence.ts"

const setting: Setting = { kind: "report", actions: 1, length: 200 }
const first = (text: string, published: string | null = "2021-03-20") =>
  codeReport({ id: "t", text, published }).actions[0]!

describe("signsOf", () => {
  const cases: readonly [name: string, text: string, signs: readonly string[]][] = [
    ["who, how, where and when together", "کارگران نیشکر امروز در شوش تجمع کردند.", ["one_breath"]],
    ["no day", "کارگران نیشکر در شوش تجمع کردند و حقوق خود را خواستند.", ["date_assumed"]],
    ["no place", "کارگران نیشکر امروز در اعتراض به حقوق عقب‌مانده تجمع کردند.", ["place_none"]],
    [
      "several forms",
      "کارگران نیشکر امروز در شوش اعتصاب و راهپیمایی کردند.",
      ["forms_two", "form_rare", "form_strike"],
    ],
  ]
  for (const [name, text, signs] of cases) {
    test(`sees ${name}`, () => expect(signsOf(first(text), setting)).toEqual(expect.arrayContaining([...signs])))
  }
})

describe("confidenceOf", () => {
  const action = first("کارگران نیشکر امروز در شوش تجمع کردند.")

  test("adds the weights of an action's signs to the bias", () => {
    expect(confidenceOf(action, setting, new Map([["bias", 0]]))).toBe(0.5)
    expect(confidenceOf(action, setting, new Map([["bias", 2]]))).toBe(0.88)
    const heavy = new Map([
      ["bias", 2],
      ["one_breath", -2],
      ["date_assumed", 50],
    ])
    expect(confidenceOf(action, setting, heavy)).toBe(0.5)
  })

  test("is higher for what is told plainly than for what is pieced together", () => {
    const pieced = first("گروهی از کارگران تجمع کردند. آنان حقوق معوق خود را می‌خواهند.", null)
    expect(action.confidence).toBeGreaterThan(pieced.confidence)
  })
})
