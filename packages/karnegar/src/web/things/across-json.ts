/** Machine-readable forms of the pages across the record; each field is named here one by one. */
import { CODEBOOK_VERSION } from "@karnegar/coder"
import type { CaseCount, PublishedLinks, PublishedStatement } from "../../record/published-links.ts"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { byYear, pairsOf, supportsOf } from "./across.ts"
import { countCodes, gainsOf } from "./figures.ts"
import { type Gathered, gather } from "./gather.ts"
import { COUNTED, countsJson, gainsJson, nameJson } from "./json.ts"
import { isRepressed } from "./repression-page.tsx"
import { followingOf, multiplesOf } from "./waves.ts"
import { choicesOf, chosen, type WavesAsked } from "./waves-page.tsx"

const HEAD = { codebook: CODEBOOK_VERSION, counted: COUNTED } as const

/** What was won, in all and by workforce, demand and year. */
export function acrossGainsJson({ actions, things }: Gathered) {
  const by = (kind: "workforces" | "demands") =>
    Object.fromEntries(
      [...things[kind].values()].map(({ id, actions }) => [
        id,
        gainsJson(gainsOf(actions, kind === "demands" ? id : null)),
      ]),
    )
  return {
    ...HEAD,
    all: gainsJson(gainsOf(actions)),
    by_workforce: by("workforces"),
    by_demand: by("demands"),
    by_jalali_year: years(actions, "jalali", (own) => gainsJson(gainsOf(own))),
    by_gregorian_year: years(actions, "gregorian", (own) => gainsJson(gainsOf(own))),
  }
}

/** Actions in which repression is told of, and cases in bands. */
export function repressionJson({ actions }: Gathered, { cases }: PublishedLinks) {
  const found = actions.filter(isRepressed)
  const share = (own: readonly PublishedAction[]) => ({ of: own.length, repressed: own.filter(isRepressed).length })
  return {
    ...HEAD,
    all: share(actions),
    by_repression: countsJson(countCodes(found, (a) => a.repression)),
    by_workforce: countsJson(countCodes(found, (a) => [a.workforce])),
    by_jalali_year: years(actions, "jalali", share),
    by_gregorian_year: years(actions, "gregorian", share),
    cases: { by_repression: cases.byRepression.map(caseJson), by_stage: cases.byStage.map(caseJson) },
  }
}

/** Workforces that acted together, and support between organisations. */
export function solidarityJson({ actions }: Gathered, { statements }: PublishedLinks) {
  return {
    ...HEAD,
    together: pairsOf(actions).map(({ a, b, count }) => ({ workforces: [a, b], actions: count })),
    supports: supportsOf(statements).map(({ from, to, count }) => ({
      from: nameJson(from),
      to: nameJson(to),
      statements: count,
    })),
    sympathy: countsJson(
      countCodes(
        actions.filter((a) => a.character === "sympathy"),
        (a) => [a.workforce],
      ),
    ),
  }
}

/** Weeks around an event, and days of one thing after those of another. */
export function wavesJson(catalogue: Catalogue, asked: WavesAsked) {
  const gathered = gather(catalogue)
  const { events } = catalogue.links
  const event = events.find((e) => e.id === asked.event) ?? events.at(-1) ?? null
  const [leader, follower] = chosen(choicesOf(gathered.things.workforces, gathered.things.places), asked)
  const { starts, series } = multiplesOf(gathered, event)
  return {
    ...HEAD,
    event: event === null ? null : { ...nameJson(event), kind: event.kind, first: event.first, last: event.last },
    weeks: { starts, workforces: Object.fromEntries(series.map(({ thing, weeks }) => [thing.id, weeks])) },
    leader: leader === null ? null : { kind: leader.kind, id: leader.id },
    follower: follower === null ? null : { kind: follower.kind, id: follower.id },
    lags: leader === null || follower === null ? null : followingOf(leader, follower),
  }
}

/** A statement in codes and registered names. */
export function statementJson(statement: PublishedStatement) {
  const { id, issuer, workforces, demands, outcomes, repression, appeals, published, solidarity, source } = statement
  return {
    id,
    issuer: issuer === null ? null : nameJson(issuer),
    published,
    workforces,
    demands,
    outcomes,
    repression,
    appeals,
    solidarity: solidarity.map(({ from, to }) => ({ from: nameJson(from), to: nameJson(to) })),
    source: { report_id: source.reportId, url: source.url, sha256: source.sha256 },
  }
}

function caseJson({ code, cases, persons }: CaseCount) {
  return {
    code,
    cases: { min: cases.min, max: cases.max },
    persons: persons === null ? null : { min: persons.min, max: persons.max },
  }
}

function years(
  actions: readonly PublishedAction[],
  calendar: "jalali" | "gregorian",
  of: (own: readonly PublishedAction[]) => object,
) {
  return Object.fromEntries([...byYear(actions, calendar)].map(([year, own]) => [year, of(own)]))
}
