import type { Transaction } from "kysely"
import { sketchStanding } from "./compare-new.ts"
import { fillConfidence } from "./confidence.ts"
import { RecordError } from "./errors.ts"
import { standImported } from "./imports.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import { PROJECTION_VERSION, projectAll } from "./project.ts"
import type { Replay } from "./replay.ts"
import type { Tables } from "./tables.ts"
import { type LogFault, type Progress, replayLog } from "./verify.ts"

/**
 * Makes everything that is derived anew from the log and from what is kept: rules, registers, decisions, likenesses, which
 * observations are accepted, which imports stand, and every action.
 *
 * @throws RecordError `record.log_broken` when the log itself does not hold: nothing is made of a log that was changed.
 */
export async function rebuild(tx: Transaction<Tables>, subject: string, progress: Progress): Promise<void> {
  const faults: LogFault[] = []
  const replay = await replayLog(tx, faults, progress)
  const [broken] = faults
  if (broken !== undefined) throw new RecordError("record.log_broken", `${subject}: ${broken.code}, ${broken.entry}`)

  await tx.deleteFrom("decision_group").execute()
  await tx.deleteFrom("decision").execute()
  await tx.deleteFrom("likeness").execute()
  await insertRows(tx, "decision", [...replay.decisions.values()])
  await insertRows(tx, "decision_group", replay.groups)
  await insertRows(tx, "likeness", [...replay.likeness.values()])
  for (const [table, rows] of replay.registers) {
    await tx.deleteFrom(table).execute()
    await insertRows(tx, table, [...rows.values()] as never)
  }
  await tx.deleteFrom("setting").where("key", "=", "rules").execute()
  if (replay.rules !== null) await insertRows(tx, "setting", [{ key: "rules", value: replay.rules }])

  await acceptLogged(tx, replay)
  await supersedeLogged(tx, replay)
  for (const { row } of replay.imports.values())
    await tx.updateTable("import").set({ undone: row.undone }).where("id", "=", row.id).execute()
  const imported = await tx.selectFrom("import_row").select("observation_id").distinct().execute()
  await standImported(
    tx,
    imported.map((row) => row.observation_id),
  )
  await sketchStanding(tx)
  await fillConfidence(tx)
  await projectAll(tx)
  await stampProjection(tx)
  progress("actions", 0)
}

/** Marks the observations that the log accepts, and no others. */
async function acceptLogged(tx: Transaction<Tables>, replay: Replay): Promise<void> {
  const rows = await tx
    .selectFrom("observation")
    .innerJoin("coding", "coding.id", "observation.coding_id")
    .select(["observation.id", "observation.accepted", "observation.entry", "observation.coding_id"])
    .where("observation.origin", "=", "coding")
    .execute()
  for (const row of rows) {
    const at = replay.accepted.get(row.id)
    const entry = at ?? replay.coding.get(row.coding_id!)?.entry ?? row.entry
    const accepted = at === undefined ? 0 : 1
    if (row.accepted === accepted && row.entry === entry) continue
    await tx.updateTable("observation").set({ accepted, entry }).where("id", "=", row.id).execute()
  }
}

/** Marks the reports that newer versions stand in the place of, and no others; withdrawn ones say nothing either way. */
async function supersedeLogged(tx: Transaction<Tables>, replay: Replay): Promise<void> {
  await tx.updateTable("report").set({ superseded: 0 }).where("superseded", "=", 1).where("withdrawn", "=", 0).execute()
  for (const part of blocks([...replay.superseded()]))
    await tx.updateTable("report").set({ superseded: 1 }).where("id", "in", part).execute()
}

/** Notes which program derived what stands. */
export async function stampProjection(tx: Transaction<Tables>): Promise<void> {
  await tx
    .insertInto("setting")
    .values({ key: "projection", value: PROJECTION_VERSION })
    .onConflict((c) => c.column("key").doUpdateSet({ value: PROJECTION_VERSION }))
    .execute()
}
