/** Takes jobs from a queue and does them, one at a time; any number of workers on any number of machines may do so. */
import type { HeldJob, Jobs } from "./jobs.ts"
import { pause } from "./pause.ts"
import { isJobKind, type JobKind, PAYLOADS, type Payload } from "./payloads.ts"

/** Does a job of one kind. A throw gives it back; its `code`, if it has a lasting one, is what is kept of it. */
type Handler<K extends JobKind> = (payload: Payload<K>, lost: AbortSignal) => Promise<void>

/** A handler for each kind. Each may be run again after a crash in its middle: what it does twice must come to the same. */
export type Handlers = { readonly [K in JobKind]: Handler<K> }

/** What became of a job. `lost`: it was held too long without a sign, and is another worker's now. */
export interface Worked {
  readonly job: HeldJob
  readonly how: "done" | "waits" | "parked" | "lost"
  /** Lasting code; null where it is done. */
  readonly failure: string | null
  /** What was thrown; null where it is done. For a bug's place, never for its message: that may hold words of a report. */
  readonly error: unknown
  readonly seconds: number
}

/** How a worker works. */
export interface WorkOptions {
  /** End when no job is due. */
  readonly once: boolean
  /** End after so many jobs; null: never. */
  readonly most: number | null
  /** Ends the work after the job in hand. */
  readonly stop: AbortSignal
  /** Called before each look at the queue, such as to put in it what is due. */
  readonly before?: (jobs: Jobs) => Promise<void>
  readonly begun: (job: HeldJob) => void
  readonly ended: (worked: Worked) => void
  /** The queue itself failed. Answers whether to go on after a while; a throw is as no. */
  readonly trouble: (error: unknown) => boolean
}

/** Wait between two looks at an empty queue, and after trouble. */
const IDLE_MS = 1_000
const TROUBLE_MS = 5_000

/**
 * Works until it is told to stop, or as `options` say.
 *
 * @returns how many jobs were done, and how many were not.
 */
export async function work(
  jobs: Jobs,
  handlers: Handlers,
  options: WorkOptions,
): Promise<{ readonly done: number; readonly failed: number }> {
  const { once, most, stop, before, trouble } = options
  const counts = { done: 0, failed: 0 }
  while (!stop.aborted && (most === null || counts.done + counts.failed < most)) {
    try {
      await before?.(jobs)
      const job = await jobs.take()
      if (job !== null) counts[(await doJob(jobs, handlers, job, options)) === "done" ? "done" : "failed"]++
      else if (once) break
      else await pause(IDLE_MS, stop)
    } catch (error) {
      // A job in hand stays held, and is taken again when its lease has ended.
      if (!trouble(error)) throw error
      await pause(TROUBLE_MS, stop)
    }
  }
  return counts
}

async function doJob(
  jobs: Jobs,
  handlers: Handlers,
  job: HeldJob,
  { begun, ended }: WorkOptions,
): Promise<Worked["how"]> {
  const from = performance.now()
  const lost = new AbortController()
  const beat = setInterval(
    () => {
      jobs.beat(job).then(
        (held) => held || lost.abort(),
        // The queue does not answer: the next beat, or the settling, will tell.
        () => undefined,
      )
    },
    (jobs.leaseSeconds * 1000) / 3,
  )
  begun(job)
  let failure: string | null = null
  let error: unknown = null
  try {
    failure = await run(handlers, job, lost.signal)
  } catch (thrown) {
    error = thrown
    failure = failureCodeOf(thrown)
  } finally {
    clearInterval(beat)
  }
  const how = failure === null ? ((await jobs.done(job)) ? "done" : "lost") : await jobs.fail(job, failure)
  ended({ job, how, failure, error, seconds: (performance.now() - from) / 1000 })
  return how
}

/** @returns why this version cannot do it; null when it is done. */
async function run(handlers: Handlers, { kind, payload }: HeldJob, lost: AbortSignal): Promise<string | null> {
  if (!isJobKind(kind)) return "job.kind_unknown"
  const read = PAYLOADS[kind].safeParse(payload)
  if (!read.success) return "job.payload_unfit"
  // Which payload goes with which handler is known to `Handlers`, not to the compiler at this line.
  const handler: (payload: never, lost: AbortSignal) => Promise<void> = handlers[kind]
  await handler(read.data as never, lost)
  return null
}

/** What is kept of a failure: its lasting code, the system's, or that it was a bug. Never a message. */
export function failureCodeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (/^[a-z]{1,40}\.[a-z0-9_]{1,60}$/.test(code)) return code
  return /^E[A-Z0-9]{2,30}$/.test(code) ? `system.${code}` : "job.fault"
}
