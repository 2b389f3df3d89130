import { describe, expect, test } from "vitest"
import { JsonBroken, type JsonVisitor, JsonWalk, type Step } from "./json-walk.ts"

/** What a walk takes where it enters all lists and objects that `enter` names by their path. */
function taken(json: string, enter: readonly string[], size = 1 << 16, most = 100): unknown[] {
  const out: unknown[] = []
  const visitor: JsonVisitor = {
    meet: (path): Step => (enter.includes(path.join(".")) ? "enter" : path.at(-1) === "no" ? "pass" : "take"),
    take: (path, bytes, length, depth) =>
      out.push([path.join("."), bytes === null ? null : Buffer.from(bytes).toString(), length, depth]),
    leave: (path) => out.push(`end of ${path.join(".")}`),
  }
  const walk = new JsonWalk(visitor, most)
  const bytes = Buffer.from(json)
  for (let i = 0; i < bytes.length; i += size) walk.feed(bytes.subarray(i, i + size))
  walk.end()
  return out
}

describe("JsonWalk", () => {
  test("cuts out what is wanted, in order, however the bytes come", () => {
    const json = '\ufeff { "a" : "x\\"]}\\\\" , "no":{"]":["}"]}, "l":[1, -2.5e3 ,true,[{}],"ب"], "o":{"k\\"":null} }'
    const want = [
      ["a", '"x\\"]}\\\\"', 9, 0],
      ["l.*", "1", 1, 0],
      ["l.*", "-2.5e3", 6, 0],
      ["l.*", "true", 4, 0],
      ["l.*", "[{}]", 4, 2],
      ["l.*", '"ب"', 4, 0],
      "end of l",
      ["o", '{"k\\"":null}', 12, 1],
      "end of ",
    ]
    for (const size of [1, 2, 3, 5, 1000]) expect(taken(json, ["", "l"], size)).toEqual(want)
  })

  test("keeps no more than the most bytes of a value, and goes on behind it", () => {
    expect(taken(`["${"a".repeat(1000)}",1]`, [""], 7)).toEqual([["*", null, 1002, 0], ["*", "1", 1, 0], "end of "])
  })

  const broken: readonly (readonly [json: string, at: number])[] = [
    ["", 0],
    ["{", 1],
    ['{"a"', 4],
    ['{"a":1', 6],
    ['{"a":1]', 6],
    ["[1 2]", 3],
    ["[1,,2]", 3],
    ["{a:1}", 1],
    ["[1]x", 3],
    ['{"a":"x', 7],
    ["\u0000[]", 0],
  ]
  for (const [json, at] of broken) {
    test(`says where ${JSON.stringify(json)} breaks off`, () => {
      let caught: unknown
      try {
        taken(json, [""])
      } catch (error) {
        caught = error
      }
      expect(caught).toBeInstanceOf(JsonBroken)
      expect((caught as JsonBroken).at).toBe(at)
    })
  }
})
