/** Reports that copy one another, as agencies pass them on: those that wait while one of them was reviewed. */
import type { Kysely } from "kysely"
import { blocks } from "./insert-rows.ts"
import { COPY } from "./merge/weights.ts"
import { notRejected } from "./queue.ts"
import type { Tables } from "./tables.ts"

/** An action that nobody has looked at, told by a copy of a text whose action was reviewed. */
export interface WaitingCopy {
  /** Its own action. */
  readonly actionId: string
  readonly reportId: string
  readonly source: string | null
  readonly published: string | null
  /** The text's first letters. */
  readonly opening: string
  /** Share of words that it has in common with a text of the reviewed action, or with a copy of it. */
  readonly shared: number
}

/** Copies that are followed from one to the next at most: of a text that thousands passed on, the rest comes next time. */
const MOST_COPIES = 300
const OPENING_LETTERS = 200

/**
 * Actions that wait and whose texts are copies of this action's texts, most alike first.
 *
 * A copy of a copy counts: what says the very same is compared with the first of its text alone. Kept out: what people set aside
 * and pairs that cannot be one action.
 *
 * @param actionId The standing action's own id.
 */
export async function waitingCopies(db: Kysely<Tables>, actionId: string): Promise<WaitingCopy[]> {
  const own = await db.selectFrom("observation").select("id").where("action_id", "=", actionId).execute()
  const shared = new Map<string, number>()
  const met = new Set(own.map((o) => o.id))
  let frontier = [...met]
  while (frontier.length > 0 && shared.size < MOST_COPIES) {
    const next: string[] = []
    for (const part of blocks(frontier))
      for (const [here, there] of [
        ["a", "b"],
        ["b", "a"],
      ] as const)
        for (const row of await db
          .selectFrom("likeness")
          .selectAll()
          .where(here, "in", part)
          .where("shared", ">=", COPY)
          .where("apart", "=", 0)
          .execute()) {
          const id = row[there]
          if (!met.has(id)) next.push(id)
          if (!own.some((o) => o.id === id)) shared.set(id, Math.max(shared.get(id) ?? 0, row.shared))
        }
    for (const id of next) met.add(id)
    frontier = [...new Set(next)]
  }
  const copies = new Map<string, WaitingCopy>()
  for (const part of blocks([...shared.keys()])) {
    const rows = await db
      .selectFrom("observation")
      .innerJoin("report", "report.id", "observation.report_id")
      .leftJoin("action", "action.id", "observation.action_id")
      .select([
        "observation.id",
        "observation.action_id",
        "report.id as report_id",
        "report.source",
        "report.published",
      ])
      .select("report.text")
      .where("observation.id", "in", part)
      .where("observation.action_id", "<>", actionId)
      .where("report.withdrawn", "=", 0)
      .where("report.superseded", "=", 0)
      .where((eb) => eb.or([eb("action.id", "is", null), eb("action.state", "=", "unreviewed")]))
      .where(notRejected)
      .execute()
    for (const row of rows) {
      const known = copies.get(row.action_id)
      if (known !== undefined && known.shared >= shared.get(row.id)!) continue
      copies.set(row.action_id, {
        actionId: row.action_id,
        reportId: row.report_id,
        source: row.source === "" ? null : row.source,
        published: row.published,
        opening: row.text.slice(0, OPENING_LETTERS),
        shared: shared.get(row.id)!,
      })
    }
  }
  return [...copies.values()].sort((x, y) => y.shared - x.shared || (x.actionId < y.actionId ? -1 : 1))
}
