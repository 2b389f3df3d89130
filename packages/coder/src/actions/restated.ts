import type { Status, Workforce } from "../codes.ts"
import type { UnweighedAction } from "./confidence.ts"

const REAL: ReadonlySet<Status> = new Set(["held", "ongoing", "ended"])
const PLANNED: ReadonlySet<Status> = new Set(["called", "threatened"])

/**
 * Is a call or threat only that of going on with, or again to, an act that the text tells as real («تا رسیدگی نشود به اعتصاب
 * ادامه می‌دهند», «اگر ندهند از نو اعتصاب می‌کنیم»)?
 *
 * It is an act of its own only with a day to come, another place or another form (codebook §1).
 */
export function isRestated(
  action: UnweighedAction,
  actions: readonly (UnweighedAction | null)[],
  published: string | null,
): boolean {
  if (!PLANNED.has(action.status)) return false
  const { start } = action.date
  if (start !== null && (published === null || start > published)) return false
  return actions.some(
    (real) =>
      real !== null &&
      REAL.has(real.status) &&
      samePeople(action.workforce, real.workforce) &&
      action.forms.every((form) => real.forms.includes(form)) &&
      action.places.every((place) => real.places.some((p) => p.name === place.name)),
  )
}

function samePeople(a: Workforce, b: Workforce): boolean {
  return a === b || a === "workers_other" || b === "workers_other"
}
