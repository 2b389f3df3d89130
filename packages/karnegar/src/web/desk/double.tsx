/** Double coding: reports marked or drawn, each coded unseen by two people, then held against each other. */
import { pairActions } from "@karnegar/index"
import type { Context } from "hono"
import { may } from "../../people/roles.ts"
import type { Doubling } from "../../record/double-coding.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import type { ActionFields } from "../../record/fields.ts"
import type { Ask } from "../../record/record.ts"
import type { Report } from "../../record/types.ts"
import type { CodedUnseen } from "../../record/unseen-coding.ts"
import { codedTwice } from "../agreement/figures.ts"
import { pairedBy, pairsOf } from "../agreement/units.ts"
import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { isReportId } from "./asked.ts"
import { ComparePage } from "./compare-page.tsx"
import { DoubleList, DrawPage, type Listed, UnseenPage } from "./double-pages.tsx"
import { type DrawAsked, draw, readDraw } from "./draw.ts"
import { DeskNames } from "./names.ts"
import { firstLine } from "./report-pages.tsx"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { finished, readUnseen, type SentUnseen, UNSEEN_CONTROLS } from "./unseen-form.ts"
import { doubleWords } from "./words/double.ts"
import { reviewWords } from "./words/review.ts"

const MOST_REASON = 500

/** Double coding at the desk. */
export function doubleRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { record } = tools
  /** Does something about the doubling of the report that the address names, and shows it again. */
  const doing =
    (work: (doubling: Doubling, visit: DeskVisit) => Promise<unknown>) => async (c: Context, visit: DeskVisit) => {
      const doubling = await doublingIn(tools, c)
      if (doubling === null) return missing(tools, c, visit)
      try {
        await work(doubling, visit)
      } catch (error) {
        if (!(error instanceof RecordError)) throw error
        return show(tools, c, visit, { trouble: recordErrorText(error, visit.lang) })
      }
      return c.redirect(`/${visit.lang}/desk/double/${doubling.reportId}?done=1`, 303)
    }
  return [
    { method: "get", path: "/double", deed: "read", answer: (c, visit) => list(tools, c, visit) },
    {
      method: "get",
      path: "/double/draw",
      deed: "review",
      answer: (c, visit) =>
        showDraw(
          tools,
          c,
          visit,
          readDraw((name) => c.req.query(name), today()),
          null,
        ),
    },
    {
      method: "post",
      path: "/double/draw",
      deed: "review",
      answer: async (c, visit) => {
        const { form, lang, ask } = visit
        const asked = readDraw((name) => form.text(name), today())
        const { ids } = await draw(record, asked)
        // What is marked is what was shown, or nothing.
        if (ids.length === 0 || ids.join() !== form.all("report").join())
          return showDraw(tools, c, visit, asked, doubleWords[lang].drawChanged)
        const { decisions } = await record.markDouble(ids, asked, ask)
        return c.redirect(`/${lang}/desk/double?marked=${decisions.length}`, 303)
      },
    },
    {
      method: "post",
      path: "/double/:id/mark",
      deed: "review",
      answer: async (c, visit) => {
        const id = c.req.param("id")!
        try {
          await record.markDouble([id], null, visit.ask)
        } catch (error) {
          if (!(error instanceof RecordError)) throw error
          return missing(tools, c, visit)
        }
        return c.redirect(`/${visit.lang}/desk/double/${id}`, 303)
      },
    },
    { method: "get", path: "/double/:id", deed: "read", answer: (c, visit) => show(tools, c, visit, {}) },
    {
      method: "post",
      path: "/double/:id/code",
      deed: "code",
      answer: async (c, visit) => {
        const { lang, form, ask } = visit
        const doubling = await doublingIn(tools, c)
        if (doubling === null) return missing(tools, c, visit)
        const sent = readUnseen(form, new DeskNames(await record.registers(), lang), lang)
        if (form.text("do") !== "send") return show(tools, c, visit, { sent, status: 200 })
        const coding = finished(sent)
        if (coding === null) return show(tools, c, visit, { sent, trouble: faultIn(sent) })
        if (!("kind" in coding)) return show(tools, c, visit, { sent, trouble: toChoose(coding, lang) })
        try {
          await record.codeUnseen(doubling.reportId, coding, ask)
        } catch (error) {
          if (!(error instanceof RecordError)) throw error
          return show(tools, c, visit, { sent, trouble: recordErrorText(error, lang) })
        }
        return c.redirect(`/${lang}/desk/double/${doubling.reportId}?done=1`, 303)
      },
    },
    {
      method: "post",
      path: "/double/:id/undo",
      deed: "code",
      answer: doing(async (doubling, { form, ask, signedIn }) => {
        const decision = Number(form.text("decision"))
        const own = doubling.codings.find((one) => one.decision === decision)?.who === signedIn.account.id
        const ofIt = [doubling.decision, doubling.resolved, ...doubling.codings.map((one) => one.decision)]
        if (own || (ofIt.includes(decision) && may(signedIn.account.role, "review"))) await record.undo(decision, ask)
      }),
    },
    {
      method: "post",
      path: "/double/:id/take",
      deed: "review",
      answer: doing((doubling, { form, ask }) => take(tools, doubling, (name) => form.text(name), ask)),
    },
    {
      method: "post",
      path: "/double/:id/resolve",
      deed: "review",
      answer: doing((doubling, { ask }) => record.resolveDouble(doubling.reportId, ask)),
    },
  ]
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

