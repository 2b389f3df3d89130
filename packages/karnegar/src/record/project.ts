/**
 * From what is kept and decided to the actions that stand.
 *
 * Which observations are one action is a function of the observations, of the likenesses that the operator's rule lets count,
 * and of the standing decisions: never of the order in which anything arrived. Writing, `rebuild` and `verify` all come here.
 */
import type { Kysely, Transaction } from "kysely"
import { ACTION_TABLES, type ActionRows, actionRows, type Decided, type Member } from "./action-rows.ts"
import { ComparingDesk } from "./comparing-desk.ts"
import {
  decisionOf,
  GROUPING,
  listDecisions,
  observationsOf,
  type Signed,
  type Decided as Standing,
} from "./decisions.ts"
import type { ActionFields } from "./fields.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import { toldOutcomes } from "./links.ts"
import { clusterActions, type Edge, type Decision as GroupDecision, type Node } from "./merge/cluster.ts"
import { COPY, SAME_TELLING } from "./merge/weights.ts"
import type { OutcomeOf } from "./observe.ts"
import { foldQuotes } from "./quotable.ts"
import { readRules } from "./rules.ts"
import type { Tables } from "./tables.ts"
import type { EvidenceStatus, ReviewState } from "./types.ts"

/**
 * Raised when the same log gives other rows, as when other facts are apart (`cannotBeOne`): a record made by an older program is then
 * derived anew on opening.
 */
export const PROJECTION_VERSION = "4"

/** The action that an observation belongs to. */
type Grouping = ReadonlyMap<string, string>

/**
 * Derives anew the actions that these observations are, or were, part of, and writes their rows.
 *
 * @param desk What was read of observations in this transaction.
 * @returns Actions that stood or stand: what the public sees of them may have changed.
 */
export async function projectActions(
  tx: Transaction<Tables>,
  touched: readonly string[],
  desk = new ComparingDesk(),
): Promise<readonly string[]> {
  if (touched.length === 0) return []
  const { ids, grouping, before } = await regroup(tx, touched, desk)
  const own = new Set(touched)
  // An observation that is gone may have been an action; its rows go too.
  const changed = new Set(touched)
  const moved = new Map<string, string[]>()
  for (const id of ids) {
    const was = before.get(id)!
    const now = grouping.get(id)!
    if (was !== now) moved.set(now, [...(moved.get(now) ?? []), id])
    // The others of all that hangs together are made of what they were made of before.
    if (was !== now || own.has(id)) changed.add(was).add(now)
  }
  for (const [actionId, members] of moved)
    for (const part of blocks(members))
      await tx.updateTable("observation").set({ action_id: actionId }).where("id", "in", part).execute()
  const removed = await deleteActions(tx, [...changed])
  const rows = await rowsOfActions(tx, [...changed])
  await insertActions(tx, rows)
  return [...new Set([...removed, ...rows.map(({ action }) => action.id)])]
}

/** Derives every action anew. Decisions, likenesses and what is kept must stand. */
export async function projectAll(tx: Transaction<Tables>): Promise<void> {
  for (const table of [...ACTION_TABLES].reverse()) await tx.deleteFrom(table).execute()
  const { grouping, before } = await groupAll(tx)
  const moved = new Map<string, string[]>()
  for (const [id, actionId] of grouping)
    if (before.get(id) !== actionId) moved.set(actionId, [...(moved.get(actionId) ?? []), id])
  for (const [actionId, members] of moved)
    for (const part of blocks(members))
      await tx.updateTable("observation").set({ action_id: actionId }).where("id", "in", part).execute()
  for (const part of blocks([...new Set(grouping.values())].sort()))
    await insertActions(tx, await rowsOfActions(tx, part))
}

/** Which action each observation belongs to, over the whole record; `before` is what stands. */
export async function groupAll(
  db: Kysely<Tables>,
): Promise<{ readonly grouping: Grouping; readonly before: Grouping }> {
  const rows = await db.selectFrom("observation").select(NODE).execute()
  const decisions = (
    await db.selectFrom("decision").selectAll().where("what", "in", GROUPING).where("undone", "is", null).execute()
  ).map(decisionOf)
  return {
    grouping: await cluster(db, new ComparingDesk(), rows, await standingLikenesses(db, null), decisions),
    before: new Map(rows.map((r) => [r.id, r.action_id])),
  }
}

