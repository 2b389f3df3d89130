import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type HostileServer, startHostileServer } from "../support/hostile-server.ts"
import { startTimestampAuthority, type TimestampAuthority } from "../support/timestamp-authority.ts"
import { BLOCK, startTimestampCalendar, type TimestampCalendar } from "../support/timestamp-calendar.ts"
import { jsonLines, karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-timestamp-"))
const data = join(root, "record")
let site: HostileServer
let authority: TimestampAuthority
let calendar: TimestampCalendar

beforeAll(async () => {
  site = await startHostileServer()
  authority = await startTimestampAuthority()
  calendar = await startTimestampCalendar()
})
afterAll(async () => {
  await site.close()
  await authority.close()
  await calendar.close()
  rmSync(root, { recursive: true })
})

interface Line {
  readonly reportId: string
  readonly mediaType: string
  readonly timestamp: { readonly state: string; readonly code?: string } | null
}

const reach = () => [
  "--allow-network",
  "127.0.0.1",
  "--port",
  String(site.port),
  "--port",
  String(authority.port),
  "--port",
  String(calendar.port),
]
const asking = () => [...reach(), "--timestamp-server", authority.address, "--timestamp-authority", authority.file]
const capture = (...more: readonly string[]) =>
  karnegar([
    "capture",
    site.address("/mixed-calendars"),
    "--no-screenshot",
    ...more,
    "--format",
    "json",
    "--data",
    data,
  ])
const list = async (...more: readonly string[]) =>
  jsonLines<Line>((await karnegar(["evidence", "list", "--format", "json", "--data", data, ...more])).stdout)
const trusting = () => ["--timestamp-authority", authority.file]

describe("timestamps", () => {
  test("are asked of nobody unless a server is named", async () => {
    await capture(...reach())
    expect(authority.questions).toHaveLength(0)
    expect(await list()).toMatchObject([{ mediaType: "application/warc", timestamp: null }])
    const { status, stderr } = await karnegar(["evidence", "prove", "--data", data])
    expect(status).toBe(2)
    expect(stderr).toContain("karnegar: timestamp.no_server: ")
  })

  test("that are pending are never shown as proven", async () => {
    authority.answer("wait")
    const { status, stderr } = await karnegar(["evidence", "prove", ...asking(), "--data", data])
    expect(status).toBe(1)
    expect(stderr).toContain("proven: 0; pending, so not proven: 1; failed: 0")
    expect(await list(...trusting())).toMatchObject([{ timestamp: null }])
    const table = await karnegar(["evidence", "list", ...trusting(), "--data", data])
    expect(`${table.stdout}${table.stderr}`).not.toMatch(/proven|ثابت شده/)
  })

  test("that fail are told by their code, and nothing of them is kept", async () => {
    authority.answer("stranger")
    const { status, stderr } = await karnegar(["evidence", "prove", ...asking(), "--data", data])
    expect(status).toBe(1)
    expect(stderr).toContain(": timestamp.untrusted: ")
    expect(stderr).toContain("failed: 1")
    expect(await list()).toHaveLength(1)
  })

  test("are kept beside what they prove, and asked for once", async () => {
    authority.answer("grant")
    expect((await karnegar(["evidence", "prove", ...asking(), "--data", data])).status).toBe(0)
    const asked = authority.questions.length
    expect((await karnegar(["evidence", "prove", ...asking(), "--data", data])).status).toBe(0)
    expect(authority.questions).toHaveLength(asked)
    const [page, proof, ...more] = await list(...trusting())
    expect(more).toEqual([])
    expect(page!.timestamp).toMatchObject({ state: "proven", authority: "Sample clock" })
    expect(proof).toMatchObject({ mediaType: "application/timestamp-reply", reportId: page!.reportId, timestamp: null })
    expect((await karnegar(["verify", "--data", data])).status).toBe(0)
    const table = await karnegar(["evidence", "list", ...trusting(), "--data", data])
    expect(table.stdout).toContain("proven: existed before")
    expect(table.stdout).toContain("ثابت شده: پیش از")
  })

  test("prove nothing to those who do not trust the authority", async () => {
    expect((await list())[0]!.timestamp).toEqual({ state: "failed", code: "timestamp.untrusted" })
  })

  test("come with a capture", async () => {
    const own = ["--data", join(root, "own"), ...asking(), "--no-screenshot", "--format", "json"]
    const { stdout } = await karnegar(["capture", site.address("/mixed-calendars"), ...own])
    expect(jsonLines<Line>(stdout)[0]!.timestamp).toMatchObject({ state: "proven" })
  })

  test("of OpenTimestamps are a promise first and a block later, and neither is shown as proven", async () => {
    const own = ["--data", join(root, "anchored")]
    const asked = [...reach(), "--timestamp-calendar", calendar.address, ...own]
    const looked = async () => `${(await karnegar(["evidence", "list", ...own])).stdout}`
    const page = [site.address("/mixed-calendars"), "--no-screenshot", "--format", "json"]
    const { stdout } = await karnegar(["capture", ...page, ...asked])
    expect(jsonLines<Line>(stdout)[0]!.timestamp).toEqual({ state: "pending" })
    expect(await looked()).toContain("nothing is proven")
    calendar.answer("anchor")
    const redeemed = await karnegar(["evidence", "prove", ...asked])
    expect(redeemed.status).toBe(0)
    expect(redeemed.stderr).toContain("proven: 0; pending, so not proven: 0; failed: 0; in a Bitcoin block")
    const shown = await looked()
    expect(shown).toContain(`in Bitcoin block ${BLOCK} by its proof; that block was not looked at here`)
    expect(shown).toContain(calendar.rootOf(calendar.asked[0]!))
    expect(shown).not.toMatch(/proven: existed|ثابت شده:/)
    expect((await karnegar(["evidence", "prove", ...asked])).status).toBe(0)
    expect([calendar.given.length, calendar.asked.length]).toEqual([1, 1])
  })

  test("need a certificate that can be read", async () => {
    for (const file of ["/nowhere/ca.pem", join(authority.dir, "authority.key")]) {
      const { status, stderr } = await karnegar(["evidence", "list", "--timestamp-authority", file, "--data", data])
      expect(status).toBe(2)
      expect(stderr).toContain("karnegar: timestamp.authority_unfit: ")
    }
  })
})
