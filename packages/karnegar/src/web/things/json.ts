/** Machine-readable forms of the pages about things: the same figures, each field named here one by one. */
import { CODEBOOK_VERSION } from "@karnegar/coder"
import type { PublishedAction, RegisteredName } from "../../record/types.ts"
import { SHOWN } from "../catalogue.ts"
import { bubblesOf, unplacedIn } from "../map.ts"
import type { PublicCoverage } from "./coverage.ts"
import { type Counted, countCodes, daysOf, type Gains, gainsOf, timelineOf } from "./figures.ts"
import type { Thing } from "./gather.ts"
import type { ThingKind } from "./kinds.ts"

/** What every figure here was counted by, and what is in it. */
export const COUNTED = { rule: "action", include: ["checked", ...SHOWN] } as const

/** A thing with its figures and the ids of what they rest on. */
export function thingJson(thing: Thing) {
  const { kind, id, name, actions, calls, statements } = thing
  const days = daysOf(actions)
  return {
    codebook: CODEBOOK_VERSION,
    kind,
    id,
    name: { fa: name.fa, en: name.en },
    counted: COUNTED,
    actions: actions.length,
    calls: calls.length,
    first_day: days?.first ?? null,
    last_day: days?.last ?? null,
    by_time: { jalali: timeJson(actions, "jalali"), gregorian: timeJson(actions, "gregorian") },
    by_province: { rule: "place", counts: provincesJson(actions), not_on_map: unplacedIn(actions) },
    workforces: countsJson(countCodes(actions, (a) => [a.workforce])),
    demands: countsJson(countCodes(actions, (a) => a.demands)),
    forms: countsJson(countCodes(actions, (a) => a.forms)),
    repression: countsJson(countCodes(actions, (a) => a.repression)),
    outcomes: gainsJson(gainsOf(actions, kind === "demands" ? id : null)),
    action_ids: actions.map((a) => a.id),
    call_ids: calls.map((a) => a.id),
    statement_ids: statements.map((s) => s.id),
  }
}

/** Every thing of a kind with what its table shows. */
export function kindJson(kind: ThingKind, things: Iterable<Thing>) {
  return {
    codebook: CODEBOOK_VERSION,
    kind,
    counted: COUNTED,
    things: [...things].map(({ id, name, actions, calls }) => {
      const { of, known, won, promised } = gainsOf(actions, kind === "demands" ? id : null)
      return {
        id,
        name: { fa: name.fa, en: name.en },
        actions: of,
        calls: calls.length,
        outcome_known: known,
        won,
        promised,
      }
    }),
  }
}

/** A call with how far it was answered. */
export function coverageJson(
  call: PublishedAction,
  { announced, observed, unannounced, toldCount, answers }: PublicCoverage,
) {
  const seen = (places: PublicCoverage["observed"]) =>
    places.map(({ placeId, actionId }) => ({ place_id: placeId, action_id: actionId }))
  return {
    codebook: CODEBOOK_VERSION,
    id: call.id,
    start: call.start,
    end: call.end,
    workforce: call.workforce,
    demands: call.demands,
    organisations: call.organisations.map(nameJson),
    announced,
    observed: seen(observed),
    unannounced: seen(unannounced),
    places_told: toldCount,
    answer_ids: answers.map((a) => a.id),
  }
}

/** What came of some actions. */
export function gainsJson({ of, known, won, promised, byOutcome }: Gains) {
  return { of, known, won, promised, by_outcome: countsJson(byOutcome) }
}

/** Counts by code. */
export function countsJson(counts: readonly Counted[]): { readonly [code: string]: number } {
  return Object.fromEntries(counts)
}

/** A registered name. */
export function nameJson({ id, fa, en }: RegisteredName) {
  return { id, name: { fa, en } }
}

function timeJson(actions: readonly PublishedAction[], calendar: "jalali" | "gregorian") {
  const { unit, bars, undated } = timelineOf(actions, calendar)
  return { unit, counts: Object.fromEntries(bars.map((b) => [b.key, b.count])), undated }
}

function provincesJson(actions: readonly PublishedAction[]) {
  return Object.fromEntries(bubblesOf(actions).map((b) => [b.provinceId, b.count]))
}
