/**
 * Makes text of unknown origin safe to show on a terminal: nothing in it can move the cursor, change colours or
 * reverse the order of what stands beside it.
 *
 * Control characters become their pictures (␛), bidi embeddings, overrides and isolates their code points in angle
 * brackets, lone surrogates U+FFFD. Line feeds and tabs stay, and ZWNJ, which Persian needs.
 */
export function safeText(text: string): string {
  let out = ""
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x20 && unit < 0x7f) continue
    const instead = replacement(unit, text, i)
    if (instead === null) {
      if (unit >= 0xd800 && unit <= 0xdbff) i++
      continue
    }
    out += text.slice(from, i) + instead
    from = i + 1
  }
  return out + text.slice(from)
}

/** What stands on the terminal for a code unit; null for itself. */
function replacement(unit: number, text: string, i: number): string | null {
  if (unit === 0x0a || unit === 0x09) return null
  if (unit === 0x0d) return text.charCodeAt(i + 1) === 0x0a ? "" : "␍"
  if (unit < 0x20) return String.fromCharCode(0x2400 + unit)
  if (unit === 0x7f) return "␡"
  if ((unit >= 0x80 && unit <= 0x9f) || (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069)) {
    return `<U+${unit.toString(16).toUpperCase().padStart(4, "0")}>`
  }
  if (unit === 0x2028 || unit === 0x2029) return "\n"
  if (unit === 0xfeff) return ""
  if (unit >= 0xd800 && unit <= 0xdbff) return (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00 ? null : "\ufffd"
  return unit >= 0xdc00 && unit <= 0xdfff ? "\ufffd" : null
}

/** The same for one line: line feeds and tabs become spaces too. */
export function safeLine(text: string): string {
  return safeText(text).replace(/[\n\t]+/g, " ")
}

/** Columns a text takes on a terminal; marks and ZWNJ take none. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text) if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(letter)) columns++
  return columns
}

/** ANSI styles, or nothing where the reader wants no colour. */
export interface Styles {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly evidence: (text: string) => string
  /** Whether evidence is told by colour; without, brackets tell it. */
  readonly coloured: boolean
}

const ESCAPE = "\u001b["

/** Styles for a terminal, or plain ones. */
export function stylesFor(coloured: boolean): Styles {
  const wrap = (on: string, off: string) => (text: string) =>
    coloured
      ? text
          .split("\n")
          .map((line) => (line === "" ? line : `${ESCAPE}${on}m${line}${ESCAPE}${off}m`))
          .join("\n")
      : text
  return { bold: wrap("1", "22"), dim: wrap("2", "22"), evidence: wrap("30;43", "39;49"), coloured }
}
