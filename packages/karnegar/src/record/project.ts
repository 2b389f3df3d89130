/**
 * From what is kept and decided to the actions that stand.
 *
 * Which observations are one action is a function of the observations, of the likenesses that the operator's rule lets count,
 * and of the standing decisions: never of the order in which anything arrived. Writing, `rebuild` and `verify` all come here.
 */
import type { Kysely, Transaction } from "kysely"
import { ACTION_TABLES, type ActionRows, actionRows, type Decided, type Member, type Told } from "./action-rows.ts"
import { ComparingDesk } from "./comparing-desk.ts"
import { decisionOf, type Signed } from "./decisions.ts"
import type { ActionFields } from "./fields.ts"
import { group, groupAll } from "./grouping.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import { toldOutcomes } from "./links.ts"
import { COPY } from "./merge/weights.ts"
import type { OutcomeOf } from "./observe.ts"
import { foldQuotes } from "./quotable.ts"
import { type Fresh, StandingLinks } from "./standing-links.ts"
import type { Tables } from "./tables.ts"
import type { EvidenceStatus, ReviewState } from "./types.ts"

/**
 * Raised when the same log gives other rows, as when other facts are apart (`cannotBeOne`): a record made by an older program is then
 * derived anew on opening.
 */
export const PROJECTION_VERSION = "4"

/** What is known of the observations of a write; each may be left out. */
export interface Known {
  /** What was read of them in this transaction. */
  readonly desk?: ComparingDesk
  /** What they hang together with. */
  readonly links?: StandingLinks
  readonly fresh?: Fresh | undefined
}

/**
 * Derives anew the actions that these observations are, or were, part of, and writes their rows.
 *
 * @returns Actions that stood or stand: what the public sees of them may have changed.
 */
export async function projectActions(
  tx: Transaction<Tables>,
  touched: readonly string[],
  { desk = new ComparingDesk(), links = new StandingLinks(), fresh = NOTHING_FRESH }: Known = {},
): Promise<readonly string[]> {
  if (touched.length === 0) return []
  const { nodes, least } = await links.reach(tx, touched, fresh)
  const among = new Set(nodes.flatMap((node) => node.links))
  const decisions = new Set(nodes.flatMap((node) => node.decisions))
  const grouping = await group(tx, desk, nodes, [...among], [...decisions], least)
  const own = new Set(touched)
  // An observation that is gone may have been an action; its rows go too.
  const changed = new Set(touched)
  const moved = new Map<string, string[]>()
  for (const node of nodes) {
    const was = node.actionId
    const now = grouping.get(node.id)!
    // The others of all that hangs together are made of what they were made of before.
    if (was !== now || own.has(node.id)) changed.add(was).add(now)
    if (was === now) continue
    links.move(node, now)
    const ids = moved.get(now)
    if (ids === undefined) moved.set(now, [node.id])
    else ids.push(node.id)
  }
  await moveAll(tx, moved)
  const removed = await deleteActions(tx, [...changed])
  const rows = rowsOf(await gatherActions(tx, [...changed], links))
  await insertActions(tx, rows)
  return [...new Set([...removed, ...rows.map(({ action }) => action.id)])]
}

const NOTHING_FRESH: Fresh = { observations: [], likenesses: [] }

/** Notes which action observations belong to now. */
async function moveAll(tx: Transaction<Tables>, moved: ReadonlyMap<string, readonly string[]>): Promise<void> {
  for (const [actionId, members] of moved)
    for (const part of blocks(members))
      await tx.updateTable("observation").set({ action_id: actionId }).where("id", "in", part).execute()
}

/** Derives every action anew. Decisions, likenesses and what is kept must stand. */
export async function projectAll(tx: Transaction<Tables>): Promise<void> {
  for (const table of [...ACTION_TABLES].reverse()) await tx.deleteFrom(table).execute()
  const { grouping, before } = await groupAll(tx)
  const moved = new Map<string, string[]>()
  for (const [id, actionId] of grouping)
    if (before.get(id) !== actionId) moved.set(actionId, [...(moved.get(actionId) ?? []), id])
  await moveAll(tx, moved)
  for (const part of blocks([...new Set(grouping.values())].sort()))
    await insertActions(tx, await rowsOfActions(tx, part))
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
  return rowsOf(await gatherActions(db, actionIds))
}

