/** To whom submissions are sealed, as the log has it: keys that were changed behind it are found out by it. */
import type { Kysely } from "kysely"
import type { Tables } from "./tables.ts"

/** What the entries of the keys are about: they are found by it, however long the log is. */
export const KEYS = "keys"

/** The newest set of recipients that was logged. */
export interface LoggedKeys {
  /** Number of its entry. */
  readonly entry: number
  /** The entry's hash: it stands for the log up to it. */
  readonly hash: string
  /** UTC minute, ISO 8601. */
  readonly at: string
  /** age recipients, sorted. */
  readonly recipients: readonly string[]
}

/** The newest set; null where none was ever logged, as in a record of an older program. */
export async function loggedKeysOf(db: Kysely<Tables>): Promise<LoggedKeys | null> {
  const row = await db
    .selectFrom("payload")
    .innerJoin("entry", "entry.seq", "payload.seq")
    .select(["entry.seq", "entry.hash", "entry.at", "payload.body"])
    .where("payload.subject", "=", KEYS)
    .where("entry.what", "=", "keys.set")
    .orderBy("payload.seq", "desc")
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const { recipients } = JSON.parse(row.body) as { recipients: readonly string[] }
  return { entry: row.seq, hash: row.hash, at: row.at, recipients }
}

/** Are these the keys that the log has? Where none were logged there is nothing to hold them against. */
export function areLogged(logged: LoggedKeys | null, recipients: readonly string[]): boolean {
  return logged === null || [...recipients].sort().join() === [...logged.recipients].sort().join()
}
