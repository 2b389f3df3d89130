import { once } from "node:events"
import { get } from "node:http"
import type { Jobs } from "../jobs/jobs.ts"
import type { People } from "../people/people.ts"
import type { Record } from "../record/record.ts"
import { setFile } from "../release/set-file.ts"
import type { Submissions } from "../submissions/submissions.ts"
import { serveSite } from "../web/serve.ts"
import { Failure, systemReason } from "./failure.ts"
import { failureWords } from "./failure-words.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { loadSampleSet } from "./sample-set.ts"
import { loadStarterRecord } from "./starter-record.ts"
import { stopSignal } from "./stop-signal.ts"

/** Ports tried one after the other when the default one is taken. */
const PORTS_TRIED = 100

/** What `karnegar serve` was asked to do. */
export interface ServeOptions {
  /** 0: any free port. */
  readonly port: number
  /** The port was asked for: when it is taken, that is an error. */
  readonly portAsked: boolean
  readonly host: string
  /** Public address by which people reach the site; null: this machine's. */
  readonly origin: string | null
  /** Take in the starter record. */
  readonly starter: boolean
  readonly sample: boolean
}

/** What the desk needs besides the record. */
export interface ServedDesk {
  readonly people: People
  readonly jobs: Jobs
}

/** What is served. */
export interface Served extends ServedDesk {
  readonly record: Record
  readonly submissions: Submissions
}

/** Serves the record until the process is told to stop; then closes the site. Closing what is served is the caller's. */
export async function serveCommand(served: Served, options: ServeOptions, output: Output): Promise<void> {
  const { record, people } = served
  if (options.starter) {
    const { added, changed } = await loadStarterRecord(record)
    if (added + changed > 0) {
      tell(
        `took in the starter record: ${added} actions new, ${changed} changed; docs/starter.md tells how it was made.`,
        `کارنامهٔ آغازین افزوده شد: ${added} حرکت تازه و ${changed} تغییریافته؛ docs/starter.fa.md می‌گوید چگونه ساخته شده.`,
      )
    }
  }
  if (options.sample) {
    const loaded = await loadSampleSet(record)
    if (loaded > 0) {
      tell(
        `loaded the sample set: ${loaded} invented reports; the rule that accepts codings is on.`,
        `مجموعهٔ نمونه بار شد: ${loaded} گزارش ساختگی؛ قاعدهٔ پذیرش خودکار روشن است.`,
      )
    } else if ((await record.counts()).samples === 0) {
      tell("the record is not empty, so the sample set was not loaded.", "کارنامه خالی نیست؛ مجموعهٔ نمونه بار نشد.")
    }
  }
  const stopped = once(stopSignal(), "abort")
  const site = await listen(served, options)
  try {
    const shown = options.host.includes(":") ? `[${options.host}]` : options.host
    await output.write(`http://${shown}:${site.port}\n`)
    // Browsers make passkeys for a name only.
    if (options.host === "127.0.0.1") await output.write(`http://localhost:${site.port}\n`)
    await output.end()
    readAhead(site.port, shown)
    if (await people.isEmpty()) await tellFirstCode(people, options.origin ?? `http://localhost:${site.port}`)
    tell("press Ctrl-C to stop.", "برای پایان Ctrl-C را بزنید.")
    await stopped
  } finally {
    await site.close()
  }
}

/**
 * Asks for the first page itself: at 100,000 actions, reading the record takes ten seconds, which no reader need wait for. A
 * failure is none of the start's: whoever asks next is told.
 */
function readAhead(port: number, host: string): void {
  get({ port, host: host.replace(/^\[|\]$/g, ""), path: "/fa/", agent: false }, (answer) => answer.resume()).on(
    "error",
    () => {},
  )
}

/** A code for the first person, an administrator: whoever can read this terminal may become it. */
async function tellFirstCode(people: People, address: string): Promise<void> {
  const code = await people.inviteFirst()
  tell(
    `nobody works at the desk yet. Open ${address}/en/desk/join and give this code once: ${code}`,
    `هنوز کسی در میز بررسی نیست. ${address}/fa/desk/join را باز کنید و این کد یک‌بارمصرف را بنویسید: ${code}`,
  )
}

function failureWordsOf(code: string): { readonly fa: string; readonly en: string } {
  const [en, fa] = failureWords(code)
  return { en, fa }
}

async function listen(served: Served, { port, portAsked, host, origin }: ServeOptions): ReturnType<typeof serveSite> {
  for (let own = port; ; own++) {
    try {
      return await serveSite({
        ...served,
        failureWords: failureWordsOf,
        files: setFile,
        port: own,
        host,
        ...(origin === null ? {} : { origin }),
      })
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE"
      if (taken && !portAsked && own < port + PORTS_TRIED) continue
      if (taken) {
        throw new Failure(
          "serve.port_taken",
          `port ${own} is taken by another program. Give another one with --port, or --port 0 for any free one.`,
          `درگاه ${own} در دست برنامهٔ دیگری است. با ‎--port‎ درگاه دیگری بدهید، یا ‎--port 0‎ برای هر درگاه آزاد.`,
          { cause: error },
        )
      }
      if (!(error instanceof Error && "syscall" in error)) throw error
      throw new Failure(
        "serve.cannot_listen",
        `cannot listen on ${host}, port ${own} (${systemReason(error)}). Give another --host or --port.`,
        `شنیدن روی ${host} و درگاه ${own} ممکن نشد (${systemReason(error)}). ‎--host‎ یا ‎--port‎ دیگری بدهید.`,
        { cause: error },
      )
    }
  }
}