async function doublingIn({ record }: DeskTools, c: Context): Promise<Doubling | null> {
  const id = c.req.param("id")!
  return isReportId(id) ? ((await record.listDoublings(id)).at(-1) ?? null) : null
}

function missing({ page }: DeskTools, c: Context, { lang }: DeskVisit): Response | Promise<Response> {
  return c.html(document(<NotFound context={page(lang, "/desk/double")} />), 404)
}

async function list({ record, people, page }: DeskTools, c: Context, { lang, signedIn }: DeskVisit): Promise<Response> {
  const listed: Listed[] = []
  for (const doubling of await record.listDoublings()) {
    const coded = await record.findReport(doubling.reportId)
    const why = doubling.open ? await record.barredFrom(doubling.reportId, signedIn.account.id) : null
    if (coded !== null) listed.push({ doubling, line: firstLine(coded.report.text), barred: why !== null })
  }
  const marked = Number(c.req.query("marked"))
  const view = (
    <DoubleList
      context={page(lang, "/desk/double")}
      handles={await people.handles()}
      asked={readDraw(() => undefined, today())}
      marked={Number.isInteger(marked) && c.req.query("marked") !== undefined ? marked : null}
      {...{ signedIn, listed }}
    />
  )
  return c.html(document(view))
}

async function showDraw(
  { record, page }: DeskTools,
  c: Context,
  { lang, signedIn }: DeskVisit,
  asked: DrawAsked,
  trouble: string | null,
): Promise<Response> {
  const { ids, from } = await draw(record, asked)
  const reports: Report[] = []
  for (const id of ids) {
    const coded = await record.findReport(id)
    if (coded !== null) reports.push(coded.report)
  }
  const view = <DrawPage context={page(lang, "/desk/double/draw")} {...{ signedIn, asked, reports, from, trouble }} />
  return c.html(document(view), trouble === null ? 200 : 409)
}

