import { createReadStream, existsSync } from "node:fs"
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { BackupError } from "../backup/errors.ts"
import { readIdentities } from "../backup/sealing.ts"
import { areLogged } from "../record/logged-keys.ts"
import type { Record } from "../record/record.ts"
import type { LogFault } from "../record/verify.ts"
import { NotOpened, openSealed } from "../submissions/open-sealed.ts"
import { type Attachment, memberName, type Parcel } from "../submissions/parcel.ts"
import { changeReviewers, type Reviewers, readReviewers } from "../submissions/reviewers.ts"
import type { Submission, Submissions } from "../submissions/submissions.ts"
import { workingCopy } from "../submissions/working-copy.ts"
import { askPassphrase } from "./ask-passphrase.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { dayWords } from "./source-lines.ts"

/** What is done with the keys; null: they are shown. */
export type KeysChange = { readonly add: string } | { readonly remove: string } | "accept" | null

/**
 * Shows, adds or takes away recipients; tells the fingerprint that the sending page shows. Each change is an entry of the log.
 *
 * @param record Null where none stands yet: there is no log to hold the keys against.
 * @throws Failure `submissions.keys_swapped` when the keys are not those of the log; `accept` alone takes them as they stand.
 * `submissions.keys_missing` when none lie there and the log names some, `submissions.no_keys` when there are none to accept.
 */
export async function keysCommand(
  record: Pick<Record, "loggedKeys" | "logKeys"> | null,
  file: string,
  change: KeysChange,
  output: Output,
): Promise<void> {
  const before = await readReviewers(file)
  const stood = (await record?.loggedKeys()) ?? null
  // As after a restore: nobody swapped anything, and an empty set is nobody's to accept.
  if (before.recipients.length === 0 && (stood?.recipients.length ?? 0) > 0)
    throw new Failure(
      "submissions.keys_missing",
      `no key lies in ${file}, and the log names some in entry ${stood!.entry}, of ${stood!.at}: the file is gone or empty, as after a restore. Put back your own copy of it. If that is lost, write the new keys into it, one a line, and run karnegar submissions keys accept.`,
      `در ${file} کلیدی نیست ولی ثبت ${stood!.entry} دفتر در ${stood!.at} چند کلید را می‌گوید: این پرونده گم شده یا خالی است، مانند پس از بازگرداندن پشتیبان. نسخه خودتان را سر جایش بگذارید. اگر آن هم گم شده، کلیدهای تازه را هر کدام در یک سطر در آن بنویسید و karnegar submissions keys accept را بزنید.`,
    )
  if (change === "accept" && before.recipients.length === 0)
    throw new Failure(
      "submissions.no_keys",
      `no key lies in ${file}: there is nothing to accept. karnegar submissions keys add age1… adds one.`,
      `در ${file} کلیدی نیست و چیزی برای پذیرفتن نیست. با karnegar submissions keys add age1… بیفزایید.`,
    )
  if (change !== "accept" && !areLogged(stood, before.recipients))
    throw new Failure(
      "submissions.keys_swapped",
      `the keys in ${file} are not those of the log: somebody changed them there. Nothing is sealed to them. Compare them with your own list; karnegar submissions keys accept takes them as they stand.`,
      `کلیدهای ${file} با دفتر کارنامه یکی نیست: کسی آنها را آنجا عوض کرده است. چیزی با آنها قفل نمی‌شود. با فهرست خودتان بسنجید؛ karnegar submissions keys accept همان را که هست می‌پذیرد.`,
    )
  if (change !== null && change !== "accept" && "remove" in change && !before.recipients.includes(change.remove))
    throw new Failure(
      "submissions.key_unknown",
      "no such key is on the list; karnegar submissions keys list shows all.",
      "چنین کلیدی در فهرست نیست؛ karnegar submissions keys list همه را نشان می‌دهد.",
    )
  const reviewers = change === null || change === "accept" ? before : await changeReviewers(file, change)
  const logged = change === null ? stood : await record!.logKeys(reviewers.recipients)
  for (const one of reviewers.recipients) await output.write(`${one}\n`)
  await tellUnread(file, reviewers)
  if (reviewers.recipients.length === 0)
    tell(
      "no keys: nobody can send anything. Make one on another machine with karnegar keys new, and add its age1… here.",
      "کلیدی نیست و کسی نمی‌تواند چیزی بفرستد. روی دستگاه دیگری با karnegar keys new کلید بسازید و age1… آن را اینجا بیفزایید.",
    )
  else
    tell(
      `fingerprint: ${reviewers.fingerprint}. Publish it in other places too; it changes with every key. What came before stays sealed to the keys of its time.`,
      `اثر انگشت: ${reviewers.fingerprint}. آن را جای دیگری هم بنویسید؛ با هر کلید عوض می‌شود. آنچه پیش‌تر رسیده با کلیدهای زمان خودش قفل است.`,
    )
  if (logged !== null)
    tell(
      `entry ${logged.entry} of the log, ${logged.hash.slice(0, 16)}: the sending page cites it.`,
      `ثبت ${logged.entry} دفتر، ${logged.hash.slice(0, 16)}: صفحه فرستادن همین را می‌گوید.`,
    )
  else if (reviewers.recipients.length > 0)
    tell(
      "these keys are not in the log yet, so a swap would not be noticed; karnegar submissions keys accept puts them there.",
      "این کلیدها هنوز در دفتر نیست و عوض شدنشان دیده نمی‌شود؛ karnegar submissions keys accept آنها را می‌نویسد.",
    )
}

