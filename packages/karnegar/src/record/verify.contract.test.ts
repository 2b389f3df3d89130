import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine, type Row } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, preparedPair, STATEMENT, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { EMPTY_FIELDS, NO_WORDS } from "./fields.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"
import type { AddResult } from "./types.ts"

const registers = registersFrom(builtInKnowledge())

/** A record with a row in every table, more than one in most. */
async function filled(engine: RecordEngine): Promise<{ record: Record; place: RecordPlace }> {
  const place = await engine.place()
  const evidenceDir = mkdtempSync(join(tmpdir(), "karnegar-evidence-"))
  const record = await openRecord({ ...place, evidenceDir }, { registers })
  await record.putSource({ key: "sample_union", nameFa: "نمونه", nameEn: "Sample" })
  await record.setRules({ acceptCodings: true })
  const added = await record.addAllCoded([
    codedPair("1", TOWNS, { url: "https://example.org/1" }),
    codedPair("2", STRIKE),
    codedPair("3", CALL),
    codedPair("4", `${STRIKE} ۲`),
  ])
  await record.setState(added[0]!.actionIds[0]!, "disputed", "sample reason")
  await fillRest(record, added)
  await record.withdrawReport(added[3]!.reportId, "sample reason")
  await fillArrivals(record)
  return { record, place }
}

/** Rows of the tables that reports alone do not fill. */
async function fillRest(record: Record, added: readonly AddResult[]): Promise<void> {
  const [towns, strike, call] = added.map((a) => a.actionIds[0]!) as [string, string, string]
  const { report, coding } = codedPair("5", STATEMENT)
  const solidarity = [{ from: "نمونه", to: "نمونه" }]
  await record.addAllCoded([
    { report, coding: { ...coding, themes: { ...coding.themes, solidarity } } },
    codedPair("6", STRIKE),
  ])
  const sixth = (await record.listReports({ limit: 1 }))[0]!.actionIds[0]!
  await record.joinActions(strike, sixth)
  await record.splitAction(
    strike,
    (await record.observationsOf(strike)).map((id) => [id]),
  )
  await record.setValues(towns, { fields: { establishments: 3 }, evidence: "verified_media" }, "sample reason")
  await record.put("campaign", {
    id: "c1",
    name_fa: "نمونه",
    name_en: "Sample",
    workforce: "education",
    first_day: "2024-05-01",
  })
  await record.joinCampaign(towns, "c1", "sample reason")
  await record.linkCall(call, towns, true, "sample reason")
  await record.put("organisation", {
    id: "o1",
    name_fa: "نمونه",
    name_en: "Sample",
    type: "union",
    place_id: "p1",
    valid_from: "2020-01-01",
  })
  await record.put("workplace", {
    id: "w1",
    name_fa: "نمونه",
    name_en: "Sample",
    workforce: "sugar",
    enterprise_type: "state",
  })
  await record.put("context_event", {
    id: "e1",
    name_fa: "نمونه",
    name_en: "Sample",
    kind: "law",
    first_day: "2020-01-01",
  })
  await record.put("repression_case", {
    id: "k1",
    workforce: "sugar",
    repression: ["arrest"],
    stage: "bail",
    persons_min: 2,
  })
  const minister = await record.proposePerson(
    {
      nameFa: "وزیر نمونه",
      nameEn: "Sample minister",
      officeFa: "وزیر",
      officeEn: "Minister",
      basis: "office_holder",
      adult: true,
      detained: false,
      reason: "holds the office that the sample is about",
      reviewDay: new Date(Date.now() + 90 * 864e5).toISOString().slice(0, 10),
    },
    { who: "first" },
  )
  await record.approvePerson(minister, { who: "second" })
  const fields = {
    ...EMPTY_FIELDS,
    forms: ["strike"],
    start: "2024-05-01",
    precision: "day",
    workforce: "sugar",
  } as const
  const row = (key: string) => ({ key, fields, words: NO_WORDS, urls: ["https://example.org/i"] })
  const file = { name: "sample", source: "sample_union", sha256: "0".repeat(64) }
  await record.importRows({ ...file, rows: [row("1"), row("2")] })
  const { importId } = await record.importRows({ ...file, rows: [{ ...row("2"), urls: [] }, row("3")] })
  await record.undoImport(importId!)
}

/** A report with evidence and an edited version, and documents set aside. */
async function fillArrivals(record: Record): Promise<void> {
  const bytes = Buffer.from("sample evidence")
  const { sha256 } = await record.evidenceStore()!.put([bytes])
  const evidence = [{ sha256, mediaType: "text/plain", bytes: bytes.length, captured: "2024-05-05T10:00:00Z" }]
  const first = preparedPair("edited", `${STRIKE} الف`, { evidence, origin: "sample_channel" })
  const second = preparedPair("edited", `${STRIKE} ب`, { edited: "2024-05-06T10:00:00Z" })
  const aside = ["7", "8"].map((id) => ({ report: codedPair(id, `sample ${id}`).report, aside: "no_labour" as const }))
  await record.takeIn([first, ...aside], "sample judge")
  await record.takeIn([second], "sample judge")
}

