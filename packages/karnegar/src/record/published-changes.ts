/**
 * What each version of the public changed: whoever keeps something made of all that is public reads only that anew.
 *
 * A version of which nothing is noted changed everything, so that whatever raises it without a note (a restored backup, an older
 * program) is safe. Running state: no entry tells of it, and nothing that stands rests on it.
 */
import type { Kysely, Transaction } from "kysely"
import { insertRows } from "./insert-rows.ts"
import type { OpenRegister } from "./register-tables.ts"
import type { Tables } from "./tables.ts"

/** Actions of one version that are noted; of more everything is read anew, which costs no more. */
const MOST_NOTED = 5000

/** Versions that are kept; who comes later reads everything. */
const KEPT = 500

/** Stands where a version changed what is beside actions alone: campaigns, events, cases, statements. */
const NO_ACTION = ""

/**
 * Raises the version of what is public.
 *
 * @param actionIds Actions that may be public otherwise than before, or no more; null: everything may.
 */
export async function notePublished(tx: Transaction<Tables>, actionIds: readonly string[] | null): Promise<void> {
  const version = (await publishedVersion(tx)) + 1
  await tx
    .updateTable("setting")
    .set({ value: String(version) })
    .where("key", "=", "version")
    .execute()
  await tx
    .deleteFrom("published_change")
    .where((eb) => eb.or([eb("version", "<=", version - KEPT), eb("version", ">=", version)]))
    .execute()
  if (actionIds === null || actionIds.length > MOST_NOTED) return
  const ids = actionIds.length === 0 ? [NO_ACTION] : new Set(actionIds)
  await insertRows(
    tx,
    "published_change",
    [...ids].map((action_id) => ({ version, action_id })),
  )
}

/** Number that grows with every change of what is public. */
export async function publishedVersion(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", "version").executeTakeFirst()
  return Number(row?.value ?? 0)
}

/** Actions that may be public otherwise than at a version, up to another one; null: everything may. */
export async function changedBetween(db: Kysely<Tables>, from: number, to: number): Promise<readonly string[] | null> {
  if (to < from || to - from > KEPT) return null
  const rows = await db
    .selectFrom("published_change")
    .selectAll()
    .where("version", ">", from)
    .where("version", "<=", to)
    .execute()
  if (new Set(rows.map((row) => row.version)).size !== to - from) return null
  return [...new Set(rows.map((row) => row.action_id))].filter((id) => id !== NO_ACTION)
}

/** Actions whose public words a register's row holds; null: any may. */
export async function actionsNaming(
  db: Kysely<Tables>,
  table: OpenRegister,
  id: string,
): Promise<readonly string[] | null> {
  switch (table) {
    case "organisation": {
      const rows = await db
        .selectFrom("action_organisation")
        .select("action_id")
        .where("organisation_id", "=", id)
        .execute()
      return rows.map((row) => row.action_id)
    }
    case "workplace": {
      const rows = await db.selectFrom("action").select("id").where("workplace_id", "=", id).execute()
      return rows.map((row) => row.id)
    }
    case "campaign":
    case "context_event":
    case "repression_case":
      return []
    default:
      // A source's address may be that of any imported row.
      return null
  }
}
