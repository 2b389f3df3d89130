import { createServer, type Server, type Socket } from "node:net"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { inWindows1256 } from "./windows-1256.ts"

/** How the web answers when it is broken, old or hostile: one path for each way, and what a fetcher is to make of it. */
export interface Misbehaviour {
  readonly path: string
  /** Code of the refusal, or the status that is given on. */
  readonly want: string | number
  readonly answer: (socket: Socket, request: string) => void
}

export const NEWS =
  "کارگران کارخانهٔ نمونه امروز در اعتراض به پرداخت نشدن سه ماه مزد خود مقابل فرمانداری شهر تجمع کردند. آنان خواهان پرداخت معوقات و بازگشت همکاران اخراجی به کار شدند."

/** A page of a news site that nobody runs. */
export function newsPage({ head = "", body = "", text = NEWS, charset = '<meta charset="utf-8">' } = {}): string {
  const paragraphs = `<p>${text}</p><p>${text.replace("امروز", "دیروز")}</p><p>${text.replace("سه ماه", "چهار ماه")}</p>`
  return `<!doctype html><html lang="fa" dir="rtl"><head>${charset}<title>تجمع کارگران کارخانهٔ نمونه</title>${head}</head><body><nav><a href="/">خانه</a> <a href="/a">اقتصاد</a></nav><article><h1>تجمع کارگران کارخانهٔ نمونه</h1>${body}${paragraphs}</article><footer>همهٔ حقوق محفوظ است.</footer></body></html>`
}

function send(socket: Socket, status: string, headers: readonly string[], body: string | Uint8Array = ""): void {
  const bytes = Buffer.from(body as string)
  const length = headers.some((one) => /^(content-length|transfer-encoding):/i.test(one))
    ? []
    : [`Content-Length: ${bytes.length}`]
  socket.write([`HTTP/1.1 ${status}`, ...headers, ...length, "", ""].join("\r\n"))
  socket.end(bytes)
}

const HTML = "Content-Type: text/html; charset=utf-8"
const ok =
  (body: string | Uint8Array, headers: readonly string[] = [HTML]) =>
  (socket: Socket) =>
    send(socket, "200 OK", headers, body)

function repeat(socket: Socket, piece: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs)
  socket.once("close", () => clearInterval(timer))
}

