import { createHash } from "node:crypto"
import type { CalendarWords } from "../../written/date-cell.ts"
import type { Apart, NoAnswer } from "../apart/apart.ts"
import type { Arrival, ArrivedEvidence } from "../arrival.ts"
import { cleanText } from "../clean-text.ts"
import { decodeText } from "../fetch/charset.ts"
import { SYSTEM_WIRES, type Wires } from "../fetch/connect.ts"
import { type Fetched, fetchAddress } from "../fetch/fetch-address.ts"
import type { FetchPolicy } from "../fetch/policy.ts"
import type { Refusal } from "../refusal.ts"
import { type PublishedAt, publishedAt } from "./page-dates.ts"
import { languageOf } from "./page-language.ts"
import type { PageRefusal } from "./page-refusal.ts"
import { warcOf } from "./warc.ts"

/** Keeps bytes where the record finds them: their hash, and where they lie. Flushed to the disk when it resolves. */
export type Keep = (bytes: Uint8Array, mediaType: string) => Promise<{ readonly sha256: string; readonly path: string }>

/** What capturing needs. */
export interface CaptureTools {
  readonly policy: FetchPolicy
  readonly apart: Apart
  readonly words: CalendarWords
  /** Program and version, for the evidence. */
  readonly software: string
  /** Null keeps nothing: a dry run. */
  readonly keep: Keep | null
  readonly wires?: Wires
}

/** What can be read out of something that was fetched. */
export interface Readable {
  readonly title: string | null
  readonly text: string
  readonly by: "readability" | "largest-block" | "pdf" | "plain"
  readonly lang: string | null
  readonly published: PublishedAt | null
  /** Name of the encoding; null for a PDF. */
  readonly charset: string | null
  /** Pages of a PDF, and how many of them were read. */
  readonly pages: { readonly all: number; readonly read: number } | null
}

/** A page that was captured. */
export interface Capture {
  readonly arrival: Arrival
  readonly readable: Readable
  /** Address at which it was found, after redirects. */
  readonly url: string
  readonly redirects: number
  readonly mediaType: string
  /** SHA-256 of the body as received, packed as the server packed it, lower-case hex. */
  readonly payload: string
}

/** Media type of the files that captures are kept in. */
export const WARC_TYPE = "application/warc"
/** A text shorter than this is a remark or an error, not a report. */
const LEAST_TEXT = 40

/**
 * Fetches a page, keeps what came byte by byte, and reads its text, title, day and language.
 *
 * The evidence is kept before the page is read, and also when nothing can be read out of it: what vanishes tomorrow was there.
 */
export async function captureAddress(
  address: string,
  tools: CaptureTools,
): Promise<
  { readonly capture: Capture } | { readonly refusal: Refusal; readonly evidence: readonly ArrivedEvidence[] }
> {
  const outcome = await fetchAddress(address, tools.policy, {}, tools.wires ?? SYSTEM_WIRES)
  if ("refusal" in outcome) return { refusal: outcome.refusal, evidence: [] }
  const { fetched } = outcome
  const last = fetched.exchanges.at(-1)!
  const evidence = await evidenceOf(fetched, tools)
  const readable = await readFetched(fetched, tools)
  if ("code" in readable) return { refusal: readable, evidence }
  const { title, text } = readable
  const { text: whole } = cleanText(title === null || text.startsWith(title) ? text : `${title}\n\n${text}`)
  return {
    capture: {
      arrival: {
        key: fetched.url,
        // A page that says something else when it is captured again was edited, whenever that was.
        edited: last.asked,
        text: whole,
        published: readable.published?.at ?? null,
        url: fetched.url.startsWith("https:") ? fetched.url : null,
        lang: readable.lang,
        origin: null,
        evidence,
      },
      readable,
      url: fetched.url,
      redirects: fetched.exchanges.length - 1,
      mediaType: fetched.mediaType,
      payload: sha256(last.body),
    },
  }
}

/** The file with all that went over the wire. */
async function evidenceOf(fetched: Fetched, { keep, policy, software }: CaptureTools): Promise<ArrivedEvidence[]> {
  const captured = fetched.exchanges.at(-1)!.asked
  const bytes = warcOf(fetched.exchanges, { software, userAgent: policy.userAgent, proxied: policy.proxy !== null })
  const kept = keep === null ? { sha256: sha256(bytes), path: null } : await keep(bytes, WARC_TYPE)
  return [{ ...kept, mediaType: WARC_TYPE, bytes: bytes.length, captured, url: fetched.url, tool: software }]
}

/** Reads what was fetched by what its bytes are, whatever they are called. */
export async function readFetched(
  fetched: Fetched,
  { apart, words }: Pick<CaptureTools, "apart" | "words">,
): Promise<Readable | PageRefusal> {
  const { bytes, mediaType } = fetched
  const contentType = fetched.headers.get("content-type") ?? ""
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString("latin1")
  if (head.includes("%PDF-")) return await pdf(bytes, apart)
  const isHtml = /^\s*(?:<!--|<!doctype html|<html|<head|<body)/i.test(head.replace(/^\u00ef\u00bb\u00bf/, ""))
  if (isHtml || mediaType === "text/html" || mediaType === "application/xhtml+xml")
    return await page(bytes, contentType, apart, words, fetched)
  if (mediaType !== "text/plain") return { code: "page.media_type", mediaType }
  const { text, charset } = decodeText(bytes, contentType)
  if (text.includes("\0") || text.includes("\ufffd")) return { code: "page.not_text" }
  if (text.trim().length < LEAST_TEXT) return { code: "page.no_text" }
  const lang = languageOf(text, null)
  return { title: null, text: text.trim(), by: "plain", lang, published: null, charset, pages: null }
}

async function page(
  bytes: Uint8Array,
  contentType: string,
  apart: Apart,
  words: CalendarWords,
  fetched: Fetched,
): Promise<Readable | PageRefusal> {
  const ask = (build: boolean) => apart.read({ kind: "page", bytes, contentType, build })
  let read = await ask(true)
  // A page that cannot be built is still scanned.
  if (read !== null && "none" in read) read = await ask(false)
  if (read === null) return { code: "page.not_text" }
  if ("none" in read) return refusalOfNone(read.none)
  if (read.text.length < LEAST_TEXT) return { code: "page.no_text" }
  const now = new Date(fetched.exchanges.at(-1)!.asked)
  const { title, text, by, charset } = read
  const lang = languageOf(text, read.lang)
  return { title, text, by, charset, lang, published: publishedAt(read.dates, words, now), pages: null }
}

async function pdf(bytes: Uint8Array, apart: Apart): Promise<Readable | PageRefusal> {
  const read = await apart.read({ kind: "pdf", bytes })
  if (typeof read === "string") return { code: read === "locked" ? "page.pdf_locked" : "page.pdf_broken" }
  if ("none" in read) return refusalOfNone(read.none)
  const { title, text, pages } = read
  if (text.length < LEAST_TEXT) return { code: "page.pdf_no_text", pages }
  const lang = languageOf(text, null)
  return { title, text, by: "pdf", lang, published: null, charset: null, pages: { all: pages, read: read.read } }
}

/** Why nothing could be read on the thread that takes documents apart. */
export function refusalOfNone(none: NoAnswer): PageRefusal {
  if (none === "too slow") return { code: "page.too_slow" }
  return { code: none === "too heavy" ? "page.too_heavy" : "page.unreadable" }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex")
}
