import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { type CodedDocument, codeReport, type ReportInput } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { isRelevant } from "../../packages/karnegar/src/intake/relevance.ts"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const { sharedFolder } = (await import(pathToFileURL(join(ROOT, "tools/eval.mjs")).href)) as {
  sharedFolder(): string | null
}

interface Gold {
  readonly id: string
  readonly actions?: readonly unknown[]
  readonly themes?: { readonly [theme: string]: readonly unknown[] }
}

const SETS = [
  ...["written", "english", "merge"].map((name) => join(ROOT, "data/gold", name)),
  join(ROOT, "data/sample"),
  ...(sharedFolder() === null ? [] : [join(sharedFolder()!, "gold/dev")]),
].filter((folder) => existsSync(join(folder, "reports.jsonl")))

const lines = <T>(path: string): T[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T)

/** Reports that people say tell of labour. In the gold of merging every report does. */
const labour = SETS.flatMap((folder) => {
  const gold = new Map(lines<Gold>(join(folder, "gold.jsonl")).map((g) => [g.id, g]))
  return lines<ReportInput>(join(folder, "reports.jsonl")).filter(({ id }) => {
    const said = gold.get(id)
    if (said === undefined || folder.endsWith("merge")) return true
    const themes = ["workforces", "demands", "outcomes", "repression", "mentioned_actions"]
    return (said.actions ?? []).length > 0 || themes.some((theme) => (said.themes?.[theme] ?? []).length > 0)
  })
}).map((report) => ({ report, coding: codeReport(report) }))

function recallOf(filter: (coding: CodedDocument, text: string) => boolean): number {
  return labour.filter(({ report, coding }) => filter(coding, report.text)).length / labour.length
}

describe("what is kept whole", () => {
  test("is nearly all that tells of labour, over every gold set", () => {
    expect(labour.length).toBeGreaterThan(440)
    expect(recallOf(isRelevant)).toBeGreaterThanOrEqual(0.99)
  })

  test("would be less by the coder's finds alone: the test sees a filter that loses", () => {
    expect(recallOf((coding) => coding.actions.length > 0)).toBeLessThan(0.99)
  })

  const OTHER = [
    "هوای استان تا آخر هفته بارانی پیش‌بینی شده است.",
    "تیم فوتبال شهر دیشب بازی را با دو گل برد و به دور بعد رفت.",
    "نرخ ارز در بازار تغییر چندانی نکرد.",
    "نمایشگاه کتاب با حضور ناشران گشایش یافت.",
    "زمین‌لرزه‌ای به بزرگی چهار ریشتر بامداد امروز شهر را لرزاند و خسارتی نداشت.",
    "The film festival opened on Monday with a comedy from the north.",
    "Snow closed two mountain roads; drivers are advised to carry chains.",
  ]
  for (const text of OTHER)
    test(`is not: ${text.slice(0, 40)}`, () => {
      expect(isRelevant(codeReport({ id: "x", text }), text)).toBe(false)
    })
})