/** The page of one report: a form to code it by, that it waits, or both codings side by side. */
async function show(
  tools: DeskTools,
  c: Context,
  { lang, signedIn }: DeskVisit,
  told: { readonly sent?: SentUnseen; readonly trouble?: string; readonly status?: 200 },
): Promise<Response> {
  const { record, people, page } = tools
  const doubling = await doublingIn(tools, c)
  const coded = doubling === null ? null : await record.findReport(doubling.reportId)
  if (doubling === null || coded === null)
    return c.html(document(<NotFound context={page(lang, "/desk/double")} />), 404)
  const own = signedIn.account
  const common = {
    context: page(lang, `/desk/double/${doubling.reportId}`),
    names: new DeskNames(await record.registers(), lang),
    handles: await people.handles(),
    // What the machine said stays behind: the text alone.
    report: coded.report,
    trouble: told.trouble ?? null,
    done: c.req.query("done") !== undefined,
    mayReview: may(own.role, "review"),
    signedIn,
    doubling,
  }
  const status = told.trouble === undefined ? 200 : 422
  if (doubling.open) {
    const why = may(own.role, "code") ? await record.barredFrom(doubling.reportId, own.id) : "double.knows"
    const sent = told.sent ?? { kind: null, actions: [] }
    const barred = why === null ? null : recordErrorText(new RecordError(why, doubling.reportId), lang)
    return c.html(document(<UnseenPage {...{ ...common, sent, barred }} />), status)
  }
  const [twice] = codedTwice([doubling])
  const standing = (await record.reviewReport(doubling.reportId)).map(({ action }) => action)
  const pairs = twice === undefined ? [] : pairsOf(twice)
  const view = (
    <ComparePage
      {...common}
      kinds={twice?.codings.map(({ kind }) => kind) ?? null}
      pairs={pairs.map((pair) => ({ pair, standing: standing[standsFor(pair, standing)] ?? null }))}
      standing={standing}
    />
  )
  return c.html(document(view), status)
}

/** Number of the standing action that a pair means; -1 where there is none. */
function standsFor(
  [one, other]: readonly [CodedUnseen | null, CodedUnseen | null],
  standing: readonly { readonly fields: ActionFields }[],
): number {
  const found = pairActions(
    [one ?? other!].map(pairedBy),
    standing.map(({ fields }) => pairedBy(fields)),
  ).find(([a]) => a === 0)
  return found?.[1] ?? -1
}

/** Sets what a person chose of one pair in the action that stands; reviewed and published like any other change. */
async function take(
  { record }: DeskTools,
  doubling: Doubling,
  text: (name: string) => string,
  ask: Ask,
): Promise<void> {
  const [twice] = codedTwice([doubling])
  const pair = twice === undefined ? undefined : pairsOf(twice)[Number(text("pair"))]
  const [id = "", version = ""] = text("action").split(" ")
  const action = (await record.reviewReport(doubling.reportId)).find((one) => one.action.id === id)?.action
  if (pair === undefined || action === undefined) throw new RecordError("record.not_found", id)
  const fields: { [field: string]: unknown } = {}
  for (const { name } of UNSEEN_CONTROLS) {
    const from = pair[["1", "2"].indexOf(text(`take.${name}`))]
    if (from == null) continue
    const names = name === "when" ? (["start", "end", "precision"] as const) : [name as keyof CodedUnseen]
    for (const field of names) if (from[field] !== null || field !== "character") fields[field] = from[field]
  }
  if (Object.keys(fields).length === 0) return
  const reason = text("reason").slice(0, MOST_REASON)
  await record.setValues(action.id, { fields: fields as Partial<ActionFields> }, reason, {
    ...ask,
    expect: Number(version),
  })
}

/** Says what has to be chosen first. */
function toChoose(names: readonly ("kind" | keyof ActionFields)[], lang: DeskVisit["lang"]): string {
  const words = names.map((name) =>
    name === "kind" ? doubleWords[lang].kind : reviewWords[lang].fields[name as "workforce" | "status" | "forms"],
  )
  return doubleWords[lang].missing(words.join(lang === "fa" ? "، " : ", "))
}

function faultIn({ actions }: SentUnseen): string {
  for (const { faults } of actions) for (const { message } of faults.values()) return message
  return ""
}
