import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { ROOT } from "../cli/spawn.ts"
import { ENGINES, type RecordEngine } from "../support/record-engines.ts"
import { killedCommands } from "./killed-commands.ts"
import { killedWriter } from "./killed-writer.ts"
import { boundOf, type Operation, type Planted, type Tally, tallyTable, torture } from "./torture.ts"

/** Kills of all operations on all engines together; `npm run torture` for more. */
const KILLS = Number(process.env.KARNEGAR_KILLS ?? 40)
/** A planted fault must show within so many. */
const PLANTED_KILLS = 30
/** All shares of one engine: those of both are of forty. */
const SHARES = 20

const tallies: Tally[] = []
afterAll(() => {
  if (tallies.length > 0) console.log(tallyTable(tallies))
})

// Both engines at once: each waits for its own programs most of the time.
for (const [name, start] of ENGINES) {
  describe.concurrent(`programs killed at random moments and at named points, on ${name}`, () => {
    test(
      `lose nothing that they said, halve and double nothing; ${KILLS / ENGINES.length} kills and more`,
      { timeout: 300_000 + KILLS * 30_000 },
      ({ expect }) =>
        onEngine(start, name, async (operations) => {
          for (const operation of operations) {
            const kills = Math.ceil((KILLS * operation.share) / SHARES / ENGINES.length)
            const tally = await torture(operation, kills)
            tallies.push(tally)
            expect(tally.faults).toEqual([])
            expect(tally.kills, `kills of ${tally.name}`).toBe(kills)
            // A point that the tracer passes by would leave random moments only.
            if (kills > 3) expect(tally.named, `kills of ${tally.name} at named points`).toBeGreaterThan(0)
          }
          expect(operations.reduce((sum, { share }) => sum + share, 0)).toBe(SHARES)
        }),
    )

    test("are seen to, where a fault is planted in them", { timeout: 600_000 }, ({ expect }) =>
      onEngine(start, name, async (_, planted) => {
        for (const { what, seen, operation } of planted) {
          const { faults } = await torture(operation, PLANTED_KILLS, true)
          expect(faults.map((fault) => `${fault.kind}: ${fault.what}`).join("\n"), what).toMatch(seen)
        }
        expect(planted.length).toBe(name === "SQLite" ? 5 : 3)
      }),
    )
  })
}

/** An engine of one's own with all that is killed on it. */
async function onEngine(
  start: () => Promise<RecordEngine>,
  name: string,
  work: (operations: readonly Operation[], planted: readonly Planted[]) => Promise<void>,
): Promise<void> {
  mkdirSync(join(ROOT, ".cache"), { recursive: true })
  const folder = mkdtempSync(join(ROOT, ".cache/torture-"))
  const engine = await start()
  try {
    const commands = await killedCommands(engine, name, folder)
    const writer = (mode: Parameters<typeof killedWriter>[3]) => killedWriter(engine, name, folder, mode)
    await work(
      [writer("sound"), ...commands.operations],
      [
        { what: "a writer that speaks before it has written", seen: /lost/, operation: writer("says-first") },
        { what: "a writer of batches in parts", seen: /half-applied|doubled/, operation: writer("in-parts") },
        { what: "a writer that does not know what it did before", seen: /doubled/, operation: writer("forgets") },
        ...commands.planted,
      ],
    )
  } finally {
    await engine.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

describe("boundOf", () => {
  test("is the rule of three, and none where a kill did harm", () => {
    expect(boundOf(300, 0)).toContain("fewer than 1.0 %")
    expect(boundOf(300, 1)).toBe("1 faults in 300 kills: no bound")
  })
})