const FAULTS: readonly (readonly [what: string, statements: readonly string[], code: string])[] = [
  ["a changed entry", ["update entry set what = 'rules.set' where seq = 3"], "log.hash"],
  ["an entry with a hash of its own", ["update entry set hash = previous where seq = 3"], "log.hash"],
  ["a removed entry", ["delete from entry where seq = 3"], "log.gap"],
  ["a removed first entry", ["delete from entry where seq = 1"], "log.gap"],
  ["a payload that lost its entry", ["delete from entry where seq = 3"], "log.payload_stray"],
  [
    "two entries that changed places",
    [
      "update entry set seq = 99 where seq = 3",
      "update entry set seq = 3 where seq = 4",
      "update entry set seq = 4 where seq = 99",
    ],
    "log.previous",
  ],
  [
    "two payloads that changed places",
    [
      "update payload set seq = 99 where seq = 3",
      "update payload set seq = 3 where seq = 5",
      "update payload set seq = 5 where seq = 99",
    ],
    "log.commitment",
  ],
  [
    "a cut-off tail",
    [
      "delete from payload where seq = (select max(seq) from entry)",
      "delete from entry where seq = (select max(seq) from entry)",
    ],
    "log.head",
  ],
  ["a changed payload", ["update payload set body = '{}' where seq = 3"], "log.commitment"],
  ["a payload about another subject", ["update payload set subject = 'r0000000000' where seq = 3"], "log.commitment"],
  ["a removed payload", ["delete from payload where seq = 3"], "log.payload_missing"],
  ["a report rewritten in place", ["update report set text = 'x' where foreign_id = '1'"], "log.projection"],
  ["a withdrawn report filled again", ["update report set text = 'x' where foreign_id = '4'"], "log.projection"],
  ["a removed report", ["delete from report where foreign_id = '1'"], "log.projection"],
  ["a removed coding", ["delete from coding"], "log.projection"],
  ["an action changed by hand", ["update action set workforce = 'mining' where state = 'disputed'"], "log.projection"],
  ["an action published by hand", ["update action set state = 'published'"], "log.projection"],
  ["an action removed by hand", ["delete from action where state = 'disputed'"], "log.projection"],
  [
    "an action added by hand",
    [
      "create table other as select * from action where state = 'disputed'",
      "update other set id = 'a0000000000'",
      "insert into action select * from other",
      "drop table other",
    ],
    "log.unlogged",
  ],
  ["a removed place", ["delete from local_action where ordinal = 3"], "log.projection"],
  [
    "a place of no action",
    ["insert into local_action values ('a0000000000.1', 'a0000000000', 1, null, 'x', 'x', 'city', null, null, null)"],
    "log.unlogged",
  ],
  ["a removed organisation", ["delete from action_organisation"], "log.projection"],
  ["a removed line of sources", ["delete from action_source"], "log.projection"],
  [
    "a source added by hand",
    ["insert into source (key, name_fa, name_en, entry) values ('x', 'x', 'x', 1)"],
    "log.unlogged",
  ],
  [
    "an observation moved by hand",
    ["update observation set action_id = 'a0000000000' where ordinal = 1"],
    "log.projection",
  ],
  ["an observation accepted by hand", ["update observation set accepted = 0"], "log.projection"],
  ["a decision taken back by hand", ["update decision set undone = 1"], "log.projection"],
  ["a removed decision", ["delete from decision where what = 'action.state'"], "log.projection"],
  ["an import undone by hand", ["update import set undone = 1"], "log.projection"],
  [
    "an imported row rewritten in place",
    ["update import_row set body = replace(body, 'strike', 'march')"],
    "log.projection",
  ],
  ["a document set aside that is gone", ["delete from aside where foreign_id = '7'"], "log.projection"],
  ["a batch set aside that is gone", ["delete from aside_batch"], "log.projection"],
  [
    "a document set aside by hand",
    ["insert into aside select max(id) + 9, 'x', 'x', 'x', null, null, 'copy', 1 from aside"],
    "log.unlogged",
  ],
  [
    "a version that stands again by hand",
    ["update report set superseded = 0 where foreign_id = 'edited'"],
    "log.projection",
  ],
  ["evidence without its row", ["delete from evidence"], "log.projection"],
  ["a removed source", ["delete from source"], "log.projection"],
  ["a rule switched by hand", ["delete from setting where key = 'rules'"], "log.projection"],
]

