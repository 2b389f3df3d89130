import { areLogged } from "../record/logged-keys.ts"
import type { Record } from "../record/record.ts"
import { readReviewers } from "../submissions/reviewers.ts"

/** How the reviewers' keys stand after a restore: the log came back with the backup, `reviewers.txt` did not. */
export interface RestoredKeys {
  /**
   * `as_logged`: those of the log lie there. `missing`: none do. `others`: not those of the log. `not_logged`: some lie there, and
   * the log names none.
   */
  readonly state: "as_logged" | "missing" | "others" | "not_logged"
  /** Entry of the log that names the keys; null where none does. */
  readonly entry: number | null
  /** What the operator must do. */
  readonly words: readonly [en: string, fa: string]
}

/** @returns null where no keys were ever logged and none lie there: the form was closed and stays so. */
export async function keysAfterRestore(record: Pick<Record, "loggedKeys">, file: string): Promise<RestoredKeys | null> {
  const [logged, { recipients }] = [await record.loggedKeys(), await readReviewers(file)]
  if (logged === null)
    return recipients.length === 0
      ? null
      : {
          state: "not_logged",
          entry: null,
          words: [
            `the log of this backup names no reviewers' keys, so those in ${file} are used as they lie. Compare them with your own list, then run karnegar submissions keys accept.`,
            `دفتر این پشتیبان کلید بررسان را نمی‌گوید و کلیدهای ${file} همان‌گونه که هست به کار می‌رود. با فهرست خودتان بسنجید، سپس karnegar submissions keys accept را بزنید.`,
          ],
        }
  const { entry } = logged
  if (areLogged(logged, recipients))
    return {
      state: "as_logged",
      entry,
      words: [
        `the reviewers' keys in ${file} are those of entry ${logged.entry} of the log, of ${logged.at}. Changes after the backup are not in it: if a key was removed since, remove it again.`,
        `کلیدهای بررسان در ${file} همان ثبت ${logged.entry} دفتر در ${logged.at} است. تغییرهای پس از پشتیبان در آن نیست: اگر کلیدی از آن پس برداشته شده، دوباره برش دارید.`,
      ],
    }
  if (recipients.length === 0)
    return {
      state: "missing",
      entry,
      words: [
        `the form for reports stays closed: no reviewers' keys lie in ${file}; a backup does not carry them. Put back your own copy of reviewers.txt with the keys of entry ${logged.entry} of the log, of ${logged.at}.`,
        `فرم فرستادن گزارش بسته می‌ماند: در ${file} کلید بررسی نیست؛ پشتیبان آنها را در بر ندارد. نسخه خودتان از reviewers.txt را، با کلیدهای ثبت ${logged.entry} دفتر در ${logged.at}، سر جایش بگذارید.`,
      ],
    }
  return {
    state: "others",
    entry,
    words: [
      `the form for reports stays closed: the reviewers' keys in ${file} are not those of entry ${logged.entry} of the log, of ${logged.at}; a backup does not carry keys. Put back your own copy of reviewers.txt. If keys changed after the backup, compare it with your own list and run karnegar submissions keys accept.`,
      `فرم فرستادن گزارش بسته می‌ماند: کلیدهای بررسان در ${file} همان ثبت ${logged.entry} دفتر در ${logged.at} نیست؛ پشتیبان آنها را در بر ندارد. نسخه خودتان از reviewers.txt را سر جایش بگذارید. اگر کلیدها پس از پشتیبان عوض شده، با فهرست خودتان بسنجید و karnegar submissions keys accept را بزنید.`,
    ],
  }
}
