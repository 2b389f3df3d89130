/** Choosing words of a report for the public: a step of its own, by one person, and its approval by another. */
import type { Context } from "hono"
import { may } from "../../people/roles.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { isActionId, reviewOrNull } from "./asked.ts"
import { QuotesPage } from "./quotes-page.tsx"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { quoteWords } from "./words/quotes.ts"

/** Reports of one action that are shown to choose from. */
const MOST_REPORTS = 12

/** Quotes of one action. */
export function quoteRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { record } = tools
  return [
    { method: "get", path: "/actions/:id/quotes", deed: "read", answer: (c, visit) => show(tools, c, visit, null) },
    {
      method: "post",
      path: "/actions/:id/quotes",
      deed: "review",
      answer: (c, visit) => {
        const { form } = visit
        const text = form.text("words") === "" ? form.text("sentence") : form.text("words")
        if (text === "") return show(tools, c, visit, quoteWords[visit.lang].nothing)
        return change(tools, c, visit, (id, ask) =>
          record.chooseQuote(id, { reportId: form.text("report"), text: text.slice(0, 2_000) }, ask),
        )
      },
    },
    {
      method: "post",
      path: "/actions/:id/quotes/approve",
      deed: "publish",
      proven: true,
      answer: (c, visit) =>
        change(tools, c, visit, (id, ask) => record.approveQuote(id, Number(visit.form.text("quote")), ask)),
    },
    {
      method: "post",
      path: "/actions/:id/quotes/withdraw",
      deed: "review",
      answer: (c, visit) =>
        change(tools, c, visit, async (id, ask) => {
          const decision = Number(visit.form.text("quote"))
          if (!(await record.review(id)).quotes.some((quote) => quote.decision === decision))
            throw new RecordError("decision.undone", String(decision))
          await record.undo(decision, ask)
        }),
    },
  ]
}

/** Does what a form asks; shows the page again with what was typed where the record refuses. */
async function change(
  tools: DeskTools,
  c: Context,
  visit: DeskVisit,
  work: (id: string, ask: DeskVisit["ask"] & { readonly expect?: number }) => Promise<unknown>,
): Promise<Response> {
  const { lang, form } = visit
  const id = c.req.param("id")!
  const version = Number(form.text("version"))
  if (!isActionId(id)) return show(tools, c, visit, null)
  try {
    await work(id, Number.isInteger(version) && version > 0 ? { ...visit.ask, expect: version } : visit.ask)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return show(tools, c, visit, recordErrorText(error, lang), error.code === "record.changed" ? 409 : 422)
  }
  return c.redirect(`/${lang}/desk/actions/${id}/quotes`, 303)
}

async function show(
  tools: DeskTools,
  c: Context,
  { lang, signedIn, form }: DeskVisit,
  trouble: string | null,
  status: 200 | 409 | 422 = trouble === null ? 200 : 422,
): Promise<Response> {
  const { record, people, page } = tools
  const action = await reviewOrNull(tools, c.req.param("id")!)
  if (action === null) return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
  const reports = []
  for (const reportId of action.reportIds.slice(0, MOST_REPORTS)) {
    const coded = await record.findReport(reportId)
    if (coded !== null) reports.push(coded.report)
  }
  const shown = await record.findPublished(action.id)
  const view = (
    <QuotesPage
      context={page(lang, `/desk/actions/${action.id}/quotes`)}
      handles={await people.handles()}
      shown={new Set(shown?.quotes.map((quote) => quote.text))}
      alone={(await record.rules()).publishers === 1}
      mayChoose={may(signedIn.account.role, "review")}
      mayApprove={may(signedIn.account.role, "publish")}
      typed={{ report: form.text("report"), words: form.text("words"), sentence: form.text("sentence") }}
      {...{ signedIn, action, reports, trouble }}
    />
  )
  return c.html(document(view), status)
}
