import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { MOST_FAILURES } from "../../packages/karnegar/src/jobs/jobs.ts"
import { openJobs } from "../../packages/karnegar/src/jobs/open-jobs.ts"
import { type FeedSite, startFeedSite } from "../support/feed-site.ts"
import { type HostileServer, NEWS, newsPage, startHostileServer } from "../support/hostile-server.ts"
import { makeExport } from "../support/telegram-exports.ts"
import { startTimestampCalendar, type TimestampCalendar } from "../support/timestamp-calendar.ts"
import { workbookParts, zipOf } from "../support/xlsx.ts"

/** What lies in the folder where a page of docs/intake is walked, and what its reader would put in the place of its words. */
export interface Ground {
  /** Makes the files that the page speaks of. */
  readonly make?: (folder: string, lang: "fa" | "en") => void
  /** Words of the page → the reader's own, asked for anew before each command. */
  readonly own?: (sites: Sites, folder: string) => Promise<Readonly<Record<string, string>>>
  /** Command that does not end by itself → the path at which Ctrl-C is pressed. */
  readonly until?: Readonly<Record<string, string>>
  /** Command → what its reader does with files before it, or while it runs. */
  readonly before?: Readonly<Record<string, (folder: string, sites: Sites) => void>>
  /** Beginnings of commands that end with status 1, as the page says. */
  readonly refusing?: readonly string[]
  /** What stands in the folder at the end, by the page's word. */
  readonly left?: readonly string[]
}

/** Sites on loopback that stand for those of the pages. */
export class Sites {
  readonly feeds: FeedSite
  readonly pages: HostileServer
  readonly calendar: TimestampCalendar

  private constructor(feeds: FeedSite, pages: HostileServer, calendar: TimestampCalendar) {
    this.feeds = feeds
    this.pages = pages
    this.calendar = calendar
  }

