import type { Span } from "../span.ts"
import type { Doc } from "./doc.ts"

/** Most letters that a coded value's words may take in one stretch. */
export const MOST_SPAN = 60
/** Letters kept at either end of a longer stretch. */
const END = 28

/** Offsets in the original text of the tokens [first, past). */
export function spanOf(doc: Doc, first: number, past: number): Span {
  return [doc.starts[first]!, doc.ends[past - 1]!]
}

/**
 * The same as the words that a value rests on: of a phrase longer than `MOST_SPAN` letters its two ends, since what a pattern
 * skips stands between them («حساب … مسدود کردند»).
 */
export function spansOf(doc: Doc, first: number, past: number): readonly Span[] {
  const [start, end] = spanOf(doc, first, past)
  if (end - start <= MOST_SPAN) return [[start, end]]
  let head = first + 1
  while (head < past && doc.ends[head]! - start <= END) head++
  let tail = past - 1
  while (tail > head && end - doc.starts[tail - 1]! <= END) tail--
  const ends: Span[] = [
    [start, Math.min(doc.ends[head - 1]!, start + MOST_SPAN)],
    [Math.max(doc.starts[tail]!, end - MOST_SPAN), end],
  ]
  return ends
}

const UNEVEN = /\s\s|[^\S ]/

/** A text with a single blank for each run of white space and none at its ends. */
export function evenly(text: string): string {
  return (UNEVEN.test(text) ? text.replace(/\s+/g, " ") : text).trim()
}

/** The same of several stretches, one behind the other. */
export function spansOfAll(doc: Doc, all: readonly { readonly first: number; readonly past: number }[]): Span[] {
  const out: Span[] = []
  for (const { first, past } of all) for (const span of spansOf(doc, first, past)) out.push(span)
  return out
}
