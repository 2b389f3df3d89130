import { type ChildProcess, fork, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { at, crowd, pagesOf } from "../../bench/site.bench.mjs"

/* The small twin of `bench/site.bench.mjs`: the same record in small, a tenth of its calls, campaigns and statements. */

const ACTIONS = 600
const LINKED = 0.1
const READERS = 60
const SECONDS = 5
/** Far more than any view takes on a machine that does much else at once; milliseconds. */
const MOST_P95 = 10_000
const GUARD = ["--import", new URL("../support/loopback-only.mjs", import.meta.url).href]

let dir: string
let server: ChildProcess
const refused: string[] = []
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-load-"))
  server = fork(
    fileURLToPath(new URL("../../bench/site-server.mjs", import.meta.url)),
    [dir, String(ACTIONS), String(LINKED)],
    {
      execArgv: GUARD,
    },
  )
})
afterAll(() => {
  server.kill()
  rmSync(dir, { recursive: true, force: true })
})

interface Told {
  readonly port: number
  readonly actionId: string
  readonly callId: string
  readonly campaignId: string
}

describe("the site, cut off from every network", () => {
  test(`answers ${READERS} readers who ask without a pause, every kind of page, without an error`, async () => {
    const [told] = (await once(server, "message")) as [Told]
    server.on(
      "message",
      (message: { refused?: string }) => message.refused !== undefined && refused.push(message.refused),
    )
    const pages = pagesOf(told)
    const { taken, errors } = await crowd(told.port, pages, READERS, SECONDS)
    expect(errors.map(({ message }) => message)).toEqual([])
    expect(taken.length).toBeGreaterThan(pages.length * 2)
    expect(at(taken, 0.95)).toBeLessThan(MOST_P95)
    expect(refused).toEqual([])
  })

  test("would be seen to ask another host, by its name or its number", async () => {
    const script = `
      import { connect } from "node:net"
      import { promises as dns } from "node:dns"
      for (const ask of [() => connect(443, "192.0.2.1"), () => connect({ port: 443, host: "example.org" }), () => fetch("http://192.0.2.2/"), () => dns.resolve4("example.net")])
        try { await ask() } catch {}
      // Nobody listens there: refused by this machine, not by the guard.
      connect(1, "127.0.0.1").on("error", () => process.exit())`
    const child = spawn(process.execPath, [...GUARD, "--input-type=module", "--eval", script], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    })
    const asked: string[] = []
    child.on("message", (message: { refused: string }) => asked.push(message.refused))
    await once(child, "exit")
    expect(asked).toEqual(["192.0.2.1", "example.org", "192.0.2.2", "example.net"])
  })
})
