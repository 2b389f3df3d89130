import type { Record } from "../record/record.ts"
import { serveSite } from "../web/serve.ts"
import { Failure, systemReason } from "./failure.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { loadSampleSet } from "./sample-set.ts"

/** Ports tried one after the other when the default one is taken. */
const PORTS_TRIED = 100

/** What `karnegar serve` was asked to do. */
export interface ServeOptions {
  /** 0: any free port. */
  readonly port: number
  /** The port was asked for: when it is taken, that is an error. */
  readonly portAsked: boolean
  readonly host: string
  readonly sample: boolean
}

/** Serves the record until the process is told to stop; then closes the site. Closing the record is the caller's. */
export async function serveCommand(record: Record, options: ServeOptions, output: Output): Promise<void> {
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
  const stopped = stopSignal()
  const site = await listen(record, options)
  try {
    const shown = options.host.includes(":") ? `[${options.host}]` : options.host
    await output.write(`http://${shown}:${site.port}\n`)
    if (options.host === "127.0.0.1") await output.write(`http://localhost:${site.port}\n`)
    await output.end()
    tell("press Ctrl-C to stop.", "برای پایان Ctrl-C را بزنید.")
    await stopped
  } finally {
    await site.close()
  }
}

async function listen(record: Record, { port, portAsked, host }: ServeOptions): ReturnType<typeof serveSite> {
  for (let own = port; ; own++) {
    try {
      return await serveSite({ record, port: own, host })
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

/** Resolves at the first Ctrl-C or request to end; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143))
        done()
      })
    }
  })
}
