import { accessSync, constants, existsSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import Database from "libsql"
import { RecordError } from "./errors.ts"

/**
 * Opens a SQLite file in a folder, making both where they are not there: with a write-ahead log, and on disk before a commit is answered.
 *
 * @throws RecordError `record.no_directory`, `record.read_only`; the driver's error otherwise.
 */
export function openSqliteFile(dir: string, name: string): Database.Database {
  try {
    makeFolder(dir)
  } catch (error) {
    throw new RecordError("record.no_directory", dir, { cause: error })
  }
  try {
    accessSync(dir, constants.W_OK)
  } catch (error) {
    throw new RecordError("record.read_only", dir, { cause: error })
  }
  const database = new Database(join(dir, name), { timeout: 250 })
  try {
    database.exec("pragma busy_timeout = 250")
    database.exec("pragma journal_mode = wal")
    database.exec("pragma synchronous = full")
    database.exec("pragma foreign_keys = on")
    // What is deleted is overwritten, not only unlinked.
    database.exec("pragma secure_delete = on")
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** `mkdir -p`, one folder at a time: Node's own recursive call never returns where the system refuses (`/proc`). */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return
  makeFolder(dirname(dir))
  try {
    mkdirSync(dir)
  } catch (error) {
    // Another program may have made it in between.
    if (!existsSync(dir)) throw error
  }
}
