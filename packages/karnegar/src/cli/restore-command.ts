import { statSync } from "node:fs"
import { builtInKnowledge } from "@karnegar/coder"
import { restore } from "../backup/restore.ts"
import { readIdentities } from "../backup/sealing.ts"
import { SCHEMA_VERSION } from "../record/migrations.ts"
import { type RecordPlace, subjectOf } from "../record/open.ts"
import { registersFrom } from "../record/registers.ts"
import { askPassphrase } from "./ask-passphrase.ts"
import { besideWords, entryOf, rowsOf, told } from "./backup-words.ts"
import { besideOf } from "./beside.ts"
import { keysAfterRestore } from "./keys-after-restore.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { Progress, share } from "./progress.ts"
import { withRecord } from "./with-record.ts"

/** What `karnegar restore` was asked to do. */
export interface RestoreOptions {
  readonly place: RecordPlace
  readonly file: string
  readonly identity: string | null
  /** Where the reviewers' keys lie; they don't come with a backup. */
  readonly reviewers: string
  readonly replace: boolean
  readonly dryRun: boolean
  readonly despiteFaults: boolean
  readonly json: boolean
}

/** Restores a backup and says what stands now, and where that is kept which stood before. */
export async function restoreCommand(options: RestoreOptions, output: Output): Promise<void> {
  const { place, file, identity, dryRun } = options
  const identities = identity === null ? null : await readIdentities(identity, askPassphrase)
  if (identity !== null) warnIfOpen(identity)
  const progress = new Progress()
  const restored = await restore({
    backup: { file, identities, keys: identity ?? "", newestSchema: SCHEMA_VERSION },
    place,
    subject: subjectOf(place),
    registers: registersFrom(builtInKnowledge()),
    beside: besideOf(place),
    replace: options.replace,
    dryRun,
    despiteFaults: options.despiteFaults,
    now: new Date(),
    onProgress: (step, done, total) =>
      progress.at(
        () => {
          if (step === "verify") return ["verifying the unpacked record", "در حال وارسی کارنامه‌ای که از پشتیبان باز شد"]
          if (step === "settle") return ["putting it in its place", "در حال نشاندن کارنامه در جای خود"]
          const [en, fa] = share(done, total)
          return [`unpacking: ${en}`, `در حال باز کردن: ${fa}`]
        },
        step === "verify" || step === "settle" ? null : done / total,
      ),
  })
  const { manifest, kept, faults, evidence, beside } = restored
  // Of a dry run nothing stands that could be asked.
  const keys = dryRun
    ? null
    : await withRecord(place, { mustExist: true }, (record) => keysAfterRestore(record, options.reviewers))
  if (options.json) {
    const reviewers = keys === null ? null : { state: keys.state, entry: keys.entry }
    const all = { file, dryRun, kept, faults, evidence, beside, reviewers, ...told(manifest) }
    await output.write(`${JSON.stringify(all)}\n`)
    if (keys !== null) tell(...keys.words)
    return
  }
  const rows = rowsOf(manifest)
  if (faults > 0) {
    tell(
      `warning: the record in this backup does not hold: ${faults} faults. karnegar verify lists them.`,
      `هشدار: کارنامه این پشتیبان درست نیست: ${faults} خطا. karnegar verify آن‌ها را نشان می‌دهد.`,
    )
  }
  const [en, fa] = besideWords(beside)
  if (en !== "") tell(`beside the record it holds: ${en}.`, `کنار کارنامه این‌ها هم در آن است: ${fa}.`)
  if (dryRun) {
    tell(
      `dry run: ${file} is whole and its record was verified: ${rows} rows, ${evidence} pieces of evidence, entry ${entryOf(manifest)} of the log, made ${manifest.made}. Nothing was changed.`,
      `آزمایشی: ${file} سالم است و کارنامه درون آن وارسی شد: ${rows} سطر و ${evidence} مدرک، تا ثبت ${entryOf(manifest)}، گرفته‌شده در ${manifest.made}. چیزی تغییر نکرد.`,
    )
    return
  }
  tell(
    `restored ${rows} rows and ${evidence} pieces of evidence, entry ${entryOf(manifest)} of the log, as of ${manifest.made}.${kept === null ? "" : ` What stood before is kept as ${kept}.`}`,
    `${rows} سطر و ${evidence} مدرک، تا ثبت ${entryOf(manifest)}، از ${manifest.made} بازگردانده شد.${kept === null ? "" : ` آنچه پیش‌تر بود در ${kept} نگه داشته شد.`}`,
  )
  if (keys !== null) tell(...keys.words)
}

/** A secret key that others on this machine can read is no secret. */
function warnIfOpen(identity: string): void {
  if (process.platform === "win32" || (statSync(identity).mode & 0o077) === 0) return
  tell(
    `warning: others on this machine can read the secret key ${identity}. Run: chmod 600 ${identity}`,
    `هشدار: دیگران در این دستگاه می‌توانند کلید محرمانه ${identity} را بخوانند. این را بزنید: chmod 600 ${identity}`,
  )
}