/** Small bodies that unpack to tens of megabytes. Packed before anybody asks: whoever asks has little time. */
const BOMBS = {
  once: gzipSync(Buffer.alloc(60_000_000)),
  twice: gzipSync(gzipSync(Buffer.alloc(50_000_000))),
  brotli: brotliCompressSync(Buffer.alloc(40_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
}

export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  { path: "/fine", want: 200, answer: ok(newsPage()) },
  { path: "/silent", want: "fetch.too_slow", answer: () => {} },
  {
    path: "/slow-head",
    want: "fetch.too_slow",
    answer: (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n")
      repeat(socket, "X-A: b\r\n", 100)
    },
  },
  {
    path: "/slow-body",
    want: "fetch.too_slow",
    answer: (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\nContent-Length: 100000\r\n\r\n`)
      repeat(socket, "<p>", 100)
    },
  },
  {
    path: "/endless",
    want: "fetch.too_large",
    answer: (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\n\r\n`)
      const piece = Buffer.alloc(65_536, "<b>")
      const pour = () => {
        while (!socket.destroyed && socket.write(piece));
      }
      socket.on("drain", pour)
      pour()
    },
  },
  {
    path: "/endless-pieces",
    want: "fetch.too_large",
    answer: (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\nTransfer-Encoding: chunked\r\n\r\n`)
      const piece = Buffer.from(`10000\r\n${"<b>x".repeat(16_384)}\r\n`)
      const pour = () => {
        while (!socket.destroyed && socket.write(piece));
      }
      socket.on("drain", pour)
      pour()
    },
  },
  {
    path: "/says-huge",
    want: "fetch.too_large",
    answer: (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\nContent-Length: 99999999999\r\n\r\n<p>`),
  },
  {
    path: "/too-short",
    want: "fetch.cut_off",
    answer: (socket) => send(socket, "200 OK", [HTML, "Content-Length: 5000"], newsPage().slice(0, 300)),
  },
  {
    path: "/too-long",
    want: 200,
    answer: (socket) => {
      const page = Buffer.from(newsPage())
      socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\nContent-Length: ${page.length}\r\n\r\n`)
      socket.end(Buffer.concat([page, Buffer.from("<p>one sentence more than was told</p>")]))
    },
  },
  {
    path: "/cut-pieces",
    want: "fetch.cut_off",
    answer: (socket) =>
      void socket.end(`HTTP/1.1 200 OK\r\n${HTML}\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n<p>only this`),
  },
  {
    path: "/loop",
    want: "fetch.too_many_redirects",
    answer: (socket) => send(socket, "302 Found", ["Location: /loop"]),
  },
  {
    path: "/to-inside",
    want: "fetch.not_public",
    answer: (socket) => send(socket, "302 Found", ["Location: http://169.254.169.254/latest/meta-data/"]),
  },
  {
    path: "/to-file",
    want: "fetch.scheme",
    answer: (socket) => send(socket, "302 Found", ["Location: file:///etc/passwd"]),
  },
  { path: "/to-nowhere", want: "fetch.redirect_nowhere", answer: (socket) => send(socket, "302 Found", []) },
  {
    path: "/bomb",
    want: "fetch.expands_too_far",
    answer: (socket) => send(socket, "200 OK", [HTML, "Content-Encoding: gzip"], BOMBS.once),
  },
  {
    path: "/bomb-twice",
    want: "fetch.expands_too_far",
    answer: (socket) => send(socket, "200 OK", [HTML, "Content-Encoding: gzip, gzip"], BOMBS.twice),
  },
  {
    path: "/bomb-brotli",
    want: "fetch.expands_too_far",
    answer: (socket) => send(socket, "200 OK", [HTML, "Content-Encoding: br"], BOMBS.brotli),
  },
  {
    path: "/broken-gzip",
    want: "fetch.encoding_broken",
    answer: (socket) => {
      const packed = gzipSync(newsPage())
      packed.fill(0x55, 40, 80)
      send(socket, "200 OK", [HTML, "Content-Encoding: gzip"], packed)
    },
  },
  {
    path: "/half-gzip",
    want: "fetch.encoding_broken",
    answer: (socket) => send(socket, "200 OK", [HTML, "Content-Encoding: gzip"], gzipSync(newsPage()).subarray(0, 200)),
  },
  {
    path: "/unknown-packing",
    want: "fetch.encoding_unknown",
    answer: (socket) => send(socket, "200 OK", [HTML, "Content-Encoding: compress"], "abc"),
  },
  {
    path: "/windows-1256",
    want: 200,
    answer: ok(inWindows1256(oldPage("")), ["Content-Type: text/html; charset=windows-1256"]),
  },
  { path: "/windows-1256-unsaid", want: 200, answer: ok(inWindows1256(oldPage("")), ["Content-Type: text/html"]) },
  { path: "/windows-1256-as-utf-8", want: 200, answer: ok(inWindows1256(oldPage('<meta charset="utf-8">'))) },
  {
    path: "/utf-8-as-windows-1256",
    want: 200,
    answer: ok(newsPage({ charset: '<meta charset="windows-1256">' }), [
      "Content-Type: text/html; charset=windows-1256",
    ]),
  },
  {
    path: "/mixed-calendars",
    want: 200,
    answer: ok(
      newsPage({
        head: '<meta property="article:published_time" content="1403-05-12T09:30:00+03:30">',
        body: "<div class=date>تاریخ انتشار: جمعه ۱۲ مرداد ۱۴۰۳ - ۰۹:۳۰ | August 2, 2024</div>",
      }),
    ),
  },
  {
    path: "/jalali-line",
    want: 200,
    answer: ok(newsPage({ body: "<div>کد خبر: ۱۲۳۴۵۶</div><div>جمعه ۱۲ مرداد ۱۴۰۳ - ۰۹:۳۰</div>" })),
  },
  { path: "/no-date", want: 200, answer: ok(newsPage()) },
  { path: "/empty", want: 200, answer: ok("") },
  {
    path: "/huge-head",
    want: "fetch.head_too_large",
    answer: ok(newsPage(), [HTML, `X-Long: ${"a".repeat(200_000)}`]),
  },
  {
    path: "/many-heads",
    want: "fetch.head_too_large",
    answer: ok(newsPage(), [HTML, ...Array.from({ length: 20_000 }, (_, i) => `X-${i}: a`)]),
  },
  {
    path: "/not-modified",
    want: "fetch.not_modified_unasked",
    answer: (socket) => void socket.end("HTTP/1.1 304 Not Modified\r\n\r\n"),
  },
  {
    path: "/slow-down",
    want: "fetch.slow_down",
    answer: (socket) => send(socket, "429 Too Many Requests", ["Retry-After: 120"], "later"),
  },
  {
    path: "/unavailable",
    want: "fetch.slow_down",
    answer: (socket) => send(socket, "503 Service Unavailable", ["Retry-After: Wed, 21 Oct 2065 07:28:00 GMT"]),
  },
  {
    path: "/fault",
    want: "fetch.site_failed",
    answer: (socket) => send(socket, "500 Internal Server Error", [HTML], "oh"),
  },
  { path: "/bad-gateway", want: "fetch.site_failed", answer: (socket) => send(socket, "502 Bad Gateway", []) },
  { path: "/gone", want: "fetch.gone", answer: (socket) => send(socket, "410 Gone", []) },
  { path: "/forbidden", want: "fetch.denied", answer: (socket) => send(socket, "403 Forbidden", [HTML], "no") },
  { path: "/teapot", want: "fetch.status", answer: (socket) => send(socket, "418 I'm a teapot", []) },
  { path: "/no-content", want: "fetch.status", answer: (socket) => void socket.end("HTTP/1.1 204 No Content\r\n\r\n") },
  { path: "/reset", want: "fetch.cut_off", answer: (socket) => void socket.resetAndDestroy() },
  {
    path: "/reset-later",
    want: "fetch.cut_off",
    answer: (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\nContent-Length: 100000\r\n\r\n<p>`, () => socket.resetAndDestroy())
    },
  },
  { path: "/no-http", want: "fetch.not_http", answer: (socket) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n") },
  { path: "/says-image", want: 200, answer: ok(newsPage(), ["Content-Type: image/png"]) },
  {
    path: "/binary",
    want: 200,
    answer: ok(Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7_919) % 251)),
  },
  { path: "/deep", want: 200, answer: ok(`${"<div>".repeat(100_000)}${NEWS}${"</div>".repeat(100_000)}`) },
  {
    path: "/hostile-pdf",
    want: 200,
    answer: ok(hostilePdf(), ["Content-Type: application/pdf"]),
  },
  {
    path: "/cookie",
    want: 200,
    answer: (socket, request) =>
      /^cookie:|^referer:/im.test(request)
        ? send(socket, "500 a cookie or a referrer came back", [])
        : / \/cookie\?again /.test(request)
          ? send(socket, "200 OK", [HTML], newsPage())
          : send(socket, "302 Found", ["Set-Cookie: id=1; Path=/", "Location: /cookie?again"]),
  },
  {
    path: "/early",
    want: 200,
    answer: (socket) => {
      socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n")
      send(socket, "200 OK", [HTML], newsPage())
    },
  },
]

