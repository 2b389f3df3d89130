import { type Command, InvalidArgumentError, Option } from "commander"
import type { Jobs } from "../jobs/jobs.ts"
import type { RecordPlace } from "../record/open.ts"
import { Failure } from "./failure.ts"
import { type FetchGiven, fetchOptions, paceOf, policyOf } from "./fetch-options.ts"
import { tell } from "./messages.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"
import { safeLine } from "./terminal-text.ts"
import { type TimestampGiven, timestampAdapters, timestampOptions } from "./timestamp-options.ts"

interface Given extends PlaceOptions, FetchGiven, TimestampGiven {
  readonly format: "json" | "table"
  readonly once?: boolean
  readonly count?: number
  readonly all?: boolean
}

/** Jobs that a list shows. */
const SHOWN = 50

/** Adds the commands `worker` and `jobs`. */
export function describeJobs(program: Command, version: string, output: Output, end: (status: number) => void): void {
  timestampOptions(fetchOptions(recordOptions(program.command("worker"))))
    .summary("do the jobs of the queue · انجام کارهای صف")
    .description(
      "Takes jobs from the queue and does them, one at a time, until Ctrl-C or a request to end; the job in hand is finished first. Run as many workers as you like, on PostgreSQL on as many machines: no job is given to two, and a killed worker's job is taken again. Feeds of the register that are due are put in the queue by themselves.\n" +
        "کارهای صف را یکی‌یکی انجام می‌دهد تا Ctrl-C را بزنید؛ کاری که در دست است تمام می‌شود. هر چند کارگزار که بخواهید اجرا کنید، با PostgreSQL روی هر چند دستگاه: هیچ کاری به دو کارگزار داده نمی‌شود و کار کارگزاری که کشته شود دوباره برداشته می‌شود. خوراک‌هایی که نوبتشان رسیده خودبه‌خود به صف می‌روند.",
    )
    .option("--once", "do what is due, then end · تنها آنچه نوبتش رسیده")
    .addOption(new Option("--count <n>", "end after n jobs · پایان پس از n کار").argParser(readCount))
    .addOption(
      formatOption(["json", "table"], "counts as json on standard output at the end, or as words").default("table"),
    )
    .addHelpText(
      "after",
      examples(
        "karnegar worker --data ./karnegar-data",
        "karnegar worker --once --data ./karnegar-data",
        "karnegar worker --proxy socks5h://127.0.0.1:9050 --data ./karnegar-data",
        "karnegar worker --database postgres://karnegar@db/karnegar",
      ),
    )
    .action(async (options: Given, command: Command) => {
      const { workerCommand } = await import("./worker-command.ts")
      const { once = false, count = null, format } = options
      const tools = {
        place: placeOf(options, command),
        policy: policyOf(options),
        pace: paceOf(options),
        timestamps: await timestampAdapters(options, policyOf(options)),
        software: `karnegar ${version}`,
        output,
      }
      end(await workerCommand({ once, count, json: format === "json" }, tools))
    })

  recordOptions(program.command("jobs"))
    .summary("list the jobs of the queue, retry or drop one · کارهای صف")
    .description(
      "Lists jobs: parked ones first (they failed five times and wait for you), then those being done, then those that wait. retry puts a parked job back in the queue, drop takes one out.\n" +
        "کارها را نشان می‌دهد: نخست کنارگذاشته‌ها (پنج بار نشده‌اند و منتظر شما هستند)، سپس آنچه در دست انجام است و آنچه در نوبت است. retry کار کنارگذاشته را به صف برمی‌گرداند و drop کاری را از صف بیرون می‌برد.",
    )
    .argument("[verb]", "list, retry or drop")
    .argument("[id]", "id of the job, or its first letters · شناسه")
    .option("--all", "with retry: every parked job · همهٔ کنارگذاشته‌ها")
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText(
      "after",
      examples(
        "karnegar jobs --data ./karnegar-data",
        "karnegar jobs retry 3f9c2a7b --data ./karnegar-data",
        "karnegar jobs retry --all --data ./karnegar-data",
        "karnegar jobs drop 3f9c2a7b --data ./karnegar-data",
      ),
    )
    .action(async (verb: string | undefined, id: string | undefined, options: Given, command: Command) => {
      const all = options.all === true
      const fits =
        verb === undefined || verb === "list"
          ? id === undefined && !all
          : (verb === "retry" && (id === undefined) === all) || (verb === "drop" && id !== undefined && !all)
      if (!fits)
        command.error("error: write it as: karnegar jobs, karnegar jobs retry ID (or --all), karnegar jobs drop ID")
      await withJobs(placeOf(options, command), async (jobs) => {
        if (verb === "retry") await retry(jobs, id ?? null, options)
        else if (verb === "drop") await drop(jobs, id!, options)
        else await list(jobs, options)
      })
    })

  async function list(jobs: Jobs, options: Given): Promise<void> {
    const all = await jobs.list()
    if (options.format === "json") return output.write(`${JSON.stringify(all)}\n`)
    const { jobLines } = await import("./job-lines.ts")
    for (const job of all.slice(0, SHOWN)) await output.write(jobLines(job))
    const parked = all.filter(({ state }) => state === "parked").length
    const more = all.length - SHOWN
    if (more > 0)
      tell(`and ${more} more; --format json shows all.`, `و ${fa(more)} کار دیگر؛ ‎--format json‎ همه را نشان می‌دهد.`)
    if (all.length === 0) tell("the queue is empty.", "صف خالی است.")
    if (parked > 0)
      tell(
        `${parked} parked. Put right what they name, then: karnegar jobs retry --all`,
        `${fa(parked)} کار کنار گذاشته شده است. ایراد را برطرف کنید، سپس: karnegar jobs retry --all`,
      )
  }

  async function retry(jobs: Jobs, written: string | null, options: Given): Promise<void> {
    const id = written === null ? null : await idOf(jobs, written)
    const retried = await jobs.retry(id)
    if (options.format === "json") return output.write(`${JSON.stringify({ retried })}\n`)
    if (retried === 0)
      tell(
        id === null ? "no job is parked." : "this job is not parked: it is being done, or waits for its turn.",
        id === null ? "هیچ کاری کنار گذاشته نشده است." : "این کار کنار گذاشته نشده است: در دست انجام یا در نوبت است.",
      )
    else
      tell(
        `${retried} back in the queue; karnegar worker does them.`,
        `${fa(retried)} کار به صف برگشت؛ karnegar worker انجامشان می‌دهد.`,
      )
  }

  async function drop(jobs: Jobs, written: string, options: Given): Promise<void> {
    const id = await idOf(jobs, written)
    const dropped = await jobs.drop(id)
    if (options.format === "json") return output.write(`${JSON.stringify({ dropped })}\n`)
    if (dropped)
      tell("taken out of the queue; nothing of the record was changed.", "از صف بیرون رفت؛ چیزی از کارنامه عوض نشد.")
    else tell("it was done in the meantime.", "در این میان انجام شد.")
  }
}

