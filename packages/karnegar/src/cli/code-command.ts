import type { ReadReport } from "../intake/read-reports.ts"
import { CodePool } from "./code-pool.ts"
import { BETWEEN, type CodedFormat, codedText } from "./coded-text.ts"
import { tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { readInputChunks } from "./read-input.ts"

/** What `karnegar code` was asked to do. */
export interface CodeOptions extends CodedFormat {
  readonly files: readonly string[]
  /** Publication day and language of reports that bring none. */
  readonly published: string | null
  readonly lang: string | null
  /** Threads that code; 1 codes on this one. */
  readonly workers: number
}

/** Reports and letters that a thread is given at once, and batches that may be under way for each thread. */
const MOST_AT_ONCE = 64
const MOST_LETTERS = 1 << 18
const UNDER_WAY = 3

/**
 * Codes reports as they arrive, in input order; memory does not grow with their number.
 *
 * @returns the exit status: 1 when any line was refused, although all others were coded.
 */
export async function codeCommand(options: CodeOptions, output: Output): Promise<0 | 1> {
  const line = options.workers > 1 ? new SharedLine(options, output) : new OwnLine(options, output)
  let refused = 0
  if (options.format === "json") output.put("[")
  try {
    reading: for await (const lines of readInputChunks(options.files, options)) {
      for (const read of lines) {
        if (!output.open) break reading
        if ("refusal" in read) {
          refused++
          tellRefusal(read.file, read.line, read.refusal)
        } else if (!line.take(read.report)) await line.ready()
      }
      line.pause()
    }
    await line.end()
  } finally {
    await line.close()
  }
  if (options.format === "json") output.put(line.coded === 0 ? "]\n" : "\n]\n")
  await output.end()
  return refused > 0 ? 1 : 0
}

/** Codes each report as it is taken. */
class OwnLine {
  readonly #options: CodeOptions
  readonly #output: Output
  coded = 0

  constructor(options: CodeOptions, output: Output) {
    this.#options = options
    this.#output = output
  }

  /** False when `ready` should be waited for before the next. */
  take(report: ReadReport): boolean {
    const { format } = this.#options
    const text = codedText(report, this.#options)
    const before = format === "json" ? (this.coded === 0 ? "\n" : BETWEEN.json) : ""
    this.coded++
    return this.#output.put(before + text)
  }

  ready(): Promise<void> {
    return this.#output.ready()
  }

  /** Nothing more has arrived. */
  pause(): void {}

  async end(): Promise<void> {}

  async close(): Promise<void> {}
}

/** Gives batches to threads and writes what they answer in the order in which the reports came. */
class SharedLine {
  readonly #options: CodeOptions
  readonly #output: Output
  readonly #pool: CodePool
  #batch: ReadReport[] = []
  #letters = 0
  /** Batches under way, each resolving when it is written. */
  readonly #underWay: Promise<void>[] = []
  #last: Promise<void> = Promise.resolve()
  coded = 0

  constructor(options: CodeOptions, output: Output) {
    this.#options = options
    this.#output = output
    this.#pool = new CodePool(options.workers, { format: options.format, coloured: options.coloured })
  }

  take(report: ReadReport): boolean {
    this.#batch.push(report)
    this.#letters += report.text.length
    if (this.#batch.length < MOST_AT_ONCE && this.#letters < MOST_LETTERS) return true
    this.pause()
    return this.#underWay.length < UNDER_WAY * this.#options.workers
  }

  async ready(): Promise<void> {
    while (this.#underWay.length >= UNDER_WAY * this.#options.workers) await this.#underWay.shift()
  }

  pause(): void {
    if (this.#batch.length === 0) return
    const before = this.#options.format !== "json" ? "" : this.coded === 0 ? "\n" : BETWEEN.json
    this.coded += this.#batch.length
    const answer = this.#pool.code(this.#batch)
    this.#batch = []
    this.#letters = 0
    this.#last = this.#write(this.#last, before, answer)
    this.#underWay.push(this.#last)
    // Whoever waits for it hears of the error; nobody may be waiting yet.
    this.#last.catch(() => {})
  }

  async #write(last: Promise<void>, before: string, answer: Promise<Uint8Array>): Promise<void> {
    const [bytes] = await Promise.all([answer, last])
    if (before !== "") this.#output.put(before)
    if (!this.#output.putBytes(bytes)) await this.#output.ready()
  }

  async end(): Promise<void> {
    await this.#last
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}
