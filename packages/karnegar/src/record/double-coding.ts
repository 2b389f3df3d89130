/**
 * Double coding: the same report coded by two people who see neither each other's values nor what stands.
 *
 * A report that was marked is closed at the desk until two codings are in; until then nobody is given a value of either. What they
 * code is kept to learn how far people agree, and changes nothing that stands. All of it hangs on the report: a withdrawal destroys it.
 */
import { type Kysely, sql, type Transaction } from "kysely"
import { type Decision, decisionOf } from "./decisions.ts"
import { RecordError } from "./errors.ts"
import { blocks } from "./insert-rows.ts"
import type { Tables } from "./tables.ts"
import type { Draw, UnseenCoding } from "./unseen-coding.ts"

/** One of the two codings. */
export interface OneCoding {
  /** Its decision, to take it back by. */
  readonly decision: number
  /** Role key. */
  readonly who: string
  /** UTC minute, ISO 8601. */
  readonly at: string
  /** Null until both are in. */
  readonly coding: UnseenCoding | null
}

/** A report that was marked for double coding. */
export interface Doubling {
  /** The decision that marked it. */
  readonly decision: number
  readonly reportId: string
  readonly who: string
  /** UTC minute, ISO 8601. */
  readonly at: string
  /** Null where a person picked it. */
  readonly draw: Draw | null
  /** At most two, in the order in which they came; those taken back are left out. */
  readonly codings: readonly OneCoding[]
  /** Fewer than two codings have been in at a time: nobody was shown a value, and it is closed at the desk. */
  readonly open: boolean
  /** The decision by which a person was done with the differences; null where nobody is. */
  readonly resolved: number | null
}

/** What is closed at the desk while it is coded unseen. */
export interface Closed {
  readonly reports: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
}

/** Kinds of decisions about double coding; `a` is the report. */
const DOUBLING = [
  "report.doubled",
  "report.coded_unseen",
  "report.resolved",
] as const satisfies readonly Decision["what"][]

/** Is this decision one about double coding? They hang on a report and not on an observation. */
export function isDoubling(what: string): what is (typeof DOUBLING)[number] {
  return (DOUBLING as readonly string[]).includes(what)
}

/** People who are to code a report. */
const CODERS = 2

/** Reports that are marked, oldest first; of all, or of one. */
export async function doublingsOf(db: Kysely<Tables>, reportId: string | null = null): Promise<Doubling[]> {
  let query = db
    .selectFrom("decision")
    .innerJoin("entry", "entry.seq", "decision.entry")
    .selectAll("decision")
    .select(["entry.who", "entry.at"])
    .where("decision.what", "in", DOUBLING)
    .orderBy("decision.entry")
  if (reportId !== null) query = query.where("decision.a", "=", reportId)
  const rows = (await query.execute()).map(({ who, at, ...row }) => ({
    ...decisionOf(row),
    who,
    at,
    undone: row.undone,
  }))
  const byMark = new Map<number, typeof rows>()
  for (const row of rows) {
    if (!("doubling" in row.body)) continue
    const own = byMark.get(row.body.doubling)
    if (own === undefined) byMark.set(row.body.doubling, [row])
    else own.push(row)
  }
  return rows.flatMap((mark) => {
    if (mark.what !== "report.doubled" || mark.undone !== null) return []
    const own = byMark.get(mark.entry) ?? []
    const coded = own.flatMap((row) => (row.what === "report.coded_unseen" ? [row] : []))
    const standing = coded.filter((row) => row.undone === null)
    // Of those taken back some may have stood together before: whoever saw them cannot unsee them.
    const wereIn = coded.some(
      ({ entry }) => coded.filter((o) => o.entry <= entry && (o.undone === null || o.undone > entry)).length >= CODERS,
    )
    return {
      decision: mark.entry,
      reportId: mark.a,
      who: mark.who,
      at: mark.at,
      draw: mark.body.draw,
      codings: standing.map(({ entry, who, at, body }) => ({
        decision: entry,
        who,
        at,
        coding: wereIn ? body.coding : null,
      })),
      open: !wereIn,
      resolved: own.findLast((row) => row.what === "report.resolved" && row.undone === null)?.entry ?? null,
    }
  })
}

