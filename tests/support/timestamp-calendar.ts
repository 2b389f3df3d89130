import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** How the calendar answers what is asked of it. */
export type CalendarAnswering =
  | "promise"
  | "anchor"
  | "hand on"
  | "unknown"
  | "noise"
  | "endless"
  | "away"
  | "fault"
  | "nowhere"

/** A calendar of OpenTimestamps on loopback; its blocks are invented. */
export interface TimestampCalendar {
  readonly port: number
  readonly address: string
  /** Digests that were given to it, and messages that were asked for, in hexadecimal. */
  readonly given: string[]
  readonly asked: string[]
  answer(how: CalendarAnswering): void
  /** The merkle root that its block has, if it holds a message; as Bitcoin's programs show it. */
  rootOf(message: string): string
  close(): Promise<void>
}

export const BLOCK = 900_000

const hex = (written: string) => Buffer.from(written, "hex")
const PREPENDED = hex("f10401020304")
const ANCHORED = hex("f002abcd0808")
const UNKNOWN = hex("00010203040506070800")
const IN_BLOCK = hex("000588960d73d7190103a0f736")

function promiseOf(address: string): Buffer {
  const length = Buffer.byteLength(address)
  return Buffer.concat([hex("0083dfe30d2ef90c8e"), Buffer.from([length + 1, length]), Buffer.from(address)])
}

export async function startTimestampCalendar(): Promise<TimestampCalendar> {
  let how: CalendarAnswering = "promise"
  const given: string[] = []
  const asked: string[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on("data", (piece: Buffer) => pieces.push(piece))
    request.on("end", () => {
      const message = /^\/timestamp\/([0-9a-f]+)$/.exec(request.url ?? "")?.[1]
      if (request.method === "POST" && request.url === "/digest") given.push(Buffer.concat(pieces).toString("hex"))
      else if (request.method === "GET" && message !== undefined) asked.push(message)
      else return response.writeHead(404).end()
      const say = (bytes: Buffer) => response.writeHead(200).end(bytes)
      switch (how) {
        case "promise":
          return message === undefined
            ? say(Buffer.concat([PREPENDED, promiseOf(address)]))
            : response.writeHead(404).end("Pending confirmation in Bitcoin blockchain")
        case "anchor":
          return say(Buffer.concat([ANCHORED, IN_BLOCK]))
        case "hand on":
          return say(Buffer.concat([PREPENDED, promiseOf("https://other.example.org")]))
        case "unknown":
          return say(UNKNOWN)
        case "noise":
          return say(Buffer.from("<html>"))
        case "endless":
          return say(Buffer.alloc(20_000, 8))
        case "away":
          return response.writeHead(302, { location: "https://other.example.org/" }).end()
        case "fault":
          return response.writeHead(503).end()
        default:
          return response.writeHead(404).end()
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  return {
    port,
    address,
    given,
    asked,
    answer: (next) => {
      how = next
    },
    rootOf: (message) => {
      const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest()
      return sha256(sha256(hex(`${message}abcd`)))
        .reverse()
        .toString("hex")
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
