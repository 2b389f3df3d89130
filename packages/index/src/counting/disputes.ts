import type { CountedAction } from "./counted-action.ts"
import { type Stretch, stretchOf } from "./stretch.ts"

/** Workforce code of people whose trade is not told: no two of their actions are known to be of the same people. */
const TRADE_UNKNOWN = "workers_other"

/** Places too wide to say that two actions were at the same one. */
const TOO_WIDE = new Set(["province", "country"])

/**
 * Actions as disputes: the same people who act again at the same workplace before a long pause belong to one dispute.
 *
 * Two actions are linked when
 * 1. their workforce is the same, and their workplace on the register is the same; or neither has a workplace on the
 *    register and their sets of gazetteer places are the same; and
 * 2. from the last known day of the one to the first day of the other are at most `gapDays` days (0: they overlap).
 * A dispute is everything that links connect, so a chain of short pauses is one dispute however long it lasts.
 *
 * An action stands alone where sameness cannot be known: without a day or with one known to the year only; without
 * workplace where no place is told, one is only a province or the country, or the trade is not told (`workers_other`).
 * So the rule joins too little rather than too much. Campaigns in many places are not one dispute.
 *
 * The result depends on the set of actions alone, never on their order: within a group with the same people and place
 * links compare days only, and what they connect is found along the days.
 *
 * @param gapDays Longest pause inside a dispute, days; see `DISPUTE_GAP_DAYS` for the usual one and its source.
 * @returns Disputes by their first action; actions of a dispute by first day, then id; those without a day last.
 */
export function disputesOf<A extends CountedAction>(actions: readonly A[], gapDays: number): A[][] {
  const groups = new Map<string, { readonly action: A; readonly stretch: Stretch }[]>()
  const disputes: A[][] = []
  for (const action of actions) {
    const stretch = stretchOf(action)
    const key = peopleAndPlace(action)
    if (key === null || stretch === null) disputes.push([action])
    else {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [{ action, stretch }])
      else group.push({ action, stretch })
    }
  }
  for (const group of groups.values()) {
    group.sort((a, b) => a.stretch.first - b.stretch.first || compare(a.action.id, b.action.id))
    let last = Number.NEGATIVE_INFINITY
    for (const { action, stretch } of group) {
      if (stretch.first - last <= gapDays) disputes.at(-1)!.push(action)
      else disputes.push([action])
      last = Math.max(last, stretch.last)
    }
  }
  return disputes.sort(
    ([a], [b]) => compare(a!.start ?? "9999-99-99", b!.start ?? "9999-99-99") || compare(a!.id, b!.id),
  )
}

/** What two actions of one dispute share; `null` when that cannot be known of this one. */
export function peopleAndPlace(action: CountedAction): string | null {
  if (action.start === null || action.precision === "year") return null
  if (action.workplace !== null) return `${action.workforce} at workplace ${action.workplace.id}`
  if (action.workforce === TRADE_UNKNOWN || action.places.length === 0) return null
  const ids: string[] = []
  for (const { placeId, type } of action.places) {
    if (placeId === null || TOO_WIDE.has(type)) return null
    ids.push(placeId)
  }
  return `${action.workforce} in ${[...new Set(ids)].sort(compare).join(" ")}`
}

/** By code units: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
