import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { compress } from "hono/compress"
import { etag } from "hono/etag"
import { HTTPException } from "hono/http-exception"
import type { Record } from "../record/record.ts"
import type { PublishedAction } from "../record/types.ts"
import { assetAddress, readAssets } from "./assets.ts"
import { catalogueOf } from "./catalogue.ts"
import { securityHeaders } from "./headers.ts"
import { actionJson, errorJson } from "./json.ts"
import { isLocalVisit } from "./loopback.ts"
import { About } from "./pages/about.tsx"
import { ActionPage } from "./pages/action.tsx"
import { DESK_PAGE, DeskReport, DeskReports } from "./pages/desk.tsx"
import { Home } from "./pages/home.tsx"
import { document, type PageContext } from "./pages/layout.tsx"
import { List } from "./pages/list.tsx"
import { Failed, NotFound } from "./pages/problem-pages.tsx"
import { readQuery } from "./query.ts"
import type { Lang } from "./words/language.ts"

/** What the site is made of. */
export interface SiteParts {
  readonly record: Record
  /** Folder of the built assets. */
  readonly assetsDir: string
}

const ACTION_ID = /^a[0-9a-z]{10}$/
const REPORT_ID = /^r[0-9a-z]{1,40}$/
const YEAR_SECONDS = 31_536_000

type Env = { Bindings: Partial<HttpBindings> }

/**
 * The whole site: public pages in two languages, machine-readable actions, the review page for this machine.
 *
 * Keeps nothing of a visit: no cookie, no address, no user agent, no query reaches a log.
 */
export function createSite({ record, assetsDir }: SiteParts): Hono<Env> {
  const app = new Hono<Env>()
  const catalogue = catalogueOf(record)
  const assets = readAssets(assetsDir)
  const asset = (name: string) => assetAddress(assets, name)
  /** Whether sample reports were loaded when last seen: an error page says so without asking the record again. */
  let sample = false

  const contextOf = async (c: Context<Env>, lang: Lang): Promise<PageContext> => {
    sample = (await catalogue()).sample
    return { lang, rest: restOf(new URL(c.req.url)), sample, local: isLocal(c), asset }
  }
  const notFound = async (c: Context<Env>, lang: Lang) =>
    c.html(document(<NotFound context={await contextOf(c, lang)} />), 404)
  const findAction = async (asked: string): Promise<PublishedAction | null> =>
    ACTION_ID.test(asked) ? ((await catalogue()).actions.get(asked) ?? null) : null
  const answerJson = async (c: Context<Env>, asked: string) => {
    const action = await findAction(asked.slice(0, -".json".length))
    return action === null ? c.json(errorJson("action.not_found"), 404) : c.json(actionJson(action))
  }

  app.use(securityHeaders)
  app.use(compress({ threshold: 1400 }))
  app.use(etag())
  app.use(bodyLimit({ maxSize: 16 * 1024 }))
  app.onError((error, c) => {
    // The message may hold what a visitor typed: only the kind of error is said.
    const status = error instanceof HTTPException && error.status === 413 ? 413 : 500
    if (status === 500) console.error(`site: ${error.name} on ${c.req.routePath}`)
    if (c.req.path.endsWith(".json")) return c.json(errorJson("site.failed"), status)
    const context = { lang: langOf(c), rest: "/", sample, local: false, asset }
    return c.html(document(<Failed context={context} status={status} />), status)
  })
  app.notFound((c) => notFound(c, langOf(c)))

  app.get("/", (c) => {
    c.header("Vary", "Accept-Language")
    return c.redirect(`/${prefers(c.req.header("accept-language"))}/`)
  })
  app.get("/assets/:name", (c) => {
    const file = assets.get(c.req.param("name"))
    if (file === undefined) return notFound(c, langOf(c))
    const marked = c.req.query("v") === file.mark
    return c.body(file.bytes, 200, {
      "Content-Type": file.type,
      "Cache-Control": marked ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache",
    })
  })
  app.get("/actions/:id{.+\\.json}", (c) => answerJson(c, c.req.param("id")))

  for (const lang of ["fa", "en"] as const) {
    app.use(`/${lang}/*`, async (c, next) => {
      await next()
      if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "private, no-cache")
    })
    app.get(`/${lang}`, (c) => c.redirect(`/${lang}/`))
    app.get(`/${lang}/`, async (c) =>
      c.html(document(<Home context={await contextOf(c, lang)} catalogue={await catalogue()} />)),
    )
    app.get(`/${lang}/about`, async (c) => c.html(document(<About context={await contextOf(c, lang)} />)))
    app.get(`/${lang}/actions`, async (c) => {
      const query = readQuery(new URL(c.req.url).searchParams, lang)
      return c.html(document(<List context={await contextOf(c, lang)} catalogue={await catalogue()} query={query} />))
    })
    app.get(`/${lang}/actions/:id{.+\\.json}`, (c) => answerJson(c, c.req.param("id")))
    app.get(`/${lang}/actions/:id`, async (c) => {
      const action = await findAction(c.req.param("id"))
      if (action === null) return notFound(c, lang)
      return c.html(document(<ActionPage context={await contextOf(c, lang)} action={action} />))
    })
    app.get(`/${lang}/desk/reports`, async (c) => {
      if (!isLocal(c)) return notFound(c, lang)
      const before = c.req.query("before")
      const page = before !== undefined && REPORT_ID.test(before) ? { limit: DESK_PAGE, before } : { limit: DESK_PAGE }
      const reports = await record.listReports(page)
      c.header("Cache-Control", "no-store")
      return c.html(document(<DeskReports context={await contextOf(c, lang)} reports={reports} />))
    })
    app.get(`/${lang}/desk/reports/:id`, async (c) => {
      const id = c.req.param("id")
      const coded = isLocal(c) && REPORT_ID.test(id) ? await record.findReport(id) : null
      if (coded === null) return notFound(c, lang)
      c.header("Cache-Control", "no-store")
      return c.html(document(<DeskReport context={await contextOf(c, lang)} coded={coded} />))
    })
  }
  return app
}

function isLocal(c: Context<Env>): boolean {
  return isLocalVisit({ remoteAddress: c.env?.incoming?.socket.remoteAddress, headers: c.req.raw.headers })
}

function langOf(c: Context): Lang {
  return /^\/en(\/|$)/.test(new URL(c.req.url).pathname) ? "en" : "fa"
}

/** Path and query behind the language, as they were asked for, for the switch. */
function restOf(url: URL): string {
  const path = url.pathname.replace(/^\/(fa|en)(?=\/|$)/, "") || "/"
  return `${path.replace(/^\/{2,}/, "/")}${url.search}`
}

/** Persian unless the visitor's browser puts English before it. */
function prefers(accept: string | undefined): Lang {
  const wanted = (accept ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())
  const first = wanted.find((part) => part.startsWith("fa") || part.startsWith("en"))
  return first?.startsWith("en") ? "en" : "fa"
}
