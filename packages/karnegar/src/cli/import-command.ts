import { ByteMeter } from "../intake/byte-meter.ts"
import type { Refusal } from "../intake/refusal.ts"
import { type Coder, type Incoming, type TakenIn, takeIn } from "../intake/take-in.ts"
import type { Record } from "../record/record.ts"
import { tell, tellRefusal } from "./messages.ts"
import { Progress } from "./progress.ts"
import { type InputLine, readInput } from "./read-input.ts"

/** What `karnegar import` was asked to do. */
export interface ImportOptions {
  readonly files: readonly string[]
  readonly published: string | null
  readonly lang: string | null
  /** Key of a registered source, for reports that bring none. */
  readonly source: string | null
  /** Look at the record and store nothing. */
  readonly dryRun: boolean
  /** Told of each refusal, besides the screen. */
  readonly refused?: Refused
  readonly code: Coder
}

/** Takes down a refusal: where it stood, and why. */
export type Refused = (at: string, refusal: Refusal) => void

/** Where a report stood; `line` is null where its file could not be read. */
type Place = Pick<InputLine, "file" | "line">

/**
 * Codes reports and stores both; the same reports again change nothing.
 *
 * @param record `null`: there is none yet, and none is made; nothing is stored.
 */
export function importReports(record: Record | null, options: ImportOptions): Promise<TakenIn> {
  const progress = new Progress()
  const meter = new ByteMeter(options.files)
  return takeIn<Place>(record, arrivalsOf(options, meter), {
    source: options.source,
    code: options.code,
    dryRun: options.dryRun,
    refuse: ({ file, line }, refusal) => {
      tellRefusal(file, line, refusal)
      options.refused?.(line === null ? "" : String(line), refusal)
    },
    progress: ({ read }) =>
      progress.at(
        () => [`${read.toLocaleString("en")} reports read …`, `${read.toLocaleString("fa")} گزارش خوانده شد …`],
        meter.share(),
      ),
  })
}

async function* arrivalsOf(options: ImportOptions, meter: ByteMeter): AsyncGenerator<Incoming<Place>> {
  for await (const one of readInput(options.files, options, meter)) {
    const at = { file: one.file, line: one.line }
    if ("refusal" in one) yield { at, refusal: one.refusal }
    else {
      const { id, text, published = null, url, lang = null, source = null } = one.report
      const arrival = { key: id, edited: null, text, published, url, lang, origin: null, evidence: [] }
      yield { at, arrival, source }
    }
  }
}

/** Says what an import came to, and what to do about what it left out. */
export function tellImport(counts: TakenIn, dryRun: boolean): void {
  const n = (count: number) => count.toLocaleString("fa", { useGrouping: false })
  if (dryRun) {
    tell(
      `dry run: ${counts.read} reports read, ${counts.known} stand already, ${counts.codedActions} actions coded in the others, ${counts.refused} refused; nothing was stored.`,
      `آزمایشی: ${n(counts.read)} گزارش خوانده شد، ${n(counts.known)} از پیش هست، در بقیه ${n(counts.codedActions)} حرکت کدگذاری شد، ${n(counts.refused)} پذیرفته نشد؛ چیزی ذخیره نشد.`,
    )
    return
  }
  tell(
    `${counts.added} reports stored, ${counts.known} stood already, ${counts.refused} refused; ${counts.actions} actions stand now.`,
    `${n(counts.added)} گزارش ذخیره شد، ${n(counts.known)} از پیش بود، ${n(counts.refused)} پذیرفته نشد؛ ${n(counts.actions)} حرکت افزوده شد.`,
  )
  if (counts.versions > 0)
    tell(
      `${counts.versions} edited texts stand as new versions; what they were stays in the history.`,
      `${n(counts.versions)} متن ویرایش‌شده نسخهٔ تازه‌ای شد؛ متن پیشین در تاریخچه می‌ماند.`,
    )
  if (counts.aside > 0)
    tell(
      `${counts.aside} texts tell of no labour matter, or came twice: only hash and address are kept. To keep them whole: karnegar rules on keep-all.`,
      `${n(counts.aside)} متن دربارهٔ کار و کارگری نبود یا تکراری بود و تنها اثر انگشت و نشانی‌اش نگه داشته شد. برای نگهداری همه: karnegar rules on keep-all.`,
    )
  if (counts.withoutSource > 0) {
    tell(
      `${counts.withoutSource} reports name a source that is not on the register; they stand without one. See karnegar sources --help.`,
      `منبع ${n(counts.withoutSource)} گزارش در فهرست منبع‌ها نیست و بی‌منبع ماندند. karnegar sources --help را ببینید.`,
    )
  }
  if (counts.added > 0 && counts.actions === 0 && counts.codedActions > 0) {
    tell(
      "no coding became an action: the rule that accepts codings is off. Review them, or see karnegar rules --help.",
      "هیچ کدگذاری‌ای حرکت نشد، چون قاعدهٔ پذیرش خودکار خاموش است. karnegar rules --help را ببینید.",
    )
  }
}
