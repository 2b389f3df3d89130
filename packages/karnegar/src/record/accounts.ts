/** The accounts that an action is made of: one source's word each, whole, for whoever joins and parts them. */
import type { Kysely } from "kysely"
import { inOrder } from "./derive.ts"
import type { ActionFields } from "./fields.ts"
import type { Tables } from "./tables.ts"

/** One source's word on an action. */
export interface Account {
  /** Id of the observation: what a split names. */
  readonly id: string
  /** Null where it is a row that was imported. */
  readonly reportId: string | null
  /** Key of the source of the report or of the import; null where none is told. */
  readonly source: string | null
  readonly published: string | null
  readonly fields: ActionFields
  /** Its report was withdrawn, or a newer version stands for it: it tells nothing any more, and goes along. */
  readonly silent: boolean
}

/** Accounts of a standing action, in the order of publication. @param actionId The action's own id. */
export async function accountsOf(db: Kysely<Tables>, actionId: string): Promise<Account[]> {
  const rows = await db
    .selectFrom("observation")
    .leftJoin("report", "report.id", "observation.report_id")
    .leftJoin("import", "import.id", "observation.import_id")
    .select(["observation.id", "observation.report_id", "observation.published", "observation.fields"])
    .select(["report.source", "report.withdrawn", "report.superseded", "import.source as import_source"])
    .where("observation.action_id", "=", actionId)
    .execute()
  return inOrder(rows).map((row) => ({
    id: row.id,
    reportId: row.report_id,
    source: (row.source ?? row.import_source) || null,
    published: row.published,
    fields: JSON.parse(row.fields) as ActionFields,
    silent: row.withdrawn === 1 || row.superseded === 1,
  }))
}
