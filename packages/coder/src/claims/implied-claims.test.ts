import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"

const demands = (rest: string) =>
  codeReport({
    id: "x",
    text: `جمعی از معلمان روز دوشنبه ۱۲ تیر ۱۴۰۲ ${rest} مقابل استانداری اصفهان تجمع کردند.`,
    published: "2023-07-04",
  }).actions[0]!.demands

describe("impliedClaims", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["makes a complaint of what was done a claim to end it", "در اعتراض به احضار همکارانشان", ["end_repression"]],
    ["makes a complaint of a sentence one too", "در اعتراض به صدور حکم زندان برای همکاران", ["end_repression"]],
    ["makes what is to be revoked a claim", "برای لغو احکام اعدام", ["end_executions"]],
    ["makes those to be freed a claim", "برای آزادی سه معلم دستگیرشده", ["release_prisoners"]],
    ["makes nothing of what is told as done", "پس از بازداشت همکارشان", []],
  ]
  for (const [name, rest, want] of cases) test(name, () => expect(demands(rest)).toEqual(want))
})
