import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { makeExport, YEARS } from "../../../../../tests/support/telegram-exports.ts"
import { EvidenceFolder } from "../file-evidence.ts"
import type { TelegramOptions, TelegramRead } from "./arrivals.ts"
import { newCounts } from "./counts.ts"
import { readTelegramJson } from "./json-export.ts"

const PLAIN: TelegramOptions = {
  chats: [],
  publicName: null,
  folder: null,
  knownChannels: new Map(),
  zone: "Asia/Tehran",
}

async function* inPieces(text: string, size = 1 << 16): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

async function readAll(json: string | object, options: Partial<TelegramOptions> = {}, size?: number) {
  const counts = newCounts()
  const reads: TelegramRead[] = []
  const text = typeof json === "string" ? json : JSON.stringify(json)
  for await (const read of readTelegramJson(inPieces(text, size), { ...PLAIN, ...options }, counts)) reads.push(read)
  return {
    counts,
    reads,
    chats: reads.flatMap((read) => ("chat" in read ? [read.chat] : [])),
    arrivals: reads.flatMap((read) => ("arrival" in read ? [read.arrival] : [])),
    refusals: reads.flatMap((read) => ("refusal" in read ? [read.refusal] : [])),
  }
}

const message = (id: number, more: object = {}) => ({
  id,
  type: "message",
  date: "2023-03-20T10:00:00",
  date_unixtime: String(1_679_293_800 + id * 60),
  from: "کانال نمونه",
  from_id: "channel1000",
  text: `پیام ${id}`,
  ...more,
})
const channel = (messages: readonly object[], more: object = {}) => ({
  name: "کانال نمونه",
  type: "public_channel",
  id: 1000,
  ...more,
  messages,
})

