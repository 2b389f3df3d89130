import type { Context } from "hono"
import { may } from "../../people/roles.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import { isQuotedIn } from "../../record/quotable.ts"
import type { HistoryItem, ReviewedAction } from "../../record/review.ts"
import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { isReportId } from "./asked.ts"
import { readControls, type Sent } from "./controls.ts"
import { DeskNames } from "./names.ts"
import { placeQuery, type QueuePlace, queueAsked, readPlace } from "./place-in-queue.ts"
import { type ActionOnPage, type Returned, ReviewPage, waits } from "./review-page.tsx"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { reviewWords } from "./words/review.ts"

const MOST_REASON = 500
/** What may be decided about an action short of publishing. */
type Deed = "accept" | "save" | "reject" | "dispute" | "restore" | "publish" | "retract"
const DECIDED = ["accept", "save", "reject", "dispute", "restore"] as const satisfies readonly Deed[]
const NEEDS_REASON: ReadonlySet<Deed> = new Set(["dispute", "retract"])

/** One report at a time, and what is decided about its actions. */
export function reviewRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const decided = (deed: (visit: DeskVisit) => Deed | null) => async (c: Context, visit: DeskVisit) =>
    answer(tools, c, visit, deed(visit))
  return [
    {
      method: "get",
      path: "/review/:id",
      deed: "read",
      answer: async (c, visit) => {
        const place = readPlace((name) => c.req.query(name))
        const [of, decision] = [c.req.query("of"), Number(c.req.query("done"))]
        const done = of !== undefined && Number.isInteger(decision) && decision > 0 ? { actionId: of, decision } : null
        return show(tools, c, visit, place, null, done)
      },
    },
    {
      method: "post",
      path: "/review/:id/decide",
      deed: "review",
      answer: decided(({ form }) => DECIDED.find((one) => one === form.text("do")) ?? "accept"),
    },
    { method: "post", path: "/review/:id/publish", deed: "publish", proven: true, answer: decided(() => "publish") },
    { method: "post", path: "/review/:id/retract", deed: "publish", proven: true, answer: decided(() => "retract") },
  ]
}

/** The page of a report; `returned` is a form that was not done. */
async function show(
  { record, people, page }: DeskTools,
  c: Context,
  { lang, signedIn }: Pick<DeskVisit, "lang" | "signedIn">,
  place: QueuePlace,
  returned: Returned | null,
  done: { readonly actionId: string; readonly decision: number } | null,
): Promise<Response> {
  const id = c.req.param("id")!
  const coded = isReportId(id) ? await record.findReport(id) : null
  if (coded === null || coded.coding === null)
    return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
  const reviews = await record.reviewReport(id)
  const actions: ActionOnPage[] = []
  for (const one of reviews) {
    const differing = new Set<string>(one.action.disagreements)
    const claims = differing.size === 0 ? [] : await record.claims(one.action.id)
    actions.push({ ...one, disputed: claims.filter((claimed) => differing.has(claimed.field)) })
  }
  const own = signedIn.account.id
  const [next, previous] = [await neighbour(record, place, "after", own), await neighbour(record, place, "before", own)]
  const to = (one: { reportId: string; place: string } | null) =>
    one === null ? null : `/${lang}/desk/review/${one.reportId}${placeQuery({ ...place, at: one.place })}`
  const view = (
    <ReviewPage
      context={page(lang, `/desk/review/${id}${placeQuery(place)}`)}
      names={new DeskNames(await record.registers(), lang)}
      handles={await people.handles()}
      publishers={(await record.rules()).publishers}
      notes={await record.notes(id)}
      answered={await record.answeredBy(id)}
      copies={await copiesOf(record, reviews)}
      next={to(next)}
      previous={to(previous)}
      {...{ signedIn, coded, actions, place, returned, done }}
    />
  )
  const status = returned === null ? 200 : returned.since !== null ? 409 : 422
  return c.html(document(view), status)
}

/** How many copies of each reviewed action wait. */
async function copiesOf(
  record: DeskTools["record"],
  reviews: readonly { readonly action: ReviewedAction }[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const { action } of reviews)
    if (isQuotedIn(action.state)) counts.set(action.id, (await record.waitingCopies(action.id)).length)
  return counts
}

