/**
 * What is public beside actions: campaigns, which action answers which call, statements with the solidarity they tell of,
 * context events, and cases of repression as bands of counts.
 *
 * Default-deny, as `readPublished` is: typed columns and names of registers alone; no text, no words as written. Of actions only
 * those are named that are public themselves.
 */
import type { Demand, Outcome, Repression, Workforce } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { decisionOf } from "./decisions.ts"
import { type PublicNames, readPublicNames } from "./gate.ts"
import { type Band, bandOf, SMALL } from "./generalise.ts"
import { blocks } from "./insert-rows.ts"
import { publicUrl } from "./public-url.ts"
import { publicSourceRows, publicSources } from "./published.ts"
import type { Registers } from "./registers.ts"
import { readRules } from "./rules.ts"
import type { Tables } from "./tables.ts"
import type { RegisteredName, ReviewState, SourceLine } from "./types.ts"

/** A campaign on the register, with its public actions and calls. */
export interface PublishedCampaign extends RegisteredName {
  readonly workforce: Workforce | null
  /** ISO days; null where unknown, `last` also while it goes on. */
  readonly first: string | null
  readonly last: string | null
  readonly actionIds: readonly string[]
}

/** A person's word on whether an action answers a call. */
export interface CallAnswer {
  readonly callId: string
  readonly actionId: string
  readonly answers: boolean
}

/** A statement: who issued it and what it speaks of, in codes. */
export interface PublishedStatement {
  readonly id: string
  /** Null: nobody who stands on the register. */
  readonly issuer: RegisteredName | null
  readonly workforces: readonly Workforce[]
  readonly demands: readonly Demand[]
  readonly outcomes: readonly Outcome[]
  readonly repression: readonly Repression[]
  /** Number of its calls to join or support. */
  readonly appeals: number
  readonly published: string | null
  /** Who supports whom; both stand on the register. */
  readonly solidarity: readonly { readonly from: RegisteredName; readonly to: RegisteredName }[]
  readonly source: SourceLine
}

/** An uprising, an epidemic, a law: what actions are set beside in time. */
export interface PublishedEvent extends RegisteredName {
  readonly kind: string
  readonly first: string
  readonly last: string | null
}

/** Cases of repression counted under one code or stage; only where there are ten of them, and never to the unit. */
export interface CaseCount {
  readonly code: string
  readonly cases: Band
  /** Persons told of; null where they are fewer than ten or not told. */
  readonly persons: Band | null
}

/** A state that a person put an action into, on a day. */
export interface StateStep {
  readonly state: ReviewState
  /** ISO day; who decided and the hour are not public. */
  readonly day: string
}

/** Everything public beside actions. */
export interface PublishedLinks {
  readonly campaigns: readonly PublishedCampaign[]
  readonly callAnswers: readonly CallAnswer[]
  /** States that people put actions into, oldest first, by the action's id; what was taken back is not told. */
  readonly states: ReadonlyMap<string, readonly StateStep[]>
  /** Newest first. None where no rule accepts codings without a person's decision. */
  readonly statements: readonly PublishedStatement[]
  readonly events: readonly PublishedEvent[]
  readonly cases: {
    readonly byRepression: readonly CaseCount[]
    readonly byStage: readonly CaseCount[]
    /** Cases that an action triggered, where at least ten persons are told of; by the action's id. */
    readonly ofActions: ReadonlyMap<string, CaseCount>
  }
}

/** Which actions are public, as `readPublished` gave them. */
export interface Shown {
  /** Public, with more than the page that tells that it was retracted. */
  has(id: string): boolean
  /** Made coarser: no case is told of it. */
  isCoarse(id: string): boolean
}

/** What was read before, and the actions that may have changed since. */
export interface LinksBefore {
  readonly links: PublishedLinks
  readonly changed: readonly string[]
}

/**
 * Reads what stands beside some public actions.
 *
 * @param today ISO day, UTC.
 * @param before Null: nothing was read before. States are as many as decisions, so they alone are taken over.
 */
export async function readPublishedLinks(
  db: Kysely<Tables>,
  registers: Registers,
  today: string,
  shown: Shown,
  before: LinksBefore | null = null,
): Promise<PublishedLinks> {
  const names = await readPublicNames(db, today)
  const standing = await actionsOfObservations(db, shown)
  return {
    campaigns: await readCampaigns(db, names, standing),
    callAnswers: await readAnswers(db, standing),
    states: await statesSince(db, shown, before),
    statements: await readStatements(db, registers, names),
    events: await readEvents(db, names),
    cases: await readCases(db, standing, shown),
  }
}

