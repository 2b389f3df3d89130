import { describe, expect, test } from "vitest"
import type { Read } from "../found-source.ts"
import { newMailCounts, readMails } from "./read-mail.ts"

const CAPTURED = "2026-01-02T03:04:05.000Z"

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

async function readAll(mail: string | Uint8Array, size = 1 << 16) {
  const counts = newMailCounts()
  const reads: Read[] = []
  const bytes = typeof mail === "string" ? Buffer.from(mail) : mail
  for await (const read of readMails(inPieces(bytes, size), CAPTURED, counts)) reads.push(read)
  return {
    counts,
    reads,
    sources: reads.flatMap((read) => ("source" in read ? [read.source] : [])),
    arrivals: reads.flatMap((read) => ("arrival" in read ? [read.arrival] : [])),
    refusals: reads.flatMap((read) => ("refusal" in read ? [read.refusal.code] : [])),
  }
}

/** A mail with a person in every header that holds one. */
function mail(more: readonly string[], body: string): string {
  return [
    "Return-Path: <canaryreturn@example.org>",
    "Delivered-To: canarydelivered@example.org",
    "Received: from canaryhost.example.org ([192.0.2.77]) by canarymx (Postfix) for <canaryfor@example.org>; Sat, 20 Mar 2021 21:30:00 +0000",
    "From: =?utf-8?B?2qnZhtin2LHbjCDaqduM?= Canaryfrom <canaryfrom@example.org>",
    "Sender: Canarysender <canarysender@example.org>",
    "Reply-To: canaryreply@example.org",
    'To: "Canaryto, Canarytwo" <canaryto@example.org>, canarythree@example.org',
    "Cc: Group: Canarycc <canarycc@example.org>;",
    "X-Originating-IP: [192.0.2.78]",
    "User-Agent: Canaryagent",
    "DKIM-Signature: v=1; i=@canarydkim.example.org",
    "Date: Sat, 20 Mar 2021 21:30:00 +0000",
    "Message-ID: <canarymessage@canaryhost.example.org>",
    ...more,
    "",
    body,
  ].join("\r\n")
}