/** A page without ZWNJ and without letters that Windows-1256 lacks (its Persian yeh is the Arabic one). */
function oldPage(charset: string): string {
  return newsPage({ charset, text: NEWS }).replaceAll("ی", "ي").replaceAll("ۀ", "ه").replaceAll("ٔ", "")
}

/** A PDF whose page tree leads back to itself and whose lengths are lies. */
function hostilePdf(): string {
  return `%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[${"2 0 R ".repeat(20_000)}]/Count 99999999/Parent 2 0 R>>endobj
3 0 obj<</Length 999999999>>stream
${"q ".repeat(50_000)}
endstream endobj
trailer<</Root 1 0 R/Size 4/Prev 0>>
startxref
999999999
%%EOF`
}

/** The server on loopback, and what it heard. */
export interface HostileServer {
  readonly address: (path: string) => string
  readonly port: number
  /** First lines of the requests that came. */
  readonly heard: string[]
  readonly close: () => Promise<void>
}

/** @param more Ways to answer beside `MISBEHAVIOURS`. */
export async function startHostileServer(more: readonly Omit<Misbehaviour, "want">[] = []): Promise<HostileServer> {
  const ways = [...more, ...MISBEHAVIOURS]
  const heard: string[] = []
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.on("error", () => {})
    socket.on("close", () => open.delete(socket))
    let head = ""
    socket.on("data", (piece) => {
      if (head.includes("\r\n\r\n")) return
      head += piece.toString("latin1")
      if (!head.includes("\r\n\r\n")) return
      const path = /^\S+ (?:http:\/\/[^/]+)?([^ ?]*)/.exec(head)?.[1] ?? ""
      heard.push(head.slice(0, head.indexOf("\r\n")))
      const way = ways.find((one) => one.path === path)
      if (way === undefined) send(socket, "404 Not Found", [])
      else way.answer(socket, head)
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as { port: number }
  return {
    address: (path) => `http://127.0.0.1:${port}${path}`,
    port,
    heard,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
