import { isUtf8 } from "node:buffer"

/** Bytes at the beginning of a page in which it may name its own letters. */
const LOOKED_AT = 4_096
/** Share of Arabic letters among the letters beyond ASCII from which bytes are taken for Windows-1256. */
const MOSTLY = 0.6

/** How the bytes of a text were read. */
export interface DecodedText {
  readonly text: string
  /** Name of the encoding in lower case. */
  readonly charset: string
  /** `said`: by the answer's head, the page or a byte order mark; `seen`: by the bytes themselves. */
  readonly how: "said" | "seen"
}

/**
 * Reads the text of a page or a feed. Never fails: a byte that fits no letter becomes U+FFFD.
 *
 * Old Iranian sites say UTF-8 and send Windows-1256, or the other way round. What the bytes cannot be goes before what is said:
 * text of more than ASCII that is whole UTF-8 is UTF-8 by no accident.
 *
 * @param contentType Of the answer's head; "" when it has none.
 */
export function decodeText(bytes: Uint8Array, contentType: string): DecodedText {
  const marked = markOf(bytes)
  if (marked !== null) return { text: decodeAs(bytes, marked), charset: marked, how: "said" }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(LOOKED_AT, bytes.length)).toString("latin1")
  const said = known(/charset\s*=\s*["']?([\w-]{1,40})/i.exec(contentType.slice(0, 500))?.[1]) ?? known(namedIn(head))
  if (said !== null && said.slice(0, 6) === "utf-16") return { text: decodeAs(bytes, said), charset: said, how: "said" }
  if (isUtf8(bytes))
    return { text: decodeAs(bytes, "utf-8"), charset: "utf-8", how: said === "utf-8" ? "said" : "seen" }
  if (said !== null && said !== "utf-8") {
    // Latin is what servers say who were never told: Persian in it is Windows-1256.
    if (said === "windows-1252" && isArabic(bytes))
      return { text: decodeAs(bytes, "windows-1256"), charset: "windows-1256", how: "seen" }
    return { text: decodeAs(bytes, said), charset: said, how: "said" }
  }
  const seen = isArabic(bytes) ? "windows-1256" : "utf-8"
  return { text: decodeAs(bytes, seen), charset: seen, how: said === seen ? "said" : "seen" }
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8"
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be"
  return null
}

/** What a page says of itself: `<meta charset>`, `<meta http-equiv content>`, or the first line of an XML. */
function namedIn(head: string): string | undefined {
  const xml = head.trimStart()
  if (xml.startsWith("<?xml")) {
    const said = /encoding\s?=\s?["']([\w-]{1,40})/.exec(xml.slice(0, Math.max(0, xml.indexOf("?>"))))?.[1]
    if (said !== undefined) return said
  }
  for (const tag of head.split(/<meta/i).slice(1)) {
    const said = /charset\s?=\s?["']?([\w-]{1,40})/i.exec(tag.slice(0, Math.max(0, tag.indexOf(">"))))?.[1]
    if (said !== undefined) return said
  }
}

/** The encoding's own name; null for none and for one that is unknown or no encoding of pages. */
function known(name: string | undefined): string | null {
  if (name === undefined) return null
  try {
    return new TextDecoder(name).encoding
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes)
}

/** Is most of what stands beyond ASCII a letter of the Arabic script, were it Windows-1256? */
function isArabic(bytes: Uint8Array): boolean {
  const letters = decodeAs(bytes.subarray(0, 1 << 16), "windows-1256").match(/[^\p{ASCII}\s]/gu) ?? []
  // The Arabic block, the Persian letters, and the joiners that Persian is written with.
  const arabic = letters.filter((letter) => /[\u0600-\u06ff\u200c\u200d]/.test(letter)).length
  return letters.length > 0 && arabic / letters.length >= MOSTLY
}
