/** Figures of some actions, as their pages and machine-readable forms show them; all by action, and all counted here alone. */
import type { Outcome } from "@karnegar/coder"
import { BY_ACTION, tally } from "@karnegar/index"
import type { PublishedAction } from "../../record/types.ts"
import type { Calendar } from "../words/dates.ts"

/** A code, or an id, with the number of actions that have it. */
export type Counted = readonly [code: string, count: number]

/** Outcomes that are a gain: something demanded was had. */
const WON: ReadonlySet<Outcome> = new Set([
  "paid",
  "demand_met",
  "partly_met",
  "reinstated",
  "employer_removed",
  "official_removed",
  "employer_prosecuted",
  "organisation_formed",
  "released",
])
/** Outcomes that are words so far. */
const PROMISED: ReadonlySet<Outcome> = new Set(["promised", "agreement"])

/** What came of some actions. Whatever is not told is not zero: figures stand beside how many are known. */
export interface Gains {
  /** Actions in all. */
  readonly of: number
  /** Those whose outcome is known. */
  readonly known: number
  /** Those of them in which something was won; a gain that was taken back later is among them, and `reversed` says so. */
  readonly won: number
  /** Those in which something was promised or agreed, and nothing is known to have been had. */
  readonly promised: number
  readonly byOutcome: readonly Counted[]
}

/**
 * What came of actions.
 *
 * @param demand Looks at what came of this demand: an outcome that is told of another one does not count.
 */
export function gainsOf(actions: readonly PublishedAction[], demand: string | null = null): Gains {
  const counts = new Map<string, number>()
  let known = 0
  let won = 0
  let promised = 0
  for (const action of actions) {
    const outcomes = outcomesOf(action, demand)
    if (outcomes.size === 0) continue
    known++
    for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    if ([...outcomes].some((o) => WON.has(o))) won++
    else if ([...outcomes].some((o) => PROMISED.has(o))) promised++
  }
  return { of: actions.length, known, won, promised, byOutcome: mostFirst(counts) }
}

/** Whether an outcome is a gain: something demanded was had. */
export function isGain(outcome: Outcome): boolean {
  return WON.has(outcome)
}

/** What was won by an action, in the order in which it is told. */
export function gainsIn(action: PublishedAction): Outcome[] {
  return [...outcomesOf(action, null)].filter(isGain)
}

/** Whether something was won by an action. */
export function isWon(action: PublishedAction, demand: string | null = null): boolean {
  return [...outcomesOf(action, demand)].some(isGain)
}

function outcomesOf(action: PublishedAction, demand: string | null): ReadonlySet<Outcome> {
  if (demand === null) return new Set([...action.outcomes, ...action.outcomeEvents.map((e) => e.outcome)])
  const ofOthers = new Set(
    action.outcomeEvents.filter((e) => e.demand !== null && e.demand !== demand).map((e) => e.outcome),
  )
  const own = action.outcomeEvents.filter((e) => e.demand === null || e.demand === demand).map((e) => e.outcome)
  return new Set([...own, ...action.outcomes.filter((o) => !ofOthers.has(o))])
}

/** A stretch of a timeline. */
export interface Bar {
  /** `1399-08` or `1399`, in its calendar. */
  readonly key: string
  readonly count: number
}

/** Actions by month, or by year where months would be too many; stretches in between that have none are there. */
export interface Timeline {
  readonly unit: "month" | "year"
  readonly bars: readonly Bar[]
  /** Actions whose day is not known so closely. */
  readonly undated: number
}

/** Months shown at most; a longer time is shown in years. */
const MOST_MONTHS = 36

/** When actions began. */
export function timelineOf(actions: readonly PublishedAction[], calendar: Calendar): Timeline {
  const months = countBy(actions, `${calendar}-month`)
  const keys = [...months.counts.keys()].sort()
  const all = keys.length === 0 ? [] : monthsBetween(keys[0]!, keys.at(-1)!)
  if (all.length <= MOST_MONTHS) return { unit: "month", bars: bars(all, months.counts), undated: months.without }
  const years = countBy(actions, `${calendar}-year`)
  const [first, last] = [
    Math.min(...[...years.counts.keys()].map(Number)),
    Math.max(...[...years.counts.keys()].map(Number)),
  ]
  const span = Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
  return { unit: "year", bars: bars(span, years.counts), undated: years.without }
}

function bars(keys: readonly string[], counts: ReadonlyMap<string, number>): Bar[] {
  return keys.map((key) => ({ key, count: counts.get(key) ?? 0 }))
}

function countBy(actions: readonly PublishedAction[], field: `${Calendar}-${"month" | "year"}`) {
  const { rows, withoutValue } = tally(actions, BY_ACTION, [field])
  const counts = new Map(rows.flatMap(({ keys: [key], count }) => (key == null ? [] : [[key, count] as const])))
  return { counts, without: withoutValue[0]! }
}

function monthsBetween(first: string, last: string): string[] {
  const out: string[] = []
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5))]
  for (;;) {
    const key = `${year}-${String(month).padStart(2, "0")}`
    if (key > last) return out
    out.push(key)
    month = (month % 12) + 1
    if (month === 1) year++
  }
}

/** How many of some actions have each code of a list of theirs; the most frequent first. */
export function countCodes(
  actions: readonly PublishedAction[],
  codesOf: (action: PublishedAction) => readonly string[],
): Counted[] {
  const counts = new Map<string, number>()
  for (const action of actions)
    for (const code of new Set(codesOf(action))) counts.set(code, (counts.get(code) ?? 0) + 1)
  return mostFirst(counts)
}

/** The most frequent first; equal ones in the order of their codes. */
function mostFirst(counts: ReadonlyMap<string, number>): Counted[] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

/** First and last day on which some actions began; null where none has a day. Newest first. */
export function daysOf(actions: readonly PublishedAction[]): { readonly first: string; readonly last: string } | null {
  const dated = actions.flatMap((a) => a.start ?? [])
  return dated.length === 0 ? null : { first: dated.at(-1)!, last: dated[0]! }
}
