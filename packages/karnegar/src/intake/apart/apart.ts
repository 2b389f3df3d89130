import { Worker } from "node:worker_threads"
import type { ReadPage } from "../capture/read-page.ts"
import type { ReadPdf } from "../capture/read-pdf.ts"
import type { ReadFeed } from "../feeds/read-feed.ts"

/** What is to be read apart. */
export type Asked =
  | { readonly kind: "page"; readonly bytes: Uint8Array; readonly contentType: string; readonly build: boolean }
  | { readonly kind: "pdf"; readonly bytes: Uint8Array }
  | { readonly kind: "feed"; readonly bytes: Uint8Array; readonly contentType: string }

/** What comes back, by kind. */
export interface Answers {
  readonly page: ReadPage | null
  readonly pdf: ReadPdf | "locked" | "broken"
  readonly feed: ReadFeed | null
}

/** Why nothing came back: time or memory was used up, or the reader stumbled. */
export type NoAnswer = "too slow" | "too heavy" | "stumbled"

/** Limits of the thread. */
export interface ApartLimits {
  readonly mostMs: number
  /** Megabytes of the heap. */
  readonly mostHeapMb: number
}

export const APART_LIMITS: ApartLimits = { mostMs: 10_000, mostHeapMb: 320 }

/** Run from source, as tests are, the thread is the built one: a thread reads no TypeScript. */
const WORKER = import.meta.url.endsWith(".ts")
  ? new URL("../../../dist/intake/apart/apart-worker.js", import.meta.url)
  : new URL("./apart-worker.js", import.meta.url)

/**
 * A thread that takes foreign documents to pieces, one after another, within limits of time and memory. A thread that
 * oversteps them is ended, and the next document gets a new one: the program goes on.
 */
export class Apart {
  readonly #limits: ApartLimits
  #worker: Worker | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(limits: ApartLimits = APART_LIMITS) {
    this.#limits = limits
  }

  /** Reads one document; waits for those before it. The bytes are copied, so that the evidence stays as it is. */
  read<K extends keyof Answers>(
    asked: Asked & { readonly kind: K },
  ): Promise<Answers[K] | { readonly none: NoAnswer }> {
    const own = this.#last.then(() => this.#run(asked)) as Promise<Answers[K] | { readonly none: NoAnswer }>
    this.#last = own.catch(() => {})
    return own
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  async #run(asked: Asked): Promise<unknown> {
    this.#worker ??= new Worker(WORKER, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.mostHeapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      // Nothing of the environment and no arguments: a document has no business with them.
      env: {},
      argv: [],
      execArgv: [],
    })
    const worker = this.#worker
    worker.ref()
    let timer: NodeJS.Timeout | undefined
    const outcome = await new Promise<{ answer: unknown } | { stumbled: string } | { none: NoAnswer }>((done, fail) => {
      timer = setTimeout(() => done({ none: "too slow" }), this.#limits.mostMs)
      worker.once("message", done)
      worker.once("error", (error) => {
        if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") done({ none: "too heavy" })
        else {
          this.#worker = null
          fail(new Error(`couldn't read a ${asked.kind} apart`, { cause: error }))
        }
      })
      worker.once("exit", () => done({ none: "too heavy" }))
      worker.postMessage(asked)
    }).finally(() => {
      clearTimeout(timer)
      // Not all listeners: the thread's own way of hearing hangs on some.
      for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event)
      // An idle thread does not keep the program from ending.
      worker.unref()
    })
    if ("answer" in outcome) return outcome.answer
    if ("stumbled" in outcome) return { none: "stumbled" }
    if (this.#worker === worker) this.#worker = null
    worker.on("error", () => {})
    await worker.terminate()
    return outcome
  }
}
