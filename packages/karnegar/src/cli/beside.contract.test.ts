import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import type { Row } from "../backup/format.ts"
import { restore } from "../backup/restore.ts"
import { newIdentity } from "../backup/sealing.ts"
import { writeBackup } from "../backup/write-backup.ts"
import { MOST_FAILURES } from "../jobs/jobs.ts"
import { openJobs } from "../jobs/open-jobs.ts"
import { SCHEMA_VERSION } from "../record/migrations.ts"
import type { RecordPlace } from "../record/open.ts"
import { registersFrom } from "../record/registers.ts"
import { EMPTY_PARCEL } from "../submissions/parcel.ts"
import { newReceipt } from "../submissions/receipt.ts"
import { openSubmissionStore } from "../submissions/store.ts"
import { Submissions } from "../submissions/submissions.ts"
import { besideOf } from "./beside.ts"

const now = new Date("2026-01-02T03:04:05Z")
const registers = registersFrom(builtInKnowledge())
const folder = mkdtempSync(join(tmpdir(), "karnegar-beside-"))
const reviewers = join(folder, "reviewers.txt")
const engines: { [name: string]: RecordEngine } = {}
let made = 0

beforeAll(async () => {
  for (const [name, start] of ENGINES) engines[name] = await start()
  writeFileSync(reviewers, `${(await newIdentity(now)).recipient}\n`)
})
afterAll(async () => {
  for (const engine of Object.values(engines)) await engine.stop()
  rmSync(folder, { recursive: true })
})

/** One job parked, one held, one that waits. */
async function fillJobs(place: RecordPlace): Promise<void> {
  const jobs = await openJobs(place, { retrySeconds: 0 })
  const add = (n: number) => jobs.add({ kind: "read-feed", key: `read-feed:${n}`, payload: { source: `source-${n}` } })
  await add(1)
  for (let i = 0; i < MOST_FAILURES; i++) await jobs.fail((await jobs.take())!, "feed.refused")
  await add(2)
  await jobs.take()
  await add(3)
  await jobs.close()
}

/** A submission with an addition. */
async function send(place: RecordPlace): Promise<void> {
  const submissions = new Submissions(await openSubmissionStore(place), reviewers, { now: () => now })
  const code = newReceipt()
  for (const text of ["first words", "added words"])
    expect(await submissions.take(code, { ...EMPTY_PARCEL, text })).toBe(true)
  await submissions.close()
}

async function rowsOf(place: RecordPlace): Promise<{ [name: string]: Row[] }> {
  const all: { [name: string]: Row[] } = {}
  for (const { name, rows } of besideOf(place)) {
    all[name] = []
    for await (const row of rows()) all[name].push(row)
  }
  return all
}

/** A job that was held waits in the queue that it comes to, with all its attempts before it. */
const asBrought = (rows: { [name: string]: Row[] }) => ({
  ...rows,
  jobs: rows
    .jobs!.map((job) => (job.state === "parked" ? job : { ...job, state: "waits", attempts: 0 }))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
})

async function backUp(place: RecordPlace) {
  const file = join(folder, `${made++}.tar.gz`)
  const written = await writeBackup({
    place,
    subject: "the record",
    evidence: null,
    file,
    beside: besideOf(place),
    recipients: null,
    force: false,
    program: "0.0.0",
    newestSchema: SCHEMA_VERSION,
    now,
    onProgress: () => {},
  })
  return { file, ...written }
}

const restoreTo = (
  file: string,
  place: RecordPlace,
  more: { readonly dryRun?: boolean; readonly replace?: boolean } = {},
) =>
  restore({
    backup: { file, identities: null, keys: "", newestSchema: SCHEMA_VERSION },
    place,
    subject: "the place",
    registers,
    beside: besideOf(place),
    replace: false,
    dryRun: false,
    despiteFaults: false,
    now,
    onProgress: () => {},
    ...more,
  })

for (const [from] of ENGINES)
  for (const [to] of ENGINES)
    describe(`the queue and the submissions of a record on ${from}`, () => {
      test(`come back on ${to}, row by row, and what stands there stays`, async () => {
        const place = await engines[from]!.place()
        await fillJobs(place)
        await send(place)
        const before = await rowsOf(place)
        expect([before.jobs!.length, before.submissions!.length]).toEqual([3, 3])
        expect(before.jobs!.map(({ state }) => state).sort()).toEqual(["held", "parked", "waits"])
        const { file, beside } = await backUp(place)
        expect(beside).toEqual({ jobs: 3, submissions: 3 })

        const bare = await engines[to]!.emptyPlace()
        expect((await restoreTo(file, bare, { dryRun: true })).beside).toEqual({ jobs: 3, submissions: 3 })
        expect(await rowsOf(bare)).toEqual({ jobs: [], submissions: [] })
        await restoreTo(file, bare)
        expect(asBrought(await rowsOf(bare))).toEqual(asBrought(before))
        if ("dataDir" in bare) expect(readdirSync(bare.dataDir).filter((name) => name.startsWith(".rest"))).toEqual([])

        // Again, over what came since: nothing twice, nothing lost.
        await send(bare)
        const since = await rowsOf(bare)
        expect(since.submissions).toHaveLength(6)
        await restoreTo(file, bare, { replace: true })
        expect(asBrought(await rowsOf(bare))).toEqual(asBrought(since))
      })
    })

describe("a record without a queue or submissions", () => {
  for (const [name] of ENGINES)
    test(`on ${name} is backed up without making them`, async () => {
      const place = await engines[name]!.place()
      expect((await backUp(place)).beside).toEqual({ jobs: 0, submissions: 0 })
      if ("dataDir" in place)
        expect(readdirSync(place.dataDir).filter((one) => /^(jobs|submissions)/.test(one))).toEqual([])
      else
        expect(
          await engines[name]!.raw(
            place,
            "select 1 from pg_namespace where nspname in ('pgboss', 'karnegar_submissions')",
          ),
        ).toEqual([])
    })
})
