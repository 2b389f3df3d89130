/** Comments on a report, who has taken it on, and accepting agency copies of what was reviewed together. */
import type { Context } from "hono"
import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { WaitingCopy } from "../../record/agency-copies.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import { MOST_COMMENT } from "../../record/notes.ts"
import { isQuotedIn } from "../../record/quotable.ts"
import type { ReviewedAction } from "../../record/review.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { formatNumber } from "../words/numbers.ts"
import { isReportId, reviewOrNull } from "./asked.ts"
import { DeskLayout, Mark, Trouble } from "./layout.tsx"
import { briefOf } from "./merge-page.tsx"
import { DeskNames } from "./names.ts"
import { placeQuery, readPlace } from "./place-in-queue.ts"
import { firstLine } from "./report-pages.tsx"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { noteWords } from "./words/notes.ts"
import { reviewWords } from "./words/review.ts"

const MOST_AT_ONCE = 300

/** Notes about reports, and their copies. */
export function noteRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { record, people, page } = tools
  /** Notes something about a report and shows it again. */
  const noting =
    (note: (reportId: string, visit: DeskVisit) => Promise<unknown>) => async (c: Context, visit: DeskVisit) => {
      const { lang, form } = visit
      const id = c.req.param("id")!
      try {
        if (isReportId(id)) await note(id, visit)
      } catch (error) {
        if (!(error instanceof RecordError)) throw error
        return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
      }
      return c.redirect(`/${lang}/desk/review/${id}${placeQuery(readPlace((name) => form.text(name)))}#notes`, 303)
    }
  return [
    {
      method: "post",
      path: "/review/:id/comment",
      deed: "code",
      answer: noting(async (id, { form, ask }) => {
        const text = form.text("comment").slice(0, MOST_COMMENT)
        if (text !== "") await record.comment(id, text, ask)
      }),
    },
    {
      method: "post",
      path: "/review/:id/assign",
      deed: "code",
      answer: noting(async (id, { form, ask, signedIn }) => {
        const to = form.text("to")
        const own = signedIn.account.id
        // Oneself for anybody who codes; others by those who review.
        const isKnown = to === "" || (await people.handles()).has(to)
        if (isKnown && (to === own || may(signedIn.account.role, "review"))) await record.assign(id, to || null, ask)
        else if (to === "" && (await record.notes(id)).assignee === own) await record.assign(id, null, ask)
      }),
    },
    { method: "get", path: "/actions/:id/copies", deed: "read", answer: (c, visit) => show(tools, c, visit, null) },
    {
      method: "post",
      path: "/actions/:id/copies",
      deed: "review",
      answer: async (c, visit) => {
        const { lang, form, ask } = visit
        const action = await reviewOrNull(tools, c.req.param("id")!)
        if (action === null) return show(tools, c, visit, null)
        const wanted = form.all("copy").slice(0, MOST_AT_ONCE)
        if (wanted.length === 0) return show(tools, c, visit, noteWords[lang].acceptedNone, 422)
        try {
          const { decisions } = await record.acceptCopies(action.id, wanted, {
            ...ask,
            expect: Number(form.text("version")),
          })
          const query = decisions.length === 0 ? "" : `?done=${decisions[0]}-${decisions.at(-1)}`
          return c.redirect(`/${lang}/desk/actions/${action.id}/copies${query}`, 303)
        } catch (error) {
          if (!(error instanceof RecordError)) throw error
          return show(tools, c, visit, recordErrorText(error, lang), 409)
        }
      },
    },
    {
      method: "post",
      path: "/actions/:id/copies/undo",
      deed: "review",
      answer: async (c, visit) => {
        const { lang, form, ask } = visit
        const action = await reviewOrNull(tools, c.req.param("id")!)
        const range = rangeIn(form.text("decisions"))
        if (action === null || range === null) return show(tools, c, visit, null)
        try {
          const own = (await record.history(action.id)).filter((item) => item.what === "action.joined" && item.stands)
          await record.undoAll(
            own.map((item) => item.decision).filter((decision) => decision >= range[0] && decision <= range[1]),
            ask,
          )
        } catch (error) {
          if (!(error instanceof RecordError)) throw error
          return show(tools, c, visit, recordErrorText(error, lang), 409)
        }
        return c.redirect(`/${lang}/desk/actions/${action.id}/copies`, 303)
      },
    },
  ]
}