/** What is closed now: reports that are marked and not yet coded twice, in all their versions, and whatever shares an action with them. */
export async function closedNow(db: Kysely<Tables>): Promise<Closed> {
  const open = (await doublingsOf(db)).flatMap((doubling) => (doubling.open ? [doubling.reportId] : []))
  const [reports, actions] = [new Set(open), new Set<string>()]
  for (const part of blocks(open)) {
    const first = db
      .selectFrom("report")
      .select(sql<string>`coalesce(version_of, id)`.as("first"))
      .where("id", "in", part)
    for (const { id } of await db
      .selectFrom("report")
      .select("id")
      .where((eb) => eb.or([eb("id", "in", first), eb("version_of", "in", first)]))
      .execute())
      reports.add(id)
  }
  for (const part of blocks([...reports])) {
    const told = db.selectFrom("observation").select("action_id").where("report_id", "in", part)
    const rows = await db.selectFrom("observation").select(["id", "report_id"]).where("action_id", "in", told).execute()
    for (const { id, report_id } of rows) {
      // An action is reached by the id of any of its observations, and shown on the page of any of its reports.
      actions.add(id)
      if (report_id !== null) reports.add(report_id)
    }
  }
  return { reports, actions }
}

/**
 * The decision that marks a report; null when it is marked already.
 *
 * @throws RecordError `record.not_found`, `record.withdrawn`.
 */
export async function markOf(tx: Transaction<Tables>, reportId: string, draw: Draw | null): Promise<Decision | null> {
  const report = await tx.selectFrom("report").select("withdrawn").where("id", "=", reportId).executeTakeFirst()
  if (report === undefined) throw new RecordError("record.not_found", reportId)
  if (report.withdrawn === 1) throw new RecordError("record.withdrawn", reportId)
  const marked = await doublingsOf(tx, reportId)
  return marked.length > 0 ? null : { what: "report.doubled", a: reportId, body: { draw } }
}

/**
 * The decision that keeps what a person coded unseen.
 *
 * @throws RecordError `double.not_open`, `double.same_person`, `double.knows`.
 */
export async function codingOf(
  tx: Transaction<Tables>,
  reportId: string,
  coding: UnseenCoding,
  who: string,
): Promise<Decision> {
  const doubling = (await doublingsOf(tx, reportId)).find(({ open }) => open)
  if (doubling === undefined) throw new RecordError("double.not_open", reportId)
  const why = await barred(tx, doubling, who)
  if (why !== null) throw new RecordError(why, reportId)
  return { what: "report.coded_unseen", a: reportId, body: { doubling: doubling.decision, coding } }
}

/**
 * Why somebody cannot be one of the two; null where they can.
 *
 * Who decided or wrote anything about what the report tells knows its values. Who only looked is not known: no visit is kept.
 */
export async function barred(
  db: Kysely<Tables>,
  { decision, reportId, codings, draw, who: marker }: Doubling,
  who: string,
): Promise<"double.same_person" | "double.knows" | null> {
  if (codings.some((coding) => coding.who === who)) return "double.same_person"
  // Who picked a report had its values before them; a draw shows none.
  if (draw === null && marker === who) return "double.knows"
  const own = db.selectFrom("observation").select("action_id").where("report_id", "=", reportId)
  const members = await db.selectFrom("observation").select("id").where("action_id", "in", own).execute()
  for (const part of blocks([reportId, ...members.map(({ id }) => id)])) {
    const made = await db
      .selectFrom("decision")
      .innerJoin("entry", "entry.seq", "decision.entry")
      .selectAll("decision")
      .where("entry.who", "=", who)
      .where((eb) => eb.or([eb("a", "in", part), eb("b", "in", part)]))
      .execute()
    const tells = made.map(decisionOf).some(
      // Marking it by a draw, or a coding of this very marking that was taken back before anybody saw one, tells nothing.
      (one) => one.what !== "report.doubled" && !("doubling" in one.body && one.body.doubling === decision),
    )
    if (tells) return "double.knows"
  }
  return null
}

/** The decision that says that the differences are dealt with; null when it was said. @throws RecordError `double.not_open`. */
export async function resolutionOf(tx: Transaction<Tables>, reportId: string): Promise<Decision | null> {
  const doubling = (await doublingsOf(tx, reportId)).at(-1)
  if (doubling === undefined || doubling.open) throw new RecordError("double.not_open", reportId)
  if (doubling.resolved !== null) return null
  return { what: "report.resolved", a: reportId, body: { doubling: doubling.decision } }
}
