import { expect, test } from "vitest"
import { noteSentences } from "./counting.ts"

const NONE = { withoutPlace: 0, morePlacesTold: 0, placesNotNamed: 0, endUnknown: 0, dayUnknown: 0, tooLong: 0 }

test("one action is told in the singular, several in the plural, none not at all", () => {
  const told = (notes: Partial<typeof NONE>) => noteSentences({ ...NONE, ...notes }, { kind: "place" }, "en")
  expect(told({ morePlacesTold: 1, placesNotNamed: 14 })).toEqual([
    "Not counted, since told and not named: 14 more places of 1 action.",
  ])
  expect(told({ withoutPlace: 2, morePlacesTold: 2, placesNotNamed: 1 })).toEqual([
    "Not counted, since no place is told: 2 actions.",
    "Not counted, since told and not named: 1 more place of 2 actions.",
  ])
  expect(told({})).toEqual([])
})