/** One full row of each table. */
const ROWS: readonly (readonly [table: string, which: string])[] = [
  ["source", "true"],
  ["report", "foreign_id = '1'"],
  ["report", "foreign_id = 'edited'"],
  ["report", "version_of is not null"],
  ["evidence", "true"],
  ["aside", "true"],
  ["aside_batch", "true"],
  ["coding", "document <> ''"],
  ["observation", "origin = 'coding' and employer is not null and day is not null"],
  ["observation", "origin = 'import'"],
  ["import", "undone is null"],
  ["import", "undone is not null"],
  ["import_row", "true"],
  ["statement", "true"],
  ["solidarity", "true"],
  ["decision", "what = 'action.state'"],
  ["decision", "what = 'action.split'"],
  ["decision_group", "true"],
  ["campaign", "true"],
  ["organisation", "true"],
  ["workplace", "true"],
  ["context_event", "true"],
  ["repression_case", "true"],
  ["public_person", "true"],
  ["action", "state = 'disputed'"],
  ["action_day", "true"],
  ["action_demand", "true"],
  ["local_action", "ordinal = 2"],
  ["action_organisation", "true"],
  ["action_source", "true"],
  ["entry", "seq = 3"],
  ["payload", "seq = 3"],
]

for (const [name, start] of ENGINES) {
  describe(`verify on ${name}`, () => {
    let engine: RecordEngine
    let sound: { record: Record; place: RecordPlace }
    beforeAll(async () => {
      engine = await start()
      sound = await filled(engine)
    })
    afterAll(async () => {
      await sound.record.close()
      await engine.stop()
    })

    test("finds nothing in a sound record, empty or filled", async () => {
      const empty = await openRecord(await engine.place(), { registers })
      expect(await empty.verify()).toEqual([])
      await empty.close()
      expect(await sound.record.verify()).toEqual([])
    })

    test("finds nothing while others write", async () => {
      const { record, place } = await filled(engine)
      const writer = await openRecord(place, { registers })
      const writing = (async () => {
        for (let i = 0; i < 20; i++) await writer.addAllCoded([codedPair(`w${i}`, `${TOWNS} ${i}`)])
      })()
      for (let i = 0; i < 10; i++) expect(await record.verify()).toEqual([])
      await writing
      await Promise.all([record.close(), writer.close()])
    })

    for (const [what, statements, code] of FAULTS) {
      test(`finds ${what}`, async () => {
        const { record, place } = await filled(engine)
        for (const statement of statements) await engine.raw(place, statement)
        expect((await record.verify()).map((f) => f.code)).toContain(code)
        await record.close()
      })
    }

    test("finds any one value of any column changed", async () => {
      const { record, place } = sound
      const missed: string[] = []
      let changed = 0
      let asked = 0
      for (const [table, which] of ROWS) {
        const [row] = await engine.raw(place, `select * from ${table} where ${which}`)
        for (const column of Object.keys(row!)) {
          // One database is asked about every column; the other, slower to ask, about every fourth of the same code.
          if (name !== "SQLite" && ++asked % 4 > 0) continue
          const [key, id] = keyOf(table, row!)
          const before = row![column]!
          const where = `${key.map((k) => `${k} = ?`).join(" and ")}`
          const after = await setOther(place, `update ${table} set ${column} = ? where ${where}`, before, id)
          changed++
          if ((await record.verify()).length === 0) missed.push(`${table}.${column}`)
          const moved = id.map((v, i) => (key[i] === column ? after : v))
          await engine.raw(place, `update ${table} set ${column} = ? where ${where}`, [before, ...moved])
        }
      }
      expect(missed).toEqual([])
      expect(changed).toBeGreaterThan(name === "SQLite" ? 200 : 50)
      expect(await record.verify()).toEqual([])
    })

    /** Sets a value of the same type that differs; answers it. */
    async function setOther(
      place: RecordPlace,
      statement: string,
      before: string | number | null,
      id: readonly (string | number | null)[],
    ): Promise<string | number> {
      const others = typeof before === "number" ? [before + 1000] : before === null ? [1, "x"] : [`${before}x`]
      for (const other of others) {
        try {
          await engine.raw(place, statement, [other, ...id])
          return other
        } catch (error) {
          if (other === others.at(-1)) throw error
        }
      }
      throw new Error("no other value was tried")
    }
  })
}

/** Names and values of a row's key. */
function keyOf(table: string, row: Row): [names: string[], values: (string | number | null)[]] {
  const names = KEYS[table] ?? ("id" in row ? ["id"] : Object.keys(row).filter((c) => c.endsWith("_id")))
  return [[...names], names.map((n) => row[n]!)]
}

const KEYS: Readonly<{ [table: string]: readonly string[] }> = {
  source: ["key"],
  aside_batch: ["entry"],
  entry: ["seq"],
  payload: ["seq"],
  decision: ["entry"],
  decision_group: ["entry", "observation_id"],
  solidarity: ["statement_id", "ordinal"],
  action_day: ["action_id", "day"],
  action_demand: ["action_id", "demand"],
  action_source: ["action_id", "observation_id"],
}
