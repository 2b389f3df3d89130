/** What people at the desk say to one another about a report, and who takes it on. Private; nothing that stands rests on it. */
import type { Kysely } from "kysely"
import { type Decision, decisionOf } from "./decisions.ts"
import { RecordError } from "./errors.ts"
import { blocks } from "./insert-rows.ts"
import type { Tables } from "./tables.ts"

/** Letters of a comment at most. */
export const MOST_COMMENT = 2_000

/** A comment that stands. */
export interface Comment {
  /** Its decision, to take it back by. */
  readonly decision: number
  /** Role key. */
  readonly who: string
  /** UTC minute, ISO 8601. */
  readonly at: string
  readonly text: string
}

/** What was noted about a report. */
export interface ReportNotes {
  /** Oldest first. */
  readonly comments: readonly Comment[]
  /** Role key of who has taken it on; null where nobody has. */
  readonly assignee: string | null
}

/** Kinds that note; they change nothing that stands, and no form is late because of them. */
export const NOTING: readonly Decision["what"][] = ["report.commented", "report.assigned"]

/**
 * The observation that notes about a report hang on: a withdrawal of the report destroys them with it.
 *
 * @throws RecordError `record.not_found` when the report tells of no action, `record.withdrawn`.
 */
export async function anchorOf(db: Kysely<Tables>, reportId: string): Promise<string> {
  const row = await db
    .selectFrom("observation")
    .innerJoin("report", "report.id", "observation.report_id")
    .select(["observation.id", "report.withdrawn"])
    .where("report.id", "=", reportId)
    .orderBy("observation.ordinal")
    .orderBy("observation.id")
    .executeTakeFirst()
  if (row === undefined) throw new RecordError("record.not_found", reportId)
  if (row.withdrawn === 1) throw new RecordError("record.withdrawn", reportId)
  return row.id
}

/** Notes of these reports that stand; reports without any are absent. */
export async function notesOf(db: Kysely<Tables>, reportIds: readonly string[]): Promise<Map<string, ReportNotes>> {
  const notes = new Map<string, { comments: Comment[]; assignee: string | null }>()
  for (const part of blocks(reportIds)) {
    const rows = await db
      .selectFrom("decision")
      .innerJoin("observation", "observation.id", "decision.a")
      .innerJoin("entry", "entry.seq", "decision.entry")
      .selectAll("decision")
      .select(["observation.report_id", "entry.who", "entry.at"])
      .where("decision.what", "in", NOTING)
      .where("decision.undone", "is", null)
      .where("observation.report_id", "in", part)
      .orderBy("decision.entry")
      .execute()
    for (const { report_id, who, at, ...row } of rows) {
      const own = notes.get(report_id!) ?? { comments: [], assignee: null }
      const decision = decisionOf(row)
      // Of two who took it on, or were given it, the later one.
      if (decision.what === "report.assigned") own.assignee = decision.body.to
      if (decision.what === "report.commented")
        own.comments.push({ decision: row.entry, who, at, text: decision.body.text })
      notes.set(report_id!, own)
    }
  }
  return notes
}
