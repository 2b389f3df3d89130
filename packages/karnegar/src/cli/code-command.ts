import { codeReport } from "@karnegar/coder"
import { cardsOf } from "./card.ts"
import { tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { readInput } from "./read-input.ts"
import { stylesFor } from "./terminal-text.ts"

/** What `karnegar code` was asked to do. */
export interface CodeOptions {
  readonly files: readonly string[]
  readonly format: "jsonl" | "json" | "table"
  /** Publication day and language of reports that bring none. */
  readonly published: string | null
  readonly lang: string | null
  readonly coloured: boolean
}

/**
 * Codes reports as they arrive, in input order; memory does not grow with their number.
 *
 * @returns the exit status: 1 when any line was refused, although all others were coded.
 */
export async function codeCommand(options: CodeOptions, output: Output): Promise<0 | 1> {
  const styles = stylesFor(options.coloured)
  let refused = 0
  let coded = 0
  if (options.format === "json") await output.write("[")
  for await (const read of readInput(options.files, options)) {
    if (!output.open) break
    if ("refusal" in read) {
      refused++
      tellRefusal(read.file, read.line, read.refusal)
      continue
    }
    const { url: _, ...report } = read.report
    const coding = codeReport(report)
    if (options.format === "table") await output.write(cardsOf(report, coding, styles))
    else if (options.format === "jsonl") await output.write(`${JSON.stringify(coding)}\n`)
    else await output.write(`${coded === 0 ? "\n" : ",\n"}${JSON.stringify(coding)}`)
    coded++
  }
  if (options.format === "json") await output.write(coded === 0 ? "]\n" : "\n]\n")
  await output.end()
  return refused > 0 ? 1 : 0
}
