import type { Refusal } from "../intake/refusal.ts"
import type { ReportColumns } from "../intake/report-table.ts"
import type { Record } from "../record/record.ts"
import { importReports, tellImport } from "./import-command.ts"
import { importFile, recogniseForImport, tellFile } from "./import-files-command.ts"
import { needsMapping } from "./import-recognised.ts"
import { withTextCoder } from "./text-coder.ts"

/** A file of any kind, with what is said of it. */
export interface OneFile {
  readonly path: string
  /** Key of a registered source; null: as the file says. */
  readonly source: string | null
  readonly chats: readonly string[]
  readonly publicName: string | null
  readonly media: boolean
  readonly columns: ReportColumns
  /** Publication day and language of texts that bring none. */
  readonly published: string | null
  readonly lang: string | null
}

/** What one file came to, in texts. */
export interface ImportedOne {
  readonly kind: string
  readonly read: number
  readonly added: number
  readonly versions: number
  readonly known: number
  readonly aside: number
  readonly refused: number
  /** The first refusals, with where each stood. */
  readonly refusals: readonly { readonly at: string; readonly refusal: Refusal }[]
}

/** Refusals of one file that are kept to be told. */
const MOST_KEPT = 1_000

/**
 * Imports one file of any kind that is recognised, as `karnegar import` does, and says what it came to.
 *
 * @throws Failure where nothing of it can be read, or where its source is not known.
 */
export async function importOne(record: Record, file: OneFile): Promise<ImportedOne> {
  const refusals: { at: string; refusal: Refusal }[] = []
  const refused = (at: string, refusal: Refusal) => {
    if (refusals.length < MOST_KEPT) refusals.push({ at, refusal })
  }
  const recognised = await recogniseForImport(file.path)
  if (recognised === null) {
    const { published, lang, source } = file
    const counts = await withTextCoder(undefined, (code) =>
      importReports(record, { files: [file.path], published, lang, source, dryRun: false, refused, code }),
    )
    tellImport(counts, false)
    return { ...figures(counts), kind: "reports", refusals }
  }
  const result = await withTextCoder(undefined, (code) =>
    importFile(record, recognised, { ...file, dryRun: false, refused, code }),
  )
  if (result === null) throw needsMapping(file.path)
  tellFile(file.path, result, false)
  return { ...figures(result), kind: result.kind, refusals }
}

function figures({ read, added, versions, known, aside, refused }: Omit<ImportedOne, "kind" | "refusals">) {
  return { read, added, versions, known, aside, refused }
}
