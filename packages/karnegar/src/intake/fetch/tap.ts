import type { Socket } from "node:net"
import { FetchError } from "./fetch-error.ts"

/**
 * Listens in on a connection and keeps what was sent and what was received, byte by byte: the evidence is what came over the
 * wire, not what a parser made of it.
 */
export class Tap {
  readonly #most: number
  readonly #sent: Uint8Array[] = []
  readonly #received: Buffer[] = []
  #length = 0

  /** @param most Bytes that are received before the connection is ended. */
  constructor(most: number) {
    this.#most = most
  }

  /** The client pulls with `read` and sends with `write`; both are passed on as they are. */
  on(socket: Socket): void {
    const read = socket.read.bind(socket)
    socket.read = (size?: number) => {
      const piece: Buffer | null = size === undefined ? read() : read(size)
      if (piece === null) return piece
      this.#length += piece.length
      if (this.#length > this.#most) {
        socket.destroy(new FetchError({ code: "fetch.too_large", most: this.#most }))
        return null
      }
      // The parser may write over what it was given.
      this.#received.push(Buffer.from(piece))
      return piece
    }
    const write = socket.write.bind(socket)
    socket.write = ((piece: string | Uint8Array, ...rest: never[]) => {
      this.#sent.push(typeof piece === "string" ? Buffer.from(piece, "latin1") : Buffer.from(piece))
      return write(piece, ...rest)
    }) as typeof socket.write
  }

  sent(): Uint8Array {
    return Buffer.concat(this.#sent)
  }

  /**
   * The answer without what does not belong to it: interim answers (1xx) before it, and bytes behind the length that it told.
   */
  received(status: number, headers: ReadonlyMap<string, string>, bodyLength: number): Uint8Array {
    let all = Buffer.concat(this.#received)
    for (let end = all.indexOf("\r\n\r\n"); end >= 0 && isInterim(all); end = all.indexOf("\r\n\r\n"))
      all = all.subarray(end + 4)
    const head = all.indexOf("\r\n\r\n")
    const counted = headers.has("content-length") && !headers.has("transfer-encoding")
    const none = status === 304 || status === 204
    return head >= 0 && (counted || none) ? all.subarray(0, head + 4 + (none ? 0 : bodyLength)) : all
  }
}

function isInterim(bytes: Buffer): boolean {
  return /^HTTP\/1\.[01] 1\d\d/.test(bytes.subarray(0, 12).toString("latin1"))
}
