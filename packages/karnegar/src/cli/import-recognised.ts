import { basename } from "node:path"
import type { ReportColumn, ReportColumns } from "../intake/report-table.ts"
import { REPORT_COLUMNS } from "../intake/report-table.ts"
import type { RecordPlace } from "../record/open.ts"
import { Failure } from "./failure.ts"
import { importFile, recogniseForImport, tellFile } from "./import-files-command.ts"
import type { Output } from "./output.ts"
import { safeLine } from "./terminal-text.ts"
import { withTextCoder } from "./text-coder.ts"
import { withRecordIfAny } from "./with-record.ts"

/** Options of `karnegar import` for files that are recognised by what stands in them. */
export interface RecognisedOptions {
  readonly chat?: readonly string[]
  readonly publicName?: string
  readonly media?: boolean
  readonly columns?: string
  readonly source?: string
  readonly dryRun?: boolean
  readonly format?: "json" | "table"
  readonly workers?: number
}

/**
 * Imports files that hold more than plain reports.
 *
 * @returns the exit status; null when all files are plain reports, for others to read.
 */
export async function importRecognised(
  files: readonly string[],
  options: RecognisedOptions,
  place: RecordPlace,
  output: Output,
): Promise<number | null> {
  const recognised = await Promise.all(files.map(recogniseForImport))
  if (recognised.every((one) => one === null)) return null
  const plain = files.find((_, i) => recognised[i] === null)
  if (plain !== undefined) {
    throw new Failure(
      "import.mixed",
      `${safeLine(plain)} holds plain reports and others do not; import them one by one.`,
      `${safeLine(plain)} گزارش ساده است و پرونده‌های دیگر نیستند؛ هر کدام را جدا وارد کنید.`,
      { status: 2 },
    )
  }
  const { dryRun = false, source = null, media = false, chat: chats = [], publicName = null } = options
  refuseUnfitName(publicName)
  const columns = columnsOf(options.columns)
  let status = 0
  for (const one of recognised) {
    if (one === null) continue
    const result = await withTextCoder(options.workers, (code) =>
      withRecordIfAny(place, dryRun, (record) =>
        importFile(record, one, { chats, publicName, media, columns, source, dryRun, code }),
      ),
    )
    if (result === null) throw needsMapping(one.path)
    if (options.format === "json") await output.write(`${JSON.stringify({ dryRun, ...result })}\n`)
    else tellFile(one.path, result, dryRun)
    if (result.refused > 0) status = 1
  }
  return status
}

/** @throws Failure `import.public_name`. */
export function refuseUnfitName(publicName: string | null): void {
  if (publicName !== null && !/^@?[A-Za-z]\w{3,31}$/.test(publicName)) {
    throw new Failure(
      "import.public_name",
      "--public-name is a channel's @name at Telegram: Latin letters, digits and underscores.",
      "‎--public-name‎ نام همگانی کانال در تلگرام است: حروف لاتین، رقم و خط زیر.",
      { status: 2 },
    )
  }
}

/** A spreadsheet in which no column holds texts. */
export function needsMapping(path: string): Failure {
  const name = safeLine(basename(path))
  return new Failure(
    "import.needs_mapping",
    `${name} has no column of texts: say with --columns text=NAME which it is, or, for a table of actions, with --mapping what its columns mean; see karnegar mappings.`,
    `${name} ستون متن ندارد: با ‎--columns text=NAME‎ بگویید کدام است، یا اگر جدول حرکت‌هاست با ‎--mapping‎ بگویید ستون‌هایش چیست؛ karnegar mappings را ببینید.`,
    { status: 2 },
  )
}

/** `text=متن,date=تاریخ`. */
export function columnsOf(written: string | undefined): ReportColumns {
  const columns: Partial<Record<ReportColumn, string>> = {}
  for (const part of written?.split(",") ?? []) {
    const [kind = "", ...name] = part.split("=")
    const own = REPORT_COLUMNS.find((one) => one === kind.trim())
    if (own === undefined || name.length === 0) {
      throw new Failure(
        "import.columns",
        `--columns is written like text=NAME,date=NAME; kinds are ${REPORT_COLUMNS.join(", ")}.`,
        `‎--columns‎ را مانند text=NAME,date=NAME بنویسید؛ گونه‌ها: ${REPORT_COLUMNS.join("، ")}.`,
        { status: 2 },
      )
    }
    columns[own] = name.join("=").trim()
  }
  return columns
}
