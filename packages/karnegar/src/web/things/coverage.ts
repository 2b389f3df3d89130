/** How far a public call was answered, by public actions alone. */
import { type CallCoverage, coverageFrom } from "../../record/calls.ts"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { gather } from "./gather.ts"

/** A call's coverage with the actions that answer it, newest first. */
export interface PublicCoverage extends CallCoverage {
  readonly answers: readonly PublishedAction[]
}

/**
 * Holds a call against what the site shows: actions of its workforce on its days; a person's decision about the pair goes
 * before. The same rule as the record's own, on what is public.
 */
export function coverageIn(catalogue: Catalogue, call: PublishedAction): PublicCoverage {
  const { things, actions } = gather(catalogue)
  const decided = new Map<string, boolean>()
  for (const { callId, actionId, answers } of catalogue.links.callAnswers)
    if (callId === call.id) decided.set(actionId, answers)
  const own = things.workforces.get(call.workforce)?.actions ?? []
  const said = [...decided.values()].some((answers) => answers) ? actions.filter((a) => decided.get(a.id) === true) : []
  const answers = [...new Set([...own.filter((a) => decided.get(a.id) ?? isOnDays(call, a)), ...said])].sort((a, b) =>
    (b.start ?? "") + a.id < (a.start ?? "") + b.id ? -1 : 1,
  )
  return { ...coverageFrom(call, answers), answers }
}

/** Whether an action was held on a day of the call. */
function isOnDays(call: PublishedAction, action: PublishedAction): boolean {
  if (call.start === null || action.start === null) return false
  return action.start <= (call.end ?? call.start) && (action.end ?? action.start) >= call.start
}
