import type { PageScan } from "./scan-page.ts"

/** Letters that a paragraph of an article has at least. */
const PARAGRAPH = 40

/**
 * The text of the element that holds most of a page's running text, in its paragraphs: what is read where the page cannot be
 * built, or where building it brings nothing.
 *
 * An element is worth what its own paragraphs hold, links not counted, and half of what the elements right below it do: an
 * article whose paragraphs stand in boxes of their own is still one article.
 *
 * @returns "" where there is no text.
 */
export function largestBlock({ blocks, containers }: PageScan): string {
  const seen = blocks.filter(({ beside }) => !beside)
  const own = seen.some(({ text }) => text.length >= PARAGRAPH) ? seen : blocks
  const worth = new Float64Array(containers.length)
  for (const { text, linked, container } of own) {
    const letters = text.length - linked
    if (text.length < PARAGRAPH || letters < text.length / 2) continue
    worth[container]! += letters
    if (container > 0) worth[containers[container]!.parent]! += letters / 2
  }
  let best = 0
  for (let i = 1; i < worth.length; i++) if (worth[i]! > worth[best]!) best = i
  if (worth[best] === 0) return own.map(({ text }) => text).join("\n\n")
  const { last } = containers[best]!
  return own
    .filter(({ container, text, linked }) => container >= best && container <= last && linked < text.length / 2)
    .map(({ text }) => text)
    .join("\n\n")
}
