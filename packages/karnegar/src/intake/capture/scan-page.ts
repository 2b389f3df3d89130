import { Tokenizer } from "htmlparser2"

/** A stretch of text that stands on lines of its own. */
export interface PageBlock {
  readonly text: string
  /** Letters of it that belong to links. */
  readonly linked: number
  /** Number of the element that holds it. */
  readonly container: number
  /** Stands in a heading of the first rank. */
  readonly heading: boolean
  /** Stands in a menu, a footer, a form or beside the page. */
  readonly beside: boolean
}

/** What a page says without being built. */
export interface PageScan {
  readonly lang: string | null
  /** Of `<title>`. */
  readonly title: string | null
  /** `name`, `property` or `itemprop` of each `<meta>` in lower case, and its content. */
  readonly metas: readonly (readonly [name: string, content: string])[]
  /** `datetime` of each `<time>`. */
  readonly times: readonly string[]
  /** Texts of `<script type="application/ld+json">`. */
  readonly linkedData: readonly string[]
  readonly blocks: readonly PageBlock[]
  /** For each element that may hold blocks: the element that it stands in, and the last that stands in it. */
  readonly containers: readonly { readonly parent: number; last: number }[]
  readonly tags: number
  /** Elements that were open at once. */
  readonly depth: number
}

const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul body time".split(
    " ",
  ),
)
const CONTAINERS: ReadonlySet<string> = new Set("article blockquote body div main section td".split(" "))
const BESIDE: ReadonlySet<string> = new Set("aside footer form nav".split(" "))
const UNSEEN: ReadonlySet<string> = new Set(
  "script style noscript template iframe object svg math select button textarea title".split(" "),
)
/** Elements that are never closed. */
const VOID: ReadonlySet<string> = new Set("area base br col embed hr img input link meta source track wbr".split(" "))
/** Elements whose attributes say something of the page. */
const SAYING: ReadonlySet<string> = new Set("html meta time script".split(" "))

/** Open elements among which the one is looked for that a closing tag means. */
const LOOKED_BACK = 64
const MOST_BLOCKS = 20_000
const MOST_SAID = 500
const MOST_VALUE = 2_000
const MOST_LINKED_DATA = 200_000

/**
 * Reads a page from its first letter to its last, once, without building it: linear whatever it holds, and as deep as it likes.
 */
export function scanPage(html: string): PageScan {
  const reader = new Reader(html)
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, reader)
  tokenizer.write(html)
  tokenizer.end()
  return reader.scanned()
}

class Reader {
  readonly #html: string
  #lang: string | null = null
  #title: string | null = null
  readonly #metas: [string, string][] = []
  readonly #times: string[] = []
  readonly #linkedData: string[] = []
  readonly #blocks: PageBlock[] = []
  readonly #containers: { parent: number; last: number }[] = [{ parent: 0, last: 0 }]
  readonly #open: { readonly tag: string; readonly container: number }[] = []
  #tags = 0
  #depth = 0
  #unseen = 0
  #beside = 0
  #links = 0
  #headings = 0
  /** Container that text stands in now. */
  #in = 0
  #text: string[] = []
  #linked = 0
  /** The tag that is being read. */
  #tag = ""
  #attributes: Map<string, string> | null = null
  #name = ""
  #value: string[] = []
  /** Raw text of an element that says something; null outside of one. */
  #raw: string[] | null = null
  #rawIs: "title" | "data" = "title"

  constructor(html: string) {
    this.#html = html
  }

