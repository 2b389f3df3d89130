/** The review desk: all its routes in one list, each in its guard. */
import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { Lang } from "../words/language.ts"
import { accountRoutes } from "./account.tsx"
import { partingRoutes } from "./accounts.tsx"
import { agreementRoutes } from "./agreement.tsx"
import { doubleRoutes } from "./double.tsx"
import { gatherRoutes } from "./gather.tsx"
import { type Guard, guarded, type TurnedAway } from "./guard.ts"
import { historyRoutes } from "./history.tsx"
import { linkRoutes } from "./links.tsx"
import { mergeRoutes } from "./merge.tsx"
import { noteRoutes } from "./notes.tsx"
import { peopleRoutes } from "./people.tsx"
import { personRoutes } from "./persons.tsx"
import { queueRoutes } from "./queue.tsx"
import { quoteRoutes } from "./quotes.tsx"
import { reportRoutes } from "./reports.tsx"
import { reviewRoutes } from "./review.tsx"
import type { AnyDeskRoute } from "./route.ts"
import { signInRoutes } from "./sign-in.tsx"
import { submissionRoutes } from "./submissions.tsx"
import type { DeskTools } from "./tools.ts"
import { turnAway } from "./turned-away.tsx"

/** A text that is pasted is larger than any other form. */
const MOST_FORM_BYTES = 1_048_576

/** Every route of the desk. */
export function deskRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  return [
    ...signInRoutes(tools),
    ...accountRoutes(tools),
    ...peopleRoutes(tools),
    ...personRoutes(tools),
    ...reportRoutes(tools),
    ...gatherRoutes(tools),
    ...submissionRoutes(tools),
    ...queueRoutes(tools),
    ...reviewRoutes(tools),
    ...historyRoutes(tools),
    ...quoteRoutes(tools),
    ...linkRoutes(tools),
    ...noteRoutes(tools),
    ...mergeRoutes(tools),
    ...partingRoutes(tools),
    ...doubleRoutes(tools),
    ...agreementRoutes(tools),
  ]
}

/** A check that the tests leave out of one route, by its number in `deskRoutes`. */
export interface Weakened {
  readonly route: number
  readonly without: TurnedAway
}

/** The desk as an application of its own, mounted at `/fa/desk` and `/en/desk`. */
export function createDesk(lang: Lang, tools: DeskTools, weakened: Weakened | null = null): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: MOST_FORM_BYTES }))
  const guard: Guard = {
    people: tools.people,
    origin: tools.origin,
    turnAway: turnAway(tools),
    closedNow: () => tools.record.closedNow(),
  }
  for (const [i, route] of deskRoutes(tools).entries())
    app.on(route.method, route.path, guarded(route, lang, guard, weakened?.route === i ? weakened.without : null))
  return app
}
