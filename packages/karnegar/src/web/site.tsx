import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { compress } from "hono/compress"
import { etag } from "hono/etag"
import { HTTPException } from "hono/http-exception"
import type { Jobs } from "../jobs/jobs.ts"
import type { People } from "../people/people.ts"
import type { Record } from "../record/record.ts"
import type { PublishedAction } from "../record/types.ts"
import type { Submissions } from "../submissions/submissions.ts"
import { ApiPage } from "./api/api-page.tsx"
import { createApi } from "./api/routes.ts"
import { assetAddress, readAssets } from "./assets.ts"
import { Budget } from "./budget.ts"
import { catalogueOf } from "./catalogue.ts"
import { createDesk, type Weakened } from "./desk/desk.ts"
import { Passkeys } from "./desk/passkeys.ts"
import type { DeskTools } from "./desk/tools.ts"
import type { SetFile } from "./explore/files.ts"
import { createExplore } from "./explore/routes.tsx"
import { createFeeds } from "./feeds/routes.ts"
import { isDesk, isSend, securityHeaders } from "./headers.ts"
import { actionJson, errorJson } from "./json.ts"
import { keptPages } from "./kept-pages.ts"
import { shippedClaims } from "./message.ts"
import { About } from "./pages/about.tsx"
import { ActionPage } from "./pages/action.tsx"
import { Home } from "./pages/home.tsx"
import { document, type PageContext } from "./pages/layout.tsx"
import { Message } from "./pages/message.tsx"
import { Failed, NotFound } from "./pages/problem-pages.tsx"
import { createSend, type SendLimits, sendLimits } from "./send/send.tsx"
import { createStatistics } from "./statistics/routes.tsx"
import { readCodebook } from "./things/codebook.ts"
import { createThings, createThingsJson } from "./things/routes.tsx"
import type { Lang } from "./words/language.ts"

/** What the site is made of. */
export interface SiteParts {
  readonly record: Record
  /** Who works at the desk; null: a site without one. */
  readonly people: People | null
  /** The queue of jobs, and what codes of failures mean; left out: a site without a queue. */
  readonly jobs?: Jobs
  readonly failureWords?: DeskTools["failureWords"]
  /** What strangers send in; left out: nothing can be sent. */
  readonly submissions?: Submissions | null
  /** Public address that the operator named, such as `https://example.org`; null where there is none. */
  readonly origin: string | null
  /** Folder of the built assets. */
  readonly assetsDir: string
  /** Writes the files of a set that readers take away; left out: none are given. */
  readonly files?: SetFile
  /** How many lists are laid out for all readers together; left out: enough for any day but a flood. */
  readonly lists?: Budget
  /** For tests alone. */
  readonly weakened?: Weakened
  readonly limits?: SendLimits
}

const ACTION_ID = /^a[0-9a-z]{10}$/
const YEAR_SECONDS = 31_536_000
/** Lists that are searched and laid out in a second, for all readers together; and at once, after a quiet while. */
const LISTS_A_SECOND = 200
const MOST_LISTS_AT_ONCE = 400

type Env = { Bindings: Partial<HttpBindings> }

/**
 * The whole site: public pages in two languages, machine-readable actions, the desk for those who sign in.
 *
 * Keeps nothing of a visit: no address, no user agent, no query reaches a log, and no cookie goes to who does not sign in.
 */
