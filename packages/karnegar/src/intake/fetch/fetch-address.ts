import { isUtf8 } from "node:buffer"
import { Client, type Dispatcher } from "undici"
import { readTarget } from "./check-url.ts"
import { errorCode, openConnection, proxyHeaders, SYSTEM_WIRES, type Wires } from "./connect.ts"
import { expand } from "./expand.ts"
import { FetchError } from "./fetch-error.ts"
import type { FetchRefusal } from "./fetch-refusal.ts"
import type { FetchPolicy } from "./policy.ts"
import { Tap } from "./tap.ts"

/** One question and its answer, as they went over the wire. */
export interface Exchange {
  readonly url: string
  /** Address that answered; null where a proxy knows it. */
  readonly address: string | null
  /** ISO instant at which it was asked. */
  readonly asked: string
  /** Head of the question, byte by byte. */
  readonly request: Uint8Array
  /** The answer from its first byte to its last: status, head, body in the pieces in which it came. */
  readonly response: Uint8Array
  readonly status: number
  /** Names in lower case; of a name that comes several times the values are joined by a comma. */
  readonly headers: ReadonlyMap<string, string>
  /** The body, put together from its pieces, still packed as the server packed it. */
  readonly body: Uint8Array
}

/** Something that was fetched. */
export interface Fetched {
  /** Every hop; the last is the answer. */
  readonly exchanges: readonly Exchange[]
  /** Address at which it was found, after redirects. */
  readonly url: string
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  /** The body unpacked. */
  readonly bytes: Uint8Array
  /** Media type in lower case without parameters; "" when the answer has none. */
  readonly mediaType: string
}

/** What was asked for, or why it did not come; hops before the refusal are kept. */
export type FetchOutcome =
  | { readonly fetched: Fetched }
  | { readonly refusal: FetchRefusal; readonly exchanges: readonly Exchange[] }

