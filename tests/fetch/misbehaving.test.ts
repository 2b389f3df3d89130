import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readNetwork } from "../../packages/karnegar/src/intake/fetch/address.ts"
import { decodeText } from "../../packages/karnegar/src/intake/fetch/charset.ts"
import { fetchAddress } from "../../packages/karnegar/src/intake/fetch/fetch-address.ts"
import { fetchRefusalText } from "../../packages/karnegar/src/intake/fetch/fetch-refusal.ts"
import { DEFAULT_POLICY, type FetchPolicy } from "../../packages/karnegar/src/intake/fetch/policy.ts"
import { type HostileServer, MISBEHAVIOURS, startHostileServer } from "../support/hostile-server.ts"

let server: HostileServer
beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(() => server.close())

function policy(): FetchPolicy {
  return { ...DEFAULT_POLICY, ports: [80, 443, server.port], allowed: [readNetwork("127.0.0.1")!], mostMs: 1_500 }
}

describe("a server that", () => {
  for (const { path, want } of MISBEHAVIOURS) {
    test(`answers ${path} ends in ${want}`, async () => {
      const before = process.memoryUsage().rss
      const started = Date.now()
      const outcome = await fetchAddress(server.address(path), policy())
      expect("refusal" in outcome ? outcome.refusal.code : outcome.fetched.status).toBe(want)
      expect(Date.now() - started).toBeLessThan(8_000)
      expect(process.memoryUsage().rss - before).toBeLessThan(256 << 20)
      if (!("refusal" in outcome)) return
      for (const lang of ["fa", "en"] as const) {
        const words = fetchRefusalText(outcome.refusal, lang)
        expect(words).toMatch(/[.]$/)
        expect(/[آ-ی]/.test(words)).toBe(lang === "fa")
      }
    })
  }
  test("misbehaves in more than twenty ways", () => expect(MISBEHAVIOURS.length).toBeGreaterThan(40))

  for (const path of ["/windows-1256", "/windows-1256-unsaid", "/windows-1256-as-utf-8", "/utf-8-as-windows-1256"]) {
    test(`answers ${path} is read in Persian`, async () => {
      const outcome = await fetchAddress(server.address(path), policy())
      if ("refusal" in outcome) throw new Error(outcome.refusal.code)
      const { text } = decodeText(outcome.fetched.bytes, outcome.fetched.headers.get("content-type") ?? "")
      expect(text.replaceAll("ي", "ی")).toContain("کارگران کارخانه")
      expect(text).not.toContain("\ufffd")
    })
  }
})

describe("what came over the wire", () => {
  test("is kept byte by byte, head and body in its pieces", async () => {
    const outcome = await fetchAddress(server.address("/fine"), policy())
    if ("refusal" in outcome) throw new Error(outcome.refusal.code)
    const [exchange] = outcome.fetched.exchanges
    const response = Buffer.from(exchange!.response).toString("latin1")
    expect(response).toMatch(
      /^HTTP\/1\.1 200 OK\r\nContent-Type: text\/html; charset=utf-8\r\nContent-Length: \d+\r\n\r\n<!doctype/,
    )
    expect(response.endsWith("</html>")).toBe(true)
    expect(Buffer.from(exchange!.request).toString("latin1")).toMatch(/^GET \/fine HTTP\/1\.1\r\n/)
    expect(exchange!.address).toBe("127.0.0.1")
  })

  test("ends where the answer said that it ends", async () => {
    const outcome = await fetchAddress(server.address("/too-long"), policy())
    if ("refusal" in outcome) throw new Error(outcome.refusal.code)
    expect(Buffer.from(outcome.fetched.exchanges[0]!.response).toString()).not.toContain("one sentence more")
  })

  test("begins with the answer, not with a hint before it", async () => {
    const outcome = await fetchAddress(server.address("/early"), policy())
    if ("refusal" in outcome) throw new Error(outcome.refusal.code)
    expect(Buffer.from(outcome.fetched.exchanges[0]!.response).toString()).toMatch(/^HTTP\/1\.1 200/)
  })
})
