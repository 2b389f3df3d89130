import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, describe, expect, test } from "vitest"
import { crawlPublic } from "../../../../tests/support/crawl-public.ts"
import { codedPair } from "../../../../tests/support/reports.ts"
import type { ActionFields } from "../record/fields.ts"
import { openRecord } from "../record/open.ts"
import type { PublishedBefore, PublishedState, Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { setFile } from "../release/set-file.ts"
import { createSite } from "./site.tsx"

/*
 * Numbers of fewer than ten people against a stranger who keeps everything public of every version: pages, files, interfaces,
 * each set narrowed by each of its values. Two records are led through the same changes and differ in such numbers alone. As long
 * as every byte of the two is the same, no table minus a table, version minus version or total minus parts can tell which of the
 * two records it is.
 */

const ASSETS = join(import.meta.dirname, "../../assets/built")
const NOW = new Date("2024-06-30T09:00:00Z")
const TEXTS = [
  "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند.",
  "معلمان امروز در سنندج تجمع کردند و خواستار رتبه‌بندی شدند.",
  "کولبران امروز در سقز در اعتراض به تیراندازی تجمع کردند.",
  "رانندگان کامیون امروز در بندرعباس در اعتراض به کرایه پایین اعتصاب کردند.",
  "کارگران شهرداری اهواز امروز برای دو ماه حقوق معوقه دست از کار کشیدند.",
  "کارگران راه‌آهن زاگرس امروز در دورود دست از کار کشیدند و چند نفر بازداشت شدند.",
  "بازنشستگان فولاد امروز در اصفهان تجمع کردند.",
] as const

const between = (min: number, max: number | null = min) => ({ min, max })
const DAYS = { start: "2024-05-03", end: "2024-05-05", precision: "day" } as const

/** What is told of the actions, in the order of the texts. @param of Which of the two records. */
function numbersOf(of: 0 | 1): readonly Partial<ActionFields>[] {
  const either = (one: number, other: number) => (of === 0 ? one : other)
  return [
    { ...DAYS, participants: between(either(7, 4)), repression: ["arrest", "flogging"] },
    { ...DAYS, forms: ["strike"], workersDirect: between(either(5, 8), 60), participants: null },
    { ...DAYS, participants: between(either(12, 17)) },
    { ...DAYS, workersDirect: between(300), workersIndirect: between(either(3, 9)), participants: null },
    { ...DAYS, daysNotWorked: between(either(12, 12), either(21, 24)), participants: null },
    { ...DAYS, participants: between(either(304, 307)), workersDirect: between(300), repression: ["arrest"] },
    { ...DAYS, participants: between(400), workforceSize: either(403, 409) },
  ]
}

/** A record, and the changes that it is led through one after the other. */
interface Twin {
  readonly record: Record
  readonly steps: readonly (() => Promise<unknown>)[]
  readonly close: () => Promise<void>
}

async function twin(of: 0 | 1): Promise<Twin> {
  const dir = mkdtempSync(join(tmpdir(), "karnegar-small-"))
  const record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()), now: () => NOW })
  const numbers = numbersOf(of)
  let ids: string[] = []
  const putCase = (n: number, persons: number, actionId: string | null = null) =>
    record.put("repression_case", {
      id: `case-${n}`,
      action_id: actionId,
      workforce: "sugar",
      repression: n < 12 ? ["flogging"] : ["arrest"],
      stage: "sentenced",
      persons_min: persons,
      persons_max: persons,
    })
  const steps = [
    async () => {
      await record.setRules({ acceptCodings: true })
      const added = await record.addAllCoded(TEXTS.map((text, i) => codedPair(String(i), text)))
      ids = added.map(({ actionIds }) => actionIds[0]!)
      for (const [i, fields] of numbers.entries()) await record.setValues(ids[i]!, { fields }, "as told")
      // Persons: ten to nineteen flogged in all, fewer than ten arrested.
      for (let n = 0; n < 12; n++) await putCase(n, n === 0 && of === 1 ? 6 : 1)
      for (let n = 12; n < 15; n++) await putCase(n, of === 0 ? 1 : 2)
      await putCase(15, of === 0 ? 11 : 14, ids[3]!)
    },
    // Numbers are corrected, a group grows, actions are joined and parted, one is taken back.
    async () => {
      await record.setValues(ids[0]!, { fields: { participants: between(of === 0 ? 8 : 9) } }, "corrected")
      await record.setValues(ids[3]!, { fields: { workersIndirect: between(of === 0 ? 5 : 1) } }, "corrected")
      await putCase(0, of === 0 ? 2 : 5)
      const { decision } = await record.joinActions(ids[0]!, ids[5]!)
      await record.undo(decision!)
      await record.setState(ids[6]!, "retracted", "told twice")
    },
  ]
  return {
    record,
    steps,
    close: async () => {
      await record.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A record whose public state is another than the gate lets out. */
function leaky(record: Record, spoil: (state: PublishedState) => PublishedState): Record {
  return new Proxy(record, {
    get(whole, name) {
      if (name === "publishedSince")
        return async (before: PublishedBefore | null) => spoil(await whole.publishedSince(before))
      const member: unknown = Reflect.get(whole, name)
      return typeof member === "function" ? member.bind(whole) : member
    },
  })
}

describe("a stranger who keeps everything public of every version", () => {
  const open: Twin[] = []
  afterAll(async () => {
    for (const one of open) await one.close()
  })
  const siteOf = (record: Record) =>
    createSite({ record, people: null, origin: null, assetsDir: ASSETS, files: setFile })
  /** Paths at which the two are told apart. */
  const toldApart = async (one: Record, other: Record, sites = [siteOf(one), siteOf(other)]) => {
    const [pages, others] = [await crawlPublic(sites[0]!, one), await crawlPublic(sites[1]!, other)]
    expect(pages.size).toBeGreaterThan(100)
    return [...new Set([...pages.keys(), ...others.keys()])].filter((path) => pages.get(path) !== others.get(path))
  }

  test("tells two records that differ in small numbers alone apart at no version, and does once one of them leaks", async () => {
    const [one, other] = [await twin(0), await twin(1)]
    open.push(one, other)
    const sites = [siteOf(one.record), siteOf(other.record)]
    for (const [i, step] of one.steps.entries()) {
      await step()
      await other.steps[i]!()
      expect(await toldApart(one.record, other.record, sites)).toEqual([])
    }
    const inside = async ({ record }: Twin) =>
      Promise.all((await record.listPublished()).map(async ({ id }) => (await record.review(id)).fields))
    const [fields, others] = [await inside(one), await inside(other)]
    expect(fields.filter((own, i) => JSON.stringify(own) !== JSON.stringify(others[i])).length).toBe(TEXTS.length)

    // A band gives way to the number behind it.
    const exact = (of: 0 | 1) => (state: PublishedState) => ({
      ...state,
      actions: state.actions.map((action) =>
        action.workforce === "kolbars" ? { ...action, participants: numbersOf(of)[2]!.participants! } : action,
      ),
    })
    const spoilt = await toldApart(leaky(one.record, exact(0)), leaky(other.record, exact(1)))
    for (const kind of [
      /^\/fa\/actions\/a\w+$/,
      /^\/actions\/a\w+\.json$/,
      /^\/en\/actions\.csv$/,
      /^\/api\/v1\/actions\?/,
    ])
      expect(spoilt.some((path) => kind.test(path))).toBe(true)

    // A total is exact, its parts are not.
    const total = (persons: number) => (state: PublishedState) => ({
      ...state,
      links: {
        ...state.links,
        cases: {
          ...state.links.cases,
          byRepression: state.links.cases.byRepression.map((count) => ({ ...count, persons: between(persons) })),
        },
      },
    })
    expect(await toldApart(leaky(one.record, total(13)), leaky(other.record, total(16)))).toEqual(
      expect.arrayContaining(["/fa/repression", "/en/repression", "/repression.json"]),
    )
  }, 120_000)
})
