import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { type CodedDocument, codeReport, type ReportInput } from "@karnegar/coder"
import { Ajv2020 } from "ajv/dist/2020.js"
import formats from "ajv-formats"
import { describe, expect, test } from "vitest"

const ROOT = fileURLToPath(new URL("..", import.meta.url))

interface Scored {
  readonly result: { readonly coding_score: number; readonly documents: number }
  readonly misses: readonly unknown[]
}

type Scorer = (gold: readonly unknown[], coded: readonly unknown[]) => Scored

interface GoldTools {
  goldSets(): readonly { readonly name: string; readonly folder: string }[]
  sharedFolder(): string | null
  codeSet(
    set: { readonly folder: string },
    code: (report: ReportInput) => CodedDocument,
  ): { readonly gold: readonly { readonly id: string }[]; readonly coded: readonly CodedDocument[] }
}

const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(path).href)) as T
const tools = await load<GoldTools>(join(ROOT, "tools/eval.mjs"))
const ours = (await load<{ scoreDocuments: Scorer }>(join(ROOT, "tools/score.mjs"))).scoreDocuments
const sets = tools.goldSets().map((set) => ({ ...set, ...tools.codeSet(set, codeReport) }))
const shared = tools.sharedFolder()

/** Lowest coding score that a change may leave behind. */
const FLOORS: Readonly<Record<string, number>> = { written: 0.94, english: 0.88, sample: 0.96, dev: 0.93 }

describe("the coder on gold", () => {
  test("has our own gold set, whole", () => {
    expect(sets.find((set) => set.name === "written")?.gold).toHaveLength(90)
  })
  for (const { name, gold, coded } of sets) {
    test(`reaches its floor on ${name}`, () => {
      expect(ours(gold, coded).result.coding_score).toBeGreaterThanOrEqual(FLOORS[name]!)
    })
  }
})

describe("a coded document", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  const validate = ajv.compile(
    JSON.parse(readFileSync(join(ROOT, "data/codebook/coding.schema.json"), "utf8")) as object,
  )
  for (const { name, coded } of sets) {
    test(`follows the exchange format, for every report of ${name}`, () => {
      const faults = coded
        .filter((document) => !validate(JSON.parse(JSON.stringify(document))))
        .map((document) => document.id)
      expect(faults, JSON.stringify(validate.errors)).toEqual([])
    })
  }
})

describe("scoreDocuments", () => {
  const action = {
    forms: ["strike"],
    status: "held",
    date: { start: "2020-01-01" },
    places: [{ name: "اهواز" }],
    workforce: "sugar",
    demands: ["unpaid_wages"],
  }
  const document = (actions: readonly unknown[], id = "a") => ({ id, kind: "report", actions })

  test("gives gold itself a whole score", () => {
    for (const { gold } of sets) expect(ours(gold, gold).result.coding_score).toBe(1)
  })
  test("counts a document that was not coded as coded empty", () => {
    expect(ours([document([action])], []).result).toMatchObject({ actions: { tp: 0, fn: 1, fp: 0 }, coding_score: 0 })
  })
  test("does not pair actions that share neither place nor day", () => {
    const other = { ...action, date: { start: "2020-02-02" }, places: [{ name: "تبریز" }] }
    expect(ours([document([action])], [document([other])]).result).toMatchObject({ actions: { tp: 0, fn: 1, fp: 1 } })
  })
  test("pairs one to one", () => {
    expect(ours([document([action])], [document([action, action])]).result).toMatchObject({
      actions: { tp: 1, fn: 0, fp: 1 },
    })
  })
  test("takes two spellings of a place as one", () => {
    const spelt = { ...action, places: [{ name: "شهرستان اهواز" }] }
    expect(ours([document([action])], [document([spelt])]).result).toMatchObject({ places: { tp: 1, fp: 0, fn: 0 } })
  })

  if (shared !== null && existsSync(join(shared, "eval/score.mjs"))) {
    test("counts exactly as the shared scorer does", async () => {
      const theirs = (await load<{ score: Scorer }>(join(shared, "eval/score.mjs"))).score
      for (const { gold, coded } of sets) {
        // Thinned and shuffled coded documents bring out misses and inventions that good ones hide.
        const thinned = coded.filter((_, i) => i % 7 !== 0).reverse()
        for (const some of [coded, thinned, gold, []]) {
          const mine = ours(gold, some)
          const other = theirs(gold, some)
          expect(mine.result).toEqual(other.result)
          expect(mine.misses).toEqual(other.misses)
        }
      }
    })
  }
})
