/** From an id to the action that stands under it: an id of a merged action leads to the one it was merged into, for ever. */
import type { Kysely } from "kysely"
import { RecordError } from "./errors.ts"
import { blocks } from "./insert-rows.ts"
import type { Tables } from "./tables.ts"

/** The standing action that an id leads to; null when no observation has it. */
export async function findActionId(db: Kysely<Tables>, id: string): Promise<string | null> {
  const row = await db.selectFrom("observation").select("action_id").where("id", "=", id).executeTakeFirst()
  return row?.action_id ?? null
}

/** @throws RecordError `record.not_found`. */
export async function getActionId(db: Kysely<Tables>, id: string): Promise<string> {
  const own = await findActionId(db, id)
  if (own === null) throw new RecordError("record.not_found", id)
  return own
}

/** Ids of an action's observations, sorted. */
export async function membersOf(db: Kysely<Tables>, actionId: string): Promise<string[]> {
  const rows = await db.selectFrom("observation").select("id").where("action_id", "=", actionId).execute()
  return rows.map((row) => row.id).sort()
}

/** Whether all that an action rests on was withdrawn. */
export async function isWithdrawn(db: Kysely<Tables>, actionId: string): Promise<boolean> {
  const rows = await db
    .selectFrom("observation")
    .leftJoin("report", "report.id", "observation.report_id")
    .select("report.withdrawn")
    .where("observation.action_id", "=", actionId)
    .execute()
  return rows.every((row) => row.withdrawn === 1)
}

/** The accepted action of each observation; those whose action does not stand are absent. */
export async function actionsOf(db: Kysely<Tables>, observationIds: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const part of blocks(observationIds)) {
    const rows = await db
      .selectFrom("observation")
      .innerJoin("action", "action.id", "observation.action_id")
      .select(["observation.id", "action.id as action_id"])
      .where("observation.id", "in", part)
      .execute()
    for (const row of rows) found.set(row.id, row.action_id)
  }
  return found
}

/** Ids of the actions that these observations stand under, and of the observations beside them. */
export async function standingActions(db: Kysely<Tables>, observationIds: readonly string[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const part of blocks(observationIds)) {
    const rows = await db.selectFrom("observation").select("action_id").where("id", "in", part).execute()
    for (const row of rows) ids.add(row.action_id)
  }
  const fellows = new Set(ids)
  for (const part of blocks([...ids])) {
    const rows = await db.selectFrom("observation").select("id").where("action_id", "in", part).execute()
    for (const row of rows) fellows.add(row.id)
  }
  return [...fellows]
}
