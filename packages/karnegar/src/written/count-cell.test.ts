import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { readCountCell, readRangeCell } from "./count-cell.ts"

const knowledge = builtInKnowledge()

const ranges: readonly (readonly [written: string, want: readonly [number, number | null] | string])[] = [
  ["300", [300, 300]],
  ["۳۰۰", [300, 300]],
  ["0", [0, 0]],
  ["1", [1, 1]],
  ["300.0", [300, 300]],
  ["۱٬۲۰۰", [1200, 1200]],
  ["1,200", [1200, 1200]],
  ["حدود ۳۰۰", [300, 300]],
  ["about 300", [300, 300]],
  ["بیش از ۳۰۰", [300, null]],
  ["more than 1,200", [1200, null]],
  ["حداقل ۱۰۰", [100, null]],
  ["300+", [300, null]],
  [">300", [300, null]],
  ["200-300", [200, 300]],
  ["۲۰۰ تا ۳۰۰ نفر", [200, 300]],
  ["ده‌ها نفر", [20, 99]],
  ["صدها", [200, 999]],
  ["hundreds of workers", [200, 999]],
  ["سیصد", [300, 300]],
  ["کمتر از ۵۰ نفر", [1, 50]],
  ["fewer than 50", [1, 50]],
  ["جمعی از کارگران", "number.unreadable"],
  ["نامشخص", "number.unreadable"],
  ["300 کارگر و 20 راننده", "number.unreadable"],
  ["300-200", "number.unreadable"],
  ["-5", "number.unreadable"],
  ["1.200", "number.unreadable"],
  ["20%", "number.unreadable"],
  ["99999999999", "number.too_large"],
  [`${"1 ".repeat(400)}`, "number.unreadable"],
]

describe("readRangeCell", () => {
  for (const [written, want] of ranges) {
    test(`«${written.slice(0, 30)}»`, () => {
      const range = readRangeCell(written, knowledge)
      expect(typeof range === "string" ? range : [range.min, range.max]).toEqual(want)
    })
  }
})

describe("readCountCell", () => {
  for (const [written, want] of [
    ["12", 12],
    ["۱٬۲۰۰", 1200],
    ["12.0", 12],
    ["about 12", "number.unreadable"],
    ["1.5", "number.unreadable"],
    ["-1", "number.unreadable"],
    ["99999999999", "number.too_large"],
  ] as const)
    test(`«${written}»`, () => expect(readCountCell(written)).toBe(want))
})
