import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import type { Child } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { errorJson } from "../json.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { pageNumber } from "../query.ts"
import type { Lang } from "../words/language.ts"
import { acrossGainsJson, repressionJson, solidarityJson, statementJson, wavesJson } from "./across-json.ts"
import { acrossWords } from "./across-words.ts"
import { CallPage } from "./call-page.tsx"
import { CallsPage } from "./calls-page.tsx"
import type { CodebookEntry } from "./codebook.ts"
import { coverageIn } from "./coverage.ts"
import { GainsPage } from "./gains-page.tsx"
import { findThing, gather } from "./gather.ts"
import { coverageJson, kindJson, thingJson } from "./json.ts"
import { KindPage } from "./kind-page.tsx"
import { THING_KINDS } from "./kinds.ts"
import { MethodPage } from "./method-page.tsx"
import { RepressionPage } from "./repression-page.tsx"
import { SolidarityPage } from "./solidarity-page.tsx"
import { StatementsPage } from "./statements-page.tsx"
import { SubjectsPage } from "./subjects-page.tsx"
import { ThingPage } from "./thing-page.tsx"
import { type WavesAsked, WavesPage } from "./waves-page.tsx"
import { wavesWords } from "./waves-words.ts"
import { thingWords } from "./words.ts"

type Env = { Bindings: Partial<HttpBindings> }

/** What the pages about things need of the site that they are part of. */
export interface ThingSite {
  readonly catalogue: () => Promise<Catalogue>
  readonly contextOf: (c: Context<Env>, lang: Lang) => Promise<PageContext>
  /** The codes of the codebook, in its order. */
  readonly codebook: readonly CodebookEntry[]
  readonly notFound: (c: Context<Env>, lang: Lang) => Promise<Response>
}

/** Makes a page of a request; null: there is none. */
type Make = (context: PageContext, catalogue: Catalogue, c: Context<Env>) => Child | null

/** A machine-readable form by its address, without a language; null: there is none of that id. */
type MakeJson = (catalogue: Catalogue, id: string) => object | null

/** Pages about what actions belong to, in one language. */
export function createThings(lang: Lang, site: ThingSite): Hono<Env> {
  const app = createThingsJson(site)
  const page = (path: string, make: Make) =>
    app.get(path, async (c) => {
      const made = make(await site.contextOf(c, lang), await site.catalogue(), c)
      return made === null ? site.notFound(c, lang) : c.html(document(made))
    })
  page("/subjects", (context, catalogue) => (
    <SubjectsPage context={context} catalogue={catalogue} across={acrossOf(lang)} />
  ))
  for (const kind of THING_KINDS) {
    page(`/${kind}`, (context, catalogue) => <KindPage context={context} catalogue={catalogue} kind={kind} />)
    page(`/${kind}/:id`, (context, catalogue, c) => {
      const thing = findThing(catalogue, kind, c.req.param("id") ?? "")
      return thing === null ? null : <ThingPage context={context} catalogue={catalogue} thing={thing} />
    })
  }
  page("/gains", (context, catalogue) => <GainsPage context={context} catalogue={catalogue} />)
  page("/repression", (context, catalogue) => <RepressionPage context={context} catalogue={catalogue} />)
  page("/solidarity", (context, catalogue) => <SolidarityPage context={context} catalogue={catalogue} />)
  page("/statements", (context, catalogue, c) => (
    <StatementsPage context={context} catalogue={catalogue} page={pageNumber(c.req.query("page"))} />
  ))
  page("/waves", (context, catalogue, c) => <WavesPage context={context} catalogue={catalogue} asked={wavesAsked(c)} />)
  page("/method", (context, catalogue) => (
    <MethodPage context={context} codebook={site.codebook} agreement={catalogue.agreement} />
  ))
  page("/calls", (context, catalogue, c) => (
    <CallsPage context={context} catalogue={catalogue} page={pageNumber(c.req.query("page"))} />
  ))
  page("/calls/:id", (context, catalogue, c) => {
    const call = callOf(catalogue, c.req.param("id") ?? "")
    return call === null ? null : <CallPage context={context} catalogue={catalogue} call={call} />
  })
  return app
}

/** The machine-readable forms alone, at addresses without a language. */
export function createThingsJson(site: ThingSite): Hono<Env> {
  const app = new Hono<Env>()
  // A call that was found to be another one: its address leads there for ever, as an action's does.
  app.get("/calls/:id", async (c, next) => {
    const asked = c.req.param("id").replace(/\.json$/, "")
    const stands = callOf(await site.catalogue(), asked)
    return stands === null || stands.id === asked ? next() : c.redirect(c.req.path.replace(asked, stands.id), 301)
  })
  const json = (path: string, make: MakeJson) =>
    app.get(path, async (c) => {
      const found = make(await site.catalogue(), (c.req.param("id") ?? "").replace(/\.json$/, ""))
      return found === null ? c.json(errorJson("page.not_found"), 404) : c.json(found)
    })
  const ID = ":id{[a-z0-9_.-]+\\.json}"
  for (const kind of THING_KINDS) {
    json(`/${kind}.json`, (catalogue) => kindJson(kind, gather(catalogue).things[kind].values()))
    json(`/${kind}/${ID}`, (catalogue, id) => {
      const thing = findThing(catalogue, kind, id)
      return thing === null ? null : thingJson(thing)
    })
  }
  json("/gains.json", (catalogue) => acrossGainsJson(gather(catalogue)))
  json("/repression.json", (catalogue) => repressionJson(gather(catalogue), catalogue.links))
  json("/solidarity.json", (catalogue) => solidarityJson(gather(catalogue), catalogue.links))
  json("/statements.json", (catalogue) => ({ statements: catalogue.links.statements.map(statementJson) }))
  app.get("/waves.json", async (c) => c.json(wavesJson(await site.catalogue(), wavesAsked(c))))
  json(`/calls/${ID}`, (catalogue, id) => {
    const call = callOf(catalogue, id)
    return call === null ? null : coverageJson(call, coverageIn(catalogue, call))
  })
  return app
}

/** Pages across the record, as the page of subjects leads to them. */
function acrossOf(lang: Lang) {
  const words = thingWords(lang)
  const across = acrossWords(lang)
  const waves = wavesWords(lang)
  return [
    { path: "calls", title: words.calls, lead: words.callsLead },
    { path: "gains", title: across.gains, lead: across.gainsLead },
    { path: "repression", title: across.repression, lead: across.repressionLead },
    { path: "statements", title: across.statements, lead: across.statementsLead },
    { path: "solidarity", title: across.solidarity, lead: across.solidarityLead },
    { path: "waves", title: waves.title, lead: waves.lead },
    { path: "method", title: across.method, lead: across.methodLead },
  ]
}

/** A call that the site shows, by its own id or one merged into it. */
function callOf(catalogue: Catalogue, id: string): PublishedAction | null {
  const action = catalogue.actions.get(id)
  return action === undefined || !action.isCall || action.state === "retracted" ? null : action
}

function wavesAsked(c: Context<Env>): WavesAsked {
  const { leader, follower, event } = c.req.query()
  return { ...(leader && { leader }), ...(follower && { follower }), ...(event && { event }) }
}
