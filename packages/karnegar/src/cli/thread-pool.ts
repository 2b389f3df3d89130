import { Worker } from "node:worker_threads"

interface Waiting<Answer> {
  readonly done: (answer: Answer) => void
  readonly fail: (error: Error) => void
}

interface Hand<Answer> {
  readonly worker: Worker
  /** Jobs that it has been given and not answered, in order. */
  readonly waiting: Waiting<Answer>[]
}

/** Threads that do jobs side by side; each answers one message with one message, in the order of its own. */
export class ThreadPool<Job, Answer> {
  readonly #hands: readonly Hand<Answer>[]

  /** @param settings What each thread finds as its `workerData`. */
  constructor(script: URL, count: number, settings: unknown = null) {
    this.#hands = Array.from({ length: count }, () => {
      const worker = new Worker(script, { workerData: settings })
      const waiting: Waiting<Answer>[] = []
      worker.on("message", (answer: Answer) => waiting.shift()!.done(answer))
      worker.on("error", (error) => {
        for (const { fail } of waiting.splice(0)) fail(new Error("couldn't code on a thread", { cause: error }))
      })
      return { worker, waiting }
    })
  }

  /** Gives a job to the thread with the least to do. @param transfer What of it is handed over, not copied. */
  give(job: Job, transfer: readonly ArrayBuffer[] = []): Promise<Answer> {
    const hand = this.#hands.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a))
    return new Promise((done, fail) => {
      hand.waiting.push({ done, fail })
      hand.worker.postMessage(job, transfer)
    })
  }

  async end(): Promise<void> {
    await Promise.all(this.#hands.map(({ worker }) => worker.terminate()))
  }
}