/** The job that an id, or the first letters of one, stand for. @throws Failure `jobs.unknown`. */
async function idOf(jobs: Jobs, written: string): Promise<string> {
  const found = (await jobs.list()).filter(({ id }) => id.startsWith(written.toLowerCase()))
  if (found.length === 1) return found[0]!.id
  throw found.length === 0
    ? new Failure(
        "jobs.unknown",
        `no job “${safeLine(written)}” stands in the queue; karnegar jobs lists what does.`,
        `کاری با شناسهٔ «${safeLine(written)}» در صف نیست؛ karnegar jobs فهرست را نشان می‌دهد.`,
      )
    : new Failure(
        "jobs.ambiguous",
        `${found.length} jobs begin with “${safeLine(written)}”; write more letters of the id.`,
        `شناسهٔ ${fa(found.length)} کار با «${safeLine(written)}» آغاز می‌شود؛ حرف‌های بیشتری بنویسید.`,
      )
}

/** Opens the queue of a record that is there. */
async function withJobs(place: RecordPlace, use: (jobs: Jobs) => Promise<void>): Promise<void> {
  const { requireRecord } = await import("./with-record.ts")
  requireRecord(place)
  const { openJobs } = await import("../jobs/open-jobs.ts")
  const jobs = await openJobs(place)
  try {
    await use(jobs)
  } finally {
    await jobs.close()
  }
}

function fa(n: number): string {
  return n.toLocaleString("fa")
}

function readCount(value: string): number {
  const count = /^\d{1,9}$/.test(value) ? Number(value) : 0
  if (count >= 1) return count
  throw new InvalidArgumentError("It must be a whole number from 1 on. · عددی از ۱ به بالا بدهید.")
}
