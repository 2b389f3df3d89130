import { builtInKnowledge } from "@karnegar/coder"
import { calendarWordsOf, readDateCell } from "../written/date-cell.ts"
import { Failure } from "./failure.ts"

/** ISO day of `--published`, given in either calendar. @throws Failure with the command's own code. */
export function dayOf(written: string, code: string): string {
  const date = readDateCell(written, { calendar: "auto", order: null }, calendarWordsOf(builtInKnowledge()))
  if (typeof date !== "string" && date.precision === "day" && date.end === null) return date.start
  throw new Failure(
    code,
    "--published must be one day, such as 2021-03-20 or 1399/12/30.",
    "‎--published‎ باید یک روز باشد، مانند 2021-03-20 یا 1399/12/30.",
    { status: 2 },
  )
}
