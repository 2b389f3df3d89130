import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { publicPerson } from "../../../../tests/support/public-person.ts"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { codedPair } from "../../../../tests/support/reports.ts"
import { recordErrorText } from "./errors.ts"
import { openRecord } from "./open.ts"
import type { ProposedPerson } from "./public-persons.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

/* Names are invented: first names in use, surnames that nobody bears. */

const registers = registersFrom(builtInKnowledge())
/** A clock that the tests set. */
let today = "2026-02-01"
const now = () => new Date(`${today}T09:00:00Z`)

const PERSON = publicPerson("2026-06-01")
const ORGANISATION = {
  id: "own-union",
  name_fa: `کانون ${PERSON.nameFa}`,
  name_en: `${PERSON.nameEn} Guild`,
  type: "union",
} as const
const [FIRST, SECOND] = [{ who: "first" }, { who: "second" }]

for (const [name, start] of ENGINES)
  describe(`the gate on ${name}`, () => {
    let engine: RecordEngine
    const open: Record[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterAll(async () => {
      for (const record of open) await record.close()
      await engine.stop()
    })
    const fresh = async () => {
      today = "2026-02-01"
      const record = await openRecord(await engine.place(), { registers, now })
      open.push(record)
      return record
    }

    test("stops a name that looks like a person's on each register that becomes public, and stores nothing", async () => {
      const record = await fresh()
      const { entries } = await record.counts()
      const names = { name_fa: ORGANISATION.name_fa, name_en: "Plain" }
      for (const put of [
        () => record.put("organisation", { id: "x", ...names, type: "union" }),
        () => record.put("organisation", { id: "x", name_fa: "ساده", name_en: ORGANISATION.name_en, type: "union" }),
        () => record.put("workplace", { id: "x", ...names, workforce: "textile" }),
        () => record.put("campaign", { id: "x", ...names }),
        () => record.put("context_event", { id: "x", ...names, kind: "law", first_day: "2020-01-01" }),
        () => record.put("source", { key: "x", ...names }),
        () => record.putSource({ key: "x", nameFa: "کانال ۰۹۱۲۳۴۵۶۷۸۹", nameEn: "x" }),
      ]) {
        const refused = await put().catch((error: unknown) => error)
        expect(refused).toMatchObject({ code: "gate.person" })
        for (const lang of ["fa", "en"] as const)
          expect(recordErrorText(refused as never, lang)).not.toMatch(/سنگ|Sang|0912|۰۹۱۲/)
      }
      expect((await record.counts()).entries).toBe(entries)
      // A channel's own handle is its name.
      await record.putSource({ key: "x", nameFa: "کانال @sample_union", nameEn: "Sample" })
    })

    test("lets it pass once two people put the person on the register, and hides it at once when they are taken off", async () => {
      const record = await fresh()
      await record.setRules({ acceptCodings: true })
      const id = await record.proposePerson(PERSON, FIRST)
      await expect(record.put("organisation", ORGANISATION)).rejects.toMatchObject({ code: "gate.person" })
      await expect(record.approvePerson(id, FIRST)).rejects.toMatchObject({ code: "person.same_hand" })
      await record.approvePerson(id, SECOND)
      expect(await record.namesPerson(`«${PERSON.nameFa} گفت»`)).toBe(false)
      expect(await record.namesPerson(`«${PERSON.nameFa} و زیبا آبگون‌زاده گفتند»`)).toBe(true)
      await record.put("organisation", ORGANISATION)
      const [added] = await record.addAllCoded([codedPair("1", "معلمان امروز در سنندج تجمع کردند.")])
      const action = added!.actionIds[0]!
      await record.setValues(action, { fields: { organisationIds: [ORGANISATION.id] } }, "linked by hand")
      const shown = async () => (await record.findPublished(action))!.organisations.map((o) => o.id)
      expect(await shown()).toEqual([ORGANISATION.id])
      const version = await record.version()
      await record.removePerson(id, SECOND)
      expect(await record.version()).toBeGreaterThan(version)
      expect(await shown()).toEqual([])
      expect(JSON.stringify(await record.listPublished())).not.toMatch(/سنگ|Sangnavard/)
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect(await shown()).toEqual([])
    })

    test("hides a name when its day of review has passed", async () => {
      const record = await fresh()
      await record.setRules({ acceptCodings: true })
      const id = await record.proposePerson(PERSON, FIRST)
      await record.approvePerson(id, SECOND)
      await record.putSource({ key: "sample_union", nameFa: `صفحه ${PERSON.nameFa}`, nameEn: "Sample" })
      await record.put("workplace", {
        id: "own-mill",
        name_fa: ORGANISATION.name_fa,
        name_en: "Mill",
        workforce: "textile",
      })
      const [added] = await record.addAllCoded([codedPair("1", "معلمان امروز در سنندج تجمع کردند.")])
      await record.setValues(added!.actionIds[0]!, { fields: { workplaceId: "own-mill" } }, "linked by hand")
      const shown = async () => {
        const action = (await record.findPublished(added!.actionIds[0]!))!
        return [action.workplace?.id ?? null, action.sources[0]!.source?.key ?? null]
      }
      today = "2026-06-01"
      expect(await shown()).toEqual(["own-mill", "sample_union"])
      expect((await record.listPersons())[0]!.stands).toBe(true)
      today = "2026-06-02"
      expect(await shown()).toEqual([null, null])
      expect((await record.listPersons())[0]!.stands).toBe(false)
    })

    test("refuses an entry against the rules, without a day of review, or approved twice", async () => {
      const record = await fresh()
      const refused = async (more: Partial<ProposedPerson>) =>
        record.proposePerson({ ...PERSON, ...more }, FIRST).then(
          () => null,
          (error: { code: string }) => error.code,
        )
      expect(await refused({ adult: false })).toBe("person.rule")
      expect(await refused({ detained: true })).toBe("person.rule")
      expect(await refused({ reviewDay: "2026-02-01" })).toBe("person.review_day")
      expect(await refused({ reviewDay: "2027-03-01" })).toBe("person.review_day")
      expect(await refused({ reviewDay: "soon" })).toBe("person.review_day")
      expect(await refused({ reason: "short" })).toBe("register.row")
      expect(await record.listPersons()).toEqual([])
      const id = await record.proposePerson(PERSON, FIRST)
      await record.approvePerson(id, SECOND)
      await expect(record.approvePerson(id, { who: "third" })).rejects.toMatchObject({ code: "person.state" })
      await expect(record.approvePerson("nobody", SECOND)).rejects.toMatchObject({ code: "record.not_found" })
      await expect(record.removePerson("nobody", SECOND)).rejects.toMatchObject({ code: "record.not_found" })
      // Proposed anew, it waits again.
      await record.proposePerson({ ...PERSON, reviewDay: "2026-09-01" }, SECOND)
      expect((await record.listPersons()).map(({ state, by }) => [state, by])).toEqual([["proposed", ["second"]]])
    })

    test("tells nothing of an exposed action with a single source until its delay has passed", async () => {
      const record = await fresh()
      await record.setRules({ acceptCodings: true })
      today = "2024-05-06"
      const [added] = await record.addAllCoded([
        codedPair("1", "کولبران امروز در سقز در اعتراض به تیراندازی تجمع کردند."),
      ])
      const action = added!.actionIds[0]!
      expect([await record.findPublished(action), await record.listPublished()]).toEqual([null, []])
      today = "2024-05-08"
      const told = (await record.findPublished(action))!
      expect([told.coarse, told.places.map((p) => p.type)]).toEqual([true, ["county"]])
      expect(await record.listPublished()).toEqual([told])
    })
  })
