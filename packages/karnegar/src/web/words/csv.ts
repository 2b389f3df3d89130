/** Cells of CSV, which no spreadsheet program is to run. */

/**
 * Cells that a spreadsheet program takes for a formula, in any of the spellings that one of them accepts: full-width
 * signs count, and so do spaces and the like before the sign. Tab and line ends at the beginning are a danger by
 * themselves. Apostrophes in front are counted in, so that taking one off again gives what was there.
 */
const RUNS = /^'*[\s\u00a0\u200b\u200e\u200f\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
/** Writes an apostrophe before a text that a spreadsheet program would run; numbers are no text and stay. */
export function escapeFormula(text: string): string {
  return RUNS.test(text) ? `'${text}` : text
}

/** Takes the apostrophe off again. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && escapeFormula(text.slice(1)) === text ? text.slice(1) : text
}

/** A cell as CSV writes it: quoted where its letters ask for it. */
export function csvCell(cell: string | number | boolean | null): string {
  if (cell === null) return ""
  if (typeof cell !== "string") return String(cell)
  const text = escapeFormula(cell)
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** Cells as one line of CSV, with its end. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`
}
