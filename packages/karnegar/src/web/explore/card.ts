import { join } from "node:path"
import sharp, { type OverlayOptions } from "sharp"
import { firstLetters } from "../words/first-letters.ts"
import type { Lang } from "../words/language.ts"
import type { Digest } from "./digest.ts"

/** Size of a picture card, as channels and networks show it; pixels. */
export const CARD = { width: 1200, height: 630 } as const

const EDGE = 72
const INK = "#22262b"
const SOFT = "#585c62"
const MARK = "#8a5a14"
const PAPER = "#faf7f1"

interface Line {
  readonly text: string
  /** Height of letters, pixels. */
  readonly size: number
  readonly colour: string
  readonly bold?: boolean
  /** Space above, pixels. */
  readonly above: number
}

/** Letters of a title and of a figure that are drawn at most, over several lines. */
const MOST_TITLE = 160
const MOST_FIGURE = 240
const MOST_FIGURES = 5
/** Sizes of figures, the largest first: long ones are drawn smaller before one is left out; pixels. */
const FIGURE_SIZES = [28, 25, 22, 20] as const

/**
 * Draws the picture card of a digest: a PNG of its figures.
 *
 * Letters are shaped by Pango with the site's own typeface, so that Persian joins and runs as it should whatever fonts the
 * machine has. Nothing but the digest's words is drawn.
 *
 * @param fonts Folder of the built assets.
 */
export async function cardOf(digest: Digest, lang: Lang, fonts: string): Promise<Buffer> {
  const head: readonly Line[] = [
    { text: firstLetters(digest.title, MOST_TITLE), size: 50, colour: INK, bold: true, above: 0 },
    { text: digest.total, size: 42, colour: MARK, bold: true, above: 14 },
    { text: digest.standing, size: 24, colour: SOFT, above: 6 },
  ]
  const figuresOf = (size: number): readonly Line[] =>
    digest.figures
      .slice(0, MOST_FIGURES)
      .map((text, i) => ({ text: firstLetters(text, MOST_FIGURE), size, colour: INK, above: i === 0 ? 26 : 12 }))
  const inner = CARD.width - 2 * EDGE
  const drawn: OverlayOptions[] = []
  const place = (image: Drawn, top: number) =>
    drawn.push({
      input: image.data,
      raw: image.info,
      top,
      left: lang === "fa" ? CARD.width - EDGE - image.info.width : EDGE,
    })
  const foot = await draw(
    {
      text:
        lang === "fa"
          ? "کارنگار · بایگانی باز حرکت‌های کارگری ایران"
          : "Karnegar · an open record of labour action in Iran",
      size: 24,
      colour: SOFT,
      above: 0,
    },
    inner,
    fonts,
  )
  const bottom = CARD.height - 44 - foot.info.height
  let top = 64
  const put = (lines: readonly Placed[]) => {
    for (const { image, above } of lines) {
      if (top + above + image.info.height > bottom - 16) return
      place(image, top + above)
      top += above + image.info.height
    }
  }
  put(await drawAll(head, inner, fonts))
  for (const size of FIGURE_SIZES) {
    const figures = await drawAll(figuresOf(size), inner, fonts)
    const height = figures.reduce((sum, { image, above }) => sum + above + image.info.height, 0)
    if (top + height > bottom - 16 && size !== FIGURE_SIZES.at(-1)) continue
    put(figures)
    break
  }
  place(foot, bottom)
  const rule = { create: { width: CARD.width, height: 10, channels: 3 as const, background: MARK } }
  return sharp({ create: { ...CARD, channels: 3, background: PAPER } })
    .composite([{ input: rule, top: 0, left: 0 }, ...drawn])
    .png({ palette: true, colours: 16, effort: 10 })
    .toBuffer()
}

interface Drawn {
  readonly data: Buffer
  readonly info: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 }
}

/** A line as it is drawn. */
interface Placed extends Pick<Line, "above"> {
  readonly image: Drawn
}

async function drawAll(lines: readonly Line[], width: number, fonts: string): Promise<Placed[]> {
  const said = lines.filter(({ text }) => text !== "")
  return Promise.all(said.map(async (line) => ({ above: line.above, image: await draw(line, width, fonts) })))
}

async function draw({ text, size, colour, bold = false }: Line, width: number, fonts: string): Promise<Drawn> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour}">${escaped(text)}</span>`,
      font: `Vazirmatn ${bold ? "Bold " : ""}${size}`,
      fontfile: join(fonts, bold ? "vazirmatn-bold.ttf" : "vazirmatn-regular.ttf"),
      width,
      rgba: true,
      dpi: 72,
      // Where a paragraph runs from right to left, Pango takes this for its beginning.
      align: "left",
      wrap: "word",
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, info: { width: info.width, height: info.height, channels: info.channels } }
}

/** Words as Pango's markup takes them; controls are left out, but for the signs that tell the direction. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
}
