import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import type { Change, HistoryItem, ReviewedAction } from "../../record/review.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { firstCalendar, formatDay, otherCalendar } from "../words/dates.ts"
import { formatNumber } from "../words/numbers.ts"
import { isReportId, ofAskedAction, reviewOrNull } from "./asked.ts"
import { DeskLayout, Mark, Trouble } from "./layout.tsx"
import { DeskNames } from "./names.ts"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { ChangeList } from "./values.tsx"
import { linkWords } from "./words/links.ts"
import { mergeWords } from "./words/merge.ts"
import { reviewWords } from "./words/review.ts"

/** What was done to an action, and taking it back. */
export function historyRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { record, people, page } = tools
  const show = async (
    id: string,
    { lang, signedIn }: Pick<DeskVisit, "lang" | "signedIn">,
    trouble: string | null = null,
  ) => {
    const found = await reviewOrNull(tools, id)
    if (found === null) return null
    return document(
      <HistoryPage
        context={page(lang, `/desk/actions/${id}`)}
        action={found}
        history={await record.history(id)}
        names={new DeskNames(await record.registers(), lang)}
        handles={await people.handles()}
        {...{ signedIn, trouble }}
      />,
    )
  }
  return [
    {
      method: "get",
      path: "/actions/:id",
      deed: "read",
      answer: async (c, visit) => {
        const view = await show(c.req.param("id")!, visit)
        if (view === null) return c.html(document(<NotFound context={page(visit.lang, "/desk/queue")} />), 404)
        return c.html(view)
      },
    },
    {
      method: "post",
      path: "/actions/:id/undo",
      deed: "review",
      answer: async (c, visit) => {
        const { lang, form, ask } = visit
        const [id, report] = [c.req.param("id")!, form.text("report")]
        const decision = Number(form.text("decision"))
        const own = await ofAskedAction(id, (asked) => record.history(asked))
        // Only what was decided about this very action.
        if (own === null || !own.some((item) => item.decision === decision))
          return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
        try {
          await record.undo(decision, ask)
        } catch (error) {
          if (!(error instanceof RecordError)) throw error
          return c.html((await show(id, visit, recordErrorText(error, lang)))!, 409)
        }
        return c.redirect(`/${lang}/desk/${afterUndo(id, report, form.text("to"))}`, 303)
      },
    },
  ]
}

/** Where a decision was taken back: there one goes on. */
function afterUndo(id: string, report: string, to: string): string {
  if (to === "merge") return "merge"
  if (to === "accounts" || to === "links") return `actions/${id}/${to}`
  return isReportId(report) ? `review/${report}` : `actions/${id}`
}

const HistoryPage: FC<{
  context: PageContext
  signedIn: SignedIn
  action: ReviewedAction
  history: readonly HistoryItem[]
  names: DeskNames
  handles: ReadonlyMap<string, string>
  trouble: string | null
}> = ({ context, signedIn, action, history, names, handles, trouble }) => {
  const { lang } = context
  const words = reviewWords[lang]
  const who = (key: string) =>
    key === "operator" ? words.operator : key.startsWith("rule:") ? words.rule : (handles.get(key) ?? words.somebody)
  /** Who a report was given to stands in the record by key. */
  const named = (change: Change): Change => {
    if (change.field !== "assignee") return change
    const handle = (key: unknown) => (key === null ? null : who(String(key)))
    return { field: "assignee", before: handle(change.before), after: handle(change.after) }
  }
  return (
    <DeskLayout context={context} title={words.history} signedIn={signedIn} current="queue">
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      <p class="lead">{words.historyLead}</p>
      <p class="when">
        <span class="call">{words.states[action.state]}</span>
        <span class="hash">{action.id}</span>
        <a href={`/${lang}/desk/actions/${action.id}/accounts`}>{mergeWords[lang].accounts}</a>
        <a href={`/${lang}/desk/actions/${action.id}/links`}>{linkWords[lang].links}</a>
        {action.reportIds.map((id, i) => (
          <a href={`/${lang}/desk/review/${id}`}>
            {words.text}
            {action.reportIds.length > 1 && ` ${formatNumber(i + 1, lang)}`}
          </a>
        ))}
      </p>
      {history.length === 0 && <p>{words.noHistory}</p>}
      <ol class="acts history">
        {history.map((item) => (
          <li id={`d${item.entry}`}>
            <p>
              <strong>
                <bdi>{who(item.who)}</bdi>
              </strong>{" "}
              {item.what === "decision.undone"
                ? words.tookBack(formatNumber(item.decision, lang))
                : words.deeds[item.what]}
              {item.what !== "decision.undone" && !item.stands && <span class="call">{words.takenBack}</span>}
            </p>
            <p class="when soft">
              <time datetime={item.at}>{formatDay(item.at.slice(0, 10), lang, firstCalendar(lang))}</time>
              <span class="soft">{formatDay(item.at.slice(0, 10), lang, otherCalendar(firstCalendar(lang)))}</span>
              <span dir="ltr">{item.at.slice(11, 16)} UTC</span>
              <span>#{formatNumber(item.entry, lang)}</span>
            </p>
            <ChangeList changes={item.changes.map(named)} lang={lang} names={names} />
            {item.reason !== null && item.reason !== "" && (
              <p>
                {words.reason}: <bdi>{item.reason}</bdi>
              </p>
            )}
            {item.stands && may(signedIn.account.role, "review") && (
              <form method="post" action={`/${lang}/desk/actions/${action.id}/undo`}>
                <Mark signedIn={signedIn} />
                <input type="hidden" name="decision" value={String(item.decision)} />
                <button type="submit" class="quiet">
                  {words.undo}
                </button>
              </form>
            )}
          </li>
        ))}
      </ol>
    </DeskLayout>
  )
}
