import { createHash, randomUUID } from "node:crypto"
import { gzipSync } from "node:zlib"
import type { Exchange } from "../fetch/fetch-address.ts"

/** What is said of the whole file. */
export interface WarcFile {
  /** Program and version that fetched, as `karnegar 0.2.0`. */
  readonly software: string
  /** User agent that was sent. */
  readonly userAgent: string
  /** Was a proxy in between? Then no record can say which address answered. */
  readonly proxied: boolean
}

/**
 * Exchanges as a WARC 1.1 file (ISO 28500), each record a gzip member of its own: what the file is, then for each exchange the
 * answer and the question, byte by byte as they went over the wire.
 *
 * Written here and not by a library: those we know take an answer apart and write it anew, with its pieces joined and its head
 * reordered, and what is evidence should be what was received. Another program's reader reads it in our tests.
 *
 * @see https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
 */
export function warcOf(exchanges: readonly Exchange[], { software, userAgent, proxied }: WarcFile): Uint8Array {
  const made = exchanges[0]?.asked ?? new Date().toISOString()
  const fields = [
    `software: ${software}`,
    "format: WARC File Format 1.1",
    "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    `http-header-user-agent: ${userAgent}`,
    `description: ${proxied ? "fetched through a proxy" : "fetched directly"}`,
  ]
  const info = record("warcinfo", made, "application/warc-fields", Buffer.from(`${fields.join("\r\n")}\r\n`), [])
  const records = [info.bytes]
  for (const exchange of exchanges) {
    const about = [
      `WARC-Target-URI: ${exchange.url}`,
      `WARC-Warcinfo-ID: ${info.id}`,
      ...(exchange.address === null ? [] : [`WARC-IP-Address: ${exchange.address}`]),
    ]
    const answer = record("response", exchange.asked, "application/http;msgtype=response", exchange.response, [
      ...about,
      `WARC-Payload-Digest: ${digest(exchange.body)}`,
    ])
    const question = record("request", exchange.asked, "application/http;msgtype=request", exchange.request, [
      ...about,
      `WARC-Concurrent-To: ${answer.id}`,
    ])
    records.push(answer.bytes, question.bytes)
  }
  return Buffer.concat(records)
}

function record(
  type: string,
  date: string,
  contentType: string,
  block: Uint8Array,
  more: readonly string[],
): { readonly id: string; readonly bytes: Uint8Array } {
  const id = `<urn:uuid:${randomUUID()}>`
  const head = [
    "WARC/1.1",
    `WARC-Type: ${type}`,
    `WARC-Record-ID: ${id}`,
    `WARC-Date: ${date}`,
    ...more,
    `WARC-Block-Digest: ${digest(block)}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${block.length}`,
  ]
  return {
    id,
    bytes: gzipSync(Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), block, Buffer.from("\r\n\r\n")])),
  }
}

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}
