import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type HostileServer, startHostileServer } from "../support/hostile-server.ts"
import { jsonLines, karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-evidence-"))
const data = join(root, "record")
let server: HostileServer
let kept: Line
/** Of a page that could not be read. */
let unnamed = ""

interface Line {
  readonly sha256: string
  readonly reportId: string
  readonly mediaType: string
  readonly url: string
  readonly tool: string
}

const evidence = (...args: readonly string[]) => karnegar(["evidence", ...args, "--data", data])
const lines = async (...args: readonly string[]) =>
  jsonLines<Line>((await evidence("list", ...args, "--format", "json")).stdout)
const fileOf = (sha256: string) => join(data, "evidence", sha256.slice(0, 2), sha256)

beforeAll(async () => {
  server = await startHostileServer()
  const urls = [server.address("/mixed-calendars"), server.address("/empty")]
  const reach = ["--allow-network", "127.0.0.1", "--port", String(server.port), "--gap", "0", "--no-screenshot"]
  const { stdout } = await karnegar(["capture", ...urls, ...reach, "--format", "json", "--data", data])
  unnamed = jsonLines<{ readonly evidence: readonly Line[] }>(stdout)[1]!.evidence[0]!.sha256
  kept = (await lines())[0]!
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

describe("karnegar evidence", () => {
  test("lists what was kept, of all and of one report, and says what belongs to none", async () => {
    expect(await lines()).toHaveLength(1)
    expect(kept).toMatchObject({ mediaType: "application/warc", url: server.address("/mixed-calendars") })
    expect(kept.tool).toMatch(/^karnegar \d/)
    expect(await lines(kept.reportId)).toEqual([kept])
    expect(await lines("r-none")).toEqual([])
    const { stdout, stderr } = await evidence("list")
    expect(stdout).toContain(kept.sha256)
    expect(stderr).toContain("files in the folder that belong to no report: 1.")
    expect(stderr).toContain("به هیچ گزارشی تعلق ندارد")
  })

  test("writes bytes as they were received", async () => {
    const file = join(root, "page.warc.gz")
    expect((await evidence("export", kept.sha256, file)).status).toBe(0)
    expect(createHash("sha256").update(readFileSync(file)).digest("hex")).toBe(kept.sha256)
  })

  test("writes the words of a page, read anew from what was kept, and asks nobody", async () => {
    const file = join(root, "page.txt")
    const heard = server.heard.length
    expect((await evidence("export", kept.sha256, file, "--as", "text")).status).toBe(0)
    const words = readFileSync(file, "utf8")
    expect(words).toContain("2024-08-02")
    expect(words).toContain("مقابل فرمانداری شهر تجمع کردند")
    expect(words).not.toMatch(/<p>|<script/)
    expect(server.heard).toHaveLength(heard)
  })

  test("refuses a file that stands, a hash that does not, a page without words, and bytes that changed", async () => {
    const stands = join(root, "stands")
    writeFileSync(stands, "mine")
    expect((await evidence("export", kept.sha256, stands)).stderr).toContain("karnegar: evidence.cannot_write: ")
    expect(readFileSync(stands, "utf8")).toBe("mine")
    const file = join(root, "new")
    for (const hash of ["0".repeat(64), "../../etc/passwd"])
      expect((await evidence("export", hash, file)).stderr).toContain("karnegar: evidence.missing: ")
    expect((await evidence("export", unnamed, file, "--as", "text")).stderr).toContain("karnegar: page.no_text: ")
    const bytes = readFileSync(fileOf(kept.sha256))
    writeFileSync(fileOf(kept.sha256), Buffer.concat([bytes, Buffer.from("x")]))
    expect((await evidence("export", kept.sha256, file)).stderr).toContain("karnegar: evidence.changed: ")
    writeFileSync(fileOf(kept.sha256), bytes)
    expect(existsSync(file)).toBe(false)
  })

  test("destroys what belongs to no report, and nothing else", async () => {
    const [old, fresh] = [".draft-old", ".draft-fresh"].map((name) => join(data, "evidence", name))
    writeFileSync(old!, "half")
    writeFileSync(fresh!, "half")
    utimesSync(old!, 1, 1)
    expect((await evidence("sweep")).stderr).toContain("belonged to no report and were destroyed: 2.")
    expect([unnamed, kept.sha256].map((hash) => existsSync(fileOf(hash)))).toEqual([false, true])
    expect([old!, fresh!].map(existsSync)).toEqual([false, true])
    expect((await karnegar(["verify", "--data", data])).status).toBe(0)
  })

  test("goes into backups, which say what they lack", async () => {
    const file = join(root, "record.backup")
    const backup = (...more: readonly string[]) =>
      karnegar(["backup", file, "--plain", "--force", "--data", data, ...more])
    expect((await backup()).stderr).toContain("pieces of evidence in it: 1.")
    const restored = await karnegar(["restore", file, "--data", join(root, "restored")])
    expect(restored.stderr).toContain("and 1 pieces of evidence")
    expect((await karnegar(["verify", "--data", join(root, "restored")])).status).toBe(0)
    const lacking = await backup("--evidence", join(root, "empty"))
    expect(lacking.stderr).toContain("warning: 1 pieces of evidence")
    expect(lacking.stderr).toContain("هشدار: ۱ مدرک")
  })

  test("goes with a withdrawal of its report", async () => {
    await karnegar(["add", "--undo", kept.reportId, "--data", data])
    expect(existsSync(fileOf(kept.sha256))).toBe(false)
    expect(await lines()).toEqual([])
  })
})
