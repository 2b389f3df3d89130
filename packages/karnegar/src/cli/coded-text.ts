import { codeReport } from "@karnegar/coder"
import type { ReadReport } from "../intake/read-reports.ts"
import { cardsOf } from "./card.ts"
import { stylesFor } from "./terminal-text.ts"

/** How `karnegar code` writes codings. */
export interface CodedFormat {
  readonly format: "jsonl" | "json" | "table"
  readonly coloured: boolean
}

/** What stands between two codings. */
export const BETWEEN = { jsonl: "", json: ",\n", table: "" } as const

/** Codes one report and answers the coding as it is written. */
export function codedText({ url: _, ...report }: ReadReport, { format, coloured }: CodedFormat): string {
  const coding = codeReport(report)
  if (format === "table") return cardsOf(report, coding, stylesFor(coloured))
  return format === "jsonl" ? `${JSON.stringify(coding)}\n` : JSON.stringify(coding)
}
