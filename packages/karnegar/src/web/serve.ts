import { createServer, STATUS_CODES } from "node:http"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { getRequestListener } from "@hono/node-server"
import type { Jobs } from "../jobs/jobs.ts"
import type { People } from "../people/people.ts"
import type { Record } from "../record/record.ts"
import type { Submissions } from "../submissions/submissions.ts"
import { HEADERS } from "./headers.ts"
import { createSite, type SiteParts } from "./site.tsx"

/** A site that is being served. */
export interface ServedSite {
  readonly port: number
  /** Stops taking visits, ends idle connections and waits for running answers, two seconds at most. */
  close(): Promise<void>
}

/** Folder of the built assets: it lies beside the package's `dist` and `src`. */
export const ASSETS = join(dirname(fileURLToPath(import.meta.url)), "../../assets/built")

/**
 * Serves a record's site.
 *
 * @param port 0 for any free one.
 * @param host Address to bind; 127.0.0.1 keeps it on this machine.
 * @throws the system's error (`EADDRINUSE`, `EACCES`) when the address cannot be bound.
 */
export async function serveSite(options: {
  readonly record: Record
  /** Who works at the desk; left out: a site without one. */
  readonly people?: People
  /** The queue of jobs, and what codes of failures mean; left out: a site without a queue. */
  readonly jobs?: Jobs
  readonly failureWords?: SiteParts["failureWords"]
  /** What strangers send in; left out: nothing can be sent. */
  readonly submissions?: Submissions
  /** Writes the files of a set that readers take away; left out: none are given. */
  readonly files?: SiteParts["files"]
  /** Public address that the operator named; left out: none. */
  readonly origin?: string
  readonly port: number
  readonly host?: string
  readonly assetsDir?: string
}): Promise<ServedSite> {
  const app = createSite({
    record: options.record,
    people: options.people ?? null,
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    ...(options.failureWords === undefined ? {} : { failureWords: options.failureWords }),
    submissions: options.submissions ?? null,
    ...(options.files === undefined ? {} : { files: options.files }),
    origin: options.origin ?? null,
    assetsDir: options.assetsDir ?? ASSETS,
  })
  const listener = getRequestListener(app.fetch, {
    errorHandler: () => new Response(null, { status: 400, headers: HEADERS }),
  })
  // A photograph over a bad line, through Tor, takes minutes.
  const server = createServer({ requestTimeout: 900_000, headersTimeout: 15_000, maxHeaderSize: 16_384 }, listener)
  // What is no HTTP request at all never reaches the site: it is answered here, with the same headers.
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy()
    const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400
    const lines = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${lines.join("")}\r\n`,
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port, options.host ?? "127.0.0.1", resolve)
  })
  const address = server.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2000).unref()
      }),
  }
}
