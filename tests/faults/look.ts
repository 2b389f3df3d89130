import { builtInKnowledge } from "@karnegar/coder"
import { openRecord, type RecordPlace } from "../../packages/karnegar/src/record/open.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import type { RecordEngine } from "../support/record-engines.ts"
import type { Fault } from "./torture.ts"

const registers = registersFrom(builtInKnowledge())

/** Does something with an open record, and closes it. */
export async function withRecord<T>(place: RecordPlace, work: (record: Record) => Promise<T>): Promise<T> {
  const record = await openRecord(place, { registers })
  try {
    return await work(record)
  } finally {
    await record.close()
  }
}

/** What stands in a record after a kill. */
export type Found = Awaited<ReturnType<typeof look>>

/** Opens a record, verifies all of it and counts; what does not hold is a broken record. */
export function look(engine: RecordEngine, place: RecordPlace, faults: Fault[]) {
  return withRecord(place, async (record) => {
    for (const { code, entry } of await record.verify()) faults.push({ kind: "broken", what: `${code} at ${entry}` })
    if ("dataDir" in place) {
      const [check] = await engine.raw(place, "pragma integrity_check")
      if (check!.integrity_check !== "ok") faults.push({ kind: "broken", what: String(check!.integrity_check) })
    }
    // As they are stored: what is public tells small numbers in bands.
    const rows = await engine.raw(place, "select establishments from action where origin = 'import'")
    const establishments = rows.map(({ establishments: one }) => (one === null ? null : Number(one)))
    const { reports, codings, actions } = await record.counts()
    return { reports, codings, actions, establishments, rules: await record.rules() }
  })
}
