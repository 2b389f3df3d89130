import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine, type Row } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import type { Record } from "./record.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())

/** A record with a row in every table, more than one in most. */
async function filled(engine: RecordEngine): Promise<{ record: Record; place: RecordPlace }> {
  const place = await engine.place()
  const record = await openRecord(place, { registers })
  await record.putSource({ key: "sample_union", nameFa: "نمونه", nameEn: "Sample" })
  await record.setRules({ acceptCodings: true })
  const added = await record.addAllCoded([
    codedPair("1", TOWNS, { url: "https://example.org/1" }),
    codedPair("2", STRIKE),
    codedPair("3", CALL),
    codedPair("4", `${STRIKE} ۲`),
  ])
  await record.setState(added[0]!.actionIds[0]!, "disputed", "sample reason")
  await record.withdrawReport(added[3]!.reportId, "sample reason")
  return { record, place }
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
      `insert into action select 'a0000000000', coding_id, 9, is_call, forms, status, start_day, end_day, date_precision, places_count, workforce, employment,
        character, joint_with, participants_min, participants_max, demands, outcomes, repression, workplace_id, state, sample, entry from action where state = 'disputed'`,
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
  ["a source added by hand", ["insert into source values ('x', 'x', 'x', 1)"], "log.unlogged"],
  ["a removed source", ["delete from source"], "log.projection"],
  ["a rule switched by hand", ["delete from setting where key = 'rules'"], "log.projection"],
]

/** One full row of each table. */
const ROWS: readonly (readonly [table: string, which: string])[] = [
  ["source", "true"],
  ["report", "foreign_id = '1'"],
  ["coding", "document <> ''"],
  ["action", "state = 'disputed'"],
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
    }, 60_000)
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
      for (const [table, which] of ROWS) {
        const [row] = await engine.raw(place, `select * from ${table} where ${which}`)
        for (const column of Object.keys(row!)) {
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
      expect(changed).toBeGreaterThan(60)
      expect(await record.verify()).toEqual([])
    }, 60_000)

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
  const names =
    table === "source"
      ? ["key"]
      : "seq" in row
        ? ["seq"]
        : "id" in row
          ? ["id"]
          : Object.keys(row).filter((c) => c.endsWith("_id"))
  return [names, names.map((n) => row[n]!)]
}
