/**
 * The queue as a table in a file of its own beside the record, so that a job that is taken never waits for an import's transaction.
 *
 * Statements run one behind another on this thread between `begin immediate` and `commit`: nothing can come in between, and
 * another process waits.
 */
import { randomUUID } from "node:crypto"
import type Database from "libsql"
import { asRecordError, whileBusy } from "../record/failures.ts"
import { openSqliteFile } from "../record/sqlite-file.ts"
import { type HeldJob, inOrder, JOB_STORE, type Job, type Jobs, MOST_FAILURES, type NewJob } from "./jobs.ts"
import { type JobKind, PAYLOADS } from "./payloads.ts"

/** Failure of a job whose worker was silent for longer than its lease. */
export const WORKER_LOST = "job.worker_lost"

const PATIENCE_MS = 15_000
const MOST_WAIT_SECONDS = 3600

const SCHEMA = `
create table if not exists job (
  seq integer primary key,
  id text not null unique,
  kind text not null,
  key text not null unique,
  payload text not null,
  state text not null check (state in ('waits', 'held', 'parked')),
  attempts integer not null default 0,
  failures integer not null default 0,
  failure text,
  added text not null,
  due text not null,
  lease text
) strict;
create index if not exists job_due on job (state, due, seq);
`

interface Row {
  readonly id: string
  readonly kind: string
  readonly key: string
  readonly payload: string
  readonly state: Job["state"]
  readonly attempts: number
  readonly failures: number
  readonly failure: string | null
  readonly added: string
  readonly due: string
}

/** The queue in a folder. */
export class EmbeddedJobs implements Jobs {
  readonly leaseSeconds: number
  readonly #retrySeconds: number
  readonly #database: Database.Database
  readonly #dir: string

  private constructor(dir: string, database: Database.Database, leaseSeconds: number, retrySeconds: number) {
    this.#dir = dir
    this.#database = database
    this.leaseSeconds = leaseSeconds
    this.#retrySeconds = retrySeconds
  }

  /** @throws RecordError as `openRecord`. */
  static async open(dir: string, leaseSeconds: number, retrySeconds: number): Promise<EmbeddedJobs> {
    try {
      return await whileBusy(PATIENCE_MS, async () => {
        const database = openSqliteFile(dir, JOB_STORE.file)
        try {
          database.exec(SCHEMA)
        } catch (error) {
          database.close()
          throw error
        }
        return new EmbeddedJobs(dir, database, leaseSeconds, retrySeconds)
      })
    } catch (error) {
      throw asRecordError(error, dir)
    }
  }

