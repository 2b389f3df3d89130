import {
  type ActionIndex,
  BY_ACTION,
  type CountedAction,
  type CountingRule,
  DISPUTE_GAP_DAYS,
  type Durations,
  type Measures,
  type Notes,
  ruleName,
  type Selection,
} from "@karnegar/index"
import type { PublishedAction } from "../../record/types.ts"
import type { ActionSet } from "../explore/set.ts"
import { GROUP_SQL, GROUPS, type Group, groupOf, STOPPAGE_SQL } from "./groups.ts"

/** Rules that stand side by side. */
const RULES: readonly CountingRule[] = [
  BY_ACTION,
  { kind: "place" },
  { kind: "place-day" },
  { kind: "dispute", gapDays: 30 },
  { kind: "dispute", gapDays: DISPUTE_GAP_DAYS },
]

/** What one rule makes of the actions of a group, and of its stoppages. */
export interface RuleFigure {
  /** As `readRule` reads it. */
  readonly rule: string
  readonly kind: CountingRule
  readonly actions: number
  readonly stoppages: number
  readonly notes: Readonly<Notes>
}

/** Figures of one group. */
export interface GroupFigures {
  readonly group: Group
  readonly actions: number
  readonly rules: readonly RuleFigure[]
  readonly measures: Measures
  readonly durations: Durations
}

/** One year of the employees' stoppages. */
export interface YearFigures {
  /** Jalali or Gregorian, as asked; null for actions without a day. */
  readonly year: string | null
  readonly measures: Measures
}

/** An action that a source saw go on and whose end nobody told. */
export interface LastSeen {
  readonly action: PublishedAction
  readonly day: string
}

/** Statistics of a set of actions. */
export interface Statistics {
  readonly groups: readonly GroupFigures[]
  readonly years: readonly YearFigures[]
  /** The newest sightings first. */
  readonly lastSeen: readonly LastSeen[]
}

/** Makes the statistics of a set of actions; calls must not be among them. The period of its query holds for the figures. */
export function statisticsOf(set: ActionSet, yearField: "jalali-year" | "gregorian-year"): Statistics {
  const { index, selection } = set
  const group = groupsOf(index)
  const inGroup = (one: Group) => selection.filter((i) => group[i] === GROUPS.indexOf(one))
  return {
    groups: (["employees", "retirees", "own_account", "closures"] as const).map((one) =>
      figuresOf(one, inGroup(one), set),
    ),
    years: [...index.parts(inGroup("employees"), yearField)]
      .sort(([a], [b]) => ((b ?? "") > (a ?? "") ? 1 : -1))
      .map(([year, own]) => ({ year, measures: index.measures(own) })),
    lastSeen: set
      .at(selection.filter((i) => isSeenLast(index.rows[i]!)))
      .map((action) => ({ action, day: action.lastSeenOngoing! }))
      .sort((a, b) => (a.day === b.day ? (a.action.id < b.action.id ? -1 : 1) : a.day < b.day ? 1 : -1)),
  }
}

/** Position in `GROUPS` of each row, made once an index, when its statistics are first asked for. */
const groupsIn = new WeakMap<ActionIndex, Uint8Array>()

function groupsOf(index: ActionIndex): Uint8Array {
  let groups = groupsIn.get(index)
  if (groups === undefined) {
    groups = Uint8Array.from(index.rows, (row) => GROUPS.indexOf(groupOf(row)))
    groupsIn.set(index, groups)
  }
  return groups
}

/** Where a source saw it go on and nobody told an end. */
function isSeenLast({ end, lastSeenOngoing }: CountedAction): boolean {
  return end === null && lastSeenOngoing !== null
}

function figuresOf(group: Group, selection: Selection, { index, query }: ActionSet): GroupFigures {
  const { from = null, to = null } = query.filter
  const stoppages = index.having(selection, "form", ["strike", "lockout"])
  return {
    group,
    actions: selection.length,
    rules: RULES.map((kind) => {
      const { total, notes } = index.facets(selection, kind, [], { from, to })
      const { total: ofStoppages } = index.facets(stoppages, kind, [], { from, to })
      return { rule: ruleName(kind), kind, actions: total, stoppages: ofStoppages, notes }
    }),
    measures: index.measures(selection),
    durations: index.durations(selection),
  }
}

/** A published query that gives a figure again from the table `actions` of the download. */
export interface PublishedQuery {
  readonly name:
    | "actions"
    | "stoppages"
    | "places"
    | "workers"
    | "workers_indirect"
    | "days_not_worked"
    | "duration"
    | "last_seen"
  readonly sql: string
}

const ranges = (low: string, high: string, where: string) =>
  [
    "SELECT sum(CAST(low AS INTEGER)) AS low,",
    "       CASE WHEN sum(high = '') > 0 THEN NULL ELSE sum(CAST(high AS INTEGER)) END AS high,",
    "       count(*) AS known",
    `FROM (SELECT ${low} AS low, ${high} AS high`,
    "      FROM actions",
    `      WHERE ${where})`,
    "WHERE low <> '';",
  ].join("\n")

/**
 * Queries for SQLite over the CSV of the set, every column a text (`.mode csv`, `.import karnegar.csv actions`). A test runs each
 * of them and compares.
 */
export function queriesOf(group: Group): readonly PublishedQuery[] {
  const own = `is_call = 'false' AND ${GROUP_SQL[group]}`
  const stoppages = `${own} AND ${STOPPAGE_SQL}`
  return [
    { name: "actions", sql: `SELECT count(*) FROM actions\nWHERE ${own};` },
    { name: "stoppages", sql: `SELECT count(*) FROM actions\nWHERE ${stoppages};` },
    {
      name: "places",
      sql: `SELECT coalesce(sum(length(place_types) - length(replace(place_types, '|', '')) + 1), 0) FROM actions\nWHERE ${own} AND place_types <> '';`,
    },
    {
      name: "workers",
      sql: ranges(
        "CASE WHEN workers_direct_min <> '' THEN workers_direct_min ELSE participants_min END",
        "CASE WHEN workers_direct_min <> '' THEN workers_direct_max ELSE participants_max END",
        stoppages,
      ),
    },
    { name: "workers_indirect", sql: ranges("workers_indirect_min", "workers_indirect_max", stoppages) },
    { name: "days_not_worked", sql: ranges("days_not_worked_min", "days_not_worked_max", stoppages) },
    {
      name: "duration",
      sql: [
        "SELECT sum(days) AS days, count(*) AS known FROM (",
        `  SELECT CASE WHEN "end" = '' THEN 1 ELSE max(0, julianday("end") - julianday(start)) + 1 END AS days FROM actions`,
        `  WHERE ${stoppages} AND precision = 'day' AND start <> ''`,
        `    AND ("end" <> '' OR (status = 'held' AND last_seen_ongoing = '')));`,
      ].join("\n"),
    },
    {
      name: "last_seen",
      sql: `SELECT count(*) FROM actions\nWHERE ${own} AND "end" = '' AND last_seen_ongoing <> '';`,
    },
  ]
}
