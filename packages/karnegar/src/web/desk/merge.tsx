/** Which actions are one: pairs that may be, two side by side, and a person's word on them. */
import type { Context } from "hono"
import { may } from "../../people/roles.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import type { ReviewedAction } from "../../record/review.ts"
import type { CodedReport, Proposal } from "../../record/types.ts"
import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { addressWith, pageNumber } from "../query.ts"
import { isActionId, reviewOrNull } from "./asked.ts"
import { type JustDone, MergeList, type Pair, PairPage } from "./merge-page.tsx"
import { DeskNames } from "./names.ts"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { mergeWords } from "./words/merge.ts"

/** Pairs on one page of the list. */
const PAIRS_ON_PAGE = 60
/** Pages of the list at most: each reads what stands on those before. */
const MOST_PAGES = 50
/** Reports of each side that are shown. */
const MOST_REPORTS = 3

/** Merging at the desk. */
export function mergeRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { record } = tools
  return [
    {
      method: "get",
      path: "/merge",
      deed: "read",
      answer: async (c, visit) => {
        const typed = { one: (c.req.query("one") ?? "").trim(), other: (c.req.query("other") ?? "").trim() }
        if (typed.one === "" && typed.other === "") return list(tools, c, visit, typed, null)
        const [one, other] = [await reviewOrNull(tools, typed.one), await reviewOrNull(tools, typed.other)]
        if (one === null || other === null || one.id === other.id)
          return list(tools, c, visit, typed, mergeWords[visit.lang].sameIds)
        return c.redirect(`/${visit.lang}/desk/merge/${one.id}/${other.id}`, 303)
      },
    },
    { method: "get", path: "/merge/:id/:other", deed: "read", answer: (c, visit) => pair(tools, c, visit, null) },
    {
      method: "post",
      path: "/merge/:id/:other/join",
      deed: "review",
      answer: (c, visit) => decide(tools, c, visit, (id, other, ask) => record.joinActions(id, other, ask)),
    },
    {
      method: "post",
      path: "/merge/:id/:other/apart",
      deed: "review",
      answer: (c, visit) => decide(tools, c, visit, (id, other, ask) => record.keepApart(id, other, ask)),
    },
  ]
}

async function list(
  tools: DeskTools,
  c: Context,
  { lang, signedIn }: DeskVisit,
  typed: { readonly one: string; readonly other: string },
  trouble: string | null,
): Promise<Response> {
  const { record, page } = tools
  const pairs: Pair[] = []
  const at = pageIn(c)
  const { actions: closed } = await record.closedNow()
  const listed = await record.listProposals({ limit: PAIRS_ON_PAGE + 1, skip: (at - 1) * PAIRS_ON_PAGE })
  for (const proposal of listed.slice(0, PAIRS_ON_PAGE)) {
    if (closed.has(proposal.actionId) || closed.has(proposal.otherId)) continue
    const [one, other] = [await record.review(proposal.actionId), await record.review(proposal.otherId)]
    pairs.push({ one, other, proposal })
  }
  const view = (
    <MergeList
      context={page(lang, `/desk/merge${pageQuery(at)}`)}
      names={new DeskNames(await record.registers(), lang)}
      query={pageQuery(at)}
      newer={at > 1 ? `/${lang}/desk/merge${pageQuery(at - 1)}` : null}
      older={listed.length > PAIRS_ON_PAGE && at < MOST_PAGES ? `/${lang}/desk/merge${pageQuery(at + 1)}` : null}
      done={doneIn(c)}
      mayDecide={may(signedIn.account.role, "review")}
      {...{ signedIn, pairs, typed, trouble }}
    />
  )
  return c.html(document(view), trouble === null ? 200 : 422)
}

