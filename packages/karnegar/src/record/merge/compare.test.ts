import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cannotBeOne, comparePair, type TextShare } from "./compare.ts"
import type { MergeFacts } from "./facts.ts"
import type { ReasonCode } from "./reasons.ts"
import { AUTOMATIC, PROPOSED } from "./weights.ts"

const NOTHING: TextShare = { shared: 0, contained: 0 }

/** A strike at a steel plant in Ahvaz on 10 June 2023, told the same day; each case changes what it is about. */
const strike = (over: Partial<MergeFacts> = {}): MergeFacts => ({
  id: "a",
  reportId: "r",
  published: "2023-06-10",
  source: null,
  isCall: false,
  forms: ["strike"],
  status: "held",
  start: "2023-06-10",
  end: null,
  precision: "day",
  placeIds: ["ahvaz"],
  provinceIds: ["p6"],
  coordinates: [],
  nationwide: false,
  placesCount: null,
  workforce: "steel_metals",
  jointWith: [],
  workplaceId: null,
  employer: null,
  organisationIds: [],
  participants: null,
  demands: ["unpaid_wages"],
  outcomes: [],
  repression: [],
  ...over,
})
const other = (over: Partial<MergeFacts> = {}): MergeFacts => strike({ id: "b", reportId: "s", ...over })
const gathering = { forms: ["gathering"] as const }

type Band = "joined" | "proposed" | "left" | "apart"
function bandOf(a: MergeFacts, b: MergeFacts, text: TextShare): Band {
  const { score, apart } = comparePair(a, b, text)
  return apart ? "apart" : score >= AUTOMATIC ? "joined" : score >= PROPOSED ? "proposed" : "left"
}

