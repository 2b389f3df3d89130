import { describe, expect, test } from "vitest"
import { publicUrl } from "./public-url.ts"

describe("publicUrl", () => {
  const cases: readonly (readonly [name: string, given: string | null, want: string | null])[] = [
    ["keeps an address as it is", "https://example.org/news/12", "https://example.org/news/12"],
    [
      "keeps the number of a page",
      "https://example.org/a.php?newsid=123456",
      "https://example.org/a.php?newsid=123456",
    ],
    ["drops a fragment", "https://example.org/a#someone", "https://example.org/a"],
    ["drops credentials", "https://someone:secret@example.org/a", "https://example.org/a"],
    ["drops words of a query", "https://example.org/a?q=someone&id=7", "https://example.org/a?id=7"],
    ["drops a word under a page's name", "https://example.org/a?id=someone", "https://example.org/a"],
    ["drops a telephone number", "https://example.org/a?id=9000000000", "https://example.org/a"],
    ["drops a number under a strange name", "https://example.org/a?someone=7", "https://example.org/a"],
    ["keeps the port of a server", "http://example.org:8080/a", "http://example.org:8080/a"],
    ["refuses a script", "javascript:alert(1)", null],
    ["refuses a file", "file:///etc/hosts", null],
    ["refuses a mail address", "mailto:someone@example.org", null],
    ["refuses what is no address", "see the channel", null],
    ["has nothing to show for none", null, null],
  ]
  for (const [name, given, want] of cases) test(name, () => expect(publicUrl(given)).toBe(want))
})