async function pair(
  tools: DeskTools,
  c: Context,
  { lang, signedIn }: DeskVisit,
  trouble: string | null,
): Promise<Response> {
  const { record, page } = tools
  const ids = [c.req.param("id")!, c.req.param("other")!] as const
  const [one, other] = [await reviewOrNull(tools, ids[0]), await reviewOrNull(tools, ids[1])]
  if (one === null || other === null || one.id === other.id)
    return c.html(document(<NotFound context={page(lang, "/desk/merge")} />), 404)
  // The page that one came from, and a pair on either side of it.
  const skip = Math.max(0, (pageIn(c) - 1) * PAIRS_ON_PAGE - 1)
  const proposals = await record.listProposals({ limit: PAIRS_ON_PAGE + 2, skip })
  const at = proposals.findIndex((p) => isOf(p, one.id, other.id))
  const way = (i: number) =>
    proposals[i] === undefined
      ? null
      : `/${lang}/desk/${pairPath(proposals[i])}${pageQuery(Math.floor((skip + i) / PAIRS_ON_PAGE) + 1)}`
  const view = (
    <PairPage
      context={page(lang, `/desk/merge/${one.id}/${other.id}${pageQuery(pageIn(c))}`)}
      query={pageQuery(pageIn(c))}
      names={new DeskNames(await record.registers(), lang)}
      pair={{ one, other, proposal: proposals[at] ?? null }}
      reports={[await reportsOf(tools, one), await reportsOf(tools, other)]}
      next={way(at + 1)}
      previous={way(at - 1)}
      done={doneIn(c)}
      mayDecide={may(signedIn.account.role, "review")}
      {...{ signedIn, trouble }}
    />
  )
  return c.html(document(view), trouble === null ? 200 : 409)
}

/** Takes a decision about two and brings the next pair. */
async function decide(
  tools: DeskTools,
  c: Context,
  visit: DeskVisit,
  work: (
    id: string,
    other: string,
    ask: DeskVisit["ask"] & { readonly expect: number; readonly expectOther: number },
  ) => Promise<{ readonly decision: number | null }>,
): Promise<Response> {
  const { record, page } = tools
  const { lang, form } = visit
  const [id, other] = [c.req.param("id")!, c.req.param("other")!]
  const [expect, expectOther] = [Number(form.text("version")), Number(form.text("other_version"))]
  if (!isActionId(id) || !isActionId(other) || !Number.isInteger(expect) || !Number.isInteger(expectOther))
    return c.html(document(<NotFound context={page(lang, "/desk/merge")} />), 404)
  const on = { limit: PAIRS_ON_PAGE, skip: (pageIn(c) - 1) * PAIRS_ON_PAGE }
  const before = await record.listProposals(on)
  const at = before.findIndex((p) => isOf(p, id, other))
  try {
    const { decision } = await work(id, other, { ...visit.ask, expect, expectOther })
    const rest = await record.listProposals(on)
    const next = at < 0 ? undefined : (rest[at] ?? rest[0])
    const to = next === undefined ? "merge" : pairPath(next)
    const query = pageQuery(
      next === undefined ? 1 : pageIn(c),
      decision === null ? {} : { done: String(decision), of: id },
    )
    return c.redirect(`/${lang}/desk/${to}${query}`, 303)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return pair(
      tools,
      c,
      visit,
      error.code === "record.changed" ? mergeWords[lang].changed : recordErrorText(error, lang),
    )
  }
}

async function reportsOf({ record }: DeskTools, { reportIds }: ReviewedAction): Promise<CodedReport[]> {
  const found = []
  for (const id of reportIds.slice(0, MOST_REPORTS)) found.push(await record.findReport(id))
  return found.filter((coded) => coded !== null)
}

/** The page of the list that the address names. */
function pageIn(c: Context): number {
  return Math.min(pageNumber(c.req.query("page")), MOST_PAGES)
}

/** The first page has no number. */
function pageQuery(at: number, more: Readonly<Record<string, string>> = {}): string {
  return addressWith("", { ...(at > 1 ? { page: String(at) } : {}), ...more })
}

function pairPath({ actionId, otherId }: Proposal): string {
  return `merge/${actionId}/${otherId}`
}

/** A decision that the address says was just made. */
export function doneIn(c: Context): JustDone | null {
  const [of, decision] = [c.req.query("of") ?? "", Number(c.req.query("done"))]
  return isActionId(of) && Number.isInteger(decision) && decision > 0 ? { actionId: of, decision } : null
}

function isOf({ actionId, otherId }: Proposal, one: string, other: string): boolean {
  return (actionId === one && otherId === other) || (actionId === other && otherId === one)
}
