import { createHash } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { readNetwork } from "../../packages/karnegar/src/intake/fetch/address.ts"
import { DEFAULT_POLICY } from "../../packages/karnegar/src/intake/fetch/policy.ts"
import { OpenTimestamps } from "../../packages/karnegar/src/intake/timestamps/opentimestamps.ts"
import {
  BLOCK,
  type CalendarAnswering,
  startTimestampCalendar,
  type TimestampCalendar,
} from "../support/timestamp-calendar.ts"

const BYTES = Buffer.from("bytes as received")
let calendar: TimestampCalendar
let adapter: OpenTimestamps

beforeAll(async () => {
  calendar = await startTimestampCalendar()
  const policy = { ...DEFAULT_POLICY, ports: [calendar.port], allowed: [readNetwork("127.0.0.1")!], mostMs: 5_000 }
  adapter = new OpenTimestamps({ server: `${calendar.address}/`, policy })
})
afterAll(() => calendar.close())
beforeEach(() => {
  calendar.answer("promise")
  calendar.given.length = 0
  calendar.asked.length = 0
})

async function promised(): Promise<Uint8Array> {
  const { state, proof } = await adapter.stamp(BYTES, [])
  expect(state).toEqual({ state: "pending" })
  return proof!
}

describe("OpenTimestamps", () => {
  test("keeps a promise, which is pending, and redeems it once a block holds it", async () => {
    const promise = await promised()
    expect(await adapter.check(promise, BYTES)).toEqual({ state: "pending" })
    expect(await adapter.stamp(BYTES, [promise])).toEqual({ state: { state: "pending" }, proof: null })
    calendar.answer("anchor")
    const { state, proof } = await adapter.stamp(BYTES, [promise])
    expect(state).toEqual({ state: "attested", block: BLOCK, merkleRoot: calendar.rootOf(calendar.asked[0]!) })
    expect(await adapter.check(proof!, BYTES)).toEqual(state)
    expect(calendar.given).toHaveLength(1)
    expect(calendar.asked).toEqual(Array(2).fill(`01020304${calendar.given[0]}`))
  })

  test("tells a calendar neither bytes nor their hash, nor that it saw them before", async () => {
    await promised()
    await promised()
    const [one, two] = calendar.given
    expect(one).toMatch(/^[0-9a-f]{64}$/)
    expect([one, two]).not.toContain(createHash("sha256").update(BYTES).digest("hex"))
    expect(one).not.toBe(two)
  })

  test("takes nothing up that is a promise of other bytes, of another calendar, or is broken", async () => {
    const promise = await promised()
    const kept = [Buffer.from("noise"), promise.subarray(0, 90)]
    await adapter.stamp(BYTES, kept)
    await adapter.stamp(Buffer.from("other bytes"), [promise])
    expect(calendar.asked).toEqual([])
    expect(calendar.given).toHaveLength(3)
  })

  const answers: readonly (readonly [how: CalendarAnswering, begun: string, carriedOn: string])[] = [
    ["hand on", "timestamp.other_calendar", "timestamp.other_calendar"],
    ["unknown", "timestamp.nothing_known", "timestamp.nothing_known"],
    ["noise", "timestamp.unreadable", "timestamp.unreadable"],
    ["endless", "fetch.too_large", "fetch.too_large"],
    ["away", "fetch.status", "fetch.too_many_redirects"],
    ["fault", "pending", "pending"],
    ["nowhere", "fetch.gone", "pending"],
  ]
  for (const [how, begun, carriedOn] of answers)
    test(`proves nothing and keeps nothing where a calendar answers “${how}”`, async () => {
      const promise = await promised()
      calendar.answer(how)
      for (const [kept, code] of [
        [[], begun],
        [[promise], carriedOn],
      ] as const) {
        const { state, proof } = await adapter.stamp(BYTES, kept)
        expect(state.state === "failed" ? state.refusal.code : state.state).toBe(code)
        expect(proof).toBeNull()
      }
    })
})
