import { JsonBroken, type JsonVisitor, JsonWalk, type Step } from "../json-walk.ts"
import type { Refusal } from "../refusal.ts"
import { decode } from "../utf8.ts"
import { ChatReader, type TelegramOptions, type TelegramRead } from "./arrivals.ts"
import { type Chat, chatKindOf, isWanted } from "./chat.ts"
import type { TelegramCounts } from "./counts.ts"
import { type Message, readMessage } from "./message.ts"

/** Bytes of one message. Telegram's longest text has 4,096 letters; the rest is room for its entities and reactions. */
const MOST_MESSAGE_BYTES = 1_048_576
/** Containers inside one another in one message. */
const MOST_DEPTH = 64
/** Letters of a chat's name, its type and its number. */
const MOST_NAME = 1_000

/** What the walk met, in order, until the chunk at hand was read. */
type Met =
  | { readonly chat: Chat }
  | { readonly message: Message }
  | { readonly at: string; readonly refusal: Refusal }
  | { readonly chatEnds: true }

/**
 * Reads a Telegram Desktop export in JSON, of one chat or of a whole account, in flat memory.
 *
 * Chats that are not wanted are passed over byte by byte: nothing of them is ever parsed. Of the account's contacts, sessions
 * and the like nothing is looked at.
 *
 * @param counts Is counted up while reading.
 */
export async function* readTelegramJson(
  chunks: AsyncIterable<Uint8Array>,
  options: TelegramOptions,
  counts: TelegramCounts,
): AsyncGenerator<TelegramRead> {
  const reader = new ChatReader(options, counts)
  const visitor = new ExportVisitor(reader, options, counts)
  const walk = new JsonWalk(visitor, MOST_MESSAGE_BYTES)
  let broken: JsonBroken | null = null
  try {
    for await (const chunk of chunks) {
      walk.feed(chunk)
      yield* give(visitor.met.splice(0), reader)
    }
    walk.end()
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error
    broken = error
  }
  yield* give(visitor.met.splice(0), reader)
  if (broken === null) return
  yield* reader.give(reader.end())
  yield { at: "", refusal: { code: "telegram.breaks_off", byte: broken.at } }
}

async function* give(met: readonly Met[], reader: ChatReader): AsyncGenerator<TelegramRead> {
  for (const one of met) {
    if ("message" in one) {
      const done = reader.add(one.message)
      if (done.length > 0) yield* reader.give(done)
    } else if ("chatEnds" in one) yield* reader.give(reader.end())
    else yield one
  }
}

/** Finds chats and their messages in either form of export. */
class ExportVisitor implements JsonVisitor {
  readonly #reader: ChatReader
  readonly #options: TelegramOptions
  readonly #counts: TelegramCounts
  /** Keys that lead to the chat at hand. */
  #name: string | null = null
  #type: string | null = null
  #id: string | null = null
  #reading = false
  #met: Met[] = []

  constructor(reader: ChatReader, options: TelegramOptions, counts: TelegramCounts) {
    this.#reader = reader
    this.#options = options
    this.#counts = counts
  }

  get met(): Met[] {
    return this.#met
  }

  meet(path: readonly string[]): Step {
    const depth = path.length
    if (depth === 0) return "enter"
    const root = path[0]!
    const account = root === "chats" || root === "left_chats"
    if (account && depth <= 3) {
      if (depth === 1) return "enter"
      if (path[1] !== "list") return "pass"
      if (depth === 3) this.#forget()
      return "enter"
    }
    const own = depth - (account ? 3 : 0)
    const key = path[depth - own]!
    if (own === 1) {
      if (key === "name" || key === "type" || key === "id") return "take"
      return key === "messages" ? this.#begin() : "pass"
    }
    return own === 2 && key === "messages" ? "take" : "pass"
  }

  take(path: readonly string[], bytes: Uint8Array | null, length: number, depth: number): void {
    const key = path.at(-1)!
    if (key === "*") this.#message(bytes, length, depth)
    else if (bytes !== null && bytes.length <= MOST_NAME) {
      const value = parsed(bytes)
      if (key === "id") this.#id = typeof value === "number" || typeof value === "string" ? String(value) : null
      else if (typeof value === "string") {
        if (key === "name") this.#name = value
        else this.#type = value
      }
    }
  }

  leave(path: readonly string[]): void {
    if (path.at(-1) !== "messages") return
    if (this.#reading) this.#met.push({ chatEnds: true })
    this.#reading = false
  }

  #forget(): void {
    this.#name = null
    this.#type = null
    this.#id = null
  }

  #begin(): Step {
    const kind = chatKindOf(this.#type)
    const id = this.#id !== null && /^-?\d{1,20}$/.test(this.#id) ? this.#id : null
    const chat: Chat = { id, name: this.#name, kind }
    if (!isWanted(chat, this.#options.chats)) {
      this.#counts.chatsPassed[kind]++
      return "pass"
    }
    this.#reading = true
    this.#met.push({ chat })
    return "enter"
  }

  #message(bytes: Uint8Array | null, length: number, depth: number): void {
    this.#counts.messages++
    const refuse = (refusal: Refusal, id = "") => this.#met.push({ at: id, refusal })
    if (bytes === null) {
      refuse({ code: "input.too_long", bytes: length, most: MOST_MESSAGE_BYTES })
      return
    }
    const value = depth > MOST_DEPTH ? undefined : parsed(bytes)
    const message = readMessage(value, this.#reader.zone)
    if (message === "service") this.#counts.service++
    else if (message === "unsupported") this.#counts.unsupported++
    else if (message === "not_a_message") refuse({ code: "telegram.message_unreadable" })
    else if (message === "no_date") {
      const { id } = value as { readonly id: number }
      refuse({ code: "input.date_unreadable", field: "date" }, String(id))
    } else this.#met.push({ message })
  }
}

/** Undefined where the bytes are not JSON, also after what Telegram Desktop writes wrongly was mended. */
function parsed(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  try {
    return JSON.parse(mended(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

/** Telegram Desktop writes control characters as `\x1F`, which is not JSON. */
function mended(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{2})|.)/gs, (all, code: string | undefined) =>
    code === undefined ? all : `\\u00${code}`,
  )
}
