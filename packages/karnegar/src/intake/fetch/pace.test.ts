import { describe, expect, test } from "vitest"
import { Pace } from "./pace.ts"

/** A pace on a clock that only sleeping moves. */
function paced() {
  const slept: number[] = []
  let at = 1_000
  const pace = new Pace({
    gapMs: 2_000,
    mostWaitMs: 30_000,
    now: () => at,
    sleep: async (ms) => {
      slept.push(ms)
      await Promise.resolve()
      at += ms
    },
  })
  return { pace, slept }
}

describe("Pace", () => {
  test("lets a gap pass between two questions to one host, and none between hosts", async () => {
    const { pace, slept } = paced()
    for (const address of ["https://a.example.com/1", "https://b.example.com/1", "https://a.example.com/2"])
      expect(await pace.turn(address)).toBeNull()
    expect(slept).toEqual([2_000])
  })

  test("gives each of many who ask at once a turn of their own", async () => {
    const { pace, slept } = paced()
    await Promise.all([1, 2, 3].map((n) => pace.turn(`https://a.example.com/${n}`)))
    expect(slept).toEqual([2_000, 4_000])
  })

  test("waits as long as a host asks for", async () => {
    const { pace, slept } = paced()
    pace.heed("https://a.example.com/", { code: "fetch.slow_down", seconds: 20 })
    expect(await pace.turn("https://a.example.com/1")).toBeNull()
    expect(slept).toEqual([20_000])
  })

  for (const [seconds, left] of [
    [120, 120],
    [null, 3_600],
  ] as const) {
    test(`leaves a host that asks for ${seconds} seconds, and says for how long`, async () => {
      const { pace, slept } = paced()
      pace.heed("https://a.example.com/", { code: "fetch.slow_down", seconds })
      expect(await pace.turn("https://a.example.com/1")).toMatchObject({ code: "fetch.slow_down", seconds: left })
      expect(await pace.turn("https://b.example.com/1")).toBeNull()
      expect(slept).toEqual([])
    })
  }

  test("heeds nothing but that", async () => {
    const { pace } = paced()
    pace.heed("https://a.example.com/", { code: "fetch.gone" })
    expect(await pace.turn("https://a.example.com/1")).toBeNull()
  })

  test("leaves what is no address to those who say so", async () => {
    expect(await paced().pace.turn("not an address")).toBeNull()
  })
})
