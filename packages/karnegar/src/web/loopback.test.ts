import { describe, expect, test } from "vitest"
import { isLocalVisit } from "./loopback.ts"

describe("isLocalVisit", () => {
  const cases: readonly [remoteAddress: string | undefined, headers: { [name: string]: string }, want: boolean][] = [
    ["127.0.0.1", { host: "localhost:7310" }, true],
    ["127.0.0.1", { host: "LOCALHOST" }, true],
    ["::1", { host: "[::1]:7310" }, true],
    ["::ffff:127.0.0.1", { host: "127.0.0.1:7310" }, true],
    ["127.0.0.1", { host: "elsewhere.example" }, false],
    ["127.0.0.1", { host: "localhost.elsewhere.example:7310" }, false],
    ["127.0.0.1", { host: "localhost:7310:80" }, false],
    ["127.0.0.1", { host: "localhost.:7310" }, false],
    ["127.0.0.1", { host: "0.0.0.0:7310" }, false],
    ["127.0.0.1", {}, false],
    ["127.0.0.1", { host: "localhost", forwarded: "for=203.0.113.9" }, false],
    ["127.0.0.1", { host: "localhost", "x-forwarded-for": "203.0.113.9" }, false],
    ["127.0.0.1", { host: "localhost", "X-Forwarded-Anything": "" }, false],
    ["127.0.0.1", { host: "localhost", "x-real-ip": "203.0.113.9" }, false],
    ["127.0.0.1", { host: "localhost", via: "1.1 proxy" }, false],
    ["10.0.0.5", { host: "localhost:7310" }, false],
    ["127.0.0.1.example", { host: "localhost:7310" }, false],
    ["::2", { host: "localhost:7310" }, false],
    [undefined, { host: "localhost:7310" }, false],
  ]
  for (const [remoteAddress, headers, want] of cases) {
    test(`${want ? "lets in" : "turns away"} ${remoteAddress} with ${JSON.stringify(headers)}`, () =>
      expect(isLocalVisit({ remoteAddress, headers: new Headers(headers) })).toBe(want))
  }
})
