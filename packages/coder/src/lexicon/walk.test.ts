import fc from "fast-check"
import { expect, test } from "vitest"
import { type Doc, TokenKind } from "../text/doc.ts"
import { readDoc } from "../text/read-doc.ts"
import { Matcher } from "./matcher.ts"
import { type Element, parsePattern } from "./pattern.ts"

const TRANSPARENT = new Set("«»()#-")
/** Short, so that no word is an inflection of another. */
const WORDS = ["اب", "دل", "سر", "تن", "پا"]

/** Every hit of one pattern, found by trying each way at each token: what the automaton must come to as well. */
function walk(doc: Doc, pattern: string): string[] {
  const out = new Set<string>()
  const isWord = (i: number) => doc.kinds[i]! <= TokenKind.number
  const stands = (element: Element, i: number) =>
    isWord(i) &&
    element.is !== "gap" &&
    (element.is === "any" ? element.of : [element]).some((e) => e.word === doc.words[i])
  for (const [start, past] of doc.sentences) {
    const follow = (sequence: readonly Element[], at: number, first: number, k: number): void => {
      if (k === sequence.length) {
        out.add(`${first} ${at}`)
        return
      }
      if (sequence[k]!.is === "gap") {
        for (let i = at, skipped = 0; i < past && skipped <= 5; i++) {
          if (stands(sequence[k + 1]!, i)) follow(sequence, i + 1, first, k + 2)
          if (isWord(i)) skipped++
        }
        return
      }
      let i = at
      while (k > 0 && i < past && !isWord(i) && TRANSPARENT.has(doc.words[i]!)) i++
      if (i < past && stands(sequence[k]!, i)) follow(sequence, i + 1, first, k + 1)
    }
    for (const sequence of parsePattern(pattern)) for (let i = start; i < past; i++) follow(sequence, i, i, 0)
  }
  return [...out].sort()
}

const word = fc.constantFrom(...WORDS)
const element = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `(${a}|${b})`),
  fc.tuple(word, word, word).map(([a, b, c]) => `(${a} ${b}|${c})`),
)
const pattern = fc
  .tuple(element, fc.array(fc.tuple(fc.constantFrom(" ", " ", " … "), element), { maxLength: 3 }))
  .map(([first, more]) => first + more.flat().join(""))
const text = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: word },
      { weight: 1, arbitrary: fc.constantFrom("«", "»", "،", ".", "#", "۱۲", "@ab", "خاک", "باد") },
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(" "))

test("Matcher.find finds what trying each way at each token finds", () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 8 }),
      fc.array(text, { minLength: 1, maxLength: 4 }),
      (patterns, texts) => {
        const matcher = new Matcher(new Map(), new Map())
        for (const [i, one] of patterns.entries()) matcher.add(i, one)
        // Several texts, so that states made for one serve the next.
        for (const one of texts) {
          const doc = readDoc(one)
          const hits = matcher.find(doc).list()
          for (const [i, of] of patterns.entries()) {
            const found = hits.filter((h) => h.phrase === i).map((h) => `${h.first} ${h.past}`)
            expect(found.sort()).toEqual(walk(doc, of))
          }
          const order = hits.map((h) => h.first * 1000 - h.past)
          expect(order).toEqual([...order].sort((a, b) => a - b))
        }
      },
    ),
    { numRuns: 1500, seed: 1403 },
  )
})
