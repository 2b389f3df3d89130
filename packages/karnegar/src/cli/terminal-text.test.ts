import { describe, expect, test } from "vitest"
import { columnsOf, safeLine, safeText, stylesFor } from "./terminal-text.ts"

describe("safeText", () => {
  const cases: readonly (readonly [name: string, given: string, want: string])[] = [
    ["leaves Persian with ZWNJ", "هفت‌تپه می‌گوید", "هفت‌تپه می‌گوید"],
    ["leaves emoji", "✊🏽 متن 👨‍👩‍👧", "✊🏽 متن 👨‍👩‍👧"],
    ["leaves line feeds and tabs", "a\n\tb", "a\n\tb"],
    ["shows escape", "\u001b[31mred", "␛[31mred"],
    ["shows null, bell and delete", "\u0000\u0007\u007f", "␀␇␡"],
    ["shows C1 controls", "\u009b31m", "<U+009B>31m"],
    ["shows bidi overrides", "\u202eabc\u202c", "<U+202E>abc<U+202C>"],
    ["shows bidi isolates", "\u2066abc\u2069", "<U+2066>abc<U+2069>"],
    ["replaces lone surrogates", "a\ud800b\udc00", "a\ufffdb\ufffd"],
    ["drops the CR of CR LF", "a\r\nb", "a\nb"],
    ["shows a bare CR", "a\rb", "a␍b"],
    ["breaks at U+2028", "a\u2028b", "a\nb"],
  ]
  for (const [name, given, want] of cases) test(name, () => expect(safeText(given)).toBe(want))
})

test("safeLine keeps to one line", () => expect(safeLine("a\n\tb")).toBe("a b"))

describe("columnsOf", () => {
  const cases: readonly (readonly [string, number])[] = [
    ["form", 4],
    ["گروه‌ها", 6],
    ["مُزد", 3],
  ]
  for (const [given, want] of cases) test(`counts ${want} in ${given}`, () => expect(columnsOf(given)).toBe(want))
})

describe("stylesFor", () => {
  test("writes no escape without colour", () => expect(stylesFor(false).evidence("x")).toBe("x"))
  test("closes a colour at every line end", () => {
    expect(
      stylesFor(true)
        .evidence("a\nb")
        .split("\n")
        .every((line) => line.endsWith("\u001b[39;49m")),
    ).toBe(true)
  })
})