  scanned(): PageScan {
    this.#flush()
    // What was never closed holds all that came.
    for (const { container } of this.#open) if (container > 0) this.#close(container)
    this.#containers[0]!.last = this.#containers.length - 1
    return {
      lang: this.#lang,
      title: this.#title,
      metas: this.#metas,
      times: this.#times,
      linkedData: this.#linkedData,
      blocks: this.#blocks,
      containers: this.#containers,
      tags: this.#tags,
      depth: this.#depth,
    }
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase()
    this.#attributes = SAYING.has(this.#tag) ? new Map() : null
  }

  onattribname(start: number, end: number): void {
    this.#value = []
    if (this.#attributes !== null) this.#name = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase()
  }

  onattribdata(start: number, end: number): void {
    if (this.#attributes !== null) this.#value.push(this.#html.slice(start, Math.min(end, start + MOST_VALUE)))
  }

  onattribentity(codepoint: number): void {
    if (this.#attributes !== null) this.#value.push(String.fromCodePoint(codepoint))
  }

  onattribend(): void {
    if (this.#attributes !== null && this.#attributes.size < 20 && !this.#attributes.has(this.#name))
      this.#attributes.set(this.#name, this.#value.join("").slice(0, MOST_VALUE))
  }

  onopentagend(): void {
    this.#tags++
    this.#say()
    if (VOID.has(this.#tag)) {
      this.#void()
      return
    }
    if (BLOCKS.has(this.#tag)) this.#flush()
    let container = 0
    if (CONTAINERS.has(this.#tag)) {
      container = this.#containers.length
      this.#containers.push({ parent: this.#in, last: container })
      this.#in = container
    }
    this.#open.push({ tag: this.#tag, container })
    this.#depth = Math.max(this.#depth, this.#open.length)
    this.#count(this.#tag, 1)
  }

  onselfclosingtag(): void {
    // In HTML the stroke means nothing, but for elements that are empty anyhow.
    this.onopentagend()
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase()
    this.#endRaw()
    const from = this.#open.length - 1
    let at = from
    while (at >= 0 && from - at < LOOKED_BACK && this.#open[at]!.tag !== tag) at--
    if (BLOCKS.has(tag)) this.#flush()
    if (at < 0 || this.#open[at]!.tag !== tag) return
    for (let i = from; i >= at; i--) {
      const { tag: closed, container } = this.#open.pop()!
      if (BLOCKS.has(closed)) this.#flush()
      this.#count(closed, -1)
      if (container > 0) this.#in = this.#close(container)
    }
  }

  ontext(start: number, end: number): void {
    if (this.#raw !== null) this.#raw.push(this.#html.slice(start, Math.min(end, start + MOST_LINKED_DATA)))
    else if (this.#unseen === 0) this.#add(this.#html.slice(start, end))
  }

  ontextentity(codepoint: number): void {
    if (this.#raw !== null) this.#raw.push(String.fromCodePoint(codepoint))
    else if (this.#unseen === 0) this.#add(String.fromCodePoint(codepoint))
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  onend(): void {
    this.#endRaw()
  }

  #add(text: string): void {
    this.#text.push(text)
    if (this.#links > 0) this.#linked += text.length
  }

  /** What the tag's attributes say of the page. */
  #say(): void {
    const said = this.#attributes
    if (said === null) return
    if (this.#tag === "html") this.#lang ??= said.get("lang")?.trim().toLowerCase().slice(0, 20) || null
    else if (this.#tag === "meta") {
      const name = said.get("property") ?? said.get("name") ?? said.get("itemprop")
      const content = said.get("content")
      if (name && content && this.#metas.length < MOST_SAID)
        this.#metas.push([name.toLowerCase().trim(), content.trim()])
    } else if (this.#tag === "time") {
      const at = said.get("datetime")
      if (at && this.#times.length < MOST_SAID) this.#times.push(at.trim())
    } else if (this.#tag === "script" && said.get("type")?.trim().toLowerCase() === "application/ld+json") {
      this.#raw = []
      this.#rawIs = "data"
    }
  }

  #void(): void {
    if (this.#tag === "br" || this.#tag === "hr") this.#text.push("\n")
  }

  #count(tag: string, by: 1 | -1): void {
    if (UNSEEN.has(tag)) this.#unseen += by
    else if (BESIDE.has(tag)) this.#beside += by
    else if (tag === "a") this.#links += by
    else if (tag === "h1") this.#headings += by
    if (tag === "title" && by === 1 && this.#title === null) {
      this.#raw = []
      this.#rawIs = "title"
    }
  }

  #endRaw(): void {
    if (this.#raw === null) return
    const text = this.#raw.join("")
    this.#raw = null
    if (this.#rawIs === "title") this.#title = onOneLine(text).slice(0, MOST_VALUE) || null
    else if (text.length <= MOST_LINKED_DATA && this.#linkedData.length < 20) this.#linkedData.push(text)
  }

  /** Ends an element that holds blocks; gives the one that it stands in. */
  #close(container: number): number {
    const own = this.#containers[container]!
    own.last = this.#containers.length - 1
    return own.parent
  }

  #flush(): void {
    if (this.#text.length === 0) return
    const text = this.#text
      .join("")
      .split("\n")
      .map(onOneLine)
      .filter((line) => line !== "")
      .join("\n")
    if (text !== "" && this.#blocks.length < MOST_BLOCKS)
      this.#blocks.push({
        text,
        linked: Math.min(this.#linked, text.length),
        container: this.#in,
        heading: this.#headings > 0,
        beside: this.#beside > 0,
      })
    this.#text = []
    this.#linked = 0
  }
}

function onOneLine(text: string): string {
  return text
    .split(/[\s\u00a0]/)
    .filter((word) => word !== "")
    .join(" ")
}
