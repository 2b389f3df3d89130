import { describe, expect, test } from "vitest"
import { publishedAction } from "../../../../../tests/support/linked-record.ts"
import { callsAhead, happeningAt, nowOf, wonLately } from "./now.ts"

describe("nowOf", () => {
  const cases = [
    ["is today where something is told of lately", ["2024-05-01"], { day: "2024-05-05", old: false }],
    [
      "is the newest day of a record that has told of nothing for a month",
      ["2024-03-01", "2020-01-01"],
      { day: "2024-03-01", old: true },
    ],
    ["takes no day ahead for the newest", ["2031-01-01", "2020-01-01"], { day: "2020-01-01", old: true }],
    ["is today where nothing has a day", [null], { day: "2024-05-05", old: false }],
  ] as const
  for (const [name, days, want] of cases)
    test(name, () => {
      expect(
        nowOf(
          days.map((start) => publishedAction({ start })),
          "2024-05-05",
        ),
      ).toEqual(want)
    })
})

describe("callsAhead", () => {
  test("keeps those whose last day is not over and that stand, the nearest first", () => {
    const call = (id: string, start: string | null, more = {}) =>
      publishedAction({ id, start, isCall: true, status: "called", ...more })
    const calls = [
      call("far", "2024-06-01"),
      call("near", "2024-05-05"),
      call("over", "2024-05-04"),
      call("goes on", "2024-05-01", { end: "2024-05-06" }),
      call("off", "2024-05-07", { status: "cancelled" }),
      call("undated", null),
    ]
    expect(callsAhead(calls, "2024-05-05").map((c) => c.id)).toEqual(["goes on", "near", "far"])
  })
})

describe("happeningAt", () => {
  const cases: readonly (readonly [name: string, more: Parameters<typeof publishedAction>[0], want: boolean])[] = [
    ["holds what began in the last thirty days", { start: "2024-04-05" }, true],
    ["holds no older one", { start: "2024-04-04" }, false],
    [
      "holds an older one that was lately seen to go on",
      { start: "2024-01-01", status: "ongoing", lastSeenOngoing: "2024-05-01" },
      true,
    ],
    ["holds no older one that nobody has seen go on since", { start: "2024-01-01", status: "ongoing" }, false],
    ["holds nothing of a day ahead", { start: "2024-05-06" }, false],
    ["holds nothing without a day", { start: null, status: "ongoing" }, false],
  ]
  for (const [name, more, want] of cases)
    test(name, () => expect(happeningAt([publishedAction(more)], "2024-05-05").length).toBe(Number(want)))
})

describe("wonLately", () => {
  test("puts the latest gain first, by its own day where that is told, and leaves out promises and days ahead", () => {
    const event = (outcome: "paid" | "promised", day: string | null) => ({ outcome, demand: null, day })
    const actions = [
      publishedAction({ id: "promised", start: "2024-05-04", outcomes: ["promised"] }),
      publishedAction({ id: "begun", start: "2024-05-02", outcomes: ["paid"] }),
      publishedAction({
        id: "paid",
        start: "2024-01-01",
        outcomeEvents: [event("paid", "2024-05-03"), event("promised", "2024-05-05")],
      }),
      publishedAction({ id: "ahead", start: "2024-01-01", outcomeEvents: [event("paid", "2024-06-01")] }),
    ]
    expect(wonLately(actions, "2024-05-05").map((a) => a.id)).toEqual(["paid", "begun"])
  })
})
