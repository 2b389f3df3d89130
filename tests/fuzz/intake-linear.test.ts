import { describe, expect, test } from "vitest"
import { workbookParts, zipOf } from "../support/xlsx.ts"
import { READERS, type ReadWhole, readXlsx } from "./intake-readers.ts"

// What a file costs is told by processor time, which nothing else on the machine adds to but by driving out caches; so a file eight
// times as large is held against a small one: linear readers come to 8, a reader that goes over all for each to 64, the bound between.

/** How many times as large the large file is. */
const TIMES = 8
/** Most times as much that it may cost: 3.5 for each doubling. */
const MOST = 3.5 ** Math.log2(TIMES)
/** Less than this is too short to measure, in milliseconds of processor time. */
const LEAST_MS = 12
const TRIES = 5

const repeat = (unit: string, bytes: number) => unit.repeat(Math.ceil(bytes / unit.length))

/** A message or a mail around what is hostile in it. */
const inMessage = (text: string) =>
  `{"type":"public_channel","id":1,"messages":[{"id":1,"type":"message","date":"2021-03-20T10:00:00","text":${text}},{"id":2,"type":"message","date":"2021-03-20T10:00:00","text":"x"}]}`
const inPage = (html: string) =>
  `<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">کانال نمونه</div></div></div><div class="history"><div class="message default" id="message1"><div class="body"><div class="date details" title="20.03.2021 10:00:00 UTC+03:30"></div><div class="text">${html}`
const inMail = (headers: string, body: string) =>
  `From: a\nDate: Sat, 20 Mar 2021 21:30:00 +0000\n${headers}\n\n${body}`

