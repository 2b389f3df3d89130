/** What an address or a form names: an action, or a report. */
import { RecordError } from "../../record/errors.ts"
import type { ReviewedAction } from "../../record/review.ts"
import type { DeskTools } from "./tools.ts"

const ACTION_ID = /^[ai][0-9a-z]{1,40}$/
const REPORT_ID = /^r[0-9a-z]{1,40}$/

/** Whether something typed has the form of an action's id. */
export function isActionId(id: string): boolean {
  return ACTION_ID.test(id)
}

/** Whether something typed has the form of a report's id. */
export function isReportId(id: string): boolean {
  return REPORT_ID.test(id)
}

/**
 * What the record answers about an action that somebody asked for; null where no action is called so.
 *
 * @throws RecordError whatever else the record refuses.
 */
export async function ofAskedAction<T>(id: string, read: (id: string) => Promise<T>): Promise<T | null> {
  if (!isActionId(id)) return null
  try {
    return await read(id)
  } catch (error) {
    if (error instanceof RecordError && error.code === "record.not_found") return null
    throw error
  }
}

/** The action that an id leads to, as reviewers see it; null where there is none. */
export function reviewOrNull({ record }: DeskTools, id: string): Promise<ReviewedAction | null> {
  return ofAskedAction(id, (own) => record.review(own))
}
