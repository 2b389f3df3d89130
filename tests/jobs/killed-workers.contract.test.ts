import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import { openJobs } from "../../packages/karnegar/src/jobs/open-jobs.ts"
import { ENGINES } from "../support/record-engines.ts"

const CHILD = fileURLToPath(new URL("./worker-child.mjs", import.meta.url))
const KILLS = 12
const root = mkdtempSync(join(tmpdir(), "karnegar-killed-"))
afterAll(() => rmSync(root, { recursive: true }))

for (const [name, start] of ENGINES) {
  test(`no job is lost or done again on ${name}, however often its worker is killed`, async () => {
    const engine = await start()
    try {
      const place = await engine.emptyPlace()
      const did = join(root, name)
      const options = { leaseSeconds: name === "SQLite" ? 1 : 10, retrySeconds: 0 }
      for (let kill = 0; kill < KILLS; kill++) {
        const child = spawn(process.execPath, [CHILD, JSON.stringify({ place, prefix: kill, did, options })], {
          stdio: ["ignore", "ignore", "inherit"],
        })
        const gone = new Promise((done) => child.once("close", done))
        // Killed at any time from its start on; half of them once they have begun to work.
        if (kill % 2 === 0) {
          const before = existsSync(did) ? readFileSync(did, "utf8").length : 0
          for (let i = 0; i < 400 && (existsSync(did) ? readFileSync(did, "utf8").length : 0) === before; i++)
            await wait(20)
        }
        await wait(Math.random() * 400)
        child.kill("SIGKILL")
        await gone
        await engine.settled(place)
      }

      const lines = readFileSync(did, "utf8")
        .split("\n")
        .map((line) => line.split(" "))
      const told = (word: string) => lines.filter(([one]) => one === word).map(([, path]) => path!)
      const added = new Set(told("added"))
      const done = told("done")
      expect(added.size).toBeGreaterThan(KILLS)
      expect(new Set(done).size).toBe(done.length)

      const jobs = await openJobs(place, options)
      try {
        // What was added and not done stands, whatever happened to its workers.
        const stands = new Map((await jobs.list()).map((job) => [(job.payload as { path: string }).path, job.state]))
        for (const path of added)
          if (!done.includes(path)) expect([path, stands.has(path) || told("did").includes(path)]).toEqual([path, true])
        for (const path of done) expect([path, stands.has(path)]).toEqual([path, false])
        // And all of it can be done: nothing stays in a dead worker's hand.
        const finished = new Set(told("did"))
        for (const until = Date.now() + 40_000; Date.now() < until && (await jobs.list()).length > 0; ) {
          await jobs.retry(null)
          const job = await jobs.take()
          if (job === null) await wait(200)
          else {
            expect(done).not.toContain((job.payload as { path: string }).path)
            finished.add((job.payload as { path: string }).path)
            expect(await jobs.done(job)).toBe(true)
          }
        }
        expect(await jobs.list()).toEqual([])
        expect([...added].filter((path) => !finished.has(path))).toEqual([])
      } finally {
        await jobs.close()
      }
    } finally {
      await engine.stop()
    }
  })
}
