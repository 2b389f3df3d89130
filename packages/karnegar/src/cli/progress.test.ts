import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { tell } from "./messages.ts"
import { Progress } from "./progress.ts"

const WIPE = "\r\u001b[2K"
const stderr = process.stderr
const was = { isTTY: stderr.isTTY, columns: stderr.columns, term: process.env.TERM }
let said: string

function terminal(isTTY: boolean, columns: number, term = "xterm"): void {
  stderr.isTTY = isTTY
  stderr.columns = columns
  process.env.TERM = term
}

beforeEach(() => {
  said = ""
  vi.useFakeTimers({ toFake: ["Date"] })
  vi.spyOn(stderr, "write").mockImplementation((text) => {
    said += String(text)
    return true
  })
})
afterEach(() => {
  // Wipes whatever a test left drawn.
  tell("", "")
  vi.useRealTimers()
  vi.restoreAllMocks()
  stderr.isTTY = was.isTTY
  stderr.columns = was.columns
  process.env.TERM = was.term
})

const at = (progress: Progress, share: number | null) => progress.at(() => ["5 read …", "۵ خوانده شد …"], share)

describe("Progress", () => {
  test("draws a bar on a terminal, again in its place, and wipes it before a message", () => {
    terminal(true, 100)
    const progress = new Progress()
    at(progress, 0.1)
    expect(said).toBe("")
    vi.advanceTimersByTime(500)
    at(progress, 0.5)
    expect(said).toBe(`${WIPE}[############------------]  50 %  5 read … · ۵ خوانده شد …`)
    vi.advanceTimersByTime(200)
    at(progress, null)
    said = ""
    tell("done.", "شد.")
    expect(said.startsWith(`${WIPE}karnegar: done.`)).toBe(true)
    tell("more.", "باز.")
    expect(said.split(WIPE)).toHaveLength(2)
  })

  test("cuts the line to the terminal's width: a line that wraps could not be wiped", () => {
    terminal(true, 20)
    const progress = new Progress()
    vi.advanceTimersByTime(500)
    at(progress, 0.5)
    expect(said.slice(WIPE.length)).toHaveLength(19)
  })

  test("takes a terminal that does not know its width for one of 80 columns", () => {
    terminal(true, 0)
    const progress = new Progress()
    vi.advanceTimersByTime(500)
    at(progress, 0.5)
    expect(said.slice(WIPE.length)).toBe("[############------------]  50 %  5 read … · ۵ خوانده شد …")
  })

  for (const [name, isTTY, term] of [
    ["where nobody looks on", false, "xterm"],
    ["where a terminal can draw nothing anew", true, "dumb"],
  ] as const)
    test(`writes plain lines, seldom, ${name}`, () => {
      terminal(isTTY, 80, term)
      const progress = new Progress()
      for (let ms = 0; ms < 10_000; ms += 100) {
        at(progress, 0.5)
        vi.advanceTimersByTime(100)
      }
      expect(said).toBe("karnegar: 5 read …\n          ۵ خوانده شد …\n".repeat(2))
    })
})
