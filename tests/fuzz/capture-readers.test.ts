import { gunzipSync } from "node:zlib"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, describe, expect, test } from "vitest"
import { Apart } from "../../packages/karnegar/src/intake/apart/apart.ts"
import { publishedAt, readDateLine, readStamp } from "../../packages/karnegar/src/intake/capture/page-dates.ts"
import { readPage } from "../../packages/karnegar/src/intake/capture/read-page.ts"
import { readCapture } from "../../packages/karnegar/src/intake/capture/read-warc.ts"
import { warcOf } from "../../packages/karnegar/src/intake/capture/warc.ts"
import { cleanText } from "../../packages/karnegar/src/intake/clean-text.ts"
import { readFeed } from "../../packages/karnegar/src/intake/feeds/read-feed.ts"
import { calendarWordsOf } from "../../packages/karnegar/src/written/date-cell.ts"
import { newsPage } from "../support/hostile-server.ts"
import { textPdf } from "../support/text-pdf.ts"
import { inWindows1256 } from "../support/windows-1256.ts"
import { broken } from "./broken.ts"
import { growthOf, MOST_GROWTH } from "./growth.ts"

const WORDS = calendarWordsOf(builtInKnowledge())
const NOW = new Date("2026-11-01T00:00:00Z")
const DATED = newsPage({
  head: '<meta property="article:published_time" content="1403-05-12T09:30:00+03:30"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-08-02T09:30:00Z"}]}</script>',
  body: '<time datetime="2024-08-02">جمعه ۱۲ مرداد ۱۴۰۳ - ۰۹:۳۰</time><div class=date>تاریخ انتشار: ۱۴۰۳/۰۵/۱۲ | August 2, 2024</div>',
})
const ITEM =
  "<item><guid>n1</guid><title>تجمع &amp; اعتصاب</title><link>https://example.org/1</link><pubDate>Fri, 02 Aug 2024 09:30:00 +0330</pubDate><description><![CDATA[<p>کارگران <b>تجمع</b> کردند</p>]]></description></item>"
