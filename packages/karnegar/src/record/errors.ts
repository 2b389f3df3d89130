/** Why the record refused. Lasting codes; never renamed. */
export type RecordErrorCode =
  | "record.newer_schema"
  | "record.read_only"
  | "record.locked"
  | "record.no_directory"
  | "record.unreachable"
  | "record.not_found"
  | "report.conflict"

/** A refusal of the record: a code and data; `recordErrorText` puts it into words. */
export class RecordError extends Error {
  readonly code: RecordErrorCode
  readonly subject: string

  constructor(code: RecordErrorCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options)
    this.name = "RecordError"
    this.code = code
    this.subject = subject
  }
}

/** What went wrong and what to do next, in one or two plain sentences. */
export function recordErrorText(error: RecordError, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const s = error.subject
  switch (error.code) {
    case "record.newer_schema":
      return fa
        ? `این بایگانی را نسخه تازه‌تری از کارنگار ساخته است (${s}). کارنگار را به‌روز کنید؛ چیزی تغییر نکرد.`
        : `This record was made by a newer version of Karnegar (${s}). Update Karnegar; nothing was changed.`
    case "record.read_only":
      return fa
        ? `نوشتن در ${s} ممکن نیست. دسترسی پوشه را درست کنید یا با ‎--data‎ پوشه دیگری بدهید.`
        : `Cannot write to ${s}. Fix the folder's permissions or give another one with --data.`
    case "record.locked":
      return fa
        ? `برنامه دیگری همین بایگانی را می‌نویسد (${s}). چند ثانیه دیگر دوباره بکوشید.`
        : `Another program is writing to this record (${s}). Try again in a few seconds.`
    case "record.no_directory":
      return fa ? `پوشه ${s} ساخته نشد. نشانی را بررسی کنید.` : `The folder ${s} could not be made. Check the path.`
    case "record.unreachable":
      return fa
        ? `به پایگاه داده دسترسی نیست (${s}). نشانی و روشن بودن آن را بررسی کنید.`
        : `The database cannot be reached (${s}). Check its address and that it runs.`
    case "record.not_found":
      return fa ? `چیزی با شناسه ${s} در بایگانی نیست.` : `Nothing with the id ${s} stands in the record.`
    case "report.conflict":
      return fa
        ? `گزارشی با شناسه ${s} از پیش هست و متنش فرق دارد. شناسه دیگری بدهید.`
        : `A report with the id ${s} stands already, with another text. Give it another id.`
    default:
      return error.code satisfies never
  }
}
