/** What to do with a value that begins: look inside it, take its bytes, or pass over it. */
export type Step = "enter" | "take" | "pass"

/** Who walks through a JSON document, and says where to go. */
export interface JsonVisitor {
  /** Asked when a value begins. Keys lead to it from the root; `*` stands for a place in a list. */
  meet(path: readonly string[]): Step
  /**
   * A value that was taken, whole; null where it has more than the most bytes that were allowed. `depth`: how many lists and
   * objects in it stand inside one another.
   */
  take(path: readonly string[], bytes: Uint8Array | null, length: number, depth: number): void
  /** A list or an object that was entered has ended. */
  leave(path: readonly string[]): void
}

/** The bytes are not JSON from here on, or end before the document does. */
export class JsonBroken extends Error {
  /** Offset of the byte that does not fit; the length of the document when it ends too early. */
  readonly at: number

  constructor(at: number) {
    super(`JSON breaks off at byte ${at}`)
    this.name = "JsonBroken"
    this.at = at
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
/** Bytes of a key that are looked at; a longer one is none that anybody asks for. */
const MOST_KEY = 256
/** Containers inside one another that are looked into. */
const MOST_ENTERED = 16

type Expected =
  | "mark"
  | "value"
  | "value_or_end"
  | "key_or_end"
  | "key"
  | "key_rest"
  | "colon"
  | "after"
  | "inside"
  | "end"

/**
 * Walks through a JSON document chunk by chunk and cuts out the values that a visitor wants.
 *
 * Costs time linear in the bytes whatever they hold, and holds no more than one value that is being taken. Only what is
 * entered is checked; taken values are for their taker to parse, and what is passed over may be anything with balanced brackets.
 */
export class JsonWalk {
  readonly #visitor: JsonVisitor
  readonly #most: number
  readonly #path: string[] = []
  /** Is each entered container a list? */
  readonly #lists: boolean[] = []
  #expected: Expected = "mark"
  /** Bytes before the chunk at hand. */
  #before = 0
  #key: number[] = []
  #escaped = false

  /** Of the value that is taken or passed over. */
  #taking = false
  #depth = 0
  #deepest = 0
  #inString = false
  #scalar = false
  #parts: Uint8Array[] = []
  #length = 0

  /** @param most Bytes of a taken value. */
  constructor(visitor: JsonVisitor, most: number) {
    this.#visitor = visitor
    this.#most = most
  }

  /** @throws JsonBroken */
  feed(chunk: Uint8Array): void {
    let i = 0
    while (i < chunk.length) {
      if (this.#expected === "inside") {
        i = this.#skip(chunk, i)
        continue
      }
      if (this.#expected === "key_rest") {
        i = this.#readKey(chunk, i)
        continue
      }
      const byte = chunk[i]!
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
        i++
        continue
      }
      i = this.#meet(chunk, i, byte)
    }
    this.#before += chunk.length
  }

  /** To be called behind the last chunk. @throws JsonBroken when the document is not whole. */
  end(): void {
    if (this.#expected !== "end") throw new JsonBroken(this.#before)
  }

  #meet(chunk: Uint8Array, i: number, byte: number): number {
    switch (this.#expected) {
      case "mark":
        // A byte order mark, byte by byte: the first chunk may be short.
        if ((byte === 0xef || byte === 0xbb || byte === 0xbf) && this.#before + i < 3) return i + 1
        return this.#beginValue(chunk, i, byte)
      case "value_or_end":
        if (byte === CLOSE_LIST) return this.#close(i, true)
        return this.#beginValue(chunk, i, byte)
      case "value":
        return this.#beginValue(chunk, i, byte)
      case "key_or_end":
        if (byte === CLOSE_OBJECT) return this.#close(i, false)
        return this.#beginKey(i, byte)
      case "key":
        return this.#beginKey(i, byte)
      case "colon":
        if (byte !== COLON) throw new JsonBroken(this.#before + i)
        this.#expected = "value"
        return i + 1
      case "after": {
        const list = this.#lists.at(-1) === true
        if (byte === (list ? CLOSE_LIST : CLOSE_OBJECT)) return this.#close(i, list)
        if (byte !== COMMA) throw new JsonBroken(this.#before + i)
        this.#expected = list ? "value" : "key"
        return i + 1
      }
      default:
        throw new JsonBroken(this.#before + i)
    }
  }

  #beginKey(i: number, byte: number): number {
    if (byte !== QUOTE) throw new JsonBroken(this.#before + i)
    this.#key = []
    this.#escaped = false
    this.#expected = "key_rest"
    return i + 1
  }

  #readKey(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (this.#escaped) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE) {
        // A key with an escape in it is left as written: none that anybody asks for has one.
        this.#path.push(this.#key.length > MOST_KEY ? "" : Buffer.from(this.#key).toString("utf8"))
        this.#expected = "colon"
        return i + 1
      }
      if (this.#key.length <= MOST_KEY) this.#key.push(byte)
    }
    return chunk.length
  }

  #beginValue(chunk: Uint8Array, i: number, byte: number): number {
    if (this.#lists.at(-1) === true) this.#path.push("*")
    const container = byte === OPEN_OBJECT || byte === OPEN_LIST
    if (!container && byte !== QUOTE && !isScalar(byte)) throw new JsonBroken(this.#before + i)
    const step = this.#visitor.meet(this.#path)
    if (step === "enter" && container && this.#lists.length < MOST_ENTERED) {
      const list = byte === OPEN_LIST
      this.#lists.push(list)
      this.#expected = list ? "value_or_end" : "key_or_end"
      return i + 1
    }
    this.#taking = step === "take"
    this.#scalar = !container && byte !== QUOTE
    this.#inString = byte === QUOTE
    this.#depth = container ? 1 : 0
    this.#deepest = this.#depth
    this.#escaped = false
    this.#parts = []
    this.#length = 0
    this.#expected = "inside"
    return this.#skip(chunk, i, i + 1)
  }

  /** Goes on to the end of a value that is not entered; `begin` is its first byte in this chunk. */
  #skip(chunk: Uint8Array, begin: number, from = begin): number {
    const end = chunk.length
    let i = from
    if (this.#scalar) {
      while (i < end && isScalar(chunk[i]!)) i++
      this.#keep(chunk, begin, i)
      if (i < end) this.#ended()
      return i
    }
    let depth = this.#depth
    let inString = this.#inString
    if (this.#escaped && i < end) {
      this.#escaped = false
      i++
    }
    for (;;) {
      if (inString) {
        while (i < end) {
          const byte = chunk[i]!
          if (byte === QUOTE) break
          if (byte === BACKSLASH) i++
          i++
        }
        if (i >= end) {
          this.#escaped = i > end
          break
        }
        inString = false
        i++
        if (depth > 0) continue
      } else {
        while (i < end) {
          const byte = chunk[i]!
          if (byte === QUOTE) {
            inString = true
            i++
            break
          }
          if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
            if (++depth > this.#deepest) this.#deepest = depth
          } else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) {
            i++
            break
          }
          i++
        }
        if (inString) continue
        if (depth > 0) break
      }
      this.#keep(chunk, begin, i)
      this.#ended()
      return i
    }
    this.#keep(chunk, begin, end)
    this.#depth = depth
    this.#inString = inString
    return end
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    if (!this.#taking) return
    this.#length += to - from
    if (this.#length > this.#most) this.#parts = []
    else this.#parts.push(chunk.subarray(from, to))
  }

  #ended(): void {
    if (this.#taking) {
      const fits = this.#length <= this.#most
      const whole = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts)
      this.#visitor.take(this.#path, fits ? whole : null, this.#length, this.#deepest)
      this.#parts = []
    }
    this.#afterValue()
  }

  #close(i: number, list: boolean): number {
    if (this.#lists.at(-1) !== list) throw new JsonBroken(this.#before + i)
    this.#lists.pop()
    this.#visitor.leave(this.#path)
    this.#afterValue()
    return i + 1
  }

  #afterValue(): void {
    this.#path.pop()
    this.#expected = this.#lists.length === 0 ? "end" : "after"
  }
}

/** Letters, digits and signs of a number, true, false or null. */
function isScalar(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  )
}
