/** One line of bytes without its line end, or the length of one that was too long to keep. */
export type ByteLine =
  | { readonly line: number; readonly bytes: Uint8Array }
  | { readonly line: number; readonly tooLong: number }

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Splits bytes at line feeds (a carriage return before one belongs to it). Lines begin at 1.
 *
 * Answers the lines of each chunk together, as soon as the chunk is there. Never holds more than `most` bytes of a line:
 * of a longer one only its length comes back.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<readonly ByteLine[]> {
  let line = 1
  let held: Uint8Array[] = []
  let length = 0
  let last = 0
  const end = (): ByteLine => {
    const own = last === CARRIAGE_RETURN ? length - 1 : length
    const out: ByteLine = own > most ? { line, tooLong: own } : { line, bytes: joined(held, length).subarray(0, own) }
    line++
    held = []
    length = 0
    last = 0
    return out
  }
  for await (const chunk of chunks) {
    const lines: ByteLine[] = []
    let from = 0
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      keep(chunk.subarray(from, to))
      lines.push(end())
      from = to + 1
    }
    if (lines.length > 0) yield lines
    if (from < chunk.length) keep(chunk.subarray(from))
  }
  if (length > 0) yield [end()]

  /** One byte more than `most` is kept, in case it's the carriage return. */
  function keep(part: Uint8Array): void {
    length += part.length
    last = part.at(-1) ?? last
    if (length > most + 1) held = []
    else if (part.length > 0) held.push(part)
  }
}

/** Parts as one, without a copy where there is only one. `length`: of all together, in bytes. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
