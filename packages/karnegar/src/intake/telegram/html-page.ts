import { Parser } from "htmlparser2"
import { cleanText, TAKEN_OUT } from "../clean-text.ts"
import type { ZoneTime } from "../zone-time.ts"
import { type Clock, clockTime, type Forwarded, inRange, type Media, type Message } from "./message.ts"

/** Elements inside one another; Telegram's pages have fewer than twenty. */
const MOST_DEPTH = 200
/** Letters of a message, and of a name. */
const MOST_TEXT = 1_000_000
const MOST_NAME = 1_000

/** What a page holds, in order. */
export type OnPage =
  /** The chat's name, as it stands above the messages. */
  | { readonly name: string }
  | { readonly message: Message }
  | { readonly service: true }
  /** A message whose day cannot be read, by its number. */
  | { readonly undated: number }

/** What an open element is for the reader; `null`: nothing of its own. */
type Role =
  | "header"
  | "name"
  | "message"
  | "service"
  | "forwarded"
  | "forwarded_name"
  | "text"
  | "private"
  | "reply"
  | "media"
  | null

/** The message that is open. */
interface Draft {
  readonly id: number
  at: number | null
  text: string
  takenOut: number
  sender: string | null
  isForwarded: boolean
  forwardedName: string | null
  replyTo: number | null
  media: Media
}

/**
 * Reads one page of a Telegram export in HTML, chunk by chunk.
 *
 * Looks for the few elements that hold what may pass: the name above the page, and of a message its number, day, words, file
 * and whence it was forwarded. Names, pictures, signatures and reactions of people stand in others.
 */
export class TelegramPage {
  readonly #zone: ZoneTime
  readonly #parser: Parser
  readonly #open: Role[] = []
  #found: OnPage[] = []
  #draft: Draft | null = null
  #name: string | null = null
  /** A `joined` message is by the sender of the one before it, and forwarded from the same. */
  #sender = ""
  #forwardedName = ""
  /** Words of the element whose words are wanted. */
  #words: string | null = null
  #state: "reading" | "unfit" = "reading"
  #cut = false

