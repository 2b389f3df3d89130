import type { Block } from "../intake/read-blocks.ts"
import type { CodedBlock } from "./code-block.ts"
import type { CodedFormat } from "./coded-text.ts"
import { ThreadPool } from "./thread-pool.ts"

/** What every thread must know. */
export interface PoolSettings extends CodedFormat {
  /** Names of all files of the run. */
  readonly names: readonly string[]
  readonly published: string | null
  readonly lang: string | null
}

/** A block of the file with that number. */
export interface BlockJob {
  readonly block: Block
  readonly file: number
}

/** Threads that read and code blocks of input side by side. */
export class CodePool {
  readonly #threads: ThreadPool<BlockJob, CodedBlock>

  constructor(count: number, settings: PoolSettings) {
    this.#threads = new ThreadPool(new URL("./code-worker.js", import.meta.url), count, settings)
  }

  /** Codes a block of the file with that number. Its bytes are handed over. */
  code(block: Block, file: number): Promise<CodedBlock> {
    if (!("bytes" in block)) return this.#threads.give({ block, file })
    // A copy: what it was cut from holds the beginning of the next block.
    const bytes = new Uint8Array(block.bytes)
    return this.#threads.give({ block: { ...block, bytes }, file }, [bytes.buffer])
  }

  end(): Promise<void> {
    return this.#threads.end()
  }
}
