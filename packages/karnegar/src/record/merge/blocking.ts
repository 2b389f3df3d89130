/**
 * Which pairs of coded actions are compared at all. Three keys, each symmetric, so that the set of pairs does not
 * depend on what arrived first:
 *
 * 1. workforce and day: workforces that reports of one act may tell, days of reference at most `DAYS.windowPlace`
 *    apart, and a place or province in common, or one of them wide or of unknown place;
 * 2. workplace (or employer as written) and day: the same register id, or the same folded name, and days of reference
 *    at most `DAYS.windowWorkplace` apart;
 * 3. near-duplicate texts: every coded action of the one report with every one of the other.
 *
 * In SQL, for one new coded action, `lookUpOf` names the ranges of the two indexes that answer keys 1 and 2:
 * `(workforce, day)` once for each of `workforces`, and `(workplace_id, day)` or `(employer, day)`, where `day` is
 * `dayOfReference`, stored beside the facts. `mayBeOne` then sorts out the rows by place. Key 3 asks the
 * near-duplicate index for reports.
 */
import { dayNumber, isoDay, WORKFORCES, type Workforce } from "@karnegar/coder"
import { workforcesFit } from "./compare.ts"
import { isWide, type MergeFacts } from "./facts.ts"
import { DAYS } from "./weights.ts"

/** The day that blocking goes by: the coded start, or the report's day where no start is known. Null when neither is. */
export function dayOfReference(facts: MergeFacts): string | null {
  return facts.start ?? facts.published
}

/** What the record has to look up for one coded action. Days are ISO and inclusive. */
export interface LookUp {
  /** Rows of these workforces between these days. */
  readonly workforces: readonly Workforce[]
  readonly from: string
  readonly to: string
  /** Rows of this workplace or employer between these days; null when the text names none. */
  readonly workplaceId: string | null
  readonly employer: string | null
  readonly workplaceFrom: string
  readonly workplaceTo: string
}

/** Null when no day is known: then only near-duplicate texts are compared. */
export function lookUpOf(facts: MergeFacts): LookUp | null {
  const reference = dayOfReference(facts)
  const day = reference === null ? null : dayNumber(reference)
  if (day === null) return null
  return {
    workforces: WORKFORCES.filter((workforce) => workforcesFit(workforce, facts.workforce)),
    from: isoDay(day - DAYS.windowPlace),
    to: isoDay(day + DAYS.windowPlace),
    workplaceId: facts.workplaceId,
    employer: facts.employer,
    workplaceFrom: isoDay(day - DAYS.windowWorkplace),
    workplaceTo: isoDay(day + DAYS.windowWorkplace),
  }
}

/**
 * Whether keys 1 or 2 pair the two: the whole condition, of which a look-up's ranges are the part that an index answers.
 *
 * Calls are compared with calls only, and actions of one report never: those can't be one.
 */
export function mayBeOne(a: MergeFacts, b: MergeFacts): boolean {
  if (a.reportId === b.reportId || a.isCall !== b.isCall) return false
  const one = dayOfReference(a)
  const other = dayOfReference(b)
  if (one === null || other === null) return false
  const days = Math.abs(dayNumber(one)! - dayNumber(other)!)
  if (days <= DAYS.windowWorkplace && sameEmployer(a, b)) return true
  return days <= DAYS.windowPlace && workforcesFit(a.workforce, b.workforce) && placesMeet(a, b)
}

function sameEmployer(a: MergeFacts, b: MergeFacts): boolean {
  return (
    (a.workplaceId !== null && a.workplaceId === b.workplaceId) || (a.employer !== null && a.employer === b.employer)
  )
}

function placesMeet(a: MergeFacts, b: MergeFacts): boolean {
  if (isWide(a) || isWide(b)) return true
  const unknown = (facts: MergeFacts) => facts.placeIds.length === 0 && facts.provinceIds.length === 0
  if (unknown(a) || unknown(b)) return true
  return a.placeIds.some((id) => b.placeIds.includes(id)) || a.provinceIds.some((id) => b.provinceIds.includes(id))
}

/**
 * All pairs that are compared, in memory: for tests, evaluation and records small enough to hold.
 *
 * @param nearDuplicates Pairs of report ids whose texts are near-duplicates.
 * @returns Each pair once, ids in order.
 */
export function blockedPairs(
  actions: readonly MergeFacts[],
  nearDuplicates: Iterable<readonly [string, string]>,
): (readonly [MergeFacts, MergeFacts])[] {
  const pairs = new Map<string, readonly [MergeFacts, MergeFacts]>()
  const add = (a: MergeFacts, b: MergeFacts) => {
    const pair = a.id < b.id ? ([a, b] as const) : ([b, a] as const)
    pairs.set(`${pair[0].id}\n${pair[1].id}`, pair)
  }
  const dated = actions
    .map((facts) => ({ facts, day: dayNumber(dayOfReference(facts) ?? "") }))
    .filter((entry): entry is { facts: MergeFacts; day: number } => entry.day !== null)
    .sort((a, b) => a.day - b.day)
  for (const [i, { facts, day }] of dated.entries()) {
    for (let j = i + 1; j < dated.length && dated[j]!.day - day <= DAYS.windowWorkplace; j++) {
      if (mayBeOne(facts, dated[j]!.facts)) add(facts, dated[j]!.facts)
    }
  }
  const byReport = new Map<string, MergeFacts[]>()
  for (const facts of actions) byReport.set(facts.reportId, [...(byReport.get(facts.reportId) ?? []), facts])
  for (const [one, other] of nearDuplicates) {
    for (const a of byReport.get(one) ?? []) {
      for (const b of byReport.get(other) ?? []) if (a.reportId !== b.reportId && a.isCall === b.isCall) add(a, b)
    }
  }
  return [...pairs.values()]
}
