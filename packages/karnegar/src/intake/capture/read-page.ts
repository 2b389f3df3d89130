import { Readability } from "@mozilla/readability"
import { parseHTML } from "linkedom"
import { decodeText } from "../fetch/charset.ts"
import { textOfHtml } from "../html-text.ts"
import { largestBlock } from "./largest-block.ts"
import { scanPage } from "./scan-page.ts"
import { type WrittenDates, writtenDates } from "./written-dates.ts"

/** A page as it can be read; its day is worked out by whoever knows calendars. */
export interface ReadPage {
  readonly title: string | null
  /** Running text, a paragraph a line, an empty line between; "" where there is none. */
  readonly text: string
  /** What found the text. */
  readonly by: "readability" | "largest-block"
  /** As the page says, in lower case: `fa`, `en-us`; null where it does not. */
  readonly lang: string | null
  readonly charset: string
  readonly dates: WrittenDates
}

/** A page that is deeper, has more tags or letters than this is scanned and never built. */
const MOST_DEPTH = 300
const MOST_TAGS = 50_000
const MOST_LETTERS = 4_000_000
/** A text that is shorter is held against what the other way brings. */
const SHORT = 250
/** Share of letters that no text has of bytes that fit none, and of controls. */
const MOST_NOISE = 0.05

/**
 * Title, text and dates of a page of HTML. Scripts are not run and nothing is fetched; markup does not leave this function.
 *
 * @param build False where building the page took too long before.
 * @returns null for bytes that are no text.
 */
export function readPage(bytes: Uint8Array, contentType: string, build: boolean): ReadPage | null {
  const { text: html, charset } = decodeText(bytes, contentType)
  if (isNoise(html)) return null
  const scan = scanPage(html)
  const fits = scan.depth <= MOST_DEPTH && scan.tags <= MOST_TAGS && html.length <= MOST_LETTERS
  const built = build && fits ? builtText(html) : null
  const largest = built === null || built.text.length < SHORT ? largestBlock(scan) : ""
  const useBuilt = built !== null && built.text.length >= largest.length / 2
  const meta = (name: string) => scan.metas.find(([one]) => one === name)?.[1]
  return {
    title: oneLine(meta("og:title") ?? built?.title ?? scan.title ?? ""),
    text: useBuilt ? built.text : largest,
    by: useBuilt ? "readability" : "largest-block",
    lang: scan.lang,
    charset,
    dates: writtenDates(scan),
  }
}

function builtText(html: string): { readonly title: string | null; readonly text: string } | null {
  // Without a root the builder makes no body.
  const { document } = parseHTML(/<html/i.test(html.slice(0, 5_000)) ? html : `<html><body>${html}</body></html>`)
  if (document.documentElement === null || document.body === null) return null
  const read = new Readability(document as never, { charThreshold: SHORT, maxElemsToParse: MOST_TAGS }).parse()
  if (!read) return null
  return { title: read.title || null, text: textOfHtml(read.content ?? "") ?? "" }
}

function oneLine(text: string): string | null {
  return (
    text
      .split(/\s/)
      .filter((word) => word !== "")
      .join(" ")
      .slice(0, 500) || null
  )
}

/** Do bytes make no text? Looked at in their beginning. */
function isNoise(text: string): boolean {
  const head = text.slice(0, 20_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const noise = head.match(/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0
  return noise > head.length * MOST_NOISE
}
