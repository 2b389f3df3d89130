import { dirname } from "node:path"
import type { Readable } from "node:stream"
import type { Record } from "../record/record.ts"
import type { PublishedAction } from "../record/types.ts"
import { type Choice, type Chosen, choose } from "../release/choose.ts"
import { csvOf } from "../release/csv.ts"
import { geoJsonOf } from "../release/geojson.ts"
import { jsonLinesOf } from "../release/json-lines.ts"
import { TABLES, type TableName } from "../release/table-names.ts"
import { tableOf } from "../release/tables.ts"
import { type Chunks, gatheredBytes, writeWhole } from "../release/write-file.ts"
import { SheetLimit, xlsxOf } from "../release/xlsx.ts"
import { Failure, systemReason } from "./failure.ts"
import { type Lang, numberInWords } from "./field-words.ts"
import { leftOutSentence, nothingChosenSentence } from "./left-out.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"

/** Forms that an export may have. */
export const EXPORT_FORMATS = ["csv", "jsonl", "geojson", "xlsx"] as const
/** A form that an export may have. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** How often a long export says how far it is. */
const TELL_EACH_MS = 2_000

/** What `karnegar export` was asked for. */
export interface ExportOptions extends Choice {
  readonly format: ExportFormat
  /** The table of a CSV file; other formats hold what they hold. */
  readonly table: TableName
  readonly bom: boolean
  /** `fa`: the columns of sheets run from right to left. */
  readonly lang: Lang
  /** Null: standard output. */
  readonly out: string | null
}

/**
 * Writes what the public may see as a file, or to standard output.
 *
 * @throws Failure `output.failed` when the file cannot be written, `export.…` when the format cannot hold what there is;
 *   what stood under the name stands unchanged.
 */
export async function exportRecords(record: Record, options: ExportOptions, output: Output): Promise<void> {
  const chosen = choose(await record.listPublished(), options)
  const progress = told(chosen.records)
  let written: number | null = null
  try {
    const chunks = chunksOf(progress, options)
    if (options.out !== null) written = await writeWhole(options.out, chunks)
    else await pour(chunks, output)
  } catch (error) {
    if (error instanceof SheetLimit) throw limitFailure(error)
    if (options.out !== null && error instanceof Error && "syscall" in error) throw writeFailure(options.out, error)
    throw error
  }
  tellExport(chosen, options, written)
}

function chunksOf(records: Iterable<PublishedAction>, { format, table, bom, lang }: ExportOptions): Chunks {
  switch (format) {
    case "csv":
      return csvOf(tableOf(table), records, bom)
    case "jsonl":
      return jsonLinesOf(records)
    case "geojson":
      return geoJsonOf(records)
    case "xlsx":
      return xlsxOf(
        TABLES.map((name) => ({ name, table: tableOf(name) })),
        records,
        lang === "fa",
      ) satisfies Readable as AsyncIterable<Uint8Array>
    default:
      return format satisfies never
  }
}

async function pour(chunks: Chunks, output: Output): Promise<void> {
  for await (const bytes of gatheredBytes(chunks)) {
    if (!output.open) return
    if (!output.putBytes(bytes)) await output.ready()
  }
}

/** Goes through records, as often as asked, and says on a terminal how far it is. */
function told(records: readonly PublishedAction[]): Iterable<PublishedAction> {
  let said = Date.now()
  return {
    *[Symbol.iterator]() {
      for (const [i, record] of records.entries()) {
        if (process.stderr.isTTY && i % 512 === 0 && Date.now() - said >= TELL_EACH_MS) {
          said = Date.now()
          tell(
            `${i} of ${records.length} records …`,
            `${numberInWords(i, "fa")} از ${numberInWords(records.length, "fa")} مورد …`,
          )
        }
        yield record
      }
    },
  }
}

function tellExport(chosen: Chosen, { kind, out }: ExportOptions, bytes: number | null): void {
  const where = out === null || bytes === null ? "" : `; ${out}, ${bytes} bytes`
  const whereFa = out === null || bytes === null ? "" : `؛ ${out}، ${numberInWords(bytes, "fa")} بایت`
  const also = (sentence: string, sign: string) => (sentence === "" ? "" : `${sign}${sentence}`)
  tell(
    `${chosen.records.length} records written${where}${also(leftOutSentence(chosen, kind, "en"), "; ")}`,
    `${numberInWords(chosen.records.length, "fa")} مورد نوشته شد${whereFa}${also(leftOutSentence(chosen, kind, "fa"), "؛ ")}`,
  )
  const hint = nothingChosenSentence(chosen, "en")
  if (hint !== "") tell(hint, nothingChosenSentence(chosen, "fa"))
}

function limitFailure({ code, subject, ...error }: SheetLimit): Failure {
  return code === "export.too_many_rows"
    ? new Failure(
        code,
        `a sheet holds 1,048,576 rows and ${subject} has more. Narrow it down with --from and --to, or take --format csv or jsonl.`,
        `هر برگه ۱٬۰۴۸٬۵۷۶ سطر جا دارد و ${subject} بیشتر است. با ‎--from‎ و ‎--to‎ کوچکش کنید یا ‎--format csv‎ یا jsonl بگیرید.`,
        { cause: error },
      )
    : new Failure(
        code,
        `a cell holds 32,767 letters and one of ${subject} has more. Take --format csv or jsonl.`,
        `هر خانه ۳۲٬۷۶۷ نویسه جا دارد و یکی از خانه‌های ${subject} بلندتر است. ‎--format csv‎ یا jsonl بگیرید.`,
        { cause: error },
      )
}

function writeFailure(path: string, error: Error): Failure {
  const why = systemReason(error)
  return new Failure(
    "output.failed",
    `could not write ${path} (${why}). What stood there is unchanged. Make room in ${dirname(path)}, or name another place with --out.`,
    `نوشتن ${path} نشد (${why}). آنچه آنجا بود دست نخورده است. در ${dirname(path)} جا باز کنید یا با ‎--out‎ جای دیگری بدهید.`,
    { cause: error },
  )
}
