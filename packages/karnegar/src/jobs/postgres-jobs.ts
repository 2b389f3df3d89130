/**
 * The queue on PostgreSQL: pg-boss, in its own schema `pgboss` of the record's database.
 *
 * pg-boss settles a job by its id alone, whoever holds it. A worker that was silent for too long must not settle what another
 * has taken since: every settling is one transaction that first locks the row of this very holding.
 */
import pg from "pg"
import { type Db, type JobWithMetadata, PgBoss } from "pg-boss"
import { asRecordError } from "../record/failures.ts"
import { WORKER_LOST } from "./embedded-jobs.ts"
import { type HeldJob, inOrder, JOB_STORE, type Job, type Jobs, MOST_FAILURES, type NewJob } from "./jobs.ts"
import { type JobKind, PAYLOADS } from "./payloads.ts"

const QUEUE = "karnegar"
const SCHEMA = JOB_STORE.schema
const MOST_WAIT_SECONDS = 3600
/** pg-boss deletes jobs that nobody took for so long; ten years is never. */
const NEVER_SECONDS = 10 * 366 * 86_400
/** The longest that pg-boss lets a job be held, however often its worker beats. */
const MOST_HELD_SECONDS = 86_400

/** What stands in a job's data. */
interface Carried {
  readonly kind: string
  readonly payload: unknown
}

/** The queue in a database. */
export class PostgresJobs implements Jobs {
  readonly leaseSeconds: number
  readonly #retrySeconds: number
  readonly #pool: pg.Pool
  readonly #boss: PgBoss
  readonly #subject: string
  #lookedForSilent = 0

  private constructor(pool: pg.Pool, boss: PgBoss, subject: string, leaseSeconds: number, retrySeconds: number) {
    this.#pool = pool
    this.#boss = boss
    this.#subject = subject
    this.leaseSeconds = leaseSeconds
    this.#retrySeconds = retrySeconds
  }

