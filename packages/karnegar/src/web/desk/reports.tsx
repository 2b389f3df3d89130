import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { isReportId } from "./asked.ts"
import { DESK_PAGE, DeskReport, DeskReports } from "./report-pages.tsx"
import type { AnyDeskRoute } from "./route.ts"
import type { DeskTools } from "./tools.ts"

/** Reports with their codings: all of them, newest first, and each by itself. */
export function reportRoutes({ record, page }: DeskTools): readonly AnyDeskRoute[] {
  return [
    {
      method: "get",
      path: "/reports",
      deed: "read",
      answer: async (c, { lang, signedIn }) => {
        const before = c.req.query("before")
        const from = before !== undefined && isReportId(before) ? { limit: DESK_PAGE, before } : { limit: DESK_PAGE }
        const reports = await record.listReports(from)
        const { reports: closed } = await record.closedNow()
        return c.html(
          document(<DeskReports context={page(lang, "/desk/reports")} {...{ signedIn, reports, closed }} />),
        )
      },
    },
    {
      method: "get",
      path: "/reports/:id",
      deed: "read",
      answer: async (c, { lang, signedIn }) => {
        const id = c.req.param("id")!
        const coded = isReportId(id) ? await record.findReport(id) : null
        const context = page(lang, `/desk/reports/${id}`)
        if (coded === null) return c.html(document(<NotFound context={page(lang, "/desk/reports")} />), 404)
        return c.html(document(<DeskReport context={context} signedIn={signedIn} coded={coded} />))
      },
    },
  ]
}
