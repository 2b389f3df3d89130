import { KEY_WORDS, SeenIds } from "../intake/seen-ids.ts"
import { type CodedBlock, codeBlock, type RefusedLine } from "./code-block.ts"
import { CodePool, type PoolSettings } from "./code-pool.ts"
import type { CodedFormat } from "./coded-text.ts"
import { tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { type InputBlock, inputNames, readInputBlocks } from "./read-input.ts"

/** What `karnegar code` was asked to do. */
export interface CodeOptions extends CodedFormat {
  readonly files: readonly string[]
  /** Publication day and language of reports that bring none. */
  readonly published: string | null
  readonly lang: string | null
  /** Threads that code; 1 codes on this one. */
  readonly workers: number
}

/** Blocks that may be under way for each thread. */
const UNDER_WAY = 3

/**
 * Codes reports as they arrive, in input order; memory does not grow with their number.
 *
 * @returns the exit status: 1 when any line was refused, although all others were coded.
 */
export async function codeCommand(options: CodeOptions, output: Output): Promise<0 | 1> {
  const { files, workers, format, coloured, published, lang } = options
  const settings = { format, coloured, published, lang, names: inputNames(files) }
  const seen = new SeenIds()
  const written = new Written(settings, seen, output)
  const line = workers > 1 ? new SharedLine(settings, workers, written) : new OwnLine(settings, seen, written)
  if (format === "json") output.put("[")
  try {
    for await (const input of readInputBlocks(files)) {
      if (!output.open) break
      await line.take(input)
    }
    await line.end()
  } finally {
    await line.close()
  }
  if (format === "json") output.put(written.bytes === 0 ? "]\n" : "\n]\n")
  await output.end()
  return written.refused > 0 ? 1 : 0
}

/** What has been written so far: codings on standard output, refusals beside it. */
class Written {
  readonly #settings: PoolSettings
  readonly #seen: SeenIds
  readonly #output: Output
  bytes = 0
  refused = 0

  constructor(settings: PoolSettings, seen: SeenIds, output: Output) {
    this.#settings = settings
    this.#seen = seen
    this.#output = output
  }

  /** Writes a block of the file with that number; blocks come in the order of the input. */
  async add(block: CodedBlock, file: number): Promise<void> {
    const { bytes, ends, lines } = block
    const refused = [...block.refused]
    // Stretches of codings between those whose ids stand already.
    let from = 0
    for (let i = 0; i < lines.length; i++) {
      const refusal = this.#repeated(block, i, file)
      if (refusal === null) continue
      refused.push(refusal)
      const start = i === 0 ? 0 : ends[i - 1]!
      this.#put(bytes.subarray(from, start))
      from = ends[i]!
    }
    this.#put(bytes.subarray(from))
    if (refused.length > block.refused.length) refused.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    for (const { line, refusal } of refused) this.tell(line, refusal, file)
    await this.#output.ready()
  }

  tell(line: RefusedLine["line"], refusal: RefusedLine["refusal"], file: number): void {
    this.refused++
    tellRefusal(this.#settings.names[file]!, line, refusal)
  }

  #repeated({ lines, keys }: CodedBlock, i: number, file: number): RefusedLine | null {
    const line = lines[i]!
    const first = this.#seen.firstOrAddKey(keys.subarray(i * KEY_WORDS, (i + 1) * KEY_WORDS), file, line)
    if (first === null) return null
    return { line, refusal: { code: "input.id_repeated", file: this.#settings.names[first.file]!, line: first.line } }
  }

  #put(codings: Uint8Array): void {
    if (codings.length === 0) return
    // A comma stands before each coding of an array; none before the first.
    const comma = this.#settings.format === "json" && this.bytes === 0 ? 1 : 0
    this.bytes += codings.length
    this.#output.putBytes(codings.subarray(comma))
  }
}

/** Codes each block as it is taken. */
class OwnLine {
  readonly #settings: PoolSettings
  readonly #seen: SeenIds
  readonly #written: Written

  constructor(settings: PoolSettings, seen: SeenIds, written: Written) {
    this.#settings = settings
    this.#seen = seen
    this.#written = written
  }

  async take(input: InputBlock): Promise<void> {
    const { file } = input
    if ("refusal" in input) return this.#written.tell(null, input.refusal, file)
    const { names, published, lang } = this.#settings
    const options = { name: names[file]!, file, seen: this.#seen, names, published, lang }
    await this.#written.add(codeBlock(input.block, options, this.#settings), file)
  }

  async end(): Promise<void> {}

  async close(): Promise<void> {}
}

/** Gives blocks to threads and writes what they answer in the order in which the blocks came. */
class SharedLine {
  readonly #pool: CodePool
  readonly #most: number
  readonly #written: Written
  /** Blocks under way, each resolving when it is written. */
  readonly #underWay: Promise<void>[] = []
  #last: Promise<void> = Promise.resolve()

  constructor(settings: PoolSettings, workers: number, written: Written) {
    this.#pool = new CodePool(workers, settings)
    this.#most = UNDER_WAY * workers
    this.#written = written
  }

  async take(input: InputBlock): Promise<void> {
    this.#last = this.#write(this.#last, input)
    this.#underWay.push(this.#last)
    // Whoever waits for it hears of the error; nobody may be waiting yet.
    this.#last.catch(() => {})
    while (this.#underWay.length >= this.#most) await this.#underWay.shift()
  }

  async #write(last: Promise<void>, input: InputBlock): Promise<void> {
    if ("refusal" in input) {
      await last
      return this.#written.tell(null, input.refusal, input.file)
    }
    const [coded] = await Promise.all([this.#pool.code(input.block, input.file), last])
    await this.#written.add(coded, input.file)
  }

  async end(): Promise<void> {
    await this.#last
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}
