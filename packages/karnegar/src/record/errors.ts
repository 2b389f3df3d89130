/** Why the record refused. Lasting codes; never renamed. */
export type RecordErrorCode =
  | "record.newer_schema"
  | "record.read_only"
  | "record.locked"
  | "record.no_directory"
  | "record.unreachable"
  | "record.no_database"
  | "record.no_rights"
  | "record.old_server"
  | "record.damaged"
  | "record.full"
  | "record.not_found"
  | "record.withdrawn"
  | "report.conflict"
  | "report.null_character"

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
        ? `این کارنامه را نسخه تازه‌تری از کارنگار ساخته است (${s}). کارنگار را به‌روز کنید؛ چیزی تغییر نکرد.`
        : `This record was made by a newer version of Karnegar (${s}). Update Karnegar; nothing was changed.`
    case "record.read_only":
      return fa
        ? `نوشتن در ${s} ممکن نیست. دسترسی پوشه را درست کنید یا با ‎--data‎ پوشه دیگری بدهید.`
        : `Cannot write to ${s}. Fix the folder's permissions or give another one with --data.`
    case "record.locked":
      return fa
        ? `برنامه دیگری همین کارنامه را می‌نویسد (${s}). چند ثانیه دیگر دوباره بکوشید.`
        : `Another program is writing to this record (${s}). Try again in a few seconds.`
    case "record.no_directory":
      return fa ? `پوشه ${s} ساخته نشد. نشانی را بررسی کنید.` : `The folder ${s} could not be made. Check the path.`
    case "record.unreachable":
      return fa
        ? `به پایگاه داده دسترسی نیست (${s}). نشانی و روشن بودن آن را بررسی کنید.`
        : `The database cannot be reached (${s}). Check its address and that it runs.`
    case "record.no_database":
      return fa
        ? `پایگاه داده ${s} نیست. آن را با createdb بسازید یا نشانی را درست کنید.`
        : `There is no database ${s}. Make it with createdb, or correct the address.`
    case "record.no_rights":
      return fa
        ? `پایگاه داده ${s} این کاربر را نمی‌پذیرد یا اجازه ساختن جدول به او نمی‌دهد. گذرواژه را بررسی کنید یا او را مالک پایگاه کنید.`
        : `The database ${s} refuses this user, or lets it make no tables. Check the password, or make the user owner of the database.`
    case "record.old_server":
      return fa
        ? `نسخه PostgreSQL کهنه است (${s}). نسخه ۱۵ یا تازه‌تر لازم است.`
        : `This PostgreSQL is too old (${s}). Version 15 or later is needed.`
    case "record.damaged":
      return fa
        ? `پرونده کارنامه در ${s} آسیب دیده یا کارنامه نیست. آن را کنار بگذارید و نسخه پشتیبان را برگردانید.`
        : `The record's file in ${s} is damaged, or is no record. Put it aside and restore a backup.`
    case "record.full":
      return fa
        ? `جا برای نوشتن در ${s} نیست. جا باز کنید؛ آنچه پیش‌تر ذخیره شده سر جایش است.`
        : `No space is left to write in ${s}. Make room; what was stored before is safe.`
    case "record.not_found":
      return fa ? `چیزی با شناسه ${s} در کارنامه نیست.` : `Nothing with the id ${s} stands in the record.`
    case "record.withdrawn":
      return fa
        ? `گزارش ${s} پس گرفته و محتوایش نابود شده است؛ برنمی‌گردد.`
        : `The report behind ${s} was withdrawn and its content destroyed; it cannot come back.`
    case "report.conflict":
      return fa
        ? `گزارشی با شناسه ${s} از پیش هست و متنش فرق دارد. شناسه دیگری بدهید.`
        : `A report with the id ${s} stands already, with another text. Give it another id.`
    case "report.null_character":
      return fa
        ? `گزارش ${s} نویسه تهی (U+0000) دارد. آن را بردارید.`
        : `The report ${s} holds a null character (U+0000). Remove it.`
    default:
      return error.code satisfies never
  }
}
