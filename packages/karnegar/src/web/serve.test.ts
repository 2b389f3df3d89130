import { mkdtempSync, rmSync } from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openRecord } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { HEADERS } from "./headers.ts"
import { type ServedSite, serveSite } from "./serve.ts"

let dir: string
let record: Record
let site: ServedSite

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-serve-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  site = await serveSite({ record, port: 0 })
})
afterAll(async () => {
  await site.close()
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Sends bytes as they are and gives back the whole answer. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, "127.0.0.1", () => socket.write(bytes))
    let answer = ""
    socket.setEncoding("utf8")
    socket.on("data", (part: string) => {
      answer += part
    })
    socket.on("close", () => resolve(answer))
    socket.on("error", reject)
  })
}

describe("serveSite", () => {
  const cases: readonly [name: string, status: number, bytes: string][] = [
    ["a page", 200, "GET /fa/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
    ["the front door", 302, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
    ["another method", 404, "DELETE /fa/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
    [
      "a body that is too large",
      413,
      `POST /fa/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\nConnection: close\r\n\r\n${"x".repeat(99_999)}`,
    ],
    ["no HTTP at all", 400, "hello\r\n\r\n"],
    ["a host that is none", 400, "GET /fa/ HTTP/1.1\r\nHost: a b<c>\r\nConnection: close\r\n\r\n"],
    ["no host", 400, "GET /fa/ HTTP/1.0\r\nConnection: close\r\n\r\n"],
    ["headers without end", 431, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(40_000)}\r\n\r\n`],
    ["a path of broken bytes", 404, "GET /fa/%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
  ]
  for (const [name, status, bytes] of cases) {
    test(`answers ${name} with ${status} and every header`, async () => {
      const head = (await send(bytes)).split("\r\n\r\n")[0]!
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      const lines = head.toLowerCase().split("\r\n")
      for (const [header, value] of Object.entries(HEADERS))
        expect(lines).toContain(`${header}: ${value}`.toLowerCase())
    })
  }

  test("compresses what it sends", async () => {
    const answer = await fetch(`http://127.0.0.1:${site.port}/fa/about`, { headers: { "accept-encoding": "gzip" } })
    expect(answer.headers.get("content-encoding")).toBe("gzip")
    expect(await answer.text()).toContain("درباره کارنگار")
  })

  test("refuses an address that is taken, with the system's own code", async () => {
    await expect(serveSite({ record, port: site.port })).rejects.toMatchObject({ code: "EADDRINUSE" })
  })

  test("stops within two seconds though a visitor holds a connection", async () => {
    const own = await serveSite({ record, port: 0 })
    await (await fetch(`http://127.0.0.1:${own.port}/fa/`)).text()
    const started = Date.now()
    await own.close()
    expect(Date.now() - started).toBeLessThan(2500)
  })
})
