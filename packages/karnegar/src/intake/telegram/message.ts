import type { CleanText } from "../clean-text.ts"
import type { ZoneTime } from "../zone-time.ts"
import { textOf } from "./message-text.ts"

/** Where a message was taken over from, as far as it may be known. */
export type Forwarded =
  /** A channel, by its number. */
  | { readonly from: "channel"; readonly id: string }
  /** A name that may be a person's: it may be compared with names of registered channels, and is never passed on. */
  | { readonly from: "name"; readonly name: string }
  | { readonly from: "person" }

/** A file that came with a message. `not_included`: it was left out of the export. */
export type Media = { readonly path: string; readonly type: string | null } | "not_included" | null

/**
 * What of a message may pass. Everything else that the export holds (who wrote it, who read it, reactions, contacts,
 * voters, bots) ends here, before anything is made of it.
 */
export interface Message {
  readonly id: number
  /** Seconds since 1970. */
  readonly at: number
  /** Seconds since 1970; null when it was never edited. */
  readonly edited: number | null
  readonly text: CleanText
  readonly forwarded: Forwarded | null
  /** Number of the message of the same chat that it answers. */
  readonly replyTo: number | null
  readonly media: Media
  /**
   * The same for parts of one album, else different. It is made of who sent it when, and goes no further than to tell
   * albums apart.
   */
  readonly album: string | null
}

/** A message that is none: why it is passed over. */
export type Passed = "service" | "unsupported"

/** What can be wrong with a message. */
export type MessageFault = "not_a_message" | "no_date"

type Fields = { readonly [key: string]: unknown }

/** Telegram began in 2013; what lies before is the zero that old exports write for “never”. */
const FIRST = Date.UTC(2013, 0, 1) / 1000
const LAST = Date.UTC(2100, 0, 1) / 1000

/** Reads one message of a JSON export of any year. */
export function readMessage(value: unknown, zone: ZoneTime): Message | Passed | MessageFault {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "not_a_message"
  const fields = value as Fields
  const { id, type } = fields
  if (typeof id !== "number" || !Number.isSafeInteger(id)) return "not_a_message"
  if (type === "service" || type === "unsupported") return type
  if (type !== "message") return "not_a_message"
  const at = timeOf(fields.date_unixtime, fields.date, zone)
  if (at === null) return "no_date"
  const text = textOf(fields.text) ?? textOf(fields.text_entities) ?? { text: "", takenOut: 0 }
  const media = mediaOf(fields)
  return {
    id,
    at,
    edited: timeOf(fields.edited_unixtime, fields.edited, zone),
    text,
    forwarded: forwardedOf(fields),
    replyTo: replyOf(fields),
    media,
    album: media === null ? null : `${at} ${String(fields.from_id)} ${String(fields.forwarded_from)}`,
  }
}

/** Seconds since 1970: what `…_unixtime` says, or else the clock of the zone; null when neither is a time. */
function timeOf(unix: unknown, local: unknown, zone: ZoneTime): number | null {
  const told =
    typeof unix === "string" && /^\d{9,11}$/.test(unix) ? Number(unix) : typeof unix === "number" ? unix : null
  if (told !== null) return inRange(told)
  return typeof local === "string" ? localTime(local, zone) : null
}

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/

/** `2019-05-01T12:00:00`, which tells no zone. */
function localTime(written: string, zone: ZoneTime): number | null {
  const parts = LOCAL.exec(written)
  if (parts === null) return null
  return clockTime(parts.slice(1).map(Number) as unknown as Clock, zone)
}

/** Year, month, day, hour, minute and second as a clock shows them. */
export type Clock = readonly [number, number, number, number, number, number]

/** Seconds since 1970 at which the zone's clock shows this; null where no clock ever does. */
export function clockTime(
  [year, month, day, hour, minute, second]: Clock,
  zone: Pick<ZoneTime, "instantOf">,
): number | null {
  const shown = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const holds =
    shown.getUTCMonth() === month - 1 && shown.getUTCDate() === day && hour < 24 && minute < 60 && second < 61
  if (!holds || shown.getTime() / 1000 < FIRST) return null
  return inRange(zone.instantOf(shown.getTime() / 1000))
}

/** A time that a message can have been written at. */
export function inRange(seconds: number): number | null {
  return Number.isSafeInteger(seconds) && seconds >= FIRST && seconds <= LAST ? seconds : null
}

/** The prefix of `forwarded_from_id` tells a channel from a person; without it nobody can. */
function forwardedOf({ forwarded_from: name, forwarded_from_id: id }: Fields): Forwarded | null {
  const channel = typeof id === "string" ? /^channel(\d{1,20})$/.exec(id) : null
  if (channel !== null) return { from: "channel", id: channel[1]! }
  if (typeof id === "string") return { from: "person" }
  if (typeof name === "string") return { from: "name", name }
  return name === undefined ? null : { from: "person" }
}

/** A message of another chat has a number of that chat, which here would be another message. */
function replyOf({ reply_to_message_id: id, reply_to_peer_id: peer }: Fields): number | null {
  return peer === undefined && typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : null
}

/**
 * Photos, films and documents. Voices, stickers and contact cards are left where they lie: a voice is a person's, a sticker tells nothing.
 */
function mediaOf({ photo, file, media_type: kind, mime_type: type }: Fields): Media {
  if (typeof photo === "string") return placeOf(photo, "image/jpeg")
  if (typeof file !== "string") return null
  if (kind !== undefined && kind !== "video_file") return null
  return placeOf(file, typeof type === "string" && /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : null)
}

/** Telegram writes a sentence in brackets where the file was not exported. */
function placeOf(written: string, type: string | null): Media {
  return /\(File [^()]{1,120}\)$/.test(written.slice(-140)) ? "not_included" : { path: written, type }
}
