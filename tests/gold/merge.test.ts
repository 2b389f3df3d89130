import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { builtInKnowledge, codeReport, foldText, isoDay } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { factsOf, type MergeFacts } from "../../packages/karnegar/src/record/merge/facts.ts"
import { mergeCodedActions } from "../../packages/karnegar/src/record/merge/merge-coded-actions.ts"
import { AUTOMATIC, PROPOSED } from "../../packages/karnegar/src/record/merge/weights.ts"
import { readAction } from "../../packages/karnegar/src/record/observe.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))

interface Figures {
  readonly p: number
  readonly r: number
  readonly f1: number
}
interface Item {
  readonly action: string
  readonly half: string
  readonly missed?: boolean
}
interface Told {
  readonly action: string
  readonly date: { readonly start: string | null }
}
interface Gold {
  readonly documents: readonly {
    readonly report: { readonly id: string; readonly published: string; readonly text: string; readonly source: string }
    readonly half: string
    readonly told: readonly Told[]
  }[]
  readonly actions: readonly { readonly id: string; readonly family: string; readonly half: string }[]
}
interface Tools {
  readMergeGold(): Gold
  judgeMerging(parts: unknown, gold: Gold, given: "coded" | "gold"): { readonly items: readonly Item[] }
  scoreClusters(items: readonly Item[], half: string): { readonly pairwise: Figures; readonly b3: Figures }
}

const tools = (await import(pathToFileURL(join(ROOT, "tools/merge-eval.mjs")).href)) as Tools
const gold = tools.readMergeGold()
const knowledge = builtInKnowledge()
const parts = {
  codeReport,
  foldText,
  knowledge,
  registers: registersFrom(knowledge),
  readAction,
  factsOf,
  mergeCodedActions,
  automatic: AUTOMATIC,
  proposed: PROPOSED,
}

/** F1 of what was read, the lower of pairwise and B³. */
function lowest(items: readonly Item[], half: string): number {
  const { pairwise, b3 } = tools.scoreClusters(
    items.filter((item) => !item.missed),
    half,
  )
  return Math.min(pairwise.f1, b3.f1)
}

/** Lowest F1, pairwise and B³, that a change may leave behind. */
const FLOORS = { coded: { train: 0.97, test: 0.94 }, gold: { train: 0.99, test: 0.97 } } as const

describe("merging on its gold", () => {
  for (const given of ["coded", "gold"] as const) {
    const { items } = tools.judgeMerging(parts, gold, given)
    for (const half of ["train", "test"] as const) {
      test(`reaches its floor on the ${half} half, given what ${given === "coded" ? "the coder reads" : "the gold codes"}`, () => {
        expect(lowest(items, half)).toBeGreaterThanOrEqual(FLOORS[given][half])
      })
    }
    test(`joins nothing wrongly, given what ${given === "coded" ? "the coder reads" : "the gold codes"}`, () => {
      for (const half of ["train", "test"]) {
        expect(tools.scoreClusters(items, half).pairwise.p).toBeGreaterThanOrEqual(0.99)
      }
    })
  }

  const faults: readonly (readonly [string, (facts: MergeFacts) => MergeFacts, number])[] = [
    [
      "the days are not compared",
      (facts) => ({ ...facts, start: isoDay(0), end: null, published: isoDay(0), precision: "day", status: "held" }),
      AUTOMATIC,
    ],
    ["the places are not compared", (facts) => ({ ...facts, placeIds: ["t"], provinceIds: ["p"] }), AUTOMATIC],
    ["the workforce is not compared", (facts) => ({ ...facts, workforce: "health" }), AUTOMATIC],
    ["the threshold is lost", (facts) => facts, 0],
  ]
  for (const [fault, spoilt, automatic] of faults) {
    test(`falls below a floor when ${fault}`, () => {
      const broken = {
        ...parts,
        automatic,
        factsOf: (...args: Parameters<typeof factsOf>) => spoilt(factsOf(...args)),
        mergeCodedActions: (...[actions, share, near, decisions]: Parameters<typeof mergeCodedActions>) =>
          mergeCodedActions(actions, share, near, decisions, automatic),
      }
      const { items } = tools.judgeMerging(broken, gold, "gold")
      expect(lowest(items, "train")).toBeLessThan(FLOORS.gold.train)
      expect(lowest(items, "test")).toBeLessThan(FLOORS.gold.test)
    })
  }
})

describe("the merge gold", () => {
  test("has at least 150 reports of at least 60 actions, split by family", () => {
    expect(gold.documents.length).toBeGreaterThanOrEqual(150)
    expect(gold.actions.length).toBeGreaterThanOrEqual(60)
    const halves = new Map(gold.actions.map(({ family, half }) => [family, half]))
    for (const { family, half } of gold.actions) expect(half).toBe(halves.get(family))
  })
  test("tells in each report only actions of its half, and each action in some report", () => {
    const halfOf = new Map(gold.actions.map(({ id, half }) => [id, half]))
    const told = new Set<string>()
    for (const { half, told: actions } of gold.documents) {
      for (const { action } of actions) {
        expect(halfOf.get(action)).toBe(half)
        told.add(action)
      }
    }
    expect([...halfOf.keys()].filter((id) => !told.has(id))).toEqual([])
  })
  test("shares no report with another set of gold", () => {
    const ours = new Set(gold.documents.map(({ report }) => report.text))
    // The set of persons is of sentences.
    const others = readdirSync(join(ROOT, "data/gold")).filter((name) => name !== "merge" && name !== "persons")
    for (const set of others) {
      for (const line of readFileSync(join(ROOT, "data/gold", set, "reports.jsonl"), "utf8")
        .trim()
        .split("\n")) {
        expect(ours.has((JSON.parse(line) as { text: string }).text)).toBe(false)
      }
    }
  })
})
