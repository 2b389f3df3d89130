import type { Transaction } from "kysely"
import { EMPTIED_ACTION, EMPTIED_REPORT } from "./emptied.ts"
import { RecordError } from "./errors.ts"
import { blocks } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { Tables } from "./tables.ts"

/** What a withdrawal's entry says: whose payloads were destroyed, so that `verify` knows them from lost ones. */
export interface Withdrawal {
  readonly codings: readonly string[]
  readonly actions: readonly string[]
  /** Entries whose payload and salt were destroyed. */
  readonly payloads: readonly number[]
  readonly reason: string
}

/**
 * Destroys a report's text, its codings, the fields of actions that rest on it alone, and the payloads and salts of all
 * their entries. Ids and entries stay: the chain holds, and a page can say that something was withdrawn.
 *
 * @returns False when it was withdrawn before.
 */
export async function withdraw(
  tx: Transaction<Tables>,
  log: LogWriter,
  reportId: string,
  reason: string,
): Promise<boolean> {
  const report = await tx.selectFrom("report").select("withdrawn").where("id", "=", reportId).executeTakeFirst()
  if (report === undefined) throw new RecordError("record.not_found", reportId)
  if (report.withdrawn === 1) return false
  const codings = (await tx.selectFrom("coding").select("id").where("report_id", "=", reportId).execute()).map(
    (c) => c.id,
  )
  const actions = (
    await tx
      .selectFrom("action_source")
      .select("action_id")
      .where("report_id", "=", reportId)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("action_source as other")
              .select("other.action_id")
              .whereRef("other.action_id", "=", "action_source.action_id")
              .where("other.report_id", "<>", reportId),
          ),
        ),
      )
      .execute()
  ).map((a) => a.action_id)
  const payloads: number[] = []
  for (const subjects of blocks([reportId, ...codings, ...actions])) {
    const rows = await tx.selectFrom("payload").select("seq").where("subject", "in", subjects).execute()
    payloads.push(...rows.map((p) => p.seq))
  }
  for (const seqs of blocks(payloads)) await tx.deleteFrom("payload").where("seq", "in", seqs).execute()
  for (const ids of blocks(actions)) {
    await tx.deleteFrom("local_action").where("action_id", "in", ids).execute()
    await tx.deleteFrom("action_organisation").where("action_id", "in", ids).execute()
    await tx
      .updateTable("action")
      .set({ ...EMPTIED_ACTION, state: "retracted" })
      .where("id", "in", ids)
      .execute()
  }
  await tx.updateTable("coding").set({ document: "" }).where("report_id", "=", reportId).execute()
  await tx.updateTable("report").set(EMPTIED_REPORT).where("id", "=", reportId).execute()
  const payload: Withdrawal = {
    codings: codings.sort(),
    actions: actions.sort(),
    payloads: payloads.sort((a, b) => a - b),
    reason,
  }
  log.append({ who: "operator", what: "report.withdrawn", subject: reportId, payload })
  return true
}
