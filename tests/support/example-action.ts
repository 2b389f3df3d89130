import type { CountedAction, CountedPlace } from "../../packages/index/src/counting/counted-action.ts"

/* Actions for tests: what is not told stays as in the plainest one. */

/** A city of Khuzestan, unless told otherwise. */
export const place = (id: string, more: Partial<CountedPlace> = {}): CountedPlace => ({
  id: `local-${id}`,
  placeId: id,
  provinceId: "p6",
  type: "city",
  ...more,
})

/** A strike of sugar workers in Shush on one day, of which nothing more is told; `more` tells it. */
export function action(id: string, more: Partial<CountedAction> = {}): CountedAction {
  return {
    id,
    forms: ["strike"],
    status: "held",
    isCall: false,
    start: "2020-11-02",
    end: null,
    precision: "day",
    lastSeenOngoing: null,
    places: [place("shush")],
    placesCount: null,
    workforce: "sugar",
    employment: [],
    jointWith: [],
    character: "economic",
    participants: null,
    demands: [],
    outcomes: [],
    repression: [],
    workplace: null,
    organisations: [],
    sources: [],
    enterpriseType: null,
    stateResponse: [],
    employerResponse: [],
    settlement: null,
    workersDirect: null,
    workersIndirect: null,
    daysNotWorked: null,
    state: "published",
    origin: "coding",
    evidence: "single_source",
    ...more,
  }
}
