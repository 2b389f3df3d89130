import { getDocumentProxy } from "unpdf"

/** Text of a PDF. */
export interface ReadPdf {
  readonly title: string | null
  readonly text: string
  readonly pages: number
  /** Pages that were read: no more than `MOST_PAGES`, and fewer where the text grew too long. */
  readonly read: number
}

/** Pages whose text is read; a report of labour action has few. */
export const MOST_PAGES = 200
const MOST_LETTERS = 1_000_000

/**
 * The words of a PDF, page by page, an empty line between. Scripts and forms in it are not looked at, fonts and pictures not
 * drawn.
 *
 * @returns why not: it is locked by a word, or broken.
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf | "locked" | "broken"> {
  // The library takes the bytes away from whoever lends them.
  const options = {
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  }
  let document: Awaited<ReturnType<typeof getDocumentProxy>>
  try {
    document = await getDocumentProxy(Uint8Array.from(bytes), options)
  } catch (error) {
    return error instanceof Error && error.name === "PasswordException" ? "locked" : "broken"
  }
  const pages: string[] = []
  let letters = 0
  let read = 0
  for (; read < Math.min(document.numPages, MOST_PAGES) && letters < MOST_LETTERS; read++) {
    const text = await textOfPage(document, read + 1)
    letters += text.length
    if (text !== "") pages.push(text)
  }
  const metadata = await document.getMetadata().catch(() => null)
  const told = (metadata?.info as { readonly Title?: unknown } | undefined)?.Title
  const title = typeof told === "string" && told.trim() !== "" ? told.trim().slice(0, 500) : null
  return { title, text: pages.join("\n\n").slice(0, MOST_LETTERS), pages: document.numPages, read }
}

/** A page that cannot be read is empty: the others still stand. */
async function textOfPage(document: Awaited<ReturnType<typeof getDocumentProxy>>, number: number): Promise<string> {
  try {
    const page = await document.getPage(number)
    const items: readonly { readonly str?: string; readonly hasEOL?: boolean }[] = (await page.getTextContent()).items
    const lines = items.map(({ str = "", hasEOL }) => str + (hasEOL ? "\n" : "")).join("")
    page.cleanup()
    return lines
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .join("\n")
  } catch (error) {
    if (error instanceof Error) return ""
    throw error
  }
}
