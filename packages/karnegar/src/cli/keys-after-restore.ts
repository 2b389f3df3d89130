import { areLogged } from "../record/logged-keys.ts"
import type { Record } from "../record/record.ts"
import { readReviewers } from "../submissions/reviewers.ts"

/**
 * What the operator must do about the reviewers' keys after a restore: the log came back with the backup, `reviewers.txt` did not.
 *
 * @returns Null where no keys were ever logged and none lie there: the form was closed and stays so.
 */
export async function keysAfterRestore(
  record: Pick<Record, "loggedKeys">,
  file: string,
): Promise<readonly [en: string, fa: string] | null> {
  const [logged, { recipients }] = [await record.loggedKeys(), await readReviewers(file)]
  if (logged === null)
    return recipients.length === 0
      ? null
      : [
          `the log of this backup names no reviewers' keys, so those in ${file} are used as they lie. Compare them with your own list, then run karnegar submissions keys accept.`,
          `دفتر این پشتیبان کلید بررسان را نمی‌گوید و کلیدهای ${file} همان‌گونه که هست به کار می‌رود. با فهرست خودتان بسنجید، سپس karnegar submissions keys accept را بزنید.`,
        ]
  if (areLogged(logged, recipients))
    return [
      `the reviewers' keys in ${file} are those of entry ${logged.entry} of the log, of ${logged.at}. Changes after the backup are not in it: if a key was removed since, remove it again.`,
      `کلیدهای بررسان در ${file} همان ثبت ${logged.entry} دفتر در ${logged.at} است. تغییرهای پس از پشتیبان در آن نیست: اگر کلیدی از آن پس برداشته شده، دوباره برش دارید.`,
    ]
  return [
    `the form for reports stays closed: the reviewers' keys in ${file} are not those of entry ${logged.entry} of the log, of ${logged.at}; a backup does not carry them. Put back your own copy of reviewers.txt. If keys changed after the backup, compare it with your own list and run karnegar submissions keys accept.`,
    `فرم فرستادن گزارش بسته می‌ماند: کلیدهای بررسان در ${file} همان ثبت ${logged.entry} دفتر در ${logged.at} نیست؛ پشتیبان آنها را در بر ندارد. نسخه خودتان از reviewers.txt را سر جایش بگذارید. اگر کلیدها پس از پشتیبان عوض شده، با فهرست خودتان بسنجید و karnegar submissions keys accept را بزنید.`,
  ]
}
