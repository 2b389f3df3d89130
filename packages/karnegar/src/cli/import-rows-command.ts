import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { basename } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { readRows } from "../intake/mapping/read-rows.ts"
import { rowProblemText } from "../intake/mapping/row-problem.ts"
import { Tally } from "../intake/mapping/tally.ts"
import { openTable } from "../intake/tables/open-table.ts"
import { RefusedFile } from "../intake/tables/refused-file.ts"
import { TableError, tableErrorText } from "../intake/tables/table.ts"
import type { ImportedRow, ImportResult } from "../record/fields.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { Failure, systemReason } from "./failure.ts"
import { numberInWords } from "./field-words.ts"
import { loadMapping } from "./mapping-files.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { previewOf } from "./preview.ts"
import { Progress } from "./progress.ts"
import { clearStatus } from "./status-line.ts"
import { safeLine } from "./terminal-text.ts"

/** Refused rows that are told one by one; all of them stand in their file. */
const MOST_TOLD = 20
const NONE: ReadonlySet<string> = new Set()
/** Rows that a preview shows. */
const SHOWN = 5

/** What `karnegar import --mapping` was asked to do. */
export interface ImportRowsOptions {
  readonly file: string
  readonly mapping: string
  /** Keyspace of the keys; null: the mapping's name. */
  readonly name: string | null
  /** Key of a registered source, or null. */
  readonly source: string | null
  readonly dryRun: boolean
  readonly json: boolean
}

/** What an import came to. */
export interface ImportRowsCounts extends ImportResult {
  readonly dryRun: boolean
  readonly name: string
  /** Rows of the table, those left out and refused among them. */
  readonly rows: number
  readonly leftOut: number
  readonly refused: number
  /** Where the refused rows stand. */
  readonly refusedFile: string | null
}

/**
 * Imports a table of other people's records by a mapping.
 *
 * Every row is read before anything is written: what can be read is one change of the record, all or nothing.
 *
 * @param record Null: a dry run where no record stands yet.
 * @returns the exit status: 1 when a row was refused.
 */
export async function importRows(record: Record | null, options: ImportRowsOptions, output: Output): Promise<number> {
  const { file, dryRun } = options
  const mapping = loadMapping(options.mapping)
  const name = options.name ?? mapping.name
  if (options.source !== null && record !== null) {
    const known = await record.listSources()
    if (!known.some(({ key }) => key === options.source)) {
      throw new Failure(
        "import.source_unknown",
        `no source “${safeLine(options.source)}” stands on the register. Add it with karnegar sources.`,
        `منبعی با کلید «${safeLine(options.source)}» در فهرست نیست. آن را با karnegar sources بیفزایید.`,
      )
    }
  }
  const knowledge = builtInKnowledge()
  const tally = new Tally()
  const own = mapping.ownIds && record !== null ? await ownIds(record) : NONE
  const rows: ImportedRow[] = []
  const shown: { row: number; imported: ImportedRow }[] = []
  let read = 0
  let leftOut = 0
  let standing = 0
  let refused = 0
  let refusedFile: string | null = null
  const progress = new Progress()
  try {
    const table = await openTable(file, mapping.file)
    const refusals = new RefusedFile(file, table)
    let unwritable: unknown = null
    try {
      for await (const one of readRows(table, mapping, knowledge, registersFrom(knowledge))) {
        read++
        if (read % 500 === 0)
          progress.at(() => [
            `${read.toLocaleString("en")} rows read …`,
            `${read.toLocaleString("fa")} سطر خوانده شد …`,
          ])
        if ("imported" in one && own.has(one.imported.key)) {
          leftOut++
          standing++
        } else if ("imported" in one) {
          rows.push(one.imported)
          if (shown.length < SHOWN) shown.push(one)
          tally.take(one.readings, one.told)
        } else if ("refused" in one) {
          refused++
          tally.refuse(one.refused.problems)
          if (refused <= MOST_TOLD) tellRefused(file, one.refused)
          // A preview leaves nothing behind, on the disk neither.
          if (dryRun || unwritable !== null) continue
          try {
            refusals.write(one.refused)
          } catch (error) {
            unwritable = error
          }
        } else leftOut++
      }
    } finally {
      refusals.close()
    }
    refusedFile = refusals.path
    if (unwritable !== null) {
      const why = systemReason(unwritable)
      tell(
        `the refused rows could not be written beside the file (${why}); the other rows are imported.`,
        `سطرهای پذیرفته‌نشده کنار پرونده نوشته نشد (${why})؛ سطرهای دیگر وارد می‌شود.`,
      )
    }
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    throw new Failure(error.code, tableErrorText(error, "en"), tableErrorText(error, "fa"), { cause: error })
  }
  const request = { name, source: options.source, sha256: await fileHash(file), rows }
  const result =
    record === null
      ? { importId: null, added: rows.length, changed: 0, unchanged: 0 }
      : await record.importRows(request, dryRun)
  const counts: ImportRowsCounts = { dryRun, name, rows: read, leftOut, refused, refusedFile, ...result }
  if (options.json) {
    const more = dryRun
      ? {
          fields: Object.fromEntries(tally.fields()),
          problems: tally.problems(),
          told: tally.told(),
          preview: shown.map(({ row, imported }) => ({ row, ...imported })),
        }
      : { problems: tally.problems(), told: tally.told() }
    await output.write(`${JSON.stringify({ ...counts, ...more })}\n`)
  } else {
    if (dryRun) await output.write(previewOf(mapping, shown, tally))
    tellCounts(counts)
    if (standing > 0)
      tell(
        `${standing} rows are left out: these actions stand in this record as themselves, and a row of them changes nothing.`,
        `${numberInWords(standing, "fa")} سطر کنار گذاشته شد، چون همین حرکت‌ها در این کارنامه هست؛ سطرشان چیزی را تغییر نمی‌دهد.`,
      )
  }
  return refused > 0 ? 1 : 0
}

