import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { codedPair, STRIKE } from "../../../../tests/support/reports.ts"
import { openRecord } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const [A, B] = [{ who: "p-first" }, { who: "p-second" }]

for (const [name, start] of ENGINES)
  describe(`accounts of an action on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    async function two() {
      const record = await openRecord(await engine.place(), { registers })
      open.push(record)
      await record.setRules({ acceptCodings: true })
      const add = async (n: string, published: string) => {
        const { report, coding } = codedPair(n, `${STRIKE} ${n}`, { published })
        return record.addCoded(report, coding)
      }
      const [late, early] = [await add("2", "2024-05-06"), await add("1", "2024-05-05")]
      return {
        record,
        ids: [early.actionIds[0]!, late.actionIds[0]!] as const,
        reports: [early.reportId, late.reportId],
      }
    }

    test("are one source's word each, in the order of publication, also those whose report was withdrawn", async () => {
      const { record, ids, reports } = await two()
      await record.joinActions(ids[0], ids[1], A)
      const accounts = await record.accounts(ids[1])
      expect(accounts.map((account) => account.id)).toEqual([...ids])
      expect(accounts.map((account) => account.reportId)).toEqual(reports)
      expect(accounts[0]).toMatchObject({ source: "sample_union", published: "2024-05-05", silent: false })
      expect(accounts[0]!.fields.workforce).toBe("sugar")
      await record.withdrawReport(reports[1]!, "asked for")
      expect((await record.accounts(ids[0])).map((account) => account.silent).sort()).toEqual([false, true])
      await expect(record.accounts("a0000000000")).rejects.toMatchObject({ code: "record.not_found" })
    })

    test("are joined and kept apart only as both actions stood when they were looked at", async () => {
      const { record, ids } = await two()
      const versions = [(await record.review(ids[0])).version, (await record.review(ids[1])).version] as const
      await record.setState(ids[1], "reviewed", "", B)
      const { entries } = await record.counts()
      const ask = { ...A, expect: versions[0], expectOther: versions[1] }
      for (const late of [() => record.joinActions(...ids, ask), () => record.keepApart(...ids, ask)])
        await expect(late()).rejects.toMatchObject({ code: "record.changed", subject: ids[1] })
      expect((await record.counts()).entries).toBe(entries)
      const now = { ...ask, expectOther: (await record.review(ids[1])).version }
      const { decision } = await record.joinActions(...ids, now)
      expect((await record.review(ids[1])).id).toBe(ids[0])
      await record.undo(decision!, A)
      expect((await record.review(ids[1])).id).toBe(ids[1])
      expect(await record.verify()).toEqual([])
    })
  })