/** The fault of keys that were changed behind the log; none where they are those of the log, or none were logged. */
export async function swappedKeys(record: Pick<Record, "loggedKeys">, file: string): Promise<LogFault[]> {
  const logged = await record.loggedKeys()
  if (areLogged(logged, (await readReviewers(file)).recipients)) return []
  return [{ code: "keys.swapped", entry: logged!.entry }]
}

/** Names lines that are no recipient: the form goes on without them, the operator should know. */
async function tellUnread(file: string, { recipients }: Reviewers): Promise<void> {
  if (!existsSync(file)) return
  for (const [i, line] of (await readFile(file, "utf8")).split(/\r?\n/).entries()) {
    const word = line.trim()
    if (word === "" || word.startsWith("#") || recipients.includes(word)) continue
    tell(
      `${file}:${i + 1} is no age recipient and is passed over.`,
      `سطر ${i + 1} در ${file} گیرنده age نیست و کنار گذاشته می‌شود.`,
    )
  }
}

/** One line a submission. */
export async function listCommand(submissions: Submissions, json: boolean, output: Output): Promise<void> {
  const all = await submissions.list()
  if (json) {
    await output.write(`${JSON.stringify(all)}\n`)
    return
  }
  for (const { id, day, state, parts } of all) {
    const size = parts.reduce((sum, { bucket }) => sum + bucket, 0) / 1024
    await output.write(`${id}\t${day}\t${dayWords(day)[1]}\t${state}\t${parts.length}\t${size} KiB\n`)
  }
  if (all.length === 0) tell("nothing has been sent in.", "چیزی نرسیده است.")
}

/** How `karnegar submissions open` was asked to open. */
export interface OpenOptions {
  readonly identity: string
  /** Folder to write to, made anew. */
  readonly to: string
  /** Write the attachments as they came, too. */
  readonly originals: boolean
}

/** Opens a submission of the store, all its parts. */
export async function openCommand(submissions: Submissions, id: string, options: OpenOptions, output: Output) {
  const { parts } = await getSubmission(submissions, id)
  const sealed = await Promise.all(parts.map(async ({ n }) => (await submissions.sealed(id, n))!))
  await openParts(sealed, options, output)
  await submissions.setState(id, "opened")
}

/** Opens sealed files that were fetched from the desk: on a machine that holds no record. */
export async function openFile(file: string, options: OpenOptions, output: Output): Promise<void> {
  await openParts([await buffer(createReadStream(file))], options, output)
}