describe("readTelegramJson", () => {
  for (const year of YEARS) {
    test(`reads the form of ${year}, of one chat and of a whole account`, async () => {
      for (const account of [false, true]) {
        const made = makeExport(YEARS.indexOf(year) + YEARS.length * 20, { messages: 60, account })
        expect(made.year).toBe(year)
        const { arrivals, refusals, chats } = await readAll(made.json)
        expect(refusals).toEqual([])
        expect(chats.map(({ kind }) => kind)).toEqual(["channel"])
        expect(
          arrivals.map(({ key, text, edited, origin, replyTo }) => ({
            key,
            text,
            edited: edited !== null,
            origin,
            replyTo,
          })),
        ).toEqual(
          made.wanted.map(({ id, text, edited, forwardedId, replyTo }) => ({
            key: String(id),
            text,
            edited: edited !== null,
            origin: forwardedId === null ? null : `telegram-${forwardedId}`,
            replyTo: replyTo === null ? null : String(replyTo),
          })),
        )
        expect(arrivals.filter(({ replyTo }) => replyTo !== null).length).toBeGreaterThan(3)
        if (year >= 2022)
          expect(arrivals.map(({ published }) => Date.parse(published!) / 1000)).toEqual(
            made.wanted.map(({ at }) => at),
          )
      }
    })
  }

  test("gives nothing of 100 exports that only a person's field held (SAFETY P-10)", async () => {
    let found = 0
    for (let seed = 0; seed < 100; seed++) {
      const made = makeExport(seed, { messages: 40, account: seed % 2 === 0 })
      const { reads, counts, arrivals } = await readAll(made.json)
      const given = JSON.stringify([reads, counts])
      expect(arrivals.length).toBeGreaterThan(10)
      for (const canary of made.canaries) if (given.includes(canary)) expect.fail(`seed ${seed} lets ${canary} through`)
      // The search finds what is there: most stand in the JSON, the rest in the HTML of the same export.
      found += made.canaries.filter((canary) => made.json.includes(canary)).length
    }
    expect(found).toBeGreaterThan(20_000)
  })

  test("tells which message is answered, of the same chat only, and of an album by any of its parts", async () => {
    const part = {
      date_unixtime: "1679293800",
      photo: "(File not included. Change data exporting settings to download.)",
    }
    const { arrivals } = await readAll(
      channel([
        message(1, { reply_to_message_id: 7 }),
        message(2, { reply_to_message_id: 7, reply_to_peer_id: "channel2000" }),
        message(3, { reply_to_message_id: "7" }),
        message(4, { reply_to_message_id: -7 }),
        message(5, { ...part, text: "", reply_to_message_id: 7 }),
        message(6, part),
      ]),
    )
    expect(arrivals.map(({ key, replyTo }) => [key, replyTo])).toEqual([
      ["1", "7"],
      ["2", null],
      ["3", null],
      ["4", null],
      ["6", "7"],
    ])
  })

  test("gives the same however the bytes are cut", async () => {
    const made = makeExport(64, { messages: 30, account: true })
    const whole = await readAll(made.json)
    for (const size of [1, 2, 3, 7, 61, 997]) expect((await readAll(made.json, {}, size)).reads).toEqual(whole.reads)
  })

  test("writes the day as it was in Iran, also when summer time began", async () => {
    const instants = [
      "2021-03-20T21:00:00Z",
      "2021-03-21T20:29:00Z",
      "2021-03-21T20:31:00Z",
      "2022-09-21T19:29:59Z",
      "2022-09-21T19:30:00Z",
      "2023-06-01T20:30:00Z",
    ]
    const { arrivals } = await readAll(
      channel(instants.map((at, i) => message(i + 1, { date_unixtime: String(Date.parse(at) / 1000) }))),
    )
    expect(arrivals.map(({ published }) => published)).toEqual([
      "2021-03-21T00:30:00+03:30",
      "2021-03-21T23:59:00+03:30",
      "2021-03-22T01:01:00+04:30",
      "2022-09-21T23:59:59+04:30",
      "2022-09-21T23:00:00+03:30",
      "2023-06-02T00:00:00+03:30",
    ])
  })

  test("reads times without a zone as times of Iran, and 1970 as never edited", async () => {
    const { arrivals } = await readAll(
      channel([message(1, { date_unixtime: undefined, date: "2019-05-01T00:30:00", edited: "1970-01-01T03:30:00" })]),
    )
    expect(arrivals[0]).toMatchObject({ published: "2019-05-01T00:30:00+04:30", edited: null })
  })

  test("gives addresses only where the operator tells the public name", async () => {
    const { arrivals } = await readAll(channel([message(7), message(-5)]), { publicName: "kanal_nemune" })
    expect(arrivals.map(({ url }) => url)).toEqual(["https://t.me/kanal_nemune/7", null])
    expect((await readAll(channel([message(7)]))).arrivals[0]?.url).toBeNull()
  })

  test("keeps the origin of what a channel wrote, and never a person's name", async () => {
    const cases = [
      [{ forwarded_from: "کانال دیگر", forwarded_from_id: "channel77" }, "telegram-77"],
      [{ forwarded_from: "کانال آشنا", forwarded_from_id: "user77" }, null],
      [{ forwarded_from: "کانال آشنا" }, "known"],
      [{ forwarded_from: "کسی" }, null],
      [{ forwarded_from: null }, null],
      [{}, null],
    ] as const
    const { arrivals, counts } = await readAll(channel(cases.map(([fields], i) => message(i + 1, fields))), {
      knownChannels: new Map([["کانال آشنا", "known"]]),
    })
    expect(arrivals.map(({ origin }) => origin)).toEqual(cases.map(([, origin]) => origin))
    expect(counts).toMatchObject({ fromChannels: 2, fromUnknown: 3 })
  })

  describe("of chats", () => {
    const chats = {
      chats: {
        list: [
          { name: "یک نفر", type: "personal_chat", id: 1, messages: [message(1)] },
          { name: "گروه کارگران", type: "private_supergroup", id: 2, messages: [message(2)] },
          channel([message(3)], { id: 3 }),
          channel([message(7)], { id: 7, name: "کانال بسته", type: "private_channel" }),
          { type: "saved_messages", id: 4, messages: [message(4)] },
          { name: "نوع تازه", type: "hologram_room", id: 5, messages: [message(5)] },
        ],
      },
      left_chats: { list: [channel([message(6)], { id: 6, name: "کانال ترک‌شده" })] },
    }
    const cases: readonly (readonly [name: string, asked: readonly string[], keys: readonly string[]])[] = [
      ["reads public channels where none is asked for", [], ["3", "6"]],
      ["reads a closed channel that is asked for", ["کانال بسته"], ["7"]],
      ["reads a group that is asked for, and it alone", ["گروه كارگران"], ["2"]],
      ["reads a private chat that is asked for by its number", ["1"], ["1"]],
      ["does not take saved messages for a chat without a name", [""], []],
      ["reads none where none of that name is there", ["گروه"], []],
    ]
    for (const [name, asked, keys] of cases) {
      test(name, async () => {
        const { arrivals } = await readAll(chats, { chats: asked })
        expect(arrivals.map(({ key }) => key)).toEqual(keys)
      })
    }
    test("passes a chat over whose type stands behind its messages", async () => {
      const { arrivals, counts } = await readAll({
        id: 9,
        messages: [message(1)],
        name: "کانال",
        type: "public_channel",
      })
      expect(arrivals).toEqual([])
      expect(counts.chatsPassed.private).toBe(1)
    })
  })

  test("joins an album to the part that has the words, and counts what has none", async () => {
    const photo = {
      photo: "(File not included. Change data exporting settings to download.)",
      date_unixtime: "1679293800",
    }
    const { arrivals, counts } = await readAll(
      channel([
        message(1, { ...photo, text: "" }),
        message(2, { ...photo, text: "شرح" }),
        message(3, { ...photo, text: "" }),
        message(4, { ...photo, text: "", from_id: "channel5" }),
        message(5, { date_unixtime: "1679293800" }),
      ]),
    )
    expect(arrivals.map(({ key, text }) => [key, text])).toEqual([
      ["2", "شرح"],
      ["5", "پیام 5"],
    ])
    expect(counts).toMatchObject({ messages: 5, joined: 2, withoutText: 1, filesNotIncluded: 3 })
  })

  test("takes strangers' numbers, mailboxes, cards and linked names out of texts", async () => {
    const { arrivals, counts } = await readAll(
      channel([
        message(1, {
          text: [
            "تماس: ",
            { type: "phone", text: "+989120000000" },
            " ",
            { type: "email", text: "a@example.org" },
            " ",
            { type: "mention_name", text: "نام", user_id: 5 },
            " کارت ۶۰۳۷-۹۹۱۱-۱۱۱۱-۱۱۱۲ و 6037 9911 1111 1118 و ۱۲۳۴۵۶۷۸",
          ],
        }),
      ]),
    )
    expect(arrivals[0]?.text).toBe("تماس: […] […] […] کارت […] و 6037 9911 1111 1118 و ۱۲۳۴۵۶۷۸")
    expect(counts.takenOut).toBe(4)
  })

  test("reads texts of all forms, and mends control characters as Telegram writes them", async () => {
    const json = JSON.stringify(
      channel([
        message(1, { text: ["الف", { type: "bold", text: " ب" }, 5, null, { text: 7 }] }),
        message(2, { text: undefined, text_entities: [{ type: "plain", text: "پ" }] }),
        message(3, { text: "سطر\r\nسطر\u2028سطر\u0000 پایان\ud800" }),
        message(4, { text: "آ@@x0Bب \\\\x0C" }),
      ]),
    ).replace("@@x", "\\x")
    const { arrivals } = await readAll(json)
    expect(arrivals.map(({ text }) => text)).toEqual(["الف ب", "پ", "سطر\nسطر\nسطر پایان\ufffd", "آب \\\\x0C"])
  })

  test("tells what is wrong and goes on", async () => {
    const deep = `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`
    const long = JSON.stringify(message(4, { text: "ا".repeat(600_000) }))
    const json = `{"type":"public_channel","id":1,"messages":[
      ${JSON.stringify(message(1))},
      {"id":2,"type":"message","text":"بی‌تاریخ"},
      {"id":3,"type":"message","text":${deep}},
      ${long}, 7, {"id":1.5,"type":"message"}, {"id":8,"type":"message","date":"2023-02-30T10:00:00","text":"x"},
      ${JSON.stringify(message(9))}]}`
    const { arrivals, refusals } = await readAll(json)
    expect(arrivals.map(({ key }) => key)).toEqual(["1", "9"])
    expect(refusals.map(({ code }) => code)).toEqual([
      "input.date_unreadable",
      "input.too_long",
      "input.too_long",
      "telegram.message_unreadable",
      "telegram.message_unreadable",
      "input.date_unreadable",
    ])
  })

  test("gives what stood before the place where an export breaks off, and says where", async () => {
    const json = JSON.stringify(channel([message(1), message(2), message(3)]))
    const cut = json.slice(0, json.indexOf('"id":3') + 10)
    const { arrivals, refusals } = await readAll(cut)
    expect(arrivals.map(({ key }) => key)).toEqual(["1", "2"])
    expect(refusals).toEqual([{ code: "telegram.breaks_off", byte: Buffer.byteLength(cut) }])
    for (const wrong of ["", "no json", "[1,2", '{"a" 1}', '{"messages":[}', "\u00ff\u00fe{}"])
      expect((await readAll(wrong)).refusals.map(({ code }) => code)).toEqual(["telegram.breaks_off"])
  })
})

