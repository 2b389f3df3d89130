/** Which observations are one action, as `merge/cluster.ts` works it out from what the record holds. */
import type { Kysely } from "kysely"
import { ComparingDesk } from "./comparing-desk.ts"
import { decisionOf, GROUPING, type Decided as Standing } from "./decisions.ts"
import { blocks } from "./insert-rows.ts"
import { clusterActions, type Edge, type Decision as GroupDecision, type Node } from "./merge/cluster.ts"
import { COPY, SAME_TELLING } from "./merge/weights.ts"
import { readRules } from "./rules.ts"
import type { Tables } from "./tables.ts"

/** The action that each observation belongs to. */
export type Grouping = ReadonlyMap<string, string>

/** Columns that grouping looks at. */
export const NODE = ["id", "report_id", "published", "action_id"] as const
export type NodeRow = Pick<Tables["observation"], (typeof NODE)[number]>

/** A likeness that counts for grouping, or for telling origins apart. */
export interface Link extends Edge {
  /** Their texts are copies of one another: one origin. */
  readonly copy: boolean
}

/** Which action each observation belongs to, over the whole record; `before` is what stands. */
export async function groupAll(
  db: Kysely<Tables>,
): Promise<{ readonly grouping: Grouping; readonly before: Grouping }> {
  const rows = await db.selectFrom("observation").select(NODE).execute()
  const decisions = (
    await db.selectFrom("decision").selectAll().where("what", "in", GROUPING).where("undone", "is", null).execute()
  ).map(decisionOf)
  const least = await leastToJoin(db)
  const links = await readLinks(db, least, null)
  return {
    grouping: await group(db, new ComparingDesk(), rows.map(nodeOf), links, decisions, least),
    before: new Map(rows.map((r) => [r.id, r.action_id])),
  }
}

/** Groups these observations by the links among them. */
export async function group(
  db: Kysely<Tables>,
  desk: ComparingDesk,
  nodes: readonly Node[],
  links: readonly Link[],
  decisions: readonly Standing[],
  least: number,
): Promise<Grouping> {
  await desk.read(db, inChains(links, least))
  return clusterActions(nodes, links, decisions.flatMap(groupDecisions), least, (id) => desk.factsOf(id))
}

/** Two observations of one report are two actions; rows of an import have no report and are kept apart by nothing. */
export function nodeOf({ id, report_id, published }: Omit<NodeRow, "action_id">): Node {
  return { id, reportId: report_id ?? id, published }
}

/** Ids of chains of three and more: two that are alike were held against each other when they were compared. */
function inChains(links: readonly Link[], least: number): Set<string> {
  const met = new Set<string>()
  const again = new Set<string>()
  for (const { a, b, apart, score } of links) {
    if (apart || score < least) continue
    if (met.has(a)) again.add(a)
    else met.add(a)
    if (met.has(b)) again.add(b)
    else met.add(b)
  }
  const chained = new Set<string>()
  for (const { a, b, apart, score } of links)
    if (!apart && score >= least && (again.has(a) || again.has(b))) chained.add(a).add(b)
  return chained
}

/** Score from which the operator's rule lets join. */
export async function leastToJoin(db: Kysely<Tables>): Promise<number> {
  return (await readRules(db)).joinAlike ?? ABOVE_ALL
}

/** No score reaches it. */
const ABOVE_ALL = 2

/** Whether a likeness counts: alike enough to join, known to be apart, or of copies. */
export function linkOf({ a, b, score, shared, apart }: Omit<Tables["likeness"], "entry">, least: number): Link | null {
  if (score < least && apart === 0 && shared < COPY) return null
  return { a, b, score, apart: apart === 1, same: score === SAME_TELLING && score >= least, copy: shared >= COPY }
}

/** The likenesses that count, of these observations or of all. */
export async function readLinks(db: Kysely<Tables>, least: number, ids: readonly string[] | null): Promise<Link[]> {
  const query = db
    .selectFrom("likeness")
    .select(["a", "b", "score", "shared", "apart"])
    .where((eb) => eb.or([eb("score", ">=", least), eb("apart", "=", 1), eb("shared", ">=", COPY)]))
  const found = ids === null ? await query.execute() : []
  // One column at a time: each has an index, and PostgreSQL uses neither for both at once in a long list.
  for (const part of blocks(ids ?? []))
    for (const column of ["a", "b"] as const)
      for (const row of await query.where(column, "in", part).execute()) found.push(row)
  return found.map((row) => linkOf(row, least)!)
}

/** A grouping decision as pairs: those of one group are joined, those of two are apart. */
function groupDecisions(decision: Standing): GroupDecision[] {
  if (decision.what === "action.joined") return [{ kind: "join", a: decision.a, b: decision.b, seq: decision.entry }]
  if (decision.what !== "action.split") return []
  const { groups } = decision.body
  const out: GroupDecision[] = []
  for (const [i, group] of groups.entries()) {
    for (const [k, b] of group.entries()) if (k > 0) out.push({ kind: "join", a: group[0]!, b, seq: decision.entry })
    for (const other of groups.slice(i + 1))
      for (const a of group) for (const b of other) out.push({ kind: "apart", a, b, seq: decision.entry })
  }
  return out
}
