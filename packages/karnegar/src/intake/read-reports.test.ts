import { describe, expect, test } from "vitest"
import { MOST_BYTES } from "./read-blocks.ts"
import { formatOfName, MOST_ID, type ReadLine, type ReadOptions, readReports } from "./read-reports.ts"
import { refusalText } from "./refusal.ts"
import { SeenIds } from "./seen-ids.ts"

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* inChunks(whole: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function read(
  whole: string | Uint8Array,
  as: ReadOptions["as"] = "jsonl",
  more: Partial<ReadOptions> = {},
  size = 7,
): Promise<ReadLine[]> {
  const chunks = inChunks(typeof whole === "string" ? bytes(whole) : whole, size)
  const options = { as, name: "f", file: 0, seen: new SeenIds(), names: ["f"], ...more }
  const out: ReadLine[] = []
  for await (const one of readReports(chunks, options)) out.push(one)
  return out
}

/** `line:id` of a report, `line:code` of a refusal. */
const short = (lines: readonly ReadLine[]): string[] =>
  lines.map((one) => `${one.line}:${"report" in one ? one.report.id : one.refusal.code}`)

const line = (fields: object): string => JSON.stringify({ id: "a", text: "متن", ...fields })

describe("readReports of JSON Lines", () => {
  const cases: readonly (readonly [name: string, input: string, want: readonly string[]])[] = [
    ["takes a report", line({}), ["1:a"]],
    ["takes lines that end in CR LF", `${line({})}\r\n${line({ id: "b" })}\r\n`, ["1:a", "2:b"]],
    ["takes a last line without a line end", `${line({})}\n${line({ id: "b" })}`, ["1:a", "2:b"]],
    ["counts blank lines and passes over them", `\n  \n${line({})}\n\n`, ["3:a"]],
    ["passes over a byte order mark", `\ufeff${line({})}`, ["1:a"]],
    ["refuses a line that is not JSON and goes on", `no\n${line({})}`, ["1:input.not_json", "2:a"]],
    ["refuses half a line", line({}).slice(0, -4), ["1:input.not_json"]],
    ["refuses an array", `[${line({})}]`, ["1:input.not_object"]],
    ["refuses null", "null", ["1:input.not_object"]],
    ["refuses a bare string", '"a"', ["1:input.not_object"]],
    ["refuses a missing id", '{"text":"x"}', ["1:input.no_id"]],
    ["refuses id null", line({ id: null }), ["1:input.no_id"]],
    ["refuses an empty id", line({ id: "" }), ["1:input.no_id"]],
    ["refuses a blank id", line({ id: " \t" }), ["1:input.no_id"]],
    ["refuses a number as id", line({ id: 7 }), ["1:input.wrong_type"]],
    ["takes the longest id", line({ id: "x".repeat(MOST_ID) }), [`1:${"x".repeat(MOST_ID)}`]],
    ["refuses a longer id", line({ id: "x".repeat(MOST_ID + 1) }), ["1:input.id_too_long"]],
    ["refuses a missing text", '{"id":"a"}', ["1:input.no_text"]],
    ["refuses text null", line({ text: null }), ["1:input.no_text"]],
    ["refuses a list as text", line({ text: ["x"] }), ["1:input.wrong_type"]],
    ["takes an empty text", line({ text: "" }), ["1:a"]],
    [
      "refuses an id that stands already",
      `${line({})}\n${line({})}\n${line({ id: "b" })}`,
      ["1:a", "2:input.id_repeated", "3:b"],
    ],
    ["does not count the id of a refused line", `{"id":"a"}\n${line({})}`, ["1:input.no_text", "2:a"]],
    ["takes published null", line({ published: null }), ["1:a"]],
    ["takes an empty published as none", line({ published: "" }), ["1:a"]],
    ["takes 29 February of a leap year", line({ published: "2020-02-29" }), ["1:a"]],
    ["refuses 29 February of another year", line({ published: "2021-02-29" }), ["1:input.date_impossible"]],
    ["refuses the 13th month", line({ published: "2021-13-01" }), ["1:input.date_impossible"]],
    ["refuses day 0", line({ published: "2021-01-00" }), ["1:input.date_impossible"]],
    ["refuses a Jalali year", line({ published: "1399-08-12" }), ["1:input.date_impossible"]],
    ["refuses hour 25", line({ published: "2021-01-01T25:00:00Z" }), ["1:input.date_impossible"]],
    ["takes an instant with an offset", line({ published: "2021-01-01T23:59:60+03:30" }), ["1:a"]],
    ["refuses words as a date", line({ published: "yesterday" }), ["1:input.date_unreadable"]],
    ["refuses day before month", line({ published: "20/03/2021" }), ["1:input.date_unreadable"]],
    ["refuses a number as a date", line({ published: 20210320 }), ["1:input.wrong_type"]],
    ["refuses an object as source", line({ source: {} }), ["1:input.wrong_type"]],
    ["refuses an address that is not https", line({ url: "javascript:alert(1)" }), ["1:input.url_unfit"]],
    ["takes an https address", line({ url: "https://example.org/a" }), ["1:a"]],
    ["takes fields it does not know", line({ extra: [1], __proto__: null }), ["1:a"]],
    ["refuses nesting without end without a crash", "[".repeat(500_000), ["1:input.not_json"]],
  ]
  for (const [name, input, want] of cases) {
    test(name, async () => expect(short(await read(input, "jsonl", {}, 4096))).toEqual(want))
    if (input.length < 10_000) {
      test(`${name}, byte by byte`, async () => expect(short(await read(input, "jsonl", {}, 1))).toEqual(want))
    }
  }

  test("refuses bytes that are not UTF-8 and goes on", async () => {
    const broken = Buffer.concat([bytes('{"id":"a","text":"'), Buffer.from([0xd8]), bytes(`"}\n${line({ id: "b" })}`)])
    expect(short(await read(broken))).toEqual(["1:input.not_utf8", "2:b"])
  })

  test("says that a file is UTF-16", async () => {
    const [first] = await read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line({}), "utf16le")]))
    expect(first).toEqual({ line: 1, refusal: { code: "input.not_utf8", utf16: true } })
  })

  test("takes a line of the most bytes and refuses one byte more, whatever the line end", async () => {
    const frame = line({ text: "" }).length
    const most = line({ text: "a".repeat(MOST_BYTES - frame) })
    const over = line({ id: "b", text: "a".repeat(MOST_BYTES - frame + 1) })
    const lines = await read(`${most}\r\n${over}\r\n${over}\n${line({ id: "c" })}`, "jsonl", {}, 65_536)
    expect(short(lines)).toEqual(["1:a", "2:input.too_long", "3:input.too_long", "4:c"])
    expect(lines[1]).toEqual({ line: 2, refusal: { code: "input.too_long", bytes: MOST_BYTES + 1, most: MOST_BYTES } })
  })

  test("keeps lone surrogates as they are written", async () => {
    const [first] = await read('{"id":"a","text":"\\ud800x"}')
    expect(first).toMatchObject({ report: { text: "\ud800x" } })
  })

  test("fills in the day and language of the command only where a report brings none", async () => {
    const lines = await read(`${line({})}\n${line({ id: "b", published: "2020-01-01", lang: "en" })}`, "jsonl", {
      published: "2021-03-20",
      lang: "fa",
    })
    expect(lines).toMatchObject([
      { report: { published: "2021-03-20", lang: "fa" } },
      { report: { published: "2020-01-01", lang: "en" } },
    ])
  })

  test("names file and line of the id that stands already", async () => {
    const seen = new SeenIds()
    await read(`\n${line({})}`, "jsonl", { seen, file: 0 })
    const [again] = await read(line({}), "jsonl", { seen, file: 1, names: ["one.jsonl", "two.jsonl"] })
    expect(again).toEqual({ line: 1, refusal: { code: "input.id_repeated", file: "one.jsonl", line: 2 } })
  })
})

