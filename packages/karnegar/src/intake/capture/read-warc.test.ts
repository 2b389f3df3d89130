import { gunzipSync, gzipSync } from "node:zlib"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Exchange } from "../fetch/fetch-address.ts"
import { readCapture, readWarc } from "./read-warc.ts"
import { warcOf } from "./warc.ts"

const FILE = { software: "karnegar test", userAgent: "agent", proxied: false }

/** An exchange whose answer goes over the wire whole, packed, or in pieces of so many bytes. */
function exchange(body: Uint8Array, way: "whole" | "packed" | number, url = "https://example.org/"): Exchange {
  const sent = way === "packed" ? gzipSync(body) : Buffer.from(body)
  const head = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8"]
  if (way === "packed") head.push("Content-Encoding: gzip")
  let onWire: Buffer = sent
  if (typeof way === "number") {
    head.push("Transfer-Encoding: chunked")
    const pieces: Buffer[] = []
    for (let i = 0; i < sent.length; i += way) {
      const piece = sent.subarray(i, i + way)
      pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"))
    }
    onWire = Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")])
  }
  return {
    url,
    address: "192.0.2.1",
    asked: "2026-03-21T08:00:00.000Z",
    request: Buffer.from("GET / HTTP/1.1\r\n\r\n"),
    response: Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), onWire]),
    status: 200,
    headers: new Map(),
    body: sent,
  }
}

describe("readCapture", () => {
  test("gives back any body, whole, packed or in pieces", async () => {
    const way = fc.oneof(fc.constant("whole" as const), fc.constant("packed" as const), fc.integer({ min: 1, max: 50 }))
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), way, async (body, how) => {
        const read = await readCapture(warcOf([exchange(body, how)], FILE))
        expect(Buffer.from(read!.bytes).equals(Buffer.from(body))).toBe(true)
        expect(read).toMatchObject({ url: "https://example.org/", status: 200, mediaType: "text/html" })
        expect(read!.exchanges[0]).toMatchObject({ address: "192.0.2.1", asked: "2026-03-21T08:00:00.000Z" })
      }),
      { numRuns: 500, seed: 1404 },
    )
  })

  test("gives the last of several answers", async () => {
    const hops = ["a", "b"].map((text) => exchange(Buffer.from(text), "whole", `https://example.org/${text}`))
    const read = await readCapture(warcOf(hops, FILE))
    expect(read).toMatchObject({ url: "https://example.org/b" })
    expect(Buffer.from(read!.bytes).toString()).toBe("b")
  })

  for (const [name, bytes] of [
    ["bytes that are no WARC", Buffer.from("<html></html>")],
    ["nothing", Buffer.alloc(0)],
    ["a capture that is cut off", warcOf([exchange(Buffer.from("a"), "whole")], FILE).subarray(0, 600)],
    ["one that unpacks without end", gzipSync(Buffer.alloc(90_000_000))],
    ["a record of a length that is none", Buffer.from("WARC/1.1\r\nContent-Length: -1\r\n\r\n\r\n\r\n")],
  ] as const) {
    test(`gives null for ${name}`, async () => expect(await readCapture(bytes)).toBeNull())
  }
})

test("readWarc reads a file that is not packed the same", () => {
  const packed = warcOf([exchange(Buffer.from("a"), "whole")], FILE)
  const types = (bytes: Uint8Array) => readWarc(bytes)?.map(({ type }) => type)
  expect(types(packed)).toEqual(["warcinfo", "response", "request"])
  expect(types(gunzipSync(packed))).toEqual(types(packed))
})