/** The first and last of decisions that were made together. */
function rangeIn(text: string | undefined): readonly [number, number] | null {
  const [from, to] = (text ?? "").split("-").map(Number)
  return from !== undefined &&
    to !== undefined &&
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    from > 0 &&
    to >= from
    ? [from, to]
    : null
}

async function show(
  tools: DeskTools,
  c: Context,
  { lang, signedIn }: DeskVisit,
  trouble: string | null,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const { record, page } = tools
  const action = await reviewOrNull(tools, c.req.param("id")!)
  if (action === null) return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
  const view = (
    <CopiesPage
      context={page(lang, `/desk/actions/${action.id}/copies`)}
      copies={await record.waitingCopies(action.id)}
      names={new DeskNames(await record.registers(), lang)}
      done={rangeIn(c.req.query("done"))}
      {...{ signedIn, action, trouble }}
    />
  )
  return c.html(document(view), status)
}

/** What would be accepted, and accepting it. */
const CopiesPage: FC<{
  context: PageContext
  signedIn: SignedIn
  action: ReviewedAction
  copies: readonly WaitingCopy[]
  names: DeskNames
  /** Decisions that were just made together. */
  done: readonly [number, number] | null
  trouble: string | null
}> = ({ context, signedIn, action, copies, names, done, trouble }) => {
  const { lang } = context
  const words = noteWords[lang]
  const address = `/${lang}/desk/actions/${action.id}/copies`
  const mayAccept = may(signedIn.account.role, "review") && isQuotedIn(action.state)
  return (
    <DeskLayout context={context} title={words.copies} signedIn={signedIn} current="queue" scripts={["desk.js"]}>
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      {done !== null && (
        <form class="note row" role="status" method="post" action={`${address}/undo`}>
          <Mark signedIn={signedIn} />
          <input type="hidden" name="decisions" value={done.join("-")} />
          {words.accepted(formatNumber(done[1] - done[0] + 1, lang))}{" "}
          <button type="submit" class="quiet" data-key="u" accesskey="u">
            {words.undoAll}
          </button>
        </form>
      )}
      <p class="lead">
        <bdi>{briefOf(action, lang, names)}</bdi>
      </p>
      <p class="when">
        <span class="call">{reviewWords[lang].states[action.state]}</span>
        <span class="hash">{action.id}</span>
        <a href={`/${lang}/desk/actions/${action.id}`}>{reviewWords[lang].history}</a>
      </p>
      <p>{copies.length === 0 ? words.copiesNone : words.copiesLead}</p>
      {!isQuotedIn(action.state) && <p class="note">{words.notYet}</p>}
      {copies.length > 0 && (
        <form class="action" method="post" action={address}>
          <Mark signedIn={signedIn} />
          <input type="hidden" name="version" value={String(action.version)} />
          <ol class="acts">
            {copies.map((copy) => (
              <li>
                <label class="kept">
                  <input type="checkbox" name="copy" value={copy.actionId} checked disabled={!mayAccept} />{" "}
                  <span dir="auto">{firstLine(copy.opening)}</span>
                </label>
                <p class="when">
                  {copy.published !== null && (
                    <time datetime={copy.published}>{formatDay(copy.published, lang, firstCalendar(lang))}</time>
                  )}
                  <bdi>{copy.source ?? reviewWords[lang].noSource}</bdi>
                  <span class="soft">{words.alike(formatNumber(Math.round(copy.shared * 100), lang))}</span>
                  <a href={`/${lang}/desk/review/${copy.reportId}`}>{reviewWords[lang].review}</a>
                </p>
              </li>
            ))}
          </ol>
          {mayAccept && (
            <div class="verdict">
              <button type="submit" class="own" accesskey="a" data-key="a">
                {words.acceptAll}
              </button>
            </div>
          )}
        </form>
      )}
    </DeskLayout>
  )
}
