import { type Facets, FIELDS, type Field } from "@karnegar/index"
import { type Context, Hono } from "hono"
import type { Budget } from "../budget.ts"
import type { Catalogue } from "../catalogue.ts"
import { meaningOf } from "../explore/describe.ts"
import { namesIn, suggestionsFor } from "../explore/named.ts"
import { type ActionSet, setOf } from "../explore/set.ts"
import { timeField } from "../explore/timeline.ts"
import { actionJson } from "../json.ts"
import { type Query, readQuery } from "../query.ts"
import { statisticsOf } from "../statistics/figures.ts"
import { cursorAfter, positionAfter } from "./cursor.ts"
import { ENDPOINTS, LIMIT } from "./endpoints.ts"
import { type ApiError, apiError } from "./errors.ts"
import { openApi } from "./openapi.ts"

/** What the API needs of the site. */
export interface ApiParts {
  readonly catalogue: () => Promise<Catalogue>
  /** The same that pages of lists are laid out under. */
  readonly lists: Budget
  readonly origin: string | null
}

const ACTION_ID = /^a[0-9a-z]{10}$/
const MOST_SUGGESTIONS = 20

/** `/api/v1`: everything public as JSON. Needs no key and knows nobody; a budget is shared by all who read. */
export function createApi({ catalogue, lists, origin }: ApiParts): Hono {
  const app = new Hono()
  const refuse = (c: Context, error: ApiError) => c.json(apiError(error), error.status)
  app.use(async (c, next) => {
    await next()
    c.res.headers.set("Cache-Control", "no-cache")
  })
  app.onError((error, c) => {
    console.error(`api: ${error.name} on ${c.req.routePath}`)
    return refuse(c, { code: "site.failed", status: 500 })
  })

  /** Answers what was asked in a way that is understood; anything else is refused with the parameter's name. */
  const route = (path: string, answer: (c: Context, query: Query, stands: Catalogue) => Response) => {
    const known = new Set(ENDPOINTS.find((one) => one.path === path)!.parameters.map(({ name }) => name))
    app.get(path, async (c) => {
      if (!lists.take()) {
        c.header("Retry-After", "2")
        return refuse(c, { code: "site.busy", status: 503 })
      }
      const params = new URL(c.req.url).searchParams
      const unknown = [...params.keys()].find((name) => !known.has(name))
      if (unknown !== undefined) return refuse(c, { code: "query.unknown_parameter", status: 400, parameter: unknown })
      const query = readQuery(params, "en")
      const [fault] = query.faults
      if (fault !== undefined) return refuse(c, { code: "query.bad_value", status: 400, parameter: fault })
      return answer(c, query, await catalogue())
    })
  }

  route("/actions", (c, query, stands) => {
    const set = setOf(stands, query)
    const params = new URL(c.req.url).searchParams
    const asked = params.get("limit") ?? String(LIMIT.usual)
    const limit = /^\d{1,4}$/.test(asked) ? Number(asked) : 0
    if (limit < 1 || limit > LIMIT.most) return refuse(c, { code: "query.bad_value", status: 400, parameter: "limit" })
    const cursor = params.get("cursor")
    const from = cursor === null ? 0 : positionAfter(cursor, set.selection, set.index)
    if (from === null) return refuse(c, { code: "query.bad_cursor", status: 400, parameter: "cursor" })
    const rows = Array.from(set.selection.subarray(from, from + limit), (i) => set.index.rows[i]!)
    const more = from + limit < set.size
    return c.json({
      total: set.size,
      actions: rows.map(({ id }) => actionJson(stands.actions.get(id)!)),
      next: more ? cursorAfter(rows.at(-1)!) : null,
    })
  })
  route("/facets", (c, query, stands) => {
    const asked = (new URL(c.req.url).searchParams.get("by") ?? "form").split(",")
    const fields = asked.filter((name): name is Field => (FIELDS as readonly string[]).includes(name))
    if (fields.length !== asked.length) return refuse(c, { code: "query.bad_value", status: 400, parameter: "by" })
    const set = setOf(stands, query)
    const facets = set.facets([...new Set(fields)])
    return c.json({ ...aboutOf(set, facets), facets: valuesOf(facets, stands), notes: facets.notes })
  })
  route("/timeline", (c, query, stands) => {
    const set = setOf(stands, query)
    const step = query.step ?? "month"
    const field = timeField(query.calendar, step)
    const facets = set.facets([field])
    const { counts, withoutValue } = facets.by.get(field)!
    return c.json({
      ...aboutOf(set, facets),
      step,
      calendar: query.calendar,
      without_day: withoutValue,
      columns: [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => (a.key < b.key ? -1 : 1)),
      notes: facets.notes,
    })
  })
  route("/stats", (c, query, stands) => {
    const set = setOf(stands, { ...query, filter: { ...query.filter, calls: false } })
    return c.json({
      included: query.filter.include,
      records: set.size,
      groups: statisticsOf(set, "gregorian-year").groups.map(({ group, actions, rules, measures, durations }) => ({
        group,
        actions,
        rules: rules.map((one) => ({ rule: one.rule, actions: one.actions, stoppages: one.stoppages })),
        strikes: measures.strikes,
        lockouts: measures.lockouts,
        stoppages: measures.stoppages,
        workers: snake(measures.workers),
        workers_indirect: measures.workersIndirect,
        days_not_worked: measures.daysNotWorked,
        duration: durations,
      })),
    })
  })
  route("/suggest", (c, query, stands) =>
    c.json({
      suggestions: suggestionsFor(stands, query.filter.text ?? "", MOST_SUGGESTIONS).map(({ field, code, count }) => ({
        field,
        value: code,
        label: labelOf(field, code, stands),
        count,
      })),
    }),
  )
  app.get("/actions/:id", async (c) => {
    const asked = c.req.param("id")
    const action = ACTION_ID.test(asked) ? (await catalogue()).actions.get(asked) : undefined
    if (action === undefined) return refuse(c, { code: "action.not_found", status: 404 })
    return action.id === asked ? c.json(actionJson(action)) : c.redirect(`/api/v1/actions/${action.id}`, 301)
  })
  app.get("/openapi.json", (c) => c.json(openApi(origin)))
  app.all("/*", (c) => refuse(c, { code: "site.not_found", status: 404 }))
  return app
}

function aboutOf({ query, size }: ActionSet, { rule, total }: Facets) {
  return { rule, included: query.filter.include, records: size, total }
}

function valuesOf({ by }: Facets, stands: Catalogue) {
  return [...by].map(([field, { counts, withoutValue }]) => ({
    field,
    without_value: withoutValue,
    values: [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([value, count]) => ({ value, label: labelOf(field, value, stands), count })),
  }))
}

function labelOf(field: Field, value: string, stands: Catalogue) {
  const names = namesIn(stands)
  return { fa: meaningOf(field, value, names, "fa"), en: meaningOf(field, value, names, "en") }
}

function snake({ fromParticipants, ...sum }: { readonly fromParticipants: number }) {
  return { ...sum, from_participants: fromParticipants }
}
