/** Why a backup was not written, or not restored. Lasting codes; never renamed. */
export type BackupErrorCode =
  | "backup.no_recipient"
  | "backup.bad_recipient"
  | "backup.secret_as_recipient"
  | "backup.file_exists"
  | "backup.cannot_write"
  | "backup.disk_full"
  | "backup.disk_failed"
  | "backup.cannot_read"
  | "backup.not_a_backup"
  | "backup.damaged"
  | "backup.needs_identity"
  | "backup.wrong_key"
  | "backup.bad_identity"
  | "backup.needs_passphrase"
  | "backup.wrong_passphrase"
  | "backup.newer_format"
  | "backup.newer_schema"
  | "backup.does_not_verify"
  | "restore.not_empty"
  | "restore.changed_meanwhile"
  | "restore.no_evidence_folder"

/** A refusal of backup or restore: a code and data; `backupErrorText` puts it into words. */
export class BackupError extends Error {
  readonly code: BackupErrorCode
  /** What it is about: a file, a line of one, a number of faults; never a key. */
  readonly subject: string

  constructor(code: BackupErrorCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options)
    this.name = "BackupError"
    this.code = code
    this.subject = subject
  }
}

/** What went wrong and what to do next. Adding a code without words here fails to compile. */
export function backupErrorText(error: BackupError, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const s = error.subject
  switch (error.code) {
    case "backup.no_recipient":
      return fa
        ? `گیرنده‌ای برای رمزگذاری پشتیبان نیست؛ چیزی نوشته نشد. با karnegar keys new کلیدی بسازید و گیرنده‌اش را در ${s} بنویسید یا با ‎--recipient‎ بدهید. پشتیبان بی‌رمز تنها با ‎--plain‎ نوشته می‌شود.`
        : `There is no recipient to encrypt the backup to; nothing was written. Make a key with karnegar keys new and put its recipient into ${s}, or give it with --recipient. An unencrypted backup is written only with --plain.`
    case "backup.bad_recipient":
      return fa
        ? `گیرنده خوانده نشد (${s}). گیرنده با age1 آغاز می‌شود و سطر آخر karnegar keys new آن را نشان می‌دهد.`
        : `A recipient cannot be read (${s}). It begins with age1, as karnegar keys new prints it.`
    case "backup.secret_as_recipient":
      return fa
        ? `به جای گیرنده، کلید محرمانه آمده است (${s}). آن را بردارید و هیچ‌جا ننویسید؛ گیرنده با age1 آغاز می‌شود. اگر کسی آن را دیده باشد، کلید تازه‌ای بسازید.`
        : `A secret key stands where a recipient belongs (${s}). Take it out and write it nowhere; a recipient begins with age1. If anybody may have seen it, make a new key.`
    case "backup.file_exists":
      return fa
        ? `${s} از پیش هست و دست نخورد. نام دیگری بدهید یا، اگر می‌خواهید جایش را بگیرد، ‎--force‎ را بیفزایید.`
        : `${s} stands already and was left alone. Give another name, or add --force to put the new one in its place.`
    case "backup.cannot_write":
      return fa
        ? `نوشتن در ${s} ممکن نشد. نشانی و دسترسی پوشه را بررسی کنید.`
        : `Cannot write ${s}. Check the path and the folder's permissions.`
    case "backup.disk_full":
      return fa
        ? `جا برای نوشتن ${s} نیست؛ پرونده نیمه‌کاره پاک شد. جا باز کنید یا جای دیگری بدهید و دوباره بزنید.`
        : `No space is left to write ${s}; what was half written was removed. Make room, or name another place, and run it again.`
    case "backup.disk_failed":
      return fa
        ? `دیسک نوشتن ${s} را نپذیرفت و این پرونده نگه داشته نشد. دیسک را بررسی کنید و پشتیبان را روی دیسک دیگری بگیرید.`
        : `The disk failed while ${s} was written; the file was not kept. Check the disk, and write the backup to another one.`
    case "backup.cannot_read":
      return fa ? `${s} خوانده نشد. نشانی را بررسی کنید.` : `Cannot read ${s}. Check the path.`
    case "backup.not_a_backup":
      return fa
        ? `${s} پشتیبان کارنگار نیست؛ چیزی تغییر نکرد. پرونده دیگری بدهید.`
        : `${s} is no backup of Karnegar; nothing was changed. Give another file.`
    case "backup.damaged":
      return fa
        ? `پشتیبان آسیب دیده یا ناتمام است (${s})؛ چیزی تغییر نکرد. آن را دوباره از جای نگهداری‌اش بیاورید یا پشتیبان دیگری بدهید.`
        : `The backup is damaged or cut off (${s}); nothing was changed. Fetch it again from where it is kept, or give another one.`
    case "backup.needs_identity":
      return fa
        ? "این پشتیبان رمزگذاری شده است. پرونده کلید محرمانه را با ‎--identity‎ بدهید."
        : "This backup is encrypted. Give the file of the secret key with --identity."
    case "backup.wrong_key":
      return fa
        ? `هیچ کلیدی از ${s} این پشتیبان را باز نمی‌کند؛ چیزی تغییر نکرد. پرونده کلید یکی از گیرنده‌هایش را بدهید. اگر کلید درست است، آغاز پشتیبان آسیب دیده است.`
        : `No key of ${s} opens this backup; nothing was changed. Give the key file of one of its recipients; if it is the right one, the beginning of the backup is damaged.`
    case "backup.bad_identity":
      return fa
        ? `کلید محرمانه‌ای در ${s} خوانده نشد. این پرونده را karnegar keys new یا age-keygen می‌سازد و سطرش با AGE-SECRET-KEY- آغاز می‌شود.`
        : `No secret key can be read in ${s}. Such a file is made by karnegar keys new or age-keygen; its line begins with AGE-SECRET-KEY-.`
    case "backup.needs_passphrase":
      return fa
        ? `پرونده کلید ${s} با گذرواژه بسته است. دستور را در پایانه بزنید تا پرسیده شود یا آن را در متغیر KARNEGAR_PASSPHRASE بگذارید.`
        : `The key file ${s} is locked with a passphrase. Run the command on a terminal to be asked for it, or put it into KARNEGAR_PASSPHRASE.`
    case "backup.wrong_passphrase":
      return fa ? `گذرواژه ${s} درست نیست. دوباره بکوشید.` : `The passphrase does not open ${s}. Try again.`
    case "backup.newer_format":
      return fa
        ? `این پشتیبان را نسخه تازه‌تری از کارنگار نوشته است (${s}). کارنگار را به‌روز کنید؛ چیزی تغییر نکرد.`
        : `A newer version of Karnegar wrote this backup (${s}). Update Karnegar; nothing was changed.`
    case "backup.newer_schema":
      return fa
        ? `جدول‌های این پشتیبان از نسخه تازه‌تری از کارنگارند (${s}). کارنگار را به‌روز کنید؛ چیزی تغییر نکرد.`
        : `The tables of this backup are those of a newer Karnegar (${s}). Update Karnegar; nothing was changed.`
    case "backup.does_not_verify":
      return fa
        ? `پشتیبان سالم خوانده شد، ولی کارنامه درون آن با ثبت‌هایش نمی‌خواند (${s})؛ چیزی تغییر نکرد. پشتیبان دیگری بدهید؛ اگر جز این ندارید، ‎--despite-faults‎ آن را همان‌گونه که هست برمی‌گرداند.`
        : `The backup was read whole, but the record in it does not hold (${s}); nothing was changed. Give another backup; if there is no other, --despite-faults restores it as it is.`
    case "restore.not_empty":
      return fa
        ? `در ${s} کارنامه‌ای هست؛ چیزی تغییر نکرد. جای خالی دیگری بدهید، یا با ‎--replace‎ پشتیبان را به جایش بنشانید (آنچه هست کنار گذاشته می‌شود).`
        : `A record stands in ${s}; nothing was changed. Name an empty place, or put the backup in its place with --replace (what stands is kept aside).`
    case "restore.no_evidence_folder":
      return fa
        ? `این پشتیبان مدرک هم دارد و برای آن پوشه‌ای معلوم نیست (${s})؛ چیزی عوض نشد. پوشه را با ‎--evidence‎ یا KARNEGAR_EVIDENCE بدهید.`
        : `The backup holds evidence, and no folder for it is named (${s}); nothing was changed. Name one with --evidence or KARNEGAR_EVIDENCE.`
    case "restore.changed_meanwhile":
      return fa
        ? `هنگام بازگرداندن، چیزی در ${s} نوشته شد؛ چیزی جایگزین نشد. دستور را دوباره بزنید.`
        : `Something was written to ${s} during the restore; nothing was replaced. Run the command again.`
    default:
      return error.code satisfies never
  }
}
