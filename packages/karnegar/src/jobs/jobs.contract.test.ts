import { setTimeout as wait } from "node:timers/promises"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import type { RecordPlace } from "../record/open.ts"
import { type HeldJob, type Jobs, type JobsOptions, MOST_FAILURES, type NewJob } from "./jobs.ts"
import { openJobs } from "./open-jobs.ts"

const NO_WAIT = { retrySeconds: 0 }
/** The shortest that pg-boss takes. */
const LEASE_SECONDS = { SQLite: 1, PostgreSQL: 10 } as const

function fileJob(name: string): NewJob<"import-file"> {
  const payload = {
    path: `/drop/${name}`,
    source: null,
    chats: [],
    publicName: null,
    media: false,
    columns: {},
    published: null,
    lang: null,
  }
  return { kind: "import-file", key: `import-file:${name}`, payload }
}

for (const [name, start] of ENGINES) {
  describe(`jobs on ${name}`, () => {
    let engine: RecordEngine
    let place: RecordPlace
    let open: Jobs[]

    beforeAll(async () => {
      engine = await start()
    })
    afterAll(() => engine.stop())
    beforeEach(async () => {
      place = await engine.emptyPlace()
      open = []
    })
    afterEach(async () => {
      for (const jobs of open) await jobs.close()
    })

    async function queue(options: JobsOptions = NO_WAIT): Promise<Jobs> {
      const jobs = await openJobs(place, options)
      open.push(jobs)
      return jobs
    }

    const taken = async (jobs: Jobs): Promise<HeldJob> => {
      const job = await jobs.take()
      if (job === null) throw new Error("a job was due and none was taken")
      return job
    }

    async function park(jobs: Jobs, id: string): Promise<void> {
      for (let i = 0; i < MOST_FAILURES; i++) {
        const job = await taken(jobs)
        expect(job.id).toBe(id)
        await jobs.fail(job, "import.unreadable")
      }
    }

    test("gives what was added, once, and lets it go when it is done", async () => {
      const jobs = await queue()
      const { id, fresh } = await jobs.add(fileJob("a"))
      expect(fresh).toBe(true)
      const job = await taken(jobs)
      expect(job).toEqual({ id, kind: "import-file", payload: fileJob("a").payload, attempt: 1 })
      expect(await jobs.take()).toBeNull()
      expect(await jobs.list()).toMatchObject([{ id, state: "held", attempts: 1, failure: null }])
      expect(await jobs.done(job)).toBe(true)
      expect(await jobs.done(job)).toBe(false)
      expect(await jobs.list()).toEqual([])
    })

    test("takes in jobs of another queue as they stood there, and none twice", async () => {
      const jobs = await queue()
      const job = (n: number, more: object) => ({
        id: `00000000-0000-4000-8000-00000000000${n}`,
        kind: "import-file",
        key: `import-file:${n}`,
        payload: fileJob(String(n)).payload,
        state: "waits" as const,
        attempts: 0,
        failure: null,
        added: "2026-01-02T03:04:05.000Z",
        due: `2026-01-02T03:0${n}:05.000Z`,
        ...more,
      })
      const parked = job(1, { state: "parked", attempts: 5, failure: "import.unreadable" })
      const brought = [
        parked,
        job(2, { state: "held", attempts: 2, failure: "import.unreadable" }),
        job(3, {}),
        job(4, { kind: "of-a-later-version", payload: { any: 1 } }),
      ]
      for (const one of brought) expect(await jobs.bring(one)).toBe(true)
      for (const one of brought) expect(await jobs.bring(one)).toBe(false)
      expect(await jobs.list()).toEqual([
        parked,
        { ...brought[1], state: "waits", attempts: 0 },
        brought[2],
        brought[3],
      ])
      expect(await jobs.take()).toMatchObject({ id: brought[1]!.id, attempt: 1 })
      expect(await jobs.retry(null)).toBe(1)
      expect((await jobs.list()).find(({ id }) => id === parked.id)).toMatchObject({ state: "waits" })
    })

    test("keeps one job for a key while it waits, is held or is parked", async () => {
      const jobs = await queue()
      const { id } = await jobs.add(fileJob("a"))
      expect(await jobs.add(fileJob("a"))).toEqual({ id, fresh: false })
      const job = await taken(jobs)
      expect(await jobs.add(fileJob("a"))).toEqual({ id, fresh: false })
      await jobs.fail(job, "import.unreadable")
      for (let i = 1; i < MOST_FAILURES; i++) await jobs.fail(await taken(jobs), "import.unreadable")
      expect(await jobs.add(fileJob("a"))).toEqual({ id, fresh: false })
      expect(await jobs.list()).toHaveLength(1)
      expect(await jobs.add(fileJob("b"))).toMatchObject({ fresh: true })
      await jobs.drop(id)
      expect(await jobs.add(fileJob("a"))).toMatchObject({ fresh: true })
    })

    test("adds one job of a key that several add at once", async () => {
      const queues = [await queue(), await queue(), await queue()]
      const added = await Promise.all(queues.flatMap((jobs) => [jobs.add(fileJob("a")), jobs.add(fileJob("a"))]))
      expect(added.filter(({ fresh }) => fresh)).toHaveLength(1)
      expect(new Set(added.map(({ id }) => id)).size).toBe(1)
    })

    test("gives no job to two workers", async () => {
      const [first, ...others] = [await queue(), await queue(), await queue(), await queue()] as const
      for (let i = 0; i < 40; i++) await first!.add(fileJob(String(i)))
      const held = await Promise.all(
        [first!, ...others].map(async (jobs) => {
          const own: HeldJob[] = []
          for (let job = await jobs.take(); job !== null; job = await jobs.take()) own.push(job)
          return own
        }),
      )
      const ids = held.flat().map(({ id }) => id)
      expect(ids).toHaveLength(40)
      expect(new Set(ids).size).toBe(40)
    })

    test("gives a job of a silent worker to another, and not one whose worker gives signs", async () => {
      const leaseSeconds = LEASE_SECONDS[name as keyof typeof LEASE_SECONDS]
      const [first, second] = [await queue({ ...NO_WAIT, leaseSeconds }), await queue({ ...NO_WAIT, leaseSeconds })]
      await first.add(fileJob("silent"))
      await first.add(fileJob("alive"))
      const [silent, alive] = [await taken(first), await taken(first)]
      expect(await second.take()).toBeNull()
      let again: HeldJob | null = null
      for (let i = 0; again === null && i < 400; i++) {
        await wait((leaseSeconds * 1000) / 10)
        if (i % 3 === 0) expect(await first.beat(alive)).toBe(true)
        again = await second.take()
      }
      expect(again).toMatchObject({ id: silent.id, attempt: 2 })
      expect(await second.take()).toBeNull()
      const failures = new Map((await second.list()).map(({ id, failure }) => [id, failure]))
      expect(failures.get(silent.id)).toBe("job.worker_lost")
      expect(failures.get(alive.id)).toBeNull()
      // Whoever lost it can settle it no more.
      expect(await first.beat(silent)).toBe(false)
      expect(await first.done(silent)).toBe(false)
      expect(await first.fail(silent, "import.unreadable")).toBe("lost")
      expect(await second.done(again!)).toBe(true)
      expect(await first.done(alive)).toBe(true)
    })

    test("parks a job that failed five times in a row, with its error", async () => {
      const jobs = await queue()
      const { id } = await jobs.add(fileJob("a"))
      const came: string[] = []
      for (let i = 0; i < MOST_FAILURES; i++) came.push(await jobs.fail(await taken(jobs), `import.failed_${i}`))
      expect(came).toEqual(["waits", "waits", "waits", "waits", "parked"])
      expect(await jobs.take()).toBeNull()
      const again = await queue()
      expect(await again.list()).toMatchObject([
        { id, key: "import-file:a", state: "parked", attempts: MOST_FAILURES, failure: "import.failed_4" },
      ])
    })

    test("waits longer after each failure", async () => {
      const jobs = await queue({ retrySeconds: 60 })
      await jobs.add(fileJob("a"))
      await jobs.fail(await taken(jobs), "fetch.too_slow")
      expect(await jobs.take()).toBeNull()
      const [job] = await jobs.list()
      expect(job).toMatchObject({ state: "waits", failure: "fetch.too_slow" })
      expect(Date.parse(job!.due) - Date.now()).toBeGreaterThan(25_000)
    })

    test("retries one parked job or all of them, with five attempts more", async () => {
      const jobs = await queue()
      const { id } = await jobs.add(fileJob("a"))
      await park(jobs, id)
      const { id: other } = await jobs.add(fileJob("b"))
      await park(jobs, other)
      expect(await jobs.retry("nothing")).toBe(0)
      expect(await jobs.retry("00000000-0000-4000-8000-000000000000")).toBe(0)
      expect(await jobs.retry(id)).toBe(1)
      expect(await jobs.retry(id)).toBe(0)
      await park(jobs, id)
      expect(await jobs.retry(null)).toBe(2)
      const both = [await taken(jobs), await taken(jobs)]
      expect(both.map((job) => job.id).sort()).toEqual([id, other].sort())
      for (const job of both) expect(await jobs.done(job)).toBe(true)
      expect(await jobs.list()).toEqual([])
    })

    test("drops a job, also out of the hand of its worker", async () => {
      const jobs = await queue()
      const { id } = await jobs.add(fileJob("a"))
      const job = await taken(jobs)
      expect(await jobs.drop(id)).toBe(true)
      expect(await jobs.drop(id)).toBe(false)
      expect(await jobs.drop("nothing")).toBe(false)
      expect(await jobs.done(job)).toBe(false)
      expect(await jobs.list()).toEqual([])
    })

    test("lists parked jobs first, then held ones, then those that wait", async () => {
      const jobs = await queue()
      const { id: parked } = await jobs.add(fileJob("parked"))
      await park(jobs, parked)
      const { id: held } = await jobs.add(fileJob("held"))
      await taken(jobs)
      const { id: waits } = await jobs.add(fileJob("waits"))
      const { id: behind } = await jobs.add(fileJob("behind"))
      expect((await jobs.list()).map(({ id, state }) => [id, state])).toEqual([
        [parked, "parked"],
        [held, "held"],
        [waits, "waits"],
        [behind, "waits"],
      ])
    })

    test("refuses a payload that its kind does not know", async () => {
      const jobs = await queue()
      const { payload, ...job } = fileJob("a")
      await expect(async () => jobs.add({ ...job, payload: { ...payload, text: "x" } as never })).rejects.toThrow(
        "text",
      )
      expect(await jobs.list()).toEqual([])
    })
  })
}
