import { describe, expect, test } from "vitest"
import { makeExport, YEARS } from "../../../../../tests/support/telegram-exports.ts"
import type { TelegramOptions, TelegramRead } from "./arrivals.ts"
import { newCounts } from "./counts.ts"
import { readTelegramHtml } from "./html-export.ts"
import { readTelegramJson } from "./json-export.ts"

const PLAIN: TelegramOptions = {
  chats: [],
  publicName: null,
  folder: null,
  knownChannels: new Map(),
  zone: "Asia/Tehran",
}

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

async function readAll(pages: readonly string[], options: Partial<TelegramOptions> = {}, size = 1 << 16) {
  const counts = newCounts()
  const reads: TelegramRead[] = []
  const files = pages.map((html, i) => ({ name: `messages${i === 0 ? "" : i + 1}.html`, chunks: inPieces(html, size) }))
  for await (const read of readTelegramHtml(files, { ...PLAIN, chats: ["کانال نمونه"], ...options }, counts))
    reads.push(read)
  return {
    counts,
    reads,
    arrivals: reads.flatMap((read) => ("arrival" in read ? [read.arrival] : [])),
    refusals: reads.flatMap((read) => ("refusal" in read ? [read.refusal] : [])),
  }
}

const page = (messages: string, name = "کانال نمونه") =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n${name}\n</div></div></div><div class="page_body chat_page"><div class="history">${messages}</div></div></div></body></html>`
const message = (id: number, body: string, title = "31.12.2021 12:00:00 UTC+03:30") =>
  `<div class="message default clearfix" id="message${id}"><div class="body"><div class="pull_right date details" title="${title}">12:00</div><div class="from_name">کانال نمونه </div>${body}</div></div>`
const text = (html: string) => `<div class="text">\n${html}\n   </div>`

describe("readTelegramHtml", () => {
  for (const year of YEARS) {
    test(`gives the messages of ${year} with the keys, words, instants and answers that the JSON export gives`, async () => {
      const made = makeExport(YEARS.indexOf(year) + YEARS.length * 30, { messages: 80 })
      const name = `کانال نمونه ${YEARS.indexOf(year) + YEARS.length * 30}`
      const fromHtml = await readAll(made.html, { chats: [name] })
      const json: TelegramRead[] = []
      for await (const read of readTelegramJson(inPieces(made.json, 1 << 16), PLAIN, newCounts())) json.push(read)
      const fromJson = json.flatMap((read) => ("arrival" in read ? [read.arrival] : []))
      expect(fromHtml.refusals).toEqual([])
      const compared = (all: readonly (typeof fromJson)[number][]) =>
        all.map(({ key, text, published, replyTo }) => ({ key, text, published, replyTo }))
      expect(compared(fromHtml.arrivals)).toEqual(compared(fromJson))
      expect(fromJson.filter(({ replyTo }) => replyTo !== null).length).toBeGreaterThan(3)
      expect(fromHtml.counts.messages).toBeGreaterThan(80)
    })
  }

  test("gives nothing of 100 exports that only a person's element held (SAFETY P-10)", async () => {
    let found = 0
    for (let seed = 0; seed < 100; seed++) {
      const made = makeExport(seed, { messages: 30 })
      const { reads, counts, arrivals } = await readAll(made.html, { chats: [`کانال نمونه ${seed}`] })
      expect(arrivals.length).toBeGreaterThan(8)
      const given = JSON.stringify([reads, counts])
      for (const canary of made.canaries) if (given.includes(canary)) expect.fail(`seed ${seed} lets ${canary} through`)
      found += made.canaries.filter((canary) => made.html.join("").includes(canary)).length
    }
    expect(found).toBeGreaterThan(5_000)
  })

  test("gives the same however the bytes are cut", async () => {
    const made = makeExport(65, { messages: 25 })
    const chats = ["کانال نمونه 65"]
    const whole = await readAll(made.html, { chats })
    for (const size of [1, 3, 7, 997]) expect((await readAll(made.html, { chats }, size)).reads).toEqual(whole.reads)
  })

  test("reads a chat only when it is asked for by its name", async () => {
    const pages = [page(message(1, text("الف")))]
    expect((await readAll(pages, { chats: [] })).reads).toEqual([])
    expect((await readAll(pages, { chats: ["گروه دیگر"] })).counts.chatsPassed.private).toBe(1)
    expect((await readAll(pages, { chats: ["كانال نمونه "] })).arrivals).toHaveLength(1)
  })

  test("reads pages one after the other, joined messages and days of all zones", async () => {
    const { arrivals } = await readAll([
      page(
        message(1, text("یک<br>دو &amp; <strong>سه</strong>"), "20.03.2021 23:30:00 UTC+00:00") +
          message(2, text("چهار"))
            .replace("clearfix", "clearfix joined")
            .replace(/<div class="from_name">.*?<\/div>/, ""),
      ),
      page(message(3, text("پنج"), "01.05.2019 00:10:00") + message(4, text("شش"), "20.03.2021 16:29:59 UTC-04:00")),
    ])
    expect(arrivals.map(({ key, text, published }) => [key, text, published])).toEqual([
      ["1", "یک\nدو & سه", "2021-03-21T03:00:00+03:30"],
      ["2", "چهار", "2021-12-31T12:00:00+03:30"],
      ["3", "پنج", "2019-05-01T00:10:00+04:30"],
      ["4", "شش", "2021-03-20T23:59:59+03:30"],
    ])
  })

  test("keeps the origin of a forwarded message only where it is a source on the register", async () => {
    const forwarded = (name: string) =>
      `<div class="pull_left forwarded userpic_wrap"><div class="userpic"><div class="initials">ک</div></div></div><div class="forwarded body"><div class="from_name">\n${name} via @bot<span class="date details" title="01.01.2020 00:00:00 UTC+03:30"> 01.01.2020 00:00:00</span></div>${text("خبر")}</div>`
    const { arrivals, counts } = await readAll(
      [page(message(1, forwarded("کانال آشنا")) + message(2, forwarded("کسی")))],
      {
        knownChannels: new Map([["کانال آشنا", "known"]]),
      },
    )
    expect(arrivals.map(({ origin, published, text }) => [origin, published, text])).toEqual([
      ["known", "2021-12-31T12:00:00+03:30", "خبر"],
      [null, "2021-12-31T12:00:00+03:30", "خبر"],
    ])
    expect(counts).toMatchObject({ fromChannels: 1, fromUnknown: 1 })
  })

  test("tells a page that is none of Telegram's, is cut off, or is deeper than any", async () => {
    const cut = page(message(1, text("یک")) + message(2, text("دو")))
    const at = cut.indexOf('id="message2"') + 150
    const cases: readonly (readonly [html: string, code: string, arrivals: number])[] = [
      ["<html><body><p>سلام</p></body></html>", "telegram.page_unfit", 0],
      ["", "telegram.page_unfit", 0],
      [cut.slice(0, at), "telegram.breaks_off", 1],
      [page(`${message(1, text("یک"))}${"<div>".repeat(300)}${message(2, text("دو"))}`), "telegram.page_unfit", 1],
      [page(message(1, text("یک"), "۳۱.۱۲.۲۰۲۱") + message(2, text("دو"))), "input.date_unreadable", 1],
      [
        page(message(1, text("یک"), "31.02.2021 12:00:00 UTC+03:30") + message(2, text("دو"))),
        "input.date_unreadable",
        1,
      ],
    ]
    for (const [html, code, count] of cases) {
      const { refusals, arrivals } = await readAll([html])
      expect(refusals.map((refusal) => refusal.code)).toEqual([code])
      expect(arrivals).toHaveLength(count)
    }
  })
})
