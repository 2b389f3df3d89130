import { expect, test } from "vitest"
import { verdictWords } from "./verdict-words.ts"

const HELD = { entries: 7, reports: 3, actions: 2 }
const said = (...codes: Parameters<typeof verdictWords>[0][number]["code"][]) =>
  verdictWords(
    codes.map((code) => ({ code })),
    HELD,
  )

test("a record that holds tells what it holds", () => {
  expect(said()).toBe("the record holds: 7 entries, 3 reports, 2 actions\nکارنامه درست است: 7 ثبت، 3 گزارش، 2 حرکت\n")
})

test("swapped keys ask for a look at the keys, and for no backup", () => {
  expect(said("keys.swapped")).toContain("the record itself holds: 7 entries")
  expect(said("keys.swapped")).toContain("karnegar submissions keys accept")
  expect(said("keys.swapped")).not.toMatch(/restore|پشتیبان/)
})

test("faults of the record ask for a backup, whatever the keys", () => {
  expect(said("log.hash")).toContain("the record does not hold: 1 faults. Keep it as it is and restore a backup")
  expect(said("log.hash")).not.toContain("keys accept")
  expect(said("log.hash", "keys.swapped")).toContain("1 faults")
  expect(said("log.hash", "keys.swapped")).toContain("keys accept")
})
