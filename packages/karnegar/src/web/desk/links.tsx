/** What an action is tied to and what came of it: calls, campaigns, earlier actions, events, outcomes with their day. */
import { DEMANDS, type Demand, OUTCOMES, type Outcome } from "@karnegar/coder"
import type { Context } from "hono"
import { may } from "../../people/roles.ts"
import { shortId } from "../../record/canonical.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import { isLink } from "../../record/links.ts"
import type { DecisionMade } from "../../record/record.ts"
import type { ReviewedAction } from "../../record/review.ts"
import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { readDay } from "../words/read-day.ts"
import { reviewOrNull } from "./asked.ts"
import { LinksPage, type Tie } from "./links-page.tsx"
import { briefOf } from "./merge-page.tsx"
import { DeskNames } from "./names.ts"
import type { AnyDeskRoute, DeskVisit, Form } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { doubleWords } from "./words/double.ts"
import { linkWords } from "./words/links.ts"

const MOST_REASON = 500

/** Links of one action. */
export function linkRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  return [
    { method: "get", path: "/actions/:id/links", deed: "read", answer: (c, visit) => show(tools, c, visit, null) },
    { method: "post", path: "/actions/:id/links", deed: "review", answer: (c, visit) => add(tools, c, visit) },
  ]
}

/** Adds the link that a form asks for; gives the form back with the reason where it cannot. */
async function add(tools: DeskTools, c: Context, visit: DeskVisit): Promise<Response> {
  const { lang, form } = visit
  const action = await reviewOrNull(tools, c.req.param("id")!)
  if (action === null) return show(tools, c, visit, null)
  try {
    const made = await link(tools, visit, action, Number(form.text("version")))
    if (typeof made === "string") return show(tools, c, visit, made)
    return c.redirect(`/${lang}/desk/actions/${action.id}/links?done=${made.decision ?? 0}&of=${action.id}`, 303)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return show(tools, c, visit, recordErrorText(error, lang), error.code === "record.changed" ? 409 : 422)
  }
}

/** @returns the decision, or why there is none. */
async function link(
  { record }: DeskTools,
  { lang, form, ask: own }: DeskVisit,
  { id }: ReviewedAction,
  version: number,
): Promise<DecisionMade | string> {
  const words = linkWords[lang]
  const ask = { ...own, expect: version }
  // A form's mark is good for one kind of change; what it puts on a register beside is another's.
  const beside = { who: own.who ?? "operator" }
  const reason = form.text("reason").slice(0, MOST_REASON)
  const chosen = form.text("other") || form.text("suggested")
  const kind = form.text("kind")
  if (kind === "outcome") {
    const day = form.text("day") === "" ? null : readDay(form.text("day"))
    if (form.text("day") !== "" && day === null) return words.badDay
    const outcome = OUTCOMES.find((code) => code === form.text("outcome")) as Outcome | undefined
    const demand = (DEMANDS.find((code) => code === form.text("demand")) ?? null) as Demand | null
    return outcome === undefined ? words.missing : record.tellOutcome(id, { outcome, demand, day }, reason, ask)
  }
  const named = readNames(form)
  if (kind === "campaign" && named !== null) {
    const campaign = shortId("c", named.name_fa)
    await record.put("campaign", { id: campaign, ...named }, beside)
    return record.joinCampaign(id, campaign, reason, ask)
  }
  if (kind === "event" && named !== null) {
    const first_day = readDay(form.text("day"))
    if (first_day === null) return form.text("day") === "" ? words.dayNeeded : words.badDay
    const event = shortId("e", named.name_fa)
    await record.put(
      "context_event",
      { id: event, ...named, kind: form.text("event_kind") as "other", first_day },
      beside,
    )
    return record.linkEvent(id, event, reason, ask)
  }
  if (chosen === "") return words.missing
  if (kind === "call") {
    // The version on the page is this action's; the call's is not held.
    const { expect, ...rest } = ask
    return record.linkCall(chosen, id, form.text("answers") !== "no", reason, { ...rest, expectOther: expect })
  }
  if (kind === "earlier") return record.followAction(id, chosen, reason, ask)
  if (kind === "campaign") return record.joinCampaign(id, chosen, reason, ask)
  return kind === "event" ? record.linkEvent(id, chosen, reason, ask) : words.missing
}

/** Names of a row that is to be made; null where none was typed. */
function readNames(form: Form): { readonly name_fa: string; readonly name_en: string } | null {
  const [name_fa, name_en] = [form.text("name_fa"), form.text("name_en")]
  return name_fa === "" && name_en === "" ? null : { name_fa, name_en }
}

async function show(
  tools: DeskTools,
  c: Context,
  { lang, signedIn, form }: DeskVisit,
  trouble: string | null,
  status: 200 | 409 | 422 = trouble === null ? 200 : 422,
): Promise<Response> {
  const { record, page } = tools
  const action = await reviewOrNull(tools, c.req.param("id")!)
  if (action === null) return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
  const names = new DeskNames(await record.registers(), lang)
  const [campaigns, events] = [await record.list("campaign"), await record.list("context_event")]
  const { actions: closed } = await record.closedNow()
  const brief = async (id: string) => {
    if (closed.has(id)) return { id, label: doubleWords[lang].closed }
    const other = await reviewOrNull(tools, id)
    return other === null ? { id, label: id } : { id: other.id, label: briefOf(other, lang, names) }
  }
  const nameIn = (rows: readonly { id: string; name_fa: string; name_en: string }[], id: string) => {
    const row = rows.find((one) => one.id === id)
    return row === undefined ? id : lang === "fa" ? row.name_fa : row.name_en
  }
  const ties: Tie[] = []
  const outcomes = []
  for (const decision of (await record.listDecisions(action.id)).filter(isLink)) {
    if (decision.what === "outcome.told") outcomes.push({ decision: decision.entry, ...decision.body })
    else {
      const toAction = decision.what === "call.answer" || decision.what === "action.follows"
      const first = toAction ? await brief(decision.a) : null
      const isFirst = first === null || first.id === action.id
      const other = !toAction
        ? { id: null, label: nameIn(decision.what === "campaign.joined" ? campaigns : events, decision.b) }
        : isFirst
          ? await brief(decision.b)
          : first
      const answers = decision.what !== "call.answer" || decision.body.answers
      ties.push({ decision: decision.entry, what: decision.what, isFirst, answers, other })
    }
  }
  const { calls, earlier } = await record.linkCandidates(action.id)
  const labelled = async (ids: readonly { readonly id: string }[]) => {
    const out = []
    for (const { id } of ids) out.push(await brief(id))
    return out
  }
  const [of, done] = [c.req.query("of"), Number(c.req.query("done"))]
  const view = (
    <LinksPage
      context={page(lang, `/desk/actions/${action.id}/links`)}
      calls={await labelled(calls)}
      earlier={await labelled(earlier)}
      events={events.map(({ id }) => ({ id, label: nameIn(events, id) }))}
      campaigns={campaigns.map(({ id }) => ({ id, label: nameIn(campaigns, id) }))}
      reported={(await record.findPublished(action.id))?.outcomeEvents ?? []}
      mayLink={may(signedIn.account.role, "review")}
      done={of === action.id && Number.isInteger(done) ? done : null}
      typed={form}
      {...{ signedIn, action, names, ties, outcomes, trouble }}
    />
  )
  return c.html(document(view), status)
}
