import { joined } from "./tables/byte-lines.ts"
import { decode, hasMark } from "./utf8.ts"

/** Most bytes of one report: a line of JSON Lines, or a plain text. */
export const MOST_BYTES = 1_048_576

/** How a file is read; `guess`: JSON Lines when a line shows it, else one plain text. */
export type ReadAs = "jsonl" | "text" | "guess"

/** A stretch of one file that can be read by itself. Lines begin at 1. */
export type Block =
  /** Whole lines with their line feeds; only the file's last may lack it. */
  | { readonly is: "lines"; readonly line: number; readonly bytes: Uint8Array }
  /** A whole file that is one plain text. */
  | { readonly is: "text"; readonly line: 1; readonly bytes: Uint8Array }
  /** A line, or a plain text, that was too long to keep: its length in bytes. */
  | { readonly is: "too_long"; readonly line: number; readonly length: number }
  /** A file with nothing in it, which would be guessed at. */
  | { readonly is: "empty"; readonly line: 1 }

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Cuts the bytes of a file into blocks, as they arrive.
 *
 * Looks at no more than line ends, so that threads can share the reading. Holds no more than one line and one chunk, and
 * of a plain text at most `MOST_BYTES`.
 */
export async function* readBlocks(chunks: AsyncIterable<Uint8Array>, as: ReadAs): AsyncGenerator<Block> {
  if (as === "text") return yield await takeWhole(chunks)
  if (as === "jsonl") return yield* readLineBlocks(chunks)
  const looked = await lookInto(chunks)
  if (looked.as === "empty") yield { is: "empty", line: 1 }
  else if (looked.as === "text") yield await takeWhole(looked.again)
  else yield* readLineBlocks(looked.again)
}

async function takeWhole(chunks: AsyncIterable<Uint8Array>): Promise<Block> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > MOST_BYTES) held = []
    else held.push(chunk)
  }
  if (length > MOST_BYTES) return { is: "too_long", line: 1, length }
  return { is: "text", line: 1, bytes: joined(held, length) }
}

async function* readLineBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  let line = 1
  /** Parts of a line that has not ended yet, its length, and its last byte. */
  let held: Uint8Array[] = []
  let length = 0
  let last = 0
  const keep = (part: Uint8Array) => {
    length += part.length
    last = part.at(-1) ?? last
    // One byte more than may stand in a line, in case it is the carriage return.
    if (length > MOST_BYTES + 1) held = []
    else if (part.length > 0) held.push(part)
  }
  const forget = () => {
    held = []
    length = 0
    last = 0
  }
  /** The line that is held, as a block of its own. */
  const alone = (): Block => {
    const own = last === CARRIAGE_RETURN ? length - 1 : length
    const block: Block =
      length > MOST_BYTES + 1
        ? { is: "too_long", line, length: own }
        : { is: "lines", line, bytes: joined(held, length) }
    forget()
    return block
  }
  for await (const chunk of chunks) {
    let from = 0
    const ended = chunk.lastIndexOf(LINE_FEED) + 1
    if (ended > 0 && length > MOST_BYTES + 1) {
      from = chunk.indexOf(LINE_FEED) + 1
      keep(chunk.subarray(0, from - 1))
      yield alone()
      line++
    }
    if (from < ended) {
      const bytes = joined([...held, chunk.subarray(from, ended)], length + ended - from)
      forget()
      const first = line
      line += lineFeeds(chunk, from, ended)
      yield { is: "lines", line: first, bytes }
    }
    keep(chunk.subarray(ended))
  }
  if (length > 0) yield alone()
}

function lineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED, from); at >= 0 && at < to; at = bytes.indexOf(LINE_FEED, at + 1)) count++
  return count
}

/** The lines of a block, without their line ends. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(LINE_FEED, from)
    const past = at < 0 ? bytes.length : at
    yield bytes.subarray(from, past > from && bytes[past - 1] === CARRIAGE_RETURN ? past - 1 : past)
    from = past + 1
  }
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
