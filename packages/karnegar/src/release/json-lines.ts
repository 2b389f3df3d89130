import type { PublishedAction } from "../record/types.ts"
import { actionJson } from "../web/json.ts"

/** One JSON value a line, the same as the address `/actions/<id>.json` of the site gives. */
export function* jsonLinesOf(actions: Iterable<PublishedAction>): Generator<string> {
  for (const action of actions) yield `${JSON.stringify(actionJson(action))}\n`
}
