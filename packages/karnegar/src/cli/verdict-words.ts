/** What `karnegar verify` closes with: whether the record holds, and what to do where something does not. */
import type { LogFault } from "../record/verify.ts"

/** What a record holds, as it is told when it does. */
interface Held {
  readonly entries: number
  readonly reports: number
  readonly actions: number
}

/** Lines in English and Persian. Keys that were swapped are no fault of the record: it needs no backup for them. */
export function verdictWords(faults: readonly Pick<LogFault, "code">[], { entries, reports, actions }: Held): string {
  const own = faults.filter(({ code }) => code !== "keys.swapped").length
  const swapped = own < faults.length
  const lines =
    own === 0
      ? [
          `the record ${swapped ? "itself " : ""}holds: ${entries} entries, ${reports} reports, ${actions} actions`,
          `${swapped ? "خود کارنامه" : "کارنامه"} درست است: ${entries} ثبت، ${reports} گزارش، ${actions} حرکت`,
        ]
      : [
          `the record does not hold: ${own} faults. Keep it as it is and restore a backup elsewhere.`,
          `کارنامه درست نیست: ${own} خطا. به آن دست نزنید و پشتیبان را جای دیگری بازگردانید.`,
        ]
  if (swapped)
    lines.push(
      "the reviewers' keys are not those of the log: nothing is sealed to them. Compare them with your own list; karnegar submissions keys accept takes them as they stand.",
      "کلیدهای بررسان با دفتر یکی نیست و چیزی با آنها قفل نمی‌شود. با فهرست خودتان بسنجید؛ karnegar submissions keys accept همان را که هست می‌پذیرد.",
    )
  return `${lines.join("\n")}\n`
}
