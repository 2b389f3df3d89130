/** Which text a text answers: told by whoever brought it, as a key of the same source, whether or not that is stored. */
import type { Kysely } from "kysely"
import type { Tables } from "./tables.ts"

/** The text that a report answers. */
export interface Answered {
  /** Its key within the source: a message's number. */
  readonly foreignId: string
  /** The report that stands for it now; null where none does. */
  readonly reportId: string | null
}

/** The text that a report answers; null where it answers none, or where none is told. */
export async function answeredBy(db: Kysely<Tables>, reportId: string): Promise<Answered | null> {
  const own = await db
    .selectFrom("report")
    .select(["source", "reply_to"])
    .where("id", "=", reportId)
    .where("reply_to", "is not", null)
    .executeTakeFirst()
  if (own === undefined) return null
  const standing = await db
    .selectFrom("report as first")
    .innerJoin("report as version", (join) =>
      join.on((eb) =>
        eb.or([eb("version.id", "=", eb.ref("first.id")), eb("version.version_of", "=", eb.ref("first.id"))]),
      ),
    )
    .select("version.id")
    .where("first.source", "=", own.source)
    .where("first.foreign_id", "=", own.reply_to)
    .where("version.superseded", "=", 0)
    .where("version.withdrawn", "=", 0)
    .executeTakeFirst()
  return { foreignId: own.reply_to!, reportId: standing?.id ?? null }
}

/** Actions that the texts tell of which an action's own texts answer, in any version; the earliest first. */
export async function actionsAnswered(db: Kysely<Tables>, actionId: string, most: number) {
  const rows = await db
    .selectFrom("observation as own")
    .innerJoin("report as answer", "answer.id", "own.report_id")
    .innerJoin("report as first", (join) =>
      join.onRef("first.source", "=", "answer.source").onRef("first.foreign_id", "=", "answer.reply_to"),
    )
    .innerJoin("report as version", (join) =>
      join.on((eb) =>
        eb.or([eb("version.id", "=", eb.ref("first.id")), eb("version.version_of", "=", eb.ref("first.id"))]),
      ),
    )
    .innerJoin("observation as told", "told.report_id", "version.id")
    .innerJoin("action", "action.id", "told.action_id")
    .select(["action.id", "action.is_call", "action.start_day"])
    .distinct()
    .where("own.action_id", "=", actionId)
    .where("action.id", "<>", actionId)
    .where("action.is_call", "=", 0)
    .where("action.state", "<>", "retracted")
    .orderBy("action.start_day")
    .orderBy("action.id")
    .limit(most)
    .execute()
  return rows.map((row) => ({ id: row.id, isCall: false as const, start: row.start_day }))
}