/** From each observation that a link names to the public action it belongs to. */
async function actionsOfObservations(db: Kysely<Tables>, shown: Shown): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("observation")
    .select(["id", "action_id"])
    // One list, not three conditions: each id is looked up, and no other observation is read.
    .where((eb) => {
      const linked = eb.selectFrom("decision").select("a as id").where("what", "in", ["call.answer", "campaign.joined"])
      const answering = eb.selectFrom("decision").select("b as id").where("what", "=", "call.answer")
      const cases = eb.selectFrom("repression_case").select("action_id as id")
      return eb("id", "in", linked.union(answering.$castTo<{ id: string }>()).union(cases.$castTo<{ id: string }>()))
    })
    .execute()
  return new Map(rows.filter((row) => shown.has(row.action_id)).map((row) => [row.id, row.action_id]))
}

async function readCampaigns(
  db: Kysely<Tables>,
  names: PublicNames,
  standing: ReadonlyMap<string, string>,
): Promise<PublishedCampaign[]> {
  const rows = await db.selectFrom("campaign").selectAll().orderBy("id").execute()
  const joined = await db
    .selectFrom("decision")
    .select(["a", "b"])
    .where("what", "=", "campaign.joined")
    .where("undone", "is", null)
    .execute()
  const members = new Map<string, Set<string>>()
  for (const { a, b } of joined) {
    const action = standing.get(a)
    if (action === undefined || b === null) continue
    members.set(b, (members.get(b) ?? new Set()).add(action))
  }
  return rows
    .filter((row) => isNamed(row, names))
    .map((row) => ({
      ...named(row),
      workforce: row.workforce as Workforce | null,
      first: row.first_day,
      last: row.last_day,
      actionIds: [...(members.get(row.id) ?? [])].sort(),
    }))
}

async function readAnswers(db: Kysely<Tables>, standing: ReadonlyMap<string, string>): Promise<CallAnswer[]> {
  const rows = await db
    .selectFrom("decision")
    .selectAll()
    .where("what", "=", "call.answer")
    .where("undone", "is", null)
    .orderBy("entry")
    .execute()
  return rows.flatMap((row) => {
    const decision = decisionOf(row)
    if (decision.what !== "call.answer") return []
    const callId = standing.get(decision.a)
    const actionId = standing.get(decision.b)
    return callId === undefined || actionId === undefined ? [] : [{ callId, actionId, answers: decision.body.answers }]
  })
}

/** States that no reader sees are no step. */
const STEPS: ReadonlySet<string> = new Set(["reviewed", "published", "disputed"] satisfies ReviewState[])

async function statesSince(
  db: Kysely<Tables>,
  shown: Shown,
  before: LinksBefore | null,
): Promise<ReadonlyMap<string, readonly StateStep[]>> {
  if (before === null) return readStates(db, shown, null)
  const states = new Map(before.links.states)
  for (const id of before.changed) states.delete(id)
  for (const part of blocks(before.changed))
    for (const [id, steps] of await readStates(db, shown, part)) states.set(id, steps)
  return states
}

