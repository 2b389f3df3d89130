import { spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import ts from "typescript"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { CALL, codedPair, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "./open.ts"
import { registersFrom } from "./registers.ts"

/*
 * A child writes and says what it has written; it is killed at a random moment; then what it said must stand, once and
 * whole (SAFETY R-1). It goes on after the last number it said, so that a write whose outcome nobody heard of is
 * repeated. Planted faults prove that the judge sees what it should.
 */

const ROOT = join(import.meta.dirname, "../../../..")
const CHILD = join(ROOT, "tests/support/writing-child.mjs")
const KILLS = Number(process.env.KARNEGAR_KILLS ?? 10)
const BATCHES = [
  [codedPair("a", STRIKE), codedPair("b", TOWNS), codedPair("c", CALL), codedPair("d", `${STRIKE} ۲`)],
  [codedPair("a", TOWNS), codedPair("b", CALL), codedPair("c", STRIKE), codedPair("d", `${TOWNS} ۲`)],
]
const BATCH = 4
const registers = registersFrom(builtInKnowledge())

type Mode = "sound" | "says-first" | "in-parts"

/** The record's sources as JavaScript: a child process of Node 20 reads no TypeScript. */
let built: string

beforeAll(() => {
  mkdirSync(join(ROOT, ".cache"), { recursive: true })
  built = mkdtempSync(join(ROOT, ".cache/record-"))
  writeFileSync(join(built, "package.json"), '{"type":"module"}')
  for (const file of readdirSync(import.meta.dirname)) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue
    const { outputText } = ts.transpileModule(readFileSync(join(import.meta.dirname, file), "utf8"), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    })
    writeFileSync(join(built, file.replace(/\.ts$/, ".js")), outputText)
  }
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

for (const [name, start] of ENGINES) {
  describe(`a writer killed at any moment, on ${name}`, () => {
    let engine: RecordEngine
    beforeAll(async () => {
      engine = await start()
    }, 60_000)
    afterAll(() => engine.stop())

    test(
      `loses nothing that it said, halves and doubles nothing, over ${KILLS} kills`,
      async () => {
        const { faults, said, slowest } = await run("sound", KILLS, false)
        expect(faults).toEqual([])
        expect(said).toBeGreaterThan(KILLS)
        expect(slowest).toBeLessThan(5_000)
      },
      60_000 + KILLS * 5_000,
    )

    const planted: readonly [mode: Mode, what: string, seen: RegExp][] = [
      ["says-first", "speaks before it has written", /was lost/],
      ["in-parts", "writes a batch in parts", /stands half/],
    ]
    for (const [mode, what, seen] of planted) {
      test(`is caught when it ${what}`, async () => {
        const { faults } = await run(mode, 30, true)
        expect(faults.join("\n")).toMatch(seen)
      }, 120_000)
    }

    /** Kills a writer again and again, judging after each kill; ends at the first fault where that is asked. */
    async function run(
      mode: Mode,
      kills: number,
      untilFault: boolean,
    ): Promise<{ faults: string[]; said: number; slowest: number }> {
      const place = await engine.place()
      const first = await openRecord(place, { registers })
      await first.setRules({ acceptCodings: true })
      await first.close()
      const task = join(built, `${name}-${mode}.json`)
      writeFileSync(task, JSON.stringify({ place, batches: BATCHES }))
      const added = new Set<number>()
      const judged = new Set<number>()
      const faults: string[] = []
      let from = 0
      let slowest = 0
      for (let i = 0; i < kills && !(untilFault && faults.length > 0); i++) {
        for (const line of await writeUntilKilled([join(built, "open.js"), task, String(from), mode])) {
          const [what, n] = line.split(" ")
          if (what === "added") added.add(Number(n))
          if (what === "judged") judged.add(Number(n))
        }
        from = Math.max(-1, ...judged) + 1
        const started = performance.now()
        faults.push(...(await judge(place, added, judged)))
        slowest = Math.max(slowest, performance.now() - started)
      }
      return { faults, said: added.size, slowest }
    }

    /** What stands against what was said: opening it again, reading it, and verifying the whole of it. */
    async function judge(
      place: RecordPlace,
      added: ReadonlySet<number>,
      judged: ReadonlySet<number>,
    ): Promise<string[]> {
      const faults: string[] = []
      const record = await openRecord(place, { registers })
      const stands = new Map<number, { reports: number; reviewed: number }>()
      for (const { foreign_id, reviewed } of await engine.raw(
        place,
        `select foreign_id, (select count(*) from action_source join action on action.id = action_id
          where report_id = report.id and state = 'reviewed') as reviewed from report`,
      )) {
        const n = Number(String(foreign_id).split("-")[0])
        const batch = stands.get(n) ?? { reports: 0, reviewed: 0 }
        stands.set(n, { reports: batch.reports + 1, reviewed: batch.reviewed + Number(reviewed) })
      }
      for (const n of added) if (!stands.has(n)) faults.push(`batch ${n} was lost`)
      for (const n of judged) if (stands.get(n)?.reviewed !== 1) faults.push(`the judgement of batch ${n} was lost`)
      for (const [n, { reports }] of stands)
        if (reports !== BATCH)
          faults.push(`batch ${n} ${reports < BATCH ? "stands half" : "stands double"}: ${reports}`)
      for (const fault of await record.verify()) faults.push(`verify: ${fault.code} at ${fault.entry}`)
      const counts = await record.counts()
      if (counts.codings !== counts.reports) faults.push(`${counts.reports} reports but ${counts.codings} codings`)
      if ("dataDir" in place) {
        const [check] = await engine.raw(place, "pragma integrity_check")
        if (check!.integrity_check !== "ok") faults.push(`integrity: ${check!.integrity_check}`)
      }
      await record.close()
      return faults
    }
  })
}

/** Lines that a child said before it was killed, at a random moment after it had opened the record. */
function writeUntilKilled(args: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, ...args], { stdio: ["ignore", "pipe", "pipe"] })
    let said = ""
    let complaint = ""
    let armed = false
    child.stderr.on("data", (bytes: Buffer) => {
      complaint += bytes
    })
    child.stdout.on("data", (bytes: Buffer) => {
      said += bytes
      if (armed) return
      armed = true
      setTimeout(() => child.kill("SIGKILL"), Math.random() * 300)
    })
    child.once("error", reject)
    child.once("close", (_status, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the writer ended by itself: ${complaint}`))
      // A line cut off by the kill was not said.
      else resolve(said.split("\n").slice(0, -1))
    })
  })
}
