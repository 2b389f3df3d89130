import { codeReport } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { HOSTILE } from "../../bench/hostile.mjs"

/** Most times that a text four times as long may cost: 2.6 for each doubling. */
const MOST = 2.6 * 2.6
/** Less than this is too short to measure. */
const LEAST_MS = 12
const LETTERS = 24_000
const PUBLISHED = "2021-03-20"

/** Least processor time of three runs, in milliseconds: what others do on the machine only adds. */
function costOf(run: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

/** How many times more a text of four times the length costs; the least of several tries, 0 for too little to measure. */
function growthOf(code: (text: string) => void, make: (letters: number) => string, letters = LETTERS): number {
  const [short, long] = [make(letters), make(4 * letters)]
  let least = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 4 && least > MOST; tries++) {
    const cost = costOf(() => code(long))
    if (cost < LEAST_MS) return 0
    least = Math.min(least, cost / costOf(() => code(short)))
  }
  return least
}

const code = (text: string) => {
  codeReport({ id: "hostile", text, published: PUBLISHED })
}

describe("coding costs at most 2.6 times more for twice the text of", () => {
  const shapes = Object.entries(HOSTILE)
  test("at least twenty shapes", () => expect(shapes.length).toBeGreaterThanOrEqual(20))
  for (const [name, make] of shapes) test(name, () => expect(growthOf(code, make)).toBeLessThan(MOST))

  test("no coder that looks over all words for each", () => {
    const planted = (text: string) => {
      code(text)
      const words = text.split(" ")
      let same = 0
      for (const a of words) for (const b of words) if (a === b) same++
      expect(same).toBeGreaterThan(0)
    }
    expect(growthOf(planted, HOSTILE["one word for an act"]!, 8_000)).toBeGreaterThan(MOST)
  })
})
