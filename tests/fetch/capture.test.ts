import { createHash } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { WARCParser } from "warcio"
import { Apart } from "../../packages/karnegar/src/intake/apart/apart.ts"
import { type CaptureTools, captureAddress } from "../../packages/karnegar/src/intake/capture/capture-address.ts"
import { readNetwork } from "../../packages/karnegar/src/intake/fetch/address.ts"
import { DEFAULT_POLICY } from "../../packages/karnegar/src/intake/fetch/policy.ts"
import { calendarWordsOf } from "../../packages/karnegar/src/written/date-cell.ts"
import { type HostileServer, MISBEHAVIOURS, NEWS, newsPage, startHostileServer } from "../support/hostile-server.ts"
import { textPdf } from "../support/text-pdf.ts"

let server: HostileServer
const apart = new Apart()
const dir = mkdtempSync(join(tmpdir(), "karnegar-capture-"))
const words = calendarWordsOf(builtInKnowledge())

const respond = (body: string | Uint8Array, type = "text/html; charset=utf-8") => ({
  answer: (socket: import("node:net").Socket) => {
    const bytes = Buffer.from(body as string)
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`)
    socket.end(bytes)
  },
})

beforeAll(async () => {
  server = await startHostileServer([
    {
      path: "/pdf",
      ...respond(
        textPdf(["Workers of the sample plant gathered in front of the governor's office on Monday."]),
        "application/pdf",
      ),
    },
    { path: "/pdf-many", ...respond(textPdf(Array.from({ length: 2_000 }, (_, i) => `Page ${i}`)), "application/pdf") },
    { path: "/pdf-pictures", ...respond(textPdf(["", ""]), "application/pdf") },
    { path: "/pdf-lies", ...respond(`%PDF-1.4\n${"\u0001garbage ".repeat(500)}`, "application/pdf") },
    {
      path: "/pdf-as-html",
      ...respond(textPdf(["Workers of the sample plant gathered in front of the office."]), "text/html"),
    },
    { path: "/plain", ...respond(NEWS, "text/plain") },
    {
      path: "/picture",
      ...respond(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0]), "image/png"),
    },
    { path: "/pieces", answer: (socket) => void socket.end(pieces(newsPage())) },
    {
      path: "/moved",
      answer: (socket) => void socket.end("HTTP/1.1 301 Moved\r\nLocation: /fine\r\nContent-Length: 0\r\n\r\n"),
    },
    { path: "/mails", ...respond(newsPage({ text: `${NEWS} تماس: someone@site.org و کارت 6037 9911 1111 1112` })) },
    {
      path: "/script",
      ...respond(
        newsPage({
          body: '<script>document.title="x"</script><p onclick="alert(1)"><img src=x onerror=alert(1)>متن</p>',
        }),
      ),
    },
  ])
})
afterAll(async () => {
  await apart.close()
  await server.close()
  rmSync(dir, { recursive: true })
})

/** A body in pieces, as most servers send one. */
function pieces(page: string): Buffer {
  const bytes = Buffer.from(page)
  const parts = [bytes.subarray(0, 100), bytes.subarray(100)]
  const body = parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")])
  return Buffer.concat([
    Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ...body,
    Buffer.from("0\r\n\r\n"),
  ])
}

function tools(): CaptureTools {
  return {
    policy: {
      ...DEFAULT_POLICY,
      ports: [80, 443, server.port],
      allowed: [readNetwork("127.0.0.1")!],
      mostMs: 3_000,
    },
    apart,
    words,
    software: "karnegar test",
    keep: async (bytes) => {
      const sha256 = createHash("sha256").update(bytes).digest("hex")
      const path = join(dir, sha256)
      writeFileSync(path, bytes)
      return { sha256, path }
    },
  }
}

const capture = async (path: string) => {
  const outcome = await captureAddress(server.address(path), tools())
  if ("refusal" in outcome) throw new Error(outcome.refusal.code)
  return outcome.capture
}
const refused = async (path: string) => {
  const outcome = await captureAddress(server.address(path), tools())
  return "refusal" in outcome ? outcome.refusal.code : "taken"
}

describe("captureAddress reads", () => {
  test("title, text, language of a page, and no day where it tells none", async () => {
    const { arrival, readable } = await capture("/no-date")
    expect(readable).toMatchObject({ by: "readability", lang: "fa", published: null, charset: "utf-8" })
    expect(arrival.text).toMatch(/^تجمع کارگران کارخانهٔ نمونه\n\n/)
    expect(arrival.text).toContain("خواهان پرداخت معوقات")
    expect(arrival.text).not.toContain("همهٔ حقوق محفوظ است")
    expect(arrival).toMatchObject({ key: server.address("/no-date"), url: null, origin: null })
    expect(arrival.edited).toBe(arrival.evidence[0]!.captured)
  })

  test("a Jalali day that stands in the page alone", async () => {
    expect((await capture("/jalali-line")).readable.published).toEqual({ at: "2024-08-02", by: "date-line" })
  })

  test("metadata that mixes calendars", async () => {
    expect((await capture("/mixed-calendars")).readable.published).toEqual({ at: "2024-08-02", by: "metadata" })
  })

  for (const path of ["/windows-1256", "/windows-1256-unsaid", "/windows-1256-as-utf-8"]) {
    test(`old letters of ${path}`, async () => {
      const { readable } = await capture(path)
      expect(readable).toMatchObject({ charset: "windows-1256", lang: "fa" })
      expect(readable.text.replaceAll("ي", "ی")).toContain("مقابل فرمانداری شهر تجمع کردند")
    })
  }

  test("a page of a hundred thousand elements inside one another", async () => {
    const { readable } = await capture("/deep")
    expect(readable.by).toBe("largest-block")
    expect(readable.text).toContain("کارگران")
  })

  test("the words of a PDF, whatever it is called", async () => {
    expect((await capture("/pdf")).readable).toMatchObject({ by: "pdf", pages: { all: 1, read: 1 } })
    expect((await capture("/pdf")).arrival.text).toContain("gathered in front of the governor's office")
    expect((await capture("/pdf-as-html")).readable.by).toBe("pdf")
  })

  test("the first pages of a PDF that has too many", async () => {
    expect((await capture("/pdf-many")).readable.pages).toEqual({ all: 2_000, read: 200 })
  })

  test("a plain text, and a page that is called a picture", async () => {
    expect((await capture("/plain")).readable.by).toBe("plain")
    expect((await capture("/says-image")).readable.by).toBe("readability")
  })

  test("no mailbox and no card number", async () => {
    const { text } = (await capture("/mails")).arrival
    expect(text).not.toMatch(/someone|6037/)
    expect(text).toContain("[…]")
  })

  test("no markup and no script", async () => {
    expect((await capture("/script")).arrival.text).not.toMatch(/[<>]|alert|document/)
  })
})

describe("captureAddress refuses", () => {
  for (const [path, code] of [
    ["/empty", "page.no_text"],
    ["/binary", "page.not_text"],
    ["/picture", "page.media_type"],
    ["/pdf-pictures", "page.pdf_no_text"],
    ["/pdf-lies", "page.pdf_broken"],
    ["/silent", "fetch.too_slow"],
    ["/gone", "fetch.gone"],
  ] as const) {
    test(`${path} by ${code}`, async () => expect(await refused(path)).toBe(code))
  }

  test("a hostile PDF, and reads the next page", async () => {
    expect(await refused("/hostile-pdf")).toMatch(/^page\.(pdf|too)/)
    expect((await capture("/no-date")).readable.by).toBe("readability")
  })
})

test("each way to misbehave ends within seconds, and the program goes on", async () => {
  for (const { path } of MISBEHAVIOURS) {
    const started = Date.now()
    await captureAddress(server.address(path), tools())
    expect(Date.now() - started, path).toBeLessThan(15_000)
  }
  expect(await refused("/fine")).toBe("taken")
})

describe("the evidence", () => {
  const recordsOf = async (path: string) => {
    const { arrival, payload } = await capture(path)
    const bytes = await readFile(arrival.evidence[0]!.path!)
    const records: { type: string; uri: string; headers: Map<string, string>; block: Buffer; status: string }[] = []
    for await (const record of new WARCParser(chunks(bytes), { parseHttp: false })) {
      const block = Buffer.from(await record.readFully(false))
      const headers = new Map(
        [...record.warcHeaders.headers].map(([name, value]) => [name.toLowerCase(), String(value)]),
      )
      records.push({
        type: record.warcType ?? "",
        uri: record.warcTargetURI ?? "",
        headers,
        block,
        status: block.subarray(0, 15).toString("latin1"),
      })
    }
    return { records, arrival, payload, bytes }
  }
  async function* chunks(bytes: Buffer) {
    yield new Uint8Array(bytes)
  }

  test("is read by another program, each digest true", async () => {
    const { records, arrival, bytes } = await recordsOf("/moved")
    expect(records.map(({ type }) => type)).toEqual(["warcinfo", "response", "request", "response", "request"])
    expect(records[0]!.block.toString()).toContain("software: karnegar test\r\n")
    for (const { headers, block } of records)
      expect(headers.get("warc-block-digest")).toBe(`sha256:${createHash("sha256").update(block).digest("hex")}`)
    expect(records[1]!.status).toBe("HTTP/1.1 301 Mo")
    expect(records[1]!.headers.get("warc-ip-address")).toBe("127.0.0.1")
    expect(records[4]!.block.toString()).toMatch(/^GET \/fine HTTP\/1\.1\r\n/)
    expect(records[2]!.headers.get("warc-concurrent-to")).toBe(records[1]!.headers.get("warc-record-id"))
    expect(arrival.evidence[0]).toMatchObject({
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      mediaType: "application/warc",
    })
  })

  test("holds pieces as they came, and the digest of what they come to", async () => {
    const { records, payload } = await recordsOf("/pieces")
    expect(records[1]!.block.equals(pieces(newsPage()))).toBe(true)
    expect(records[1]!.headers.get("warc-payload-digest")).toBe(`sha256:${payload}`)
    expect(payload).toBe(createHash("sha256").update(newsPage()).digest("hex"))
  })

  test("is kept although nothing can be read", async () => {
    const outcome = await captureAddress(server.address("/picture"), tools())
    expect("refusal" in outcome && outcome.evidence).toHaveLength(1)
  })

  test("of one bit changed is found", async () => {
    const { bytes } = await recordsOf("/fine")
    const changed = Buffer.from(bytes)
    changed[changed.length >> 1]! ^= 1
    expect(createHash("sha256").update(changed).digest("hex")).not.toBe(
      createHash("sha256").update(bytes).digest("hex"),
    )
  })
})
