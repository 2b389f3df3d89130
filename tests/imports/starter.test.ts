import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { publicUrl } from "../../packages/karnegar/src/record/public-url.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { looksLikePerson } from "../support/looks-like-person.ts"
import { readMapped, shippedMapping } from "../support/mapped-rows.ts"
import { type StarterRow, starterEvents, starterPath, starterRows, starterSources } from "../support/starter.ts"

/*
 * The starter record as data: every row can be read, stands on the registers, has an address, lies in 1396–1404, and names nobody.
 */

const rows = starterRows()
const sources = starterSources()
const registers = registersFrom(builtInKnowledge())

/** Columns that people's words could stand in; all others hold codes, days and numbers. */
const WORDED = ["id", "place_names_fa"] as const
/** 1 Farvardin 1396 and 29 Esfand 1404. */
const FIRST = "2017-03-21"
const LAST = "2026-03-20"

/** What is wrong with a row, each fault with its column; empty: nothing. */
function faultsOf(row: StarterRow): string[] {
  const faults: string[] = []
  const list = (column: string) => row[column]!.split("|").filter((value) => value !== "")
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(row.id!)) faults.push("id")
  const addresses = list("urls")
  if (addresses.length === 0 || new Set(addresses).size < addresses.length) faults.push("urls")
  for (const address of addresses) {
    // What stands is what a reader gets: no query that the public form would cut.
    if (!address.startsWith("https://") || publicUrl(address) !== address) faults.push("urls")
    if (!sources.some(({ reach }) => address.startsWith(reach))) faults.push("urls: no outlet")
  }
  for (const column of ["start", "end", "last_seen_ongoing"]) {
    const day = row[column]!
    if (day === "" && column !== "start") continue
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || day < FIRST || day > LAST || day < row.start!) faults.push(column)
  }
  if (!["day", "week", "month"].includes(row.precision!)) faults.push("precision")
  const ids = list("place_ids")
  if (ids.length === 0 || ids.some((id) => registers.findPlace(id) === null)) faults.push("place_ids")
  if (row.status !== "held") faults.push("status")
  for (const column of WORDED) if (looksLikePerson(row[column]!.replaceAll("|", "، "))) faults.push(column)
  return faults
}

describe("the starter record", () => {
  test("has at least 240 rows, each with a key of its own", () => {
    expect(rows.length).toBeGreaterThanOrEqual(240)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  test("is read whole by the mapping of our own exports, nothing refused", async () => {
    const read = await readMapped(starterPath("actions.csv"), shippedMapping("karnegar"))
    expect(read.flatMap((one) => ("refused" in one ? [one.refused.problems] : []))).toEqual([])
    expect(read).toHaveLength(rows.length)
  })

  test("has context events in the order of their days, each with addresses and without a person", () => {
    const events = starterEvents()
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.map((e) => e.first_day)).toEqual(events.map((e) => e.first_day).sort())
    for (const { name_fa, name_en, first_day, last_day, urls } of events) {
      expect(looksLikePerson(`${name_fa}، ${name_en}`)).toBe(false)
      expect([first_day >= FIRST, last_day <= LAST, last_day >= first_day]).toEqual([true, true, true])
      expect(urls.length).toBeGreaterThan(0)
      for (const url of urls) expect([url.startsWith("https://"), publicUrl(url)]).toEqual([true, url])
    }
  })

  test("has no fault in any row", () => {
    expect(rows.flatMap((row) => faultsOf(row).map((fault) => `${row.id}: ${fault}`))).toEqual([])
  })

  const families: readonly (readonly [family: string, least: number, holds: (row: StarterRow) => boolean])[] = [
    ["Haft Tappeh", 12, (r) => r.workplace_id === "haft-tappeh"],
    ["its employer removed and convicted", 1, (r) => /employer_removed\|employer_prosecuted/.test(r.outcomes!)],
    ["HEPCO", 5, (r) => r.workplace_id === "hepco"],
    ["Ahvaz steel", 4, (r) => r.workplace_id === "foulad-ahvaz"],
    ["Iran Khodro", 4, (r) => r.workplace_id!.startsWith("ikco-")],
    ["railway track workers", 6, (r) => r.workplace_id === "khat-abnieh"],
    ["mines", 12, (r) => r.workforce === "mining"],
    ["coal of Kerman", 3, (r) => r.workplace_id === "kerman-coal"],
    ["Chadormalu", 3, (r) => r.workplace_id === "chadormalu"],
    ["Bafq", 1, (r) => r.workplace_id === "bafgh"],
    ["Sangan", 1, (r) => r.place_names_fa === "سنگان"],
    ["shops shut for kolbars and fuel carriers", 3, (r) => r.workforce === "traders" && r.character === "sympathy"],
    ["oil contract workers of 1400 and since", 8, (r) => r.workforce === "oil_gas" && r.start! > "2021-06-01"],
    ["retirees", 20, (r) => r.workforce === "retirees"],
    ["teachers of 1400 and 1401", 8, (r) => r.workforce === "education" && r.start! > "2021-03-21"],
    ["teachers of 1397", 3, (r) => r.workforce === "education" && r.start! < "2019-03-21"],
    ["telecom workers", 8, (r) => r.workforce === "telecom"],
    ["nurses of 1403", 2, (r) => r.workforce === "health" && r.start! > "2024-03-20"],
    ["municipal workers", 8, (r) => r.workforce === "municipal"],
    ["truck drivers of 1397 and 1404", 6, (r) => r.workforce === "trucking"],
    ["bakers", 5, (r) => r.workforce === "bakers"],
    ["kolbars’ own acts", 2, (r) => r.workforce === "kolbars"],
    ["fuel carriers", 3, (r) => r.workforce === "fuel_carriers"],
  ]
  for (const [family, least, holds] of families)
    test(`holds ${family}`, () => expect(rows.filter(holds).length).toBeGreaterThanOrEqual(least))

  test("covers every year from 1396 to 1404", () => {
    // Nine years that begin on 20 or 21 March.
    const years = new Set(rows.map(({ start }) => Number(start!.slice(0, 4)) - (start!.slice(5) < "03-21" ? 1 : 0)))
    expect([...years].sort()).toEqual([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025])
  })

  test("names outlets once each, and nobody", () => {
    expect(new Set(sources.map(({ key }) => key)).size).toBe(sources.length)
    expect(new Set(sources.map(({ reach }) => reach)).size).toBe(sources.length)
    expect(sources.filter(({ nameFa, nameEn }) => [nameFa, nameEn].some(looksLikePerson))).toEqual([])
  })

  const planted: readonly (readonly [fault: string, change: StarterRow])[] = [
    ["id", { id: "Not A Key" }],
    ["urls", { urls: "" }],
    ["urls", { urls: "http://www.ilna.ir/1" }],
    ["urls", { urls: "https://www.ilna.ir/1?name=somebody" }],
    ["urls: no outlet", { urls: "https://example.org/1" }],
    ["start", { start: "2016-12-01" }],
    ["start", { start: "" }],
    ["end", { end: "2017-01-01" }],
    ["precision", { precision: "year" }],
    ["place_ids", { place_ids: "t999" }],
    ["status", { status: "called" }],
    ["place_names_fa", { place_names_fa: "آقای رضا محمدی" }],
  ]
  for (const [fault, change] of planted)
    test(`would not pass with ${JSON.stringify(change)}`, () =>
      expect(faultsOf({ ...rows[0]!, ...change })).toContain(fault))
})
