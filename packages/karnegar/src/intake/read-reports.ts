import { isUtf8 } from "node:buffer"
import type { ReportInput } from "@karnegar/coder"
import { checkPublished } from "./published-day.ts"
import { type ByteLine, readLines } from "./read-lines.ts"
import type { Refusal } from "./refusal.ts"
import type { SeenIds } from "./seen-ids.ts"

/** Most bytes of one report: a line of JSON Lines, or a plain text. */
export const MOST_BYTES = 1_048_576

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

/** How to read one file. */
export interface ReadOptions {
  /** `guess`: JSON Lines when a line shows it, else one plain text. */
  readonly as: "jsonl" | "text" | "guess"
  /** File name as it stands in messages; id of a plain text. */
  readonly name: string
  /** Number of the file among those of one run, and the ids of all of them. */
  readonly file: number
  readonly seen: SeenIds
  /** Names of the files of the run, for messages. */
  readonly names: readonly string[]
  /** Publication day and language of reports that bring none. */
  readonly published?: string | null
  readonly lang?: string | null
}

/** How a file of this name is read: `.txt` is one report, `.jsonl`, `.ndjson` and `.json` are JSON Lines, others are looked into. */
export function formatOfName(name: string): ReadOptions["as"] {
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
  for await (const lines of readReportChunks(chunks, options)) yield* lines
}

/** The same, the lines of each chunk together: for those who read millions. */
export async function* readReportChunks(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<readonly ReadLine[]> {
  if (options.as === "text") return yield [readText(await takeWhole(chunks), options)]
  if (options.as === "jsonl") return yield* readJsonLines(chunks, options)
  const { as, again } = await lookInto(chunks)
  if (as === "empty") yield [{ line: 1, refusal: { code: "input.empty" } }]
  else if (as === "text") yield [readText(await takeWhole(again), options)]
  else yield* readJsonLines(again, options)
}

/** Bytes of a plain text; only its length when there are more than `MOST_BYTES`. */
async function takeWhole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | number> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > MOST_BYTES) held = []
    else held.push(chunk)
  }
  return length > MOST_BYTES ? length : Buffer.concat(held)
}

function readText(bytes: Uint8Array | number, options: ReadOptions): ReadLine {
  if (typeof bytes === "number") return { line: 1, refusal: { code: "input.too_long", bytes, most: MOST_BYTES } }
  const text = decode(bytes)
  if (text === null) return { line: brokenLine(bytes), refusal: { code: "input.not_utf8", utf16: isUtf16(bytes) } }
  const first = options.seen.firstOrAdd(options.name, options.file, 1)
  if (first !== null) return { line: 1, refusal: repeated(first, options) }
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

async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<readonly ReadLine[]> {
  for await (const lines of readLines(chunks, MOST_BYTES)) {
    const out: ReadLine[] = []
    for (const one of lines) {
      const read = readJsonLine(one, options)
      if (read !== null) out.push(read)
    }
    yield out
  }
}

/** `null` for a blank line. */
function readJsonLine(read: ByteLine, options: ReadOptions): ReadLine | null {
  const { line } = read
  if ("tooLong" in read) return { line, refusal: { code: "input.too_long", bytes: read.tooLong, most: MOST_BYTES } }
  const text = decode(read.bytes)
  if (text === null) return { line, refusal: { code: "input.not_utf8", utf16: line === 1 && isUtf16(read.bytes) } }
  if (text.trim() === "") return null
  const report = readReport(text, options)
  if ("code" in report) return { line, refusal: report }
  const first = options.seen.firstOrAdd(report.id, options.file, line)
  return first === null ? { line, report } : { line, refusal: repeated(first, options) }
}

function readReport(json: string, options: ReadOptions): ReadReport | Refusal {
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

function repeated(first: { readonly file: number; readonly line: number }, options: ReadOptions): Refusal {
  return { code: "input.id_repeated", file: options.names[first.file] ?? options.name, line: first.line }
}

function isHttps(url: string): boolean {
  return /^https:\/\//i.test(url) && URL.canParse(url)
}

/** Text of UTF-8 bytes without a leading byte order mark; null when they are not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null
  const from = hasMark(bytes) ? 3 : 0
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.byteLength - from).toString("utf8")
}

/** Do the bytes begin with a byte order mark? */
function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
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

/**
 * Whether bytes without a telling name are JSON Lines or one text.
 *
 * A first line that begins like an object decides at once. Otherwise a later line that is a whole object with an id or
 * a text does: one bad line at the top must not turn a file of reports into a text.
 */
async function lookInto(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly as: "jsonl" | "text" | "empty"; readonly again: AsyncIterable<Uint8Array> }> {
  const source = chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  const again = {
    async *[Symbol.asyncIterator]() {
      yield* held
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
    },
  }
  let bytes: Uint8Array = new Uint8Array(0)
  let from = 0
  for (;;) {
    const next = await source.next()
    if (!next.done) {
      held.push(next.value)
      bytes = held.length === 1 ? next.value : Buffer.concat([bytes, next.value])
    }
    const start = firstLetter(bytes)
    if (start >= 0 && (bytes[start] === 0x7b || beginsLikeList(bytes, start, next.done === true)))
      return { as: "jsonl", again }
    for (
      let at = bytes.indexOf(0x0a, from);
      at >= 0 || (next.done && from < bytes.length);
      at = bytes.indexOf(0x0a, from)
    ) {
      const to = at < 0 ? bytes.length : at
      if (isReportObject(bytes.subarray(from, to))) return { as: "jsonl", again }
      from = to + 1
    }
    if (next.done) return { as: start < 0 ? "empty" : "text", again }
    // One endless first line: read as lines, it is one refusal and what follows it is still coded.
    if (bytes.length > MOST_BYTES) return { as: from === 0 ? "jsonl" : "text", again }
  }
}

/** Offset of the first byte that is neither white space nor part of a byte order mark; -1 when there is none. */
function firstLetter(bytes: Uint8Array): number {
  const from = hasMark(bytes) ? 3 : 0
  for (let i = from; i < bytes.length; i++) if (bytes[i]! > 0x20) return i
  return -1
}

/** `[{` or `[` alone on its line: a JSON array given as JSON Lines. «[عکس]» begins a text. */
function beginsLikeList(bytes: Uint8Array, start: number, whole: boolean): boolean {
  if (bytes[start] !== 0x5b) return false
  for (let i = start + 1; i < bytes.length; i++) {
    if (bytes[i] === 0x7b || bytes[i] === 0x0a) return true
    if (bytes[i]! > 0x20) return false
  }
  return whole
}

function isReportObject(bytes: Uint8Array): boolean {
  if (bytes[firstLetter(bytes)] !== 0x7b) return false
  const text = decode(bytes)
  if (text === null) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null && ("id" in value || "text" in value)
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