describe("readMails", () => {
  test("reads words, day and list, and no one who wrote or received it", async () => {
    const { reads, arrivals, sources, counts } = await readAll(
      mail(
        [
          "Subject: =?utf-8?B?2KrYrNmF2Lkg2qnYp9ix2q/Ysdin2YY=?=",
          'List-Id: "اخبار کارگری" <news.example.org>',
          "Archived-At: <https://list.example.org/1>",
          "Content-Type: text/plain; charset=utf-8",
          "Content-Transfer-Encoding: 8bit",
        ],
        "کارگران نیشکر در شوش تجمع کردند.\r\nتماس: canarybody@example.org\r\n",
      ),
    )
    expect(sources).toEqual([{ key: "list-news.example.org", name: "اخبار کارگری" }])
    expect(arrivals).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
        edited: null,
        text: "تجمع کارگران\n\nکارگران نیشکر در شوش تجمع کردند.\nتماس: […]",
        published: "2021-03-21T01:00:00+03:30",
        url: "https://list.example.org/1",
        lang: null,
        origin: null,
        evidence: [],
      },
    ])
    expect(counts).toEqual({ mails: 1, ofLists: 1, attachments: 0, takenOut: 1 })
    const given = JSON.stringify(reads).toLowerCase()
    expect(given).not.toContain("canary")
    expect(given).not.toContain("192.0.2")
    expect(given).not.toContain("کناری")
  })

  test("reads windows-1256, quoted-printable, base64 and HTML", async () => {
    const words = "کارگران"
    // ک گ ا ر ن in windows-1256.
    const bytes1256 = [0x98, 0xc7, 0xd1, 0x90, 0xd1, 0xc7, 0xe4]
    const header = mail(["Content-Type: text/plain; charset=windows-1256", "Content-Transfer-Encoding: 8bit"], "")
    const cases: readonly (readonly [name: string, mail: string | Uint8Array])[] = [
      ["8bit windows-1256", Buffer.concat([Buffer.from(header), Buffer.from(bytes1256)])],
      [
        "base64 windows-1256",
        mail(
          ["Content-Type: text/plain; charset=Windows-1256", "Content-Transfer-Encoding: base64"],
          Buffer.from(bytes1256).toString("base64"),
        ),
      ],
      [
        "quoted-printable utf-8",
        mail(
          ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
          [...Buffer.from(words)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join(""),
        ),
      ],
      [
        "HTML",
        mail(
          ["Content-Type: text/html; charset=utf-8"],
          `<html><head><title>نه</title><style>p{}</style></head><body><script>نه</script><img src="https://track.example.org/1.gif" alt="نه"><p>${words}</p></body></html>`,
        ),
      ],
      [
        "the plain part before the HTML one",
        mail(
          ['Content-Type: multipart/alternative; boundary="b"'],
          `--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>نه</p>\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n--b--\r\n`,
        ),
      ],
    ]
    for (const [name, raw] of cases) {
      const { arrivals, refusals } = await readAll(raw)
      expect([name, refusals, arrivals.map(({ text }) => text)]).toEqual([name, [], [words]])
    }
  })

  test("hashes attachments, names none of their files, and opens no mail inside a mail", async () => {
    const inner = mail(["Subject: canarysubject"], "canaryinner")
    const { arrivals, reads } = await readAll(
      mail(
        ['Content-Type: multipart/mixed; boundary="b"'],
        [
          "--b",
          "Content-Type: text/plain; charset=utf-8",
          "",
          "متن",
          "--b",
          'Content-Type: application/octet-stream; name="canaryfile.pdf"',
          'Content-Disposition: attachment; filename="canaryfile.pdf"',
          "Content-Transfer-Encoding: base64",
          "",
          Buffer.from("%PDF-1.4 x").toString("base64"),
          "--b",
          "Content-Type: message/rfc822",
          "",
          inner,
          "--b--",
          "",
        ].join("\r\n"),
      ),
    )
    expect(arrivals.map(({ text, evidence }) => [text, evidence.map(({ mediaType }) => mediaType)])).toEqual([
      ["متن", ["application/pdf", "message/rfc822"]],
    ])
    expect(arrivals[0]?.evidence[0]).toMatchObject({ bytes: 10, captured: CAPTURED, path: null })
    expect(JSON.stringify(reads)).not.toContain("canary")
  })

  test("parts an mbox into its mails however the bytes are cut, each with its list", async () => {
    const one = (n: number, list: string) =>
      `From canary@example.org Sat Mar 20 21:30:0${n} 2021\n${mail(
        [`List-Id: <${list}.example.org>`, "Subject: s"],
        `پیام ${n}\n\nFrom here on it is words.\n>From 12:00 on, too.\n`,
      )
        .replaceAll("\r\n", "\n")
        .replace("canarymessage", `canarymessage${n}`)}\n`
    const box = one(1, "a") + one(2, "a") + one(3, "b")
    for (const size of [1, 5, 64, 1 << 16]) {
      const { arrivals, sources, refusals } = await readAll(box, size)
      expect(refusals).toEqual([])
      expect(sources.map(({ key }) => key)).toEqual(["list-a.example.org", "list-b.example.org"])
      expect(arrivals.map(({ text }) => text)).toEqual(
        [1, 2, 3].map((n) => `s\n\nپیام ${n}\n\nFrom here on it is words.\nFrom 12:00 on, too.`),
      )
      expect(new Set(arrivals.map(({ key }) => key)).size).toBe(3)
    }
  })

  test("tells what it cannot read, and takes no day that cannot be", async () => {
    const deep = Array.from(
      { length: 60 },
      (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
    ).join("")
    const cases: readonly (readonly [mail: string, refusals: readonly string[]])[] = [
      [mail(["Content-Type: multipart/mixed; boundary=b0"], deep), ["mail.unreadable"]],
      [mail([`X-Long: ${"a".repeat(300_000)}`], "متن"), ["mail.unreadable"]],
      [mail(["Content-Type: multipart/mixed; boundary=b"], "--b\r\n\r\nx\r\n".repeat(5_001)), ["mail.unreadable"]],
      [mail(["Subject: s"], ""), ["mail.no_text"]],
      [mail(["Content-Type: text/plain; charset=utf-8"], "ا".repeat(600_000)), ["input.too_long"]],
      ["", []],
    ]
    for (const [raw, codes] of cases) expect((await readAll(raw)).refusals).toEqual(codes)
    for (const date of ["yesterday", "Sat, 20 Mar 3021 21:30:00 +0000", ""]) {
      const { arrivals } = await readAll(mail([], "متن").replace(/^Date:.*$/m, `Date: ${date}`))
      expect(arrivals[0]?.published).toBeNull()
    }
  })

  test("gives an address only where it is whole and names nobody", async () => {
    for (const address of ["http://example.org/1", "https://user:word@example.org/", "javascript:1", "x"]) {
      const { arrivals } = await readAll(mail([`Archived-At: <${address}>`], "متن"))
      expect(arrivals[0]?.url).toBeNull()
    }
  })
})