export function createSite({
  record,
  people,
  jobs,
  failureWords,
  submissions = null,
  origin,
  assetsDir,
  files,
  lists = new Budget(LISTS_A_SECOND, MOST_LISTS_AT_ONCE),
  weakened,
  limits = sendLimits(),
}: SiteParts): Hono<Env> {
  const app = new Hono<Env>()
  const catalogue = catalogueOf(record)
  const passkeys = people === null ? null : new Passkeys(people)
  const claims = shippedClaims()
  const assets = readAssets(assetsDir)
  const asset = (name: string) => assetAddress(assets, name)
  /** Whether sample reports were loaded when last seen: an error page says so without asking the record again. */
  let sample = false

  const contextOf = async (c: Context, lang: Lang): Promise<PageContext> => {
    sample = (await catalogue()).sample
    return { lang, rest: restOf(new URL(c.req.url)), sample, asset, send: submissions !== null }
  }
  const page = (lang: Lang, rest: string): PageContext => ({ lang, rest, sample, asset, send: submissions !== null })
  const notFound = async (c: Context<Env>, lang: Lang) =>
    c.html(document(<NotFound context={await contextOf(c, lang)} />), 404)
  const findAction = async (asked: string): Promise<PublishedAction | null> =>
    ACTION_ID.test(asked) ? ((await catalogue()).actions.get(asked) ?? null) : null
  const answerJson = async (c: Context<Env>, asked: string) => {
    const action = await findAction(asked.slice(0, -".json".length))
    return action === null ? c.json(errorJson("action.not_found"), 404) : c.json(actionJson(action))
  }

  app.use(securityHeaders(origin))
  app.use(compress({ threshold: 1400 }))
  app.use(etag())
  const small = bodyLimit({ maxSize: 16 * 1024 })
  // Forms of the desk and of sending have limits of their own.
  app.use((c, next) => (isDesk(c.req.path) || isSend(c.req.path) ? next() : small(c, next)))
  app.onError((error, c) => {
    // The message may hold what a visitor typed: only the kind of error is said.
    const status = error instanceof HTTPException && error.status === 413 ? 413 : 500
    if (status === 500) console.error(`site: ${error.name} on ${c.req.routePath}`)
    if (c.req.path.endsWith(".json")) return c.json(errorJson("site.failed"), status)
    const context = page(langOf(c), "/")
    return c.html(document(<Failed context={context} status={status} />), status)
  })
  app.notFound((c) => notFound(c, langOf(c)))

  app.get("/", (c) => {
    c.header("Vary", "Accept-Language")
    return c.redirect(`/${prefers(c.req.header("accept-language"))}/`)
  })
  app.get("/desk", (c) => c.redirect(`/${prefers(c.req.header("accept-language"))}/desk/`))
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
  const things = { catalogue, contextOf, notFound, codebook: readCodebook(assetsDir) }
  app.route("/", createThingsJson(things))

  const explore = { catalogue, contextOf, page, lists, files: files ?? null, origin, assetsDir }

  app.route("/api/v1", createApi({ catalogue, lists, origin }))
  app.route("/", createFeeds({ catalogue, lists, origin }))

  const kept = keptPages(catalogue)
  for (const lang of ["fa", "en"] as const) {
    app.use(`/${lang}/*`, async (c, next) => {
      await next()
      if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "private, no-cache")
    })
    app.use(`/${lang}/*`, (c, next) => (isDesk(c.req.path) || isSend(c.req.path) ? next() : kept(c, next)))
    app.get(`/${lang}`, (c) => c.redirect(`/${lang}/`))
    app.get(`/${lang}/`, async (c) =>
      c.html(document(<Home context={await contextOf(c, lang)} catalogue={await catalogue()} />)),
    )
    app.get(`/${lang}/message`, async (c) => {
      const { actions } = await catalogue()
      return c.html(document(<Message context={await contextOf(c, lang)} claims={claims} actions={actions} />))
    })
    app.get(`/${lang}/about`, async (c) => c.html(document(<About context={await contextOf(c, lang)} />)))
    app.route(`/${lang}`, createExplore(lang, explore))
    app.route(`/${lang}`, createStatistics(lang, explore))
    app.get(`/${lang}/api`, async (c) => {
      const sampleId = (await catalogue()).index.rows[0]?.id ?? null
      return c.html(document(<ApiPage context={await contextOf(c, lang)} sampleId={sampleId} />))
    })
    app.get(`/${lang}/actions/:id{.+\\.json}`, (c) => answerJson(c, c.req.param("id")))
    app.get(`/${lang}/actions/:id`, async (c) => {
      const action = await findAction(c.req.param("id"))
      if (action === null) return notFound(c, lang)
      // An action that was found to be another one: its address leads there for ever.
      if (action.id !== c.req.param("id")) return c.redirect(`/${lang}/actions/${action.id}`, 301)
      return c.html(
        document(<ActionPage context={await contextOf(c, lang)} catalogue={await catalogue()} action={action} />),
      )
    })
    app.route(`/${lang}`, createThings(lang, things))
    if (submissions !== null) app.route(`/${lang}/send`, createSend(lang, { submissions, limits, page }))
    if (people !== null && passkeys !== null) {
      app.route(
        `/${lang}/desk`,
        createDesk(
          lang,
          {
            record,
            people,
            submissions,
            passkeys,
            jobs: jobs ?? null,
            failureWords: failureWords ?? codeAlone,
            origin,
            page,
          },
          weakened ?? null,
        ),
      )
    }
  }
  return app
}

const codeAlone = (code: string) => ({ fa: code, en: code })

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
