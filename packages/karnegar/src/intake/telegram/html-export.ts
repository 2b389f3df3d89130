import { ChatReader, type TelegramOptions, type TelegramRead } from "./arrivals.ts"
import { type Chat, isWanted } from "./chat.ts"
import type { TelegramCounts } from "./counts.ts"
import { TelegramPage } from "./html-page.ts"

/** Bytes of one page: a thousand messages. */
const MOST_PAGE_BYTES = 32 * 1024 * 1024

/** One page of an export: its file's name and its bytes. */
export interface HtmlPage {
  readonly name: string
  readonly chunks: AsyncIterable<Uint8Array>
}

/**
 * Reads a chat that Telegram Desktop exported as HTML: `messages.html`, `messages2.html` and so on, in this order.
 *
 * Such pages do not say whether the chat is a channel or two people's talk: it is read only when the operator asks for it by
 * the name that stands above it. Messages have the keys that the JSON export gives them, but no day of editing.
 *
 * @param counts Is counted up while reading.
 */
export async function* readTelegramHtml(
  pages: AsyncIterable<HtmlPage> | Iterable<HtmlPage>,
  options: TelegramOptions,
  counts: TelegramCounts,
): AsyncGenerator<TelegramRead> {
  const reader = new ChatReader(options, counts)
  let chat: Chat | null = null
  for await (const { name, chunks } of pages) {
    const page = new TelegramPage(reader.zone)
    const decoder = new TextDecoder("utf-8")
    let bytes = 0
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > MOST_PAGE_BYTES) break
      for (const found of page.feed(decoder.decode(chunk, { stream: true }))) {
        if ("name" in found) {
          if (chat !== null) continue
          chat = { id: null, name: found.name, kind: "private" }
          if (!isWanted(chat, options.chats)) {
            counts.chatsPassed.private++
            return
          }
          yield { chat }
        } else if (chat === null) continue
        else if ("message" in found) {
          counts.messages++
          yield* reader.give(reader.add(found.message))
        } else if ("service" in found) {
          counts.messages++
          counts.service++
        } else {
          counts.messages++
          yield { at: String(found.undated), refusal: { code: "input.date_unreadable", field: "title" } }
        }
      }
    }
    const { fit, cut } = page.end()
    if (bytes > MOST_PAGE_BYTES) yield { at: name, refusal: { code: "input.too_long", bytes, most: MOST_PAGE_BYTES } }
    else if (!fit) yield { at: name, refusal: { code: "telegram.page_unfit" } }
    else if (cut) yield { at: name, refusal: { code: "telegram.breaks_off", byte: bytes } }
  }
  yield* reader.give(reader.end())
}