/** The observations whose grouping may depend on the touched ones, and what they are grouped to. */
async function regroup(db: Kysely<Tables>, touched: readonly string[], desk: ComparingDesk) {
  const met = new Set<string>()
  const observations = new Map<string, Pick<Tables["observation"], (typeof NODE)[number]>>()
  const likenesses = new Map<string, Edge>()
  const decisions = new Map<number, Standing>()
  const decided = await anyGrouped(db)
  let frontier: readonly string[] = [...new Set(touched)]
  while (frontier.length > 0) {
    const next: string[] = []
    for (const id of frontier) met.add(id)
    for (const part of blocks(frontier)) {
      const actions = db.selectFrom("observation").select("action_id").where("id", "in", part)
      const rows = await db.selectFrom("observation").select(NODE).where("action_id", "in", actions).execute()
      for (const row of rows) {
        observations.set(row.id, row)
        next.push(row.id)
      }
    }
    for (const edge of await standingLikenesses(db, frontier)) {
      likenesses.set(`${edge.a} ${edge.b}`, edge)
      next.push(edge.a, edge.b)
    }
    for (const decision of decided ? await listDecisions(db, frontier) : []) {
      if (decision.what !== "action.joined" && decision.what !== "action.split") continue
      decisions.set(decision.entry, decision)
      next.push(...observationsOf(decision))
    }
    frontier = [...new Set(next)].filter((id) => !met.has(id))
  }
  return {
    ids: [...observations.keys()],
    grouping: await cluster(db, desk, [...observations.values()], [...likenesses.values()], [...decisions.values()]),
    before: new Map([...observations.values()].map((o) => [o.id, o.action_id])),
  }
}

/** Whether a person, or an edit, ever joined or split anything: most imports need not ask for each observation. */
async function anyGrouped(db: Kysely<Tables>): Promise<boolean> {
  const rows = await db.selectFrom("decision").select("entry").where("what", "in", GROUPING).limit(1).execute()
  return rows.length > 0
}

/** Columns that grouping looks at. */
const NODE = ["id", "report_id", "published", "action_id"] as const

async function cluster(
  db: Kysely<Tables>,
  desk: ComparingDesk,
  rows: readonly Pick<Tables["observation"], (typeof NODE)[number]>[],
  edges: readonly Edge[],
  decisions: readonly Standing[],
): Promise<Grouping> {
  // Two observations of one report are two actions; rows of an import have no report and are kept apart by nothing.
  const nodes: Node[] = rows.map(({ id, report_id, published }) => ({ id, reportId: report_id ?? id, published }))
  await desk.read(db, inChains(edges))
  // Edges that the rule does not let count are not read, so any score that is here joins.
  return clusterActions(nodes, edges, decisions.flatMap(groupDecisions), 0, (id) => desk.factsOf(id))
}

/** Ids of chains of three and more: two that are alike were held against each other when they were compared. */
function* inChains(edges: readonly Edge[]): Generator<string> {
  const links = new Map<string, number>()
  const binding = edges.filter((edge) => !edge.apart)
  for (const { a, b } of binding) {
    links.set(a, (links.get(a) ?? 0) + 1)
    links.set(b, (links.get(b) ?? 0) + 1)
  }
  for (const { a, b } of binding)
    if (links.get(a)! > 1 || links.get(b)! > 1) {
      yield a
      yield b
    }
}

