/** The port that jobs go through: the same behaviour on a file beside the record and on PostgreSQL, held by one contract suite. */
import type { JobKind, Payload } from "./payloads.ts"

/** Failures in a row after which a job is parked: it is kept with its error until somebody retries or drops it. */
export const MOST_FAILURES = 5

/** Where the queue stands: a file beside an embedded record, pg-boss's schema on PostgreSQL. */
export const JOB_STORE = { file: "jobs.sqlite", schema: "pgboss" } as const

/** A job to be put in the queue. */
export interface NewJob<K extends JobKind = JobKind> {
  readonly kind: K
  /** What it is about. While a job with this key stands, waiting, held or parked, another is not added. At most 1,000 letters. */
  readonly key: string
  readonly payload: Payload<K>
}

/** A job that one worker holds until its lease ends; `beat` lengthens the lease. */
export interface HeldJob {
  readonly id: string
  readonly kind: string
  /** As it was added, perhaps by another version of the program: not checked yet. */
  readonly payload: unknown
  /** Times that it was taken, this one included; with the id it tells this holding from any other. */
  readonly attempt: number
}

/** `waits`: for its turn, or for the time of its next attempt. `parked`: failed `MOST_FAILURES` times in a row. */
export type JobState = "waits" | "held" | "parked"

/** A job as it stands in the queue. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly key: string
  readonly payload: unknown
  readonly state: JobState
  /** Times that it was taken. */
  readonly attempts: number
  /** Lasting code of its newest failure; null where it never failed. Codes only: a message may hold words of a report. */
  readonly failure: string | null
  /** ISO instants. `due`: before which it is not taken. */
  readonly added: string
  readonly due: string
}

/** How a queue is opened. */
export interface JobsOptions {
  /** A worker that is silent for so long has lost its job; 60 when absent. PostgreSQL: 10 at least. */
  readonly leaseSeconds?: number
  /** Wait after the first failure; doubles with each, up to an hour. 30 when absent. */
  readonly retrySeconds?: number
}

/** A durable queue: what `add` answered is there after any crash, and stays until it is done or dropped. */
export interface Jobs {
  /** How long a holding lasts without `beat`. */
  readonly leaseSeconds: number
  /**
   * Puts a job in the queue.
   * @returns its id; `fresh: false` when a job with its key stands already, and the id is that one's.
   */
  add<K extends JobKind>(job: NewJob<K>): Promise<{ readonly id: string; readonly fresh: boolean }>
  /**
   * Puts a job here that stood in another queue, under its id: parked where it was parked, else waiting with all its attempts before it.
   * @returns false: one with its key stands here already, and stays as it is.
   */
  bring(job: Job): Promise<boolean>
  /** Takes the job that has been due longest; null when none is due. Never one that another worker holds. */
  take(): Promise<HeldJob | null>
  /** Begins the lease anew. False: the job was lost, and another worker may have it. */
  beat(job: HeldJob): Promise<boolean>
  /** The job leaves the queue. False: it was lost before, and stays. */
  done(job: HeldJob): Promise<boolean>
  /**
   * Gives the job back: to be taken again later, or parked.
   * @param failure a lasting code.
   */
  fail(job: HeldJob, failure: string): Promise<"waits" | "parked" | "lost">
  /** All jobs: parked ones first, then held ones, then those that wait, each in the order of their turn. */
  list(): Promise<readonly Job[]>
  /** Parked jobs wait again, due now, with `MOST_FAILURES` new attempts. @param id null: all of them. @returns how many. */
  retry(id: string | null): Promise<number>
  /** Takes a job out of the queue, whoever holds it. False: there is none. */
  drop(id: string): Promise<boolean>
  close(): Promise<void>
}

/** Order of `list`. */
export function inOrder(jobs: readonly Job[]): readonly Job[] {
  const rank: { readonly [state in JobState]: number } = { parked: 0, held: 1, waits: 2 }
  return [...jobs].sort(
    (a, b) => rank[a.state] - rank[b.state] || (a.due < b.due ? -1 : a.due > b.due ? 1 : a.added < b.added ? -1 : 1),
  )
}
