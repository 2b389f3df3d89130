import { Parser } from "htmlparser2"

/** Elements inside one another that are looked at. */
const MOST_DEPTH = 500
/** Letters of markup that are read. */
const MOST_LETTERS = 8_000_000

const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split(
    " ",
  ),
)
const UNSEEN: ReadonlySet<string> = new Set(
  "head script style title noscript template iframe object svg math select button".split(" "),
)

/**
 * The words of a document in HTML, as somebody reads them: blocks on lines of their own, nothing of scripts and styles, no
 * addresses of links and pictures. Nothing is fetched. Linear in the letters, whatever they hold.
 *
 * @returns null for a document that is deeper or longer than any honest one.
 */
export function textOfHtml(html: string): string | null {
  if (html.length > MOST_LETTERS) return null
  const out: string[] = []
  let depth = 0
  let unseen = 0
  let preformatted = 0
  let tooDeep = false
  const parser = new Parser(
    {
      onopentag(tag) {
        if (++depth > MOST_DEPTH) tooDeep = true
        if (UNSEEN.has(tag)) unseen++
        else if (tag === "br") out.push("\n")
        else if (BLOCKS.has(tag)) out.push("\n\n")
        if (tag === "pre") preformatted++
      },
      ontext(text) {
        if (unseen === 0) out.push(preformatted > 0 ? text : text.replace(/[ \t\r\n\f]+/g, " "))
      },
      onclosetag(tag) {
        depth--
        if (UNSEEN.has(tag)) unseen--
        else if (BLOCKS.has(tag)) out.push("\n\n")
        if (tag === "pre") preformatted--
      },
    },
    { decodeEntities: true },
  )
  for (let from = 0; from < html.length && !tooDeep; from += 4096) parser.write(html.slice(from, from + 4096))
  if (tooDeep) return null
  parser.end()
  return tidy(out.join(""))
}

/** No spaces at the ends of lines, no more than one empty line in a row. */
function tidy(text: string): string {
  const lines: string[] = []
  for (const line of text.split("\n")) {
    const own = line.trim()
    if (own !== "" || (lines.length > 0 && lines.at(-1) !== "")) lines.push(own)
  }
  return lines.join("\n").trim()
}
