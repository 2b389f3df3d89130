import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { NearReports } from "../../../../../bench/near-reports.mjs"
import { COPIES, LONG_SIGNATURE, NOT_NEAR, OTHER, REPORT } from "../../../../../tests/support/near-copies.ts"
import { shortId } from "../canonical.ts"
import { estimateShared } from "./likeness.ts"
import { NearIndex } from "./near-index.ts"
import { joinAll, type NearPairs } from "./near-join.ts"
import { numberOfReport, reportOfNumber } from "./report-number.ts"
import { type Sketch, sketchText } from "./sketch.ts"
import { SketchRows } from "./sketch-rows.ts"

const AT_LEAST = 0.5
/** Milliseconds for what is done thousands of times, on a busy machine. */
const PATIENCE = 120_000
const idOf = (n: number) => shortId("r", String(n))

function rowsOf(sketches: readonly Sketch[]): SketchRows {
  const rows = new SketchRows(sketches.length)
  for (const sketch of sketches) rows.push(sketch)
  return rows
}

/** Pairs as `smaller-larger`, sorted. */
function written(pairs: NearPairs, nameOf: (row: number) => number = (row) => row): string[] {
  return Array.from({ length: pairs.count }, (_, i) => {
    const [a, b] = [nameOf(pairs.a[i]!), nameOf(pairs.b[i]!)]
    return `${Math.min(a, b)}-${Math.max(a, b)}`
  }).sort()
}

/** The whole numbers below `count` in an order that hangs on `seed` alone. */
function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  return order.sort((a, b) => ((a * 7919 + seed) % 10_007) - ((b * 7919 + seed) % 10_007) || a - b)
}

