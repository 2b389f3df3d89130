import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { karnegarUnder, MAIN, ROOT } from "../cli/spawn.ts"
import { strangersIn, watchingNetwork } from "../support/network-calls.ts"

/*
 * Whatever is not asked to fetch asks nobody (SAFETY R-14, S-9): no address, no name server. The kernel is the witness, so it
 * makes no difference which library would ask.
 */

const REPORTS = join(ROOT, "data/gold/written/reports.jsonl")
/** Pages of the sitemap that are read: every kind is among the first of each list. */
const EVERY = 4

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-no-network-"))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test("a site that is read from page to page", async () => {
  const log = join(dir, "serve.log")
  const [command, ...under] = [...watchingNetwork(log), process.execPath]
  const data = join(dir, "site")
  const child = spawn(command!, [...under, MAIN, "serve", "--starter", "--data", data, "--port", "0"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  })
  const ended = new Promise((resolve) => child.once("close", resolve))
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      let said = ""
      child.stdout.on("data", (bytes: Buffer) => {
        said += bytes.toString("utf8")
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
        if (found !== null) resolve(found[0])
      })
      child.once("close", () => reject(new Error(`the site ended: ${said}`)))
    })
    const read = async (path: string) => {
      const answer = await fetch(origin + path, { redirect: "manual" })
      return { status: answer.status, body: await answer.text() }
    }
    const listed = [...(await read("/sitemap-1.xml")).body.matchAll(/<loc>[a-z]+:\/\/[^/]+([^<]*)</g)].map(
      ([, path]) => path!,
    )
    expect(listed.length).toBeGreaterThan(400)
    const pages = [
      ...listed.filter((path, n) => n % EVERY === 0 || !/\/(actions|places|sources)\//.test(path)),
      ...["/fa/send", "/fa/desk/sign-in", "/api/v1/actions", "/fa/actions?q=%D9%86%D9%81%D8%AA", "/fa/nowhere"],
    ]
    const statuses = new Map<number, number>()
    for (const path of pages) {
      const { status } = await read(path)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(statuses.get(200)).toBeGreaterThan(130)
    expect(statuses.get(404)).toBe(1)
  } finally {
    process.kill(-child.pid!, "SIGTERM")
    await ended
  }
  expect(strangersIn(log)).toEqual([])
})

test("commands that code, keep, compare, count, check and write", async () => {
  const data = join(dir, "record")
  const commands = [
    ["code", REPORTS, "--workers", "2"],
    ["import", REPORTS, "--data", data],
    ["merge", "list", "--data", data],
    ["rules", "on", "accept-codings", "--data", data],
    ["stats", "--data", data, "--by", "form"],
    ["export", "--data", data, "--format", "csv"],
    ["mirror", join(dir, "copy"), "--data", data, "--include", "all"],
    ["verify", "--data", data],
    ["rebuild", "--data", data],
  ]
  for (const [n, args] of commands.entries()) {
    const log = join(dir, `${n}.log`)
    const { status, stderr } = await karnegarUnder(watchingNetwork(log), args)
    expect([args[0], status, status === 0 ? "" : stderr]).toEqual([args[0], 0, ""])
    expect([args[0], strangersIn(log)]).toEqual([args[0], []])
  }
})

test.each([
  [
    "an address",
    "require('net').connect(443, '192.0.2.1').on('error', () => {}); setTimeout(process.exit, 300)",
    "192.0.2.1 443",
  ],
  [
    "an address of the sixth version",
    "require('net').connect(443, '2001:db8::1').on('error', () => {}); setTimeout(process.exit, 300)",
    "2001:db8::1 443",
  ],
  [
    "a datagram",
    "require('dgram').createSocket('udp4').send('x', 9, '192.0.2.3', () => process.exit())",
    "192.0.2.3 9",
  ],
  [
    "a name server of this machine",
    "const r = new (require('dns').Resolver)(); r.setServers(['127.0.0.1']); r.resolve4('example.org', () => process.exit())",
    "127.0.0.1 53",
  ],
])("%s would be seen", async (_, script, stranger) => {
  const log = join(dir, "planted.log")
  const [command, ...under] = [...watchingNetwork(log), process.execPath]
  await new Promise((resolve) => spawn(command!, [...under, "-e", script], { stdio: "ignore" }).once("close", resolve))
  expect(strangersIn(log)).toContain(stranger)
})
