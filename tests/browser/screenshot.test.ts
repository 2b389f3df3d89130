import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { findChromium, screenshot } from "../../packages/karnegar/src/intake/capture/screenshot.ts"
import { jsonLines, karnegar } from "../cli/spawn.ts"
import { type HostileServer, startHostileServer } from "../support/hostile-server.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-screenshot-"))
/** What the tests' machine has, as a browser that a person would start: root needs a word more. */
const chromium = join(root, "chromium")
/** Hears whatever a page gets to the network with. */
let trap: Server
let heard: string[] = []
let site: HostileServer

beforeAll(async () => {
  const installed = process.env.CHROMIUM_PATH ?? findChromium()
  if (installed === null) throw new Error("Chromium is not installed")
  writeFileSync(chromium, `#!/bin/sh\nexec ${installed} ${process.getuid?.() === 0 ? "--no-sandbox" : ""} "$@"\n`)
  chmodSync(chromium, 0o755)
  trap = createServer((request, response) => {
    heard.push(request.url ?? "")
    response.writeHead(200, { "access-control-allow-origin": "*" }).end("body{background:red}")
  })
  await new Promise<void>((done) => trap.listen(0, "127.0.0.1", done))
  site = await startHostileServer()
})
afterAll(async () => {
  await new Promise((done) => trap.close(done))
  await site.close()
  rmSync(root, { recursive: true })
})

/** Colour of the middle of a picture, as `r,g,b`. */
async function colourOf(png: Uint8Array): Promise<string> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return [...data.subarray(at, at + 3)].join(",")
}

const GREEN = "0,128,0"
const html = (inside: string) =>
  Buffer.from(`<!doctype html><html style="background:green"><meta charset=utf-8><title>x</title>${inside}</html>`)
const draw = (inside: string, asked?: (what: string) => void) =>
  screenshot({ bytes: html(inside), contentType: "text/html; charset=utf-8" }, chromium, asked)

describe("screenshot", () => {
  test("draws a page with its own styles and pictures, in the letters that it has", async () => {
    const square = await sharp({ create: { width: 4, height: 4, channels: 3, background: "#00f" } })
      .png()
      .toBuffer()
    const data = `data:image/png;base64,${square.toString("base64")}`
    const png = await draw(`<img src="${data}" style="position:fixed;inset:0;width:100%;height:100%">`)
    expect(await colourOf(png!)).toBe("0,0,255")
    const plain = await screenshot({ bytes: html(""), contentType: "text/html; charset=windows-1256" }, chromium)
    expect(await colourOf(plain!)).toBe(GREEN)
  })

  const turnsRed = "document.documentElement.style.background='red'"
  const at = () => `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
  const cases: readonly (readonly [name: string, inside: () => string])[] = [
    ["a script", () => `<script>${turnsRed}</script><body onload="${turnsRed}"><img src=x onerror="${turnsRed}">`],
    [
      "a style that stands elsewhere",
      () => `<link rel=stylesheet href="${at()}/a.css"><style>@import "${at()}/b.css"</style>`,
    ],
    [
      "a picture, a font, a film that stand elsewhere",
      () =>
        `<img src="${at()}/a.png"><video src="${at()}/b" autoplay></video><style>@font-face{font-family:f;src:url(${at()}/f)}body{font-family:f}</style><body>متن`,
    ],
    [
      "a page that leads on",
      () =>
        `<meta http-equiv=refresh content="0;url=${at()}/next"><meta http-equiv=refresh content="0;url=data:text/html,<body bgcolor=red>">`,
    ],
    [
      "a frame of another page, and of a file of this machine",
      () =>
        `<iframe src="${at()}/frame"></iframe><iframe src="file:///etc/passwd" style="position:fixed;inset:0;width:100%;height:100%"></iframe><object data="${at()}/o"></object>`,
    ],
    [
      "early connections",
      () =>
        `<link rel=preconnect href="${at()}"><link rel=dns-prefetch href="//a.example.com"><link rel=prefetch href="${at()}/p"><link rel=preload as=image href="${at()}/q">`,
    ],
    ["a form that sends itself", () => `<form action="${at()}/form" id=f></form><script>f.submit()</script>`],
  ]
  for (const [name, inside] of cases) {
    test(`lets ${name} do nothing`, async () => {
      heard = []
      const png = await draw(inside())
      expect(await colourOf(png!)).toBe(GREEN)
      expect(heard).toEqual([])
    })
  }

  test("sees what a page would have asked for, were nothing in its way", async () => {
    // The trap is one: without our walls a picture reaches it.
    await fetch(`${at()}/planted`)
    expect(heard).toContain("/planted")
  })

  test("brings nothing where the browser does not start, and leaves nothing behind", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("karnegar-page-"))
    const broken = join(root, "broken")
    writeFileSync(broken, "#!/bin/sh\nexit 1\n")
    chmodSync(broken, 0o755)
    expect(await screenshot({ bytes: html(""), contentType: "text/html" }, broken)).toBeNull()
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("karnegar-page-"))).toEqual(before)
  })
})

describe("karnegar capture --screenshot", () => {
  interface Line {
    readonly evidence: readonly { readonly sha256: string; readonly mediaType: string }[]
  }
  const capture = (env: Readonly<Record<string, string>>, ...more: readonly string[]) => {
    const args = [
      "capture",
      site.address("/mixed-calendars"),
      "--allow-network",
      "127.0.0.1",
      "--port",
      String(site.port),
    ]
    return karnegar([...args, "--format", "json", ...more], "", env)
  }

  test("keeps a picture with the page, once", async () => {
    const data = join(root, "record")
    const { stdout, stderr } = await capture({ KARNEGAR_CHROMIUM: chromium }, "--screenshot", "--data", data)
    const [line] = jsonLines<Line>(stdout)
    expect(
      line!.evidence.map(({ mediaType }) => mediaType),
      stderr,
    ).toEqual(["application/warc", "image/png"])
    const again = await capture({ KARNEGAR_CHROMIUM: chromium }, "--data", data)
    expect(jsonLines<Line>(again.stdout)[0]!.evidence).toHaveLength(1)
    expect((await karnegar(["verify", "--data", data])).status).toBe(0)
  })

  test("says in one line that there is none to draw with, and captures all the same", async () => {
    const data = join(root, "without")
    const { status, stderr, stdout } = await capture({ KARNEGAR_CHROMIUM: "/nowhere/chromium" }, "--data", data)
    expect(status).toBe(0)
    expect(stderr).toContain("no Chromium is installed")
    expect(stderr).toContain("کرومیوم نصب نیست")
    expect(jsonLines<Line>(stdout)[0]!.evidence).toHaveLength(1)
    const silent = await capture({ KARNEGAR_CHROMIUM: "/nowhere/chromium" }, "--no-screenshot", "--data", data)
    expect(silent.stderr).toBe("")
  })
})
