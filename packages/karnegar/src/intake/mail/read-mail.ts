import { createHash } from "node:crypto"
import PostalMime, { type Attachment, type Email } from "postal-mime"
import type { Arrival, ArrivedEvidence } from "../arrival.ts"
import { cleanText } from "../clean-text.ts"
import { mediaTypeOf } from "../file-evidence.ts"
import type { FoundSource, Read } from "../found-source.ts"
import { textOfHtml } from "../html-text.ts"
import type { Refusal } from "../refusal.ts"
import { IRAN, ZoneTime } from "../zone-time.ts"
import { MOST_MAIL_BYTES, splitMbox } from "./split-mbox.ts"

/** Bytes of all headers, and parts inside one another: many times what honest mails have. */
const LIMITS = { maxHeadersSize: 256 * 1024, maxNestingDepth: 32 } as const
/** Lines that may begin a part. The parser has no limit of parts, and its cost grows with their square. */
const MOST_BOUNDARIES = 5_000
/** Lines of one mail, which cost the parser some 16 µs each: room for attachments of 15 MB. */
const MOST_LINES = 200_000
/** Attachments that are hashed. */
const MOST_ATTACHMENTS = 100
/** Bytes of a mail's words. */
const MOST_TEXT = 1_048_576

/** What became of the mails of a file: figures only. */
export interface MailCounts {
  mails: number
  /** Mails of a list that names itself; the others have no source of their own. */
  ofLists: number
  attachments: number
  /** Mailboxes and numbers of cards that were taken out of texts. */
  takenOut: number
}

/** All zero. */
export function newMailCounts(): MailCounts {
  return { mails: 0, ofLists: 0, attachments: 0, takenOut: 0 }
}

/**
 * Reads mails: one (`.eml`) or many (mbox). Words, day, list and attachments pass; who wrote to whom does not, nor do the ways they took.
 *
 * @param captured ISO instant at which the file was received: that of its attachments.
 * @param counts Is counted up while reading.
 */
export async function* readMails(
  chunks: AsyncIterable<Uint8Array>,
  captured: string,
  counts: MailCounts,
): AsyncGenerator<Read> {
  const zone = ZoneTime.of(IRAN)
  let last: FoundSource | null = null
  for await (const raw of splitMbox(chunks)) {
    const at = String(raw.number)
    counts.mails++
    if ("tooLong" in raw) {
      yield { at, refusal: { code: "input.too_long", bytes: raw.tooLong, most: MOST_MAIL_BYTES } }
      continue
    }
    const mail = await readOne(raw.bytes, zone, captured)
    if ("code" in mail) {
      yield { at, refusal: mail }
      continue
    }
    const { source, arrival, takenOut } = mail
    if (source.key !== null) counts.ofLists++
    counts.attachments += arrival.evidence.length
    counts.takenOut += takenOut
    if (last === null || last.key !== source.key) yield { source }
    last = source
    yield { at, arrival }
  }
}

async function readOne(
  bytes: Uint8Array,
  zone: ZoneTime,
  captured: string,
): Promise<Refusal | { readonly source: FoundSource; readonly arrival: Arrival; readonly takenOut: number }> {
  if (isOverlong(bytes)) return { code: "mail.unreadable" }
  let mail: Email
  try {
    // A mail inside a mail is an attachment: read as text it would begin with the names of those who wrote it.
    mail = await PostalMime.parse(bytes, { ...LIMITS, forceRfc822Attachments: true })
  } catch (error) {
    // The parser refuses by throwing; what it says quotes the mail.
    if (error instanceof Error) return { code: "mail.unreadable" }
    throw error
  }
  const body = cleanText(wordsOf(mail))
  if (body.text === "") return { code: "mail.no_text" }
  const subject = cleanText((mail.subject ?? "").replace(/\s+/g, " "))
  const text = subject.text === "" || body.text.startsWith(subject.text) ? body.text : `${subject.text}\n\n${body.text}`
  if (Buffer.byteLength(text) > MOST_TEXT) {
    return { code: "input.too_long", bytes: Buffer.byteLength(text), most: MOST_TEXT }
  }
  const arrival: Arrival = {
    key: keyOf(mail, text),
    edited: null,
    text,
    published: dayOf(mail.date, zone),
    url: addressIn(headerOf(mail, "archived-at")),
    lang: null,
    origin: null,
    evidence: mail.attachments.slice(0, MOST_ATTACHMENTS).flatMap((one) => evidenceOf(one, captured)),
  }
  return { source: listOf(headerOf(mail, "list-id")), arrival, takenOut: body.takenOut + subject.takenOut }
}

/** More lines, or more that may begin a part, than any honest mail has. */
function isOverlong(bytes: Uint8Array): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return countOf(all, "\n--", MOST_BOUNDARIES) > MOST_BOUNDARIES || countOf(all, "\n", MOST_LINES) > MOST_LINES
}

/** How often a word stands in bytes; counting ends behind `most`. */
function countOf(bytes: Buffer, word: string, most: number): number {
  let found = 0
  for (let at = bytes.indexOf(word); at >= 0 && found <= most; at = bytes.indexOf(word, at + word.length)) found++
  return found
}

function wordsOf({ text, html }: Email): string {
  if (text !== undefined && text.trim() !== "") return text
  return html === undefined ? "" : (textOfHtml(html) ?? "")
}

/**
 * A mail's Message-ID stands for it for ever, but it may hold its writer's mailbox: its hash does as well.
 */
function keyOf({ messageId, date }: Email, text: string): string {
  const own = messageId === undefined || messageId.trim() === "" ? `${date ?? ""}\n${text}` : messageId.trim()
  return createHash("sha256").update(own).digest("hex").slice(0, 32)
}

const FIRST_YEAR = 1990
const LAST_YEAR = 2100

function dayOf(date: string | undefined, zone: ZoneTime): string | null {
  const time = date === undefined ? Number.NaN : Date.parse(date)
  const year = Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear()
  return year < FIRST_YEAR || year > LAST_YEAR ? null : zone.iso(Math.floor(time / 1000))
}

function headerOf({ headers }: Email, key: string): string {
  return headers.find((header) => header.key === key)?.value ?? ""
}

/** `Name of the list <list.example.org>`: the part in angle brackets is its own for ever (RFC 2919). */
function listOf(header: string): FoundSource {
  const id = /<([\w-]+(?:\.[\w-]+)+)>\s*$/.exec(header.slice(0, 500))?.[1]?.toLowerCase()
  if (id === undefined || id.length > 200) return { key: null, name: null }
  const name = header
    .slice(0, header.lastIndexOf("<"))
    .replace(/["\s]+/g, " ")
    .trim()
  return { key: `list-${id}`, name: name === "" || name.includes("=?") ? id : name }
}

/** A whole https address without a user's name in it; null for anything else. */
function addressIn(header: string): string | null {
  const written = header.trim().replace(/^<|>$/g, "")
  if (!written.startsWith("https://") || !URL.canParse(written)) return null
  const url = new URL(written)
  return url.username === "" && url.password === "" ? url.href : null
}

function evidenceOf({ content, mimeType }: Attachment, captured: string): ArrivedEvidence[] {
  const bytes = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content)
  if (bytes.length === 0) return []
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  const told = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(mimeType) ? mimeType : "application/octet-stream"
  return [{ sha256, mediaType: mediaTypeOf(bytes) ?? told, bytes: bytes.length, captured, path: null }]
}
