import { describe, expect, test } from "vitest"
import { canonicalJson, commit, freshSalt, shortId } from "./canonical.ts"

describe("canonicalJson", () => {
  const cases: readonly (readonly [name: string, given: unknown, want: string])[] = [
    [
      "sorts keys at every level",
      { b: { d: 1, c: 2 }, a: [{ f: 1, e: 2 }] },
      '{"a":[{"e":2,"f":1}],"b":{"c":2,"d":1}}',
    ],
    ["keeps the order of lists", [3, 1, 2], "[3,1,2]"],
    ["leaves out what is not defined", { a: undefined, b: null }, '{"b":null}'],
    ["escapes what JSON escapes", { 'a"': "\n\u0000\ud800" }, '{"a\\"":"\\n\\u0000\\ud800"}'],
    ["keeps Persian as it is", ["هفت‌تپه"], '["هفت‌تپه"]'],
    ["writes an empty object", {}, "{}"],
    ["writes an empty list", [], "[]"],
    ["writes fractions shortest", [0.1, 1e21, -0], "[0.1,1e+21,0]"],
  ]
  for (const [name, given, want] of cases) {
    test(name, () => {
      expect(canonicalJson(given)).toBe(want)
      expect(canonicalJson(JSON.parse(want))).toBe(want)
    })
  }
})

describe("commit", () => {
  test("parts salt, subject and body: moving a letter from one to the next changes it", () => {
    const all = [commit("a", "bc", "d"), commit("ab", "c", "d"), commit("a", "b", "cd"), commit("abc", "", "d")]
    expect(new Set(all).size).toBe(4)
  })
})

describe("freshSalt", () => {
  test("gives 256 bits, never the same, over many draws from the pool", () => {
    const salts = Array.from({ length: 1000 }, freshSalt)
    expect(new Set(salts).size).toBe(1000)
    expect(salts.every((salt) => /^[0-9a-f]{64}$/.test(salt))).toBe(true)
    expect(salts.filter((salt) => /^0+$/.test(salt))).toEqual([])
  })
})

describe("shortId", () => {
  test("is a prefix and ten letters of Crockford's alphabet, the same for the same seed", () => {
    for (let i = 0; i < 200; i++) expect(shortId("a", String(i))).toMatch(/^a[0-9a-hjkmnp-tv-z]{10}$/)
    expect(shortId("a", "x", "y")).toBe(shortId("a", "x", "y"))
  })

  test("differs when any part of the seed differs, and where the parts are cut", () => {
    const ids = [shortId("a", "x", "y"), shortId("a", "xy"), shortId("a", "x", "z"), shortId("a", "", "xy")]
    expect(new Set(ids).size).toBe(4)
  })

  test("uses all its letters in every position", () => {
    const letters = Array.from({ length: 10 }, () => new Set<string>())
    for (let i = 0; i < 2000; i++)
      for (const [at, letter] of [...shortId("", String(i))].entries()) letters[at]!.add(letter)
    expect(letters.map((set) => set.size)).toEqual(Array(10).fill(32))
  })
})
