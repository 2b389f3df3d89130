import { spawn } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"

/** A page as it was received. */
export interface PageBytes {
  readonly bytes: Uint8Array
  readonly contentType: string
}

/** Media type of a picture of a page. */
export const SCREENSHOT_TYPE = "image/png"
/** The browser gets so long for one page. */
const MOST_MS = 40_000
const MOST_BYTES = 30_000_000
const PNG = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1")
/** A name that leads nowhere (RFC 2606). */
const PAGE = "http://page.invalid/"
/** Nothing but what stands in the page itself; `sandbox`: no script, no form, no window, no way elsewhere. */
const POLICY = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline' data:; font-src data:"

/** The browser that is installed: where `KARNEGAR_CHROMIUM` says, else on the path; null for none. */
export function findChromium(): string | null {
  const named = process.env.KARNEGAR_CHROMIUM
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
  const paths = named
    ? [named]
    : (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return paths.find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error) return false
    throw error
  }
}

/**
 * Draws a page from the bytes that were kept, with the browser that is installed, in its own sandbox.
 *
 * The network does not come into it. The browser knows one proxy, which is this program, and whatever it asks for, for itself or
 * for the page, it gets the page or nothing; names are looked up nowhere. The page's policy forbids scripts twice, as a sandbox
 * and by source (the browser's own switch for scripts keeps it from drawing at all). Pictures and styles that stand elsewhere are
 * therefore missing: it shows the words as they stood, not how the site looked.
 *
 * @param asked Told of each request that the browser makes.
 * @returns a PNG; null when the browser brought none.
 */
export async function screenshot(
  { bytes, contentType }: PageBytes,
  chromium: string,
  asked: (what: string) => void = () => {},
): Promise<Uint8Array | null> {
  const dir = await mkdtemp(join(tmpdir(), "karnegar-page-"))
  const server = createServer((request, response) => {
    asked(request.url ?? "")
    if (request.url !== PAGE) return response.writeHead(403).end()
    response.writeHead(200, {
      "content-type": contentType,
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    })
    response.end(bytes)
  })
  server.on("connect", (request, socket) => {
    asked(request.url ?? "")
    socket.destroy()
  })
  try {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    const file = join(dir, "page.png")
    await draw(chromium, dir, file, (server.address() as AddressInfo).port)
    return await pictureOf(file)
  } finally {
    server.closeAllConnections()
    server.close()
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function draw(chromium: string, dir: string, file: string, port: number): Promise<void> {
  const child = spawn(
    chromium,
    [
      "--headless",
      "--disable-gpu",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--no-default-browser-check",
      "--hide-scrollbars",
      "--mute-audio",
      `--proxy-server=http://127.0.0.1:${port}`,
      // Addresses of this machine go through the proxy too.
      "--proxy-bypass-list=<-loopback>",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      `--user-data-dir=${join(dir, "profile")}`,
      "--window-size=1200,2400",
      `--screenshot=${file}`,
      PAGE,
    ],
    // Nothing of our environment but where programs and letters are.
    { stdio: "ignore", detached: true, env: { PATH: process.env.PATH, HOME: dir, TMPDIR: dir, LANG: "C.UTF-8" } },
  )
  const ended = new Promise<void>((done) => {
    child.once("error", () => done())
    child.once("close", () => done())
  })
  const timer = setTimeout(() => stop(child.pid), MOST_MS)
  await ended
  clearTimeout(timer)
  stop(child.pid)
}

/** Ends the browser and whatever it has started. */
function stop(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, "SIGKILL")
  } catch (error) {
    // It had ended.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error
  }
}

async function pictureOf(file: string): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(file)
    return bytes.length <= MOST_BYTES && bytes.subarray(0, PNG.length).equals(PNG) ? bytes : null
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  }
}
