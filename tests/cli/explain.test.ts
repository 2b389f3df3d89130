import type { CodedDocument, Discard, Found } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { jsonLines, karnegar } from "./spawn.ts"

const TEXT = "امروز کارگران نیشکر هفت‌تپه در شوش تجمع کردند. حق اعتصاب در قانون آمده است."

describe("karnegar explain", () => {
  test("shows each value with its words and the entry that made it, and what did not count with the reason", async () => {
    const { status, stdout } = await karnegar(["explain", "--published", "2021-03-20"], TEXT)
    expect(status).toBe(0)
    expect(stdout).toMatch(/شکل: تجمع ← «تجمع» gathering\.fa\.\d+/)
    expect(stdout).toMatch(/گروه: نیشکر و قند .*«نیشکر هفت‌تپه»/)
    expect(stdout).toContain("عبارتی که آن را بی‌اثر می‌کند")
  })

  test("narrows to one word", async () => {
    const { stdout } = await karnegar(["explain", "--word", "شوش", "--format", "json"], TEXT)
    const [told] = jsonLines<{ coding: CodedDocument; found: Found[]; discarded: Discard[] }>(stdout)
    expect(told!.found.length).toBeGreaterThan(0)
    expect(told!.found.every(({ span }) => TEXT.slice(...span).includes("شوش"))).toBe(true)
    expect(told!.discarded).toEqual([])
  })

  test("tells a line that cannot be read and ends with 1", async () => {
    const { status, stderr } = await karnegar(["explain"], '{"id":"a"}\n')
    expect(status).toBe(1)
    expect(stderr).toContain("input.")
  })
})
