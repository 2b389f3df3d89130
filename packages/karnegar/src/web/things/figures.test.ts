import { describe, expect, test } from "vitest"
import { publishedAction } from "../../../../../tests/support/linked-record.ts"
import { countCodes, gainsIn, gainsOf, isWon, timelineOf } from "./figures.ts"

const at = (start: string | null, precision: "day" | "year" = "day") => publishedAction({ start, precision })

describe("gainsOf", () => {
  const event = (outcome: "paid" | "promised" | "rejected", demand: "unpaid_wages" | "insurance" | null) => ({
    outcome,
    demand,
    day: null,
  })
  const cases: readonly (readonly [
    name: string,
    actions: Parameters<typeof publishedAction>[0][],
    demand: string | null,
    want: readonly [of: number, known: number, won: number, promised: number],
  ])[] = [
    ["counts nothing told as unknown, not as lost", [{}, {}], null, [2, 0, 0, 0]],
    ["counts an action once whatever it won", [{ outcomes: ["paid", "reinstated"] }, {}], null, [2, 1, 1, 0]],
    [
      "counts a promise only where nothing was had",
      [{ outcomes: ["promised", "paid"] }, { outcomes: ["agreement"] }],
      null,
      [2, 2, 1, 1],
    ],
    ["knows an outcome that is no gain", [{ outcomes: ["rejected"] }, { outcomes: ["suspended"] }], null, [2, 2, 0, 0]],
    ["reads events where the list is empty", [{ outcomeEvents: [event("paid", null)] }], null, [1, 1, 1, 0]],
    [
      "leaves out what answers another demand",
      [{ outcomes: ["paid"], outcomeEvents: [event("paid", "unpaid_wages")] }],
      "insurance",
      [1, 0, 0, 0],
    ],
    [
      "counts for a demand what answers it, and what is tied to none",
      [{ outcomeEvents: [event("paid", "insurance")] }, { outcomes: ["promised"] }],
      "insurance",
      [2, 2, 1, 1],
    ],
  ]
  for (const [name, actions, demand, [of, known, won, promised]] of cases)
    test(name, () => {
      expect(gainsOf(actions.map(publishedAction), demand)).toMatchObject({ of, known, won, promised })
    })

  test("holds each outcome at most as often as outcomes are known", () => {
    const gains = gainsOf([
      publishedAction({ outcomes: ["paid"], outcomeEvents: [event("paid", null), event("paid", null)] }),
    ])
    expect(gains.byOutcome).toEqual([["paid", 1]])
  })
})

describe("isWon", () => {
  test("holds for a gain, and for no promise", () => {
    expect(isWon(publishedAction({ outcomes: ["released"] }))).toBe(true)
    expect(isWon(publishedAction({ outcomes: ["promised", "rejected", "reversed"] }))).toBe(false)
  })
})

describe("gainsIn", () => {
  test("names each gain once, however often it is told, and no promise", () => {
    const outcomeEvents = [{ outcome: "paid" as const, demand: null, day: "2024-05-03" }]
    expect(gainsIn(publishedAction({ outcomes: ["promised", "paid", "released"], outcomeEvents }))).toEqual([
      "paid",
      "released",
    ])
  })
})

describe("timelineOf", () => {
  test("shows the months in between that have none, and adds up with what is undated", () => {
    const actions = [at("2020-11-02"), at("2021-02-01"), at("2021-02-28"), at(null), at("2021-01-01", "year")]
    expect(timelineOf(actions, "gregorian")).toEqual({
      unit: "month",
      bars: [
        { key: "2020-11", count: 1 },
        { key: "2020-12", count: 0 },
        { key: "2021-01", count: 0 },
        { key: "2021-02", count: 2 },
      ],
      undated: 2,
    })
  })

  test("goes by years where months would be too many, in either calendar", () => {
    const actions = [at("2017-06-01"), at("2021-03-20"), at("2021-03-21")]
    expect(timelineOf(actions, "jalali")).toMatchObject({ unit: "year", undated: 0 })
    expect(
      timelineOf(actions, "jalali")
        .bars.filter((b) => b.count > 0)
        .map((b) => b.key),
    ).toEqual(["1396", "1399", "1400"])
    expect(timelineOf(actions, "gregorian").bars.length).toBe(5)
  })

  test("is empty for no day at all", () => {
    expect(timelineOf([at(null)], "gregorian")).toEqual({ unit: "month", bars: [], undated: 1 })
  })
})

describe("countCodes", () => {
  test("counts an action once a code, the most frequent first", () => {
    const actions = [{ demands: ["insurance", "insurance"] }, { demands: ["insurance", "housing"] }] as const
    expect(
      countCodes(
        actions.map((a) => publishedAction(a)),
        (a) => a.demands,
      ),
    ).toEqual([
      ["insurance", 2],
      ["housing", 1],
    ])
  })
})
