import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { BackupError } from "../backup/errors.ts"
import { readRecipients } from "../backup/sealing.ts"
import { writeBackup } from "../backup/write-backup.ts"
import { SCHEMA_VERSION } from "../record/migrations.ts"
import { evidenceOf, RECORD_FILE, type RecordPlace, subjectOf } from "../record/open.ts"
import { besideWords, entryOf, rowsOf, told } from "./backup-words.ts"
import { besideOf } from "./beside.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { Progress, share } from "./progress.ts"

/** What `karnegar backup` was asked to do. */
export interface BackupOptions {
  readonly place: RecordPlace
  readonly file: string
  /** Folder whose `recipients.txt` counts when no other recipients are named. */
  readonly data: string
  readonly recipients: readonly string[]
  readonly recipientsFile: string | null
  readonly plain: boolean
  readonly force: boolean
  readonly json: boolean
  readonly program: string
}

/** Writes a backup and says what it holds. */
export async function backupCommand(options: BackupOptions, output: Output): Promise<void> {
  const { place, file, plain } = options
  if ("dataDir" in place && !existsSync(join(place.dataDir, RECORD_FILE))) {
    throw new Failure(
      "record.missing",
      `there is no record in ${place.dataDir}. Name its folder with --data.`,
      `در ${place.dataDir} کارنامه‌ای نیست. پوشه‌اش را با ‎--data‎ بدهید.`,
    )
  }
  const recipients = plain ? null : recipientsOf(options)
  if (plain) {
    tell(
      `warning: ${file} is written without encryption. Whoever holds it reads every report, also those that are not public.`,
      `هشدار: ${file} بی‌رمز نوشته می‌شود. هر که آن را به دست آورد همه گزارش‌ها را می‌خواند، حتی آنچه همگانی نیست.`,
    )
  }
  const progress = new Progress()
  const { manifest, bytes, evidence, beside } = await writeBackup({
    place,
    subject: subjectOf(place),
    evidence: evidenceOf(place),
    file,
    beside: besideOf(place),
    recipients,
    force: options.force,
    program: options.program,
    newestSchema: SCHEMA_VERSION,
    now: new Date(),
    onProgress: (done, total) =>
      progress.at(() => {
        const [en, fa] = share(done, total)
        return [`backing up: ${en}`, `در حال پشتیبان‌گیری: ${fa}`]
      }, done / total),
  })
  const rows = rowsOf(manifest)
  if (options.json) {
    await output.write(
      `${JSON.stringify({ file, bytes, encrypted: !plain, recipients: recipients?.length ?? 0, evidence, beside, ...told(manifest) })}\n`,
    )
    return
  }
  tell(
    `backed up ${rows} rows (entry ${entryOf(manifest)} of the log) into ${file}, ${bytes} bytes${recipients === null ? ", not encrypted" : `, for ${recipients.length} ${recipients.length === 1 ? "key" : "keys"}`}.`,
    `از ${rows} سطر (تا ثبت ${entryOf(manifest)}) در ${file} پشتیبان گرفته شد: ${bytes} بایت${recipients === null ? "، بی‌رمز" : `، برای ${recipients.length} کلید`}.`,
  )
  const [en, fa] = besideWords(beside)
  if (en !== "") tell(`also in it: ${en}.`, `این‌ها هم در آن است: ${fa}.`)
  if (evidence.carried > 0)
    tell(
      `pieces of evidence in it: ${evidence.carried}.`,
      `${evidence.carried.toLocaleString("fa")} مدرک هم در آن است.`,
    )
  if (evidence.lacking > 0)
    tell(
      `warning: ${evidence.lacking} pieces of evidence that the record names were not found as they were received, and are not in the backup. Name their folder with --evidence; karnegar verify says which they are.`,
      `هشدار: ${evidence.lacking.toLocaleString("fa")} مدرک که کارنامه نامشان را می‌برد آن‌گونه که رسیده بود پیدا نشد و در پشتیبان نیست. پوشه را با ‎--evidence‎ بدهید؛ karnegar verify می‌گوید کدام‌ها.`,
    )
}

function recipientsOf({ recipients, recipientsFile, data }: BackupOptions): readonly string[] {
  const named = recipients.flatMap((one) => readRecipients(one, "--recipient"))
  const file = recipientsFile ?? join(data, "recipients.txt")
  if (recipientsFile !== null || (named.length === 0 && existsSync(file))) {
    let list: string
    try {
      list = readFileSync(file, "utf8")
    } catch (error) {
      throw new BackupError("backup.cannot_read", file, { cause: error })
    }
    named.push(...readRecipients(list, file))
  }
  if (named.length === 0) throw new BackupError("backup.no_recipient", file)
  return [...new Set(named)]
}
