import { createReadStream } from "node:fs"
import { appendFile, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { BesideCounts } from "./beside.ts"
import type { Row } from "./format.ts"

/** Rows of what stands beside a record, kept in files until all of a backup was checked. */
export class BesideSpool {
  readonly #dir: string
  readonly #counts: { [name: string]: number } = {}

  /** @param dir A private folder that the restore takes away. */
  constructor(dir: string) {
    this.#dir = join(dir, ".beside")
  }

  /** Rows so far, by name. */
  get counts(): BesideCounts {
    return this.#counts
  }

  async add(name: string, rows: readonly Row[]): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 })
    await appendFile(this.#file(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(""), { mode: 0o600 })
    this.#counts[name] = (this.#counts[name] ?? 0) + rows.length
  }

  async *rows(name: string): AsyncGenerator<Row> {
    if (this.#counts[name] === undefined) return
    for await (const line of createInterface({ input: createReadStream(this.#file(name)) }))
      yield JSON.parse(line) as Row
  }

  #file(name: string): string {
    return join(this.#dir, `${name}.jsonl`)
  }
}