describe("readReports of a plain text", () => {
  test("takes the whole file as one report with the file's name as id", async () => {
    expect(await read("یک\r\nدو\n", "text", { name: "n.txt", published: "2021-03-20" })).toEqual([
      {
        line: 1,
        report: { id: "n.txt", text: "یک\r\nدو\n", published: "2021-03-20", source: null, lang: null, url: null },
      },
    ])
  })
  test("takes an empty file as an empty text", async () => {
    expect(await read("", "text")).toMatchObject([{ report: { text: "" } }])
  })
  test("does not read JSON in a text", async () => {
    expect(await read(line({}), "text", { name: "n.txt" })).toMatchObject([{ report: { id: "n.txt", text: line({}) } }])
  })
  test("names the line that is not UTF-8", async () => {
    expect(short(await read(Buffer.concat([bytes("یک\nدو\n"), Buffer.from([0xc3, 0x28])]), "text"))).toEqual([
      "3:input.not_utf8",
    ])
  })
  test("refuses a text over the most bytes", async () => {
    expect(short(await read("a".repeat(MOST_BYTES + 1), "text", {}, 65_536))).toEqual(["1:input.too_long"])
    expect(short(await read("a".repeat(MOST_BYTES), "text", {}, 65_536))).toEqual(["1:f"])
  })
  test("refuses a second file of the same name", async () => {
    const seen = new SeenIds()
    await read("x", "text", { seen, name: "n.txt" })
    expect(short(await read("y", "text", { seen, name: "n.txt", file: 1 }))).toEqual(["1:input.id_repeated"])
  })
})

