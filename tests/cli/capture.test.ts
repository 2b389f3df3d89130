import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import type { Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type HostileServer, NEWS, newsPage, startHostileServer } from "../support/hostile-server.ts"
import { jsonLines, karnegar } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-capture-"))
const data = join(root, "record")
const DAY = '<meta property="article:published_time" content="2024-08-02T09:30:00+03:30">'
let server: HostileServer
/** What the page that changes says. */
let changing = newsPage({ head: DAY, text: `${NEWS} این تجمع فردا هم ادامه دارد.` })

const page = (html: () => string) => (socket: Socket) => {
  const bytes = Buffer.from(html())
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${bytes.length}\r\n\r\n`)
  socket.end(bytes)
}

beforeAll(async () => {
  server = await startHostileServer([
    { path: "/dated", answer: page(() => newsPage({ head: DAY })) },
    { path: "/changing", answer: page(() => changing) },
    { path: "/weather", answer: page(() => newsPage({ head: DAY, text: WEATHER }).replaceAll(TITLE, "هوای فردا")) },
    { path: "/canary", answer: page(() => newsPage({ head: DAY, text: `${NEWS} تماس: canary@example.org` })) },
    { path: "/control", answer: page(() => newsPage({ head: DAY }).replace(TITLE, `\u001b[2J${TITLE}`)) },
  ])
  await karnegar(["sources", "manba", "--name-fa", "منبع", "--name-en", "Source", "--data", data])
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

const TITLE = "تجمع کارگران کارخانهٔ نمونه"
const WEATHER = "هوای فردا در بیشتر شهرها آفتابی است و دما دو درجه بالا می‌رود. بارانی در پیش نیست و باد آرام می‌وزد."

interface Line {
  readonly url: string
  readonly refused?: string
  readonly became: string | null
  readonly reportId: string | null
  readonly published: string
  readonly publishedBy: string
  readonly found: number
  readonly evidence: readonly { readonly sha256: string }[]
}

const reach = () => ["--allow-network", "127.0.0.1", "--port", String(server.port), "--gap", "0", "--no-screenshot"]
const capture = async (paths: readonly string[], ...more: readonly string[]) => {
  const urls = paths.map((path) => server.address(path))
  const ran = await karnegar(["capture", ...urls, ...reach(), "--format", "json", "--data", data, ...more])
  return { ...ran, lines: jsonLines<Line>(ran.stdout) }
}
const evidenceFile = (sha256: string, dir = join(data, "evidence")) => join(dir, sha256.slice(0, 2), sha256)

describe("karnegar capture", () => {
  test("keeps a page as evidence and takes in what it says, once", async () => {
    const { status, lines } = await capture(["/dated"], "--source", "manba")
    expect(status).toBe(0)
    expect(lines[0]).toMatchObject({ became: "added", publishedBy: "metadata", published: "2024-08-02T09:30:00+03:30" })
    expect(lines[0]!.found).toBeGreaterThan(0)
    const warc = gunzipSync(readFileSync(evidenceFile(lines[0]!.evidence[0]!.sha256))).toString("utf8")
    expect(warc).toContain(`WARC-Target-URI: ${server.address("/dated")}`)
    expect(warc).toContain(newsPage({ head: DAY }))
    const again = await capture(["/dated"], "--source", "manba")
    expect(again.lines[0]).toMatchObject({ became: "known" })
    // The second copy says nothing new, so that it does not stay.
    expect(existsSync(evidenceFile(again.lines[0]!.evidence[0]!.sha256))).toBe(false)
  })

  test("makes a changed page a version of its report", async () => {
    const first = await capture(["/changing"], "--source", "manba")
    changing = newsPage({ head: DAY, text: `${NEWS} این خبر تکمیل شد.` })
    const second = await capture(["/changing"], "--source", "manba")
    expect([first.lines[0]!.became, second.lines[0]!.became]).toEqual(["added", "version"])
    expect((await capture(["/changing"], "--source", "manba")).lines[0]!.became).toBe("known")
    expect((await karnegar(["verify", "--data", data])).status).toBe(0)
  })

  test("keeps hash and address alone of what tells of no labour matter, and no evidence", async () => {
    const { lines } = await capture(["/weather"], "--source", "manba")
    expect(lines[0]).toMatchObject({ became: "aside", reportId: null })
    expect(existsSync(evidenceFile(lines[0]!.evidence[0]!.sha256))).toBe(false)
  })

  test("refuses a page that tells no day until one is given, in either calendar", async () => {
    const without = await capture(["/no-date"])
    expect(without.status).toBe(1)
    expect(without.lines[0]).toMatchObject({ refused: "page.no_day" })
    expect(existsSync(evidenceFile(without.lines[0]!.evidence[0]!.sha256))).toBe(true)
    const { lines } = await capture(["/no-date"], "--published", "1403/05/12")
    expect(lines[0]).toMatchObject({ became: "added", published: "2024-08-02", publishedBy: "told" })
  })

  test("goes on when one of many fails, and says each by its code in both languages", async () => {
    const { status, lines, stderr } = await capture(["/gone", "/dated", "/empty"], "--source", "manba")
    expect(status).toBe(1)
    expect(lines.map(({ refused, became }) => refused ?? became)).toEqual(["fetch.gone", "known", "page.no_text"])
    expect(stderr).toContain(`${server.address("/gone")}: fetch.gone: The site says`)
    expect(stderr).toContain("سایت می‌گوید")
    expect(existsSync(evidenceFile(lines[2]!.evidence[0]!.sha256))).toBe(true)
  })

  test("leaves a host that asks to come less often", async () => {
    const { lines } = await capture(["/slow-down", "/dated"], "--dry-run")
    expect(lines.map(({ refused }) => refused)).toEqual(["fetch.slow_down", "fetch.slow_down"])
    expect(server.heard.filter((line) => line.startsWith("GET /dated")).length).toBeLessThan(4)
  })

  test("keeps nothing in a dry run", async () => {
    const nowhere = join(root, "nowhere")
    const urls = [server.address("/dated"), ...reach(), "--dry-run", "--data", nowhere]
    const { status, stdout } = await karnegar(["capture", ...urls])
    expect(status).toBe(0)
    expect(stdout).toContain("چیزی نگه داشته نشد")
    expect(existsSync(nowhere)).toBe(false)
  })

  test("reads addresses from a file and from standard input, each once", async () => {
    const file = join(root, "addresses.txt")
    writeFileSync(file, `# pages of one day\n\n${server.address("/dated")}\nnot an address\n`)
    const args = ["capture", "-", "--from", file, ...reach(), "--format", "json", "--dry-run"]
    const { status, stdout, stderr } = await karnegar(args, `${server.address("/dated")}\r\n`)
    expect(status).toBe(1)
    expect(jsonLines<Line>(stdout).map(({ refused }) => refused ?? "taken")).toEqual(["taken", "fetch.url_unreadable"])
    expect(stderr).toContain(`${file}:4: fetch.url_unreadable: `)
  })

  test("shows a card in the page's language that no page can write to the terminal with", async () => {
    const { stdout } = await karnegar(["capture", server.address("/control"), ...reach(), "--dry-run"])
    expect(stdout).toContain("2024-08-02 (از فرادادهٔ صفحه)")
    expect(stdout).toContain("۱۲ مرداد ۱۴۰۳")
    expect(stdout).not.toContain("\u001b")
  })

  test("shows no mailbox of a page", async () => {
    const ran = await capture(["/canary"], "--source", "manba")
    expect(`${ran.stdout}${ran.stderr}`).not.toContain("canary@")
  })

  test("keeps evidence where it is told to", async () => {
    const [own, elsewhere] = [join(root, "own"), join(root, "elsewhere")]
    const args = ["capture", server.address("/dated"), ...reach(), "--format", "json", "--data", own]
    const { stdout } = await karnegar(args, "", { KARNEGAR_EVIDENCE: elsewhere })
    expect(existsSync(evidenceFile(jsonLines<Line>(stdout)[0]!.evidence[0]!.sha256, elsewhere))).toBe(true)
    expect(existsSync(join(own, "evidence"))).toBe(false)
    expect((await karnegar(["verify", "--data", own, "--evidence", elsewhere])).status).toBe(0)
    expect((await karnegar(["verify", "--data", own])).stdout).toContain("evidence.missing")
  })

  test("reaches nothing inside unless it is told to", async () => {
    const before = server.heard.length
    for (const address of [server.address("/dated"), "http://localhost:9/", "file:///etc/hostname"]) {
      const { status, stderr } = await karnegar(["capture", address, "--port", String(server.port), "--dry-run"])
      expect(status).toBe(1)
      expect(stderr).toMatch(/fetch\.(not_public|port|scheme): /)
    }
    expect(server.heard).toHaveLength(before)
  })

  for (const [args, said] of [
    [[], "capture.no_address"],
    [["--from", "/nowhere/at-all"], "capture.unreadable"],
    [["https://example.org/", "--published", "1403"], "capture.date_unreadable"],
    [["https://example.org/", "--proxy", "ftp://example.org"], "usage: "],
    [["https://example.org/", "--allow-network", "10"], "usage: "],
    [["https://example.org/", "--port", "0"], "usage: "],
    [["https://example.org/", "--user-agent", "نام"], "usage: "],
    [["https://example.org/", "--source", "nobody"], "import.source_unknown"],
  ] as const) {
    test(`refuses ${args.join(" ") || "nothing"} by ${said}`, async () => {
      const { status, stderr } = await karnegar(["capture", ...args, "--data", data])
      expect(status).not.toBe(0)
      expect(stderr).toContain(`karnegar: ${said}`)
    })
  }
})
