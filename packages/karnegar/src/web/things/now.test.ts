import { describe, expect, test } from "vitest"
import { publishedAction } from "../../../../../tests/support/linked-record.ts"
import { callsAhead, nowOf } from "./now.ts"

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