const RSS = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>خبر</title><language>fa</language>${ITEM}${ITEM.replace("n1", "n2")}</channel></rss>`
const ATOM =
  '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>x</id><entry><id>n1</id><title type="html">a &lt;b&gt;</title><link href="/1"/><published>2024-08-02T09:30:00Z</published><content type="html">&lt;p&gt;کارگران تجمع کردند&lt;/p&gt;</content></entry></feed>'
const JSON_FEED =
  '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"n1","url":"https://example.org/1","content_html":"<p>کارگران تجمع کردند</p>","date_published":"2024-08-02T09:30:00Z"}]}'
const DATES = [
  "۱۴۰۳/۰۵/۱۲",
  "جمعه ۱۲ مرداد ۱۴۰۳ - ۰۹:۳۰",
  "تاریخ انتشار: ۱۲ مرداد ۱۴۰۳ ساعت ۹:۳۰ | August 2, 2024",
  "2024-08-02T09:30:00+03:30",
  "20240802",
  "Fri, 02 Aug 2024 09:30:00 +0330",
  "٢ آگوست ٢٠٢٤",
  "1403-05-12T09:30:00",
]
const CAPTURE = warcOf(
  [
    {
      url: "https://example.org/",
      address: "192.0.2.1",
      asked: "2026-03-21T08:00:00.000Z",
      request: Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      response: Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
      status: 200,
      headers: new Map(),
      body: Buffer.from("abc"),
    },
  ],
  { software: "karnegar test", userAgent: "agent", proxied: false },
)

const MARKUP = ["<", ">", "</", "/>", '"', "'", "=", "&", "&#x110000;", "&#0;", "&#xd800;", "&amp", "<!--", "-->"]
const TOKENS: Readonly<Record<string, readonly string[]>> = {
  page: [
    ...MARKUP,
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<title>",
    "<svg>",
    "<table><td>",
    '<meta charset="windows-1256">',
    '<meta name="date" content="',
    "<plaintext>",
    "\0",
    "\ufeff",
    "\u202e",
    "\ud83d",
  ],
  feed: [
    ...MARKUP,
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'>]>",
    "&a;",
    "<?xml",
    "?>",
    "<item>",
    "</item>",
    "<entry>",
    "xmlns:dc='",
    "{",
    "}",
    "[",
    "]",
    '\\u0000"',
    "1e999",
    "null",
    '"items":',
    "__proto__",
    "\0",
  ],
  date: ["/", "-", ":", "۱۴", "20", "T", "Z", "+", " ", "مرداد", "Aug", "۰", "٠", "99999999999", "\u200c", "\0", ","],
}

/** What is wrong with a text on its way into the record; null for nothing. */
function faultOfText(text: string): string | null {
  const { text: clean } = cleanText(text)
  if (!clean.isWellFormed()) return "half a letter"
  return clean.length > 4_200_000 ? "a text longer than any" : null
}

const DAY = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$/

function faultOfDay(at: string | null): string | null {
  if (at === null) return null
  return DAY.test(at) && !Number.isNaN(Date.parse(at)) ? null : `the day ${JSON.stringify(at)}`
}

interface Reader {
  readonly runs: number
  readonly sound: readonly (string | Uint8Array)[]
  readonly tokens: keyof typeof TOKENS
  /** What is wrong with what was made of bytes, and whether anything was made of them. */
  readonly read: (bytes: Uint8Array) => { readonly fault: string | null; readonly gave: boolean }
}

/** The pure readers; what is read on a thread comes after. */
const READERS: Readonly<Record<string, Reader>> = {
  "pages that are scanned": {
    runs: 95_000,
    sound: [DATED, newsPage(), inWindows1256(newsPage().replaceAll("ی", "ي").replaceAll("ۀ", "ه").replaceAll("ٔ", ""))],
    tokens: "page",
    read: (bytes) => {
      const read = readPage(bytes, "", false)
      if (read === null) return { fault: null, gave: false }
      const day = publishedAt(read.dates, WORDS, NOW)?.at ?? null
      return { fault: faultOfText(read.text) ?? faultOfDay(day), gave: read.text !== "" }
    },
  },
  "pages that are built": {
    runs: 3_000,
    sound: [DATED, newsPage()],
    tokens: "page",
    // As on the thread: what the builder stumbles over is scanned.
    read: (bytes) => {
      let text: string
      try {
        text = readPage(bytes, "", true)?.text ?? ""
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
        text = readPage(bytes, "", false)?.text ?? ""
      }
      return { fault: faultOfText(text), gave: text !== "" }
    },
  },
  feeds: {
    runs: 45_000,
    sound: [RSS, ATOM, JSON_FEED],
    tokens: "feed",
    read: (bytes) => {
      const read = readFeed(bytes, "")
      for (const item of read?.items ?? []) {
        if (item.key === "" || item.key.length > 500) return { fault: "a key that is none", gave: true }
        if (item.text === "" && item.title === null) return { fault: "an item without a word", gave: true }
        const fault = faultOfText(item.text) ?? faultOfDay(readStamp(item.published ?? "", WORDS))
        if (fault !== null) return { fault, gave: true }
      }
      return { fault: null, gave: (read?.items.length ?? 0) > 0 }
    },
  },
  "lines of dates": {
    runs: 50_000,
    sound: DATES,
    tokens: "date",
    read: (bytes) => {
      const line = Buffer.from(bytes).toString("utf8")
      const days = [readStamp(line, WORDS), readDateLine(line, WORDS)]
      return { fault: days.map(faultOfDay).find((fault) => fault !== null) ?? null, gave: days.some((d) => d !== null) }
    },
  },
}
const CAPTURES = 7_000
/** SAFETY S-3: milliseconds of the processor for each 4 kB, and for less. */
const MOST_MS = 200

function examine(bytes: Uint8Array, read: Reader["read"]): { readonly fault: string | null; readonly gave: boolean } {
  const before = process.cpuUsage()
  let result: ReturnType<Reader["read"]>
  try {
    result = read(bytes)
  } catch (error) {
    return { fault: `throws ${String(error)}`, gave: false }
  }
  const { user, system } = process.cpuUsage(before)
  const ms = (user + system) / 1000
  return ms > MOST_MS * Math.max(1, bytes.length / 4096) ? { ...result, fault: `takes ${ms} ms` } : result
}

describe("reads 200,000 broken pages, feeds, dates and captures without a crash, a hang or a false value:", () => {
  test("as many as that", () => {
    const runs = Object.values(READERS).reduce((all, { runs }) => all + runs, CAPTURES)
    expect(runs).toBe(200_000)
  })

  for (const [name, { runs, sound, tokens, read }] of Object.entries(READERS)) {
    test(`${runs.toLocaleString("en")} ${name}`, () => {
      let given = 0
      for (let seed = 0; seed < runs; seed++) {
        const bytes = broken(sound, TOKENS[tokens]!, seed)
        // A busy machine may halt any one run: only what is slow every time is slow.
        let { fault, gave } = examine(bytes, read)
        for (let again = 0; again < 2 && fault?.startsWith("takes"); again++) ({ fault, gave } = examine(bytes, read))
        if (fault !== null) expect.fail(`seed ${seed}: ${fault}`)
        if (gave) given++
      }
      // Broken files are no test of anything when nothing is left of them.
      expect(given).toBeGreaterThan(runs / 10)
    }, 900_000)
  }

  test(`${CAPTURES.toLocaleString("en")} captures, packed and unpacked`, async () => {
    let given = 0
    for (let seed = 0; seed < CAPTURES; seed++) {
      const tokens = ["\r\n\r\n", "\r\n", "WARC/1.1", "Content-Length: 99999999999", "fffffff\r\n", "\u001f\u008b"]
      const read = await readCapture(broken([CAPTURE, gunzipSync(CAPTURE)], tokens, seed))
      if (read !== null) given++
    }
    expect(given).toBeGreaterThan(CAPTURES / 20)
  })
})

describe("the examination finds", () => {
  for (const [name, read] of [
    [
      "a crash",
      () => {
        throw new Error("planted")
      },
    ],
    [
      "a hang",
      () => {
        for (const before = process.cpuUsage(); process.cpuUsage(before).user < 260_000; );
        return { fault: null, gave: true }
      },
    ],
    ["a day that is none", () => ({ fault: faultOfDay("2024-13-40"), gave: true })],
  ] as const)
    test(name, () => expect(examine(Buffer.from("x"), read).fault).not.toBeNull())
})

describe("PDFs that are broken", () => {
  const apart = new Apart({ mostMs: 3_000, mostHeapMb: 256 })
  afterAll(() => apart.close())

  test("are read or refused on a thread, and the next is read", async () => {
    const sound = textPdf(["Workers of the sample plant gathered on Monday.", "Second page."])
    let words = 0
    for (let seed = 0; seed < 150; seed++) {
      const tokens = ["endobj", "endstream", "2 0 R", "/Kids[", "<<", ">>", "/Length 99999999", "xref", "startxref"]
      const read = await apart.read({ kind: "pdf", bytes: broken([sound], tokens, seed) })
      if (typeof read === "object" && "text" in read && read.text.includes("plant")) words++
    }
    expect(words).toBeGreaterThan(10)
    expect(await apart.read({ kind: "pdf", bytes: Buffer.from(sound) })).toMatchObject({ pages: 2 })
  }, 900_000)
})

test("a feed whose tags have attributes without end, at which its parser grows slow, ends with its thread", async () => {
  const apart = new Apart({ mostMs: 2_000, mostHeapMb: 256 })
  const bytes = Buffer.from(`<rss><channel${" a='b'".repeat(1_000_000)}></channel></rss>`)
  const read = await apart.read({ kind: "feed", bytes, contentType: "" })
  expect(read === null || "none" in read || read.items.length === 0).toBe(true)
  expect(await apart.read({ kind: "feed", bytes: Buffer.from(RSS), contentType: "" })).toMatchObject({ left: 0 })
  await apart.close()
})

/** Shapes that stack up, by their length in letters. */
const repeat = (piece: string, start = "", end = "") => {
  return (letters: number) => `${start}${piece.repeat(Math.ceil(letters / piece.length))}${end}`
}
const PAGES: Readonly<Record<string, (letters: number) => string>> = {
  "elements that are never closed": repeat("<div>a"),
  "closing tags that close nothing": repeat("</div>"),
  "opened by one name and closed by another": repeat("<b><p></i></b>"),
  attributes: repeat(' a="b"', "<meta", ">"),
  "attributes that are never closed": repeat(' a="b', "<meta"),
  entities: repeat("&amp;&#1705;"),
  "comments that are never closed": repeat("<!--"),
  "titles that are never closed": repeat("<title>"),
  scripts: repeat('<script type="application/ld+json">{'),
  "one long line": repeat("کارگران "),
  "years that are no dates": repeat("<p>1403 14031403 1403/</p>"),
  "date lines": repeat("<p>تاریخ ۱۲ مرداد ۱۴۰۳ ۱۲ ۱۲</p>"),
  "metas with dates": repeat('<meta name="date" content="1403/05/12">'),
  "paragraphs without end": repeat("<p>کارگران کارخانهٔ نمونه تجمع کردند و مزد خود را خواستند."),
  "links in links": repeat("<a href=x>"),
  tables: repeat("<table><tr><td>"),
  "less-than signs": repeat("<"),
}
const FEEDS: Readonly<Record<string, (letters: number) => string>> = {
  "items that are never closed": repeat("<item>", "<rss><channel>"),
  "closing tags that close nothing": repeat("</item>", "<rss><channel>"),
  "CDATA that is never closed": repeat("<![CDATA[", "<rss><channel><item>"),
  "comments that are never closed": repeat("<!--", "<rss><channel>"),
  entities: repeat("&amp;&lt;", "<rss><channel><item><title>", "</title></item></channel></rss>"),
  "elements inside one another": repeat("<a>", "<rss><channel>"),
  "empty items": repeat("<item></item>", "<rss><channel>", "</channel></rss>"),
  "items with words": repeat(ITEM, "<rss><channel>", "</channel></rss>"),
  "arrays inside one another": repeat("[", '{"version":"https://jsonfeed.org/version/1.1","items":'),
}

describe("reading costs at most 2.6 times more for twice the bytes of", () => {
  const scan = (html: string) => {
    const read = readPage(Buffer.from(html), "text/html; charset=utf-8", false)
    if (read !== null) publishedAt(read.dates, WORDS, NOW)
  }
  for (const [name, make] of Object.entries(PAGES))
    test(`a page of ${name}`, () => expect(growthOf(scan, make, 100_000)).toBeLessThan(MOST_GROWTH))
  for (const [name, make] of Object.entries(FEEDS))
    test(`a feed of ${name}`, () =>
      expect(growthOf((xml) => readFeed(Buffer.from(xml), ""), make, 60_000)).toBeLessThan(MOST_GROWTH))

  test("no reader that looks at all for each", () => {
    const planted = (html: string) => {
      const words = html.split(" ")
      let same = 0
      for (const a of words) for (const b of words) if (a === b) same++
      expect(same).toBeGreaterThan(0)
    }
    expect(growthOf(planted, PAGES["one long line"]!, 20_000)).toBeGreaterThan(MOST_GROWTH)
  })
})