  static async start(): Promise<Sites> {
    const page = Buffer.from(
      newsPage({ head: '<meta property="article:published_time" content="2024-08-02T09:30:00+03:30">' }),
    )
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${page.length}\r\n\r\n`
    const answer = (socket: NodeJS.WritableStream) => void socket.end(Buffer.concat([Buffer.from(head), page]))
    const pages = await startHostileServer([{ path: "/news/1", answer }])
    return new Sites(await startFeedSite(), pages, await startTimestampCalendar())
  }

  /** Options that let a command reach loopback, which it refuses otherwise. */
  get reach(): readonly string[] {
    const ports = [this.feeds, this.pages, this.calendar].flatMap(({ port }) => ["--port", String(port)])
    return ["--allow-network", "127.0.0.1", "--gap", "0", ...ports]
  }

  async close(): Promise<void> {
    await this.feeds.close()
    await this.pages.close()
    await this.calendar.close()
  }
}

const CELLS = "ABCD"
const workbook = (rows: readonly (readonly string[])[]) =>
  zipOf(
    workbookParts(
      rows
        .map(
          (row, r) =>
            `<row r="${r + 1}">${row.map((cell, c) => `<c r="${CELLS[c]}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`,
        )
        .join(""),
    ),
  )

const MAIL = [
  'List-Id: "اخبار کار" <news.example.org>',
  "From: desk@example.org",
  "Date: Fri, 02 Aug 2024 09:30:00 +0330",
  "Subject: news",
  "Message-ID: <1@example.org>",
  "Content-Type: text/plain; charset=utf-8",
  "",
  NEWS,
  "",
].join("\n")

/** The channel of the pages; a page of HTML has its name above it, in each language's words. */
const CHANNEL = "1234567"
const NAMES = { en: "NAME ABOVE THE PAGE", fa: "نام بالای صفحه" } as const
const EXPORT = makeExport(5, { messages: 40 })

function telegram(folder: string): void {
  mkdirSync(join(folder, "ChatExport_2024-01-01"))
  writeFileSync(join(folder, "ChatExport_2024-01-01/result.json"), EXPORT.json.replaceAll("1000000005", CHANNEL))
}

const PROVE = "karnegar evidence prove --timestamp-calendar https://calendar.example.org --data ./karnegar-data"
const PROVE_BY_CRON =
  "0 */6 * * * karnegar evidence prove --timestamp-calendar https://calendar.example.org --data /srv/karnegar-data"
const WATCH = "karnegar watch ./drop --data ./karnegar-data"
const WATCH_ONCE = "karnegar watch ./drop --once --data ./karnegar-data"

/** Every page, by its name; a page without an entry fails. */
export const GROUNDS: Readonly<Record<string, Ground>> = {
  sources: {},
  telegram: {
    make: (folder, lang) => {
      telegram(folder)
      mkdirSync(join(folder, "ChatExport_2021-05-01"))
      for (const [i, html] of EXPORT.html.entries())
        writeFileSync(
          join(folder, "ChatExport_2021-05-01", `messages${i === 0 ? "" : i + 1}.html`),
          html.replaceAll("کانال نمونه 5", NAMES[lang]),
        )
    },
  },
  mail: { make: (folder) => writeFileSync(join(folder, "newsletter.eml"), MAIL) },
  spreadsheets: {
    refusing: ["karnegar import"],
    make: (folder) =>
      writeFileSync(
        join(folder, "reports.xlsx"),
        workbook([
          ["id", "date", "text"],
          ["1", "1403/05/12", NEWS],
          ["2", "1403", "هوای فردا آفتابی است."],
        ]),
      ),
  },
  pasted: { make: (folder) => writeFileSync(join(folder, "text.txt"), NEWS) },
  pages: {
    before: {
      [PROVE]: (_, { calendar }) => calendar.answer("promise"),
      [PROVE_BY_CRON]: (_, { calendar }) => calendar.answer("anchor"),
    },
    own: async (sites) => ({
      "https://example.org/news/1": sites.pages.address("/news/1"),
      "https://calendar.example.org": sites.calendar.address,
      "/srv/karnegar-data": "./karnegar-data",
    }),
    refusing: [PROVE],
  },
  feeds: {
    own: async (sites) => ({
      "https://example.org/rss": sites.feeds.address("/rss"),
      "/srv/karnegar-data": "./karnegar-data",
    }),
  },
  folder: {
    before: {
      [WATCH]: (folder) => telegram(join(folder, "drop")),
      [WATCH_ONCE]: (folder) => {
        writeFileSync(join(folder, "drop/kar-news/newsletter.eml"), MAIL)
        writeFileSync(join(folder, "drop/newsletter.eml"), MAIL)
      },
    },
    until: { [WATCH]: "drop/done/ChatExport_2024-01-01" },
    own: async () => ({ "./my-record": "./karnegar-data" }),
    refusing: [WATCH_ONCE],
    left: [
      "drop/done/ChatExport_2024-01-01/result.json",
      "drop/done/kar-news/newsletter.eml",
      "drop/refused/newsletter.eml",
      "drop/refused/newsletter.eml.reason.txt",
    ],
  },
  jobs: {
    make: (folder) => telegram(folder),
    own: async (_, folder) => ({ "3f9c2a7b": (await parkedJob(folder)).slice(0, 8) }),
  },
}

/** A job that failed as often as it may; its waits of minutes are passed over. */
async function parkedJob(folder: string): Promise<string> {
  const jobs = await openJobs({ dataDir: join(folder, "karnegar-data") }, { retrySeconds: 0 })
  try {
    const parked = (await jobs.list()).find(({ state }) => state === "parked")
    if (parked !== undefined) return parked.id
    const path = join(folder, "gone.jsonl")
    const payload = { path, source: null, chats: [], publicName: null, media: false, columns: {} }
    const { id } = await jobs.add({
      kind: "import-file",
      key: path,
      payload: { ...payload, published: null, lang: null },
    })
    for (let i = 0; i < MOST_FAILURES; i++) await jobs.fail((await jobs.take())!, "import.unreadable")
    return id
  } finally {
    await jobs.close()
  }
}