/** Shape → file of about that many bytes. */
type Shapes = Readonly<Record<string, (bytes: number) => string | Uint8Array>>
const SHAPES: Readonly<Record<keyof typeof READERS | "xlsx", Shapes>> = {
  "telegram-json": {
    "lists inside lists": (n) => inMessage("[".repeat(n / 2) + "]".repeat(n / 2)),
    "lists that never close": (n) => inMessage("[".repeat(n)),
    "objects inside objects at the root": (n) => '{"a":'.repeat(n / 5),
    "lists of chats inside lists": (n) => `{"chats":{"list":${"[".repeat(n)}`,
    "one string without end": (n) => inMessage(`"${"ا".repeat(n / 2)}`),
    backslashes: (n) => inMessage(`"${"\\".repeat(n)}`),
    "wrong control characters": (n) => inMessage(`"${"\\x1F".repeat(n / 4)}"`),
    entities: (n) => inMessage(`[${repeat('{"type":"bold","text":"x"},', n)}"x"]`),
    "one key without end": (n) => `{"${"a".repeat(n)}":1}`,
    keys: (n) => `{${repeat('"a":1,', n)}"b":1}`,
    "messages without anything": (n) => `{"type":"public_channel","messages":[${repeat("{},", n)}{}]}`,
    "an album without end": (n) =>
      `{"type":"public_channel","messages":[${repeat('{"id":1,"type":"message","date":"2021-03-20T10:00:00","photo":"x","text":""},', n)}{}]}`,
    digits: (n) => inMessage(`"${"1234 ".repeat(Math.min(n, 1 << 22) / 5)}"`),
    "signs of mailboxes": (n) => inMessage(`"${"a@".repeat(n / 2)}"`),
    "white space": (n) => `{${" \n".repeat(n / 2)}`,
    commas: (n) => `[${",".repeat(n)}`,
  },
  "telegram-html": {
    "open elements": (n) => inPage("<div>".repeat(n / 5)),
    "closed elements": (n) => inPage("</b>".repeat(n / 4)),
    "elements open and closed": (n) => inPage("<b></i>".repeat(n / 7)),
    attributes: (n) => inPage(`<a ${repeat("a=1 ", n)}>`),
    "one attribute without end": (n) => inPage(`<a href="${"a".repeat(n)}`),
    "one tag without end": (n) => inPage(`<${"a".repeat(n)}`),
    entities: (n) => inPage(repeat("&amp;&#x10;&nope;&", n)),
    comments: (n) => inPage(repeat("<!-- -->", n)),
    "a comment without end": (n) => inPage(`<!--${"-".repeat(n)}`),
    "line breaks": (n) => inPage(repeat("<br>", n)),
    scripts: (n) => inPage(repeat("<script>", n)),
    CDATA: (n) => inPage(repeat("<![CDATA[", n)),
    "messages in messages": (n) => inPage(repeat('<div class="message default" id="message1"></div>', n)),
    classes: (n) => inPage(`<a class="${repeat("a ", n)}">`),
    "less-than signs": (n) => inPage("<".repeat(n)),
  },
  mail: {
    "one header without end": (n) => inMail(`Subject: ${"a".repeat(n)}`, "x"),
    headers: (n) => inMail(repeat("X: y\n", n), "x"),
    "encoded words": (n) => inMail(`Subject: ${repeat("=?utf-8?B?2KrYrA==?= ", n)}`, "x"),
    "encoded words that never end": (n) => inMail(`Subject: ${repeat("=?utf-8?Q?", n)}`, "x"),
    addresses: (n) => inMail(`To: ${repeat("a <a@b>, ", n)}`, "x"),
    "quotes of addresses": (n) => inMail(`To: ${repeat('"(', n)}`, "x"),
    parts: (n) => inMail("Content-Type: multipart/mixed; boundary=b", repeat("--b\n\nx\n", n)),
    "parts inside parts": (n) =>
      inMail(
        "Content-Type: multipart/mixed; boundary=b0",
        Array.from(
          { length: Math.floor(n / 60) },
          (_, i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`,
        ).join(""),
      ),
    "a line without end": (n) => inMail("", "a".repeat(n)),
    "short lines": (n) => inMail("", "a\n".repeat(n / 2)),
    "quoted-printable signs": (n) => inMail("Content-Transfer-Encoding: quoted-printable", "=".repeat(n)),
    "base64 without end": (n) => inMail("Content-Transfer-Encoding: base64", "A".repeat(n)),
    "format=flowed": (n) => inMail("Content-Type: text/plain; format=flowed; delsp=yes", "> a \n".repeat(n / 5)),
    "HTML that opens": (n) => inMail("Content-Type: text/html", "<div>".repeat(n / 5)),
    "HTML of blanks": (n) => inMail("Content-Type: text/html", ` ${"\n ".repeat(n / 2)}x`),
    "mails of a box": (n) => repeat("From a@b Sat Mar 20 21:30:00 2021\nSubject: x\n\nx\n\n", n),
    "parting lines": (n) => repeat("From a 10:10\n\n", n),
    "almost parting lines": (n) => `From a 10:10\n${repeat("\nFrom a\n", n)}`,
    "quoted parting lines": (n) => `From a 10:10\n\n${repeat(">From ", n)}${repeat("\n>From x", n)}`,
    "empty lines": (n) => `From a 10:10\n${"\n".repeat(n)}`,
    "carriage returns": (n) => `From a 10:10\n${"\r".repeat(n)}`,
    "a parting line without end": (n) => `From ${"a".repeat(n)}`,
  },
  table: {
    quotes: (n) => `متن,تاریخ\n${'"'.repeat(n)}`,
    "cells of quotes": (n) => `متن,تاریخ\n${repeat('"""",', n)}`,
    columns: (n) => `متن,${"a,".repeat(n / 2)}`,
    rows: (n) => `متن,تاریخ\n${repeat("x,1400/1/5\n", n)}`,
    "rows with too many cells": (n) => `متن,تاریخ\nx${",".repeat(n)}\n`,
    blanks: (n) => `متن,تاریخ\nx,"${" ".repeat(n)}"\n`,
    "a header without end": (n) => "ا".repeat(n / 2),
    "carriage returns": (n) => `متن,تاریخ\n${"x\r".repeat(n / 2)}`,
  },
  xlsx: {
    rows: (n) => sheet(repeat("<row><c t='inlineStr'><is><t>x</t></is></c></row>", n)),
    "cells of one row": (n) => sheet(`<row>${repeat("<c><v>1</v></c>", n)}</row>`),
    "pieces of one cell": (n) => sheet(`<row><c t="inlineStr">${repeat("<t>x</t>", n)}</c></row>`),
    "a tag without end": (n) => sheet(`<row ${"a".repeat(n)}`),
    "an attribute without end": (n) => sheet(`<row r="${"a".repeat(n)}`),
    attributes: (n) => sheet(repeat(`<row ${repeat("a='1' ", 600)}>`, n)),
    "a comment without end": (n) => sheet(`<!--${"-".repeat(n)}`),
    comments: (n) => sheet(repeat("<!---->", n)),
    "CDATA without end": (n) => sheet(repeat("<![CDATA[", n)),
    "tags that never close": (n) => sheet(repeat("<row><c>", n)),
    "tags that never open": (n) => sheet(repeat("</c></row>", n)),
    entities: (n) => sheet(`<row><c t="str"><v>${repeat("&#x10;&amp;&", Math.min(n, 200_000))}</v></c></row>`),
    "shared strings": (n) => zipOf(workbookParts("<row/>", { strings: repeat("<si><t>x</t></si>", n) })),
  },
}

/** A workbook whose one sheet begins soundly and goes on with this. */
function sheet(data: string): Uint8Array {
  const head = `<row r="1"><c r="A1" t="inlineStr"><is><t>متن</t></is></c></row>`
  return zipOf(workbookParts(`${head}${data}`))
}

/** Bytes of the small file of each kind: enough for the large one to be measured, where a mail's line costs the most. */
const SMALL: Readonly<Record<keyof typeof SHAPES, number>> = {
  "telegram-json": 1 << 17,
  "telegram-html": 1 << 16,
  mail: 1 << 15,
  table: 1 << 16,
  xlsx: 1 << 16,
}

async function costOf(read: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await read()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** How many times as much the large file costs: the least of several tries, 0 where it costs too little to be measured. */
async function growthOf(read: ReadWhole, make: (bytes: number) => string | Uint8Array, bytes: number): Promise<number> {
  const [small, large] = [bytes, TIMES * bytes].map((size) => {
    const made = make(size)
    return typeof made === "string" ? Buffer.from(made) : made
  }) as [Uint8Array, Uint8Array]
  let [less, more] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let tries = 0; tries < TRIES; tries++) {
    more = Math.min(more, await costOf(() => read(large)))
    if (more < LEAST_MS) return 0
    // Twice in turns: the first time it is compiled.
    less = Math.min(less, await costOf(() => read(small)), await costOf(() => read(small)))
    if (more / less < MOST) break
  }
  return more / less
}

const READ: Readonly<Record<keyof typeof SHAPES, ReadWhole>> = { ...READERS, xlsx: readXlsx }

for (const kind of Object.keys(READ) as (keyof typeof SHAPES)[]) {
  describe(`reading ${kind} costs at most 3.5 times more for twice the bytes of`, () => {
    for (const [name, make] of Object.entries(SHAPES[kind]))
      test(name, async () => expect(await growthOf(READ[kind], make, SMALL[kind])).toBeLessThan(MOST))
  })
}

test("at least forty shapes are tried", () =>
  expect(Object.values(SHAPES).flatMap(Object.keys).length).toBeGreaterThanOrEqual(40))

test("a reader that looks over all for each is found", async () => {
  // Long enough that what compiling costs does not show beside it.
  const planted: ReadWhole = async (bytes) => {
    const text = Buffer.from(bytes.subarray(0, bytes.length >> 3)).toString("latin1")
    let same = 0
    for (const a of text) for (const b of text) if (a === b) same++
    expect(same).toBeGreaterThan(0)
    return []
  }
  expect(await growthOf(planted, (n) => "ab".repeat(n / 2), SMALL.mail)).toBeGreaterThan(MOST)
})