  /** @param subject What the database is called in messages. @throws RecordError as `openRecord`. */
  static async open(
    databaseUrl: string,
    subject: string,
    leaseSeconds: number,
    retrySeconds: number,
  ): Promise<PostgresJobs> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 3, connectionTimeoutMillis: 10_000 })
    // An idle connection that the server drops is replaced by the pool.
    pool.on("error", () => undefined)
    const boss = new PgBoss({
      db: databaseOf(pool),
      schema: SCHEMA,
      // `take` looks for silent workers itself, so that a command that only lists starts no timers.
      supervise: false,
      schedule: false,
      monitorIntervalSeconds: monitorSeconds(leaseSeconds),
    })
    // What fails in its own background work is tried again there; what we ask for throws.
    boss.on("error", () => undefined)
    try {
      await boss.start()
      await boss.createQueue(QUEUE, { policy: "exclusive" })
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined)
      await pool.end()
      throw asRecordError(error, subject)
    }
    return new PostgresJobs(pool, boss, subject, leaseSeconds, retrySeconds)
  }

  add<K extends JobKind>({ kind, key, payload }: NewJob<K>): Promise<{ readonly id: string; readonly fresh: boolean }> {
    const data: Carried = { kind, payload: PAYLOADS[kind].parse(payload) }
    return this.#transaction((db, client) => this.#send(db, client, key, data, {}))
  }

  bring({ id, kind, key, payload, state, attempts, failure, added, due }: Job): Promise<boolean> {
    return this.#transaction(async (db, client) => {
      const sent = await this.#send(db, client, key, { kind, payload }, { id, startAfter: new Date(due) })
      if (!sent.fresh) return false
      const parked = state === "parked"
      // pg-boss has no door for a job that has a past.
      await client.query(
        `update ${SCHEMA}.job set created_on = $3, output = $4::jsonb${parked ? ", state = 'failed', retry_count = $5, retry_limit = $5, started_on = $3, completed_on = now()" : ""}
        where name = $1 and id = $2`,
        [
          QUEUE,
          id,
          added,
          failure === null ? null : JSON.stringify({ code: failure }),
          ...(parked ? [Math.max(0, attempts - 1)] : []),
        ],
      )
      return true
    })
  }

  /** Puts a job in the queue unless one with its key stands. */
  async #send(
    db: Db,
    client: pg.PoolClient,
    key: string,
    data: Carried,
    more: { readonly id?: string; readonly startAfter?: Date },
  ): Promise<{ readonly id: string; readonly fresh: boolean }> {
    // Two who add the same key wait for one another; pg-boss's own index knows nothing of parked ones.
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 7310))", [key])
    const stands = (await this.#boss.findJobs(QUEUE, { key, db })).find((job) => stateOf(job) !== null)
    if (stands !== undefined) return { id: stands.id, fresh: false }
    const id = await this.#boss.send(QUEUE, data, {
      ...more,
      db,
      singletonKey: key,
      retryLimit: MOST_FAILURES - 1,
      retryDelay: this.#retrySeconds,
      retryBackoff: this.#retrySeconds > 0,
      ...(this.#retrySeconds > 0 ? { retryDelayMax: MOST_WAIT_SECONDS } : {}),
      heartbeatSeconds: this.leaseSeconds,
      expireInSeconds: MOST_HELD_SECONDS,
      retentionSeconds: NEVER_SECONDS,
      deleteAfterSeconds: 0,
    })
    if (id === null) throw new Error("couldn't add a job: pg-boss holds one with its key that it does not list")
    return { id, fresh: true }
  }

  take(): Promise<HeldJob | null> {
    return this.#run(async () => {
      if (Date.now() - this.#lookedForSilent >= monitorSeconds(this.leaseSeconds) * 1000) {
        this.#lookedForSilent = Date.now()
        await this.#boss.supervise(QUEUE)
      }
      const [job] = await this.#boss.fetch<Carried>(QUEUE, { includeMetadata: true })
      if (job === undefined) return null
      return { id: job.id, kind: job.data.kind, payload: job.data.payload, attempt: job.retryCount + 1 }
    })
  }

  beat(job: HeldJob): Promise<boolean> {
    return this.#ofHolder(job, false, async (db) => {
      await this.#boss.touch(QUEUE, job.id, { db })
      return true
    })
  }

  done(job: HeldJob): Promise<boolean> {
    return this.#ofHolder(job, false, async (db) => {
      await this.#boss.deleteJob(QUEUE, job.id, { db })
      return true
    })
  }

  fail(job: HeldJob, failure: string): Promise<"waits" | "parked" | "lost"> {
    return this.#ofHolder<"waits" | "parked" | "lost">(job, "lost", async (db) => {
      await this.#boss.fail(QUEUE, job.id, { code: failure }, { db })
      const [after] = await this.#boss.findJobs(QUEUE, { id: job.id, db })
      return after?.state === "failed" ? "parked" : "waits"
    })
  }

  list(): Promise<readonly Job[]> {
    return this.#run(async () =>
      inOrder(
        (await this.#boss.findJobs<Carried>(QUEUE)).flatMap((job) => {
          const state = stateOf(job)
          return state === null
            ? []
            : [
                {
                  id: job.id,
                  kind: job.data.kind,
                  key: job.singletonKey ?? "",
                  payload: job.data.payload,
                  state,
                  attempts: job.startedOn === null ? 0 : job.retryCount + 1,
                  failure: failureOf(job.output),
                  added: job.createdOn.toISOString(),
                  due: job.startAfter.toISOString(),
                },
              ]
        }),
      ),
    )
  }

  retry(id: string | null): Promise<number> {
    if (id !== null && !isUuid(id)) return Promise.resolve(0)
    return this.#transaction(async (db) => {
      const parked = (await this.#boss.findJobs(QUEUE, id === null ? { db } : { id, db })).filter(
        (job) => stateOf(job) === "parked",
      )
      for (const job of parked) {
        await this.#boss.retry(QUEUE, job.id, { db })
        await this.#boss.update(QUEUE, undefined, {
          id: job.id,
          db,
          startAfter: new Date(),
          retryLimit: job.retryCount + MOST_FAILURES,
        })
      }
      return parked.length
    })
  }

  drop(id: string): Promise<boolean> {
    if (!isUuid(id)) return Promise.resolve(false)
    return this.#transaction(async (db) => {
      const found = await this.#boss.findJobs(QUEUE, { id, db })
      if (found.length > 0) await this.#boss.deleteJob(QUEUE, id, { db })
      return found.length > 0
    })
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false })
    await this.#pool.end()
  }

  /** Work on a job where it is still this holding of it, and nobody can take it meanwhile. */
  #ofHolder<T>(job: HeldJob, lost: T, work: (db: Db) => Promise<T>): Promise<T> {
    return this.#transaction(async (db, client) => {
      const { rowCount } = await client.query(
        `select 1 from ${SCHEMA}.job where name = $1 and id = $2 and state = 'active' and retry_count = $3 for update`,
        [QUEUE, job.id, job.attempt - 1],
      )
      return rowCount === 0 ? lost : work(db)
    })
  }

  #transaction<T>(work: (db: Db, client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#run(async () => {
      const client = await this.#pool.connect()
      try {
        await client.query("begin")
        const result = await work(databaseOf(client), client)
        await client.query("commit")
        client.release()
        return result
      } catch (error) {
        // A connection whose transaction may be open is not used again.
        client.release(true)
        throw error
      }
    })
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw asRecordError(error, this.#subject)
    }
  }
}

function databaseOf(queries: pg.Pool | pg.PoolClient): Db {
  return { executeSql: (text, values) => queries.query(text, values) }
}

/** Seconds between two looks for workers that are silent. */
function monitorSeconds(leaseSeconds: number): number {
  return Math.max(1, Math.floor(leaseSeconds / 4))
}

/** Null: it is done. */
function stateOf({ state }: Pick<JobWithMetadata, "state">): Job["state"] | null {
  if (state === "failed") return "parked"
  if (state === "active") return "held"
  return state === "created" || state === "retry" ? "waits" : null
}

/** The code that we gave it, or that of a worker that was lost: pg-boss's own words. */
function failureOf(output: unknown): string | null {
  if (typeof output !== "object" || output === null) return null
  return "code" in output && typeof output.code === "string" ? output.code : WORKER_LOST
}

function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
}
