/** One mail of a file, or the length of one that was too long to keep. Numbers begin at 1. */
export type RawMail =
  | { readonly number: number; readonly bytes: Uint8Array }
  | { readonly number: number; readonly tooLong: number }

/** Bytes of one mail with its attachments. */
export const MOST_MAIL_BYTES = 32 * 1024 * 1024
/** Bytes of a parting line that are looked at. */
const MOST_PARTING = 300

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE_MARK = 0x3e
const SPACE = 0x20
const COLON = 0x3a
const CAPITAL_F = 0x46
const FROM = Buffer.from("From ")

/**
 * The mails of a file: of an mbox each one, between lines `From … 12:08:34 2011` behind an empty line; another file is one mail.
 *
 * One pass over the bytes; holds no more than one mail, and not more than its most bytes. Line ends stay as they were received:
 * a signature is over them.
 */
export async function* splitMbox(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawMail> {
  const splitter = new Splitter()
  for await (const chunk of chunks) {
    const mails = splitter.feed(chunk, false)
    if (mails.length > 0) yield* mails
  }
  yield* splitter.feed(new Uint8Array(0), true)
}

class Splitter {
  readonly #mail = new HeldMail()
  readonly #mails: RawMail[] = []
  #number = 0
  /** The beginning of a line that may be a parting one, of which more must come. */
  #held: Uint8Array = new Uint8Array(0)
  /** Does a line begin, and does it follow an empty one? */
  #atLine = true
  #afterEmpty = true
  /** Bytes of the line at hand up to here. */
  #lineLength = 0
  #returnFirst = false
  /** Is the line at hand a parting one? */
  #parting = false
  /** Null until the first line shows it. */
  #box: boolean | null = null

  /** The mails that have ended. @param last No more bytes come. */
  feed(chunk: Uint8Array, last: boolean): readonly RawMail[] {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    this.#held = new Uint8Array(0)
    const { length } = bytes
    let kept = 0
    let at = 0
    while (at < length) {
      const first = bytes[at]
      if (this.#atLine && (this.#box === null || first === CAPITAL_F || first === QUOTE_MARK)) {
        const kind = this.#kindOf(bytes, at, last)
        if (kind === "more") {
          // A copy, short as it is: the chunk need not stay for it.
          this.#held = new Uint8Array(bytes.subarray(at))
          break
        }
        this.#box ??= kind === "parting"
        if (kind !== "words") {
          this.#mail.keep(bytes, kept, at)
          // Of a quoted line its mark goes, of a parting line all.
          kept = kind === "quoted" ? at + 1 : at
          if (kind === "parting") this.#end()
        }
        this.#parting = kind === "parting"
      }
      this.#atLine = false
      const from = at
      while (at < length && bytes[at] !== LINE_FEED) at++
      if (at > from && this.#lineLength === 0) this.#returnFirst = bytes[from] === CARRIAGE_RETURN
      this.#lineLength += at - from
      if (at < length) {
        at++
        this.#atLine = true
        this.#afterEmpty = this.#lineLength === 0 || (this.#lineLength === 1 && this.#returnFirst)
        this.#lineLength = 0
        if (this.#parting) kept = at
        this.#parting = false
      } else if (this.#parting) kept = at
    }
    this.#mail.keep(bytes, kept, at)
    if (last) this.#end()
    return this.#mails.splice(0)
  }

  #kindOf(bytes: Uint8Array, at: number, last: boolean): "words" | "quoted" | "parting" | "more" {
    if (this.#box === false) return "words"
    const quoted = bytes[at] === QUOTE_MARK
    if (!quoted && !(this.#afterEmpty && bytes[at] === CAPITAL_F)) return "words"
    const from = quoted ? at + 1 : at
    for (let i = 0; i < FROM.length; i++) {
      if (from + i >= bytes.length) return last ? "words" : "more"
      if (bytes[from + i] !== FROM[i]) return "words"
    }
    // The first line of a file decides what the file is.
    if (quoted) return this.#box === true ? "quoted" : "words"
    const most = Math.min(bytes.length, at + MOST_PARTING)
    let end = at
    while (end < most && bytes[end] !== LINE_FEED) end++
    if (end === bytes.length && !last && end < at + MOST_PARTING) return "more"
    return isParting(bytes, from + FROM.length, end) ? "parting" : "words"
  }

  #end(): void {
    const mail = this.#mail.take()
    if (mail !== null) this.#mails.push({ number: ++this.#number, ...mail })
  }
}

/** Behind `From `: a mailbox, and then a time of day. */
function isParting(bytes: Uint8Array, from: number, to: number): boolean {
  if (from >= to || bytes[from]! <= SPACE) return false
  for (let i = from + 3; i + 2 < to; i++)
    if (
      bytes[i] === COLON &&
      isDigit(bytes[i - 2]!) &&
      isDigit(bytes[i - 1]!) &&
      isDigit(bytes[i + 1]!) &&
      isDigit(bytes[i + 2]!)
    )
      return true
  return false
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

/** Bytes below which a loop copies faster than a call. */
const SHORT = 48

/** The bytes of the mail at hand; of one that is too long only their number. */
class HeldMail {
  #room = Buffer.allocUnsafeSlow(1 << 16)
  #length = 0

  keep(bytes: Uint8Array, from: number, to: number): void {
    const start = this.#length
    this.#length += to - from
    if (to === from || this.#length > MOST_MAIL_BYTES) return
    if (this.#length > this.#room.length) {
      const wider = Buffer.allocUnsafeSlow(this.#length * 2)
      this.#room.copy(wider, 0, 0, start)
      this.#room = wider
    }
    if (to - from > SHORT) this.#room.set(bytes.subarray(from, to), start)
    else for (let i = from, at = start; i < to; i++, at++) this.#room[at] = bytes[i]!
  }

  /** Null where there is none. */
  take(): { readonly bytes: Uint8Array } | { readonly tooLong: number } | null {
    const length = this.#length
    this.#length = 0
    if (length === 0) return null
    return length > MOST_MAIL_BYTES ? { tooLong: length } : { bytes: new Uint8Array(this.#room.subarray(0, length)) }
  }
}
