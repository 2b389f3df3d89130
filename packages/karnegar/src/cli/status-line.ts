/** The last line of a terminal, drawn again and again while work goes on, and wiped before anything else is written there. */
import { columnsOf } from "./terminal-text.ts"

const WIPE = "\r\u001b[2K"
let shown = false

/** Is standard error a terminal on which a line can be drawn anew? */
export function canDraw(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== "dumb"
}

/** Draws the line, cut to the terminal's width: a line that wraps could not be wiped. */
export function drawStatus(line: string): void {
  // A terminal that was never told its size has 0 columns.
  const width = (process.stderr.columns || 80) - 1
  let cut = line
  while (columnsOf(cut) > width) cut = cut.slice(0, -1)
  process.stderr.write(`${WIPE}${cut}`)
  shown = true
}

/** Wipes the line, if there is one. */
export function clearStatus(): void {
  if (!shown) return
  shown = false
  process.stderr.write(WIPE)
}
