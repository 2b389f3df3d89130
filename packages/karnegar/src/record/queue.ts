/** What waits at the desk: reports whose actions are in some state, in an order that a person chooses. */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from "kysely"
import { canonicalJson } from "./canonical.ts"
import { notesOf } from "./notes.ts"
import type { Tables } from "./tables.ts"
import type { DeskState } from "./types.ts"

/** Orders of the queue: newest first; least sure first; by source; most disagreement between sources first. */
export const QUEUE_ORDERS = ["newest", "confidence", "source", "conflict"] as const
/** An order of the queue. */
export type QueueOrder = (typeof QUEUE_ORDERS)[number]

/** Which reports: `waiting` for a first look (drafts, and what a rule accepted), or those with an action in one state. */
export const QUEUE_STATES = [
  "waiting",
  "draft",
  "unreviewed",
  "reviewed",
  "published",
  "disputed",
  "retracted",
  "rejected",
] as const satisfies readonly ("waiting" | DeskState)[]
/** Which reports the queue shows. */
export type QueueState = (typeof QUEUE_STATES)[number]

/** A stretch of the queue. */
export interface QueuePage {
  readonly order: QueueOrder
  readonly state: QueueState
  readonly limit: number
  /** Key of a source; left out: all. */
  readonly source?: string
  /** Role key: only what this person has taken on. */
  readonly assignee?: string
  /** Place of an item, `QueueItem.place`: only those behind it. It need not stand in the queue any more. */
  readonly after?: string
  /** Only those before it, nearest first. */
  readonly before?: string
}

/** A report in the queue. */
export interface QueueItem {
  readonly reportId: string
  /** Where it stands in this order; good for `after` and `before`. */
  readonly place: string
  /** The text's first letters. */
  readonly opening: string
  readonly source: string | null
  readonly published: string | null
  /** Least of its actions here, 0 to 1; null where it is not known. */
  readonly confidence: number | null
  /** Fields that sources tell differently, of the action with most of them. */
  readonly conflicts: number
  readonly actions: number
  /** Role key of who has taken it on; null where nobody has. */
  readonly assignee: string | null
  readonly comments: number
}

const OPENING_LETTERS = 300
const REJECTED = '%"to":"rejected"%'

type Eb = ExpressionBuilder<Tables, "observation">

/** No person has set this observation's action aside. */
export function notRejected(eb: unknown): Expression<SqlBool> {
  const { not, exists, selectFrom } = eb as Eb
  return not(
    exists(
      selectFrom("decision")
        .select("decision.entry")
        .whereRef("decision.a", "=", "observation.action_id")
        .where("decision.what", "=", "action.state")
        .where("decision.undone", "is", null)
        .where("decision.body", "like", REJECTED),
    ),
  )
}

/** Numbers of a JSON list of names, in SQL that both databases read. */
const CONFLICTS = sql<number>`case when action.disagreements is null or action.disagreements = '[]' then 0
  else 1 + length(action.disagreements) - length(replace(action.disagreements, ',', '')) end`

/** What an order sorts by besides the report's own number; ascending where `up`. */
const KEYS: Readonly<Record<QueueOrder, { readonly column: string | null; readonly up: boolean }>> = {
  newest: { column: null, up: false },
  confidence: { column: "sure", up: true },
  source: { column: "source", up: true },
  conflict: { column: "conflicts", up: false },
}