describe("estimateShared", () => {
  for (const [name, edit] of COPIES)
    test(`is at least 0.5 for a copy ${name}`, () =>
      expect(estimateShared(sketchText(REPORT), sketchText(edit(REPORT))).shared).toBeGreaterThan(AT_LEAST))
  for (const [name, one, other] of NOT_NEAR)
    test(`is less than 0.3 for reports ${name}`, () => {
      const { shared, contained } = estimateShared(sketchText(one), sketchText(other))
      expect(Math.max(shared, contained)).toBeLessThan(0.3)
    })

  test("sees the first paragraph of a long report in it, and the report in the paragraph", () => {
    const paragraph = sketchText(REPORT.split(" ").slice(0, 45).join(" "))
    const long = sketchText(Array.from({ length: 5 }, (_, i) => REPORT.replaceAll("ا", "ا".repeat(i + 1))).join(" "))
    expect(estimateShared(paragraph, long).contained).toBeGreaterThan(0.7)
    expect(estimateShared(long, paragraph)).toEqual(estimateShared(paragraph, long))
    expect(estimateShared(long, paragraph).shared).toBeLessThan(AT_LEAST)
  })

  test("is the same both ways round, and from 0 to 1", () => {
    const text = fc.array(fc.constantFrom(...REPORT.split(" ")), { maxLength: 120 }).map((words) => words.join(" "))
    fc.assert(
      fc.property(text, text, (a, b) => {
        const one = estimateShared(sketchText(a), sketchText(b))
        expect(estimateShared(sketchText(b), sketchText(a))).toEqual(one)
        for (const share of [one.shared, one.contained]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe("NearIndex", () => {
  for (const [name, edit] of COPIES)
    test(`finds a copy ${name}`, () => {
      const index = new NearIndex()
      index.add(idOf(1), sketchText(OTHER))
      index.add(idOf(2), sketchText(REPORT))
      expect(index.find(sketchText(edit(REPORT)), AT_LEAST).map(({ id }) => id)).toEqual([idOf(2)])
    })
  for (const [name, one, other] of NOT_NEAR)
    test(`finds nothing for reports ${name}`, () => {
      const index = new NearIndex()
      index.add(idOf(1), sketchText(one))
      expect(index.find(sketchText(other), AT_LEAST)).toEqual([])
    })

  test("says how much is shared, the nearest first", () => {
    const index = new NearIndex()
    const copies = COPIES.map(([, edit]) => sketchText(edit(REPORT)))
    for (const [i, sketch] of copies.entries()) index.add(idOf(i), sketch)
    const found = index.find(sketchText(REPORT), AT_LEAST)
    expect(found[0]).toMatchObject({ shared: 1, contained: 1 })
    expect(found.map((f) => Math.max(f.shared, f.contained))).toEqual(
      found.map((f) => Math.max(f.shared, f.contained)).toSorted((a, b) => b - a),
    )
    for (const { id, shared, contained } of found) {
      const i = copies.findIndex((_, k) => idOf(k) === id)
      expect({ shared, contained }).toEqual(estimateShared(sketchText(REPORT), copies[i]!))
    }
  })

  test("finds no report that was taken out, and finds it again when it is put back", () => {
    const index = new NearIndex()
    index.add(idOf(1), sketchText(REPORT))
    expect(index.remove(idOf(1))).toBe(true)
    expect(index.remove(idOf(1))).toBe(false)
    expect(index.size).toBe(0)
    expect(index.find(sketchText(REPORT), 0)).toEqual([])
    index.add(idOf(1), sketchText(REPORT))
    expect(index.find(sketchText(REPORT), AT_LEAST)).toEqual([{ id: idOf(1), shared: 1, contained: 1 }])
  })

  test("keeps the last sketch of a report", () => {
    const index = new NearIndex()
    index.add(idOf(1), sketchText(REPORT))
    index.add(idOf(1), sketchText(OTHER))
    expect(index.size).toBe(1)
    expect(index.find(sketchText(REPORT), AT_LEAST)).toEqual([])
    expect(index.find(sketchText(OTHER), AT_LEAST).map(({ id }) => id)).toEqual([idOf(1)])
  })

  test("stays as it is under ten thousand reports that come and go", () => {
    const index = new NearIndex()
    const sketches = Array.from({ length: 40 }, (_, i) => sketchText(`${REPORT} ${i}`))
    const inside = new Set<string>()
    for (let i = 0; i < 10_000; i++) {
      index.add(idOf(i % 7), sketches[i % 40]!)
      inside.add(idOf(i % 7))
      if (i % 5 < 2) expect(index.remove(idOf((i + 1) % 7))).toBe(inside.delete(idOf((i + 1) % 7)))
    }
    expect(index.size).toBe(inside.size)
    expect(new Set(index.find(sketches[0]!, AT_LEAST).map(({ id }) => id))).toEqual(inside)
  })

  test("refuses what is no report's id, a report twice and ids without sketches", () => {
    for (const id of ["", "1", "a0123456789", "r012345678", "r01234567890", "r01234567iz"])
      expect(() => new NearIndex().add(id, sketchText(REPORT))).toThrow("not the id of a report")
    const twice = rowsOf([sketchText(REPORT), sketchText(OTHER)])
    expect(() => new NearIndex([idOf(1), idOf(1)], twice)).toThrow(`report twice: ${idOf(1)}`)
    expect(() => new NearIndex([idOf(1)], rowsOf([]))).toThrow("1 ids for 0 sketches")
  })

  test("gives back what it was given for ids", () => {
    for (let i = 0; i < 1000; i++) expect(reportOfNumber(numberOfReport(idOf(i)))).toBe(idOf(i))
    expect(reportOfNumber(numberOfReport("rzzzzzzzzzz"))).toBe("rzzzzzzzzzz")
    expect(reportOfNumber(numberOfReport("r0000000000"))).toBe("r0000000000")
  })

  test("answers the same whatever the order of reports that came, went and came back", () => {
    const reports = new NearReports(5)
    const sketches = Array.from({ length: 300 }, (_, i) => sketchText(reports.at(i).text))
    const built = new NearIndex(
      sketches.map((_, i) => idOf(i)),
      rowsOf(sketches),
    )
    const want = sketches.map((sketch) => built.find(sketch, AT_LEAST))
    expect(want.filter((found) => found.length > 1).length).toBeGreaterThan(10)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_006 }),
        fc.array(fc.nat({ max: 299 }), { maxLength: 60 }),
        (seed, again) => {
          const index = new NearIndex()
          for (const i of [...shuffled(300, seed), ...again]) index.add(idOf(i), sketches[i]!)
          for (const i of again) index.remove(idOf(i))
          for (const i of again.toReversed()) index.add(idOf(i), sketches[i]!)
          expect(sketches.map((sketch) => index.find(sketch, AT_LEAST))).toEqual(want)
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe("among invented reports", () => {
  const COUNT = 8_000
  const sketches: Sketch[] = []
  const copies: { readonly row: number; readonly of: number; readonly edit: string }[] = []
  beforeAll(() => {
    const reports = new NearReports(11)
    for (let row = 0; row < COUNT; row++) {
      const { text, of, edit } = reports.at(row)
      sketches.push(sketchText(text))
      if (of !== null && edit !== null) copies.push({ row, of, edit })
    }
  }, PATIENCE)

  function recall(has: (row: number, of: number) => boolean): number {
    return copies.filter(({ row, of }) => has(row, of)).length / copies.length
  }

  function recallOfJoin(keys?: number): number {
    const found = new Set(written(joinAll(rowsOf(sketches), AT_LEAST, keys)))
    return recall((row, of) => found.has(`${of}-${row}`))
  }

  function recallOfIndex(keys?: number): number {
    const ids = sketches.map((_, i) => idOf(i))
    const index = new NearIndex(ids, rowsOf(sketches), keys)
    return recall((row, of) => index.find(sketches[row]!, AT_LEAST).some(({ id }) => id === ids[of]))
  }

  test(
    "finds 99 % of planted copies, all at once and one by one",
    () => {
      expect(copies.length).toBeGreaterThan(400)
      expect(recallOfJoin()).toBeGreaterThanOrEqual(0.99)
      expect(recallOfIndex()).toBeGreaterThanOrEqual(0.99)
    },
    PATIENCE,
  )

  test(
    "finds less with one key, and this test would say so",
    () => {
      expect(recallOfJoin(1)).toBeLessThan(0.9)
      expect(recallOfIndex(1)).toBeLessThan(0.9)
    },
    PATIENCE,
  )

  test(
    "finds the same pairs whatever the order of reports",
    () => {
      const want = written(joinAll(rowsOf(sketches), AT_LEAST))
      for (const seed of [1, 4711]) {
        const order = shuffled(COUNT, seed)
        const pairs = joinAll(rowsOf(order.map((i) => sketches[i]!)), AT_LEAST)
        expect(written(pairs, (row) => order[row]!)).toEqual(want)
      }
    },
    PATIENCE,
  )

  test(
    "finds in an index that grew report by report what it finds in one built at once, but for the margin",
    () => {
      const grown = new NearIndex()
      for (const [i, sketch] of sketches.entries()) grown.add(idOf(i), sketch)
      const ids = sketches.map((_, i) => idOf(i))
      const found = recall((row, of) => grown.find(sketches[row]!, AT_LEAST).some(({ id }) => id === ids[of]))
      expect(found).toBeGreaterThanOrEqual(0.99)
      expect(grown.size).toBe(COUNT)
    },
    PATIENCE,
  )
})

describe("boilerplate", () => {
  /** 1,500 reports, and 300 of a channel that signs with forty words. */
  const reports = new NearReports(3)
  const texts = Array.from({ length: 1500 }, (_, i) => reports.at(i).text)
  /** Each fifth word of a report, twelve of them, so that no stock phrase is left. */
  const news: string[] = []
  for (let i = 100_000; news.length < 300; i++) {
    const words = reports.at(i).text.split(" ")
    if (words.length > 60)
      news.push(
        words
          .filter((_, k) => k % 5 === 4)
          .slice(0, 12)
          .join(" "),
      )
  }
  const signed = news.map((text) => `${text}\n${LONG_SIGNATURE}`)

  test("counts while nothing is known of the collection, and not when it stands under many reports", () => {
    const [one, other] = [sketchText(signed[0]!), sketchText(signed[1]!)]
    expect(estimateShared(one, other).shared).toBeGreaterThan(AT_LEAST)
    const small = new NearIndex()
    small.add(idOf(0), one)
    expect(small.find(other, AT_LEAST).length).toBe(1)

    const all = [...texts, ...signed].map(sketchText)
    const index = new NearIndex(
      all.map((_, i) => idOf(i)),
      rowsOf(all),
    )
    // Two posts may still begin their signature behind the same word.
    let others = 0
    for (let i = 0; i < signed.length; i++) {
      const found = index.find(sketchText(signed[i]!), AT_LEAST).map(({ id }) => id)
      expect(found).toContain(idOf(texts.length + i))
      others += found.length - 1
    }
    expect(others / signed.length).toBeLessThan(0.02)
    const pairs = written(joinAll(rowsOf(all), AT_LEAST))
    const falsePairs = pairs.filter((pair) => pair.split("-").every((row) => Number(row) >= texts.length))
    expect(falsePairs.length * 2).toBe(others)
  })

  test("leaves copies of a signed report to be found", () => {
    const all = [...texts, ...signed].map(sketchText)
    const index = new NearIndex(
      all.map((_, i) => idOf(i)),
      rowsOf(all),
    )
    // Forty words of signature take bins from twelve words of news: nearly all are found.
    const found = signed.filter((_, i) =>
      index.find(sketchText(news[i]!), AT_LEAST).some(({ id }) => id === idOf(texts.length + i)),
    )
    expect(found.length / signed.length).toBeGreaterThan(0.9)
  })

  test("tells reports of one form apart when the form is common, and finds equal ones", () => {
    const form = (i: number) =>
      `بازنشستگان صبح یکشنبه در شهر شمارهٔ ${i} مقابل ساختمان صندوق بازنشستگی گرد آمدند و با سر دادن شعار خواهان اجرای کامل همسان‌سازی و درمان رایگان شدند. به گفتهٔ حاضران این تجمع هر هفته تا رسیدن به خواسته‌ها برپا می‌شود. در تجمع این هفته ${i * 7 + 30} نفر حاضر بودند و بیانیه‌ای خوانده شد.`
    const all = [...texts, ...Array.from({ length: 200 }, (_, i) => form(i))].map(sketchText)
    expect(estimateShared(sketchText(form(1)), sketchText(form(2))).shared).toBeGreaterThan(AT_LEAST)
    const index = new NearIndex(
      all.map((_, i) => idOf(i)),
      rowsOf(all),
    )
    let others = 0
    for (let i = 0; i < 200; i++) {
      const found = index.find(sketchText(form(i)), AT_LEAST).map(({ id }) => id)
      expect(found).toContain(idOf(texts.length + i))
      others += found.length - 1
    }
    expect(others / 200).toBeLessThan(0.1)
  })
})

describe("joinAll", () => {
  test("finds nothing among no sketches, one, or empty ones", () => {
    for (const texts of [[], [REPORT], ["", ""], ["اعتصاب", "اعتصاب", "اعتصاب"]])
      expect(joinAll(rowsOf(texts.map(sketchText)), 0).count).toBe(0)
  })

  test("names the smaller row first, each pair once, with its shares", () => {
    const texts = [OTHER, REPORT, `${REPORT} `, OTHER]
    const pairs = joinAll(rowsOf(texts.map(sketchText)), AT_LEAST)
    expect(written(pairs)).toEqual(["0-3", "1-2"])
    for (let i = 0; i < pairs.count; i++) {
      expect(pairs.a[i]!).toBeLessThan(pairs.b[i]!)
      expect([pairs.shared[i], pairs.contained[i]]).toEqual([1, 1])
    }
  })

  test("connects three thousand copies of one text without comparing each with each", () => {
    const copies = Array.from({ length: 3000 }, () => sketchText(REPORT))
    const pairs = joinAll(rowsOf(copies), AT_LEAST)
    expect(pairs.count).toBeLessThan(3000 * 64)
    const near = new Set<number>()
    for (let i = 0; i < pairs.count; i++) if (pairs.b[i] === pairs.a[i]! + 1) near.add(pairs.a[i]!)
    expect(near.size).toBe(2999)
  })
})
