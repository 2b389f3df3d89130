import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { HOSTILE } from "../../../../../bench/hostile.mjs"
import { REPORT } from "../../../../../tests/support/near-copies.ts"
import {
  BINS,
  FIRST_BIN,
  LEAD_BINS,
  packSketch,
  SKETCH_FORMAT,
  SKETCH_UNITS,
  sketchText,
  unpackSketch,
} from "./sketch.ts"

const runs = (text: string) => sketchText(text)[1]!

describe("sketchText", () => {
  const alike: readonly (readonly [name: string, one: string, other: string])[] = [
    ["Arabic letters and Persian ones", "كارگران شركت نيشكر تجمع كردند", "کارگران شرکت نیشکر تجمع کردند"],
    ["digits of three scripts", "اعتصاب ۲۵۰ کارگر در روز ۱۲", "اعتصاب 250 کارگر در روز ١٢"],
    ["a half-space and a space", "کارگران هفت‌تپه دستگاه‌ها را خواباندند", "کارگران هفت تپه دستگاه ها را خواباندند"],
    ["inflection in one word and apart", "آنان دستمزدهای خود را میخواهند", "آنان دستمزد‌های خود را می‌خواهند"],
    ["marks and none", "«اعتصاب»، تجمع؛ تحصن! راهپیمایی… بست‌نشینی", "اعتصاب تجمع تحصن راهپیمایی بست‌نشینی"],
    ["handles and addresses and none", `${REPORT} @kanal https://t.me/kanal`, REPORT],
    [
      "English in capitals and small letters",
      "Bus drivers in Tehran STRUCK today",
      "bus drivers in tehran struck today",
    ],
    ["diacritics and none", "کارگَران هَم‌اکنون در محوطه گرد آمده‌اند", "کارگران هم‌اکنون در محوطه گرد آمده‌اند"],
  ]
  for (const [name, one, other] of alike)
    test(`is the same for ${name}`, () => {
      expect(sketchText(one)).toEqual(sketchText(other))
      expect(runs(one)).toBeGreaterThan(0)
    })

  const empty = ["", " \n\u200c", "🔴 … !", "@kanal https://t.me/x www.x.y/z", "اعتصاب در اهواز", "یک دو سه چهار"]
  for (const text of empty)
    test(`holds nothing for ${JSON.stringify(text)}`, () => {
      const sketch = sketchText(text)
      expect(sketch[0]).toBe(SKETCH_FORMAT << 8)
      expect(sketch.subarray(1).every((unit) => unit === 0)).toBe(true)
    })

  test("holds something from five words on", () => expect(runs("یک دو سه چهار پنج")).toBe(3))

  test("tells numbers and the order of words apart", () => {
    const sketches = [
      "اعتصاب ۲۵۰ کارگر در شوش",
      "اعتصاب ۲۵۱ کارگر در شوش",
      "در شوش اعتصاب ۲۵۰ کارگر",
      "اعتصاب ۲۵۰ کارگر در اهواز",
    ].map((text) => packSketch(sketchText(text)))
    expect(new Set(sketches).size).toBe(4)
  })

  test("does not hang on what was read before, nor on the coder's vocabulary being begun anew", () => {
    const before = sketchText(REPORT)
    for (let i = 0; i < 120; i++)
      sketchText(
        Array.from({ length: 1000 }, (_, k) => `w${(i * 1000 + k).toString(36).replaceAll(/\d/g, "z")}q${i}`).join(" "),
      )
    expect(sketchText(REPORT)).toEqual(before)
  })

  test("is what it was in this format: another sketch of the same text needs another SKETCH_FORMAT", () => {
    expect(packSketch(sketchText(REPORT))).toMatchInlineSnapshot(
      `"LgJ8AAVMAY0AAFVbWV6xQUhBaPhWTtH8kg1+fcd4MqtovorKuiBAJYWoIEwaCoLHPbM4EEusWY8BPGzKXbg+xLFOdnsBveaU1j74MISNydcP2oU4AACOkJqOxBaIZ198Ug4DAgVMAAAAANhaaPhWTpINYAzHeGi+ispAJYWo1iiCxzgQAAAAAD0APsQAAHZ71j7/VyLoKyKFOAAAmo7EFgAAAAA="`,
    )
  })

  test("is made of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const sketch = sketchText(text)
        expect(sketch.length).toBe(SKETCH_UNITS)
        expect(sketch).toEqual(sketchText(text))
        const bins = sketch.subarray(FIRST_BIN, FIRST_BIN + BINS).filter((bin) => bin !== 0).length
        const leadBins = sketch.subarray(FIRST_BIN + BINS).filter((bin) => bin !== 0).length
        expect(bins).toBeLessThanOrEqual(sketch[1]!)
        expect(leadBins).toBeLessThanOrEqual(Math.min(LEAD_BINS, sketch[0]! & 0xff))
      }),
      { numRuns: 300 },
    )
  })

  const hostile: readonly (readonly [name: string, text: string, runs: number])[] = [
    ["one word 100,000 times", "اعتصاب ".repeat(100_000), 65_535],
    ["one word of a million letters", "ا".repeat(1_000_000), 0],
    [
      "a million letters of different words",
      Array.from({ length: 130_000 }, (_, i) => i.toString(36)).join(" "),
      65_535,
    ],
  ]
  for (const [name, text, want] of hostile) test(`takes ${name}`, () => expect(runs(text)).toBe(want))
  for (const [name, make] of Object.entries(HOSTILE))
    test(`takes ${name}`, () => expect(sketchText(make(65_536)).length).toBe(SKETCH_UNITS))

  test("does not read beyond what the coder reads", () => {
    const text = `${REPORT} `.repeat(3000)
    expect(sketchText(text)).toEqual(sketchText(text.slice(0, 1_048_576)))
  })
})

describe("unpackSketch", () => {
  test("gives back what was packed, in 220 letters", () => {
    fc.assert(
      fc.property(fc.uint16Array({ minLength: SKETCH_UNITS, maxLength: SKETCH_UNITS }), (units) => {
        units[0] = (SKETCH_FORMAT << 8) | (units[0]! & 0xff)
        expect(packSketch(units)).toMatch(/^[A-Za-z0-9+/]{219}=$/)
        expect(unpackSketch(packSketch(units))).toEqual(units)
      }),
    )
  })

  const packed = packSketch(sketchText(REPORT))
  const other = new Uint16Array(SKETCH_UNITS)
  other[0] = (SKETCH_FORMAT + 1) << 8
  const refused: readonly (readonly [name: string, packed: string])[] = [
    ["nothing", ""],
    ["too little", packed.slice(0, -4)],
    ["too much", `${packed.slice(0, -1)}AAA=`],
    ["no base64", "§".repeat(220)],
    ["a sketch of another format", packSketch(other)],
  ]
  for (const [name, text] of refused) test(`is null for ${name}`, () => expect(unpackSketch(text)).toBeNull())
})
