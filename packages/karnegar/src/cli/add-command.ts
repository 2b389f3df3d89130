import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { text as textOfStream } from "node:stream/consumers"
import { codeReport } from "@karnegar/coder"
import { cleanText } from "../intake/clean-text.ts"
import { MOST_BYTES } from "../intake/read-blocks.ts"
import { decode } from "../intake/utf8.ts"
import type { RecordPlace } from "../record/open.ts"
import { jalaliText } from "../written/date-cell.ts"
import { cardsOf } from "./card.ts"
import { dayOf } from "./day-option.ts"
import { Failure, systemReason } from "./failure.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { stylesFor } from "./terminal-text.ts"
import { requireSource } from "./unknown-source.ts"
import { withRecord } from "./with-record.ts"

/** What `karnegar add` was asked to do. */
export interface AddOptions {
  readonly source?: string
  readonly published?: string
  readonly url?: string
  readonly dryRun?: boolean
  readonly undo?: string
}

/**
 * Adds one text that somebody pastes, after it was shown what the coder finds in it; or takes one back.
 *
 * @throws Failure that says what is missing and what to do.
 */
export async function addText(
  file: string | undefined,
  options: AddOptions,
  place: RecordPlace,
  output: Output,
): Promise<void> {
  const { undo } = options
  if (undo !== undefined) {
    await withRecord(place, { mustExist: true }, (record) => record.withdrawReport(undo, "added by mistake"))
    tell(
      "the text is taken back: its words are destroyed, its id stays.",
      "متن برگردانده شد: نوشته‌اش نابود شد و شناسه‌اش می‌ماند.",
    )
    return
  }
  const { source } = options
  if (source === undefined) throw needs("add.source_needed", "--source KEY", "منبع")
  if (options.published === undefined) throw needs("add.date_needed", "--published DATE", "روز انتشار")
  const published = dayOf(options.published, "add.date_unreadable")
  const url = options.url === undefined ? null : addressOf(options.url)
  const text = await readText(file)
  const key = url ?? createHash("sha256").update(`${published}\n${text}`).digest("hex").slice(0, 32)
  const report = { id: key, text, published, source }
  const coding = codeReport(report)
  await output.write(cardsOf({ ...report, id: `${published} · ${jalaliText(published)}` }, coding, stylesFor(false)))
  if (options.dryRun === true) {
    tell("dry run: nothing was stored.", "آزمایشی: چیزی ذخیره نشد.")
    return
  }
  const { reportId, fresh } = await withRecord(place, { mustExist: false }, async (record) => {
    await requireSource(record, source)
    return record.addCoded({ foreignId: key, text, source, url, published, lang: null, sample: false }, coding)
  })
  if (fresh) {
    tell(
      `stored as ${reportId}. To take it back: karnegar add --undo ${reportId}`,
      `با شناسهٔ ${reportId} ذخیره شد. برای برگرداندن: karnegar add --undo ${reportId}`,
    )
  } else tell(`the text stood already, as ${reportId}.`, `این متن از پیش با شناسهٔ ${reportId} بود.`)
}

async function readText(file: string | undefined): Promise<string> {
  let bytes: Buffer
  try {
    bytes = file === undefined || file === "-" ? Buffer.from(await textOfStream(process.stdin)) : readFileSync(file)
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error
    const why = systemReason(error)
    throw new Failure("add.unreadable", `the file cannot be read (${why}).`, `پرونده خوانده نشد (${why}).`, {
      cause: error,
    })
  }
  const written = decode(bytes)
  if (written === null || bytes.length > MOST_BYTES) {
    throw new Failure(
      "add.not_text",
      `the text is not UTF-8, or longer than ${MOST_BYTES} bytes; save it as UTF-8, or split it.`,
      `متن UTF-8 نیست یا بیش از ${MOST_BYTES} بایت است؛ آن را با UTF-8 ذخیره یا چند تکه کنید.`,
    )
  }
  const { text } = cleanText(written)
  if (text !== "") return text
  throw new Failure(
    "add.no_text",
    "there is no text; paste it, or give a file.",
    "متنی نیست؛ آن را بچسبانید یا پرونده بدهید.",
  )
}

function addressOf(written: string): string {
  if (written.startsWith("https://") && URL.canParse(written)) {
    const url = new URL(written)
    if (url.username === "" && url.password === "") return url.href
  }
  throw new Failure(
    "add.url_unfit",
    "--url must be a whole address that begins with https:// and names no user.",
    "‎--url‎ باید نشانی کاملی باشد که با https:// آغاز شود و نام کاربری نداشته باشد.",
    { status: 2 },
  )
}

function needs(code: string, option: string, fa: string): Failure {
  return new Failure(
    code,
    `a text needs ${option}: without it nobody can check it or say when it was. karnegar sources lists the register.`,
    `متن ${fa} می‌خواهد (‎${option}‎)؛ بی‌آن نمی‌توان آن را وارسی کرد یا گفت از چه روزی است. karnegar sources فهرست منبع‌ها را نشان می‌دهد.`,
    { status: 2 },
  )
}