/** What is told of an earlier copy, so that nothing comes when nothing changed. */
export interface Known {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What to ask for. */
export interface FetchOptions {
  /** Media types that are wanted. */
  readonly accept?: string
  /** An answer of 304 is then given back as one, without a body. */
  readonly known?: Known
  readonly signal?: AbortSignal
  /** Is sent with the question (POST). An answer that leads elsewhere is then refused: what was sent is for this address alone. */
  readonly body?: { readonly bytes: Uint8Array; readonly type: string }
}

const ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * Fetches what stands at an address, within the limits of the policy.
 *
 * Every hop is checked anew and goes over a connection of its own: no cookie, no referrer, nothing is carried from one to the
 * next. Never throws for what the network or the site does.
 */
export async function fetchAddress(
  address: string,
  policy: FetchPolicy,
  options: FetchOptions = {},
  wires: Wires = SYSTEM_WIRES,
): Promise<FetchOutcome> {
  const exchanges: Exchange[] = []
  const time = AbortSignal.timeout(policy.mostMs)
  const signal = options.signal === undefined ? time : AbortSignal.any([time, options.signal])
  const refuse = (refusal: FetchRefusal): FetchOutcome => ({ refusal, exchanges })
  let next = address
  for (let hop = 0; hop <= policy.mostHops; hop++) {
    const target = readTarget(next, policy)
    if (!(target instanceof URL)) return refuse(target)
    let exchange: Exchange
    try {
      exchange = await ask(target, policy, options, wires, signal)
    } catch (error) {
      if (options.signal?.aborted) throw error
      return refuse(refusalOf(error, time, policy))
    }
    exchanges.push(exchange)
    if (!REDIRECTS.has(exchange.status) || options.body !== undefined) {
      const refusal = refusalOfStatus(exchange, options)
      return refusal === null ? await unpacked(exchange, exchanges, policy) : refuse(refusal)
    }
    const location = exchange.headers.get("location")
    if (location === undefined || !URL.canParse(location, target.href))
      return refuse({ code: "fetch.redirect_nowhere" })
    next = new URL(location, target).href
  }
  return refuse({ code: "fetch.too_many_redirects", most: policy.mostHops })
}

async function unpacked(last: Exchange, exchanges: readonly Exchange[], policy: FetchPolicy): Promise<FetchOutcome> {
  const bytes = await expand(last.body, last.headers.get("content-encoding") ?? "", policy)
  if (!(bytes instanceof Uint8Array)) return { refusal: bytes, exchanges }
  const mediaType = (last.headers.get("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase().slice(0, 100)
  return { fetched: { exchanges, url: last.url, status: last.status, headers: last.headers, bytes, mediaType } }
}

/** One question, over a connection of its own. */
async function ask(
  url: URL,
  policy: FetchPolicy,
  { accept = ACCEPT, known, body: sent }: FetchOptions,
  wires: Wires,
  signal: AbortSignal,
): Promise<Exchange> {
  const tap = new Tap(policy.mostBytes)
  const asked = new Date().toISOString()
  let address: string | null = null
  const client = new Client(url.origin, {
    connect: (_, answer) => {
      openConnection(url, policy, wires, signal).then(
        (connection) => {
          address = connection.address
          tap.on(connection.socket)
          answer(null, connection.socket)
        },
        (error: Error) => answer(error, null),
      )
    },
    pipelining: 1,
    maxHeaderSize: policy.mostHead,
    headersTimeout: policy.mostMs,
    bodyTimeout: policy.mostMs,
  })
  const plainProxy = policy.proxy?.protocol === "http:" && url.protocol === "http:" ? policy.proxy : null
  try {
    const answer = await client.request({
      method: sent === undefined ? "GET" : "POST",
      body: sent?.bytes ?? null,
      path: plainProxy === null ? `${url.pathname}${url.search}` : url.href,
      headers: {
        "user-agent": policy.userAgent,
        accept,
        "accept-language": "fa,en;q=0.5",
        "accept-encoding": "gzip, br",
        ...(sent === undefined ? {} : { "content-type": sent.type }),
        ...(known?.etag ? { "if-none-match": known.etag } : {}),
        ...(known?.lastModified ? { "if-modified-since": known.lastModified } : {}),
        ...(plainProxy === null ? {} : proxyHeaders(plainProxy)),
      },
      reset: true,
      signal,
      responseHeaders: "raw",
    })
    const headers = headersOf(answer.headers as unknown as readonly (string | Buffer)[])
    const body = await bodyOf(answer.body, headers, policy)
    return {
      url: url.href,
      address,
      asked,
      request: tap.sent(),
      response: tap.received(answer.statusCode, headers, body.length),
      status: answer.statusCode,
      headers,
      body,
    }
  } finally {
    await client.destroy()
  }
}

function headersOf(raw: readonly (string | Buffer)[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = letters(raw[i]!).toLowerCase()
    const value = letters(raw[i + 1]!)
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return headers
}

/** Heads are bytes that are read as Latin; sites write Persian into `Location` as UTF-8, whatever the rules say. */
function letters(raw: string | Buffer): string {
  const bytes = typeof raw === "string" ? Buffer.from(raw, "latin1") : raw
  return isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1")
}

async function bodyOf(
  stream: Dispatcher.ResponseData["body"],
  headers: ReadonlyMap<string, string>,
  { mostBytes }: FetchPolicy,
): Promise<Uint8Array> {
  const tooLarge = () => new FetchError({ code: "fetch.too_large", most: mostBytes })
  if (Number(headers.get("content-length") ?? 0) > mostBytes) {
    stream.on("error", () => {}).destroy()
    throw tooLarge()
  }
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.length
    if (length > mostBytes) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function refusalOf(error: unknown, time: AbortSignal, policy: FetchPolicy): FetchRefusal {
  if (error instanceof FetchError) return error.refusal
  if (error instanceof Error && error.cause instanceof FetchError) return error.cause.refusal
  if (time.aborted) return { code: "fetch.too_slow", seconds: Math.round(policy.mostMs / 1000) }
  const code = errorCode(error)
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return { code: "fetch.head_too_large", most: policy.mostHead }
  const cut = ["UND_ERR_SOCKET", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "ECONNRESET", "EPIPE", "HPE_INVALID_EOF_STATE"]
  if (cut.includes(code)) return { code: "fetch.cut_off" }
  // The parser's own errors have a code only where it was built with one.
  if (code.startsWith("HPE_") || (error instanceof Error && error.name === "HTTPParserError"))
    return { code: "fetch.not_http" }
  return { code: "fetch.unreachable", why: code }
}

function refusalOfStatus({ status, headers }: Exchange, { known }: FetchOptions): FetchRefusal | null {
  if (status === 200 || status === 203) return null
  if (status === 304) return known === undefined ? { code: "fetch.not_modified_unasked" } : null
  if (status === 404 || status === 410) return { code: "fetch.gone", status }
  if (status === 429 || (status === 503 && headers.has("retry-after")))
    return { code: "fetch.slow_down", status, seconds: retryAfter(headers.get("retry-after") ?? "", Date.now()) }
  if (status === 401 || status === 403 || status === 451) return { code: "fetch.denied", status }
  return status >= 500 ? { code: "fetch.site_failed", status } : { code: "fetch.status", status }
}

/** Seconds of `Retry-After: 120` or of a date in it; null when it says nothing that can be read. At most a week. */
export function retryAfter(written: string, now: number): number | null {
  const seconds = /^\d{1,9}$/.test(written) ? Number(written) : Math.ceil((Date.parse(written) - now) / 1000)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), 7 * 86_400)
}
