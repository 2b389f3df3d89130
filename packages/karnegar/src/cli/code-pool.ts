import { Worker } from "node:worker_threads"
import type { ReadReport } from "../intake/read-reports.ts"
import type { CodedFormat } from "./coded-text.ts"

interface Waiting {
  readonly done: (bytes: Uint8Array) => void
  readonly fail: (error: Error) => void
}

interface Hand {
  readonly worker: Worker
  /** Batches that it has been given and not answered, in order. */
  readonly waiting: Waiting[]
}

/** Threads that code batches of reports side by side. */
export class CodePool {
  readonly #hands: readonly Hand[]

  constructor(count: number, settings: CodedFormat) {
    this.#hands = Array.from({ length: count }, () => {
      const worker = new Worker(new URL("./code-worker.js", import.meta.url), { workerData: settings })
      const waiting: Waiting[] = []
      worker.on("message", (bytes: Uint8Array) => waiting.shift()!.done(bytes))
      worker.on("error", (error) => {
        for (const { fail } of waiting.splice(0)) fail(new Error("couldn't code on a thread", { cause: error }))
      })
      return { worker, waiting }
    })
  }

  /** Gives a batch to the thread with the least to do; resolves to the bytes of its codings. */
  code(reports: readonly ReadReport[]): Promise<Uint8Array> {
    const hand = this.#hands.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a))
    return new Promise((done, fail) => {
      hand.waiting.push({ done, fail })
      hand.worker.postMessage(reports)
    })
  }

  async end(): Promise<void> {
    await Promise.all(this.#hands.map(({ worker }) => worker.terminate()))
  }
}