describe("comparePair", () => {
  const cases: readonly (readonly [string, Partial<MergeFacts>, Partial<MergeFacts>, TextShare, Band, ReasonCode])[] = [
    ["joins one town, day, workforce and claim", {}, {}, NOTHING, "joined", "same_day"],
    [
      "joins a strike told on its fourth day, its start not told",
      {},
      { status: "ongoing", start: "2023-06-13", published: "2023-06-13" },
      NOTHING,
      "joined",
      "goes_on",
    ],
    [
      "joins a strike told on its third day, its start told",
      {},
      { status: "ongoing", published: "2023-06-12" },
      NOTHING,
      "joined",
      "same_day",
    ],
    [
      "joins the end of a strike",
      {},
      { status: "ended", start: "2023-06-15", end: "2023-06-15", published: "2023-06-15" },
      NOTHING,
      "joined",
      "goes_on",
    ],
    [
      "keeps apart what begins after the strike has ended",
      { status: "ended", end: "2023-06-12" },
      { status: "ongoing", start: "2023-06-17", published: "2023-06-17" },
      NOTHING,
      "apart",
      "days_apart",
    ],
    [
      "keeps apart the same workers gathering again a week later, in the same words",
      { ...gathering, workplaceId: "w" },
      { ...gathering, workplaceId: "w", start: "2023-06-17", published: "2023-06-17" },
      { shared: 0.95, contained: 0.97 },
      "apart",
      "days_apart",
    ],
    [
      "joins a copy that went out a day later with the same «today»",
      gathering,
      { ...gathering, start: "2023-06-11", published: "2023-06-11" },
      { shared: 0.9, contained: 0.95 },
      "joined",
      "words_shared",
    ],
    [
      "does not join two days' gatherings by itself",
      gathering,
      { ...gathering, start: "2023-06-11", published: "2023-06-11" },
      NOTHING,
      "proposed",
      "days_apart",
    ],
    [
      "leaves another workforce of the same town and day",
      {},
      { workforce: "municipal" },
      { shared: 1, contained: 1 },
      "apart",
      "other_workforce",
    ],
    ["leaves a neighbouring town", {}, { placeIds: ["dezful"] }, NOTHING, "left", "other_town"],
    ["leaves another province", {}, { placeIds: ["arak"], provinceIds: ["p0"] }, NOTHING, "left", "other_province"],
    [
      "does not take copies of one round-up for one action where towns differ",
      {},
      { placeIds: ["dezful"] },
      { shared: 1, contained: 1 },
      "left",
      "other_town",
    ],
    [
      "joins a plant told by its town and by the next one",
      { workplaceId: "haft-tappeh" },
      { workplaceId: "haft-tappeh", placeIds: ["dezful"] },
      NOTHING,
      "joined",
      "same_workplace",
    ],
    [
      "joins an unregistered plant told by its town and by a near one",
      { employer: "مس خاتون اباد", coordinates: [{ lat: 30.12, lon: 55.12 }] },
      { employer: "ذوب مس خاتون اباد", placeIds: ["near"], coordinates: [{ lat: 30.0, lon: 55.4 }] },
      NOTHING,
      "joined",
      "near_town",
    ],
    [
      "does not join the municipalities of near towns",
      { employer: "شهرداری", workforce: "municipal", coordinates: [{ lat: 31.9, lon: 49.3 }] },
      {
        employer: "شهرداری ایذه",
        workforce: "municipal",
        placeIds: ["near"],
        coordinates: [{ lat: 31.8, lon: 49.6 }],
      },
      NOTHING,
      "left",
      "same_office",
    ],
    [
      "joins a report without a place to a nationwide day",
      { nationwide: true, placeIds: [], provinceIds: [], demands: [] },
      { placeIds: [], provinceIds: [] },
      NOTHING,
      "joined",
      "place_not_told",
    ],
    [
      "does not hold an English name against a Persian one",
      { employer: "wagon pars" },
      { employer: "واگن پارس" },
      NOTHING,
      "joined",
      "same_claim",
    ],
    [
      "does not join two plants of one town, trade and day",
      { workplaceId: "w1", employer: "لوله سازی" },
      { workplaceId: "w2", employer: "نورد" },
      NOTHING,
      "proposed",
      "other_workplace",
    ],
    ["does not join where claims differ", {}, { demands: ["management"] }, NOTHING, "proposed", "different_claim"],
    [
      "joins a nationwide day and a report of a town that it names",
      { nationwide: true, placeIds: ["ahvaz", "shiraz"], provinceIds: ["p6", "p7"] },
      {},
      NOTHING,
      "joined",
      "place_of_many",
    ],
    [
      "joins a nationwide day and a report of a town that it does not name",
      { nationwide: true, placeIds: [], provinceIds: [] },
      {},
      NOTHING,
      "joined",
      "place_of_wide",
    ],
    [
      "leaves two groups of one crowd",
      { jointWith: ["mining"] },
      { workforce: "mining" },
      NOTHING,
      "left",
      "joint_group",
    ],
    ["keeps a call and its act apart", { isCall: true, status: "called" }, {}, NOTHING, "apart", "call_and_act"],
    [
      "joins two copies of a call",
      { isCall: true, status: "called", published: "2023-06-05" },
      { isCall: true, status: "called", published: "2023-06-07" },
      NOTHING,
      "joined",
      "same_day",
    ],
    ["keeps two actions of one report apart", { reportId: "s" }, {}, NOTHING, "apart", "same_report"],
    [
      "joins a report without any day of the act, in the week before it went out",
      {},
      { precision: "week", start: "2023-06-12", published: "2023-06-12", workplaceId: null },
      { shared: 0.5, contained: 0.6 },
      "joined",
      "days_loose",
    ],
  ]
  for (const [name, a, b, text, band, code] of cases) {
    test(name, () => {
      expect(bandOf(strike(a), other(b), text)).toBe(band)
      expect(comparePair(strike(a), other(b), text).reasons.map((reason) => reason.code)).toContain(code)
      expect(comparePair(other(b), strike(a), text)).toEqual(comparePair(strike(a), other(b), text))
    })
  }

  test("has no score above 0 where the two are apart", () => {
    expect(comparePair(strike(), other({ workforce: "health" }), NOTHING)).toEqual({
      score: 0,
      apart: true,
      reasons: [{ code: "other_workforce", points: 0 }],
    })
  })
  test("adds nothing for numbers that neither fit nor differ", () => {
    const numbered = (min: number, max: number | null) => ({ participants: { min, max } })
    const codes = (a: Partial<MergeFacts>, b: Partial<MergeFacts>) =>
      comparePair(strike(a), other(b), NOTHING)
        .reasons.map((reason) => reason.code)
        .filter((code) => /numbers/.test(code))
    expect(codes(numbered(300, 300), numbered(500, 500))).toEqual(["numbers_fit"])
    expect(codes(numbered(300, 300), numbered(1000, 1000))).toEqual([])
    expect(codes(numbered(2000, null), numbered(200, 300))).toEqual(["numbers_differ"])
    expect(codes(numbered(200, null), numbered(2000, 2000))).toEqual(["numbers_fit"])
  })
})

describe("cannotBeOne", () => {
  test("says what the whole comparison says, whatever the texts share", () => {
    const day = fc.integer({ min: 1, max: 30 }).map((n) => `2023-06-${String(n).padStart(2, "0")}`)
    const some = fc.record<Partial<MergeFacts>>({
      reportId: fc.constantFrom("r", "s", "t", "u"),
      isCall: fc.boolean(),
      start: fc.option(day, { nil: null }),
      published: day,
      status: fc.constantFrom("held", "ongoing", "ended"),
      forms: fc.constantFrom(["strike"], ["gathering"]),
      placeIds: fc.constantFrom(["ahvaz"], ["tehran"]),
      provinceIds: fc.constantFrom(["p6"], ["p23"]),
      workforce: fc.constantFrom("steel_metals", "mining", "rail", "workers_other"),
      workplaceId: fc.constantFrom(null, "w1", "w2"),
      employer: fc.constantFrom(null, "فولاد", "معدن"),
      demands: fc.constantFrom(["unpaid_wages"], ["safety"]),
    })
    fc.assert(
      fc.property(some, some, fc.constantFrom(0, 1), (one, two, share) => {
        const [a, b] = [strike(one), other(two)]
        expect(cannotBeOne(a, b)).toBe(comparePair(a, b, { shared: share, contained: share }).apart)
      }),
      { numRuns: 3000 },
    )
  })
})
