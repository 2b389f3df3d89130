import { describe, expect, test } from "vitest"
import { SHOWN } from "./catalogue.ts"
import { listAddress, readQuery } from "./query.ts"

const read = (address: string) => readQuery(new URLSearchParams(address), "en")

describe("readQuery", () => {
  const good: readonly [address: string, filter: object][] = [
    ["", {}],
    ["workforce=sugar&form=strike&demand=unpaid_wages", { workforce: "sugar", form: "strike", demand: "unpaid_wages" }],
    ["province=p6&kind=calls", { province: "p6", calls: true }],
    ["review=checked", { include: [] }],
    ["review=all", { include: ["unreviewed", "imported", "disputed"] }],
    ["from=1399/08/12&to=2020-12-01", { from: "2020-11-02", to: "2020-12-01" }],
    ["from=%DB%B1%DB%B3%DB%B9%DB%B9/08/12", { from: "2020-11-02" }],
    ["q=%20Shush%20", { text: "Shush" }],
    ["workforce=&form=&q=", {}],
  ]
  for (const [address, filter] of good) {
    test(`reads ${JSON.stringify(address)}`, () =>
      expect(read(address)).toMatchObject({ filter, notices: [], page: 1 }))
  }

  const bad: readonly [address: string, filter: object, said: RegExp][] = [
    ["from=xyz", {}, /“.xyz.” is not a day/],
    ["to=2021-02-30", {}, /is not a day/],
    ["workforce=wizards", {}, /“.wizards.” is not known/],
    ["province=p99", {}, /is not known/],
    ["kind=both", {}, /is not known/],
    ["review=none", {}, /is not known/],
    ["from=2021-01-02&to=2021-01-01", { from: "2021-01-01", to: "2021-01-02" }, /were exchanged/],
    [`q=${"a".repeat(5000)}`, { text: "a".repeat(100) }, /was cut/],
    [`form=${"x".repeat(5000)}`, {}, /“.x{40}.” is not known/],
  ]
  for (const [address, filter, said] of bad) {
    test(`says what is wrong with ${address.slice(0, 30)}`, () => {
      const query = read(address)
      expect(query.filter).toEqual({ include: SHOWN, ...filter })
      expect(query.notices).toHaveLength(1)
      expect(query.notices[0]).toMatch(said)
    })
  }

  test("takes page one for a page that is no number", () => {
    for (const page of ["0", "-3", "1e9", "two", "1.5", ""]) expect(read(`page=${page}`).page).toBe(1)
    expect(read("page=3").page).toBe(3)
  })

  test("never cuts a letter in half", () => {
    expect(read(`q=${"a".repeat(99)}${encodeURIComponent("😀😀")}`).filter.text).toBe("a".repeat(99))
  })

  test("gives back what it read as an address that reads the same", () => {
    const query = read("workforce=sugar&from=1399/08/12&q=a%26b%3Dc&kind=actions")
    expect(read(listAddress("en", query.given).split("?")[1]!)).toEqual(query)
  })
})
