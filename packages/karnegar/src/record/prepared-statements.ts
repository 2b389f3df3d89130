import type { SqliteStatement } from "kysely"
import type Database from "libsql"

/** Statements kept; what the record says in one write is some fifty of them, each with lists of up to nine lengths. */
const MOST = 500
/** Longer ones name many values each by itself; as many of them as there are lengths would fill the memory. */
const LONGEST = 40_000

/** Statements of one connection, prepared once: storing an archive took a tenth of its time to prepare the same fifty anew. */
export class PreparedStatements {
  readonly #database: Database.Database
  /** The longest unused first. */
  readonly #kept = new Map<string, SqliteStatement>()

  constructor(database: Database.Database) {
    this.#database = database
  }

  get(text: string): SqliteStatement {
    const kept = this.#kept.get(text)
    if (kept !== undefined) {
      this.#kept.delete(text)
      this.#kept.set(text, kept)
      return kept
    }
    const made = this.#prepare(text)
    if (text.length > LONGEST) return made
    this.#kept.set(text, made)
    if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value!)
    return made
  }

  #prepare(text: string): SqliteStatement {
    const statement = this.#database.prepare(text)
    const { reader } = statement as unknown as SqliteStatement
    // One that failed may stay in progress (tursodatabase/libsql-client-ts#352): it is not used again.
    const tried = <T>(work: () => T): T => {
      try {
        return work()
      } catch (error) {
        this.#kept.delete(text)
        throw error
      }
    }
    return {
      reader,
      all: (values) => tried(() => statement.all(values as unknown[])),
      run: (values) => tried(() => statement.run(values as unknown[])) as ReturnType<SqliteStatement["run"]>,
      iterate: (values) => statement.iterate(values as unknown[]) as IterableIterator<unknown>,
    }
  }
}