/** Ids of the actions that stand, and those that lead to them. */
async function ownIds(record: Record): Promise<ReadonlySet<string>> {
  return new Set((await record.listPublished()).flatMap(({ id, mergedIds }) => [id, ...mergedIds]))
}

/** Names the row and every reason; never the row's own words. */
function tellRefused(
  file: string,
  { row, problems }: { readonly row: number; readonly problems: readonly Parameters<typeof describe>[0][] },
): void {
  for (const one of problems) {
    clearStatus()
    process.stderr.write(
      `${safeLine(basename(file))}:${row}: ${one.problem.code}: ${safeLine(describe(one, "en"))}\n    ${safeLine(describe(one, "fa"))}\n`,
    )
  }
}

function describe(
  { column, problem }: { readonly column: string | null; readonly problem: Parameters<typeof rowProblemText>[0] },
  lang: "fa" | "en",
): string {
  const text = rowProblemText(problem, lang)
  if (column === null) return text
  return lang === "fa" ? `ستون «${column}»: ${text}` : `column “${column}”: ${text}`
}

function tellCounts(counts: ImportRowsCounts): void {
  const { rows, added, changed, unchanged, refused, leftOut, refusedFile, importId } = counts
  const fa = (n: number) => numberInWords(n, "fa")
  if (refused > MOST_TOLD)
    tell(`${refused - MOST_TOLD} more rows were refused.`, `${fa(refused - MOST_TOLD)} سطر دیگر هم پذیرفته نشد.`)
  if (counts.dryRun) {
    tell(
      `dry run: ${rows} rows read; ${added} would be added, ${changed} changed, ${unchanged} are as they stand; ${refused} refused, ${leftOut} left out. Nothing was stored.`,
      `آزمایشی: ${fa(rows)} سطر خوانده شد؛ ${fa(added)} افزوده می‌شد، ${fa(changed)} تغییر می‌کرد و ${fa(unchanged)} همان است که هست؛ ${fa(refused)} پذیرفته نشد و ${fa(leftOut)} کنار گذاشته شد. چیزی ذخیره نشد.`,
    )
    return
  }
  tell(
    `${rows} rows read; ${added} added, ${changed} changed, ${unchanged} stood already; ${refused} refused, ${leftOut} left out.`,
    `${fa(rows)} سطر خوانده شد؛ ${fa(added)} افزوده شد، ${fa(changed)} تغییر کرد و ${fa(unchanged)} از پیش همین بود؛ ${fa(refused)} پذیرفته نشد و ${fa(leftOut)} کنار گذاشته شد.`,
  )
  if (refusedFile !== null) {
    tell(
      `the refused rows stand in ${safeLine(refusedFile)}: correct them there and import that file with the same --mapping.`,
      `سطرهای پذیرفته‌نشده در ${safeLine(refusedFile)} است: همان‌جا درستشان کنید و آن پرونده را با همین ‎--mapping‎ وارد کنید.`,
    )
  }
  if (importId !== null) {
    tell(
      `import ${importId}; undo all of it with: karnegar imports undo ${importId}`,
      `شناسهٔ این واردسازی ${importId} است؛ همه‌اش را با karnegar imports undo ${importId} می‌توان برگرداند.`,
    )
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256")
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(bytes as Uint8Array)
  return hash.digest("hex")
}
