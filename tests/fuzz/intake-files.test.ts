import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { makeExport } from "../support/telegram-exports.ts"
import { broken } from "./broken.ts"
import { faultOf, READERS, type ReadWhole } from "./intake-readers.ts"

const MAIL = `Date: Sat, 20 Mar 2021 21:30:00 +0000
Message-ID: <m@example.org>
Subject: =?utf-8?B?2KrYrNmF2Lkg2qnYp9ix2q/Ysdin2YY=?=
List-Id: "x" <news.example.org>
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=windows-1256
Content-Transfer-Encoding: quoted-printable

<div><p>=C7=E1=DD &amp; <b>x</b></p></div>
--b
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQ=
--b--
`
const BOX = `From a@example.org Sat Mar 20 21:30:00 2021\n${MAIL}\nFrom b@example.org Sat Mar 20 21:31:00 2021\n${MAIL}`
const TABLE =
  'عنوان,متن,تاریخ,نشانی,منبع,شناسه\nتیتر,"کارگران ""تجمع"" کردند",۱۴۰۰/۰۱/۰۵,https://example.org/1,kar,1\nب,پ,2021-03-20,,,\n'

/** Sound files of each kind, to be broken. */
const SOUND: Readonly<Record<keyof typeof READERS, readonly string[]>> = {
  "telegram-json": [0, 1, 2, 3, 4, 5, 6, 7].map(
    (seed) => makeExport(seed, { messages: 5, account: seed % 4 === 3 }).json,
  ),
  "telegram-html": [0, 2, 4, 5].map((seed) =>
    makeExport(seed, { messages: 4 }).html[0]!.replaceAll(`کانال نمونه ${seed}`, "کانال نمونه"),
  ),
  mail: [MAIL, BOX],
  table: [TABLE],
}

/** Bytes that mean something to one reader or another. */
const TOKENS = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\n",
  "\r\n",
  "\0",
  "\\u0000",
  "\\x1F",
  "<",
  ">",
  "</div>",
  "<div>",
  '<div class="text">',
  "<br>",
  "&#x110000;",
  "&amp",
  "<!--",
  "-->",
  "<![CDATA[",
  "--b",
  "--b--",
  "=",
  "=?utf-8?Q?",
  "?=",
  "From ",
  "\n\nFrom x 10:10\n",
  "Content-Type: ",
  "charset=utf-7",
  "1e999",
  "-1",
  "null",
  "\ufeff",
  "\u202e",
  "۱۴۰۰",
  "99999999999999999999",
  '"text":',
  '"messages":[',
  '"type":"service"',
]

const brokenOf = (kind: keyof typeof READERS, seed: number) => broken(SOUND[kind], TOKENS, seed)

const RUNS: Readonly<Record<keyof typeof READERS, number>> = {
  "telegram-json": 90_000,
  "telegram-html": 60_000,
  mail: 30_000,
  table: 20_000,
}

describe("reads 200,000 broken files without a crash, a hang or a false arrival:", () => {
  for (const kind of Object.keys(READERS) as (keyof typeof READERS)[]) {
    test(`${RUNS[kind].toLocaleString("en")} of ${kind}`, async () => {
      let given = 0
      for (let seed = 0; seed < RUNS[kind]; seed++) {
        const bytes = brokenOf(kind, seed)
        const fault = await faultOf(async (all, piece) => {
          const reads = await READERS[kind](all, piece)
          given += reads.filter((read) => "arrival" in read).length
          return reads
        }, bytes)
        if (fault !== null) expect.fail(`seed ${seed}: ${fault}`)
      }
      // Broken files are no test of anything when nothing is left of them.
      expect(given).toBeGreaterThan(RUNS[kind] / 10)
    }, 900_000)
  }
})

test("gives the same however a file's bytes are cut", async () => {
  for (const kind of Object.keys(READERS) as (keyof typeof READERS)[]) {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.integer({ min: 1, max: 50 }), async (seed, piece) => {
        const bytes = brokenOf(kind, seed)
        expect(await READERS[kind](bytes, piece)).toEqual(await READERS[kind](bytes))
      }),
      { numRuns: 300, seed: 1404 },
    )
  }
})

describe("the examination of broken files finds", () => {
  const one = (change: Partial<{ key: string; text: string; published: string | null; url: string | null }>) =>
    ({
      at: "1",
      arrival: {
        key: "1",
        edited: null,
        text: "x",
        published: null,
        url: null,
        lang: null,
        origin: null,
        evidence: [],
        ...change,
      },
    }) as const
  const planted: readonly (readonly [name: string, read: ReadWhole])[] = [
    ["a crash", () => Promise.reject(new Error("planted"))],
    [
      "a hang",
      async () => {
        for (const before = process.cpuUsage(); process.cpuUsage(before).user < 260_000; );
        return []
      },
    ],
    ["an empty key", async () => [one({ key: "" })]],
    ["a text of spaces", async () => [one({ text: " " })]],
    ["half a letter", async () => [one({ text: "\ud800" })]],
    ["a day that is none", async () => [one({ published: "1400/01/05" })]],
    ["an address of a script", async () => [one({ url: "javascript:1" })]],
  ]
  for (const [name, read] of planted)
    test(name, async () => expect(await faultOf(read, Buffer.from("x"))).not.toBeNull())
})