  constructor(zone: ZoneTime) {
    this.#zone = zone
    this.#parser = new Parser(
      {
        onopentag: (tag, attributes) => this.#begin(tag, attributes),
        ontext: (text) => this.#hear(text),
        onclosetag: (tag, implied) => this.#close(tag, implied),
      },
      { decodeEntities: true },
    )
  }

  /** What stands on the page up to the end of these letters. */
  feed(text: string): readonly OnPage[] {
    if (this.#state === "reading") this.#parser.write(text)
    return this.#found.splice(0)
  }

  /** The page is over. `fit`: it is one of Telegram's; `cut`: a message was open when it ended. */
  end(): { readonly fit: boolean; readonly cut: boolean } {
    if (this.#state === "reading") {
      this.#cut = this.#open.some((role) => role === "message")
      this.#draft = null
      this.#parser.end()
    }
    return { fit: this.#state === "reading" && this.#name !== null, cut: this.#cut }
  }

  #begin(tag: string, attributes: { readonly [name: string]: string }): void {
    if (tag === "br") {
      if (this.#words !== null) this.#hear("\n")
      return
    }
    if (VOID.has(tag)) return
    if (this.#open.length >= MOST_DEPTH) {
      this.#state = "unfit"
      this.#draft = null
      return
    }
    const role = this.#roleOf(tag, attributes)
    this.#open.push(role)
    if (role === "text" || role === "name" || role === "forwarded_name") this.#words = ""
  }

  #roleOf(tag: string, attributes: { readonly [name: string]: string }): Role {
    const classes = (attributes.class ?? "").split(" ")
    const has = (name: string) => classes.includes(name)
    const draft = this.#draft
    if (draft === null) {
      if (has("page_header") && this.#name === null) return "header"
      if (has("text") && this.#open.includes("header") && this.#name === null) return "name"
      if (!has("message")) return null
      const id = /^message(-?\d{1,15})$/.exec(attributes.id ?? "")
      if (has("service")) {
        // Days are written between messages as service messages below zero.
        if (id !== null && Number(id[1]) > 0) this.#found.push({ service: true })
        return "service"
      }
      if (id === null || !has("default")) return null
      this.#draft = {
        id: Number(id[1]),
        at: null,
        text: "",
        takenOut: 0,
        sender: null,
        isForwarded: false,
        forwardedName: null,
        replyTo: null,
        media: null,
      }
      return "message"
    }
    const within = this.#words !== null
    if (within) {
      const href = attributes.href ?? ""
      const personal = /^(?:tel|mailto):/i.test(href) || (attributes.onclick ?? "").includes("ShowMentionName")
      if (tag !== "a" || !personal) return has("date") ? "private" : null
      this.#hear(TAKEN_OUT)
      draft.takenOut++
      return "private"
    }
    if (has("userpic_wrap") || has("signature") || has("reactions") || has("media_poll")) return "private"
    if (this.#open.includes("private")) return null
    if (has("reply_to")) return "reply"
    if (this.#open.includes("reply")) {
      draft.replyTo ??= replyOf(attributes.href)
      return null
    }
    if (has("date") && attributes.title !== undefined && draft.at === null && !draft.isForwarded) {
      draft.at = timeOf(attributes.title, this.#zone)
      return "private"
    }
    if (has("forwarded") && has("body")) {
      draft.isForwarded = true
      return "forwarded"
    }
    // The sender's name is looked at to tell albums apart, no more.
    if (has("from_name")) return draft.isForwarded ? "forwarded_name" : "name"
    if (has("media_wrap")) return "media"
    if (this.#open.includes("media")) {
      draft.media = mediaOf(tag, classes, attributes, draft.media)
      return null
    }
    return tag === "div" && has("text") ? "text" : null
  }

  #hear(text: string): void {
    if (this.#words === null || this.#state !== "reading" || this.#open.includes("private")) return
    const most = this.#open.includes("text") ? MOST_TEXT : MOST_NAME
    if (this.#words.length < most) this.#words += text
  }

  #close(tag: string, implied: boolean): void {
    if (VOID.has(tag) || tag === "br" || this.#state !== "reading") return
    const role = this.#open.pop() ?? null
    const draft = this.#draft
    if (role === "text" && draft !== null) draft.text = this.#take()
    else if (role === "forwarded_name" && draft !== null) draft.forwardedName = nameOf(this.#take())
    else if (role === "name") {
      const name = nameOf(this.#take())
      if (draft !== null) draft.sender = name
      else {
        this.#name = name
        this.#found.push({ name })
      }
    } else if (role === "message" && draft !== null) {
      this.#draft = null
      if (!implied) this.#finish(draft)
    }
  }

  #take(): string {
    const words = this.#words ?? ""
    this.#words = null
    return words
  }

  #finish(draft: Draft): void {
    if (draft.sender !== null) this.#sender = draft.sender
    if (draft.forwardedName !== null) this.#forwardedName = draft.forwardedName
    if (draft.at === null) {
      this.#found.push({ undated: draft.id })
      return
    }
    const forwarded: Forwarded | null = draft.isForwarded
      ? draft.forwardedName === null
        ? { from: "person" }
        : { from: "name", name: draft.forwardedName }
      : null
    const { text, takenOut } = cleanText(draft.text)
    const { id, at, replyTo, media } = draft
    const album = media === null ? null : `${at} ${this.#sender} ${draft.isForwarded ? this.#forwardedName : ""}`
    this.#found.push({
      message: {
        id,
        at,
        edited: null,
        text: { text, takenOut: takenOut + draft.takenOut },
        forwarded,
        replyTo,
        media,
        album,
      },
    })
  }
}

const VOID: ReadonlySet<string> = new Set([
  "img",
  "meta",
  "link",
  "input",
  "hr",
  "source",
  "area",
  "base",
  "col",
  "embed",
  "track",
  "wbr",
  "param",
])

/** «Name via @bot» → «Name». */
function nameOf(words: string): string {
  return words
    .replace(/ via @\S+\s*$/, "")
    .replace(/\s+/g, " ")
    .trim()
}

/** The number that a link within the chat leads to, on this page or another: `messages2.html#go_to_message123`. */
function replyOf(href: string | undefined): number | null {
  const id = /^(?:messages\d{0,6}\.html)?#go_to_message([1-9]\d{0,14})$/.exec(href ?? "")
  return id === null ? null : Number(id[1])
}

const TITLE = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})(?: UTC(?:([+-])(\d{2}):(\d{2}))?)?$/

/** Seconds since 1970 of `31.12.2021 12:00:00 UTC+03:30`; without the last part the clock is that of the zone. */
function timeOf(title: string, zone: ZoneTime): number | null {
  const parts = TITLE.exec(title)
  if (parts === null) return null
  const [day, month, year, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const clock: Clock = [year, month, day, hour, minute, second]
  if (!title.includes("UTC")) return clockTime(clock, zone)
  const shown = clockTime(clock, UTC)
  const offset = Number(parts[8] ?? 0) * 3600 + Number(parts[9] ?? 0) * 60
  return shown === null ? null : inRange(shown - (parts[7] === "-" ? -offset : offset))
}

const UTC: Pick<ZoneTime, "instantOf"> = { instantOf: (shown) => shown }

/** What an element within a message's media says of its file; `before` where it says nothing. */
function mediaOf(
  tag: string,
  classes: readonly string[],
  attributes: { readonly [name: string]: string },
  before: Media,
): Media {
  const has = (name: string) => classes.includes(name)
  const photo = has("photo_wrap") || has("media_photo")
  if (!photo && !has("video_file_wrap") && !has("media_video") && !has("media_file")) return before
  const { href } = attributes
  if (tag !== "a" || href === undefined) return "not_included"
  return { path: href, type: photo ? "image/jpeg" : null }
}
