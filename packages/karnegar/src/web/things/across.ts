/** Figures across the whole record, as their pages and machine-readable forms show them. */
import { dayNumber, toJalali } from "@karnegar/coder"
import type { PublishedStatement } from "../../record/published-links.ts"
import type { PublishedAction, RegisteredName } from "../../record/types.ts"
import type { Calendar } from "../words/dates.ts"

/** Actions by the year that they began in, the newest first; those without a day are in none. */
export function byYear(
  actions: readonly PublishedAction[],
  calendar: Calendar,
): ReadonlyMap<number, PublishedAction[]> {
  const years = new Map<number, PublishedAction[]>()
  for (const action of actions) {
    if (action.start === null) continue
    const year = calendar === "jalali" ? toJalali(dayNumber(action.start)!).year : Number(action.start.slice(0, 4))
    const own = years.get(year)
    if (own === undefined) years.set(year, [action])
    else own.push(action)
  }
  return new Map([...years].sort(([a], [b]) => b - a))
}

/** Two workforces with the number of actions in which a report names both. */
export interface Pair {
  readonly a: string
  readonly b: string
  readonly count: number
}

/** Which workforces acted together; each pair once, its codes in order, the most frequent first. */
export function pairsOf(actions: readonly PublishedAction[]): Pair[] {
  const counts = new Map<string, { readonly a: string; readonly b: string; count: number }>()
  for (const action of actions) {
    const own = [...new Set<string>([action.workforce, ...action.jointWith])].sort()
    for (const [i, a] of own.entries())
      for (const b of own.slice(i + 1)) {
        const known = counts.get(`${a} ${b}`)
        if (known === undefined) counts.set(`${a} ${b}`, { a, b, count: 1 })
        else known.count++
      }
  }
  return [...counts.values()].sort((x, y) => y.count - x.count || (x.a + x.b < y.a + y.b ? -1 : 1))
}

/** Who supported whom, with the number of statements that say so. */
export interface Support {
  readonly from: RegisteredName
  readonly to: RegisteredName
  readonly count: number
}

/** Support between registered organisations; a statement counts once for a pair, the most frequent first. */
export function supportsOf(statements: readonly PublishedStatement[]): Support[] {
  const counts = new Map<string, { readonly from: RegisteredName; readonly to: RegisteredName; count: number }>()
  for (const { solidarity } of statements) {
    const own = new Map(solidarity.map((edge) => [`${edge.from.id} ${edge.to.id}`, edge]))
    for (const [key, edge] of own) {
      const known = counts.get(key)
      if (known === undefined) counts.set(key, { ...edge, count: 1 })
      else known.count++
    }
  }
  return [...counts].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, support]) => support)
}
