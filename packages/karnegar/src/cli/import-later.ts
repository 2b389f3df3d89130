import { resolve } from "node:path"
import { openJobs } from "../jobs/open-jobs.ts"
import type { RecordPlace } from "../record/open.ts"
import { Failure } from "./failure.ts"
import { refuseMissing } from "./import-files-command.ts"
import { columnsOf, type RecognisedOptions, refuseUnfitName } from "./import-recognised.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"
import { safeLine } from "./terminal-text.ts"

/** Options of `karnegar import --later`. */
export interface LaterOptions extends RecognisedOptions {
  readonly later?: boolean
  readonly mapping?: string
  readonly published?: string
  readonly lang?: string
}

/**
 * Puts files in the queue, each as a job of its own, for `karnegar worker` to import.
 *
 * @throws Failure where that cannot be done; nothing is put in the queue then.
 */
export async function importLater(
  files: readonly string[],
  options: LaterOptions,
  place: RecordPlace,
  output: Output,
): Promise<void> {
  if (files.length === 0 || files.includes("-") || options.mapping !== undefined || options.dryRun === true) {
    throw new Failure(
      "import.later",
      "--later takes files; standard input, --mapping and --dry-run are done at once or not at all.",
      "‎--later‎ پرونده می‌خواهد؛ ورودی استاندارد، ‎--mapping‎ و ‎--dry-run‎ را نمی‌توان به بعد گذاشت.",
      { status: 2 },
    )
  }
  const { source = null, chat: chats = [], publicName = null, media = false, published = null, lang = null } = options
  refuseUnfitName(publicName)
  const columns = columnsOf(options.columns)
  for (const file of files) await refuseMissing(file)
  const jobs = await openJobs(place)
  try {
    for (const file of files) {
      const path = resolve(file)
      const payload = { path, source, chats: [...chats], publicName, media, columns: { ...columns }, published, lang }
      const { id, fresh } = await jobs.add({ kind: "import-file", key: `import-file:${path}`, payload })
      if (options.format === "json") await output.write(`${JSON.stringify({ id, fresh })}\n`)
      else if (fresh)
        tell(
          `${safeLine(file)} is in the queue; karnegar worker imports it.`,
          `${safeLine(file)} در صف است؛ karnegar worker آن را وارد می‌کند.`,
        )
      else
        tell(
          `${safeLine(file)} stood in the queue already, as ${id}; see karnegar jobs.`,
          `${safeLine(file)} از پیش با شناسهٔ ${id} در صف بود؛ karnegar jobs را ببینید.`,
        )
    }
  } finally {
    await jobs.close()
  }
}
