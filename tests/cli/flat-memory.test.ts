import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { writeTelegramExport } from "../../bench/telegram-export.mjs"
import { karnegar } from "./spawn.ts"

/** Ten transactions: what a batch holds while it is on its way must not look like what is held of all that was read. */
const MESSAGES = 20_000
/** Most bytes that an import may hold for each message it has read: ids and what comparing needs come to some 200. */
const MOST_HELD = 500
/** Shares of the file at which what is held is looked at, from and to: first when what is made once has been made. */
const EARLY = [0.35, 0.65] as const
const LATE = [0.7, 1] as const

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "karnegar-flat-"))
const file = join(folder, "result.json")

beforeAll(() => writeTelegramExport(file, MESSAGES))
afterAll(() => rmSync(folder, { recursive: true }))

/** Bytes that an import holds more for each message that it has read. */
async function heldForEach(name: string, planted: readonly string[]): Promise<number> {
  const into = join(folder, `${name}.json`)
  const loaded = [support("live-heap.mjs"), ...planted].map((path) => `--import ${path}`).join(" ")
  const { status, stderr } = await karnegar(["import", file, "--data", join(folder, name)], "", {
    NODE_OPTIONS: `--expose-gc ${loaded}`,
    LIVE_HEAP_OF: file,
    LIVE_HEAP_INTO: into,
  })
  expect(status, stderr).toBe(0)
  const looks: readonly (readonly [read: number, held: number])[] = JSON.parse(readFileSync(into, "utf8"))
  const size = statSync(file).size
  const [early, late] = [EARLY, LATE].map(([from, to]) =>
    looks.filter(([read]) => read >= from * size && read <= to * size),
  )
  expect(Math.min(early!.length, late!.length)).toBeGreaterThan(2)
  const read = median(late!.map(([at]) => at)) - median(early!.map(([at]) => at))
  const held = median(late!.map(([, bytes]) => bytes)) - median(early!.map(([, bytes]) => bytes))
  return held / ((read / size) * MESSAGES)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

// Garbage is collected before each look, so that this tells what is held and not when Node tidies up.
test("an import of a Telegram export holds none of what it has read, and one that did would be seen", async () => {
  const [held, kept] = await Promise.all([
    heldForEach("sound", []),
    heldForEach("planted", [support("keep-batches.mjs")]),
  ])
  expect(held).toBeLessThan(MOST_HELD)
  expect(kept).toBeGreaterThan(MOST_HELD)
})
