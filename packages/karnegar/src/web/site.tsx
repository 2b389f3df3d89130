import { readFileSync } from "node:fs"
import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { Record } from "../record/record.ts"
import { catalogueOf } from "./catalogue.ts"
import { securityHeaders } from "./headers.ts"
import { actionJson } from "./json.ts"
import { isLocalVisit } from "./loopback.ts"
import { About } from "./pages/about.tsx"
import { ActionPage } from "./pages/action.tsx"
import { DeskReport, DeskReports } from "./pages/desk.tsx"
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

const ASSETS: Readonly<{ [name: string]: string }> = {
  "site.css": "text/css; charset=utf-8",
  "map-light.png": "image/png",
  "map-dark.png": "image/png",
  "icon.png": "image/png",
  "vazirmatn-regular.woff2": "font/woff2",
  "vazirmatn-bold.woff2": "font/woff2",
}
const ACTION_ID = /^a[0-9a-z]{10}$/

type Env = { Bindings: Partial<HttpBindings> }

/** The whole site: public pages in two languages, machine-readable actions, the local review page. */
export function createSite({ record, assetsDir }: SiteParts): Hono<Env> {
  const app = new Hono<Env>()
  const catalogue = catalogueOf(record)
  const files = new Map(Object.keys(ASSETS).map((name) => [name, readFileSync(`${assetsDir}/${name}`)]))

  const contextOf = async (c: Context, lang: Lang): Promise<PageContext> => {
    const url = new URL(c.req.url)
    return { lang, rest: restOf(url), sample: (await catalogue()).sample }
  }
  const notFound = async (c: Context, lang: Lang) =>
    c.html(document(<NotFound context={await contextOf(c, lang)} />), 404)

  app.use(securityHeaders)
  app.use(bodyLimit({ maxSize: 16 * 1024 }))
  app.onError(async (error, c) => {
    // The message may hold what a visitor typed: only the kind of error is said.
    console.error(`site: ${error.name} on ${c.req.routePath}`)
    return c.html(document(<Failed context={{ lang: langOf(c), rest: "/", sample: false }} />), 500)
  })
  app.notFound((c) => notFound(c, langOf(c)))

  app.get("/", (c) => c.redirect(`/${prefers(c.req.header("accept-language"))}/`))
  app.get("/assets/:name", (c) => {
    const name = c.req.param("name")
    const body = files.get(name)
    if (body === undefined) return notFound(c, langOf(c))
    return c.body(new Uint8Array(body), 200, {
      "Content-Type": ASSETS[name]!,
      "Cache-Control": "public, max-age=86400",
    })
  })

  for (const lang of ["fa", "en"] as const) {
    app.get(`/${lang}`, (c) => c.redirect(`/${lang}/`))
    app.get(`/${lang}/`, async (c) =>
      c.html(document(<Home context={await contextOf(c, lang)} catalogue={await catalogue()} />)),
    )
    app.get(`/${lang}/about`, async (c) => c.html(document(<About context={await contextOf(c, lang)} />)))
    app.get(`/${lang}/actions`, async (c) => {
      const query = readQuery(new URL(c.req.url).searchParams, lang)
      return c.html(document(<List context={await contextOf(c, lang)} catalogue={await catalogue()} query={query} />))
    })
    app.get(`/${lang}/actions/:id`, async (c) => {
      const asked = c.req.param("id")
      const json = asked.endsWith(".json")
      const id = json ? asked.slice(0, -5) : asked
      const action = ACTION_ID.test(id) ? (await catalogue()).actions.get(id) : undefined
      if (action === undefined) return notFound(c, lang)
      if (json) return c.json(actionJson(action))
      return c.html(document(<ActionPage context={await contextOf(c, lang)} action={action} />))
    })
    app.get(`/${lang}/desk/reports`, async (c) => {
      if (!isLocalVisit(visitOf(c))) return notFound(c, lang)
      const before = c.req.query("before")
      const reports = await record.listReports(before === undefined ? { limit: 50 } : { limit: 50, before })
      c.header("Cache-Control", "no-store")
      return c.html(document(<DeskReports context={await contextOf(c, lang)} reports={reports} />))
    })
    app.get(`/${lang}/desk/reports/:id`, async (c) => {
      const item = isLocalVisit(visitOf(c)) ? await record.findReport(c.req.param("id")) : null
      if (item === null) return notFound(c, lang)
      c.header("Cache-Control", "no-store")
      return c.html(document(<DeskReport context={await contextOf(c, lang)} item={item} />))
    })
  }
  return app
}

function visitOf(c: Context<Env>) {
  const headers = c.req.raw.headers
  return {
    remoteAddress: c.env.incoming?.socket.remoteAddress,
    host: headers.get("host") ?? undefined,
    forwarded: ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"].some((h) =>
      headers.has(h),
    ),
  }
}

function langOf(c: Context): Lang {
  return new URL(c.req.url).pathname.startsWith("/en") ? "en" : "fa"
}

/** Path and query behind the language, re-encoded, for the switch. */
function restOf(url: URL): string {
  const path = url.pathname.replace(/^\/(fa|en)(?=\/|$)/, "") || "/"
  return `${path}${url.search}`
}

/** Persian unless the visitor's browser asks for English and not for Persian. */
function prefers(accept: string | undefined): Lang {
  const wanted = (accept ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())
  const first = wanted.find((part) => part.startsWith("fa") || part.startsWith("en"))
  return first?.startsWith("en") ? "en" : "fa"
}
