import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { MAIN } from "./spawn.ts"

/*
 * Nothing of a visit is kept (SAFETY S-13). Each visitor comes from an address of their own, with a user agent, words, a body
 * and a cookie that nobody else has; then the whole data folder and every word that the program said are searched for them.
 */

const VISITORS = 120
let dir: string
let child: ChildProcess
let port: number
let said = ""

/** What visitor `n` brings, and could be told by. */
const tracesOf = (n: number) => ({
  address: `127.${31 + (n % 7)}.${n}.${200 - n}`,
  agent: `Agent-zqx${n}wv`,
  words: `jstjoo${n}kvz`,
  body: `tnebody${n}qxw`,
  cookie: `kukicookie${n}vqj`,
  referrer: `refe${n}zkw`,
})

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-no-trace-"))
  child = spawn(process.execPath, [MAIN, "serve", "--sample", "--data", dir, "--port", "0"], {
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "" },
  })
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      said += bytes.toString("utf8")
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)
      if (found !== null) resolve(found[1]!)
    }
    child.stdout!.on("data", hear)
    child.stderr!.on("data", hear)
    child.once("close", () => reject(new Error(`the site ended: ${said}`)))
  })
  port = Number(address)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** One visit; answers its status. A broken connection is a visit too. */
function visit(n: number, method: string, path: string, body = ""): Promise<number> {
  const traces = tracesOf(n)
  return new Promise((resolve) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        localAddress: traces.address,
        method,
        path,
        headers: {
          host: "localhost",
          "user-agent": traces.agent,
          cookie: `karnegar=${traces.cookie}`,
          referer: `http://localhost/fa/actions?q=${traces.referrer}`,
          "x-forwarded-for": traces.address,
          ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        },
      },
      (answer) => {
        answer.resume()
        answer.on("end", () => resolve(answer.statusCode ?? 0))
      },
    )
    asked.on("error", () => resolve(0))
    asked.end(body)
  })
}

/** A visit that is no HTTP. */
function babble(n: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, localAddress: tracesOf(n).address }, () =>
      socket.write(`${tracesOf(n).words}\r\n\r\n`),
    )
    socket.on("data", () => {})
    socket.on("close", () => resolve())
    socket.on("error", () => resolve())
  })
}

/** Traces of visitors in the files of a folder and in what was said: where, and whose. */
function found(folder: string, words: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map((file): [string, string] => [
    file.name,
    readFileSync(join(file.parentPath, file.name)).toString("latin1"),
  ])
  return [...texts, ["standard output and error", words] as const].flatMap(([where, text]) =>
    Array.from({ length: VISITORS }, (_, n) => Object.values(tracesOf(n)))
      .flat()
      .filter((trace) => text.includes(trace))
      .map((trace) => `${where}: ${trace}`),
  )
}

describe("a site that was visited", () => {
  test("keeps nothing of who visited, nor of what they asked or sent", { timeout: 120_000 }, async () => {
    const statuses = new Set<number>()
    for (let n = 0; n < VISITORS; n++) {
      const { words, body } = tracesOf(n)
      const ways: readonly (() => Promise<number>)[] = [
        () => visit(n, "GET", `/fa/actions?q=${words}`),
        () => visit(n, "GET", `/en/${words}`),
        () => visit(n, "GET", `/actions/${words}.json`),
        () => visit(n, "POST", "/fa/desk/sign-in", `handle=${body}&passphrase=${body}-a-long-one&code=123456`),
        () => visit(n, "POST", "/en/desk/join", `invitation=${body}&handle=${body}&passphrase=${body}`),
        () => visit(n, "POST", "/fa/", `${body}${"x".repeat(40_000)}`),
        () => visit(n, "GET", `/fa/actions/%E0%A4%A${words}`),
        () => visit(n, "GET", `/en/actions?from=${words}&form=${words}`),
        () => babble(n).then(() => 400),
      ]
      statuses.add(await ways[n % ways.length]!())
    }
    for (const status of [200, 401, 404, 413]) expect([...statuses]).toContain(status)
    child.kill("SIGINT")
    await new Promise((resolve) => child.once("close", resolve))
    expect(said).toContain("Ctrl-C")
    expect(found(dir, said)).toEqual([])
  })

  test("would be seen to keep it: an address in a log, an agent on the terminal", () => {
    const { address, agent } = tracesOf(7)
    writeFileSync(join(dir, "access.log"), `${address} GET /fa/`)
    expect(found(dir, `site: error of ${agent}`)).toEqual([
      `access.log: ${address}`,
      `standard output and error: ${agent}`,
    ])
  })
})
