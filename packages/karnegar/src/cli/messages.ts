import { type Refusal, refusalText } from "../intake/refusal.ts"
import { clearStatus } from "./status-line.ts"
import { safeLine } from "./terminal-text.ts"

/** Writes a message in both languages on stderr: one line of English, one of Persian under it. */
export function tell(en: string, fa: string): void {
  clearStatus()
  process.stderr.write(`karnegar: ${en}\n          ${fa}\n`)
}

/**
 * Writes a refused line on stderr: `FILE:LINE: CODE: sentence`, the Persian sentence under it.
 *
 * The first line's shape is lasting, for programs that read it.
 */
export function tellRefusal(file: string, line: number | null, refusal: Refusal): void {
  const where = line === null ? safeLine(file) : `${safeLine(file)}:${line}`
  clearStatus()
  process.stderr.write(
    `${where}: ${refusal.code}: ${safeLine(refusalText(refusal, "en"))}\n    ${safeLine(refusalText(refusal, "fa"))}\n`,
  )
}

/** Writes on stderr where in the program an error came up, without its message: that could hold words of a report. */
export function tellPlaces(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? "") : ""
  const places = stack.split("\n").filter((line) => /^\s+at /.test(line))
  clearStatus()
  process.stderr.write(places.map((line) => `${line}\n`).join(""))
}
