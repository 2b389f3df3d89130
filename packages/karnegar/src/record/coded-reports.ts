import type { CodedDocument } from "@karnegar/coder"
import type { Kysely } from "kysely"
import type { Tables } from "./tables.ts"
import type { CodedReport, Report } from "./types.ts"

/** Reports with their newest coding, the newest first; those before a report where one is given. */
export async function listReports(
  db: Kysely<Tables>,
  page: { readonly limit: number; readonly before?: string },
): Promise<readonly CodedReport[]> {
  let query = db.selectFrom("report").selectAll().orderBy("entry", "desc").limit(page.limit)
  if (page.before !== undefined) {
    const edge = await db.selectFrom("report").select("entry").where("id", "=", page.before).executeTakeFirst()
    if (edge === undefined) return []
    query = query.where("entry", "<", edge.entry)
  }
  return Promise.all((await query.execute()).map((row) => codedReport(db, row)))
}

/** A report with its newest coding; null where there is none with this id. */
export async function findReport(db: Kysely<Tables>, id: string): Promise<CodedReport | null> {
  const row = await db.selectFrom("report").selectAll().where("id", "=", id).executeTakeFirst()
  return row === undefined ? null : codedReport(db, row)
}

async function codedReport(db: Kysely<Tables>, row: Tables["report"]): Promise<CodedReport> {
  const coding = await db
    .selectFrom("coding")
    .select("document")
    .where("report_id", "=", row.id)
    .orderBy("entry", "desc")
    .limit(1)
    .executeTakeFirst()
  const actions = await db
    .selectFrom("observation")
    .innerJoin("action", "action.id", "observation.action_id")
    .select("action.id")
    .where("observation.report_id", "=", row.id)
    .orderBy("observation.ordinal")
    .execute()
  return {
    report: reportOf(row),
    coding: coding === undefined || coding.document === "" ? null : (JSON.parse(coding.document) as CodedDocument),
    actionIds: [...new Set(actions.map((a) => a.id))],
  }
}

function reportOf(row: Tables["report"]): Report {
  return {
    id: row.id,
    foreignId: row.foreign_id,
    text: row.text,
    sha256: row.sha256,
    source: row.source === "" ? null : row.source,
    url: row.url,
    published: row.published,
    lang: row.lang,
    sample: row.sample === 1,
  }
}