/** @param ids Null: of all actions. */
async function readStates(
  db: Kysely<Tables>,
  shown: Shown,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly StateStep[]>> {
  let query = db
    .selectFrom("decision")
    .innerJoin("observation", "observation.id", "decision.a")
    .innerJoin("entry", "entry.seq", "decision.entry")
    .select(["observation.action_id", "decision.what", "decision.body", "entry.at"])
    .where("decision.undone", "is", null)
    .orderBy("decision.entry")
  if (ids === null) query = query.where("decision.what", "=", "action.state")
  else {
    // Found by what they are about alone: those of one kind are as many as actions.
    const own = await db.selectFrom("observation").select("id").where("action_id", "in", ids).execute()
    if (own.length === 0) return new Map()
    query = query.where(
      "decision.a",
      "in",
      own.map((row) => row.id),
    )
  }
  const rows = (await query.execute()).filter(({ what }) => what === "action.state")
  const steps = new Map<string, StateStep[]>()
  for (const { action_id, body, at } of rows) {
    const { to } = JSON.parse(body) as { readonly to: ReviewState }
    if (!STEPS.has(to) || !shown.has(action_id)) continue
    const own = steps.get(action_id)
    const step = { state: to, day: at.slice(0, 10) }
    if (own === undefined) steps.set(action_id, [step])
    else own.push(step)
  }
  return steps
}

async function readStatements(
  db: Kysely<Tables>,
  registers: Registers,
  names: PublicNames,
): Promise<PublishedStatement[]> {
  // Nobody reviews a statement: without the operator's rule none was accepted.
  if (!(await readRules(db)).acceptCodings) return []
  const rows = await db
    .selectFrom("statement")
    .innerJoin("report", "report.id", "statement.report_id")
    .selectAll("statement")
    .select(["report.source", "report.url", "report.sha256"])
    .where("report.superseded", "=", 0)
    .where("report.withdrawn", "=", 0)
    .execute()
  const sources = publicSources(await publicSourceRows(db, names))
  const edges = new Map<string, { readonly from: RegisteredName; readonly to: RegisteredName }[]>()
  const told = await db
    .selectFrom("solidarity")
    .select(["statement_id", "from_id", "to_id"])
    .orderBy("statement_id")
    .orderBy("ordinal")
    .execute()
  const organisation = (id: string | null) =>
    id === null || registers.withheld.has(id) ? null : registers.getOrganisation(id)
  for (const edge of told) {
    const from = organisation(edge.from_id)
    const to = organisation(edge.to_id)
    if (from === null || to === null) continue
    edges.set(edge.statement_id, [...(edges.get(edge.statement_id) ?? []), { from, to }])
  }
  const day = (iso: string | null) => iso?.slice(0, 10) ?? null
  return rows
    .map((row) => ({
      id: row.id,
      issuer: organisation(row.issuer_id),
      workforces: JSON.parse(row.workforces) as Workforce[],
      demands: JSON.parse(row.demands) as Demand[],
      outcomes: JSON.parse(row.outcomes) as Outcome[],
      repression: JSON.parse(row.repression) as Repression[],
      appeals: row.appeals,
      published: day(row.published),
      solidarity: edges.get(row.id) ?? [],
      source: {
        reportId: row.report_id,
        source: sources.get(row.source) ?? null,
        url: publicUrl(row.url),
        published: day(row.published),
        sha256: row.sha256,
      },
    }))
    .sort((a, b) => ((b.published ?? "") + b.id < (a.published ?? "") + a.id ? -1 : 1))
}

async function readEvents(db: Kysely<Tables>, names: PublicNames): Promise<PublishedEvent[]> {
  const rows = await db.selectFrom("context_event").selectAll().orderBy("first_day").orderBy("id").execute()
  return rows
    .filter((row) => isNamed(row, names))
    .map((row) => ({ ...named(row), kind: row.kind, first: row.first_day, last: row.last_day }))
}

async function readCases(
  db: Kysely<Tables>,
  standing: ReadonlyMap<string, string>,
  shown: Shown,
): Promise<PublishedLinks["cases"]> {
  const rows = await db.selectFrom("repression_case").selectAll().orderBy("id").execute()
  const ofActions = group(rows, (row) => {
    const action = row.action_id === null ? undefined : standing.get(row.action_id)
    return action === undefined || shown.isCoarse(action) ? [] : [action]
  })
  return {
    byRepression: told(group(rows, (row) => JSON.parse(row.repression) as string[])).filter(isMany),
    byStage: told(group(rows, (row) => [row.stage])).filter(isMany),
    ofActions: new Map(
      told(ofActions)
        .filter((count) => count.persons !== null)
        .map((count) => [count.code, count]),
    ),
  }
}

function group(
  rows: readonly Tables["repression_case"][],
  keysOf: (row: Tables["repression_case"]) => readonly string[],
): ReadonlyMap<string, readonly Tables["repression_case"][]> {
  const groups = new Map<string, Tables["repression_case"][]>()
  for (const row of rows) for (const key of new Set(keysOf(row))) groups.set(key, [...(groups.get(key) ?? []), row])
  return groups
}

function told(groups: ReadonlyMap<string, readonly Tables["repression_case"][]>): CaseCount[] {
  return [...groups]
    .map(([code, rows]) => {
      const persons = rows.reduce((sum, row) => sum + (row.persons_min ?? 0), 0)
      return { code, cases: bandOf(rows.length), persons: persons < SMALL ? null : bandOf(persons) }
    })
    .sort((a, b) => b.cases.min - a.cases.min || (a.code < b.code ? -1 : 1))
}

function isMany({ cases }: CaseCount): boolean {
  return cases.min >= SMALL
}

function isNamed(row: { readonly name_fa: string; readonly name_en: string }, names: PublicNames): boolean {
  return !names.stopsName(row.name_fa) && !names.stopsName(row.name_en)
}

function named(row: { readonly id: string; readonly name_fa: string; readonly name_en: string }): RegisteredName {
  return { id: row.id, fa: row.name_fa, en: row.name_en }
}