  add<K extends JobKind>({ kind, key, payload }: NewJob<K>): Promise<{ readonly id: string; readonly fresh: boolean }> {
    const written = JSON.stringify(PAYLOADS[kind].parse(payload))
    return this.#change((now) => {
      const stands = this.#database.prepare("select id from job where key = ?").get(key) as { id: string } | undefined
      if (stands !== undefined) return { id: stands.id, fresh: false }
      const id = randomUUID()
      this.#database
        .prepare("insert into job (id, kind, key, payload, state, added, due) values (?, ?, ?, ?, 'waits', ?, ?)")
        .run(id, kind, key, written, iso(now), iso(now))
      return { id, fresh: true }
    })
  }

  bring({ id, kind, key, payload, state, attempts, failure, added, due }: Job): Promise<boolean> {
    const [stands, tried, failed] = state === "parked" ? [state, attempts, MOST_FAILURES] : ["waits", 0, 0]
    return this.#change(
      () =>
        this.#database
          .prepare(
            `insert into job (id, kind, key, payload, state, attempts, failures, failure, added, due)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
          )
          .run(id, kind, key, JSON.stringify(payload), stands, tried, failed, failure, added, due).changes > 0,
    )
  }

  take(): Promise<HeldJob | null> {
    return this.#change((now) => {
      const silent = this.#database
        .prepare("select * from job where state = 'held' and lease < ?")
        .all(iso(now)) as Row[]
      for (const one of silent) this.#giveBack(one, WORKER_LOST, now)
      const row = this.#database
        .prepare("select * from job where state = 'waits' and due <= ? order by due, seq limit 1")
        .get(iso(now)) as Row | undefined
      if (row === undefined) return null
      this.#database
        .prepare("update job set state = 'held', attempts = attempts + 1, lease = ? where id = ?")
        .run(this.#leaseFrom(now), row.id)
      return { id: row.id, kind: row.kind, payload: JSON.parse(row.payload), attempt: row.attempts + 1 }
    })
  }

  beat(job: HeldJob): Promise<boolean> {
    return this.#change((now) => this.#ofHolder("update job set lease = ?", job, this.#leaseFrom(now)))
  }

  done(job: HeldJob): Promise<boolean> {
    return this.#change(() => this.#ofHolder("delete from job", job))
  }

  fail(job: HeldJob, failure: string): Promise<"waits" | "parked" | "lost"> {
    return this.#change((now) => {
      const row = this.#database
        .prepare("select * from job where id = ? and state = 'held' and attempts = ?")
        .get(job.id, job.attempt) as Row | undefined
      return row === undefined ? "lost" : this.#giveBack(row, failure, now)
    })
  }

  list(): Promise<readonly Job[]> {
    return this.#run(() => {
      const rows = this.#database.prepare("select * from job order by seq").all() as Row[]
      return inOrder(
        rows.map(({ id, kind, key, payload, state, attempts, failure, added, due }) => ({
          id,
          kind,
          key,
          payload: JSON.parse(payload),
          state,
          attempts,
          failure,
          added,
          due,
        })),
      )
    })
  }

  retry(id: string | null): Promise<number> {
    const [which, values] = id === null ? ["", []] : [" and id = ?", [id]]
    return this.#change((now) =>
      Number(
        this.#database
          .prepare(`update job set state = 'waits', failures = 0, due = ? where state = 'parked'${which}`)
          .run(iso(now), ...values).changes,
      ),
    )
  }

  drop(id: string): Promise<boolean> {
    return this.#change(() => this.#database.prepare("delete from job where id = ?").run(id).changes > 0)
  }

  async close(): Promise<void> {
    this.#database.close()
  }

  #giveBack(row: Row, failure: string, now: number): "waits" | "parked" {
    const failures = row.failures + 1
    const state = failures >= MOST_FAILURES ? "parked" : "waits"
    const wait = Math.min(this.#retrySeconds * 2 ** (failures - 1), MOST_WAIT_SECONDS)
    this.#database
      .prepare("update job set state = ?, failures = ?, failure = ?, due = ?, lease = null where id = ?")
      .run(state, failures, failure, iso(now + wait * 1000), row.id)
    return state
  }

  /** A statement about a job, where it is still this holding of it. */
  #ofHolder(statement: string, job: HeldJob, ...values: readonly string[]): boolean {
    const { changes } = this.#database
      .prepare(`${statement} where id = ? and state = 'held' and attempts = ?`)
      .run(...values, job.id, job.attempt)
    return changes > 0
  }

  #leaseFrom(now: number): string {
    return iso(now + this.leaseSeconds * 1000)
  }

  #change<T>(work: (now: number) => T): Promise<T> {
    return this.#run(() => {
      this.#database.exec("begin immediate")
      try {
        const result = work(Date.now())
        this.#database.exec("commit")
        return result
      } catch (error) {
        // SQLite ends a transaction by itself when the disk is full or fails.
        if (this.#database.inTransaction) this.#database.exec("rollback")
        throw error
      }
    })
  }

  async #run<T>(work: () => T): Promise<T> {
    try {
      return await whileBusy(PATIENCE_MS, async () => work())
    } catch (error) {
      throw asRecordError(error, this.#dir)
    }
  }
}

const iso = (ms: number) => new Date(ms).toISOString()
