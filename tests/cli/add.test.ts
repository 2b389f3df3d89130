import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-add-"))
afterAll(() => rmSync(root, { recursive: true }))
const data = join(root, "record")
const TEXT = "کارگران نیشکر امروز در شوش تجمع کردند. تماس canary@example.org"

describe("karnegar add", () => {
  const cases: readonly (readonly [args: readonly string[], input: string, code: string])[] = [
    [["--published", "2021-03-25"], TEXT, "add.source_needed"],
    [["--source", "manba"], TEXT, "add.date_needed"],
    [["--source", "manba", "--published", "1400"], TEXT, "add.date_unreadable"],
    [["--source", "manba", "--published", "2021-03-25", "--url", "http://example.org"], TEXT, "add.url_unfit"],
    [["--source", "manba", "--published", "2021-03-25"], " \n", "add.no_text"],
    [["--source", "nobody", "--published", "2021-03-25"], TEXT, "import.source_unknown"],
  ]
  for (const [args, input, code] of cases) {
    test(`says ${code} and what to do`, async () => {
      const { status, stderr } = await karnegar(["add", ...args, "--data", data], input)
      expect(status).not.toBe(0)
      expect(stderr).toContain(`karnegar: ${code}: `)
    })
  }

  test("shows what it found, stores it once, and takes it back", async () => {
    await karnegar(["sources", "manba", "--name-fa", "منبع", "--name-en", "Source", "--data", data])
    const args = ["add", "--source", "manba", "--published", "1400/01/05", "--data", data]
    const dry = await karnegar([...args, "--dry-run"], TEXT)
    expect(dry.stdout).toContain("2021-03-25")
    expect(dry.stderr).toContain("nothing was stored")
    const stored = await karnegar(args, TEXT)
    const id = /--undo (\S+)/.exec(stored.stderr)?.[1]
    expect(id).toBeDefined()
    expect(`${stored.stdout}${stored.stderr}`).not.toContain("canary")
    expect((await karnegar(args, TEXT)).stderr).toContain("stood already")
    expect((await karnegar(["add", "--undo", id!, "--data", data])).stderr).toContain("taken back")
    const { holds } = JSON.parse((await karnegar(["verify", "--data", data, "--format", "json"])).stdout) as {
      holds: boolean
    }
    expect(holds).toBe(true)
  })
})