async function openParts(parts: readonly Uint8Array[], options: OpenOptions, output: Output): Promise<void> {
  const { identity, to, originals } = options
  const identities = await readIdentities(identity, askPassphrase)
  if (existsSync(to)) throw new BackupError("backup.file_exists", to)
  const opened: Parcel[] = []
  for (const sealed of parts) opened.push(await openPart(sealed, identities, identity))
  await mkdir(to, { mode: 0o700, recursive: true })
  await chmod(to, 0o700)
  let left = 0
  for (const [i, parcel] of opened.entries()) {
    const put = async (name: string, bytes: Uint8Array | string) => {
      const path = join(to, `${i + 1}-${name}`)
      await writeFile(path, bytes, { mode: 0o600, flag: "wx" })
      await output.write(`${path}\n`)
    }
    await put("message.txt", messageText(parcel))
    for (const [j, attachment] of parcel.attachments.entries()) {
      const copy = await workingCopy(attachment, to)
      if (copy === null) left++
      else await put(`copy-${j + 1}${copy.ending}`, copy.bytes)
      if (originals) await put(memberName(attachment.name, j + 1), attachment.bytes)
    }
  }
  tell(
    "the copies carry no hidden data of their devices. Faces, voices, plates and places in them stay; look before you publish.",
    "نسخه‌ها مشخصات پنهان دستگاه را ندارند. چهره، صدا، پلاک و جا در آنها مانده است؛ پیش از انتشار ببینید.",
  )
  if (left > 0)
    tell(
      `${left} attachments could not be cleaned and are not publishable; their originals stay sealed. mat2 and exiftool clean more kinds; --originals writes them as they came, for a machine without a network.`,
      `${left} پیوست پاک نشد و قابل انتشار نیست؛ اصل آنها قفل می‌ماند. با نصب mat2 و exiftool گونه‌های بیشتری پاک می‌شود؛ ‎--originals‎ آنها را همان‌گونه که آمده می‌نویسد، برای دستگاه بی‌شبکه.`,
    )
}

async function openPart(sealed: Uint8Array, identities: readonly string[], file: string): Promise<Parcel> {
  try {
    return await openSealed(sealed, identities)
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error
    throw error.why === "wrong_key"
      ? new Failure(
          "submissions.wrong_key",
          `no key of ${file} opens this submission; it was sealed to the keys of its time.`,
          `هیچ کلیدی از ${file} این را باز نمی‌کند؛ با کلیدهای زمان خودش قفل شده است.`,
          { cause: error },
        )
      : new Failure(
          "submissions.damaged",
          "the sealed file is damaged. Fetch it again.",
          "پرونده قفل‌شده آسیب دیده است. دوباره بگیرید.",
          { cause: error },
        )
  }
}

/** The text with what its sender wrote beside it, and the attachments by the names that they gave. */
function messageText({ text, place, day, source, attachments }: Parcel): string {
  const told = (word: string, value: string) => (value === "" ? "" : `${word}: ${value}\n`)
  const files = attachments.map(({ name }: Attachment, i) => told(`attachment ${i + 1} · پیوست`, name)).join("")
  const beside = `${told("place · کجا", place)}${told("day · چه روزی", day)}${told("source · از کجا", source)}${files}`
  return `${text}\n${beside === "" ? "" : `\n${beside}`}`
}

/** Says that the work on a submission is done. */
export async function closeCommand(submissions: Submissions, id: string): Promise<void> {
  await getSubmission(submissions, id)
  await submissions.setState(id, "closed")
  tell("closed; its sender sees that.", "بسته شد؛ فرستنده این را می‌بیند.")
}

async function getSubmission(submissions: Submissions, id: string): Promise<Submission> {
  const found = await submissions.find(id)
  if (found !== null) return found
  throw new Failure(
    "submissions.unknown",
    "no submission is called so; karnegar submissions list shows all.",
    "چنین شناسه‌ای نیست؛ karnegar submissions list همه را نشان می‌دهد.",
  )
}