async function neighbour(record: DeskTools["record"], place: QueuePlace, side: "after" | "before", own: string) {
  if (place.at === "") return null
  const [found] = await record.listQueue({ ...queueAsked(place, own), [side]: place.at, limit: 1 })
  return found ?? null
}

/** Does what a form asks for, or gives it back with the reason. */
async function answer(tools: DeskTools, c: Context, visit: DeskVisit, deed: Deed | null): Promise<Response> {
  const { record } = tools
  const { lang, form, signedIn } = visit
  const words = reviewWords[lang]
  const place = readPlace((name) => form.text(name))
  const version = Number(form.text("version"))
  const reason = form.text("reason").slice(0, MOST_REASON)
  const actionId = form.text("action")
  const reportId = c.req.param("id")!
  const told = isReportId(reportId) ? await record.reviewReport(reportId) : []
  if (!Number.isInteger(version) || !told.some(({ action }) => action.id === actionId)) return gone(tools, c, visit)
  const names = new DeskNames(await record.registers(), lang)
  // Held against what the form showed, so that another's change is not taken for this person's.
  const sent = readControls(form, await record.review(actionId, version), names, lang)
  const back = (more: Partial<Returned>) =>
    show(tools, c, visit, place, { actionId, sent, reason, trouble: null, since: null, ...more }, null)
  if (deed === null || (deed === "reject" && !may(signedIn.account.role, "review"))) return back({})
  if (NEEDS_REASON.has(deed) && reason === "") return back({ trouble: words.reasonMissing })
  const writes = deed === "accept" || deed === "save" || deed === "publish"
  if (writes && sent.faults.size > 0) return back({ trouble: [...sent.faults.values()][0]!.message })
  const ask = { ...visit.ask, expect: version }
  try {
    const { decision } = await decide(record, deed, actionId, sent, reason, ask)
    const now = await record.reviewReport(reportId)
    const stay = now.some(({ action }) => waits(action)) || place.at === "" || deed === "publish"
    const next = stay ? null : await neighbour(record, place, "after", signedIn.account.id)
    const more = { ...(decision === null ? {} : { done: String(decision), of: actionId }) }
    if (stay) return c.redirect(`/${lang}/desk/review/${reportId}${placeQuery(place, more)}`, 303)
    if (next === null) return c.redirect(`/${lang}/desk/queue${placeQuery({ ...place, at: "" }, { done: "1" })}`, 303)
    const then = placeQuery({ ...place, at: next.place }, more)
    return c.redirect(`/${lang}/desk/review/${next.reportId}${then}`, 303)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    if (error.code === "record.not_found" || error.code === "record.withdrawn") return gone(tools, c, visit)
    if (error.code !== "record.changed") return back({ trouble: recordErrorText(error, lang) })
    const since = (await record.history(actionId)).filter((item) => item.entry > version && !isNote(item.what))
    return back({ since, sent: onlyTouched(sent) })
  }
}

function decide(
  record: DeskTools["record"],
  deed: Deed,
  actionId: string,
  { fields, evidence }: Sent,
  reason: string,
  ask: DeskVisit["ask"] & { readonly expect: number },
) {
  const values = { fields, ...(evidence === null ? {} : { evidence }) }
  const changes = evidence !== null || Object.keys(fields).length > 0
  const state = (
    {
      accept: "reviewed",
      publish: "published",
      dispute: "disputed",
      retract: "retracted",
      reject: "rejected",
      restore: "unreviewed",
      save: null,
    } as const
  )[deed]
  const writes = deed === "accept" || deed === "save" || deed === "publish"
  if (writes && changes)
    return record.setValues(
      actionId,
      { ...values, ...(deed === "save" ? {} : { state: deed === "accept" ? "reviewed" : "published" }) },
      reason,
      ask,
    )
  if (state === null) return Promise.resolve({ decision: null })
  return record.setState(actionId, state, reason, ask)
}

/** What was typed stays; what was left as it was shows what stands now. */
function onlyTouched(sent: Sent): Sent {
  return { ...sent, shown: new Map([...sent.shown].filter(([name]) => sent.touched.has(name))) }
}

/** A word to colleagues changes nothing that a form was made on. */
function isNote(what: HistoryItem["what"]): boolean {
  return what === "report.commented" || what === "report.assigned"
}

function gone({ page }: DeskTools, c: Context, { lang }: DeskVisit): Response | Promise<Response> {
  return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
}
