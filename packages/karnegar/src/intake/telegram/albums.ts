import type { Media, Message } from "./message.ts"

/** Most parts of an album. */
const MOST_PARTS = 10

/** A message with words, and the files of the parts of its album that have none. */
export interface Joined {
  readonly message: Message
  readonly media: readonly Exclude<Media, null>[]
  /** The message that it answers, or that a part of its album does. */
  readonly replyTo: number | null
}

/**
 * Joins the parts of albums: an export writes each picture as a message of its own, and the words stand with one of them.
 *
 * Parts follow one another, in the same second, by the same sender. The message with the words stands for the album,
 * because its number stays the same when an export begins in the middle of one.
 */
export class Albums {
  #held: Message[] = []
  /** Parts that were joined to another, and messages that have neither words nor an album with words. */
  joined = 0
  withoutText = 0

  /** Takes a message and answers those that are complete now. */
  add(message: Message): readonly Joined[] {
    const first = this.#held[0]
    if (
      first !== undefined &&
      first.album !== null &&
      first.album === message.album &&
      this.#held.length < MOST_PARTS
    ) {
      this.#held.push(message)
      return []
    }
    const done = this.flush()
    this.#held = [message]
    return done
  }

  /** To be called behind a chat's last message. */
  flush(): readonly Joined[] {
    const held = this.#held
    this.#held = []
    const worded = held.filter(({ text }) => text.text !== "")
    if (worded.length === 0) {
      this.withoutText += held.length
      return []
    }
    this.joined += held.length - worded.length
    const wordless = held.filter(({ text }) => text.text === "")
    return worded.map((message, i) => ({
      message,
      media: [message, ...(i === 0 ? wordless : [])].map(({ media }) => media).filter((media) => media !== null),
      replyTo: message.replyTo ?? wordless.find((part) => part.replyTo !== null)?.replyTo ?? null,
    }))
  }
}
