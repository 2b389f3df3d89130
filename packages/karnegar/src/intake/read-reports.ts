import type { ReportInput } from "@karnegar/coder"
import { checkPublished } from "./published-day.ts"
import { type Block, linesOf, MOST_BYTES, type ReadAs, readBlocks } from "./read-blocks.ts"
import type { Refusal } from "./refusal.ts"
import type { SeenIds } from "./seen-ids.ts"
import { decode, isUtf16 } from "./utf8.ts"

/** Longest id, in UTF-16 code units. */
export const MOST_ID = 500

/** A report as its bringer wrote it; `url` is the address of the publication, https only. */
export interface ReadReport extends ReportInput {
  readonly url: string | null
}

/** One line of input: a report, or why it was not taken. Lines begin at 1. */
export type ReadLine =
  | { readonly line: number; readonly report: ReadReport }
  | { readonly line: number; readonly refusal: Refusal }

/** How to read a block of one file. */
export interface BlockOptions {
  /** File name as it stands in messages; id of a plain text. */
  readonly name: string
  /** Number of the file among those of one run, and the ids of all of them; null where another sees to repeated ids. */
  readonly file: number
  readonly seen: SeenIds | null
  /** Names of the files of the run, for messages. */
  readonly names: readonly string[]
  /** Publication day and language of reports that bring none. */
  readonly published?: string | null
  readonly lang?: string | null
}

/** How to read one file. */
export interface ReadOptions extends BlockOptions {
  readonly as: ReadAs
}

/** How a file of this name is read: `.txt` is one report, `.jsonl`, `.ndjson` and `.json` are JSON Lines, others are looked into. */
export function formatOfName(name: string): ReadAs {
  if (/\.txt$/i.test(name)) return "text"
  return /\.(jsonl|ndjson|json)$/i.test(name) ? "jsonl" : "guess"
}

/**
 * Reads reports from bytes: JSON Lines `{id, text, published?, source?, lang?, url?}` or one plain text.
 *
 * Every line that is not blank comes back, in order, as a report or as a refusal. Holds no more than one line and
 * one chunk, and of a plain text at most `MOST_BYTES`.
 */
export async function* readReports(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<ReadLine> {
  for await (const block of readBlocks(chunks, options.as)) yield* readBlock(block, options)
}

/** The reports and refusals of a block, in order. */
export function readBlock(block: Block, options: BlockOptions): ReadLine[] {
  const { line } = block
  switch (block.is) {
    case "empty":
      return [{ line, refusal: { code: "input.empty" } }]
    case "too_long":
      return [{ line, refusal: tooLong(block.length) }]
    case "text":
      return [readText(block.bytes, options)]
    default: {
      const out: ReadLine[] = []
      let at = line
      for (const bytes of linesOf(block.bytes)) {
        const read = readJsonLine(bytes, at++, options)
        if (read !== null) out.push(read)
      }
      return out
    }
  }
}

function tooLong(length: number): Refusal {
  return { code: "input.too_long", bytes: length, most: MOST_BYTES }
}

function readText(bytes: Uint8Array, options: BlockOptions): ReadLine {
  const text = decode(bytes)
  if (text === null) return { line: brokenLine(bytes), refusal: { code: "input.not_utf8", utf16: isUtf16(bytes) } }
  const refusal = repeated(options.name, 1, options)
  if (refusal !== null) return { line: 1, refusal }
  return {
    line: 1,
    report: {
      id: options.name,
      text,
      published: options.published ?? null,
      source: null,
      lang: options.lang ?? null,
      url: null,
    },
  }
}

/** `null` for a blank line. */
function readJsonLine(bytes: Uint8Array, line: number, options: BlockOptions): ReadLine | null {
  if (bytes.length > MOST_BYTES) return { line, refusal: tooLong(bytes.length) }
  const text = decode(bytes)
  if (text === null) return { line, refusal: { code: "input.not_utf8", utf16: line === 1 && isUtf16(bytes) } }
  if (text.trim() === "") return null
  const report = readReport(text, options)
  if ("code" in report) return { line, refusal: report }
  const refusal = repeated(report.id, line, options)
  return refusal === null ? { line, report } : { line, refusal }
}

function readReport(json: string, options: BlockOptions): ReadReport | Refusal {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    // The parser's own message quotes the line, which may hold a name.
    if (error instanceof SyntaxError) return { code: "input.not_json" }
    throw error
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { code: "input.not_object" }
  const fields = value as { readonly [field: string]: unknown }
  const { id, text } = fields
  if (id === undefined || id === null) return { code: "input.no_id" }
  if (typeof id !== "string") return { code: "input.wrong_type", field: "id" }
  if (id.trim() === "") return { code: "input.no_id" }
  if (id.length > MOST_ID) return { code: "input.id_too_long", most: MOST_ID }
  if (text === undefined || text === null) return { code: "input.no_text" }
  for (const field of ["text", "published", "source", "lang", "url"]) {
    const own = fields[field]
    if (own !== undefined && own !== null && typeof own !== "string") return { code: "input.wrong_type", field }
  }
  const own = (field: string): string | null => (fields[field] as string | null | undefined) || null
  const published = own("published")
  if (published !== null) {
    const check = checkPublished(published)
    if (check !== "ok") return { code: `input.date_${check}`, field: "published" }
  }
  const url = own("url")
  if (url !== null && !isHttps(url)) return { code: "input.url_unfit" }
  return {
    id,
    text: text as string,
    published: published ?? options.published ?? null,
    source: own("source"),
    lang: own("lang") ?? options.lang ?? null,
    url,
  }
}

/** Refuses an id that stands already; one that doesn't stands from now on. */
function repeated(id: string, line: number, { seen, file, names, name }: BlockOptions): Refusal | null {
  const first = seen?.firstOrAdd(id, file, line) ?? null
  return first === null ? null : { code: "input.id_repeated", file: names[first.file] ?? name, line: first.line }
}

function isHttps(url: string): boolean {
  return /^https:\/\//i.test(url) && URL.canParse(url)
}

/** Number of the first line that is not UTF-8. */
function brokenLine(bytes: Uint8Array): number {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const at = bytes.indexOf(0x0a, from)
    const to = at < 0 ? bytes.length : at
    if (decode(bytes.subarray(from, to)) === null) return line
    from = to + 1
  }
  return 1
}
