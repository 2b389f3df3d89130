import type { Jobs } from "../jobs/jobs.ts"
import { openJobs } from "../jobs/open-jobs.ts"
import { type Worked, work } from "../jobs/work.ts"
import { RecordError, recordErrorText } from "../record/errors.ts"
import { Failure } from "./failure.ts"
import { failureWords } from "./failure-words.ts"
import { type JobTools, jobHandlers } from "./job-handlers.ts"
import { jobWords } from "./job-lines.ts"
import { tell, tellPlaces } from "./messages.ts"
import { putDueFeeds } from "./put-due-feeds.ts"
import { stopSignal } from "./stop-signal.ts"

/** How `karnegar worker` was asked to work. */
export interface WorkerOptions {
  /** End when no job is due. */
  readonly once: boolean
  /** End after so many jobs; null: never. */
  readonly count: number | null
  readonly json: boolean
}

/**
 * Does jobs until it is told to stop, or as the options say.
 *
 * @returns the exit status: 1 where it ends by itself and a job failed.
 */
export async function workerCommand(options: WorkerOptions, tools: JobTools): Promise<number> {
  const { place, output } = tools
  const stop = stopSignal()
  const jobs = await openJobs(place)
  try {
    if (!options.once)
      tell(
        "waiting for jobs; Ctrl-C ends it after the job in hand.",
        "در انتظار کار؛ با Ctrl-C پس از کاری که در دست است پایان می‌یابد.",
      )
    const { done, failed } = await work(jobs, jobHandlers(tools), {
      once: options.once,
      most: options.count,
      stop,
      before: putDueFeeds(place),
      begun: (job) => {
        const [en, fa] = jobWords(job)
        tell(`${en} …`, `${fa} …`)
      },
      ended: (worked) => tellWorked(worked, jobs),
      trouble: (error) => {
        if (options.once || !(error instanceof RecordError)) return false
        tell(
          `${error.code}: ${recordErrorText(error, "en")} Tried again in a few seconds.`,
          `${recordErrorText(error, "fa")} چند ثانیهٔ دیگر دوباره کوشش می‌شود.`,
        )
        return true
      },
    })
    if (options.json) await output.write(`${JSON.stringify({ done, failed })}\n`)
    else
      tell(
        `${done} ${done === 1 ? "job" : "jobs"} done, ${failed} not. karnegar jobs shows what stands.`,
        `${done.toLocaleString("fa")} کار انجام شد و ${failed.toLocaleString("fa")} کار نشد. karnegar jobs آنچه مانده را نشان می‌دهد.`,
      )
    return failed > 0 && !stop.aborted ? 1 : 0
  } finally {
    await jobs.close()
  }
}

function tellWorked({ job, how, failure, error, seconds }: Worked, jobs: Jobs): void {
  const [en, fa] = jobWords(job)
  if (how === "done") {
    const time = seconds.toLocaleString("en", { maximumFractionDigits: 1 })
    tell(`${en}: done in ${time} s.`, `${fa}: انجام شد.`)
    return
  }
  if (how === "lost") {
    tell(
      `${en}: not heard of for ${jobs.leaseSeconds} seconds, so another worker may have it.`,
      `${fa}: ${jobs.leaseSeconds.toLocaleString("fa")} ثانیه خبری از آن نبود و شاید کارگزار دیگری آن را برداشته باشد.`,
    )
    return
  }
  const [why, whyFa] = failureWords(failure ?? "job.fault")
  // What to do about it is in the failure's own sentence.
  const [next, nextFa] =
    error instanceof Failure
      ? [` — ${error.en}`, ` — ${error.fa}`]
      : error instanceof RecordError
        ? [` — ${recordErrorText(error, "en")}`, ` — ${recordErrorText(error, "fa")}`]
        : ["", ""]
  if (how === "parked")
    tell(
      `${en}: parked, ${why}${next} Try again with: karnegar jobs retry ${job.id}`,
      `${fa}: کنار گذاشته شد، ${whyFa}${nextFa} دوباره: karnegar jobs retry ${job.id}`,
    )
  else tell(`${en}: not done, ${why}${next}; tried again later.`, `${fa}: نشد، ${whyFa}${nextFa}؛ بعداً دوباره.`)
  if (failure === "job.fault") tellPlaces(error)
}
