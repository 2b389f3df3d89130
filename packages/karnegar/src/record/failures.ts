import { RecordError, type RecordErrorCode } from "./errors.ts"

/** What the databases say, and what it means for a person who runs the record. The first match counts. */
const MEANINGS: readonly (readonly [said: RegExp, code: RecordErrorCode])[] = [
  [/SQLITE_BUSY|database is locked|\b55P03\b/, "record.locked"],
  // The log's index cannot grow: SQLite calls that a failed disk.
  [/SQLITE_FULL|SQLITE_IOERR_SHMSIZE|database or disk is full|ENOSPC|\b53100\b/, "record.full"],
  [/SQLITE_IOERR|disk I\/O error|\b58030\b/, "record.disk_failed"],
  [/SQLITE_CORRUPT|SQLITE_NOTADB|not a database|disk image is malformed/, "record.damaged"],
  [/SQLITE_READONLY|SQLITE_CANTOPEN|readonly database|[Uu]nable to open|\b25006\b/, "record.read_only"],
  [/\b42501\b|\b3F000\b|\b28P01\b|\b28000\b|password must be a string/, "record.no_rights"],
  [/\b3D000\b/, "record.no_database"],
  [
    /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|\b57P0[123]\b|timeout exceeded|Connection terminated|Invalid URL/,
    "record.unreachable",
  ],
]

/** A database's error as a refusal of the record; anything else as it was. */
export function asRecordError(error: unknown, subject: string): unknown {
  if (error instanceof RecordError) return error
  const said = saidBy(error)
  const meaning = MEANINGS.find(([pattern]) => pattern.test(said))
  return meaning === undefined ? error : new RecordError(meaning[1], subject, { cause: error })
}

/**
 * Tries again while another program holds SQLite's write lock.
 *
 * SQLite's own wait blocks the thread, so it is kept short; the longer wait is done here, with the thread free.
 *
 * @throws what the work threw, once it is no matter of waiting or patience has run out.
 */
export async function whileBusy<T>(patienceMs: number, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!/SQLITE_BUSY|database is locked/.test(saidBy(error)) || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60))
    }
  }
}

function saidBy(error: unknown): string {
  return error instanceof Error ? `${(error as { code?: string }).code ?? ""} ${error.message}` : String(error)
}
