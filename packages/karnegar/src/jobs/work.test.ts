import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "libsql"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { EmbeddedJobs } from "./embedded-jobs.ts"
import type { Jobs, NewJob } from "./jobs.ts"
import { JOB_STORE } from "./jobs.ts"
import { failureCodeOf, type Handlers, type Worked, type WorkOptions, work } from "./work.ts"

const FILE: NewJob<"import-file"> = {
  kind: "import-file",
  key: "a",
  payload: {
    path: "/drop/a",
    source: null,
    chats: [],
    publicName: null,
    media: false,
    columns: {},
    published: null,
    lang: null,
  },
}

let dir: string
let jobs: Jobs
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-work-"))
  jobs = await EmbeddedJobs.open(dir, 0.2, 0)
})
afterEach(async () => {
  await jobs.close()
  rmSync(dir, { recursive: true })
})

const unasked = async () => expect.fail("no such job was added")

/** Works until nothing is due, with one handler. */
async function worked(handler: Handlers["import-file"], options: Partial<WorkOptions> = {}): Promise<Worked[]> {
  const all: Worked[] = []
  await work(
    jobs,
    { "import-file": handler, "read-feed": unasked, capture: unasked },
    {
      once: true,
      most: null,
      stop: new AbortController().signal,
      begun: () => {},
      ended: (one) => all.push(one),
      trouble: () => false,
      ...options,
    },
  )
  return all
}

function alter(statement: string): void {
  const db = new Database(join(dir, JOB_STORE.file))
  db.exec(statement)
  db.close()
}

describe("work", () => {
  test("does a job that takes longer than its lease, and no other worker gets it", async () => {
    await jobs.add(FILE)
    const other = await EmbeddedJobs.open(dir, 0.2, 0)
    const taken: unknown[] = []
    const came = await worked(async (payload) => {
      expect(payload).toEqual(FILE.payload)
      for (let i = 0; i < 10; i++) {
        await new Promise((done) => setTimeout(done, 60))
        taken.push(await other.take())
      }
    })
    await other.close()
    expect(came).toMatchObject([{ how: "done", failure: null }])
    expect(taken.every((job) => job === null)).toBe(true)
  })

  test("tells the one who does a job that it was lost, and settles it no more", async () => {
    const { id } = await jobs.add(FILE)
    let told = false
    const came = await worked(async (_, lost) => {
      await jobs.drop(id)
      await new Promise<void>((done) => lost.addEventListener("abort", () => done()))
      told = true
    })
    expect(told).toBe(true)
    expect(came).toMatchObject([{ how: "lost" }])
  })

  test("keeps the code of what was thrown, and never its message", async () => {
    await jobs.add(FILE)
    const came = await worked(async () => {
      throw new Error("words of a report")
    })
    expect(came.map(({ how }) => how)).toEqual(["waits", "waits", "waits", "waits", "parked"])
    expect(await jobs.list()).toMatchObject([{ state: "parked", failure: "job.fault" }])
    expect(JSON.stringify(await jobs.list())).not.toContain("words of a report")
  })

  test("parks what another version made instead of guessing at it", async () => {
    await jobs.add(FILE)
    alter("update job set kind = 'read-minds'")
    await jobs.add({ ...FILE, key: "b" })
    alter("update job set payload = '{\"path\":1}' where key = 'b'")
    const came = await worked(async () => expect.fail("it was done"))
    expect(new Set(came.map(({ failure }) => failure))).toEqual(new Set(["job.kind_unknown", "job.payload_unfit"]))
    expect((await jobs.list()).map(({ state }) => state)).toEqual(["parked", "parked"])
  })

  test("ends after the job in hand, and after as many as it was asked for", async () => {
    for (const key of ["a", "b", "c"]) await jobs.add({ ...FILE, key })
    const stop = new AbortController()
    expect(await worked(async () => stop.abort(), { stop: stop.signal, once: false })).toHaveLength(1)
    expect(await worked(async () => {}, { most: 1, once: false })).toHaveLength(1)
    expect(await jobs.list()).toHaveLength(1)
  })

  test("does what comes before each look", async () => {
    let looks = 0
    const came = await worked(async () => {}, {
      before: async (queue) => {
        if (looks++ === 0) await queue.add(FILE)
      },
    })
    expect(came).toHaveLength(1)
    expect(looks).toBe(2)
  })

  test("ends with what the queue threw where nobody says to go on", async () => {
    await jobs.close()
    await expect(worked(async () => {})).rejects.toThrow()
    jobs = await EmbeddedJobs.open(dir, 0.2, 0)
  })
})

describe("failureCodeOf", () => {
  const cases: readonly (readonly [name: string, error: unknown, code: string])[] = [
    ["keeps a lasting code", Object.assign(new Error("x"), { code: "import.unreadable" }), "import.unreadable"],
    ["keeps the system's code", Object.assign(new Error("x"), { code: "ENOSPC" }), "system.ENOSPC"],
    ["calls any other error a fault", new Error("x"), "job.fault"],
    ["takes no sentence for a code", Object.assign(new Error("x"), { code: "a. b" }), "job.fault"],
    ["takes no thrown text", "import.unreadable", "job.fault"],
  ]
  for (const [name, error, code] of cases) test(name, () => expect(failureCodeOf(error)).toBe(code))
})
