import { TableError } from "./table.ts"

/** Letters of one tag or one text: cells hold 32,767, each of which may be written with six. */
const MOST_LETTERS = 256 * 1024

/** What is met in an XML part, in order. Names come without their prefix (`x:row` is `row`). */
export interface TagReader {
  open(name: string, attributes: (name: string) => string | null): void
  text(text: string): void
  close(name: string): void
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

/**
 * Walks the tags of a machine-made XML part, in time linear in its length and holding one tag at a time.
 *
 * Knows elements, attributes, text, CDATA, comments and the five named letters. A document type is refused: spreadsheets
 * have none, and entities of one's own are how a small file grows without end.
 *
 * @throws TableError when a tag has no end or a document type stands in it.
 */
export async function readTags(chunks: AsyncIterable<Uint8Array>, reader: TagReader): Promise<void> {
  const decoder = new TextDecoder("utf-8")
  let held = ""
  for await (const bytes of chunks) {
    held += decoder.decode(bytes, { stream: true })
    held = held.slice(walk(held, reader))
    if (held.length > MOST_LETTERS) throw new TableError("table.not_xlsx", "a tag without an end")
  }
  held += decoder.decode()
  const rest = held.slice(walk(held, reader))
  if (rest.trim() !== "") throw new TableError("table.not_xlsx", "it ends within a tag")
}

/** Reads all that is whole; answers where the rest begins. */
function walk(xml: string, reader: TagReader): number {
  let at = 0
  for (;;) {
    const tag = xml.indexOf("<", at)
    if (tag < 0) return at
    if (tag > at) reader.text(unescaped(xml.slice(at, tag)))
    at = tag
    if (xml.startsWith("<!--", tag)) {
      const end = xml.indexOf("-->", tag + 4)
      if (end < 0) return at
      at = end + 3
    } else if (xml.startsWith("<![CDATA[", tag)) {
      const end = xml.indexOf("]]>", tag)
      if (end < 0) return at
      reader.text(xml.slice(tag + 9, end))
      at = end + 3
    } else if (xml.startsWith("<?", tag)) {
      const end = xml.indexOf("?>", tag)
      if (end < 0) return at
      at = end + 2
    } else if (xml.startsWith("<!", tag)) {
      // The start of «<!--» or «<![CDATA[» may be cut off here.
      if (xml.length - tag < 9) return at
      throw new TableError("table.not_xlsx", "a document type")
    } else {
      const end = endOfTag(xml, tag + 1)
      if (end < 0) return at
      readTag(xml.slice(tag + 1, end), reader)
      at = end + 1
    }
  }
}

/** The «>» of a tag, past those within quotation marks; -1 when it has not arrived. */
function endOfTag(xml: string, from: number): number {
  let quote = 0
  for (let i = from; i < xml.length; i++) {
    const unit = xml.charCodeAt(i)
    if (quote !== 0) {
      if (unit === quote) quote = 0
    } else if (unit === 0x22 || unit === 0x27) quote = unit
    else if (unit === 0x3e) return i
  }
  return -1
}

function readTag(tag: string, reader: TagReader): void {
  if (tag.startsWith("/")) {
    reader.close(local(tag.slice(1).trim()))
    return
  }
  const empty = tag.endsWith("/")
  const body = empty ? tag.slice(0, -1) : tag
  let past = 0
  while (past < body.length && body.charCodeAt(past) > 0x20) past++
  const name = local(body.slice(0, past))
  reader.open(name, (wanted) => attributeOf(body, past, wanted))
  if (empty) reader.close(name)
}

function attributeOf(body: string, from: number, wanted: string): string | null {
  let at = from
  for (;;) {
    const equals = body.indexOf("=", at)
    if (equals < 0) return null
    const name = body.slice(at, equals).trim()
    let open = equals + 1
    while (body.charCodeAt(open) <= 0x20) open++
    const close = body.indexOf(body[open] ?? '"', open + 1)
    if (close < 0) return null
    if (name === wanted) return unescaped(body.slice(open + 1, close))
    at = close + 1
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1)
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith("#")) return NAMED[name] ?? whole
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd"
  })
}
