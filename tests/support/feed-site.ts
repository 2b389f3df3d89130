import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** The end of the story that only its page tells. */
export const WHOLE = "آنان گفتند تا پرداخت همهٔ معوقات به تجمع ادامه می‌دهند."

interface Item {
  readonly id: number
  title: string
  text: string
}

/** A site of news with feeds of each kind and a page for each item, on loopback. */
export interface FeedSite {
  readonly port: number
  readonly items: readonly Item[]
  readonly heard: { readonly path: string; readonly status: number }[]
  address(path: string): string
  /** Makes it anew. */
  reset(): void
  /** Forgets what it heard. */
  forget(): void
  edit(index: number, more: string): void
  add(): void
  addWordless(): void
  /** A path answers so from now on. */
  break(path: string, status: string): void
  mend(path: string): void
  close(): Promise<void>
}

const TOWNS = ["شوش", "اراک", "ساوه", "قزوین", "سمنان", "یزد", "کرمان", "رشت", "ساری", "بابل", "قم", "کاشان"]
const DAY = "2024-08-02T09:30:00Z"

/** @param slowMs Milliseconds before each answer. */
export async function startFeedSite({ slowMs = 0, count = 2 } = {}): Promise<FeedSite> {
  const items: Item[] = []
  const heard: { path: string; status: number }[] = []
  const broken = new Map<string, string>()
  let wordless = false

  const story = (id: number) => {
    const town = TOWNS[id % TOWNS.length]!
    const line = `کارگران کارخانهٔ شمارهٔ ${id + 1} ${town} روز ${id + 1} مرداد در اعتراض به پرداخت نشدن مزد خود مقابل فرمانداری ${town} تجمع کردند.`
    return { title: `تجمع کارگران کارخانهٔ شمارهٔ ${id + 1} در ${town}`, line }
  }
  const long = (id: number) => `${story(id).line} ${"این کارگران از ماه‌ها پیش مزد نگرفته‌اند. ".repeat(15)}`
  const add = () => {
    const id = items.length
    const weather = id === 3
    const title = weather ? "هوای فردا آفتابی است" : story(id).title
    items.push({ id, title, text: weather ? "هوای فردا آفتابی است…" : id % 2 === 0 ? long(id) : `${story(id).line} …` })
  }
  const reset = () => {
    items.length = 0
    heard.length = 0
    broken.clear()
    wordless = false
    for (let i = 0; i < 2 * count; i++) add()
  }
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
  let port = 0
  const address = (path: string) => `http://127.0.0.1:${port}${path}`
  const newest = () => [...items].reverse()
  const rss = () =>
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>خبر</title><language>fa</language>${wordless ? "<item><category>x</category></item>" : ""}${newest()
      .map(
        (one) =>
          `<item><guid isPermaLink="false">n${one.id}</guid><title>${escaped(one.title)}</title><link>${address(`/page/${one.id}`)}</link><pubDate>Fri, 02 Aug 2024 13:00:00 +0330</pubDate><author>canary@example.org</author><description>${escaped(`<p>${one.text}</p>`)}</description></item>`,
      )
      .join("")}</channel></rss>`
  const atom = () =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa"><title>خبر</title><id>x</id>${newest()
      .map(
        (one) =>
          `<entry><id>n${one.id}</id><title>${escaped(one.title)}</title><link href="/page/${one.id}"/><published>${DAY}</published><updated>${DAY}</updated><content type="html">${escaped(`<p>${one.text}</p>`)}</content></entry>`,
      )
      .join("")}</feed>`
  const json = () =>
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "خبر",
      language: "fa",
      items: newest().map((one) => ({
        id: `n${one.id}`,
        title: one.title,
        url: address(`/page/${one.id}`),
        content_html: `<p>${one.text}</p>`,
        date_published: DAY,
      })),
    })
  const page = (id: number) => {
    const one = items[id]!
    const body = id === 3 ? "هوای فردا در بیشتر شهرها آفتابی است و باد آرام می‌وزد. ".repeat(8) : `${long(id)} ${WHOLE}`
    return `<!doctype html><html lang="fa"><head><meta charset="utf-8"><meta property="article:published_time" content="${DAY}"><title>${one.title}</title></head><body><article><h1>${one.title}</h1><p>${body}</p></article></body></html>`
  }
  const kinds: { readonly [path: string]: readonly [type: string, make: () => string] } = {
    "/rss": ["application/rss+xml; charset=utf-8", rss],
    "/atom": ["application/atom+xml", atom],
    "/json": ["application/feed+json", json],
  }
  const server = createServer((request, response) => {
    const path = request.url ?? ""
    const answer = (status: number, type: string, body: string, headers: Record<string, string> = {}) => {
      heard.push({ path, status })
      setTimeout(() => response.writeHead(status, { "content-type": type, ...headers }).end(body), slowMs)
    }
    const fault = broken.get(path)
    const kind = kinds[path]
    const own = /^\/page\/(\d+)$/.exec(path)
    if (fault !== undefined) return answer(Number(fault.slice(0, 3)), "text/html", fault)
    if (own !== null && items[Number(own[1])] !== undefined)
      return answer(200, "text/html; charset=utf-8", page(Number(own[1])))
    if (kind === undefined) return answer(404, "text/html", "none")
    const body = kind[1]()
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`
    if (request.headers["if-none-match"] === etag) return answer(304, kind[0], "", { etag })
    answer(200, kind[0], body, { etag })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  port = (server.address() as AddressInfo).port
  reset()
  return {
    port,
    items,
    heard,
    address,
    reset,
    forget: () => {
      heard.length = 0
    },
    edit: (index, more) => {
      items[index]!.text += more
    },
    add,
    addWordless: () => {
      wordless = true
    },
    break: (path, status) => void broken.set(path, status),
    mend: (path) => void broken.delete(path),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((done) => server.close(() => done()))
    },
  }
}