describe("files of an export", () => {
  const root = mkdtempSync(join(tmpdir(), "karnegar-export-"))
  afterAll(() => rmSync(root, { recursive: true }))
  const secret = join(root, "secret.jpg")
  writeFileSync(secret, "outside")
  const inside = join(root, "export")
  mkdirSync(join(inside, "photos"), { recursive: true })
  writeFileSync(join(inside, "photos/a.jpg"), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
  writeFileSync(join(inside, "photos/b.bin"), "words")
  symlinkSync(secret, join(inside, "photos/link.jpg"))

  test("become evidence by their hash and what their first bytes say", async () => {
    const folder = await EvidenceFolder.open(inside)
    const photo = { date_unixtime: "1679293800" }
    const { arrivals } = await readAll(
      channel([
        message(1, { ...photo, photo: "photos/a.jpg" }),
        message(2, { ...photo, text: "", file: "photos/b.bin", mime_type: "text/plain" }),
        message(3, { file: "photos/b.bin", media_type: "voice_message" }),
        message(4, { photo: "photos/none.jpg" }),
      ]),
      { folder },
    )
    expect(arrivals.map(({ evidence }) => evidence.map(({ mediaType, bytes }) => [mediaType, bytes]))).toEqual([
      [
        ["image/jpeg", 7],
        ["text/plain", 5],
      ],
      [],
      [],
    ])
    expect(arrivals[0]?.evidence[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  const outside = [
    "../secret.jpg",
    "photos/../../secret.jpg",
    secret,
    "photos/link.jpg",
    "C:/secret.jpg",
    "..\\secret.jpg",
    "photos//a.jpg",
    "a\0b",
    "photos",
  ]
  for (const path of outside) {
    test(`are not opened outside the folder: ${JSON.stringify(path.replace(root, ""))}`, async () => {
      const folder = await EvidenceFolder.open(inside)
      const { arrivals, refusals } = await readAll(channel([message(1, { photo: path })]), { folder })
      expect(arrivals.map(({ evidence }) => evidence)).toEqual([[]])
      expect(refusals).toEqual([{ code: "evidence.path_unfit" }])
    })
  }
})
