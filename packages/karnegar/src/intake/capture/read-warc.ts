import { gunzipSync } from "node:zlib"
import { expand } from "../fetch/expand.ts"
import type { Exchange, Fetched } from "../fetch/fetch-address.ts"
import { DEFAULT_POLICY } from "../fetch/policy.ts"

/** A record of a WARC file. */
export interface WarcRecord {
  readonly type: string
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly block: Uint8Array
}

/** Bytes of a capture once its members are unpacked: some hops of `mostBytes` each. */
const MOST_UNPACKED = 80_000_000
const HEAD_END = Buffer.from("\r\n\r\n")

/**
 * Reads a WARC file whole, each record a gzip member of its own or none of them packed.
 *
 * @returns null for bytes that are none, and for a file that is cut off or unpacks too far.
 */
export function readWarc(bytes: Uint8Array): readonly WarcRecord[] | null {
  const all = unpacked(bytes)
  if (all === null) return null
  const records: WarcRecord[] = []
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf(HEAD_END, at)
    if (end < 0) return null
    const [version, ...lines] = all.subarray(at, end).toString("utf8").split("\r\n")
    if (version === undefined || !/^WARC\/1\.[01]$/.test(version)) return null
    const headers = headersOf(lines)
    const written = headers.get("content-length") ?? ""
    const [from, length] = [end + HEAD_END.length, /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN]
    // Two empty lines end a record.
    if (!(from + length + HEAD_END.length <= all.length)) return null
    records.push({ type: headers.get("warc-type") ?? "", headers, block: all.subarray(from, from + length) })
    at = from + length + HEAD_END.length
  }
  return records.length === 0 ? null : records
}

/** What a capture holds, as it was fetched: the last answer in it, unpacked. @returns null for what is no capture. */
export async function readCapture(bytes: Uint8Array): Promise<Fetched | null> {
  const exchanges = (readWarc(bytes) ?? [])
    .filter(({ type }) => type === "response")
    .map(exchangeOf)
    .filter((one) => one !== null)
  const last = exchanges.at(-1)
  if (last === undefined) return null
  const { url, status, headers, body } = last
  const opened = await expand(body, headers.get("content-encoding") ?? "", DEFAULT_POLICY)
  if (!(opened instanceof Uint8Array)) return null
  const mediaType = (headers.get("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase().slice(0, 100)
  return { exchanges, url, status, headers, bytes: opened, mediaType }
}

function exchangeOf({ headers: about, block }: WarcRecord): Exchange | null {
  const response = Buffer.from(block)
  const end = response.indexOf(HEAD_END)
  if (end < 0) return null
  const [first = "", ...lines] = response.subarray(0, end).toString("latin1").split("\r\n")
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]
  if (status === undefined) return null
  const headers = headersOf(lines)
  const rest = response.subarray(end + HEAD_END.length)
  const body = /chunked/i.test(headers.get("transfer-encoding") ?? "") ? joined(rest) : rest
  return {
    url: about.get("warc-target-uri") ?? "",
    address: about.get("warc-ip-address") ?? null,
    asked: about.get("warc-date") ?? "",
    request: Buffer.alloc(0),
    response,
    status: Number(status),
    headers,
    body,
  }
}

/** A body put together from the pieces in which it came. */
function joined(rest: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; ; ) {
    const end = rest.indexOf("\r\n", at)
    const length = end < 0 ? Number.NaN : Number.parseInt(rest.subarray(at, end).toString("latin1"), 16)
    if (!(length > 0)) return Buffer.concat(pieces)
    pieces.push(rest.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
}

function headersOf(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(":")
    if (colon < 1) continue
    const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return headers
}

function unpacked(bytes: Uint8Array): Buffer | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return Buffer.from(bytes)
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED })
  } catch (error) {
    // Broken, cut off, or too large.
    if (error instanceof Error && "code" in error) return null
    throw error
  }
}
