import type { Workforce } from "../codes.ts"
import type { Actor } from "./actor.ts"

/** Codes that «این کارگران» never stands for. */
const NOT_WORKERS = new Set<Workforce>([
  "retirees",
  "non_labour",
  "students",
  "unemployed",
  "traders",
  "farmers",
  "workers_other",
])

/**
 * Whom a bare word for workers («کارگران», «این نیروها») stands for: the nearest group told more of before it in its item,
 * else the first behind it. A plant without people («در سایپا کاشان») serves where no group does.
 *
 * @param bare The group named by a bare word.
 * @param here The groups of its item, in text order.
 * @returns `null` when nothing there says more.
 */
export function antecedentOf(bare: Actor, here: readonly Actor[]): Actor | null {
  let before: Actor | null = null
  let behind: Actor | null = null
  let plantBefore: Actor | null = null
  let plantBehind: Actor | null = null
  for (const a of here) {
    if (a === bare || NOT_WORKERS.has(a.workforce)) continue
    const plant = a.weak
    // A plant in the middle of some other clause says nothing of who they are.
    if (plant && a.standing === "possessed" && a.workplace === null && a.sentence !== bare.sentence) continue
    if (a.first < bare.first) {
      if (plant) plantBefore = a
      else before = a
    } else if (plant) plantBehind ??= a
    else behind ??= a
  }
  return before ?? behind ?? plantBefore ?? plantBehind
}
