import { describe, expect, test } from "vitest"
import { readableAddress } from "./address.ts"

describe("readableAddress", () => {
  const path = (words: string) => `https://example.org/${encodeURIComponent(words)}/1`
  test("shows Persian words, with their half-spaces", () => {
    expect(readableAddress(path("تجمع-کارگران-هفت‌تپه"))).toBe("https://example.org/تجمع-کارگران-هفت‌تپه/1")
    expect(readableAddress("https://example.org/a?id=1")).toBe("https://example.org/a?id=1")
  })
  const kept = [path("a\u202eb"), path("a\u200fb"), path("a b"), path("a\u0000b"), "https://example.org/%D8", "%"]
  for (const url of kept) test(`keeps ${url} as it is`, () => expect(readableAddress(url)).toBe(url))
})
