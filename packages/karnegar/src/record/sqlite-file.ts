import { accessSync, constants, existsSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import type { SqliteDatabase } from "kysely"
import Database from "libsql"
import { RecordError } from "./errors.ts"
import { PreparedStatements } from "./prepared-statements.ts"

/**
 * Opens a SQLite file in a folder, making both where they are not there: with a write-ahead log, and on disk before a commit is answered.
 *
 * @param waitMs How long a statement waits for another program's write.
 * @throws RecordError `record.no_directory`, `record.read_only`; the driver's error otherwise.
 */
export function openSqliteFile(dir: string, name: string, waitMs = 250): Database.Database {
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
  const database = new Database(join(dir, name), { timeout: waitMs })
  try {
    database.exec(`pragma busy_timeout = ${waitMs}`)
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

/**
 * A database as Kysely takes it. SQLite ends a transaction by itself when the disk is full or fails; Kysely's rollback
 * would then throw, and hide why.
 */
export function forKysely(database: Database.Database): SqliteDatabase {
  const prepared = new PreparedStatements(database)
  return {
    prepare: (statement) => prepared.get(statement === "rollback" && !database.inTransaction ? "select 1" : statement),
    close: () => void database.close(),
  }
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
