/** What goes into a backup beside the record: the queue, and sealed submissions. Not accounts: a backup carries no way in (decision 0021). */
import type { Beside } from "../backup/beside.ts"
import type { Row } from "../backup/format.ts"
import { JOB_STORE, type Job } from "../jobs/jobs.ts"
import { openJobs } from "../jobs/open-jobs.ts"
import type { RecordPlace } from "../record/open.ts"
import { sideStoreStands } from "../record/side-store.ts"
import { openSubmissionStore, SUBMISSION_STORE } from "../submissions/store.ts"

/** Rows that are put at a time. */
const AT_ONCE = 50

/** All that stands beside a record and goes with it. */
export function besideOf(place: RecordPlace): readonly Beside[] {
  return [jobsBeside(place), submissionsBeside(place)]
}

function jobsBeside(place: RecordPlace): Beside {
  return {
    name: "jobs",
    async *rows() {
      if (!(await sideStoreStands(place, JOB_STORE))) return
      const jobs = await openJobs(place)
      try {
        for (const { payload, ...job } of await jobs.list()) yield { ...job, payload: JSON.stringify(payload) }
      } finally {
        await jobs.close()
      }
    },
    async put(rows) {
      let added = 0
      let jobs: Awaited<ReturnType<typeof openJobs>> | null = null
      try {
        for await (const { payload, ...row } of rows) {
          jobs ??= await openJobs(place)
          const job = { ...row, payload: JSON.parse(String(payload)) } as unknown as Job
          if (await jobs.bring(job)) added++
        }
        return added
      } finally {
        await jobs?.close()
      }
    },
  }
}

/** A submission is one row, each of its parts another; the sealed bytes as base64. */
function submissionsBeside(place: RecordPlace): Beside {
  return {
    name: "submissions",
    async *rows() {
      if (!(await sideStoreStands(place, SUBMISSION_STORE))) return
      const db = await openSubmissionStore(place)
      try {
        for (const { id } of await db.selectFrom("submission").select("id").orderBy("id").execute()) {
          // Together: what is added meanwhile comes whole or not at all.
          const [submission, parts] = await db
            .transaction()
            .execute(
              async (tx) =>
                [
                  await tx.selectFrom("submission").selectAll().where("id", "=", id).executeTakeFirst(),
                  await tx.selectFrom("part").selectAll().where("submission", "=", id).orderBy("n").execute(),
                ] as const,
            )
          if (submission === undefined) continue
          yield { ...submission } as Row
          for (const { sealed, ...part } of parts)
            yield { ...part, sealed: Buffer.from(sealed as Uint8Array).toString("base64") } as Row
        }
      } finally {
        await db.destroy()
      }
    },
    async put(rows) {
      let added = 0
      let db: Awaited<ReturnType<typeof openSubmissionStore>> | null = null
      try {
        for await (const block of blocksOf(rows)) {
          db ??= await openSubmissionStore(place)
          added += await db.transaction().execute(async (tx) => {
            let fresh = 0
            for (const row of block) {
              const { numInsertedOrUpdatedRows: n } = await ("sealed" in row
                ? tx.insertInto("part").values({ ...row, sealed: Buffer.from(String(row.sealed), "base64") } as never)
                : tx.insertInto("submission").values(row as never)
              )
                .onConflict((conflict) => conflict.doNothing())
                .executeTakeFirstOrThrow()
              fresh += Number(n ?? 0)
            }
            return fresh
          })
        }
        return added
      } finally {
        await db?.destroy()
      }
    },
  }
}

async function* blocksOf(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let held: Row[] = []
  for await (const row of rows) {
    held.push(row)
    if (held.length < AT_ONCE) continue
    yield held
    held = []
  }
  if (held.length > 0) yield held
}
