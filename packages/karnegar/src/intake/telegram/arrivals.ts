import type { Arrival, Arrived, ArrivedEvidence } from "../arrival.ts"
import type { EvidenceFolder } from "../file-evidence.ts"
import { ZoneTime } from "../zone-time.ts"
import { Albums, type Joined } from "./albums.ts"
import { type Chat, sourceKeyOf } from "./chat.ts"
import type { TelegramCounts } from "./counts.ts"
import type { Forwarded, Message } from "./message.ts"

/** How to read an export. */
export interface TelegramOptions {
  /** Names or numbers of the chats to be read; none: public channels only. */
  readonly chats: readonly string[]
  /** The channel's public @name, without the sign: messages have public addresses then. */
  readonly publicName: string | null
  /** Where the export's pictures and documents lie; null: they are left alone. */
  readonly folder: EvidenceFolder | null
  /** Names of channels whose source is on the register, with its key: they may stand as the origin of what was forwarded. */
  readonly knownChannels: ReadonlyMap<string, string>
  /** Time zone of days of publication, and of times that an old export tells without one. */
  readonly zone: string
}

/** What an export gives: a chat, then what was read of it, then the next. */
export type TelegramRead = { readonly chat: Chat } | Arrived

/** Makes arrivals of the messages of one chat. */
export class ChatReader {
  readonly #options: TelegramOptions
  readonly #counts: TelegramCounts
  readonly zone: ZoneTime
  readonly #albums = new Albums()

  constructor(options: TelegramOptions, counts: TelegramCounts) {
    this.#options = options
    this.#counts = counts
    this.zone = ZoneTime.of(options.zone)
  }

  /** What is complete when this message has come. */
  add(message: Message): readonly Joined[] {
    return this.#albums.add(message)
  }

  /** What is complete at the end of a chat. */
  end(): readonly Joined[] {
    const done = this.#albums.flush()
    this.#counts.joined = this.#albums.joined
    this.#counts.withoutText = this.#albums.withoutText
    return done
  }

  /** Arrivals of messages, each with its files; what is wrong with a file is told beside, and the words are taken without it. */
  async *give(joined: readonly Joined[]): AsyncGenerator<Arrived> {
    for (const one of joined) {
      const at = String(one.message.id)
      const evidence: ArrivedEvidence[] = []
      for (const media of one.media) {
        if (media === "not_included") this.#counts.filesNotIncluded++
        else if (this.#options.folder !== null) {
          const found = await this.#options.folder.find(media.path, media.type)
          if (!("code" in found)) evidence.push(found)
          else if (found.code === "evidence.missing") this.#counts.filesNotIncluded++
          else yield { at, refusal: found }
        }
      }
      yield { at, arrival: this.#arrivalOf(one, evidence) }
    }
  }

  #arrivalOf({ message, replyTo }: Joined, evidence: readonly ArrivedEvidence[]): Arrival {
    const { publicName } = this.#options
    const { id, at, edited, text, forwarded } = message
    this.#counts.takenOut += text.takenOut
    if (edited !== null) this.#counts.edited++
    return {
      key: String(id),
      edited: edited === null ? null : new Date(edited * 1000).toISOString(),
      text: text.text,
      published: this.zone.iso(at),
      url: publicName === null || id <= 0 ? null : `https://t.me/${publicName}/${id}`,
      lang: null,
      origin: forwarded === null ? null : this.#originOf(forwarded),
      replyTo: replyTo === null ? null : String(replyTo),
      evidence,
    }
  }

  #originOf(forwarded: Forwarded): string | null {
    const origin =
      forwarded.from === "channel"
        ? sourceKeyOf(forwarded)
        : forwarded.from === "name"
          ? (this.#options.knownChannels.get(forwarded.name) ?? null)
          : null
    if (origin === null) this.#counts.fromUnknown++
    else this.#counts.fromChannels++
    return origin
  }
}