function rowsOf(gathered: readonly Gathered[]): ActionRows[] {
  return gathered.filter((a) => a.stands).map(({ id, members, decided }) => actionRows(id, members, decided))
}

/**
 * Observations of these actions with their origins, and what people decided about them.
 *
 * Once one observation of an action is accepted, those that were joined to it count too: joining was the decision.
 *
 * @param links What hangs together with them, where it was reached: it has their observations, and keeps what they tell.
 */
export async function gatherActions(
  db: Kysely<Tables>,
  actionIds: readonly string[],
  links?: StandingLinks,
): Promise<Gathered[]> {
  const members = links === undefined ? await readMembers(db, actionIds) : await keptMembers(db, actionIds, links)
  const several = [...members].filter(([, list]) => list.length > 1).flatMap(([, list]) => list.map((m) => m.id))
  const copies = links?.copiesAmong(several) ?? (await copiesAmong(db, several))
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

/** What the observations of these actions tell, by action. */
async function readMembers(db: Kysely<Tables>, actionIds: readonly string[]): Promise<Map<string, Told[]>> {
  const members = new Map<string, Told[]>()
  for (const { actionId, told } of await readTold(db, "action_id", actionIds)) {
    const list = members.get(actionId)
    if (list === undefined) members.set(actionId, [told])
    else list.push(told)
  }
  return members
}

/** The same of what was reached; only what is not known yet is read. */
async function keptMembers(
  db: Kysely<Tables>,
  actionIds: readonly string[],
  links: StandingLinks,
): Promise<Map<string, Told[]>> {
  const nodes = new Map(actionIds.map((id) => [id, links.membersOf(id)]))
  const unread = [...nodes.values()].flat().flatMap(({ id }) => (links.toldBy(id) === null ? [id] : []))
  for (const { told } of await readTold(db, "id", unread)) links.tell(told)
  return new Map(
    [...nodes].flatMap(([id, own]) => (own.length === 0 ? [] : [[id, own.map((o) => links.toldBy(o.id)!)]])),
  )
}

/** What observations tell, found by their ids or by those of their actions. */
async function readTold(
  db: Kysely<Tables>,
  column: "id" | "action_id",
  ids: readonly string[],
): Promise<{ readonly actionId: string; readonly told: Told }[]> {
  const found: { readonly actionId: string; readonly told: Told }[] = []
  for (const part of blocks(ids)) {
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
      .where(`observation.${column}`, "in", part)
      .execute()
    for (const row of rows) {
      const source = row.source ?? row.import_source ?? ""
      const told: Told = {
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
      }
      found.push({ actionId: row.action_id, told })
    }
  }
  return found
}

/**
 * What older versions of an edited report tell counts no more where a newer one tells of the same action. Where none does, the
 * source has taken the action back: it stands only when a person had decided about it, since an edit may be forced.
 */
function withoutReplaced(members: readonly Told[], decided: boolean): Told[] {
  if (!members.some((m) => m.superseded)) return [...members]
  const newest = new Map<string | null, Told>()
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

function isNewer(a: Told, b: Told): boolean {
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

/** Kinds that say what an action is. */
const ABOUT = ["action.state", "action.value", "outcome.told", "quote.chosen", "quote.approved"] as const

/** States, values, outcomes and quotes that people gave, by observation. */
async function decidedAbout(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, Signed[]>> {
  const byId = new Map<string, Signed[]>()
  // Where nobody decided anything yet, a whole archive need not be asked about.
  const any = await db.selectFrom("decision").select("entry").where("what", "in", ABOUT).limit(1).executeTakeFirst()
  for (const part of any === undefined ? [] : blocks(ids)) {
    const rows = await db
      .selectFrom("decision")
      .innerJoin("entry", "entry.seq", "decision.entry")
      .selectAll("decision")
      .select("entry.who")
      .where("a", "in", part)
      .where("decision.what", "in", ABOUT)
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
