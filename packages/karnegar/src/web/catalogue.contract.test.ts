import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, dayNumber, ownWords, STATEMENT, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord } from "../record/open.ts"
import type { PublishedBefore, PublishedState, Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { type Catalogue, catalogueFrom, catalogueOf } from "./catalogue.ts"

const registers = registersFrom(builtInKnowledge())
const STEPS = 24
const TEXTS = [STRIKE, CALL, TOWNS, STATEMENT]

/** What a catalogue answers by; figures of a changed index are held against a new one's by a test of the index. */
const held = ({ index, actions, links, sample }: Catalogue) => ({
  rows: index.rows,
  actions: [...actions].sort(([a], [b]) => (a < b ? -1 : 1)),
  found: ["هفت تپه", "معلمان", "Test"].map((text) => [...index.rank(index.select({ text }), text, 5)]),
  links,
  sample,
})

async function anew(record: Record): Promise<Catalogue> {
  const published = await record.listPublished()
  return catalogueFrom(published, (await record.counts()).samples > 0, "", await record.listLinks(published))
}

/** The record, and how often each reading of what is public took over what was read before. */
function watched(record: Record) {
  const read: PublishedState[] = []
  const of = new Proxy(record, {
    get(target, key) {
      const own = Reflect.get(target, key) as unknown
      if (key === "publishedSince")
        return async (before: PublishedBefore | null) => {
          const state = await record.publishedSince(before)
          read.push(state)
          return state
        }
      return typeof own === "function" ? own.bind(target) : own
    },
  })
  return { of, read }
}

/** One change after another, drawn by a seed; each names what it needs and does nothing where that is not there yet. */
async function change(record: Record, n: number, draw: (below: number) => number): Promise<void> {
  const published = await record.listPublished()
  const ids = published.map(({ id }) => id)
  const pick = () => ids[draw(ids.length)]
  const [one, other] = [pick(), pick()]
  const kind = draw(10)
  if (one === undefined || other === undefined || kind < 3) {
    const pair = codedPair(String(n), `${TEXTS[n % TEXTS.length]} ${ownWords(n)}`, { published: dayNumber(n * 40) })
    await record.addAllCoded([pair])
    return
  }
  if (kind === 3) await record.setState(one, draw(2) === 0 ? "reviewed" : "retracted", "drawn")
  else if (kind === 4) await record.setValues(one, { fields: { start: dayNumber(draw(900)) } }, "drawn")
  else if (kind === 5) await record.joinActions(one, other)
  else if (kind === 6) await undoLast(record, one)
  else if (kind === 7) await record.linkCall(one, other, true, "drawn")
  else if (kind === 8) {
    const reports = await record.listReports({ limit: 50 })
    await record.withdrawReport(reports[draw(reports.length)]!.report.id, "drawn")
  } else await putSomething(record, one, n)
}

async function undoLast(record: Record, id: string): Promise<void> {
  const last = (await record.listDecisions(id)).at(-1)
  if (last !== undefined) await record.undo(last.entry)
}

/** On registers: a name of an organisation that actions have, a campaign, a source. */
async function putSomething(record: Record, id: string, n: number): Promise<void> {
  const named = { name_fa: `نام ${n}`, name_en: `Test ${n}` }
  const organisation = (await record.listPublished()).flatMap((a) => a.organisations)[0]
  if (n % 3 === 0 && organisation !== undefined)
    await record.put("organisation", { id: organisation.id, type: "union", ...named })
  else if (n % 3 === 1) {
    await record.put("campaign", { id: "own", ...named })
    await record.joinCampaign(id, "own", "drawn")
  } else await record.put("source", { key: "sample_union", ...named })
}

for (const [name, start] of ENGINES)
  describe(`the catalogue of a record on ${name}`, () => {
    let engine: RecordEngine
    beforeAll(async () => {
      engine = await start()
    })
    afterAll(() => engine.stop())

    test("is after any change what one read anew is, and reads only what changed", async () => {
      const record = await openRecord(await engine.place(), { registers })
      try {
        await record.setRules({ acceptCodings: true })
        const { of, read } = watched(record)
        const catalogue = catalogueOf(of)
        let state = 0x6b61
        const draw = (below: number) => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
          return (state >> 8) % below
        }
        for (let n = 0; n < STEPS; n++) {
          // A change that cannot be made, of what was withdrawn, is no change.
          await change(record, n, draw).catch((error: { code?: string }) =>
            expect(error.code).toMatch(/^(record|decision)\./),
          )
          expect(held(await catalogue())).toEqual(held(await anew(record)))
        }
        const taken = read.filter(({ changed }) => changed !== null)
        expect(taken.length).toBeGreaterThan(STEPS / 2)
        expect(Math.max(...taken.map(({ actions }) => actions.length))).toBeLessThan(4)
      } finally {
        await record.close()
      }
    })

    test("finds an action by the words of its report that two people let be public, as long as these stand", async () => {
      const record = await openRecord(await engine.place(), { registers })
      try {
        await record.setRules({ acceptCodings: true })
        await record.putSource({ key: "sample_union", nameFa: "اتحادیه", nameEn: "Union", redistribution: "quotes" })
        const { report, coding } = codedPair("1", `${STRIKE}\nنان سفره‌مان را گرفته‌اند.`)
        const { actionIds, reportId } = await record.addCoded(report, coding)
        const id = actionIds[0]!
        await record.setState(id, "reviewed", "", { who: "first" })
        const catalogue = catalogueOf(record)
        const found = async () => {
          const { index } = await catalogue()
          return Array.from(index.select({ text: "نان سفرهمان" }), (i) => index.rows[i]!.id)
        }
        expect(await found()).toEqual([])
        const { decision } = await record.chooseQuote(id, { reportId, text: "نان سفره‌مان" }, { who: "first" })
        expect(await found()).toEqual([])
        await record.approveQuote(id, decision!, { who: "second" })
        expect(await found()).toEqual([id])
        await record.undo(decision!, { who: "second" })
        expect(await found()).toEqual([])
      } finally {
        await record.close()
      }
    })

    test("reads everything anew where the record cannot tell what changed", async () => {
      const place = await engine.place()
      const record = await openRecord(place, { registers })
      try {
        await record.setRules({ acceptCodings: true })
        await record.addAllCoded([codedPair("1", STRIKE)])
        const catalogue = catalogueOf(record)
        await catalogue()
        await record.addAllCoded([codedPair("2", TOWNS, { published: dayNumber(9) })])
        await engine.raw(place, "delete from published_change")
        expect(held(await catalogue())).toEqual(held(await anew(record)))
        expect((await catalogue()).index.rows.length).toBe(2)
      } finally {
        await record.close()
      }
    })
  })