describe("readReports of input without a telling name", () => {
  const cases: readonly (readonly [name: string, input: string, want: readonly string[]])[] = [
    ["sees JSON Lines in a first brace", `${line({})}\n`, ["1:a"]],
    ["sees JSON Lines behind blank lines", `\n\n ${line({})}\n`, ["3:a"]],
    ["sees JSON Lines behind a bad first line", `no\n${line({})}`, ["1:input.not_json", "2:a"]],
    ["refuses a broken object instead of calling it a text", '{"id":', ["1:input.not_json"]],
    [
      "refuses a JSON array instead of calling it a text",
      `[\n${line({})},\n`,
      ["1:input.not_json", "2:input.not_json"],
    ],
    ["sees a text in words", "کارگران\nتجمع کردند", ["1:f"]],
    ["sees a text in «[photo] words»", "[عکس] کارگران", ["1:f"]],
    ["sees a text with a brace inside", "کارگران {نیشکر}\n{تجمع}", ["1:f"]],
    ["refuses nothing at all", "", ["1:input.empty"]],
    ["refuses white space", " \n\t\n", ["1:input.empty"]],
  ]
  for (const [name, input, want] of cases) {
    test(name, async () => expect(short(await read(input, "guess"))).toEqual(want))
  }
  test("refuses one endless line and reads what follows", async () => {
    const lines = await read(`${"a".repeat(2 * MOST_BYTES)}\n${line({})}\n`, "guess", {}, 65_536)
    expect(short(lines)).toEqual(["1:input.too_long", "2:a"])
  })
  test("refuses a text over the most bytes once, not line by line", async () => {
    expect(short(await read("aaa bbb\n".repeat(MOST_BYTES / 4), "guess", {}, 65_536))).toEqual(["1:input.too_long"])
  })
})

describe("formatOfName", () => {
  const cases: readonly (readonly [string, ReadOptions["as"]])[] = [
    ["a.txt", "text"],
    ["A.TXT", "text"],
    ["a.jsonl", "jsonl"],
    ["a.ndjson", "jsonl"],
    ["a.json", "jsonl"],
    ["a.md", "guess"],
    ["txt", "guess"],
  ]
  for (const [name, want] of cases) test(`reads ${name} as ${want}`, () => expect(formatOfName(name)).toBe(want))
})

describe("refusalText", () => {
  test("never quotes the line", async () => {
    const [first] = await read('{"id":"secret-name","text":"secret-name"')
    expect(JSON.stringify(first)).not.toContain("secret")
  })
  test("has words in both languages for every code a reader gives", async () => {
    const given = `no\n[1]\n{}\n{"id":"a"}\n${line({ id: 1 })}\n${line({ published: "x" })}\n${line({ published: "2021-02-30" })}\n${line({ url: "x" })}`
    for (const one of await read(given)) {
      if (!("refusal" in one)) throw new Error("all of these lines are bad")
      expect(refusalText(one.refusal, "en")).toMatch(/^[\x20-\x7e“”…]+$/)
      expect(refusalText(one.refusal, "fa")).toMatch(/[آ-ی]{2}/)
    }
  })
})

describe("SeenIds", () => {
  test("remembers every one of many ids and where it stood", () => {
    const seen = new SeenIds()
    for (let i = 1; i <= 20_000; i++) expect(seen.firstOrAdd(`r${i}`, i % 3, i)).toBeNull()
    for (let i = 1; i <= 20_000; i += 97) expect(seen.firstOrAdd(`r${i}`, 0, 1)).toEqual({ file: i % 3, line: i })
  })
  test("tells a lone surrogate from another", () => {
    const seen = new SeenIds()
    expect(seen.firstOrAdd("\ud800", 0, 1)).toBeNull()
    expect(seen.firstOrAdd("\ud801", 0, 2)).toBeNull()
  })
})