/** A page of the queue. */
export async function listQueue(db: Kysely<Tables>, page: QueuePage): Promise<QueueItem[]> {
  const { column, up } = KEYS[page.order]
  const backwards = page.before !== undefined
  const edge = placeOf(page.before ?? page.after ?? null, page.order)
  let query = db
    .with("waiting", () => waiting(db, page))
    .selectFrom("waiting")
    .selectAll()
  if (edge !== null) {
    const key = column === null ? null : sql.ref(column)
    const [entryPast, keyPast] = backwards ? [sql`>`, up ? sql`<` : sql`>`] : [sql`<`, up ? sql`>` : sql`<`]
    query = query.where(
      key === null
        ? sql<SqlBool>`entry ${entryPast} ${edge.entry}`
        : sql<SqlBool>`(${key} ${keyPast} ${edge.key} or (${key} = ${edge.key} and entry ${entryPast} ${edge.entry}))`,
    )
  }
  if (column !== null) query = query.orderBy(sql.ref(column), up !== backwards ? "asc" : "desc")
  const rows = await query
    .orderBy("entry", backwards ? "asc" : "desc")
    .limit(page.limit)
    .execute()
  const ids = rows.map((row) => row.id)
  const openings =
    ids.length === 0
      ? []
      : await db
          .selectFrom("report")
          .select(["id", sql<string>`substr(text, 1, ${sql.lit(OPENING_LETTERS)})`.as("opening")])
          .where("id", "in", ids)
          .execute()
  const notes = await notesOf(db, ids)
  const opening = new Map(openings.map((o) => [o.id, o.opening]))
  return rows.map((row) => ({
    reportId: row.id,
    place: `${row.entry}:${column === null ? "" : String(row[column as "sure"])}`,
    opening: opening.get(row.id) ?? "",
    source: row.source === "" ? null : row.source,
    published: row.published,
    confidence: row.confidence,
    conflicts: Number(row.conflicts),
    actions: Number(row.actions),
    assignee: notes.get(row.id)?.assignee ?? null,
    comments: notes.get(row.id)?.comments.length ?? 0,
  }))
}

/** How many reports each state holds; one with actions in two states counts in both. */
export async function countQueue(db: Kysely<Tables>): Promise<Readonly<Record<QueueState, number>>> {
  const counts = {} as { [state in QueueState]: number }
  for (const state of QUEUE_STATES) {
    const { n } = await db
      .with("waiting", () => waiting(db, { state }))
      .selectFrom("waiting")
      .select((eb) => eb.fn.countAll().as("n"))
      .executeTakeFirstOrThrow()
    counts[state] = Number(n)
  }
  return counts
}

/** Reports that stand, with those of their actions that are in a state, one row each. */
function waiting(db: Kysely<Tables>, { state, source, assignee }: Pick<QueuePage, "state" | "source" | "assignee">) {
  let query = db
    .selectFrom("observation")
    .innerJoin("report", "report.id", "observation.report_id")
    .leftJoin("action", "action.id", "observation.action_id")
    .select(["report.id", "report.entry", "report.source", "report.published"])
    .select((eb) => [
      eb.fn.min("observation.confidence").as("confidence"),
      sql<number>`coalesce(min(observation.confidence), 0)`.as("sure"),
      sql<number>`max(${CONFLICTS})`.as("conflicts"),
      eb.fn.count("observation.action_id").distinct().as("actions"),
    ])
    .where("report.withdrawn", "=", 0)
    .where("report.superseded", "=", 0)
    .groupBy(["report.id", "report.entry", "report.source", "report.published"])
  if (source !== undefined) query = query.where("report.source", "=", source)
  if (assignee !== undefined) query = query.where(isTakenOnBy(assignee))
  if (state === "waiting")
    return query.where((eb) =>
      eb.or([eb("action.state", "=", "unreviewed"), eb.and([eb("action.id", "is", null), notRejected(eb)])]),
    )
  if (state === "draft") return query.where("action.id", "is", null).where(notRejected)
  if (state === "rejected") return query.where("action.id", "is", null).where((eb) => eb.not(notRejected(eb) as never))
  return query.where("action.state", "=", state)
}

/** The latest word on who has taken a report on names this person. */
function isTakenOnBy(assignee: string) {
  return sql<SqlBool>`(select given.body from decision as given inner join observation as noted on noted.id = given.a
    where noted.report_id = report.id and given.what = 'report.assigned' and given.undone is null
    order by given.entry desc limit 1) = ${canonicalJson({ to: assignee })}`
}

/** A place as it was given out; null for anything else. */
function placeOf(
  place: string | null,
  order: QueueOrder,
): { readonly entry: number; readonly key: string | number } | null {
  const found = place === null ? null : /^(\d{1,15}):(.{0,200})$/su.exec(place)
  if (found === null) return null
  const number = Number(found[2])
  if (order === "source" || order === "newest") return { entry: Number(found[1]), key: found[2]! }
  return Number.isFinite(number) ? { entry: Number(found[1]), key: number } : null
}
