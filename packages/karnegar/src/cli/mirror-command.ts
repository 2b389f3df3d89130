import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Record } from "../record/record.ts"
import { type Choice, choose } from "../release/choose.ts"
import { mirrorFiles } from "../release/mirror/mirror-files.ts"
import { NotAMirror, writeMirror } from "../release/mirror/write-mirror.ts"
import { ASSETS } from "../web/serve.ts"
import { Failure, systemReason } from "./failure.ts"
import { numberInWords } from "./field-words.ts"
import { leftOutSentence, nothingChosenSentence } from "./left-out.ts"
import { tell } from "./messages.ts"

/** What `karnegar mirror` was asked for. */
export interface MirrorOptions {
  readonly folder: string
  readonly include: Choice["include"]
  /** Public address of the site; null where there is none to name. */
  readonly origin: string | null
}

/**
 * Writes what the public may see as a folder that opens anywhere: pages, search, data and their sums.
 *
 * @throws Failure `mirror.not_a_mirror` when the folder holds something else, `output.failed` when it cannot be written;
 *   what stood there stands unchanged.
 */
export async function mirrorRecord(record: Record, { folder, include, origin }: MirrorOptions): Promise<void> {
  const chosen = choose(await record.listPublished(), { filter: {}, include, kind: "all" })
  const day = new Date().toISOString().slice(0, 10)
  const assetOf = (name: string) => readFileSync(join(ASSETS, name))
  try {
    const { files, bytes } = await writeMirror(folder, mirrorFiles(chosen.records, { day, origin }, assetOf))
    const also = (sentence: string, sign: string) => (sentence === "" ? "" : `${sign}${sentence}`)
    tell(
      `${chosen.records.length} records in ${files} files, ${bytes} bytes: open ${join(folder, "index.html")}${also(leftOutSentence(chosen, "all", "en"), "; ")}`,
      `${numberInWords(chosen.records.length, "fa")} مورد در ${numberInWords(files, "fa")} پرونده، ${numberInWords(bytes, "fa")} بایت: ${join(folder, "index.html")} را باز کنید${also(leftOutSentence(chosen, "all", "fa"), "؛ ")}`,
    )
    const hint = nothingChosenSentence(chosen, "en")
    if (hint !== "") tell(hint, nothingChosenSentence(chosen, "fa"))
  } catch (error) {
    if (error instanceof NotAMirror) {
      throw new Failure(
        "mirror.not_a_mirror",
        `${folder} holds something that karnegar mirror did not write, so it was left alone. Name a new folder, or an empty one.`,
        `در ${folder} چیزی هست که karnegar mirror ننوشته است؛ دست نخورد. پوشه‌ای تازه یا خالی نام ببرید.`,
        { cause: error },
      )
    }
    if (!(error instanceof Error && "syscall" in error)) throw error
    throw new Failure(
      "output.failed",
      `could not write ${folder} (${systemReason(error)}). What stood there is unchanged. Make room, or name another folder.`,
      `نوشتن ${folder} نشد (${systemReason(error)}). آنچه آنجا بود دست نخورده است. جا باز کنید یا پوشهٔ دیگری نام ببرید.`,
      { cause: error },
    )
  }
}
