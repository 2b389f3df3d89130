import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, STATEMENT, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const linksOf = async (record: Record) => record.listLinks(await record.listPublished())

for (const [name, start] of ENGINES)
  describe(`what is public beside actions on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    }, 120_000)
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    const fresh = async (accept = true) => {
      const record = await openRecord(await engine.place(), { registers })
      open.push(record)
      if (accept) await record.setRules({ acceptCodings: true })
      return record
    }
    /** A statement with the support that it tells of. */
    const statement = (solidarity: readonly { readonly from: string; readonly to: string }[]) => {
      const pair = codedPair("s", STATEMENT)
      return { ...pair, coding: { ...pair.coding, themes: { ...pair.coding.themes, solidarity } } }
    }
    const campaign = { id: "own", name_fa: "کارزار", name_en: "Campaign" }

    test("names of campaigns and calls those actions alone that are public, under the ids that stand", async () => {
      const record = await fresh()
      const added = await record.addAllCoded([codedPair("1", STRIKE), codedPair("2", CALL), codedPair("3", TOWNS)])
      const [strike, call, towns] = added.flatMap((a) => a.actionIds) as [string, string, string]
      await record.put("campaign", campaign)
      for (const id of [strike, call, towns]) await record.joinCampaign(id, "own", "told so")
      await record.linkCall(call, strike, true, "told so")
      await record.linkCall(call, towns, false, "told so")
      const before = await linksOf(record)
      expect(before.campaigns[0]!.actionIds).toEqual([strike, call, towns].sort())
      expect(before.callAnswers).toEqual([
        { callId: call, actionId: strike, answers: true },
        { callId: call, actionId: towns, answers: false },
      ])
      await record.setState(strike, "retracted", "wrong")
      const after = await linksOf(record)
      expect(after.campaigns[0]!.actionIds).toEqual([call, towns].sort())
      expect(after.callAnswers).toEqual([{ callId: call, actionId: towns, answers: false }])
      expect((await record.listLinks([])).campaigns[0]!.actionIds).toEqual([])
    })

    test("gives statements in codes and registered names, and of support only what lies between registered names", async () => {
      const record = await fresh()
      const known = "شورای هماهنگی تشکل‌های صنفی فرهنگیان ایران"
      await record.addAllCoded([
        statement([
          { from: known, to: "سندیکای نیشکر هفت تپه" },
          { from: known, to: "کسی که در هیچ فهرستی نیست" },
          { from: "هیچ‌کس", to: known },
        ]),
      ])
      const [told] = (await linksOf(record)).statements
      expect(told).toMatchObject({ issuer: { id: "cctsi" }, published: "2024-05-05", demands: ["release_prisoners"] })
      expect(told!.solidarity.map(({ from, to }) => [from.id, to.id])).toEqual([["cctsi", "haft-tappeh-s"]])
      expect(JSON.stringify(told)).not.toContain("هیچ")
      await record.withdrawReport(told!.source.reportId, "asked")
      expect((await linksOf(record)).statements).toEqual([])
    })

    test("gives no statement that no rule has accepted", async () => {
      const record = await fresh(false)
      await record.addAllCoded([codedPair("s", STATEMENT)])
      expect((await record.listStatements()).length).toBe(1)
      expect((await linksOf(record)).statements).toEqual([])
    })

    test("counts cases in bands, ten or more of them, and tells no row, place or day of one", async () => {
      const record = await fresh()
      const [added] = await record.addAllCoded([codedPair("1", STRIKE)])
      const [id] = added!.actionIds as [string]
      const row = { workforce: "sugar", stage: "arrested", action_id: id, place_id: "shush" } as const
      const put = (n: number, repression: "arrest" | "flogging") =>
        record.put("repression_case", {
          ...row,
          id: `case-${n}`,
          repression: [repression],
          persons_min: 1,
          day: "2024-05-05",
        })
      for (let n = 0; n < 9; n++) await put(n, n === 0 ? "flogging" : "arrest")
      expect((await linksOf(record)).cases).toEqual({ byRepression: [], byStage: [], ofActions: new Map() })
      for (let n = 9; n < 11; n++) await put(n, "arrest")
      const { cases } = await linksOf(record)
      const band = { min: 10, max: 19 }
      expect(cases.byRepression).toEqual([{ code: "arrest", cases: band, persons: band }])
      expect(cases.byStage).toEqual([{ code: "arrested", cases: band, persons: band }])
      expect([...cases.ofActions]).toEqual([[id, { code: id, cases: band, persons: band }]])
      const coarse = (await record.listPublished()).map((a) => ({ ...a, coarse: true }))
      expect((await record.listLinks(coarse)).cases.ofActions.size).toBe(0)
    })

    test("tells the days of states that people gave an action, none that was taken back or that no reader sees", async () => {
      const record = await fresh()
      const [added] = await record.addAllCoded([codedPair("1", STRIKE)])
      const [id] = added!.actionIds as [string]
      expect((await linksOf(record)).states.size).toBe(0)
      await record.setState(id, "reviewed", "seen", { who: "first" })
      const { decision } = await record.setState(id, "disputed", "doubted", { who: "second" })
      const day = new Date().toISOString().slice(0, 10)
      const both = [
        { state: "reviewed", day },
        { state: "disputed", day },
      ]
      expect((await linksOf(record)).states.get(id)).toEqual(both)
      await record.undo(decision!)
      expect((await linksOf(record)).states.get(id)).toEqual(both.slice(0, 1))
      await record.setState(id, "retracted", "wrong")
      expect((await linksOf(record)).states.size).toBe(0)
    })

    test("hides a campaign or event whose name is a person's who stands on no register any more", async () => {
      const record = await fresh()
      const reviewDay = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)
      const nameFa = "هژار سنگ‌نوردپور"
      const person = { nameFa, nameEn: "Hazhar Sangnavardpour", officeFa: "سخنگو", officeEn: "Speaker" }
      const grounds = {
        basis: "own_public_naming",
        adult: true,
        detained: false,
        reason: "speaks under this name",
      } as const
      const id = await record.proposePerson({ ...person, ...grounds, reviewDay }, { who: "first" })
      await record.approvePerson(id, { who: "second" })
      await record.put("campaign", { ...campaign, name_fa: `کارزار آزادی ${nameFa}` })
      await record.put("context_event", {
        ...campaign,
        name_fa: `بازداشت ${nameFa}`,
        kind: "other",
        first_day: "2024-01-01",
      })
      const before = await linksOf(record)
      expect([before.campaigns.length, before.events.length]).toEqual([1, 1])
      await record.removePerson(id, { who: "first" })
      const after = await linksOf(record)
      expect([after.campaigns, after.events]).toEqual([[], []])
    })
  })