/** Likenesses that the operator's rule lets join, and pairs that cannot be one, of these observations or of all. */
async function standingLikenesses(db: Kysely<Tables>, ids: readonly string[] | null): Promise<Edge[]> {
  const { joinAlike } = await readRules(db)
  if (joinAlike === null) return []
  const query = db
    .selectFrom("likeness")
    .select(["a", "b", "score", "apart"])
    .where((eb) => eb.or([eb("score", ">=", joinAlike), eb("apart", "=", 1)]))
  const found = ids === null ? await query.execute() : []
  // One column at a time: each has an index, and PostgreSQL uses neither for both at once in a long list.
  for (const part of blocks(ids ?? []))
    for (const column of ["a", "b"] as const)
      for (const row of await query.where(column, "in", part).execute()) found.push(row)
  return found.map(({ a, b, score, apart }) => ({ a, b, score, apart: apart === 1, same: score === SAME_TELLING }))
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

/** What an action is made of, whether or not it stands. */
export interface Gathered {
  readonly id: string
  readonly members: readonly Member[]
  readonly decided: Decided
  /** A rule accepted one of its observations, or a person gave it a state; else it is a draft. */
  readonly stands: boolean
}

/** Rows of these actions, made of their observations; a draft has none. */
export async function rowsOfActions(db: Kysely<Tables>, actionIds: readonly string[]): Promise<ActionRows[]> {
  const gathered = await gatherActions(db, actionIds)
  return gathered.filter((a) => a.stands).map(({ id, members, decided }) => actionRows(id, members, decided))
}

/**
 * Observations of these actions with their origins, and what people decided about them.
 *
 * Once one observation of an action is accepted, those that were joined to it count too: joining was the decision.
 */
export async function gatherActions(db: Kysely<Tables>, actionIds: readonly string[]): Promise<Gathered[]> {
  const members = new Map<string, (Member & Versioned)[]>()
  for (const part of blocks(actionIds)) {
    const rows = await db
      .selectFrom("observation")
      .leftJoin("report", "report.id", "observation.report_id")
      .leftJoin("import", "import.id", "observation.import_id")
      .leftJoin("source", (join) =>
        join.on((eb) => eb("source.key", "=", eb.fn.coalesce("report.source", "import.source"))),
      )
      .leftJoin("source as origin", "origin.key", "report.origin")
      .select([
        "observation.id",
        "observation.origin",
        "observation.report_id",
        "observation.fields",
        "observation.events",
        "observation.published",
        "observation.sample",
        "observation.action_id",
        "observation.accepted",
        "observation.entry",
        "report.withdrawn",
        "report.superseded",
        "report.version_of",
        "report.edited",
        "report.entry as report_entry",
        "report.source",
        "report.origin as taken_from",
        "origin.independence_group as origin_group",
        "import.name as import_name",
        "import.source as import_source",
        "source.independence_group",
      ])
      .where("observation.action_id", "in", part)
      .execute()
    for (const row of rows) {
      const list = members.get(row.action_id) ?? []
      const source = row.source ?? row.import_source ?? ""
      list.push({
        id: row.id,
        origin: row.origin as Member["origin"],
        reportId: row.report_id,
        published: row.published,
        originGroup:
          row.origin_group ??
          row.taken_from ??
          row.independence_group ??
          (source !== "" ? source : (row.import_name ?? row.report_id ?? row.id)),
        fields: JSON.parse(row.fields) as ActionFields,
        events: JSON.parse(row.events) as OutcomeOf[],
        sample: row.sample === 1,
        entry: row.entry,
        withdrawn: row.withdrawn === 1,
        accepted: row.accepted === 1,
        superseded: row.superseded === 1,
        firstVersion: row.version_of ?? row.report_id,
        edited: row.edited,
        reportEntry: row.report_entry ?? 0,
      })
      members.set(row.action_id, list)
    }
  }
  const several = [...members].filter(([, list]) => list.length > 1).flatMap(([, list]) => list.map((m) => m.id))
  const copies = await copiesAmong(db, several)
  const signed = await decidedAbout(
    db,
    [...members].flatMap(([, list]) => list.map((m) => m.id)),
  )
  return [...members].map(([id, list]) => {
    const decisions = list.flatMap((m) => signed.get(m.id) ?? [])
    const decided = foldDecisions(decisions)
    return {
      id,
      members: withOrigins(withoutReplaced(list, decisions.length > 0), copies),
      decided,
      stands: decided.state !== null || list.some((m) => m.accepted),
    }
  })
}

/** An observation with the version of its report that it stands in. */
interface Versioned {
  /** A newer version of the report stands. */
  readonly superseded: boolean
  readonly firstVersion: string | null
  readonly edited: string | null
  readonly reportEntry: number
}

/**
 * What older versions of an edited report tell counts no more where a newer one tells of the same action. Where none does, the
 * source has taken the action back: it stands only when a person had decided about it, since an edit may be forced.
 */
function withoutReplaced<T extends Member & Versioned>(members: readonly T[], decided: boolean): T[] {
  if (!members.some((m) => m.superseded)) return [...members]
  const newest = new Map<string | null, T>()
  for (const m of members) {
    const known = newest.get(m.firstVersion)
    if (known === undefined || isNewer(m, known)) newest.set(m.firstVersion, m)
  }
  return members.map((m) => {
    const stands = newest.get(m.firstVersion)!
    const replaced = m.superseded && (isNewer(stands, m) || !decided)
    return replaced ? { ...m, withdrawn: true } : m
  })
}

function isNewer(a: Versioned, b: Versioned): boolean {
  const [x, y] = [a.edited ?? "", b.edited ?? ""]
  return x === y ? a.reportEntry > b.reportEntry : x > y
}

/** Members under their origins: sources of one group, and texts that are copies of one another, are one origin. */
function withOrigins<T extends Member>(
  members: readonly T[],
  copies: readonly Pick<Tables["likeness"], "a" | "b">[],
): T[] {
  if (members.length === 1) return [...members]
  const groupOf = new Map(members.map((m) => [m.id, m.originGroup]))
  const up = new Map<string, string>()
  const top = (group: string): string => {
    const next = up.get(group)
    return next === undefined ? group : top(next)
  }
  for (const { a, b } of copies) {
    const [ga, gb] = [groupOf.get(a), groupOf.get(b)]
    if (ga === undefined || gb === undefined) continue
    const [x, y] = [top(ga), top(gb)].sort() as [string, string]
    if (x !== y) up.set(y, x)
  }
  return members.map((m) => ({ ...m, originGroup: top(m.originGroup) }))
}

/**
 * What stands of decisions about one action: of two about the same thing the later one.
 *
 * Who changes a value is the one who has seen what stands then; a review by others counts no more. A published action that
 * fewer have seen than its rule asked for is a reviewed one.
 */
export function foldDecisions(decisions: readonly Signed[]): Decided {
  let state: ReviewState | null = null
  let evidence: EvidenceStatus | null = null
  let people = 1
  const fields: Partial<ActionFields> = {}
  const seenBy = new Set<string>()
  for (const decision of [...decisions].sort((x, y) => x.entry - y.entry)) {
    if (decision.what === "action.state") {
      const { to } = decision.body
      // A draft that was set aside; where something stands nevertheless, others had joined it.
      if (to === "rejected") continue
      state = to
      if (to !== "reviewed" && to !== "published") seenBy.clear()
      else if (decision.body.brought !== true) seenBy.add(decision.who)
      people = to === "published" ? (decision.body.people ?? 1) : 1
    }
    if (decision.what !== "action.value") continue
    Object.assign(fields, decision.body.fields)
    evidence = decision.body.evidence ?? evidence
    seenBy.clear()
    seenBy.add(decision.who)
  }
  return {
    state: state === "published" && seenBy.size < people ? "reviewed" : state,
    evidence,
    fields,
    seenBy,
    quotes: foldQuotes(decisions),
    outcomes: toldOutcomes(decisions),
  }
}

/** States, values, outcomes and quotes that people gave, by observation. */
async function decidedAbout(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, Signed[]>> {
  const byId = new Map<string, Signed[]>()
  for (const part of blocks(ids)) {
    const rows = await db
      .selectFrom("decision")
      .innerJoin("entry", "entry.seq", "decision.entry")
      .selectAll("decision")
      .select("entry.who")
      .where("a", "in", part)
      .where("decision.what", "in", ["action.state", "action.value", "outcome.told", "quote.chosen", "quote.approved"])
      .where("undone", "is", null)
      .execute()
    for (const { who, ...row } of rows) byId.set(row.a, [...(byId.get(row.a) ?? []), { ...decisionOf(row), who }])
  }
  return byId
}

/** Pairs of these observations whose texts are copies of one another. */
async function copiesAmong(db: Kysely<Tables>, ids: readonly string[]): Promise<Pick<Tables["likeness"], "a" | "b">[]> {
  const pairs = []
  for (const part of blocks(ids))
    pairs.push(
      ...(await db
        .selectFrom("likeness")
        .select(["a", "b"])
        .where("a", "in", part)
        .where("shared", ">=", COPY)
        .execute()),
    )
  return pairs
}

/** @returns those that stood. */
async function deleteActions(tx: Transaction<Tables>, ids: readonly string[]): Promise<readonly string[]> {
  const stood: string[] = []
  for (const part of blocks(ids)) {
    const standing = (await tx.selectFrom("action").select("id").where("id", "in", part).execute()).map((a) => a.id)
    if (standing.length === 0) continue
    stood.push(...standing)
    for (const own of blocks(standing)) {
      for (const table of ACTION_TABLES.slice(1))
        await tx
          .deleteFrom(table as "local_action")
          .where("action_id", "in", own)
          .execute()
      await tx.deleteFrom("action").where("id", "in", own).execute()
    }
  }
  return stood
}

async function insertActions(tx: Transaction<Tables>, actions: readonly ActionRows[]): Promise<void> {
  await insertRows(
    tx,
    "action",
    actions.map((a) => a.action),
  )
  // Each table with its own rows: a union that the compiler cannot follow through a loop.
  for (const table of ACTION_TABLES.slice(1) as readonly "local_action"[])
    await insertRows(
      tx,
      table,
      actions.flatMap((a) => [...a[table]]),
    )
}
