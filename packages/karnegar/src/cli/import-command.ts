import { type CodedDocument, codeReport } from "@karnegar/coder"
import { RecordError } from "../record/errors.ts"
import type { Record } from "../record/record.ts"
import type { NewReport } from "../record/types.ts"
import { tell, tellRefusal } from "./messages.ts"
import { type InputLine, readInput } from "./read-input.ts"

/** Reports stored in one transaction; also bounded by `MOST_LETTERS`. */
const MOST_AT_ONCE = 500
const MOST_LETTERS = 4_000_000

/** What an import came to. */
export interface ImportCounts {
  readonly read: number
  /** Stored now. */
  readonly added: number
  /** Stood in the record already, with the same text. */
  readonly known: number
  /** Told on stderr, line by line. */
  readonly refused: number
  /** Actions and calls that the coder found in the reports read. */
  readonly codedActions: number
  /** Actions that now stand in the record because the operator's rule accepts codings. */
  readonly actions: number
  /** Reports whose source is not on the register; they stand without one. */
  readonly withoutSource: number
}

/** What `karnegar import` was asked to do. */
export interface ImportOptions {
  readonly files: readonly string[]
  readonly published: string | null
  readonly lang: string | null
  /** Key of a registered source, for reports that bring none. */
  readonly source: string | null
}

interface Pair {
  readonly report: NewReport
  readonly coding: CodedDocument
  readonly file: string
  readonly line: number | null
}

/**
 * Codes reports and stores both; the same reports again change nothing.
 *
 * @param record `null`: a dry run, nothing is stored.
 */
export async function importReports(record: Record | null, options: ImportOptions): Promise<ImportCounts> {
  const counts = { read: 0, added: 0, known: 0, refused: 0, codedActions: 0, actions: 0, withoutSource: 0 }
  const registered = new Set(record === null ? [] : (await record.listSources()).map((source) => source.key))
  const refuse = ({ file, line }: Pick<Pair, "file" | "line">, refusal: Parameters<typeof tellRefusal>[2]) => {
    counts.refused++
    tellRefusal(file, line, refusal)
  }
  const count = (results: readonly { readonly fresh: boolean; readonly actionIds: readonly string[] }[]) => {
    for (const { fresh, actionIds } of results) {
      if (fresh) {
        counts.added++
        counts.actions += actionIds.length
      } else counts.known++
    }
  }
  const store = async (pairs: readonly Pair[]) => {
    if (record === null || pairs.length === 0) return
    try {
      count(await record.addAllCoded(pairs.map(({ report, coding }) => ({ report, coding }))))
    } catch (error) {
      if (!isConflict(error)) throw error
      // Nothing of the batch was stored: find the reports that stand already with another text.
      for (const pair of pairs) {
        try {
          count([await record.addCoded(pair.report, pair.coding)])
        } catch (own) {
          if (!isConflict(own)) throw own
          refuse(pair, { code: "input.conflict" })
        }
      }
    }
  }

  let held: Pair[] = []
  let letters = 0
  for await (const read of readInput(options.files, options)) {
    if ("refusal" in read) {
      refuse(read, read.refusal)
      continue
    }
    const { report } = read
    if (`${report.id}${report.text}`.includes("\u0000")) {
      refuse(read, { code: "input.null_character" })
      continue
    }
    counts.read++
    const coding = codeReport(report)
    counts.codedActions += coding.actions.length
    const source = report.source ?? options.source
    const known = source !== null && registered.has(source)
    if (source !== null && !known) counts.withoutSource++
    held.push({ report: newReport(read, known ? source : null), coding, file: read.file, line: read.line })
    letters += report.text.length
    if (held.length < MOST_AT_ONCE && letters < MOST_LETTERS) continue
    await store(held)
    held = []
    letters = 0
  }
  await store(held)
  return counts
}

function newReport({ report }: Extract<InputLine, { readonly report: object }>, source: string | null): NewReport {
  return {
    foreignId: report.id,
    text: report.text,
    source,
    url: report.url,
    published: report.published?.slice(0, 10) ?? null,
    lang: report.lang ?? null,
    sample: false,
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof RecordError && error.code === "report.conflict"
}

/** Says what an import came to, and what to do about what it left out. */
export function tellImport(counts: ImportCounts, dryRun: boolean): void {
  if (dryRun) {
    tell(
      `dry run: ${counts.read} reports read, ${counts.codedActions} actions coded, ${counts.refused} refused; nothing was stored.`,
      `آزمایشی: ${counts.read} گزارش خوانده شد، ${counts.codedActions} حرکت کدگذاری شد، ${counts.refused} پذیرفته نشد؛ چیزی ذخیره نشد.`,
    )
    return
  }
  tell(
    `${counts.added} reports stored, ${counts.known} stood already, ${counts.refused} refused; ${counts.actions} actions stand now.`,
    `${counts.added} گزارش ذخیره شد، ${counts.known} از پیش بود، ${counts.refused} پذیرفته نشد؛ ${counts.actions} حرکت افزوده شد.`,
  )
  if (counts.withoutSource > 0) {
    tell(
      `${counts.withoutSource} reports name a source that is not on the register; they stand without one. See karnegar sources --help.`,
      `منبع ${counts.withoutSource} گزارش در فهرست منبع‌ها نیست و بی‌منبع ماندند. karnegar sources --help را ببینید.`,
    )
  }
  if (counts.added > 0 && counts.actions === 0 && counts.codedActions > 0) {
    tell(
      "no coding became an action: the rule that accepts codings is off. Review them, or see karnegar rules --help.",
      "هیچ کدگذاری‌ای حرکت نشد، چون قاعدهٔ پذیرش خودکار خاموش است. karnegar rules --help را ببینید.",
    )
  }
}
